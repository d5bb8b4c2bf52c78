// The graph as the page holds it: columns, with typed arrays for all that is walked often.
// A node or an edge is its number; -1 is none.

export function unpack(text) {
  const stream = new Response(bytesOf(text)).body.pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).json();
}

function bytesOf(text) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const letters = atob(text);
  const bytes = new Uint8Array(letters.length);
  for (let n = 0; n < letters.length; n++) bytes[n] = letters.charCodeAt(n);
  return bytes;
}

// Puts in what a page tells apart from the rest, so that the first picture need not wait for it:
// quotes, letters and ids of edges, properties of nodes.
export function complete(data, { texts, nodes, edges }) {
  for (const text of texts) data.texts.push(text);
  Object.assign(data.nodes, nodes);
  Object.assign(data.edges, edges);
}

export function buildModel(data) {
  const { nodes, edges, texts, types, relations } = data;
  const [nodeOf, edgeOf] = [nodes, edges].map((of) => once(() => new Map(of.id.map((id, n) => [id, n]))));
  const model = {
    data,
    count: nodes.type.length,
    size: edges.source.length,
    type: new Uint8Array(nodes.type),
    source: new Int32Array(edges.source),
    target: new Int32Array(edges.target),
    predicate: new Uint8Array(edges.predicate),
    status: new Int8Array(edges.status),
    year: new Int16Array(edges.year),
    loose: Uint8Array.from(relations, (relation) => relation.loose),
    hub: Uint8Array.from(types, (type) => type.hub),
    node: (id) => nodeOf().get(id),
    edge: (id) => edgeOf().get(id),
    name: (node) => texts[nodes.name[node]],
    caption: (node) => captionOf(texts[nodes.name[node]], types[nodes.type[node]]),
    aliases: (node) => nodes.aliases[node].map((text) => texts[text]),
    typeOf: (node) => types[nodes.type[node]],
    relationOf: (edge) => relations[edges.predicate[edge]],
    statusOf: (edge) => data.statuses[edges.status[edge]],
    quote: (edge) => texts[edges.quote[edge]],
    edgesOf: (node) => around()(node),
  };
  const around = once(() => incidence(model)); // the first picture does without
  Object.assign(model, bundles(model));
  model.ties = countTies(model);
  model.byTies = Int32Array.from(model.ties.keys()).sort((a, b) => model.ties[b] - model.ties[a] || a - b);
  return model;
}

// What `make` gives, made when it is first asked for.
export function once(make) {
  const kept = [];
  return () => {
    if (!kept.length) kept.push(make());
    return kept[0];
  };
}

export const otherEnd = (model, edge, node) =>
  model.source[edge] === node ? model.target[edge] : model.source[edge];

// What is to stand out: masks of nodes, numbers of edges.
export function spotlight(model, nodes, edges) {
  const mask = new Uint8Array(model.count);
  for (const node of nodes) mask[node] = 1;
  const known = new Set(edges);
  return { nodes: mask, edges, has: (edge) => known.has(edge) };
}

// A node with those of its edges that `edges` (a mask) lets through, and what they lead to.
export function neighbours(model, edges, node) {
  const own = [...model.edgesOf(node)].filter((edge) => edges[edge]);
  return spotlight(model, [node, ...own.map((edge) => otherEnd(model, edge, node))], own);
}

// A letter without a title bears its path, of which the end tells most.
const captionOf = (name, type) => (type.letter ? name.slice(name.search(/[^\\/]*$/)) || name : name);

// Returns what tells the edges of a node: those of n are edgesAt[first[n]] to before edgesAt[first[n + 1]].
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
  return (node) => edgesAt.subarray(first[node], first[node + 1]);
}

// Edges that look alike between the same two nodes are one line, a bundle. Bundles of one pair
// are bent apart: 0, 1, -1, 2 … `look` is 0 for loose, 1 for plain, 2 + status for an act.
function bundles({ count, size, source, target, status, predicate, loose }) {
  const look = new Uint8Array(size);
  const bundle = new Int32Array(size);
  const bend = new Int8Array(size);
  const firsts = new Map(); // the first bundle of each pair; `nexts` leads on to its others
  const kinds = new Uint8Array(size);
  const nexts = new Int32Array(size).fill(-1);
  const bends = new Int8Array(size);
  let bundleCount = 0;
  for (let e = 0; e < size; e++) {
    look[e] = loose[predicate[e]] ? 0 : status[e] < 0 ? 1 : 2 + status[e];
    const forth = source[e] < target[e];
    const pair = forth ? source[e] * count + target[e] : target[e] * count + source[e];
    const kind = look[e] * 2 + forth;
    let id = firsts.get(pair) ?? -1;
    let last = -1;
    let at = 0; // the place of the bundle among those of its pair
    for (; id >= 0 && kinds[id] !== kind; at++) {
      last = id;
      id = nexts[id];
    }
    if (id < 0) {
      id = bundleCount++;
      if (last < 0) firsts.set(pair, id);
      else nexts[last] = id;
      kinds[id] = kind;
      bends[id] = (at % 2 ? (at + 1) / 2 : -at / 2) * (forth ? 1 : -1);
    }
    bundle[e] = id;
    bend[e] = bends[id];
  }
  return { look, bundle, bend, bundleCount };
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
