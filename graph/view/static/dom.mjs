// Elements, words and colours. Text that comes from letters is only ever put in as text.

export const $ = (id) => document.getElementById(id);

// Builds an element; children are elements or text, null is left out.
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

// ---- words: every text of the page itself, in the language that the reader chose

let words = {};
let language = "en";

export const useWords = (given) => (words = given);
export const currentLanguage = () => language;
export const label = (term) => term[language];

export function say(key, values = {}) {
  return words[key][language].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function speak(chosen) {
  language = chosen;
  document.documentElement.lang = chosen === "zh" ? "zh-Hans" : "en";
  const fill = (name, put) => {
    for (const element of document.querySelectorAll(`[data-${name}]`)) put(element, say(element.dataset[name]));
  };
  fill("word", (element, text) => (element.textContent = text));
  fill("label", (element, text) => element.setAttribute("aria-label", text));
  fill("title", (element, text) => (element.title = text));
  fill("placeholder", (element, text) => (element.placeholder = text));
}

export const announce = (text) => ($("status").textContent = text);

// Where an element is in the coordinates of another.
export function boxIn(whole, part) {
  const [outer, inner] = [whole, part].map((element) => element.getBoundingClientRect());
  return { left: inner.left - outer.left, right: inner.right - outer.left, top: inner.top - outer.top, bottom: inner.bottom - outer.top };
}

// ---- colours: they live in frame.css, so that the drawing follows light and dark

const system = matchMedia("(prefers-color-scheme: dark)");
let tokens = new Map();

export const isDark = () => (document.documentElement.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";

export function setTheme(theme) {
  if (theme) document.documentElement.dataset.theme = theme;
  else delete document.documentElement.dataset.theme;
  tokens = new Map();
}

export function onThemeChange(then) {
  system.addEventListener("change", () => {
    tokens = new Map();
    then();
  });
}

export function token(name) {
  if (!tokens.has(name)) {
    const probe = document.body.appendChild(el("span"));
    probe.style.color = `var(${name})`;
    tokens.set(name, getComputedStyle(probe).color);
    probe.remove();
  }
  return tokens.get(name);
}

export function typeColour(type) {
  if (!isDark()) return type.colour;
  const lighter = [1, 3, 5].map((at) => {
    const channel = parseInt(type.colour.slice(at, at + 2), 16);
    return Math.round(channel + (255 - channel) * 0.28);
  });
  return `rgb(${lighter.join(",")})`;
}

export const shapeOf = (type) => (type.hub ? "diamond" : type.letter ? "square" : "dot");

export function swatch(type) {
  const mark = el("span", { class: `swatch ${shapeOf(type)}`, "aria-hidden": "true" });
  mark.style.backgroundColor = typeColour(type);
  return mark;
}

// The sign of a status: its line and its mark, so that colour is never all.
export const sign = (status) =>
  el("span", { class: "sign", "data-status": status?.name ?? "plain", "aria-hidden": "true" });

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// When there is nothing else to do; Safari does not tell when that is.
export const whenIdle = (then) => (window.requestIdleCallback ? requestIdleCallback(then) : setTimeout(then, 200));

export function download(name, blob) {
  const link = el("a", { download: name, href: URL.createObjectURL(blob) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
