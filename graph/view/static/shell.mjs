// What all pages of this kind share: language, light and dark, the keys' help, preferences.

import { $, currentLanguage, el, isDark, onThemeChange, say, setTheme, speak } from "./dom.mjs";

const KEY = "wenmai:reader";

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
  $("help-open").addEventListener("click", () => $("help").showModal());
  for (const menu of document.querySelectorAll("details.menu")) {
    document.addEventListener("pointerdown", (event) => menu.contains(event.target) || (menu.open = false));
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
