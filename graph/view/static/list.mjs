// The list: all that the filters let through, in words; the same as the map, for reading.

import { $, el, label, say, swatch } from "./dom.mjs";
import { nodeButton, paged, statement, statementsOf } from "./evidence.mjs";

const PAGE = 60;

export function showList(reader) {
  const { model } = reader;
  const { nodes } = reader.shown();
  const byName = new Intl.Collator("zh-Hans-CN").compare;
  const groups = model.data.types.map(() => []);
  for (const node of model.byTies) if (nodes[node]) groups[model.type[node]].push(node);
  const sections = groups.flatMap((members, n) => {
    if (!members.length) return [];
    const type = model.data.types[n];
    members.sort((a, b) => model.ties[b] - model.ties[a] || byName(model.name(a), model.name(b)));
    const title = el("h3", {}, swatch(type), label(type), el("span", { class: "count" }, String(members.length)));
    return [title, ...paged(members, (node) => entry(reader, node), { size: PAGE, kind: "entities" })];
  });
  const empty = sections.length ? [] : [el("p", {}, say("nothing_shown"))];
  $("list").replaceChildren(el("h2", {}, say("list_title")), ...empty, ...sections);
}

// The statements are written when they are asked for: there may be very many.
function entry(reader, node) {
  const own = statementsOf(reader, node);
  const details = el("details", {}, el("summary", {}, el("span", { lang: "zh-Hans" }, reader.model.name(node).slice(0, 200)), el("span", { class: "count" }, say("edges", { n: own.length }))));
  details.addEventListener("toggle", () => {
    if (details.childElementCount > 1) return;
    details.append(el("p", { class: "note" }, say("to_map"), " ", nodeButton(reader, node)), ...paged(own, (edge) => statement(reader, edge, node)));
  });
  return el("li", {}, details);
}
