// What the filters let through, and how much each of them would show.

// `hide` has a Set of numbers for type, relation and status; `years` is [from, to] or null.
// An edge without a year is never hidden by years. A node that other filters leave without any
// edge goes too, and what is `absent` from the drawing. Counts of a facet are those that the other
// facets let through.
export function filter(model, { hide, years }) {
  const { count, size, type, source, target, predicate, status, year, absent } = model;
  const edges = new Uint8Array(size);
  const live = new Uint8Array(count);
  let [nodeCount, edgeCount] = [0, 0];
  const counts = {
    type: new Int32Array(model.data.types.length),
    relation: new Int32Array(model.data.relations.length),
    status: new Int32Array(model.data.statuses.length),
  };
  const typeShown = shown(model.data.types, hide.type);
  const relationShown = shown(model.data.relations, hide.relation);
  const statusShown = shown(model.data.statuses, hide.status);
  const [from, to] = years ?? [-Infinity, Infinity];
  for (let e = 0; e < size; e++) {
    const then = year[e];
    if (then !== 0 && (then < from || then > to)) continue;
    const s = status[e];
    const relationPasses = relationShown[predicate[e]];
    const statusPasses = s < 0 || statusShown[s];
    if (relationPasses && statusPasses) live[source[e]] = live[target[e]] = 1;
    if (!typeShown[type[source[e]]] || !typeShown[type[target[e]]]) continue;
    if (statusPasses) counts.relation[predicate[e]]++;
    if (relationPasses && s >= 0) counts.status[s]++;
    edges[e] = relationPasses && statusPasses;
    edgeCount += edges[e];
  }
  const narrowed = years !== null || hide.relation.size > 0 || hide.status.size > 0;
  const nodes = new Uint8Array(count);
  for (let n = 0; n < count; n++) {
    if (absent?.[n] || (narrowed && !live[n])) continue;
    counts.type[type[n]]++;
    nodes[n] = typeShown[type[n]];
    nodeCount += nodes[n];
  }
  return { nodes, edges, counts, nodeCount, edgeCount };
}

const shown = (items, hidden) => Uint8Array.from(items, (_, n) => !hidden.has(n));

// The first and the last year, or null where there is none.
export function yearSpan(model) {
  let from = Infinity;
  let to = -Infinity;
  for (const year of model.year) {
    if (year === 0) continue;
    from = Math.min(from, year);
    to = Math.max(to, year);
  }
  return from <= to ? [from, to] : null;
}

export function countYears(model, [from, to]) {
  const counts = new Int32Array(to - from + 1);
  for (const year of model.year) if (year !== 0) counts[year - from]++;
  return counts;
}
