// Views that the reader keeps: in the browser where it lets a file keep something, else in a file
// of their own. A view is a name and an address.

import { $, announce, download, el, say } from "./dom.mjs";

const MOST = 200;

export function savedViews(title, { address, apply }) {
  const key = `wenmai:views:${title}`;
  let views = read();

  function read() {
    try {
      return valid(JSON.parse(localStorage.getItem(key) ?? "[]"));
    } catch {
      return []; // no storage here, or not ours
    }
  }

  function keep(changed) {
    views = changed.slice(-MOST);
    try {
      localStorage.setItem(key, JSON.stringify(views));
    } catch {
      $("views-note").hidden = false; // they last until the page is closed
    }
    show();
  }

  function show() {
    $("views").replaceChildren(
      ...views.map((view) =>
        el(
          "li",
          {},
          el("button", { type: "button", class: "link", onclick: () => apply(view.address) }, view.name),
          el("button", { type: "button", class: "close", "aria-label": say("remove", { name: view.name }), onclick: () => keep(views.filter((v) => v !== view)) }, "×"),
        ),
      ),
    );
  }

  $("save-view").addEventListener("submit", (event) => {
    event.preventDefault();
    const name = $("view-name").value.trim().slice(0, 80) || new Date().toISOString().slice(0, 16).replace("T", " ");
    keep([...views.filter((view) => view.name !== name), { name, address: address() }]);
    $("view-name").value = "";
    announce(say("saved", { name }));
  });
  $("views-export").addEventListener("click", () =>
    download("wenmai-views.json", new Blob([JSON.stringify(views, null, 1)], { type: "application/json" })),
  );
  $("views-import").addEventListener("click", () => $("views-file").click());
  $("views-file").addEventListener("change", async () => {
    const [file] = $("views-file").files;
    if (!file) return;
    try {
      const added = valid(JSON.parse(await file.text()));
      keep([...views.filter((view) => !added.some((a) => a.name === view.name)), ...added]);
    } catch {
      announce(say("not_views"));
    }
    $("views-file").value = "";
  });
  return { show };
}

const valid = (list) =>
  list.filter((view) => typeof view?.name === "string" && typeof view.address === "string").map(({ name, address }) => ({ name, address }));
