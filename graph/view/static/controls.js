// What the reader does: select, filter, search, type.

// ---- selecting

function select(kind, id, move = false) {
  view.selected = { kind, id };
  const ends = kind === "node" ? [id] : [edgeData.get(id).from, edgeData.get(id).to];
  if (!ends.every(nodeVisible)) resetFilters();
  if (!$("list").hidden && move) toggleList(false);
  if (move) centre(id);
  repaint();
  showPanel();
  const name = kind === "node" ? nameOf(id) : relations.get(edgeData.get(id).statement.predicate).label;
  $("status").textContent = say("selected", { name });
}

function clear() {
  view.selected = null;
  $("status").textContent = "";
  repaint();
  showPanel();
}

network.on("click", ({ pointer }) => {
  const node = network.getNodeAt(pointer.DOM) ?? labelAt(pointer.canvas);
  const edge = network.getEdgeAt(pointer.DOM);
  if (node !== undefined) select("node", node);
  else if (edge !== undefined) select("edge", edge);
  else clear();
});
const pointing = (on) => $("drawing").classList.toggle("pointing", on);
const hover = (id) => {
  view.hovered = id;
  pointing(id !== null);
  network.redraw();
};
network.on("hoverNode", ({ node }) => hover(node));
network.on("blurNode", () => hover(null));
network.on("hoverEdge", () => pointing(true));
network.on("blurEdge", () => pointing(false));
network.on("afterDrawing", paintLabels);
network.on("zoom", resizeRelationLabels);
network.on("animationFinished", resizeRelationLabels);

// ---- filters

function refilter() {
  for (const button of document.querySelectorAll(".legend button")) {
    const { kind, name } = button.dataset;
    button.setAttribute("aria-pressed", String(!view.hidden[kind].has(name)));
  }
  repaint();
  showPanel();
  showList();
}

function resetFilters() {
  for (const names of Object.values(view.hidden)) names.clear();
  resetYears();
  refilter();
}

function legend(list, kind, items, mark, count) {
  const present = items.filter((item) => count(item.name) > 0);
  list.replaceChildren(
    ...present.map((item) => {
      const toggle = () => {
        const names = view.hidden[kind];
        if (!names.delete(item.name)) names.add(item.name);
        refilter();
      };
      const button = el(
        "button",
        { type: "button", "data-kind": kind, "data-name": item.name, title: item.about ?? null, onclick: toggle },
        mark(item.name),
        el("span", { class: "name" }, item.label),
        el("span", { class: "count" }, String(count(item.name))),
      );
      return el("li", {}, button);
    }),
  );
  list.closest("section").hidden = present.length === 0;
}

const countBy = (items, key) => {
  const counts = new Map();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return (name) => counts.get(name) ?? 0;
};

function showLegends() {
  const edgeList = [...edgeData.values()];
  legend($("types"), "type", page.types, swatch, countBy(nodeData.values(), (node) => node.entity.type));
  legend($("statuses"), "status", page.statuses, stroke, countBy(edgeList, (edge) => edge.statement.status));
  legend(
    $("relations"),
    "relation",
    page.relations,
    () => null,
    countBy(edgeList, (edge) => edge.statement.predicate),
  );
}

// ---- years

const yearsSeen = [...edgeData.values()].map((edge) => edge.statement.year).filter((y) => y !== undefined);
const span = yearsSeen.length ? [Math.min(...yearsSeen), Math.max(...yearsSeen)] : null;

function resetYears() {
  if (!span) return;
  [$("year-from").value, $("year-to").value] = span;
  showYears();
}

function showYears() {
  const chosen = [Number($("year-from").value), Number($("year-to").value)].sort((a, b) => a - b);
  view.years = chosen[0] === span[0] && chosen[1] === span[1] ? null : chosen;
  $("year-span").textContent = chosen[0] === chosen[1] ? String(chosen[0]) : chosen.join("–");
  for (const bar of $("histogram").children) {
    const within = chosen[0] <= Number(bar.dataset.year) && Number(bar.dataset.year) <= chosen[1];
    bar.classList.toggle("out", !within);
  }
}

function setUpYears() {
  if (!span || span[0] === span[1]) return;
  const count = countBy(yearsSeen, (y) => y);
  const all = Array.from({ length: span[1] - span[0] + 1 }, (_, n) => span[0] + n);
  const most = Math.max(...all.map(count));
  $("histogram").replaceChildren(
    ...all.map((y) => {
      const bar = el("span", { "data-year": String(y) });
      bar.style.height = `${count(y) === 0 ? 0 : Math.max(6, (100 * count(y)) / most)}%`;
      return bar;
    }),
  );
  for (const input of [$("year-from"), $("year-to")]) {
    [input.min, input.max] = span;
    input.addEventListener("input", () => {
      showYears();
      refilter();
    });
  }
  $("years").hidden = false;
  resetYears();
}

// ---- search

const plain = (text) => text.normalize("NFKC").toLowerCase();
const searchIndex = [...nodeData.values()].map(({ id, entity }) => ({
  id,
  names: [entity.name, ...(entity.aliases ?? [])],
}));
let active = -1;

function matches(text) {
  const wanted = plain(text.trim());
  if (!wanted) return [];
  const found = [];
  for (const { id, names } of searchIndex) {
    const at = names.map((name) => plain(name).indexOf(wanted));
    const which = at.findIndex((position) => position >= 0);
    if (which >= 0) found.push({ id, alias: which > 0 ? names[which] : null, rank: (which > 0 ? 1e3 : 0) + at[which] });
  }
  return found.sort((a, b) => a.rank - b.rank || ties(b.id) - ties(a.id)).slice(0, 10);
}

function suggest() {
  const found = matches($("search").value);
  active = found.length ? 0 : -1;
  const options = found.map(({ id, alias }, n) =>
    el(
      "li",
      { role: "option", id: `suggestion-${n}`, "data-id": id, onclick: () => take(id) },
      swatch(nodeData.get(id).entity.type),
      el("span", { class: "name" }, nameOf(id), alias ? el("small", {}, alias) : null),
      el("span", { class: "count" }, types.get(nodeData.get(id).entity.type).label),
    ),
  );
  const empty = $("search").value.trim() && !found.length ? [el("li", { class: "note" }, say("no_result"))] : [];
  $("suggestions").replaceChildren(...options, ...empty);
  openSuggestions(options.length + empty.length > 0);
  markActive();
}

function openSuggestions(open) {
  $("suggestions").hidden = !open;
  $("search").setAttribute("aria-expanded", String(open));
}

function markActive() {
  const options = [...$("suggestions").querySelectorAll("[role=option]")];
  options.forEach((option, n) => option.setAttribute("aria-selected", String(n === active)));
  if (active >= 0) $("search").setAttribute("aria-activedescendant", `suggestion-${active}`);
  else $("search").removeAttribute("aria-activedescendant");
  options[active]?.scrollIntoView({ block: "nearest" });
}

function take(id) {
  $("search").value = "";
  openSuggestions(false);
  $("search").blur();
  select("node", id, true);
}

$("search").addEventListener("input", suggest);
$("search").addEventListener("blur", () => setTimeout(() => openSuggestions(false), 150));
$("search").addEventListener("keydown", (event) => {
  const options = $("suggestions").querySelectorAll("[role=option]");
  if (event.isComposing || !options.length) return;
  if (event.key === "Enter") take(options[active].dataset.id);
  else if (event.key === "ArrowDown") active = (active + 1) % options.length;
  else if (event.key === "ArrowUp") active = (active + options.length - 1) % options.length;
  else return;
  event.preventDefault();
  markActive();
});

// ---- list, keys, buttons

function toggleList(open = $("list").hidden) {
  $("list").hidden = !open;
  $("list-toggle").setAttribute("aria-pressed", String(open));
  showList();
}

document.addEventListener("keydown", (event) => {
  const typing = event.target.matches("input[type=search]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    $("search").focus();
  } else if (event.key === "Escape" && !event.isComposing) {
    $("search").value = "";
    openSuggestions(false);
    $("search").blur();
    clear();
  }
});

$("list-toggle").addEventListener("click", () => toggleList());
$("reset").addEventListener("click", resetFilters);
$("zoom-in").addEventListener("click", () => zoom(1.35));
$("zoom-out").addEventListener("click", () => zoom(1 / 1.35));
$("fit").addEventListener("click", fit);
dark.addEventListener("change", () => {
  showLegends();
  refilter();
});

// ---- begin

document.title = page.title;
$("title").textContent = page.title;
showLegends();
setUpYears();
if (page.focus) view.selected = { kind: "node", id: page.focus, quiet: true };
refilter();
fit();
window.wenmai = { network, nodes, edges }; // for the console
