// The timeline page: one row a relation and object, one column a year, one mark a statement.

import { $, announce, el, label, say, sign, swatch, useWords } from "./dom.mjs";
import { edgePanel, nodeButton, nodePanel, paged, turnPanel } from "./evidence.mjs";
import { buildModel } from "./model.mjs";
import { forPage, held, setUpShell } from "./shell.mjs";

const PAGE = 60;
const MOST_MARKS = 6; // in one cell; the others are reached by its button
const MOST_COLUMNS = 30; // more years than this: only those that anything is told of
const KEYS = [["Tab", "key_tab"], ["← ↑ → ↓", "key_marks"], ["Enter", "key_evidence"], ["Esc", "key_escape"], ["?", "key_help"]];
const VERDICTS = ["kept", "open"];

const data = await held("data");
useWords(data.words);
const model = buildModel(data);
const everything = { nodes: new Uint8Array(model.count).fill(1), edges: new Uint8Array(model.size).fill(1) };
const hide = { status: new Set(), relation: new Set(), verdict: new Set() };
let selected = null; // {kind, number}

const verdictOf = (row) => (row.kept.length ? "kept" : row.open.length ? "open" : null);
const shownRows = () =>
  data.rows.filter((row) => {
    if (hide.relation.has(model.predicate[row.edges[0]])) return false;
    if (hide.verdict.size && (hide.verdict.has(verdictOf(row)) || verdictOf(row) === null)) return false;
    return row.edges.some(passes);
  });
const passes = (edge) => model.status[edge] < 0 || !hide.status.has(model.status[edge]);

function columnsOf(rows) {
  const told = [...new Set(rows.flatMap((row) => row.years.filter((_, n) => passes(row.edges[n]))))].sort((a, b) => a - b);
  const dated = told.filter((year) => year > 0);
  const [first, last] = [dated[0], dated.at(-1)];
  const years = dated.length && last - first < MOST_COLUMNS ? Array.from({ length: last - first + 1 }, (_, n) => first + n) : dated;
  return told.includes(0) ? [...years, 0] : years;
}

// ---- the table

function show() {
  const rows = shownRows();
  const years = columnsOf(rows);
  const promised = rows.filter(verdictOf);
  $("count").textContent = say("timeline_count", { rows: rows.length, promised: promised.length, kept: promised.filter((row) => row.kept.length).length });
  $("notice").hidden = rows.length > 0;
  $("notice").textContent = say(data.rows.length ? "nothing_shown" : "no_acts");
  $("timeline").hidden = rows.length === 0;
  const body = el("tbody");
  const [table, ...turning] = paged(rows, (row) => line(row, years), { size: PAGE, list: body });
  const heads = years.map((year) => el("th", { scope: "col" }, year ? String(year) : say("no_year")));
  $("timeline").replaceChildren(
    el("caption", { class: "unseen" }, say("timeline_caption")),
    el("thead", {}, el("tr", {}, el("th", { scope: "col" }, say("act")), ...heads)),
    table,
  );
  $("turning").replaceChildren(...turning);
  showLegend();
  showPanel();
}

function line(row, years) {
  const [edge] = row.edges;
  const relation = model.relationOf(edge);
  const target = model.target[edge];
  const actors = [...new Set(row.edges.map((e) => model.source[e]))];
  const who = actors.map((node) => model.name(node).slice(0, 40));
  const head = el("th", { scope: "row" }, nodeButton(reader, target), el("small", {}, `${label(relation)} ${relation.symmetric ? "↔" : "←"} `, el("span", { lang: "zh-Hans" }, clip(who))), verdict(row));
  return el("tr", {}, head, ...years.map((year) => cell(row, year)));
}

const clip = (names) => (names.length > 2 ? `${names.slice(0, 2).join("、")} +${names.length - 2}` : names.join("、"));

function cell(row, year) {
  const here = row.edges.filter((edge, n) => row.years[n] === year && passes(edge));
  const marks = here.slice(0, MOST_MARKS).map((edge) => mark(row, edge));
  if (here.length > MOST_MARKS) {
    marks.push(el("button", { type: "button", class: "more", onclick: () => open("node", model.target[here[0]]) }, `+${here.length - MOST_MARKS}`));
  }
  return el("td", { class: joins(row, year) }, ...marks);
}

// Which part of a line from a promise to its report goes through this year's cell.
function joins(row, year) {
  const classes = new Set();
  for (const [promise, report] of row.kept) {
    const [from, to] = [promise, report].map((edge) => row.years[row.edges.indexOf(edge)]);
    if (!from || !to || year < from || year > to || !year || from === to) continue;
    classes.add("join");
    if (year === from) classes.add("from");
    if (year === to) classes.add("to");
  }
  return classes.size ? [...classes].join(" ") : null;
}

function mark(row, edge) {
  const status = model.statusOf(edge);
  const said = [status ? label(status) : "", model.year[edge] || "", model.name(model.source[edge]).slice(0, 60), label(model.relationOf(edge)), model.name(model.target[edge]).slice(0, 60)];
  const words = said.filter(Boolean).join(" ");
  const chosen = selected?.kind === "edge" && selected.number === edge;
  const attributes = { type: "button", "data-edge": edge, "data-status": status?.name ?? "plain", "aria-pressed": String(chosen), "aria-label": words, title: words };
  return el("button", { ...attributes, class: row.open.includes(edge) ? "mark open" : "mark", onclick: () => open("edge", edge) });
}

function verdict(row) {
  const found = verdictOf(row);
  return found ? el("span", { class: `verdict ${found}` }, say(`promise_${found}`)) : null;
}

// ---- filters

function showLegend() {
  const count = (test) => data.rows.filter(test).length;
  const button = (kind, value, words, sample, n) => {
    const toggle = () => {
      if (!hide[kind].delete(value)) hide[kind].add(value);
      show();
    };
    return el("li", {}, el("button", { type: "button", "data-name": String(value), "aria-pressed": String(!hide[kind].has(value)), onclick: toggle }, sample, el("span", { class: "name" }, words), el("span", { class: "count" }, String(n))));
  };
  $("promises").replaceChildren(...VERDICTS.map((v) => button("verdict", v, say(`promise_${v}`), null, count((row) => verdictOf(row) === v))));
  $("statuses").replaceChildren(
    ...data.statuses.map((status, n) => button("status", n, label(status), sign(status), data.rows.reduce((sum, row) => sum + row.edges.filter((e) => model.status[e] === n).length, 0))),
  );
  const used = [...new Set(data.rows.map((row) => model.predicate[row.edges[0]]))].sort((a, b) => a - b);
  $("relations").replaceChildren(...used.map((n) => button("relation", n, label(data.relations[n]), null, count((row) => model.predicate[row.edges[0]] === n))));
}

// ---- the panel

function open(kind, number) {
  selected = { kind, number };
  for (const button of document.querySelectorAll(".mark")) button.setAttribute("aria-pressed", String(kind === "edge" && Number(button.dataset.edge) === number));
  showPanel();
  history.replaceState(null, "", `#${kind}=${kind === "node" ? data.nodes.id[number] : data.edges.id[number]}`);
  announce(say("selected", { name: kind === "node" ? model.name(number).slice(0, 100) : label(model.relationOf(number)) }));
}

function close() {
  selected = null;
  for (const button of document.querySelectorAll(".mark")) button.setAttribute("aria-pressed", "false");
  showPanel();
  history.replaceState(null, "", "#");
}

const reader = { model, shown: () => everything, open, close };

function showPanel() {
  const content = !selected ? overview() : selected.kind === "node" ? nodePanel(reader, selected.number) : edgePanel(reader, selected.number);
  turnPanel(content);
}

function overview() {
  const focus = model.node(data.focus);
  return [
    el("p", { class: "about" }, say("timeline_about")),
    el("p", { class: "note" }, say("promise_note")),
    ...(focus === undefined ? [] : [el("p", { class: "ends" }, el("span", { class: "kicker" }, swatch(model.typeOf(focus)), label(model.typeOf(focus))), nodeButton(reader, focus))]),
  ];
}

// ---- keys: arrows go from mark to mark

function step(key) {
  const here = document.activeElement?.closest?.(".mark");
  const marks = [...document.querySelectorAll(".mark")];
  if (!here) return marks[0]?.focus();
  const box = (element) => element.getBoundingClientRect();
  const from = box(here);
  const ahead = marks
    .map((element) => [element, box(element).left - from.left, box(element).top - from.top])
    .filter(([element, dx, dy]) => element !== here && { ArrowLeft: dx < -2 && Math.abs(dy) < 14, ArrowRight: dx > 2 && Math.abs(dy) < 14, ArrowUp: dy < -14, ArrowDown: dy > 14 }[key])
    .sort(([, ax, ay], [, bx, by]) => Math.abs(ax) + 3 * Math.abs(ay) - Math.abs(bx) - 3 * Math.abs(by));
  ahead[0]?.[0].focus();
  return undefined;
}

document.addEventListener("keydown", (event) => {
  if (!forPage(event)) return;
  if (event.key.startsWith("Arrow") && (document.activeElement?.closest(".mark") || document.activeElement === $("stage"))) {
    event.preventDefault();
    step(event.key);
  } else if (event.key === "Escape") close();
});

// ---- begin

setUpShell({ title: data.title, lang: data.lang, keys: KEYS, redraw: show });
$("reset").addEventListener("click", () => {
  for (const names of Object.values(hide)) names.clear();
  show();
});
const [kind, id] = decodeURIComponent(location.hash.slice(1)).split("=");
const number = { node: model.node, edge: model.edge }[kind]?.(id);
if (number !== undefined) selected = { kind, number };
show();
