// Walks over the edges that are shown: what is near a node, and the shortest path between two.

import { otherEnd } from "./model.mjs";

const MOST_NEAR = 160;

// Returns {rings: [[focus], [nodes one step away], …], parent: Map, all: number within reach}.
// Hubs are no stepping stones, and a mere mention leads one step at most; otherwise all is near.
// What has the most ties stays when there is too much.
export function near(model, shown, focus, steps) {
  const parent = new Map([[focus, -1]]);
  const rings = [[focus]];
  let all = 1;
  for (let step = 1; step <= steps; step++) {
    const found = [];
    for (const node of rings[step - 1]) {
      if (step > 1 && model.hub[model.type[node]]) continue;
      for (const edge of model.edgesOf(node)) {
        const other = otherEnd(model, edge, node);
        if (!shown.edges[edge] || !shown.nodes[other] || parent.has(other)) continue;
        if (step > 1 && model.loose[model.predicate[edge]]) continue;
        parent.set(other, node);
        found.push(other);
      }
    }
    all += found.length;
    const room = Math.max(0, MOST_NEAR - parent.size + found.length);
    const kept = [...found].sort((a, b) => model.ties[b] - model.ties[a] || a - b).slice(0, room);
    const keeps = new Set(kept);
    for (const node of found) if (!keeps.has(node)) parent.delete(node);
    rings.push(kept);
  }
  return { rings, parent, all };
}

// How strict a path is: first past neither hubs nor mentions, then past mentions, then past all.
const RULES = [
  { loose: false, hubs: false, name: "path_strict" },
  { loose: true, hubs: false, name: "path_mentions" },
  { loose: true, hubs: true, name: "path_hubs" },
];

// Returns {edges, nodes, rule} from one node to another, or null.
export function shortestPath(model, shown, from, to) {
  for (const rule of RULES) {
    const edges = walk(model, shown, from, to, rule);
    if (!edges) continue;
    const nodes = [from];
    for (const edge of edges) nodes.push(otherEnd(model, edge, nodes.at(-1)));
    return { edges, nodes, rule: rule.name };
  }
  return null;
}

function walk(model, shown, from, to, rule) {
  const via = new Int32Array(model.count).fill(-1);
  const seen = new Uint8Array(model.count);
  const queue = [from];
  seen[from] = 1;
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at];
    if (node === to) return trace(model, via, from, to);
    if (node !== from && !rule.hubs && model.hub[model.type[node]]) continue;
    for (const edge of model.edgesOf(node)) {
      if (!shown.edges[edge] || (!rule.loose && model.loose[model.predicate[edge]])) continue;
      const other = otherEnd(model, edge, node);
      if (seen[other] || !shown.nodes[other]) continue;
      seen[other] = 1;
      via[other] = edge;
      queue.push(other);
    }
  }
  return null;
}

function trace(model, via, from, to) {
  const edges = [];
  for (let node = to; node !== from; node = otherEnd(model, edges[0], node)) edges.unshift(via[node]);
  return edges;
}
