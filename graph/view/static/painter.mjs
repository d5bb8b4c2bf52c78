// Paints a scene with a pen: lines, marks, names. A scene is
//   model, x, y (places of all nodes), nodes and edges (masks), camera {x, y, k}, width, height,
//   lit (null, or {nodes: mask, edges: numbers} that stand out), focus (a node or -1),
//   angle, reach, pitch (null, or where names point in rings, how long and how high), communities (named places of the map),
//   look {ink, muted, canvas, line, faint, statuses, types}, relation(edge) (its name).

import { Boxes, rowsOf, spots } from "./labels.mjs";

const SIZE = 12; // of names, on the screen
const BATCH = 400; // lines in one stroke: longer paths cost more than their parts
const SLICE = 6000; // edges between two pauses
const MOST_NAMES = 260;
const MOST_RELATION_NAMES = 16;
const MOST_MARKS = 240;
const DETAIL = 1500; // with fewer lines in sight, dashes and arrows are drawn for all
const DASHES = [[], [7, 4], [1.5, 3.5]];

export const screen = ({ camera, width, height }, x, y) => [
  (x - camera.x) * camera.k + width / 2,
  (y - camera.y) * camera.k + height / 2,
];

// The radius of a node on the screen: more ties, larger; closer, larger, within bounds.
export function radius({ model, camera }, node) {
  const own = 3.2 + Math.min(9, 1.5 * Math.sqrt(model.ties[node]));
  return own * Math.min(1.35, Math.max(0.3, Math.sqrt(camera.k)));
}

// A generator, so that a large picture can be painted a slice at a time.
export function* painting(pen, scene) {
  const { lit } = scene;
  yield* lines(pen, scene);
  marks(pen, scene, lit ? 0.22 : 1, () => true);
  if (lit) {
    litLines(pen, scene);
    marks(pen, scene, 1, (node) => lit.nodes[node]);
  }
  yield;
  names(pen, scene);
}

// ---- lines

function style(scene, look, alpha, detailed) {
  const { look: colours } = scene;
  if (look === 0) return { colour: colours.faint, width: 0.8, alpha: alpha * 0.9 };
  if (look === 1) return { colour: colours.line, width: 0.9, alpha: alpha * 0.7 };
  return { colour: colours.statuses[look - 2], width: detailed ? 1.3 : 1, alpha, dash: detailed ? DASHES[(look - 2) % 3] : [] };
}

function* lines(pen, scene) {
  const { model, edges, x, y, lit, width, height } = scene;
  const looks = 2 + model.data.statuses.length;
  const batches = Array.from({ length: looks }, () => []);
  const drawn = new Uint8Array(model.bundleCount);
  let seen = 0;
  for (let e = 0; e < model.size; e++) {
    if (e % SLICE === SLICE - 1) yield;
    if (!edges[e] || drawn[model.bundle[e]]) continue;
    drawn[model.bundle[e]] = 1;
    const [x1, y1] = screen(scene, x[model.source[e]], y[model.source[e]]);
    const [x2, y2] = screen(scene, x[model.target[e]], y[model.target[e]]);
    if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) continue;
    batches[model.look[e]].push(e);
    seen++;
  }
  const detailed = seen < DETAIL;
  // In turn, so that in a crowd no status lies over all others.
  const crowd = Math.min(1, Math.max(0.05, 4000 / seen));
  const chosen = batches.map((_, look) => style(scene, look, lit ? Math.min(0.13, crowd) : crowd, detailed));
  const longest = Math.max(...batches.map((batch) => batch.length));
  for (let at = 0; at < longest; at += BATCH) {
    for (const [look, batch] of batches.entries()) {
      if (at >= batch.length) continue;
      pen.begin();
      for (const e of batch.slice(at, at + BATCH)) trace(pen, scene, e);
      pen.stroke(chosen[look]);
    }
    if (at % SLICE < BATCH) yield;
  }
}

// The control point of an edge on the screen: on the line itself if it is straight.
export function course(scene, edge) {
  const { model, x, y } = scene;
  const [x1, y1] = screen(scene, x[model.source[edge]], y[model.source[edge]]);
  const [x2, y2] = screen(scene, x[model.target[edge]], y[model.target[edge]]);
  const bow = model.bend[edge] * 0.16;
  return { x1, y1, x2, y2, cx: (x1 + x2) / 2 - (y2 - y1) * bow, cy: (y1 + y2) / 2 + (x2 - x1) * bow };
}

function trace(pen, scene, edge) {
  const { model } = scene;
  const { x1, y1, x2, y2, cx, cy } = course(scene, edge);
  if (model.source[edge] === model.target[edge]) {
    const r = radius(scene, model.source[edge]);
    pen.circle(x1 + r, y1 - r, r + 3 + 2 * Math.abs(model.bend[edge]));
  } else if (model.bend[edge] === 0) pen.line(x1, y1, x2, y2);
  else pen.curve(x1, y1, cx, cy, x2, y2);
}

function litLines(pen, scene) {
  const { model, lit } = scene;
  const drawn = new Set();
  const bundle = lit.edges.filter((e) => !drawn.has(model.bundle[e]) && drawn.add(model.bundle[e]));
  for (const e of bundle) {
    const chosen = style(scene, model.look[e], 1, true);
    pen.begin();
    trace(pen, scene, e);
    pen.stroke({ ...chosen, width: chosen.width + 0.5, colour: model.look[e] === 0 ? scene.look.line : chosen.colour });
  }
  if (bundle.length > MOST_MARKS) return;
  for (const e of bundle) {
    arrow(pen, scene, e);
    statusMark(pen, scene, e);
  }
}

const middle = ({ x1, y1, x2, y2, cx, cy }) => [(x1 + 2 * cx + x2) / 4, (y1 + 2 * cy + y2) / 4];

function arrow(pen, scene, edge) {
  const { model } = scene;
  if (model.relationOf(edge).symmetric || model.source[edge] === model.target[edge]) return;
  const { x2, y2, cx, cy } = course(scene, edge);
  const length = Math.hypot(x2 - cx, y2 - cy);
  const reach = radius(scene, model.target[edge]) + 1;
  if (length < reach + 12) return;
  const [ux, uy] = [(x2 - cx) / length, (y2 - cy) / length];
  const [tx, ty] = [x2 - ux * reach, y2 - uy * reach];
  pen.begin();
  pen.polygon([[tx, ty], [tx - ux * 7 - uy * 3, ty - uy * 7 + ux * 3], [tx - ux * 7 + uy * 3, ty - uy * 7 - ux * 3]]);
  pen.fill({ colour: style(scene, Math.max(1, model.look[edge]), 1, true).colour });
}

// Done is a full disc, ongoing one with a hole, planned a ring: told without colour too.
function statusMark(pen, scene, edge) {
  const status = scene.model.status[edge];
  if (status < 0) return;
  const [x, y] = middle(course(scene, edge));
  const colour = scene.look.statuses[status];
  const disc = (r, fill) => {
    pen.begin();
    pen.circle(x, y, r);
    pen.fill({ colour: fill });
  };
  disc(4.4, scene.look.canvas);
  disc(3.6, colour);
  if (status % 3) disc(status % 3 === 1 ? 1.4 : 2.4, scene.look.canvas);
}

// ---- marks

export const SHAPES = {
  dot: (pen, x, y, r) => pen.circle(x, y, r),
  square: (pen, x, y, r) => pen.polygon([[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]].map(([a, b]) => [x + (a - x) * 0.86, y + (b - y) * 0.86])),
  diamond: (pen, x, y, r) => pen.polygon([[x, y - r * 1.15], [x + r * 1.15, y], [x, y + r * 1.15], [x - r * 1.15, y]]),
};

function marks(pen, scene, alpha, wanted) {
  const { model, nodes, x, y, width, height } = scene;
  const groups = model.data.types.map(() => []);
  for (const n of model.byTies) {
    if (!nodes[n] || !wanted(n)) continue;
    const [px, py] = screen(scene, x[n], y[n]);
    if (px > -20 && py > -20 && px < width + 20 && py < height + 20) groups[model.type[n]].push([n, px, py]);
  }
  for (const [type, members] of groups.entries()) {
    const { colour, shape } = scene.look.types[type];
    for (let at = 0; at < members.length; at += BATCH) {
      pen.begin();
      for (const [n, px, py] of members.slice(at, at + BATCH)) SHAPES[shape](pen, px, py, radius(scene, n));
      pen.fill({ colour, alpha });
      if (scene.camera.k > 0.25) pen.stroke({ colour: scene.look.canvas, width: 1, alpha });
    }
  }
}

export function ringAround(pen, scene, node, colour, gap = 3) {
  const [x, y] = screen(scene, scene.x[node], scene.y[node]);
  pen.begin();
  pen.circle(x, y, radius(scene, node) + gap);
  pen.stroke({ colour, width: 2 });
}

// ---- names: the focus, what is lit, and the best tied first; none over another

function names(pen, scene) {
  const taken = new Boxes();
  const { model, nodes, lit, focus, angle, communities } = scene;
  if (angle) {
    ringNames(pen, scene);
    relationNames(pen, scene, taken);
    return;
  }
  const order = [];
  if (focus >= 0) order.push(focus);
  if (lit) for (const n of model.byTies) if (lit.nodes[n] && n !== focus) order.push(n);
  const known = new Set();
  if (!lit) for (const place of communities) if (placeName(pen, scene, taken, place)) known.add(place.node);
  if (!lit) order.push(...model.byTies);
  relationNames(pen, scene, taken);
  let placed = 0;
  let tried = 0;
  for (const n of order) {
    if (placed >= MOST_NAMES || tried >= 4 * MOST_NAMES) break;
    if (!nodes[n] || known.has(n)) continue;
    const [x, y] = screen(scene, scene.x[n], scene.y[n]);
    if (x < 0 || y < 0 || x > scene.width || y > scene.height) continue;
    tried++;
    placed += nodeName(pen, scene, taken, n, x, y, n === focus);
  }
}

function nodeName(pen, scene, taken, n, x, y, forced) {
  const { look, model } = scene;
  const rows = rowsOf(model.name(n), 11, forced ? 5 : 2);
  const text = { size: SIZE, weight: forced ? 600 : 400, colour: look.ink, halo: look.canvas };
  const width = Math.max(...rows.map((row) => pen.measure(row, text))) + 4;
  const height = rows.length * SIZE * 1.25;
  const options = spots(x, y, radius(scene, n) + 3, width, height);
  const free = options.find((box) => taken.isFree(box, n) && inside(scene, box)) ?? (forced ? options[0] : null);
  const disc = radius(scene, n);
  taken.take({ owner: n, left: x - disc, right: x + disc, top: y - disc, bottom: y + disc });
  if (!free) return false;
  taken.take(free);
  const align = free === options[0] ? "left" : free === options[1] ? "right" : "center";
  const at = align === "left" ? free.left + 2 : align === "right" ? free.right - 2 : (free.left + free.right) / 2;
  rows.forEach((row, nth) => pen.text(row, at, free.top + SIZE * 1.25 * (nth + 0.5), { ...text, align }));
  return true;
}

const inside = ({ width, height }, box) =>
  box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;

// The name of a community stands over it while the whole of it is small on the screen.
function placeName(pen, scene, taken, place) {
  const reach = place.radius * scene.camera.k;
  if (reach > 260 || reach < 14) return false;
  const [x, y] = screen(scene, place.x, place.y);
  const text = { size: 13, weight: 600, colour: scene.look.ink, halo: scene.look.canvas };
  const rows = rowsOf(place.name, 12, 2);
  const width = Math.max(...rows.map((row) => pen.measure(row, text))) + 8;
  const height = rows.length * 17;
  const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  if (!inside(scene, box) || !taken.isFree(box)) return false;
  taken.take(box);
  rows.forEach((row, nth) => pen.text(row, x, box.top + 17 * (nth + 0.5), text));
  return true;
}

// What is kept free around rings for the names of the outer one.
export const ringMargin = (width) => Math.min(180, width / 3.6);

// In rings names point outwards, and are as large as their ring lets them be.
function ringNames(pen, scene) {
  const { model, nodes, x, y, angle, focus, look } = scene;
  for (const n of model.byTies) {
    if (!nodes[n]) continue;
    const [px, py] = screen(scene, x[n], y[n]);
    const text = { size: SIZE, colour: look.ink, halo: look.canvas };
    if (n === focus) {
      const rows = rowsOf(model.name(n), 12, 3);
      rows.forEach((row, nth) => pen.text(row, px, py + radius(scene, n) + 10 + nth * 16, { ...text, size: 13, weight: 600 }));
      continue;
    }
    const size = Math.min(SIZE, Math.max(7.5, 0.85 * scene.pitch[n] * scene.camera.k));
    const flipped = Math.cos(angle[n]) < 0;
    const start = radius(scene, n) + 4;
    const free = Math.min(scene.reach[n] * scene.camera.k - 12, ringMargin(scene.width) + 6);
    const room = Math.min(15, Math.floor((free - start) / size));
    if (room < 3) continue;
    const rows = rowsOf(model.name(n), room, Number.isFinite(scene.reach[n]) ? 2 : 1);
    rows.forEach((row, nth) => {
      const aside = (nth - (rows.length - 1) / 2) * size * 1.15 * (flipped ? -1 : 1);
      const [ux, uy] = [Math.cos(angle[n]), Math.sin(angle[n])];
      pen.text(row, px + start * ux - aside * uy, py + start * uy + aside * ux, {
        ...text, size, angle: angle[n] + (flipped ? Math.PI : 0), align: flipped ? "right" : "left",
      });
    });
  }
}

function relationNames(pen, scene, taken) {
  const { model, lit, look } = scene;
  if (!lit || lit.edges.length > MOST_RELATION_NAMES) return;
  const text = { size: 11, colour: look.muted, halo: look.canvas };
  const told = new Set();
  for (const e of lit.edges) {
    if (told.has(model.bundle[e])) continue;
    told.add(model.bundle[e]);
    const [x, y] = middle(course(scene, e));
    const width = pen.measure(scene.relation(e), text);
    const box = { left: x - width / 2, right: x + width / 2, top: y + 4, bottom: y + 19 };
    if (!taken.isFree(box)) continue;
    taken.take(box);
    pen.text(scene.relation(e), x, y + 12, text);
  }
}
