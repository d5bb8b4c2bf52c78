// The query page: an editor over the form's own field, and the answer as a table or as text.

const $ = (id) => document.getElementById(id);
const { words, base, lang } = JSON.parse($("settings").textContent);
const SHOWN = 1000; // rows that are put on the page
const RESULTS = { CSV: "text/csv", TSV: "text/tab-separated-values", JSON: "application/sparql-results+json", XML: "application/sparql-results+xml" };
const GRAPHS = { Turtle: "text/turtle", "N-Triples": "application/n-triples", "JSON-LD": "application/ld+json", "RDF/XML": "application/rdf+xml" };
const SUFFIX = { "N-Triples": "nt", Turtle: "ttl", "JSON-LD": "jsonld", "RDF/XML": "rdf" };

const say = (key, values = {}) => words[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);

function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

// ---- the editor: without it the form's own field does

const field = $("query");
const editor = window.ace ? edit() : null;

function edit() {
  ace.config.set("useStrictCSP", true); // its styles are files then
  const made = ace.edit($("editor"), {
    mode: "ace/mode/sparql",
    showPrintMargin: false,
    useWorker: false,
    tabSize: 2,
    fontSize: 14,
    enableKeyboardAccessibility: true, // so that Tab does not get caught in it
  });
  made.setTheme({ cssClass: "ace-wenmai", isDark: matchMedia("(prefers-color-scheme: dark)").matches });
  made.textInput.getElement().setAttribute("aria-label", document.querySelector("label[for=query]").textContent);
  made.session.setValue(field.value);
  made.commands.addCommand({ name: "run", bindKey: { win: "Ctrl-Enter", mac: "Command-Enter" }, exec: () => run() });
  $("editor").hidden = false;
  field.hidden = true;
  new ResizeObserver(() => made.resize()).observe($("editor"));
  return made;
}

const text = () => (editor ? editor.getValue() : field.value);

function put(query) {
  field.value = query;
  editor?.session.setValue(query);
}

// ---- asking

let asked = 0;
let waiting = new AbortController(); // for the answer to the last query; the server ends the one before

async function ask(query, accept, signal) {
  const response = await fetch("/sparql", { signal, method: "POST", headers: { Accept: accept, "Content-Type": "application/sparql-query" }, body: query });
  if (!response.ok) throw await response.json();
  return response;
}

async function run() {
  const query = text();
  const turn = ++asked;
  waiting.abort();
  waiting = new AbortController();
  history.replaceState(null, "", `#${new URLSearchParams({ query })}`);
  editor?.session.clearAnnotations();
  clear(say("running"));
  try {
    const response = await ask(query, `${RESULTS.JSON}, ${GRAPHS.Turtle}`, waiting.signal);
    const isGraph = response.headers.get("Content-Type").startsWith(GRAPHS.Turtle);
    const found = isGraph ? await response.text() : await response.json();
    if (turn === asked) (isGraph ? showGraph : showResults)(query, found);
  } catch (fault) {
    if (turn === asked) showFault(fault);
  }
}

function clear(said, bad = false) {
  $("answer").hidden = false;
  $("said").textContent = said;
  $("said").classList.toggle("bad", bad);
  $("downloads").hidden = true;
  $("found").replaceChildren();
}

function showFault(fault) {
  if (!fault.detail) return clear(say("unreachable"), true); // no answer came at all
  clear([fault.detail, fault.hint].filter(Boolean).join("\n"), true);
  if (!fault.line || !editor) return;
  editor.session.setAnnotations([{ row: fault.line - 1, column: fault.column - 1, text: fault.detail, type: "error" }]);
  editor.gotoLine(fault.line, fault.column - 1);
}

// ---- the answer

function showGraph(query, turtle) {
  const lines = turtle.split("\n");
  clear(say("triples", { count: lines.length - 1 }) + cut(lines.length - 1));
  $("found").replaceChildren(el("pre", { tabindex: "0" }, lines.slice(0, SHOWN).join("\n")));
  offer(query, GRAPHS);
}

function showResults(query, { head, boolean, results }) {
  if (boolean !== undefined) {
    clear(say(boolean ? "yes_answer" : "no_answer"));
  } else {
    const rows = results.bindings;
    clear(say("rows", { count: rows.length }) + cut(rows.length));
    const cells = (row) => head.vars.map((name) => el("td", {}, ...(row[name] ? [shown(row[name])] : [])));
    const table = el("table", {}, el("thead", {}, el("tr", {}, ...head.vars.map((name) => el("th", { scope: "col" }, name)))),
      el("tbody", {}, ...rows.slice(0, SHOWN).map((row) => el("tr", {}, ...cells(row)))));
    $("found").replaceChildren(table);
  }
  offer(query, RESULTS);
}

const cut = (count) => (count > SHOWN ? `${lang === "zh" ? "；" : "; "}${say("shown_first", { shown: SHOWN })}` : "");

// Entities and statements lead to their pages here; other addresses lead where they say.
function shown(term) {
  if (term.type === "triple") return JSON.stringify(term.value);
  if (term.type !== "uri") return term.value;
  if (term.value.startsWith(base)) {
    const id = term.value.slice(base.length);
    return el("a", { href: `/entity/${id.split("/").map(encodeURIComponent).join("/")}` }, id);
  }
  if (/^https?:\/\//.test(term.value)) return el("a", { href: term.value, rel: "noopener noreferrer" }, term.value);
  return term.value;
}

function offer(query, forms) {
  const button = ([name, media]) => {
    const made = el("button", { type: "button", class: "plain" }, name);
    made.addEventListener("click", () => download(query, media, SUFFIX[name] ?? name.toLowerCase()));
    return made;
  };
  $("downloads").replaceChildren(`${say("download")}:`, ...Object.entries(forms).map(button));
  $("downloads").hidden = false;
}

async function download(query, media, suffix) {
  try {
    const blob = await (await ask(query, media)).blob();
    const link = el("a", { href: URL.createObjectURL(blob), download: `wenmai.${suffix}` });
    link.click();
    URL.revokeObjectURL(link.href);
  } catch (fault) {
    showFault(fault);
  }
}

// ---- begin

$("ask").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
});
$("examples").disabled = false;
$("examples").addEventListener("change", ({ target }) => {
  if (target.value) put(target.value);
});
const given = new URLSearchParams(location.hash.slice(1)).get("query");
if (given !== null) put(given);
