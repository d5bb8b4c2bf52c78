// Paints a scene with a pen: lines, marks, names. A scene is
//   model, x, y (places of all nodes), nodes and edges (masks), camera {x, y, k}, width, height,
//   lit (null, or {nodes: mask, edges: numbers} that stand out), focus (a node or -1),
//   angle, reach, pitch (null, or where names point in rings, how long and how high), communities (named places of the map),
//   covered (a box of the screen that is under buttons, or null),
//   look {ink, muted, canvas, line, faint, statuses, types}, relation(edge) (its name).

import { Boxes, rowsOf, spots, widthOf } from "./labels.mjs";

const SIZE = 12; // of names, on the screen
const BATCH = 400; // lines in one stroke: longer paths cost more than their parts
const SLICE = 6000; // edges between two pauses
const MOST_NAMES = 260;
const MOST_RELATION_NAMES = 16;
const MOST_MARKS = 240;
const DETAIL = 1500; // with fewer lines in sight, dashes and arrows are drawn for all
const DASHES = [[], [7, 4], [1.5, 3.5]];

// The scene with px and py: where all nodes are on the screen.
export function projected(scene) {
  const { x, y, camera, width, height } = scene;
  const px = x.map((at) => (at - camera.x) * camera.k + width / 2);
  const py = y.map((at) => (at - camera.y) * camera.k + height / 2);
  return { ...scene, px, py };
}

// The radius of a node on the screen: more ties, larger; closer, larger, within bounds.
export function radius({ model, camera }, node) {
  const own = 3.2 + Math.min(9, 1.5 * Math.sqrt(model.ties[node]));
  return own * Math.min(1.35, Math.max(0.3, Math.sqrt(camera.k)));
}

// A generator, so that a large picture can be painted a slice at a time.
export function* painting(pen, content) {
  const scene = projected(content);
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
  const { lit } = scene;
  const batches = inSight(scene);
  const seen = batches.reduce((sum, batch) => sum + batch.length, 0);
  const detailed = seen < DETAIL;
  yield;
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

// One edge of each bundle that may be seen, by look.
function inSight({ model, edges, px, py, width, height }) {
  const { source, target, bundle, look } = model;
  const batches = Array.from({ length: 2 + model.data.statuses.length }, () => []);
  const known = new Uint8Array(model.bundleCount);
  for (let e = 0; e < model.size; e++) {
    if (!edges[e] || known[bundle[e]]) continue;
    known[bundle[e]] = 1;
    const [a, b] = [source[e], target[e]];
    const aside = (px[a] < 0 && px[b] < 0) || (px[a] > width && px[b] > width);
    const beyond = (py[a] < 0 && py[b] < 0) || (py[a] > height && py[b] > height);
    if (!aside && !beyond) batches[look[e]].push(e);
  }
  return batches;
}

// The control point of an edge on the screen: on the line itself if it is straight.
export function course(scene, edge) {
  const { model, px, py } = scene;
  const [a, b] = [model.source[edge], model.target[edge]];
  const [x1, y1, x2, y2] = [px[a], py[a], px[b], py[b]];
  const bow = model.bend[edge] * 0.16;
  return { x1, y1, x2, y2, cx: (x1 + x2) / 2 - (y2 - y1) * bow, cy: (y1 + y2) / 2 + (x2 - x1) * bow };
}

function trace(pen, scene, edge) {
  const { model, px, py } = scene;
  const [a, b] = [model.source[edge], model.target[edge]];
  if (a === b) {
    const r = radius(scene, a);
    pen.circle(px[a] + r, py[a] - r, r + 3 + 2 * Math.abs(model.bend[edge]));
  } else if (model.bend[edge] === 0) pen.line(px[a], py[a], px[b], py[b]);
  else {
    const { x1, y1, x2, y2, cx, cy } = course(scene, edge);
    pen.curve(x1, y1, cx, cy, x2, y2);
  }
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

const SHAPES = {
  dot: (pen, x, y, r) => pen.circle(x, y, r),
  square(pen, x, y, radius) {
    const r = radius * 0.86;
    pen.polygon([[x - r, y - r], [x + r, y - r], [x + r, y + r], [x - r, y + r]]);
  },
  diamond(pen, x, y, radius) {
    const r = radius * 1.15;
    pen.polygon([[x, y - r], [x + r, y], [x, y + r], [x - r, y]]);
  },
};

function marks(pen, scene, alpha, wanted) {
  const { model, nodes, px, py, width, height } = scene;
  const groups = model.data.types.map(() => []);
  for (const n of model.byTies) {
    if (!nodes[n] || !wanted(n)) continue;
    if (px[n] > -20 && py[n] > -20 && px[n] < width + 20 && py[n] < height + 20) groups[model.type[n]].push(n);
  }
  for (const [type, members] of groups.entries()) {
    const { colour, shape } = scene.look.types[type];
    for (let at = 0; at < members.length; at += BATCH) {
      pen.begin();
      for (const n of members.slice(at, at + BATCH)) SHAPES[shape](pen, px[n], py[n], radius(scene, n));
      pen.fill({ colour, alpha });
      if (scene.camera.k > 0.25) pen.stroke({ colour: scene.look.canvas, width: 1, alpha });
    }
  }
}

export function ringAround(pen, scene, node, colour, gap = 3) {
  const { px, py } = scene;
  pen.begin();
  pen.circle(px[node], py[node], radius(scene, node) + gap);
  pen.stroke({ colour, width: 2 });
}

// ---- names: the focus, what is lit, and the best tied first; none over another

function names(pen, scene) {
  const taken = new Boxes();
  const { model, lit, focus, angle, communities, covered } = scene;
  if (covered) taken.take(covered);
  if (angle) {
    ringNames(pen, scene);
    relationNames(pen, scene, taken);
    return;
  }
  const done = new Set();
  if (!lit) for (const place of communities) if (placeName(pen, scene, taken, place)) done.add(place.node);
  relationNames(pen, scene, taken);
  if (focus >= 0) nodeNames(pen, scene, taken, [focus], done);
  nodeNames(pen, scene, taken, lit ? model.byTies.filter((n) => lit.nodes[n]) : model.byTies, done);
}

function nodeNames(pen, scene, taken, order, done) {
  const { nodes, px, py, width, height, focus } = scene;
  let placed = 0;
  let tried = 0;
  for (const n of order) {
    if (placed >= MOST_NAMES || tried >= 4 * MOST_NAMES) break;
    if (!nodes[n] || done.has(n) || px[n] < 0 || py[n] < 0 || px[n] > width || py[n] > height) continue;
    done.add(n);
    tried++;
    placed += nodeName(pen, scene, taken, n, px[n], py[n], n === focus);
  }
}

// Rows of text around the height y.
export function writeRows(pen, rows, x, y, style) {
  const height = style.size * 1.25;
  for (const [nth, row] of rows.entries()) pen.text(row, x, y + height * (nth - (rows.length - 1) / 2), style);
}

function nodeName(pen, scene, taken, n, x, y, forced) {
  const { look, model } = scene;
  const rows = rowsOf(model.caption(n), 11, forced ? 5 : 2);
  const text = { size: SIZE, weight: forced ? 600 : 400, colour: look.ink, halo: look.canvas };
  const width = widest(rows) * SIZE + 4;
  const height = rows.length * SIZE * 1.25;
  const options = spots(x, y, radius(scene, n) + 3, width, height);
  const free = options.find((box) => taken.isFree(box, n) && inside(scene, box)) ?? (forced ? options[0] : null);
  const disc = radius(scene, n);
  taken.take({ owner: n, left: x - disc, right: x + disc, top: y - disc, bottom: y + disc });
  if (!free) return false;
  taken.take(free);
  const align = free === options[0] ? "left" : free === options[1] ? "right" : "center";
  const at = align === "left" ? free.left + 2 : align === "right" ? free.right - 2 : (free.left + free.right) / 2;
  writeRows(pen, rows, at, (free.top + free.bottom) / 2, { ...text, align });
  return true;
}

// Reckoned, not measured: the first measurement waits for fonts, and all names together take longer
// than the marks.
const widest = (rows) => Math.max(...rows.map(widthOf));

const inside = ({ width, height }, box) =>
  box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;

// The name of a community stands over it while the whole of it is small on the screen.
function placeName(pen, scene, taken, place) {
  const reach = place.radius * scene.camera.k;
  if (reach > 260 || reach < 14) return false;
  const { camera } = scene;
  const x = (place.x - camera.x) * camera.k + scene.width / 2;
  const y = (place.y - camera.y) * camera.k + scene.height / 2;
  const text = { size: 13, weight: 600, colour: scene.look.ink, halo: scene.look.canvas };
  const rows = rowsOf(place.name, 12, 2);
  const width = widest(rows) * text.size + 8;
  const height = rows.length * 17;
  const box = { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
  if (!inside(scene, box) || !taken.isFree(box)) return false;
  taken.take(box);
  writeRows(pen, rows, x, y, text);
  return true;
}

// What is kept free around rings for the names of the outer one.
export const ringMargin = (width) => Math.min(180, width / 3.6);

// In rings names point outwards, and are as large as their ring lets them be.
function ringNames(pen, scene) {
  const { model, nodes, angle, focus, look } = scene;
  for (const n of model.byTies) {
    if (!nodes[n]) continue;
    const [px, py] = [scene.px[n], scene.py[n]];
    const text = { size: SIZE, colour: look.ink, halo: look.canvas };
    if (n === focus) {
      const rows = rowsOf(model.caption(n), 12, 3);
      writeRows(pen, rows, px, py + radius(scene, n) + 2 + 8 * rows.length, { ...text, size: 13, weight: 600 });
      continue;
    }
    const size = Math.min(SIZE, Math.max(7.5, 0.85 * scene.pitch[n] * scene.camera.k));
    const flipped = Math.cos(angle[n]) < 0;
    const start = radius(scene, n) + 4;
    const free = Math.min(scene.reach[n] * scene.camera.k - 12, ringMargin(scene.width) + 6);
    const room = Math.min(15, Math.floor((free - start) / size));
    if (room < 3) continue;
    const rows = rowsOf(model.caption(n), room, Number.isFinite(scene.reach[n]) ? 2 : 1);
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
    const width = widthOf(scene.relation(e)) * text.size;
    const box = { left: x - width / 2, right: x + width / 2, top: y + 4, bottom: y + 19 };
    if (!taken.isFree(box)) continue;
    taken.take(box);
    pen.text(scene.relation(e), x, y + 12, text);
  }
}
