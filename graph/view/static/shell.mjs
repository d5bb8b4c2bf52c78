// What all pages of this kind share: their data, language, light and dark, the keys' help, preferences.

import { $, currentLanguage, el, isDark, onThemeChange, say, setTheme, speak } from "./dom.mjs";
import { unpack } from "./model.mjs";

const KEY = "wenmai:reader";

// The data that the page holds under an id; what comes after the script may not be read yet.
export async function held(id) {
  if (!$(id)) await new Promise((ready) => document.addEventListener("DOMContentLoaded", ready, { once: true }));
  return unpack(JSON.parse($(id).textContent));
}

function preferences() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // nothing is kept here
  }
}

function prefer(change) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...preferences(), ...change }));
  } catch {
    // it holds until the page is closed
  }
}

// `keys` are [keys, word] pairs for the help; `redraw()` is called when language or colours change.
export function setUpShell({ title, lang, keys, redraw }) {
  const { theme, language = lang } = preferences();
  setTheme(theme);
  document.title = title;
  $("title").textContent = title;
  const help = () => $("keys").replaceChildren(...keys.flatMap(([names, word]) => [el("dt", {}, ...names.split(" ").map((key) => el("kbd", {}, key))), el("dd", {}, say(word))]));
  const talk = (chosen) => {
    speak(chosen);
    help();
  };
  talk(language);
  $("language").addEventListener("click", () => {
    talk(currentLanguage() === "zh" ? "en" : "zh");
    prefer({ language: currentLanguage() });
    redraw();
  });
  $("theme").addEventListener("click", () => {
    const chosen = isDark() ? "light" : "dark";
    setTheme(chosen);
    prefer({ theme: chosen });
    redraw();
  });
  onThemeChange(redraw);
  const openHelp = () => $("help").showModal();
  $("help-open").addEventListener("click", openHelp);
  document.addEventListener("keydown", (event) => event.key === "?" && forPage(event) && openHelp());
  $("filters-toggle")?.addEventListener("click", () => {
    const open = document.body.classList.toggle("filtering");
    $("filters-toggle").setAttribute("aria-expanded", String(open));
  });
  for (const menu of document.querySelectorAll("details.menu")) {
    document.addEventListener("pointerdown", (event) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false;
      menu.querySelector("summary").focus();
      event.stopPropagation();
    });
  }
}

// Whether keys are for the page: not while something is being typed or a dialog is open.
export const forPage = (event) =>
  !event.target.matches("input[type=search], input:not([type]), input[type=text]") &&
  !document.querySelector("dialog[open]") && !event.ctrlKey && !event.metaKey && !event.altKey;
