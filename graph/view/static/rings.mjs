// The layout of 一度 and 二度: the chosen node in the middle, rings around it, names outwards.

const TURN = 2 * Math.PI;
const NAME = 17; // what a name needs along its ring
const REACH = 190; // what it needs across

// Returns {x, y, angle, reach, pitch} over all nodes: where a name points (NaN in the middle), how
// long it can be, and how high.
export function ringLayout(model, { rings, parent }) {
  const x = new Float32Array(model.count);
  const y = new Float32Array(model.count);
  const angle = new Float32Array(model.count).fill(NaN);
  const reach = new Float32Array(model.count).fill(Infinity);
  const pitch = new Float32Array(model.count);
  const [, first = [], second = []] = rings;
  const children = new Map(first.map((node) => [node, []]));
  for (const node of second) children.get(parent.get(node)).push(node);
  const share = (node) => 1 + 0.8 * children.get(node).length;
  const whole = first.reduce((sum, node) => sum + share(node), 0);
  const inner = Math.max(150, (NAME * whole) / TURN);
  const outer = Math.max(inner + REACH, (NAME * second.length) / TURN);
  const put = (node, radius, turn) => {
    x[node] = radius * Math.cos(turn);
    y[node] = radius * Math.sin(turn);
    angle[node] = turn;
  };
  let start = -Math.PI / 2;
  for (const node of sortedForReading(model, first)) {
    const sector = (TURN * share(node)) / whole;
    put(node, inner, start + sector / 2);
    if (second.length) reach[node] = outer - inner;
    pitch[node] = (TURN * inner) / whole;
    const own = sortedForReading(model, children.get(node));
    own.forEach((child, n) => {
      put(child, outer, start + (sector * (n + 0.5)) / own.length);
      pitch[child] = (sector * outer) / own.length;
    });
    start += sector;
  }
  return { x, y, angle, reach, pitch };
}

const sortedForReading = (model, nodes) =>
  [...nodes].sort((a, b) => model.type[a] - model.type[b] || model.ties[b] - model.ties[a] || a - b);
