// The state of the page, and the state as the part of its address after #, to keep and to send.

export const freshState = () => ({
  hide: { type: new Set(), relation: new Set(), status: new Set() },
  years: null,
  node: -1,
  edge: -1,
  ego: 0, // steps around the node that are laid out in rings; 0 is the map
  path: -1, // the other end of a path from the node
  list: false,
});

const LISTS = { type: "types", relation: "relations", status: "statuses" };

export function toAddress(state, model) {
  const { data } = model;
  const parts = new URLSearchParams();
  if (state.node >= 0) parts.set("node", data.nodes.id[state.node]);
  if (state.edge >= 0) parts.set("edge", data.edges.id[state.edge]);
  if (state.ego) parts.set("ego", state.ego);
  if (state.path >= 0) parts.set("path", data.nodes.id[state.path]);
  if (state.years) parts.set("years", state.years.join("-"));
  for (const [kind, list] of Object.entries(LISTS)) {
    const names = [...state.hide[kind]].sort((a, b) => a - b).map((n) => data[list][n].name);
    if (names.length) parts.set(`hide-${kind}`, names.join(","));
  }
  if (state.list) parts.set("list", "1");
  return parts.toString().replaceAll("%2F", "/").replaceAll("%2C", ",");
}

// Reads an address; what it names and the page does not have is in `unknown`.
export function fromAddress(address, model) {
  const parts = new URLSearchParams(address.replace(/^#/, ""));
  const state = freshState();
  const unknown = [];
  const look = (key, numberOf) => {
    if (!parts.has(key)) return -1;
    const found = numberOf(parts.get(key));
    if (found === undefined) unknown.push(parts.get(key));
    return found ?? -1;
  };
  state.node = look("node", model.node);
  state.edge = look("edge", model.edge);
  state.path = state.node >= 0 ? look("path", model.node) : -1;
  if (state.node >= 0) state.ego = Math.min(2, Math.max(0, Number(parts.get("ego")) || 0));
  const years = (parts.get("years") ?? "").match(/^(\d{1,4})-(\d{1,4})$/);
  if (years) state.years = [Number(years[1]), Number(years[2])].sort((a, b) => a - b);
  for (const [kind, list] of Object.entries(LISTS)) {
    const names = (parts.get(`hide-${kind}`) ?? "").split(",");
    for (const [n, { name }] of model.data[list].entries()) if (names.includes(name)) state.hide[kind].add(n);
  }
  state.list = parts.get("list") === "1";
  return { state, unknown };
}
