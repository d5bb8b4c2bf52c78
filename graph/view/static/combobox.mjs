// A field with suggestions, by mouse and by keys, as the ARIA pattern has it.

import { el, label, say, swatch } from "./dom.mjs";

let made = 0;

export function combobox(input, list, { model, find, take }) {
  const name = `suggestion-${made++}`;
  let active = -1;
  let found = [];

  const open = (yes) => {
    list.hidden = !yes;
    input.setAttribute("aria-expanded", String(yes));
  };

  const mark = (n) => {
    active = n;
    const options = [...list.querySelectorAll("[role=option]")];
    for (const [at, option] of options.entries()) option.setAttribute("aria-selected", String(at === n));
    if (options[n]) {
      input.setAttribute("aria-activedescendant", options[n].id);
      options[n].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };

  const choose = (node) => {
    input.value = "";
    open(false);
    input.blur();
    take(node);
  };

  const suggest = () => {
    found = find(input.value);
    const options = found.map(({ node, alias }, n) =>
      el(
        "li",
        { role: "option", id: `${name}-${n}`, onclick: () => choose(node) },
        swatch(model.typeOf(node)),
        el("span", { class: "name" }, model.name(node).slice(0, 80), alias ? el("small", {}, alias.slice(0, 80)) : null),
        el("span", { class: "count" }, label(model.typeOf(node))),
      ),
    );
    const nothing = input.value.trim() && !found.length ? [el("li", { class: "note", role: "option", "aria-disabled": "true" }, say("no_result"))] : [];
    list.replaceChildren(...options, ...nothing);
    open(options.length + nothing.length > 0);
    mark(found.length ? 0 : -1);
  };

  input.addEventListener("input", suggest);
  input.addEventListener("blur", () => open(false));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the focus stays in the field
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (input.value || !list.hidden) event.stopPropagation();
      input.value = "";
      open(false);
      input.blur();
      return;
    }
    if (!found.length || list.hidden) return;
    if (event.key === "Enter") choose(found[active].node);
    else if (event.key === "ArrowDown") mark((active + 1) % found.length);
    else if (event.key === "ArrowUp") mark((active + found.length - 1) % found.length);
    else return;
    event.preventDefault();
  });
}

// A field of its own with its list, for the panel.
export function field(words, options) {
  const list = el("ul", { class: "suggestions", role: "listbox", lang: "zh-Hans", "aria-label": say("suggestions"), hidden: "" });
  list.id = `list-${made}`;
  const input = el("input", { type: "search", role: "combobox", placeholder: words, "aria-label": words, autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id });
  combobox(input, list, options);
  return el("div", { class: "search small" }, input, list);
}
