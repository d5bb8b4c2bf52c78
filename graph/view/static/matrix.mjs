// The matrix page: who leads is a row, who handles with them a column, a cell the proposals.

import { combobox } from "./combobox.mjs";
import { $, announce, el, say, useWords } from "./dom.mjs";
import { edgePanel, head, nodeButton, nodePanel, paged, statement, turnPanel } from "./evidence.mjs";
import { makeFinder } from "./finder.mjs";
import { buildModel } from "./model.mjs";
import { forPage, held, setUpShell } from "./shell.mjs";
import { yearControls } from "./years.mjs";

const MOST = 40; // rows in a page, and columns
const KEYS = [["/", "key_search"], ["← ↑ → ↓", "key_cells"], ["Enter", "key_evidence"], ["Esc", "key_escape"], ["?", "key_help"]];

const data = await held("data");
useWords(data.words);
const model = buildModel(data);
const everything = { nodes: new Uint8Array(model.count).fill(1), edges: new Uint8Array(model.size).fill(1) };
const pairs = data.pairs.map(([lead, co, year]) => ({ lead, co, year, row: model.source[lead], column: model.source[co] }));
const bodies = new Set(pairs.flatMap(({ row, column }) => [row, column]));
const find = makeFinder(model, data.readings);

let span = null; // [from, to], or null for all years
let body = -1; // only what this body has part in
let selected = null; // {row, column}, or {kind, number}

function tally() {
  const cells = new Map();
  const sums = { row: new Map(), column: new Map() };
  for (const pair of pairs) {
    if (span && pair.year && (pair.year < span[0] || pair.year > span[1])) continue;
    if (body >= 0 && pair.row !== body && pair.column !== body) continue;
    const key = `${pair.row} ${pair.column}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(pair);
    for (const side of ["row", "column"]) sums[side].set(pair[side], (sums[side].get(pair[side]) ?? 0) + 1);
  }
  const order = (sum) => [...sum.keys()].sort((a, b) => sum.get(b) - sum.get(a) || a - b);
  return { cells, sums, rows: order(sums.row), columns: order(sums.column) };
}

// ---- the table

function show() {
  const { cells, sums, rows, columns } = tally();
  const most = Math.max(1, ...[...cells.values()].map((found) => found.length));
  const seen = columns.slice(0, MOST);
  $("count").textContent = say("matrix_count", { rows: rows.length, columns: columns.length, proposals: new Set([...cells.values()].flat().map(({ lead }) => model.target[lead])).size });
  $("notice").hidden = rows.length > 0;
  $("notice").textContent = say(pairs.length ? "nothing_shown" : "no_pairs");
  $("matrix").hidden = rows.length === 0;
  const cell = (row, column) => {
    const found = cells.get(`${row} ${column}`);
    if (!found) return el("td", { class: row === column ? "self" : null });
    const words = say("matrix_cell", { row: short(row), column: short(column), n: found.length });
    const chosen = selected?.row === row && selected.column === column;
    const button = el("button", { type: "button", "data-cell": `${row} ${column}`, "aria-pressed": String(chosen), "aria-label": words, title: words, onclick: () => choose(row, column) }, String(found.length));
    button.style.setProperty("--share", String((100 * found.length) / most));
    return el("td", {}, button);
  };
  const line = (row) =>
    el("tr", {}, el("th", { scope: "row" }, nodeButton(reader, row)), ...seen.map((column) => cell(row, column)), el("td", { class: "sum" }, String(sums.row.get(row))));
  const [table, ...turning] = paged(rows, line, { size: MOST, list: el("tbody") });
  $("matrix").replaceChildren(
    el("caption", { class: "unseen" }, say("matrix_about")),
    el("thead", {}, el("tr", {}, el("td", {}, say("matrix_axes")), ...seen.map((column) => el("th", { scope: "col" }, nodeButton(reader, column))))),
    table,
  );
  if (columns.length > seen.length) turning.push(el("p", { class: "note" }, say("matrix_more", { n: columns.length - seen.length })));
  $("turning").replaceChildren(...turning);
  years.show(span);
  $("chosen").replaceChildren(...(body >= 0 ? [el("button", { type: "button", class: "chip", "aria-pressed": "true", onclick: () => only(-1) }, `${short(body)} ×`)] : []));
  showPanel();
  remember();
}

const short = (node) => model.name(node).slice(0, 60);

// ---- the panel

function choose(row, column) {
  selected = { row, column };
  mark();
  showPanel();
  remember();
  announce(say("selected", { name: `${short(row)} ${short(column)}` }));
}

function open(kind, number) {
  selected = { kind, number };
  mark();
  showPanel();
}

function close() {
  selected = null;
  mark();
  showPanel();
  remember();
}

function only(node) {
  body = node;
  show();
}

function mark() {
  const key = `${selected?.row} ${selected?.column}`;
  for (const button of document.querySelectorAll("[data-cell]")) button.setAttribute("aria-pressed", String(button.dataset.cell === key));
}

const reader = { model, shown: () => everything, open, close };

function showPanel() {
  const { kind, number, row } = selected ?? {};
  const content = kind === "node" ? nodePanel(reader, number, ...(bodies.has(number) ? [onlyButton(number)] : [])) : kind === "edge" ? edgePanel(reader, number) : row !== undefined ? cellPanel() : [el("p", { class: "about" }, say("matrix_about"))];
  turnPanel(content);
}

const onlyButton = (node) => el("div", { class: "chips" }, el("button", { type: "button", class: "chip", "aria-pressed": String(body === node), onclick: () => only(body === node ? -1 : node) }, say("only_body")));

function cellPanel() {
  const { row, column } = selected;
  const found = tally().cells.get(`${row} ${column}`) ?? [];
  const handled = ({ lead, co }) => {
    const proposal = model.target[lead];
    return el("li", { class: "handled" }, nodeButton(reader, proposal), el("ul", { class: "statements" }, statement(reader, lead, proposal), statement(reader, co, proposal)));
  };
  return [
    head(el("p", { class: "kicker" }, say("matrix_pair")), `${short(row)} · ${short(column)}`, close),
    el("h3", {}, say("matrix_proposals", { n: found.length })),
    ...paged([...found].sort((a, b) => a.year - b.year || a.lead - b.lead), handled, { size: 8 }),
  ];
}

// ---- keys, and the address

function step(dx, dy) {
  const grid = [...$("matrix").querySelectorAll("tbody tr")].map((tr) => [...tr.querySelectorAll("td:not(.sum)")].map((td) => td.querySelector("button")));
  let [y, x] = [-1, -1];
  for (const [at, cells] of grid.entries()) {
    if (cells.includes(document.activeElement)) [y, x] = [at, cells.indexOf(document.activeElement)];
  }
  if (y < 0) return grid.flat().find(Boolean)?.focus();
  for (y += dy, x += dx; grid[y] && x >= 0 && x < grid[y].length; y += dy, x += dx) {
    if (grid[y][x]) return grid[y][x].focus();
  }
  return undefined;
}

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

document.addEventListener("keydown", (event) => {
  if (!forPage(event)) return;
  const atTable = document.activeElement === $("stage") || document.activeElement?.dataset.cell;
  if (MOVES[event.key] && atTable) {
    event.preventDefault();
    step(...MOVES[event.key]);
  } else if (event.key === "/") {
    event.preventDefault();
    $("search").focus();
  } else if (event.key === "Escape") close();
});

function remember() {
  const parts = new URLSearchParams();
  if (span) parts.set("years", span.join("-"));
  if (body >= 0) parts.set("body", data.nodes.id[body]);
  if (selected?.row !== undefined) parts.set("cell", [selected.row, selected.column].map((n) => data.nodes.id[n]).join(","));
  history.replaceState(null, "", `#${parts.toString().replaceAll("%2F", "/").replaceAll("%2C", ",")}`);
}

function recall() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const between = (parts.get("years") ?? "").match(/^(\d{4})-(\d{4})$/);
  if (between) span = [Number(between[1]), Number(between[2])];
  body = model.node(parts.get("body")) ?? -1;
  const [row, column] = (parts.get("cell") ?? "").split(",").map(model.node);
  if (row !== undefined && column !== undefined) selected = { row, column };
}

// ---- begin

const years = yearControls({ year: pairs.map(({ year }) => year) }, (chosen) => {
  span = chosen;
  show();
});
recall();
setUpShell({ title: data.title, lang: data.lang, keys: KEYS, redraw: show });
combobox($("search"), $("suggestions"), { model, find: (text) => find(text, 200).filter(({ node }) => bodies.has(node)).slice(0, 10), take: only });
$("reset").addEventListener("click", () => {
  span = null;
  only(-1);
});
show();
