// The legend that filters: one button an item, with how much the other filters leave of it.

import { $, el, label, say, sign, swatch } from "./dom.mjs";

const LISTS = {
  type: { list: "types", mark: swatch },
  status: { list: "statuses", mark: sign },
  relation: { list: "relations", mark: () => null },
};

// Items of which `all` (the counts without filters) has none are not listed. A click hides or shows
// an item in `hidden()`, with Alt or Shift it shows this one alone; then `changed()` is called.
export function buildLegend(model, all, hidden, changed) {
  for (const [kind, { list, mark }] of Object.entries(LISTS)) {
    const items = model.data[list].map((item, n) => [item, n]).filter(([, n]) => all[kind][n]);
    const click = (n, alone) => {
      if (alone) showOnly(hidden(), kind, n, model.data[list].length);
      else if (!hidden()[kind].delete(n)) hidden()[kind].add(n);
      changed();
    };
    $(list).replaceChildren(
      ...items.map(([item, n]) => {
        const about = item.about ? label(item.about) : say("only_hint");
        const onclick = (event) => click(n, event.shiftKey || event.altKey);
        const named = { "data-kind": kind, "data-name": item.name, "data-n": n };
        const parts = [mark(item), el("span", { class: "name" }, label(item)), el("span", { class: "count" })];
        return el("li", {}, el("button", { type: "button", ...named, title: about, onclick }, ...parts));
      }),
    );
    $(list).closest("section").hidden = items.length === 0;
  }
}

// A second time it shows all again.
function showOnly(hidden, kind, n, count) {
  const alone = hidden[kind].size === count - 1 && !hidden[kind].has(n);
  hidden[kind] = new Set(alone ? [] : Array.from({ length: count }, (_, m) => m).filter((m) => m !== n));
}

export function showLegend(hidden, counts) {
  for (const button of document.querySelectorAll(".legend button")) {
    const { kind, n } = button.dataset;
    button.setAttribute("aria-pressed", String(!hidden[kind].has(Number(n))));
    button.querySelector(".count").textContent = String(counts[kind][Number(n)]);
  }
}
