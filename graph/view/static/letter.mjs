// Letters with their mentions marked, and the list of what was read; each leads to the other.

import { $, announce, el, label, say, sign, swatch, typeColour, useWords } from "./dom.mjs";
import { forPage, held, setUpShell } from "./shell.mjs";

const KEYS = [["n p", "key_next"], ["↑ ↓", "key_rows"], ["Enter", "key_enter"], ["Tab", "key_back"], ["?", "key_help"]];

const data = await held("data");
useWords({ ...data.words, ...data.own_words });
const byName = (list) => new Map(list.map((item) => [item.name, item]));
const types = byName(data.types);
const relations = byName(data.relations);
const statuses = byName(data.statuses);
const hidden = new Set();
let chosen = null; // {letter, mention} or {letter, action}

// ---- the text: cut at the ends of all mentions, each piece marked by the shortest one over it

function pieces(letter) {
  const characters = Array.from(letter.text);
  const ends = new Set([0, characters.length]);
  for (const { start, end } of letter.mentions) ends.add(start).add(end);
  const cuts = [...ends].sort((a, b) => a - b);
  const opening = letter.mentions.map((mention, n) => [mention, n]).sort(([a], [b]) => a.start - b.start);
  const found = [];
  let open = [];
  let next = 0;
  for (let k = 0; k + 1 < cuts.length; k++) {
    const [start, end] = [cuts[k], cuts[k + 1]];
    while (next < opening.length && opening[next][0].start <= start) open.push(opening[next++]);
    open = open.filter(([mention]) => mention.end > start);
    const over = [...open].sort(([a], [b]) => a.end - a.start - (b.end - b.start));
    found.push({ start, end, text: characters.slice(start, end).join(""), mentions: over.map(([, n]) => n) });
  }
  return found;
}

function article(letter, at) {
  const body = el("div", { class: "text", lang: "zh-Hans" });
  letter.marks = letter.mentions.map(() => []);
  letter.nodes = [];
  for (const piece of pieces(letter)) {
    const node = document.createTextNode(piece.text);
    letter.nodes.push([piece.start, piece.end, node]);
    if (!piece.mentions.length) {
      body.append(node);
      continue;
    }
    const inner = piece.mentions[0];
    const mark = el("mark", { tabindex: "-1", role: "button", "data-type": letter.mentions[inner].type }, node);
    mark.addEventListener("click", () => toList(letter, inner));
    mark.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      toList(letter, inner);
    });
    for (const n of piece.mentions) letter.marks[n].push(mark);
    body.append(mark);
  }
  letter.body = body;
  const name = data.letters.length > 1 || letter.part > 1 ? `${letter.source}#${letter.part}` : letter.source;
  return el("article", { id: `letter-${at}` }, el("p", { class: "source" }, name), body);
}

// ---- the list

const number = (value) => String(Math.round(value * 100) / 100);
const told = (item) => `${say("confidence")} ${number(item.confidence)} · ${item.rule}`;

function row(letter, kind, n, ...content) {
  const button = el("button", { type: "button", class: `row ${kind}`, tabindex: "-1" }, ...content);
  button.addEventListener("click", () => toText(letter, kind, n));
  return button;
}

function fields(letter) {
  const list = letter.fields.flatMap(([name, values]) => [
    el("dt", {}, say(name)),
    ...values.map((value) => el("dd", { lang: "zh-Hans" }, value)),
  ]);
  return el("section", { class: "fields" }, el("h2", {}, say("fields")), el("dl", {}, ...list));
}

// Mentions of one name and type are one row, which leads from place to place.
function mentions(letter) {
  const groups = new Map(data.types.map((type) => [type.name, new Map()]));
  letter.mentions.forEach((mention, n) => {
    const names = groups.get(mention.type);
    if (!names.has(mention.name)) names.set(mention.name, []);
    names.get(mention.name).push(n);
  });
  letter.rows = [];
  const section = el("section", { class: "mentions" }, el("h2", {}, say("mentions", { n: letter.mentions.length })));
  for (const [type, names] of groups) {
    if (!names.size) continue;
    section.append(el("h3", {}, swatch(types.get(type)), label(types.get(type)), el("span", { class: "count" }, String(names.size))));
    for (const [name, places] of names) {
      const first = letter.mentions[places[0]];
      const times = places.length > 1 ? el("span", { class: "of" }, ` ×${places.length}`) : null;
      const button = row(letter, "mention", places[0], el("span", { class: "name", lang: "zh-Hans" }, name), times, el("span", { class: "rule" }, told(first)));
      for (const n of places) letter.rows[n] = { button, places };
      section.append(button);
    }
  }
  return section;
}

function actions(letter) {
  const name = (n) => (n < 0 ? null : letter.mentions[n].name);
  letter.acts = letter.actions.map((action, n) => {
    const status = statuses.get(action.status);
    const actor = action.inferred ? null : name(action.actor);
    const head = el("span", { class: "signed", "data-status": action.status }, sign(status), status ? label(status) : "");
    const year = action.year ? ` · ${action.year}` : "";
    const act = el("span", { class: "act" },
      el("span", { lang: "zh-Hans" }, actor ?? `（${say("nobody")}）`), " ",
      el("span", { class: "of" }, label(relations.get(action.predicate))), " ",
      el("span", { class: "name", lang: "zh-Hans" }, name(action.object) ?? ""));
    return row(letter, "action", n, head, el("span", { class: "of" }, year), act, el("span", { class: "rule" }, told(action)));
  });
  const none = letter.acts.length ? [] : [el("p", { class: "note" }, say("nothing"))];
  return el("section", { class: "actions" }, el("h2", {}, say("actions", { n: letter.acts.length })), ...none, ...letter.acts);
}

// ---- from one to the other

function clear() {
  for (const mark of document.querySelectorAll("mark.chosen, mark.actor, mark.object")) mark.classList.remove("chosen", "actor", "object");
  for (const button of document.querySelectorAll(".row[aria-current]")) button.removeAttribute("aria-current");
  CSS.highlights?.clear();
}

const reveal = (element) => element.scrollIntoView({ block: "nearest" });

function rove(element, all) {
  for (const other of document.querySelectorAll(`${all}[tabindex="0"]`)) other.tabIndex = -1;
  element.tabIndex = 0;
  element.focus({ preventScroll: true });
}

function choose(letter, n) {
  clear();
  chosen = { letter, mention: n };
  const { button, places } = letter.rows[n];
  for (const mark of letter.marks[n]) mark.classList.add("chosen");
  button.setAttribute("aria-current", "true");
  const { name, type } = letter.mentions[n];
  announce(say("place_of", { name, type: label(types.get(type)), at: places.indexOf(n) + 1, of: places.length }));
}

function toList(letter, n) {
  if (hidden.has(letter.mentions[n].type)) return;
  choose(letter, n);
  const { button } = letter.rows[n];
  reveal(button);
  rove(button, ".row");
}

function toMark(letter, n) {
  choose(letter, n);
  reveal(letter.rows[n].button);
  const [mark] = letter.marks[n];
  if (!mark) return;
  reveal(mark);
  rove(mark, "mark");
}

function toText(letter, kind, n) {
  if (kind === "action") return toClause(letter, n);
  const { places } = letter.rows[n];
  const at = chosen?.letter === letter ? places.indexOf(chosen.mention) : -1;
  return toMark(letter, places[(at + 1) % places.length]);
}

function toClause(letter, n) {
  clear();
  chosen = { letter, action: n };
  const action = letter.actions[n];
  letter.acts[n].setAttribute("aria-current", "true");
  if (!action.inferred && action.actor >= 0) for (const mark of letter.marks[action.actor]) mark.classList.add("actor");
  const marks = action.object < 0 ? [] : letter.marks[action.object];
  for (const mark of marks) mark.classList.add("object");
  const range = document.createRange();
  range.setStart(...position(letter, action.start));
  range.setEnd(...position(letter, action.end));
  CSS.highlights?.set("clause", new Highlight(range));
  const target = marks[0] ?? range.startContainer.parentElement;
  reveal(target);
  if (marks[0]) rove(marks[0], "mark");
  announce(letter.acts[n].textContent);
}

// The text node and the offset in it of a place that is counted in characters.
function position(letter, at) {
  let [low, high] = [0, letter.nodes.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (letter.nodes[middle][1] < at) low = middle + 1;
    else high = middle;
  }
  const [start, , node] = letter.nodes[low];
  return [node, Array.from(node.data).slice(0, at - start).join("").length];
}

// ---- keys and legend

const order = data.letters.flatMap((letter) => letter.mentions.map((_, n) => [letter, n]));

function step(way) {
  const seen = order.filter(([letter, n]) => !hidden.has(letter.mentions[n].type));
  if (!seen.length) return;
  const now = seen.findIndex(([letter, n]) => letter === chosen?.letter && n === chosen.mention);
  const next = now < 0 ? (way > 0 ? 0 : seen.length - 1) : (now + way + seen.length) % seen.length;
  toMark(...seen[next]);
}

document.addEventListener("keydown", (event) => {
  if (!forPage(event)) return;
  const rows = [...document.querySelectorAll(".row")];
  const at = rows.indexOf(document.activeElement);
  if (event.key === "n" || event.key === "p") step(event.key === "n" ? 1 : -1);
  else if (at >= 0 && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    const next = rows[at + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) {
      rove(next, ".row");
      reveal(next);
    }
    event.preventDefault();
  }
});

function legend() {
  const counts = new Map();
  for (const [letter, n] of order) counts.set(letter.mentions[n].type, (counts.get(letter.mentions[n].type) ?? 0) + 1);
  $("types").replaceChildren(
    ...data.types.filter((type) => counts.has(type.name)).map((type) => {
      const click = () => {
        if (!hidden.delete(type.name)) hidden.add(type.name);
        draw();
      };
      const pressed = String(!hidden.has(type.name));
      const button = el("button", { type: "button", "data-name": type.name, "aria-pressed": pressed, title: label(type.about), onclick: click },
        swatch(type), el("span", { class: "name" }, label(type)), el("span", { class: "count" }, String(counts.get(type.name))));
      return el("li", {}, button);
    }),
  );
  $("statuses").replaceChildren(...data.statuses.map((status) => el("li", { "data-status": status.name }, sign(status), el("span", {}, label(status)))));
}

function paint() {
  for (const mark of document.querySelectorAll("mark")) {
    const type = types.get(mark.dataset.type);
    mark.style.setProperty("--type", typeColour(type));
    mark.classList.toggle("off", hidden.has(type.name));
    mark.title = hidden.has(type.name) ? "" : label(type);
  }
}

function draw() {
  const focused = document.activeElement?.closest?.("#types button")?.dataset.name;
  legend();
  if (focused) document.querySelector(`#types [data-name="${focused}"]`)?.focus();
  paint();
  const all = order.length;
  $("count").textContent = say("summary", { mentions: all, actions: data.letters.reduce((sum, letter) => sum + letter.actions.length, 0) });
}

function list() {
  $("panel").replaceChildren(
    ...data.letters.flatMap((letter) => [
      ...(data.letters.length > 1 ? [el("p", { class: "source" }, `${letter.source}#${letter.part}`)] : []),
      fields(letter), actions(letter), mentions(letter),
    ]),
  );
  const first = document.querySelector(".row");
  if (first) first.tabIndex = 0;
}

function redraw() {
  list();
  draw();
  clear();
}

$("letters").append(...data.letters.map(article));
const firstMark = document.querySelector("mark");
if (firstMark) firstMark.tabIndex = 0;
setUpShell({ title: data.title, lang: data.lang, keys: KEYS, redraw });
redraw();
