// The drawing of a neighbourhood: vis-network paints marks and lines, this module says how they
// look and puts the names, always of one size on the screen, none over another.

import { $, boxIn, calm, label, token, typeColour } from "./dom.mjs";
import { Boxes, rowsOf, spots, widthOf } from "./labels.mjs";
import { writeRows } from "./painter.mjs";
import { CanvasPen } from "./pens.mjs";

const SIZE = 12; // of names
const SMALL = 11; // of relations
const ALONG = [0.5, 0.35, 0.65]; // where on its line such a name may be
const ROOM = 11; // characters of a name in a row
const MOST_RELATION_NAMES = 14;
const LANDMARKS = 16; // so many of the best tied may cover lesser marks with their names
const DASHES = [false, [9, 5], [2, 4]]; // by status, as in the legend
const PLAIN = 1.2; // the width of a line
const LOOSE = 0.8;
const ACT = 1.7;

// A drawn line stands for all statements of one relation and status between two nodes: `line`
// tells its place of each edge. `view()` gives {shown, lit, selected}: the masks of `filter`, null
// or {nodes, edges} that stand out, and the selected node. `on.pick(node, edge)` is told what was
// clicked, -1 for none.
export function makeDrawing(model, { nodes, edges, line, options }, view, on) {
  const nodeData = new vis.DataSet(nodes.map(({ label: _, ...node }) => node));
  const edgeData = new vis.DataSet(edges);
  const network = new vis.Network($("drawing"), { nodes: nodeData, edges: edgeData }, options);
  const number = nodes.map(({ id }) => model.node(id));
  const lines = edges.map(({ id }) => ({ id, members: [] }));
  line.forEach((at, edge) => {
    lines[at].members.push(edge);
  });
  const lineOf = new Map(lines.map((one) => [one.id, one]));
  let hovered = -1;
  let boxes = []; // of the names, where they are

  // ---- looks

  function nodeLook(node) {
    const { shown, lit, selected } = view();
    const border = token(node === selected ? "--ink" : "--canvas");
    return {
      id: model.data.nodes.id[node],
      hidden: !shown.nodes[node],
      opacity: lit && !lit.nodes[node] ? 0.14 : 1,
      borderWidth: node === selected ? 3 : 1.5,
      color: { background: typeColour(model.typeOf(node)), border },
    };
  }

  // What of a line the filters let through.
  const shownOf = ({ members }) => members.filter((edge) => view().shown.edges[edge]);

  function lineLook({ id, members }) {
    const { shown, lit } = view();
    const [edge] = members;
    const status = model.status[edge];
    const loose = model.loose[model.predicate[edge]];
    const bright = lit !== null && members.some(lit.has);
    const name = status >= 0 ? `--status-${model.statusOf(edge).name}` : loose && !bright ? "--faint" : "--line";
    const colour = token(name);
    return {
      id,
      hidden: !members.some((edge) => shown.edges[edge]),
      width: (status >= 0 ? ACT : loose ? LOOSE : PLAIN) * (bright ? 1.5 : 1),
      dashes: status >= 0 ? DASHES[status % 3] : false,
      color: { color: colour, hover: colour, highlight: colour, inherit: false, opacity: lit && !bright ? 0.1 : 1 },
    };
  }

  function repaint() {
    nodeData.update(number.map(nodeLook));
    edgeData.update(lines.map(lineLook));
  }

  // ---- names, in pixels of the screen: the selected first, then what is lit, then the best tied

  function paintNames(context) {
    const ratio = context.canvas.width / $("drawing").clientWidth;
    const pen = new CanvasPen(context, getComputedStyle(document.body).fontFamily);
    const style = { size: SIZE, colour: token("--ink"), halo: token("--canvas") };
    context.save();
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const taken = new Boxes();
    taken.take(boxIn($("drawing"), document.querySelector(".zoom")));
    boxes = placedNames(taken);
    for (const { rows, forced, left, right, top, bottom } of boxes) {
      writeRows(pen, rows, (left + right) / 2, (top + bottom) / 2, { ...style, weight: forced ? 600 : 400 });
    }
    for (const one of namedLines()) lineName(pen, taken, one, style);
    context.restore();
  }

  // The lines that bear the names of their relations: those lit, else all but mere mentions, if
  // they are few.
  function namedLines() {
    const { shown, lit } = view();
    const named = lit ? lit.has : (edge) => shown.edges[edge] && !model.loose[model.predicate[edge]];
    const wanted = lines.filter(({ members }) => members.some(named));
    return wanted.length <= MOST_RELATION_NAMES ? wanted : [];
  }

  function lineName(pen, taken, one, style) {
    const count = shownOf(one).length;
    const name = label(model.relationOf(one.members[0])) + (count > 1 ? ` ×${count}` : "");
    const half = (widthOf(name) * SMALL) / 2;
    const { edgeType } = network.body.edges[one.id];
    for (const share of ALONG) {
      const { x, y } = network.canvasToDOM(edgeType.getPoint(share));
      const box = { left: x - half, right: x + half, top: y - SMALL / 2, bottom: y + SMALL / 2 };
      if (!taken.isFree(box)) continue;
      taken.take(box);
      pen.text(name, x, y, { ...style, size: SMALL });
      return;
    }
  }

  function placedNames(ofNames) {
    const { lit, selected } = view();
    const { clientWidth: width, clientHeight: height } = $("drawing");
    const within = (box) => box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
    const isForced = (node) => node === selected || node === hovered;
    const rank = (node) => (isForced(node) ? 1e6 : 0) + (lit?.nodes[node] ? 1e3 : 0) + model.ties[node];
    const marks = shownMarks().sort((a, b) => rank(b.node) - rank(a.node) || a.node - b.node);
    const ofMarks = new Boxes();
    for (const { node, x, y, reach } of marks) ofMarks.take({ owner: node, left: x - reach, right: x + reach, top: y - reach, bottom: y + reach });
    const placed = [];
    for (const [n, { node, x, y, reach }] of marks.entries()) {
      const forced = isForced(node);
      if (lit && !lit.nodes[node] && !forced) continue;
      const rows = rowsOf(model.caption(node), ROOM, forced ? 6 : 2);
      const options = spots(x, y, reach, Math.max(...rows.map(widthOf)) * SIZE + 6, rows.length * SIZE * 1.25);
      const apart = options.filter((box) => within(box) && ofNames.isFree(box));
      const free = apart.find((box) => ofMarks.isFree(box, node)) ?? (n < LANDMARKS ? apart[0] : null);
      const box = free ?? (forced ? (apart[0] ?? options[0]) : null);
      if (!box) continue;
      ofNames.take(box);
      placed.push({ node, rows, forced, ...box });
    }
    return placed;
  }

  // Where the marks are in the window of the drawing, and how far they reach.
  function shownMarks() {
    const { shown } = view();
    const scale = network.getScale();
    return nodes
      .map(({ id, size }, n) => ({ node: number[n], reach: size * scale + 3, ...network.canvasToDOM(network.getPosition(id)) }))
      .filter(({ node }) => shown.nodes[node]);
  }

  const nameAt = ({ x, y }) => boxes.find((box) => box.left < x && x < box.right && box.top < y && y < box.bottom)?.node;

  // ---- the reader's hand

  const hover = (node) => {
    hovered = node;
    $("drawing").classList.toggle("pointing", node >= 0);
    network.redraw();
  };
  network.on("click", ({ pointer }) => {
    const id = network.getNodeAt(pointer.DOM);
    const node = id === undefined ? nameAt(pointer.DOM) : model.node(id);
    const touched = lineOf.get(network.getEdgeAt(pointer.DOM));
    on.pick(node ?? -1, touched ? shownOf(touched)[0] : -1);
  });
  network.on("hoverNode", ({ node }) => hover(model.node(node)));
  network.on("blurNode", () => hover(-1));
  network.on("hoverEdge", () => $("drawing").classList.add("pointing"));
  network.on("blurEdge", () => $("drawing").classList.remove("pointing"));
  network.on("afterDrawing", paintNames);
  const motion = () => (calm() ? false : { duration: 350, easingFunction: "easeInOutQuad" });

  return {
    network,
    nodes: nodeData,
    edges: edgeData,
    told: (id) => shownOf(lineOf.get(id)).map((edge) => model.data.edges.id[edge]), // by a line
    repaint,
    fit() {
      network.fit({ nodes: number.filter((node) => view().shown.nodes[node]).map((node) => model.data.nodes.id[node]), maxZoomLevel: 1.25 });
      network.moveTo({ scale: network.getScale() * 0.94 });
    },
    centre(node) {
      network.focus(model.data.nodes.id[node], { scale: Math.max(network.getScale(), 0.9), animation: motion() });
    },
    zoom(factor) {
      network.moveTo({ scale: network.getScale() * factor, animation: motion() });
    },
  };
}
