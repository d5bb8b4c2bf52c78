// The years: how much was said of each, from when to when to show, and a play button.

import { $, el, say } from "./dom.mjs";
import { countYears, yearSpan } from "./facets.mjs";

const BEAT = 900; // milliseconds a year

// `changed(years)` is told [from, to], or null for all. Returns {span, show(years)}; `span` is the
// first and last year, or null.
export function yearControls(model, changed) {
  const span = yearSpan(model);
  if (!span || span[0] === span[1]) return { span, show: () => {} };
  const [from, to, bars] = [$("year-from"), $("year-to"), $("histogram")];
  let timer = null;

  const counts = countYears(model, span);
  const most = Math.max(...counts);
  bars.replaceChildren(
    ...[...counts].map((count, n) => {
      const bar = el("span", { "data-year": String(span[0] + n) });
      bar.style.height = `${count === 0 ? 0 : Math.max(6, (100 * count) / most)}%`;
      return bar;
    }),
  );
  const chosen = () => [Number(from.value), Number(to.value)].sort((a, b) => a - b);
  const tell = () => {
    const [a, b] = chosen();
    changed(a === span[0] && b === span[1] ? null : [a, b]);
  };
  const play = (on) => {
    clearInterval(timer);
    timer = null;
    $("play").setAttribute("aria-pressed", String(on));
    $("play").textContent = say(on ? "pause" : "play");
    if (!on) return;
    const [start] = chosen();
    let last = start;
    const step = () => {
      to.value = last;
      from.value = start;
      tell();
      if (last++ >= span[1]) play(false);
    };
    timer = setInterval(step, BEAT);
    step();
  };
  for (const input of [from, to]) {
    [input.min, input.max] = span;
    input.addEventListener("input", () => {
      play(false);
      tell();
    });
  }
  $("play").addEventListener("click", () => play(timer === null));
  $("years").hidden = false;

  return {
    span,
    show(years) {
      const [a, b] = years ?? span;
      if (!years || chosen().join() !== [a, b].join()) [from.value, to.value] = [a, b];
      $("year-span").textContent = a === b ? String(a) : `${a}–${b}`;
      for (const bar of bars.children) bar.classList.toggle("out", bar.dataset.year < a || bar.dataset.year > b);
      if (timer === null) $("play").textContent = say("play");
    },
  };
}
