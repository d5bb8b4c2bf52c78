// The side panel and the list: what is selected, in words, with its evidence.

const nameOf = (id) => nodeData.get(id).entity.name;

function nodeButton(id) {
  return el(
    "button",
    { type: "button", class: "link", lang: "zh-Hans", onclick: () => select("node", id, true) },
    nameOf(id),
  );
}

function badge(statement) {
  if (!statement.status) return null;
  const label = statuses.get(statement.status).label;
  return el("span", { class: "badge", "data-status": statement.status }, stroke(statement.status), label);
}

const inferred = (statement) =>
  statement.actor_inferred
    ? el("span", { class: "badge quiet", title: say("actor_inferred_note") }, say("actor_inferred"))
    : null;

const year = (statement) =>
  statement.year === undefined ? null : el("span", { class: "year" }, String(statement.year));

function quote(statement) {
  return statement.quote
    ? el("blockquote", { lang: "zh-Hans" }, statement.quote)
    : el("p", { class: "note" }, say("no_quote"));
}

// Only a web address becomes a link; a path or anything else stays text.
function source(letter) {
  if (!letter.source) return null;
  if (!/^https?:\/\//i.test(letter.source)) return el("code", {}, letter.source);
  const link = { href: letter.source, target: "_blank", rel: "noopener noreferrer" };
  return el("a", link, letter.source);
}

function letterLine(statement) {
  const letter = page.letters[statement.reply];
  if (!letter) return el("p", { class: "letter note" }, say("no_letter"));
  const title = letter.title ?? letter.name;
  const shown = nodeData.has(letter.id)
    ? el("button", { type: "button", class: "link", lang: "zh-Hans", onclick: () => select("node", letter.id, true) }, title)
    : el("span", { lang: "zh-Hans" }, title);
  return el("p", { class: "letter" }, shown, source(letter));
}

// A relation as seen from one end: ["→", other id], or both ways for a symmetric one.
function seenFrom(edge, id) {
  const symmetric = relations.get(edge.statement.predicate).symmetric;
  if (edge.from === id) return [symmetric ? "↔" : "→", edge.to];
  return [symmetric ? "↔" : "←", edge.from];
}

function edgeItem(edge, id) {
  const [arrow, other] = seenFrom(edge, id);
  const { statement } = edge;
  const relation = relations.get(statement.predicate).label;
  return el(
    "li",
    { class: "statement" },
    el(
      "p",
      { class: "head" },
      el("button", { type: "button", class: "relation", title: say("evidence"), onclick: () => select("edge", edge.id) }, `${relation} ${arrow}`),
      " ",
      nodeButton(other),
    ),
    el("p", { class: "marks" }, badge(statement), year(statement), inferred(statement)),
    quote(statement),
    letterLine(statement),
  );
}

function facts(pairs) {
  const rows = pairs.filter(([, value]) => value !== undefined && value !== null && value !== "");
  return el("dl", {}, ...rows.flatMap(([term, value]) => [el("dt", {}, term), el("dd", { lang: "zh-Hans" }, value)]));
}

function propertyText(name, value) {
  if (Array.isArray(value)) return value.join("、");
  return name === "level" ? (page.levels[value] ?? String(value)) : String(value);
}

function entityFacts(entity) {
  const unsaid = (name, value) => value.length === 0 || (name === "title" && value === entity.name);
  const aliases = (entity.aliases ?? []).filter((alias) => alias !== entity.name);
  return facts(
    page.properties
      .filter(({ name }) => entity[name] !== undefined && name !== "text_hash" && name !== "name")
      .map(({ name, label }) => [name, label, name === "aliases" ? aliases : entity[name]])
      .filter(([name, , value]) => !unsaid(name, value))
      .map(([name, label, value]) => [label, name === "source" ? source(entity) : propertyText(name, value)]),
  );
}

function header(kicker, title, ...more) {
  const close = { type: "button", class: "close", "aria-label": say("close"), onclick: clear };
  return el("div", { class: "panel-head" }, el("button", close, "×"), kicker, el("h2", { lang: "zh-Hans" }, title), ...more);
}

function nodePanel(id) {
  const { entity } = nodeData.get(id);
  const own = edgesOf.get(id).filter(edgeVisible);
  const kicker = el("p", { class: "kicker" }, swatch(entity.type), types.get(entity.type).label);
  return [
    header(kicker, entity.name, entityFacts(entity)),
    el("h3", {}, say("edges", { n: own.length })),
    el("ul", { class: "statements" }, ...own.map((edge) => edgeItem(edge, id))),
  ];
}

function edgePanel(id) {
  const edge = edgeData.get(id);
  const { statement } = edge;
  const letter = page.letters[statement.reply] ?? {};
  const arrow = relations.get(statement.predicate).symmetric ? "↔" : "→";
  const label = relations.get(statement.predicate).label;
  return [
    header(el("p", { class: "kicker" }, stroke(statement.status), say("evidence")), label),
    el("p", { class: "ends" }, nodeButton(edge.from), el("span", { class: "arrow" }, arrow), nodeButton(edge.to)),
    el("p", { class: "marks" }, badge(statement), year(statement), inferred(statement)),
    statement.actor_inferred ? el("p", { class: "note" }, say("actor_inferred_note")) : null,
    quote(statement),
    el("h3", {}, say("letter")),
    letterLine(statement),
    facts([
      [say("document_number"), letter.document_number],
      [say("date"), letter.date],
      [say("confidence"), statement.confidence === undefined ? null : String(statement.confidence)],
    ]),
  ].filter((part) => part !== null);
}

function overview() {
  const most = [...nodeData.keys()].sort((a, b) => ties(b) - ties(a) || (a < b ? -1 : 1)).slice(0, 8);
  return [
    el("p", { class: "about" }, say("about")),
    el("h3", {}, say("most_linked")),
    el(
      "ul",
      { class: "most" },
      ...most.map((id) =>
        el("li", {}, swatch(nodeData.get(id).entity.type), nodeButton(id), el("span", { class: "count" }, String(ties(id)))),
      ),
    ),
  ];
}

function showPanel() {
  const { kind, id } = view.selected ?? {};
  const content = kind === "node" ? nodePanel(id) : kind === "edge" ? edgePanel(id) : overview();
  $("panel").replaceChildren(...content);
  $("panel").scrollTop = 0;
}

// ---- the list: everything the filters let through, as text

function listedNode(id) {
  const own = edgesOf.get(id).filter(edgeVisible);
  return el(
    "details",
    {},
    el("summary", { lang: "zh-Hans" }, nameOf(id), el("span", { class: "count" }, String(own.length))),
    el("ul", { class: "statements" }, ...own.map((edge) => edgeItem(edge, id))),
  );
}

function showList() {
  if ($("list").hidden) return;
  const visible = [...nodeData.keys()].filter(nodeVisible);
  const groups = page.types
    .map((type) => [type, visible.filter((id) => nodeData.get(id).entity.type === type.name)])
    .filter(([, ids]) => ids.length > 0);
  $("list").replaceChildren(
    el("h2", {}, say("list_title")),
    ...groups.flatMap(([type, ids]) => [
      el("h3", {}, swatch(type.name), type.label, el("span", { class: "count" }, String(ids.length))),
      ...ids.map(listedNode),
    ]),
  );
}
