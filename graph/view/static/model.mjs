// The graph as the page holds it: columns, with typed arrays for all that is walked often.
// A node or an edge is its number; -1 is none.

export async function unpack(text) {
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let n = 0; n < letters.length; n++) bytes[n] = letters.charCodeAt(n);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

export function buildModel(data) {
  const { nodes, edges, texts, types, relations } = data;
  const model = {
    data,
    count: nodes.id.length,
    size: edges.id.length,
    type: Uint8Array.from(nodes.type),
    source: Int32Array.from(edges.source),
    target: Int32Array.from(edges.target),
    predicate: Uint8Array.from(edges.predicate),
    status: Int8Array.from(edges.status),
    year: Int16Array.from(edges.year),
    loose: Uint8Array.from(relations, (relation) => relation.loose),
    hub: Uint8Array.from(types, (type) => type.hub),
    nodeId: new Map(nodes.id.map((id, n) => [id, n])),
    edgeId: new Map(edges.id.map((id, n) => [id, n])),
    name: (node) => texts[nodes.name[node]],
    aliases: (node) => nodes.aliases[node].map((text) => texts[text]),
    typeOf: (node) => types[nodes.type[node]],
    relationOf: (edge) => relations[edges.predicate[edge]],
    statusOf: (edge) => data.statuses[edges.status[edge]],
    quote: (edge) => texts[edges.quote[edge]],
  };
  Object.assign(model, incidence(model), bundles(model));
  model.ties = countTies(model);
  model.byTies = Int32Array.from(model.ties.keys()).sort((a, b) => model.ties[b] - model.ties[a] || a - b);
  return model;
}

export const otherEnd = (model, edge, node) =>
  model.source[edge] === node ? model.target[edge] : model.source[edge];

// The edges of each node: those of n are edgesAt[first[n]] to before edgesAt[first[n + 1]].
function incidence({ count, size, source, target }) {
  const first = new Uint32Array(count + 1);
  for (let e = 0; e < size; e++) {
    first[source[e] + 1]++;
    if (target[e] !== source[e]) first[target[e] + 1]++;
  }
  for (let n = 0; n < count; n++) first[n + 1] += first[n];
  const next = first.slice();
  const edgesAt = new Int32Array(first[count]);
  for (let e = 0; e < size; e++) {
    edgesAt[next[source[e]]++] = e;
    if (target[e] !== source[e]) edgesAt[next[target[e]]++] = e;
  }
  return { edgesOf: (node) => edgesAt.subarray(first[node], first[node + 1]) };
}

// Edges that look alike between the same two nodes are one line, a bundle. Bundles of one pair
// are bent apart: 0, 1, -1, 2 … `look` is 0 for loose, 1 for plain, 2 + status for an act.
function bundles({ count, size, source, target, status, predicate, loose }) {
  const look = new Uint8Array(size);
  const bundle = new Int32Array(size);
  const bend = new Int8Array(size);
  const pairs = new Map();
  let made = 0;
  for (let e = 0; e < size; e++) {
    look[e] = loose[predicate[e]] ? 0 : status[e] < 0 ? 1 : 2 + status[e];
    const forth = source[e] < target[e];
    const pair = forth ? source[e] * count + target[e] : target[e] * count + source[e];
    if (!pairs.has(pair)) pairs.set(pair, []);
    const known = pairs.get(pair);
    const kind = look[e] * 2 + forth;
    let at = known.findIndex((entry) => entry.kind === kind);
    if (at < 0) at = known.push({ kind, id: made++ }) - 1;
    bundle[e] = known[at].id;
    bend[e] = (at % 2 ? (at + 1) / 2 : -at / 2) * (forth ? 1 : -1);
  }
  return { look, bundle, bend, bundleCount: made };
}

function countTies({ count, size, source, target, predicate, loose }) {
  const ties = new Int32Array(count);
  for (let e = 0; e < size; e++) {
    if (loose[predicate[e]]) continue;
    ties[source[e]]++;
    if (target[e] !== source[e]) ties[target[e]]++;
  }
  return ties;
}
