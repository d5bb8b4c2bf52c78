// The legend that filters: one button an item, with how much the other filters leave of it.

import { $, el, label, say, sign, swatch } from "./dom.mjs";

const LISTS = {
  type: { list: "types", mark: swatch },
  status: { list: "statuses", mark: sign },
  relation: { list: "relations", mark: () => null },
};

// Items that the page does not have at all are not listed. Alt or Shift: this one alone.
export function buildLegend(model, { toggle, only }) {
  const present = filterNone(model);
  for (const [kind, { list, mark }] of Object.entries(LISTS)) {
    const items = model.data[list].map((item, n) => [item, n]).filter(([, n]) => present[kind][n]);
    $(list).replaceChildren(
      ...items.map(([item, n]) => {
        const click = (event) => (event.shiftKey || event.altKey ? only(kind, n) : toggle(kind, n));
        const about = item.about ? label(item.about) : say("only_hint");
        return el(
          "li",
          {},
          el(
            "button",
            { type: "button", "data-kind": kind, "data-name": item.name, "data-n": n, title: about, onclick: click },
            mark(item),
            el("span", { class: "name" }, label(item)),
            el("span", { class: "count" }),
          ),
        );
      }),
    );
    $(list).closest("section").hidden = items.length === 0;
  }
}

function filterNone(model) {
  const seen = { type: new Set(model.type), relation: new Set(model.predicate), status: new Set(model.status) };
  return Object.fromEntries(Object.entries(LISTS).map(([kind, { list }]) => [kind, model.data[list].map((_, n) => seen[kind].has(n))]));
}

export function showLegend(state, counts) {
  for (const button of document.querySelectorAll(".legend button")) {
    const { kind, n } = button.dataset;
    button.setAttribute("aria-pressed", String(!state.hide[kind].has(Number(n))));
    button.querySelector(".count").textContent = String(counts[kind][Number(n)]);
  }
}
