// What the page was given, and small helpers. All files here are joined into one function.

const read = (id) => JSON.parse(document.getElementById(id).textContent);
const $ = (id) => document.getElementById(id);

const page = read("data-page");
const nodeData = new Map(read("data-nodes").map((node) => [node.id, node]));
const edgeData = new Map(read("data-edges").map((edge) => [edge.id, edge]));
const byName = (list) => new Map(list.map((item) => [item.name, item]));
const types = byName(page.types);
const relations = byName(page.relations);
const statuses = byName(page.statuses);

// Edges of each node, in the order in which the panel and the list tell them.
const edgesOf = new Map([...nodeData.keys()].map((id) => [id, []]));
const relationOrder = new Map(
  [...page.relations].sort((a, b) => a.loose - b.loose).map((item, n) => [item.name, n]),
);
const tellingFirst = (a, b) =>
  relationOrder.get(a.statement.predicate) - relationOrder.get(b.statement.predicate) ||
  (a.statement.year ?? 0) - (b.statement.year ?? 0);
for (const edge of [...edgeData.values()].sort(tellingFirst)) {
  edgesOf.get(edge.from).push(edge);
  if (edge.to !== edge.from) edgesOf.get(edge.to).push(edge);
}
const ties = (id) =>
  edgesOf.get(id).filter((edge) => !relations.get(edge.statement.predicate).loose).length;

function say(key, values = {}) {
  return page.words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

// Builds an element; children are elements or text, and text is only ever text.
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name === "onclick") element.addEventListener("click", value);
    else if (value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

// Colours live in page.css, so that the drawing follows the reader's light or dark setting.
const dark = matchMedia("(prefers-color-scheme: dark)");
const tokens = new Map();
dark.addEventListener("change", () => tokens.clear());

function css(name) {
  if (!tokens.has(name)) {
    tokens.set(name, getComputedStyle(document.documentElement).getPropertyValue(name).trim());
  }
  return tokens.get(name);
}

function typeColour(type) {
  const colour = types.get(type).colour;
  if (!dark.matches) return colour;
  const lighter = [1, 3, 5].map((at) => {
    const channel = parseInt(colour.slice(at, at + 2), 16);
    return Math.round(channel + (255 - channel) * 0.22);
  });
  return `rgb(${lighter.join(",")})`;
}

function swatch(type) {
  const mark = el("span", { class: `swatch ${nodeShape(type)}`, "aria-hidden": "true" });
  mark.style.backgroundColor = typeColour(type);
  return mark;
}

function nodeShape(type) {
  for (const node of nodeData.values()) if (node.entity.type === type) return node.shape;
  return "dot";
}

const stroke = (status) =>
  el("span", { class: "stroke", "data-status": status ?? "plain", "aria-hidden": "true" });
