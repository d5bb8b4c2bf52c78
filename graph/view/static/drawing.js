// The drawing: vis-network paints marks and lines, this file their looks and the labels.

const LABEL_SIZE = 12;
const LINE_CHARACTERS = 11;
const MOST_RELATION_LABELS = 14;
const LANDMARKS = 16; // so many of the weightiest nodes may cover lesser ones with their labels

const view = {
  hidden: { type: new Set(), relation: new Set(), status: new Set() },
  years: null,
  selected: null, // {kind: "node" | "edge", id, quiet: do not fade the rest}
  hovered: null,
};

const nodes = new vis.DataSet([...nodeData.values()].map(({ label, ...node }) => node));
const edges = new vis.DataSet([...edgeData.values()]);
const network = new vis.Network($("drawing"), { nodes, edges }, read("data-options"));

// ---- what is to be seen

function passes({ statement }) {
  const { relation, status } = view.hidden;
  if (relation.has(statement.predicate) || status.has(statement.status)) return false;
  if (!view.years || statement.year === undefined) return true;
  return view.years[0] <= statement.year && statement.year <= view.years[1];
}

// A node whose every line is filtered out goes with them; one without any line stays.
function nodeVisible(id) {
  if (view.hidden.type.has(nodeData.get(id).entity.type)) return false;
  const own = edgesOf.get(id);
  return own.length === 0 || id === page.focus || own.some(passes);
}

const edgeVisible = (edge) => passes(edge) && nodeVisible(edge.from) && nodeVisible(edge.to);

// What is picked out: {nodes, edges} as sets of ids, or null when nothing is selected.
function spotlight() {
  if (!view.selected || view.selected.quiet) return null;
  const { kind, id } = view.selected;
  const lit = kind === "node" ? edgesOf.get(id) : [edgeData.get(id)];
  const own = kind === "node" ? [id] : [];
  return {
    nodes: new Set([...own, ...lit.flatMap((edge) => [edge.from, edge.to])]),
    edges: new Set(lit.map((edge) => edge.id)),
  };
}

// ---- how it looks

function nodeLook(node, lit) {
  const faded = lit && !lit.nodes.has(node.id);
  const chosen = view.selected?.id === node.id;
  return {
    id: node.id,
    hidden: !nodeVisible(node.id),
    opacity: faded ? 0.14 : 1,
    borderWidth: chosen ? 3 : 1.5,
    color: {
      background: typeColour(node.entity.type),
      border: css(chosen ? "--ink" : "--canvas"),
    },
  };
}

function edgeLook(edge, lit, named) {
  const { predicate, status } = edge.statement;
  const loose = relations.get(predicate).loose;
  const faded = lit && !lit.edges.has(edge.id);
  const bright = lit && !faded;
  const dash = status ? css(`--dash-${status}`).split(" ").map(Number) : [];
  const colour = css(status ? `--status-${status}` : loose && !bright ? "--faint" : "--line");
  return {
    id: edge.id,
    hidden: !edgeVisible(edge),
    width: (status ? 1.7 : loose ? 0.8 : 1.2) * (bright ? 1.5 : 1),
    dashes: dash.length > 1 ? dash : false,
    color: { color: colour, hover: colour, highlight: colour, inherit: false, opacity: faded ? 0.1 : 1 },
    label: bright && named ? relations.get(predicate).label : "",
    font: relationFont(),
  };
}

// vis-network scales its own labels with the drawing; this keeps them of one size on the screen.
function relationFont() {
  const unit = 1 / network.getScale();
  return {
    size: 11 * unit,
    face: fontFamily(),
    color: css("--ink"),
    strokeWidth: 4 * unit,
    strokeColor: css("--canvas"),
  };
}

function resizeRelationLabels() {
  const lit = spotlight();
  if (!lit || lit.edges.size > MOST_RELATION_LABELS) return;
  const font = relationFont();
  edges.update([...lit.edges].map((id) => ({ id, font })));
}

function repaint() {
  const lit = spotlight();
  const named = lit && lit.edges.size <= MOST_RELATION_LABELS;
  nodes.update([...nodeData.values()].map((node) => nodeLook(node, lit)));
  edges.update([...edgeData.values()].map((edge) => edgeLook(edge, lit, named)));
}

// ---- labels: always of one size on the screen, the weightiest first, none over another

const fontFamily = () => css("--font");
const width = (character) => (character.codePointAt(0) > 0x2e7f ? 1 : 0.55);

// Breaks a name into at most so many rows, of like length where it fits.
function lines(name, most) {
  const characters = [...name.replace(/\s+/g, " ")];
  const total = characters.reduce((sum, character) => sum + width(character), 0);
  const needed = Math.ceil(total / LINE_CHARACTERS);
  const room = needed > most ? LINE_CHARACTERS : Math.ceil(total / needed);
  const rows = [""];
  let used = 0;
  for (const character of characters) {
    if (used + width(character) > room) {
      if (rows.length === most) {
        rows[most - 1] += "…";
        break;
      }
      rows.push("");
      used = 0;
    }
    rows[rows.length - 1] += character;
    used += width(character);
  }
  return rows;
}

const labelRows = new Map([...nodeData.values()].map((node) => [node.id, lines(node.label, 2)]));
const fullRows = new Map([...nodeData.values()].map((node) => [node.id, lines(node.label, 6)]));
let labelBoxes = [];

const overlaps = (a, b) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

const within = (a, b) =>
  b.left <= a.left && a.right <= b.right && b.top <= a.top && a.bottom <= b.bottom;

function visibleFrame() {
  const { clientWidth, clientHeight } = $("drawing");
  const { x: left, y: top } = network.DOMtoCanvas({ x: 0, y: 0 });
  const { x: right, y: bottom } = network.DOMtoCanvas({ x: clientWidth, y: clientHeight });
  return { left, top, right, bottom };
}

function discs(ids, places) {
  return ids.map((id) => {
    const { size } = nodeData.get(id);
    const { x, y } = places[id];
    return { id, left: x - size, right: x + size, top: y - size, bottom: y + size };
  });
}

function candidates(x, y, reach, wide, high) {
  return [
    [x - wide / 2, y + reach],
    [x - wide / 2, y - reach - high],
    [x + reach, y - high / 2],
    [x - reach - wide, y - high / 2],
    [x + reach * 0.7, y + reach * 0.7],
    [x + reach * 0.7, y - reach * 0.7 - high],
    [x - reach * 0.7 - wide, y + reach * 0.7],
    [x - reach * 0.7 - wide, y - reach * 0.7 - high],
  ].map(([left, top]) => ({ left, top, right: left + wide, bottom: top + high }));
}

function paintLabels(context) {
  const lit = spotlight();
  const unit = 1 / network.getScale();
  const places = network.getPositions();
  const shown = [...nodeData.keys()].filter(nodeVisible);
  const rank = (id) =>
    (id === view.selected?.id || id === view.hovered ? 1e6 : 0) +
    (lit?.nodes.has(id) ? 1e3 : 0) +
    nodeData.get(id).size;
  const obstacles = discs(shown, places);
  const frame = visibleFrame();
  const ink = css("--ink");
  const halo = css("--canvas");
  const family = fontFamily();
  labelBoxes = [];
  context.save();
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.lineJoin = "round";
  shown.sort((a, b) => rank(b) - rank(a) || (a < b ? -1 : 1));
  for (const [n, id] of shown.entries()) {
    const forced = rank(id) >= 1e6;
    if (lit && !lit.nodes.has(id) && !forced) continue;
    const rows = (forced ? fullRows : labelRows).get(id);
    const size = LABEL_SIZE * unit;
    context.font = `${forced ? 600 : 400} ${size}px ${family}`;
    const wide = Math.max(...rows.map((row) => context.measureText(row).width)) + 6 * unit;
    const high = rows.length * size * 1.25;
    const { x, y } = places[id];
    const reach = nodeData.get(id).size + 3 * unit;
    const apart = (box) =>
      within(box, frame) && !labelBoxes.some((other) => overlaps(box, other));
    const covered = (box) =>
      obstacles.filter((other) => other.id !== id && overlaps(box, other)).length;
    const options = candidates(x, y, reach, wide, high);
    const least = options
      .filter(apart)
      .map((box) => ({ box, covers: covered(box) }))
      .sort((a, b) => a.covers - b.covers)[0];
    const fits = least && (least.covers === 0 || forced || n < LANDMARKS);
    const box = fits ? least.box : forced ? options[0] : null;
    if (!box) continue;
    labelBoxes.push({ id, ...box });
    rows.forEach((row, line) => {
      const at = [(box.left + box.right) / 2, box.top + size * 1.25 * (line + 0.5)];
      context.lineWidth = 4 * unit;
      context.strokeStyle = halo;
      context.strokeText(row, ...at);
      context.fillStyle = ink;
      context.fillText(row, ...at);
    });
  }
  context.restore();
}

function labelAt({ x, y }) {
  const point = { left: x, right: x, top: y, bottom: y };
  return labelBoxes.find((box) => overlaps(box, point))?.id;
}

// ---- moving about

const calm = matchMedia("(prefers-reduced-motion: reduce)");
const motion = () => (calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

function fit() {
  network.fit({ nodes: [...nodeData.keys()].filter(nodeVisible), maxZoomLevel: 1.25 });
  network.moveTo({ scale: network.getScale() * 0.94 });
}

function centre(id) {
  network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: motion() });
}

function zoom(factor) {
  network.moveTo({ scale: network.getScale() * factor, animation: motion() });
  resizeRelationLabels();
}
