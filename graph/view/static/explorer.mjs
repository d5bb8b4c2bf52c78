// The Explorer: puts the parts together. The state is in one place; whatever changes it calls
// `update`, which filters, lays out, paints, and writes the address.

import { freshState, fromAddress, toAddress } from "./address.mjs";
import { combobox, field } from "./combobox.mjs";
import { $, announce, boxIn, el, label, say, shapeOf, swatch, token, typeColour, useWords, whenIdle } from "./dom.mjs";
import { edgePanel, head, nodeButton, nodePanel, paged, statement, turnPanel } from "./evidence.mjs";
import { filter } from "./facets.mjs";
import { makeFinder } from "./finder.mjs";
import { buildLegend, showLegend } from "./legend.mjs";
import { showList } from "./list.mjs";
import { buildModel, complete, neighbours, once, otherEnd, spotlight } from "./model.mjs";
import { ringMargin } from "./painter.mjs";
import { near, shortestPath } from "./paths.mjs";
import { savePng, saveSvg } from "./pictures.mjs";
import { ringLayout } from "./rings.mjs";
import { savedViews } from "./saved.mjs";
import { forPage, held, setUpShell } from "./shell.mjs";
import { Stage, edgeAt } from "./stage.mjs";
import { yearControls } from "./years.mjs";

const KEYS = [
  ["/", "key_search"], ["← ↑ → ↓", "key_arrows"], ["Enter", "key_enter"], ["n p", "key_next"], ["1 2 0", "key_ego"],
  ["+ −", "key_zoom"], ["f", "key_fit"], ["l", "key_list"], ["Space", "key_play"], ["Esc", "key_escape"], ["?", "key_help"],
];

const data = await held("data");
useWords(data.words);
const model = buildModel(data);
const map = { x: Float32Array.from(data.nodes.x), y: Float32Array.from(data.nodes.y), angle: null };
const places = communityPlaces();
const finder = once(() => makeFinder(model, data.readings)); // made at the first search
const find = (text) => finder()(text);

let state = freshState();
let shown = filter(model, state); // what the filters let through
let filters = filtersOf(state); // that `shown` has been filtered by
const everything = shown.counts;
let drawn = { ...map, nodes: shown.nodes, edges: shown.edges, cut: null }; // what is on the stage
let lit = null;
let path = null;
let look = null;
let panelOf = null; // what the panel tells of

// ---- the state, and what follows from it

function filtersOf({ hide, years }) {
  return JSON.stringify([years, ...Object.values(hide).map((hidden) => [...hidden])]);
}

function update({ quiet = false, fit = false } = {}) {
  if (filters !== filtersOf(state)) shown = filter(model, state);
  filters = filtersOf(state);
  const before = drawn;
  drawn = layOut();
  path = state.node >= 0 && state.path >= 0 ? shortestPath(model, shown, state.node, state.path) : null;
  lit = light();
  showLegend(state.hide, shown.counts);
  years.show(state.years);
  $("count").textContent = say("shown", { nodes: shown.nodeCount, of: model.count, edges: shown.edgeCount });
  showPanel();
  $("list").hidden = !state.list;
  $("list-toggle").setAttribute("aria-pressed", String(state.list));
  if (state.list) showList(reader);
  showNotice();
  if (fit || (drawn.angle !== before.angle && (drawn.angle || before.angle))) showAll(false);
  stage.repaint();
  const address = `#${toAddress(state, model)}`;
  if (address !== (location.hash || "#")) history[quiet ? "replaceState" : "pushState"](null, "", address);
}

function layOut() {
  if (!state.ego || state.node < 0) return { ...map, nodes: shown.nodes, edges: shown.edges, cut: null };
  const around = near(model, shown, state.node, state.ego);
  const nodes = new Uint8Array(model.count);
  for (const ring of around.rings) for (const node of ring) nodes[node] = 1;
  const edges = new Uint8Array(model.size);
  for (let e = 0; e < model.size; e++) edges[e] = shown.edges[e] && nodes[model.source[e]] && nodes[model.target[e]];
  return { ...ringLayout(model, around), nodes, edges, cut: [around.parent.size, around.all] };
}

function light() {
  if (path) return spotlight(model, path.nodes, path.edges);
  if (state.edge >= 0) return spotlight(model, [model.source[state.edge], model.target[state.edge]], [state.edge]);
  if (state.node < 0 || drawn.angle) return null;
  return neighbours(model, drawn.edges, state.node);
}

function scene() {
  look ??= readLook();
  return { model, ...drawn, lit, focus: state.node, communities: drawn.angle ? [] : visiblePlaces(), covered: boxIn($("map"), document.querySelector(".zoom")), look, relation: (e) => label(model.relationOf(e)) };
}

function readLook() {
  return {
    ...Object.fromEntries(["ink", "muted", "canvas", "line", "faint", "accent"].map((name) => [name, token(`--${name}`)])),
    statuses: data.statuses.map(({ name }) => token(`--status-${name}`)),
    types: data.types.map((type) => ({ colour: typeColour(type), shape: shapeOf(type) })),
    family: getComputedStyle(document.body).fontFamily,
  };
}

function communityPlaces() {
  const members = new Map(data.communities.map(([community]) => [community, []]));
  for (let node = 0; node < model.count; node++) members.get(data.nodes.community[node])?.push(node);
  return data.communities.map(([community, node, size]) => {
    const own = members.get(community);
    const mean = (axis) => own.reduce((sum, n) => sum + axis[n], 0) / own.length;
    const [x, y] = [mean(map.x), mean(map.y)];
    const spread = Math.sqrt(own.reduce((sum, n) => sum + (map.x[n] - x) ** 2 + (map.y[n] - y) ** 2, 0) / own.length);
    return { node, size, x, y, radius: spread * 1.3, members: own, name: model.name(node) };
  });
}

const visiblePlaces = () => places.filter(({ members }) => members.some((node) => shown.nodes[node]));

// The map needs neither quotes nor letters: they are read when it has been painted, or before
// something is selected.
const evidence = once(async () => complete(data, await held("later")));

// ---- what the reader does

async function open(kind, number) {
  await evidence();
  const ends = kind === "node" ? [number] : [model.source[number], model.target[number]];
  const hidden = ends.some((node) => !shown.nodes[node]) || (kind === "edge" && !shown.edges[number]);
  if (hidden) Object.assign(state, { hide: freshState().hide, years: null });
  const leaves = kind === "edge" ? !drawn.edges[number] : false;
  if (kind === "node") Object.assign(state, { node: number, edge: -1, path: -1 });
  else Object.assign(state, { edge: number, path: -1, ego: leaves ? 0 : state.ego });
  const wasList = state.list;
  state.list = false;
  update();
  if (kind === "node" && !drawn.angle) keepInSight(number);
  else if (kind === "edge") ends.forEach(keepInSight);
  announce(say("selected", { name: kind === "node" ? model.name(number).slice(0, 100) : label(model.relationOf(number)) }));
  if (wasList) $("panel").focus();
}

function keepInSight(node) {
  const { x, y, k } = stage.camera;
  const [dx, dy] = [(drawn.x[node] - x) * k, (drawn.y[node] - y) * k];
  const near = Math.abs(dx) < stage.width * 0.4 && Math.abs(dy) < stage.height * 0.4;
  if (!near || k < 0.45) stage.centre(node);
}

function clear() {
  if (state.ego) state.ego = 0;
  else Object.assign(state, { node: -1, edge: -1, path: -1 });
  if (state.node < 0) announce("");
  update();
}

function ego(steps) {
  if (state.node < 0) return;
  Object.assign(state, { ego: steps, edge: -1, path: -1 });
  update();
  announce(say(["ego_0", "ego_1", "ego_2"][steps]));
}

function findPath(node) {
  Object.assign(state, { path: node, edge: -1, ego: 0 });
  update();
  if (path) stage.fit({ nodes: lit.nodes, margin: 110, animate: true });
  announce(path ? say("path_steps", { n: path.edges.length }) : say("no_path"));
}

function reset() {
  Object.assign(state, { hide: freshState().hide, years: null });
  update();
}

function showAll(animate = true) {
  stage.measure();
  stage.fit({ nodes: drawn.nodes, margin: drawn.angle ? ringMargin(stage.width) : Math.min(56, stage.width / 12), animate });
}

const reader = { model, shown: () => shown, open, close: () => (state.edge >= 0 && state.node >= 0 ? open("node", state.node) : leave()) };

function leave() {
  Object.assign(state, { node: -1, edge: -1, path: -1, ego: 0 });
  update();
}

// ---- the panel

function showPanel() {
  const content = state.edge >= 0 ? edgePanel(reader, state.edge) : state.path >= 0 ? pathPanel() : state.node >= 0 ? nodePanel(reader, state.node, tools()) : overview();
  const of = `${state.node} ${state.edge} ${state.path}`;
  turnPanel(content, { stay: of === panelOf });
  panelOf = of;
}

function tools() {
  const button = (steps) => el("button", { type: "button", class: "chip", "aria-pressed": String(state.ego === steps), onclick: () => ego(state.ego === steps ? 0 : steps) }, say(`ego_${steps}`));
  const page = data.pages?.[state.node]; // of an overview: the community's own page
  const own = data.site ? el("a", { class: "chip", href: data.site.entity + model.data.nodes.id[state.node] }, say("own_page")) : null;
  return el("div", { class: "chips" }, page ? el("a", { class: "chip", href: page }, say("open_page")) : null, own, button(1), button(2), field(say("path_to"), { model, find: (text) => find(text).filter(({ node }) => node !== state.node), take: findPath }));
}

function pathPanel() {
  const title = `${model.name(state.node)} → ${model.name(state.path)}`;
  const close = () => {
    state.path = -1;
    update();
  };
  const kicker = el("p", { class: "kicker" }, say("path"));
  if (!path) return [head(kicker, title, close), el("p", {}, say("no_path"))];
  const steps = path.edges.flatMap((edge, n) => [statement(reader, edge, path.nodes[n])]);
  return [
    head(kicker, title, close, el("p", { class: "note" }, `${say("path_steps", { n: steps.length })} ${say(path.rule)}`)),
    el("p", { class: "ends" }, nodeButton(reader, state.node)),
    el("ol", { class: "statements" }, ...steps),
  ];
}

function overview() {
  const row = (node, count) => el("li", {}, swatch(model.typeOf(node)), nodeButton(reader, node), el("span", { class: "count" }, String(count)));
  const most = [...model.byTies].filter((node) => shown.nodes[node] && !model.hub[model.type[node]] && model.ties[node] > 0).slice(0, 8);
  const place = ({ node, size, members }) => {
    const go = () => {
      const mask = new Uint8Array(model.count);
      for (const member of members) mask[member] = shown.nodes[member];
      stage.fit({ nodes: mask, animate: true });
    };
    return el("li", {}, el("button", { type: "button", class: "link", lang: "zh-Hans", onclick: go }, model.name(node).slice(0, 80)), el("span", { class: "count" }, String(size)));
  };
  const around = visiblePlaces();
  return [
    data.up ? el("p", {}, el("a", { href: data.up }, say("up"))) : "",
    data.site ? el("p", {}, el("a", { href: data.site.query }, say("ask_in_sparql"))) : "",
    el("p", { class: "about" }, say(model.count === 0 ? "empty" : data.pages ? "about_overview" : "about")),
    ...(most.length ? [el("h3", {}, say("most_linked")), el("ul", { class: "most" }, ...most.map((node) => row(node, model.ties[node])))] : []),
    ...(around.length > 1 ? [el("h3", {}, say("communities")), el("p", { class: "note" }, say("communities_note")), ...paged(around, place, { size: 10, kind: "most" })] : []),
  ];
}

function showNotice() {
  const text =
    model.count === 0 ? say("empty")
    : drawn.cut && drawn.cut[0] < drawn.cut[1] ? say("ego_cut", { shown: drawn.cut[0], all: drawn.cut[1] })
    : shown.nodeCount === 0 ? say("nothing_shown")
    : missing ? say("not_here", { name: missing })
    : "";
  $("notice").textContent = text;
  $("notice").hidden = !text;
}

// ---- export

const pictureName = () => (state.node >= 0 ? model.name(state.node) : data.title);

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
    announce(say("copied"));
  } catch {
    prompt(say("copy_link"), location.href); // the browser does not let a file write the clipboard
  }
}

// ---- keys

function step(direction) {
  if (state.node < 0) return;
  const around = [...new Set([...model.edgesOf(state.node)].filter((e) => drawn.edges[e]).map((e) => otherEnd(model, e, state.node)))];
  if (!around.length) return;
  const at = around.indexOf(stage.cursor);
  stage.moveCursor(around[(at + direction + around.length) % around.length]);
  announce(`${model.name(stage.cursor).slice(0, 100)} ${label(model.typeOf(stage.cursor))}`);
}

function arrow(dx, dy) {
  const nodes = drawn.nodes;
  let from = stage.cursor >= 0 && nodes[stage.cursor] ? stage.cursor : state.node;
  if (from < 0 || !nodes[from]) from = model.byTies.find((node) => nodes[node]) ?? -1;
  else {
    const next = stage.nearestTowards(from, dx, dy);
    if (next >= 0) from = next;
  }
  if (from < 0) return;
  stage.moveCursor(from);
  announce(`${model.name(from).slice(0, 100)} ${label(model.typeOf(from))}`);
}

const onMap = {
  ArrowLeft: () => arrow(-1, 0),
  ArrowRight: () => arrow(1, 0),
  ArrowUp: () => arrow(0, -1),
  ArrowDown: () => arrow(0, 1),
  Enter: () => stage.cursor >= 0 && open("node", stage.cursor),
};
const anywhere = {
  "/": () => $("search").focus(),
  Escape: clear,
  0: () => ego(0),
  1: () => ego(1),
  2: () => ego(2),
  n: () => step(1),
  p: () => step(-1),
  "+": () => stage.zoom(1.35),
  "=": () => stage.zoom(1.35),
  "-": () => stage.zoom(1 / 1.35),
  f: () => showAll(),
  l: () => toggleList(),
};

document.addEventListener("keydown", (event) => {
  if (!forPage(event)) return;
  const atMap = event.target === $("map");
  if (event.key === " " && (atMap || event.target === document.body)) {
    event.preventDefault();
    $("play").click();
    return;
  }
  const action = (atMap && onMap[event.key]) || anywhere[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

async function toggleList() {
  await evidence();
  state.list = !state.list;
  update();
  if (state.list) $("list").focus();
}

// ---- begin

const stage = new Stage($("map"), scene, {
  pick(px, py, node) {
    const edge = node < 0 ? edgeAt(stage, px, py) : -1;
    if (node >= 0) open("node", node);
    else if (edge >= 0) open("edge", edge);
    else if (!state.ego) leave();
  },
  hover: (node) => $("map").classList.toggle("pointing", node >= 0),
});

const years = yearControls(model, (chosen) => {
  state.years = chosen;
  update({ quiet: true });
});
const views = savedViews(data.title, { address: () => location.hash, apply: (address) => go(address, true) });
const legend = () => buildLegend(model, everything, () => state.hide, () => update({ quiet: true }));

let missing = null;

async function go(address, quiet = false) {
  if (address.length > 1) await evidence();
  const read = fromAddress(address, model);
  state = read.state;
  missing = read.unknown[0] ?? null;
  const { span } = years;
  if (state.years && span && state.years[0] <= span[0] && state.years[1] >= span[1]) state.years = null;
  update({ quiet, fit: true });
  if (path) stage.fit({ nodes: lit.nodes, margin: 110 });
  else if (state.node >= 0 && !state.ego) stage.goTo({ x: drawn.x[state.node], y: drawn.y[state.node], k: 0.9 }, false);
}

// How the page opens if its address does not say: what the command line asked for.
function startAddress() {
  const { node, ego: steps, years: between, types } = data.start;
  const begin = freshState();
  if (node) Object.assign(begin, { node: model.node(node) ?? -1, ego: Math.min(2, steps ?? 0) });
  if (between) begin.years = between;
  if (types) begin.hide.type = new Set([...data.types.keys()].filter((n) => !types.includes(data.types[n].name)));
  return toAddress(begin, model);
}

setUpShell({
  title: data.title,
  lang: data.lang,
  keys: KEYS,
  redraw() {
    look = null;
    legend();
    views.show();
    update({ quiet: true });
  },
});
combobox($("search"), $("suggestions"), { model, find, take: (node) => open("node", node) });
legend();
views.show();
$("list-toggle").addEventListener("click", toggleList);
$("reset").addEventListener("click", reset);
$("zoom-in").addEventListener("click", () => stage.zoom(1.35));
$("zoom-out").addEventListener("click", () => stage.zoom(1 / 1.35));
$("fit").addEventListener("click", () => showAll());
$("export-png").addEventListener("click", () => savePng(stage.scene, pictureName()));
$("export-svg").addEventListener("click", () => saveSvg(stage.scene, pictureName()));
$("copy-link").addEventListener("click", copyLink);
addEventListener("popstate", () => go(location.hash, true));

await go(location.hash.length > 1 ? location.hash : startAddress(), true);
stage.paint();
whenIdle(evidence);
window.wenmai = { model, stage, evidence, state: () => state, shown: () => shown, drawn: () => drawn, lit: () => lit, path: () => path }; // for the console
