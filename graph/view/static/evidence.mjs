// What is selected, in words, with the letters' own: statements, quotes and where they stand.
// `reader` is {model, shown(), open(kind, number), path(node)}: what a page lets its panel do.

import { $, el, label, say, sign, swatch } from "./dom.mjs";
import { otherEnd } from "./model.mjs";

const PAGE = 12;
const LONG = 400; // characters of a name or quote that are shown at first

export function nodeButton(reader, node) {
  return el("button", { type: "button", class: "link", lang: "zh-Hans", onclick: () => reader.open("node", node) }, clip(reader.model.name(node), 120));
}

const clip = (text, most) => (text.length > most ? `${text.slice(0, most)}…` : text);

// Text that may be very long: its beginning, and the rest on demand.
function long(tag, text, attributes = {}) {
  const element = el(tag, { lang: "zh-Hans", ...attributes }, clip(text, LONG));
  if (text.length <= LONG) return element;
  const more = el("button", { type: "button", class: "plain" }, say("more"));
  more.addEventListener("click", () => element.replaceChildren(text));
  element.append(" ", more);
  return element;
}

function badge(model, edge) {
  const status = model.statusOf(edge);
  return status ? el("span", { class: "badge", "data-status": status.name }, sign(status), label(status)) : null;
}

const inferred = (model, edge) =>
  model.data.edges.inferred[edge] ? el("span", { class: "badge quiet", title: say("actor_inferred_note") }, say("actor_inferred")) : null;

const year = (model, edge) => (model.year[edge] ? el("span", { class: "year" }, String(model.year[edge])) : null);

const quoteOf = (model, edge) => (model.quote(edge) ? long("blockquote", model.quote(edge)) : el("p", { class: "note" }, say("no_quote")));

const property = (model, node, name) => model.data.nodes.properties.find((p) => p.name === name)?.values[node] ?? null;

// Only a web address becomes a link; a path or anything else stays text.
function source(text) {
  if (!text) return null;
  if (!/^https?:\/\//i.test(text)) return el("code", {}, text);
  return el("a", { href: text, target: "_blank", rel: "noopener noreferrer" }, text);
}

function letterOf(reader, edge) {
  const { model } = reader;
  const letter = model.data.edges.reply[edge];
  if (letter < 0) return el("p", { class: "letter note" }, say("no_letter"));
  const from = property(model, letter, "source");
  return el("p", { class: "letter" }, nodeButton(reader, letter), from === model.name(letter) ? null : source(from));
}

export function statement(reader, edge, from) {
  const { model } = reader;
  const relation = model.relationOf(edge);
  const arrow = relation.symmetric ? "↔" : model.source[edge] === from ? "→" : "←";
  const open = { type: "button", class: "relation", title: say("evidence"), onclick: () => reader.open("edge", edge) };
  return el(
    "li",
    { class: "statement" },
    el("p", { class: "head" }, el("button", open, `${label(relation)} ${arrow}`), " ", nodeButton(reader, otherEnd(model, edge, from))),
    el("p", { class: "marks" }, badge(model, edge), year(model, edge), inferred(model, edge)),
    quoteOf(model, edge),
    letterOf(reader, edge),
  );
}

// The edges of a node that the filters let through: what tells most first, then by year.
export function statementsOf({ model, shown }, node) {
  const { edges } = shown();
  const key = (e) => [model.loose[model.predicate[e]], model.predicate[e], model.year[e], e];
  return [...model.edgesOf(node)]
    .filter((e) => edges[e])
    .map((e) => [e, key(e)])
    .sort(([, a], [, b]) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2] || a[3] - b[3])
    .map(([e]) => e);
}

// Items in pages: `draw(item)` makes one child of `list`, which is a new <ul> unless given.
export function paged(items, draw, { size = PAGE, kind = "statements", list = el("ul", { class: kind }) } = {}) {
  if (items.length <= size) {
    list.append(...items.map(draw));
    return [list];
  }
  const last = Math.ceil(items.length / size) - 1;
  let page = 0;
  const place = el("span", { role: "status" });
  const turn = (step) => {
    page = Math.min(last, Math.max(0, page + step));
    list.replaceChildren(...items.slice(page * size, (page + 1) * size).map(draw));
    place.textContent = say("page", { page: page + 1, pages: last + 1 });
    back.disabled = page === 0;
    on.disabled = page === last;
  };
  const back = el("button", { type: "button", class: "plain previous", onclick: () => turn(-1) }, say("previous"));
  const on = el("button", { type: "button", class: "plain next", onclick: () => turn(1) }, say("next"));
  turn(0);
  return [list, el("div", { class: "pager" }, back, place, on)];
}

function facts(pairs) {
  const rows = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return el("dl", {}, ...rows.flatMap(([term, value]) => [el("dt", {}, term), el("dd", { lang: "zh-Hans" }, value)]));
}

function nodeFacts(model, node) {
  const { properties } = model.data.nodes;
  const told = properties
    .filter(({ name, values }) => values[node] !== null && !(name === "title" && values[node] === model.name(node)))
    .map((p) => {
      const value = p.values[node];
      if (p.name === "source") return [label(p), source(value)];
      const level = p.name === "level" && model.data.levels[value];
      return [label(p), level ? label(level) : String(value)];
    });
  return facts([[say("aliases"), clip(model.aliases(node).join("、"), LONG)], ...told]);
}

// At first nothing is scrolled, and asking would lay out the page before its picture is painted.
export function turnPanel(content, { stay = false } = {}) {
  const panel = $("panel");
  const first = panel.childElementCount === 0;
  const top = stay && !first ? panel.scrollTop : 0;
  panel.replaceChildren(...content);
  if (!first) panel.scrollTop = top;
}

export function head(kicker, title, close, ...more) {
  const button = { type: "button", class: "close", "aria-label": say("close"), onclick: close };
  return el("div", { class: "panel-head" }, el("button", button, "×"), kicker, long("h2", title), ...more);
}

export function nodePanel(reader, node, ...tools) {
  const { model } = reader;
  const type = model.typeOf(node);
  const own = statementsOf(reader, node);
  return [
    head(el("p", { class: "kicker" }, swatch(type), label(type)), model.name(node), reader.close, ...tools, nodeFacts(model, node)),
    el("h3", {}, say("edges", { n: own.length })),
    ...paged(own, (edge) => statement(reader, edge, node)),
  ];
}

export function edgePanel(reader, edge) {
  const { model } = reader;
  const relation = model.relationOf(edge);
  const letter = model.data.edges.reply[edge];
  const confidence = model.data.edges.confidence[edge];
  const of = (name) => (letter < 0 ? null : property(model, letter, name));
  const same = [...model.edgesOf(model.source[edge])].filter((e) => reader.shown().edges[e] && model.bundle[e] === model.bundle[edge] && e !== edge);
  return [
    head(el("p", { class: "kicker" }, sign(model.statusOf(edge)), say("evidence")), label(relation), reader.close),
    el("p", { class: "ends" }, nodeButton(reader, model.source[edge]), el("span", { class: "arrow" }, relation.symmetric ? "↔" : "→"), nodeButton(reader, model.target[edge])),
    el("p", { class: "marks" }, badge(model, edge), year(model, edge), inferred(model, edge)),
    model.data.edges.inferred[edge] ? el("p", { class: "note" }, say("actor_inferred_note")) : null,
    quoteOf(model, edge),
    el("h3", {}, say("letter")),
    letterOf(reader, edge),
    facts([
      [say("document_number"), of("document_number")],
      [say("date"), of("date")],
      [say("confidence"), confidence < 0 ? null : String(confidence)],
      [say("statement_id"), el("code", {}, model.data.edges.id[edge])],
    ]),
    ...(same.length ? [el("h3", {}, say("same_pair", { n: same.length })), ...paged(same, (e) => statement(reader, e, model.source[e]))] : []),
  ].filter((part) => part !== null);
}
