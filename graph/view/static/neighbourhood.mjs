// The page of what is around an entity. The state is in one place; whatever changes it calls
// `update`, which filters, paints and writes the address.

import { freshState, fromAddress, toAddress } from "./address.mjs";
import { combobox } from "./combobox.mjs";
import { $, announce, el, label, say, swatch, useWords } from "./dom.mjs";
import { makeDrawing } from "./drawing.mjs";
import { edgePanel, nodeButton, nodePanel, turnPanel } from "./evidence.mjs";
import { filter } from "./facets.mjs";
import { makeFinder } from "./finder.mjs";
import { buildLegend, showLegend } from "./legend.mjs";
import { showList } from "./list.mjs";
import { buildModel, neighbours, once, spotlight } from "./model.mjs";
import { forPage, held, setUpShell } from "./shell.mjs";
import { yearControls } from "./years.mjs";

const MOST_TIED = 8;
const ZOOM = 1.35;
const KEYS = [
  ["/", "key_search"], ["+ −", "key_zoom"], ["f", "key_fit"], ["l", "key_list"],
  ["Space", "key_play"], ["Esc", "key_escape"], ["?", "key_help"],
];

const data = await held("data");
useWords(data.words);
const model = buildModel(data);
model.absent = Uint8Array.from(data.absent); // letters that are quoted and not drawn
const focus = model.node(data.focus) ?? -1;

let state = freshState();
let shown = filter(model, state);
const everything = shown.counts;
let lit = null;
let quiet = true; // the focus is told of at first, without fading the rest

function update() {
  shown = filter(model, state);
  if (focus >= 0 && !state.hide.type.has(model.type[focus])) shown.nodes[focus] = 1;
  lit = light();
  showLegend(state.hide, shown.counts);
  years.show(state.years);
  showCount();
  turnPanel(state.edge >= 0 ? edgePanel(reader, state.edge) : state.node >= 0 ? nodePanel(reader, state.node) : overview());
  $("list").hidden = !state.list;
  $("list-toggle").setAttribute("aria-pressed", String(state.list));
  if (state.list) showList(reader);
  $("notice").hidden = shown.nodeCount > 0;
  $("notice").textContent = shown.nodeCount > 0 ? "" : say(data.reach.total ? "nothing_shown" : "empty");
  drawing.repaint();
  const address = `#${toAddress(quiet ? { ...state, node: -1 } : state, model)}`;
  if (address !== (location.hash || "#")) history.replaceState(null, "", address);
}

function light() {
  if (quiet) return null;
  if (state.edge >= 0) return spotlight(model, [model.source[state.edge], model.target[state.edge]], [state.edge]);
  return state.node < 0 ? null : neighbours(model, shown.edges, state.node);
}

// How much of the graph is here, and why not all.
function showCount() {
  const { reach } = data;
  const parts = ["cut", "cut_edges", ...(focus >= 0 ? ["cut_focus"] : []), ...(reach.cut ? ["cut_why"] : [])];
  $("count").textContent = parts.map((word) => say(word, reach)).join(" · ");
}

function overview() {
  const most = [...model.byTies].filter((node) => shown.nodes[node] && model.ties[node] > 0).slice(0, MOST_TIED);
  const row = (node) => el("li", {}, swatch(model.typeOf(node)), nodeButton(reader, node), el("span", { class: "count" }, String(model.ties[node])));
  return [
    el("p", { class: "about" }, say("about_neighbourhood")),
    ...(most.length ? [el("h3", {}, say("most_linked")), el("ul", { class: "most" }, ...most.map(row))] : []),
  ];
}

// ---- what the reader does

function select(kind, number, move = true) {
  const ends = kind === "node" ? [number] : [model.source[number], model.target[number]];
  const hidden = ends.some((node) => !shown.nodes[node] && !model.absent[node]) || (kind === "edge" && !shown.edges[number]);
  if (hidden) Object.assign(state, { hide: freshState().hide, years: null });
  Object.assign(state, { node: kind === "node" ? number : state.node, edge: kind === "edge" ? number : -1, list: state.list && !move });
  quiet = false;
  update();
  if (move && kind === "node" && !model.absent[number]) drawing.centre(number);
  announce(say("selected", { name: kind === "node" ? model.name(number).slice(0, 100) : label(model.relationOf(number)) }));
}

function clear() {
  Object.assign(state, { node: -1, edge: -1 });
  quiet = false;
  announce("");
  update();
}

const close = () => (state.edge >= 0 && state.node >= 0 ? select("node", state.node, false) : clear());
const reader = { model, shown: () => shown, open: select, close };

function toggleList() {
  state.list = !state.list;
  update();
  if (state.list) $("list").focus();
}

const actions = {
  "/": () => $("search").focus(),
  Escape: clear,
  " ": () => $("play").click(),
  "+": () => drawing.zoom(ZOOM),
  "=": () => drawing.zoom(ZOOM),
  "-": () => drawing.zoom(1 / ZOOM),
  f: () => drawing.fit(),
  l: toggleList,
};

document.addEventListener("keydown", (event) => {
  if (!forPage(event) || !actions[event.key]) return;
  if (event.key === " " && event.target !== document.body) return; // it presses what has the focus
  event.preventDefault();
  actions[event.key]();
});

// ---- begin

const drawing = makeDrawing(model, data.drawing, () => ({ shown, lit, selected: state.node }), {
  pick(node, edge) {
    if (node >= 0) select("node", node, false);
    else if (edge >= 0) select("edge", edge, false);
    else clear();
  },
});
const years = yearControls(model, (chosen) => {
  state.years = chosen;
  update();
});
const legend = () => buildLegend(model, everything, () => state.hide, update);
const finder = once(() => makeFinder(model, data.readings)); // made at the first search
const find = (text) => finder()(text).filter(({ node }) => !model.absent[node]);

setUpShell({
  title: data.title,
  lang: data.lang,
  keys: KEYS,
  redraw() {
    legend();
    update();
  },
});
combobox($("search"), $("suggestions"), { model, find, take: (node) => select("node", node) });
legend();
$("list-toggle").addEventListener("click", toggleList);
$("reset").addEventListener("click", () => {
  Object.assign(state, { hide: freshState().hide, years: null });
  update();
});
$("zoom-in").addEventListener("click", actions["+"]);
$("zoom-out").addEventListener("click", actions["-"]);
$("fit").addEventListener("click", actions.f);
if (location.hash.length > 1) {
  state = fromAddress(location.hash, model).state;
  quiet = state.node < 0 && state.edge < 0;
}
if (quiet) state.node = focus;
update();
drawing.fit();
window.wenmai = { model, ...drawing }; // for the console
