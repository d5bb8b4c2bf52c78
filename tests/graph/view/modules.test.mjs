// The modules that need no page, under node's own test runner: see test_modules_in_node.py.

import assert from "node:assert/strict";
import test from "node:test";

import { freshState, fromAddress, toAddress } from "../../../graph/view/static/address.mjs";
import { countYears, filter, yearSpan } from "../../../graph/view/static/facets.mjs";
import { makeFinder } from "../../../graph/view/static/finder.mjs";
import { Boxes, rowsOf, spots, widthOf } from "../../../graph/view/static/labels.mjs";
import { buildModel, otherEnd, unpack } from "../../../graph/view/static/model.mjs";
import { painting } from "../../../graph/view/static/painter.mjs";
import { near, shortestPath } from "../../../graph/view/static/paths.mjs";
import { SvgPen } from "../../../graph/view/static/pens.mjs";
import { ringLayout } from "../../../graph/view/static/rings.mjs";

const TYPES = [
  { name: "Body", hub: false, letter: false },
  { name: "Place", hub: true, letter: false },
  { name: "Letter", hub: false, letter: true },
];
const RELATIONS = [
  { name: "BUILDS", loose: false, symmetric: false },
  { name: "MENTIONS", loose: true, symmetric: false },
];
const STATUSES = [{ name: "done" }, { name: "ongoing" }, { name: "planned" }];

// nodes: [name, type, ...aliases]; edges: [source, target, predicate, status, year]
function modelOf(nodes, edges) {
  const texts = [];
  const text = (value) => texts.push(value) - 1;
  const column = (n) => edges.map((edge) => edge[n]);
  return buildModel({
    types: TYPES,
    relations: RELATIONS,
    statuses: STATUSES,
    texts,
    nodes: {
      id: nodes.map((_, n) => `n/${n}`),
      type: nodes.map(([, type]) => type),
      name: nodes.map(([name]) => text(name)),
      aliases: nodes.map(([, , ...aliases]) => aliases.map(text)),
    },
    edges: {
      id: edges.map((_, n) => `e/${n}`),
      source: column(0),
      target: column(1),
      predicate: column(2),
      status: column(3),
      year: column(4),
      quote: edges.map(() => text("原文")),
    },
  });
}

const all = () => freshState();
const CHAIN = modelOf(
  [["甲局", 0], ["乙馆", 0], ["丙区", 1], ["丁节", 0], ["信", 2], ["戊项目", 0], ["孤", 0]],
  [
    [0, 1, 0, 0, 2020], // 甲局 → 乙馆, done
    [1, 0, 0, 2, 2022], // and back, planned
    [0, 1, 0, 0, 2021], // the same again
    [1, 2, 0, 1, 0], // 乙馆 → 丙区 (hub), ongoing, no year
    [2, 3, 0, 0, 2023], // 丙区 → 丁节
    [4, 1, 1, -1, 2020], // 信 mentions 乙馆 and 丁节
    [4, 3, 1, -1, 2020],
    [3, 5, 0, 0, 2024], // 丁节 → 戊项目
    [5, 5, 0, 0, 2024], // and to itself
  ],
);

test("edges are found from both ends, one to itself once", () => {
  assert.deepEqual([...CHAIN.edgesOf(1)], [0, 1, 2, 3, 5]);
  assert.deepEqual([...CHAIN.edgesOf(5)], [7, 8]);
  assert.deepEqual([...CHAIN.edgesOf(6)], []);
  assert.equal(otherEnd(CHAIN, 1, 0), 1);
  assert.deepEqual([...CHAIN.ties], [3, 4, 2, 2, 0, 2, 0]); // mentions do not count
});

test("edges that look alike are one line, others are bent apart", () => {
  assert.equal(CHAIN.bundle[0], CHAIN.bundle[2]);
  assert.notEqual(CHAIN.bundle[0], CHAIN.bundle[1]);
  assert.notEqual(CHAIN.bend[0], -CHAIN.bend[1]); // one goes the other way: same side if negated
});

test("lines of one pair are bent to either side in turn", () => {
  const model = modelOf([["甲", 0], ["乙", 0]], [[0, 1, 0, 0, 0], [0, 1, 0, 1, 0], [0, 1, 0, 2, 0], [1, 0, 0, 0, 0], [0, 1, 0, 0, 0]]);
  assert.deepEqual([...model.bundle], [0, 1, 2, 3, 0]);
  assert.deepEqual([...model.bend], [0, 1, -1, -2, 0]); // one that goes back: the other side if negated
  assert.equal(model.bundleCount, 4);
});

test("filters: a type takes its edges, years spare what has none", () => {
  const state = all();
  state.hide.type.add(1);
  let shown = filter(CHAIN, state);
  assert.deepEqual([...shown.edges], [1, 1, 1, 0, 0, 1, 1, 1, 1]);
  assert.equal(shown.nodes[2], 0);
  state.hide.type.clear();
  state.years = [2022, 2023];
  shown = filter(CHAIN, state);
  assert.deepEqual([...shown.edges], [0, 1, 0, 1, 1, 0, 0, 0, 0]);
  assert.deepEqual([...shown.nodes], [1, 1, 1, 1, 0, 0, 0]);
  assert.equal(shown.edgeCount, 3);
});

test("counts of a facet are those the others let through", () => {
  const state = all();
  state.hide.status.add(0);
  const { counts } = filter(CHAIN, state);
  assert.deepEqual([...counts.status], [5, 1, 1]);
  assert.deepEqual([...counts.relation], [2, 2]);
  assert.deepEqual([...counts.type], [3, 1, 1]);
});

test("what is shown is counted", () => {
  const { nodes, edges, nodeCount, edgeCount } = filter(CHAIN, all());
  assert.equal(nodeCount, nodes.filter(Boolean).length);
  assert.equal(edgeCount, edges.filter(Boolean).length);
  assert.deepEqual([nodeCount, edgeCount], [CHAIN.count, CHAIN.size]);
});

test("years are spanned and counted", () => {
  assert.deepEqual(yearSpan(CHAIN), [2020, 2024]);
  assert.deepEqual([...countYears(CHAIN, [2020, 2024])], [3, 1, 1, 1, 2]);
  assert.equal(yearSpan(modelOf([["甲", 0]], [])), null);
});

test("names are found by parts, aliases, pinyin and initials", () => {
  const model = modelOf([["绍兴市越城区", 1], ["乐清图书馆", 0], ["示范局", 0, "越局"], ["ABC 公司", 0]], []);
  const readings = { 绍: "shao", 兴: "xing", 市: "shi", 越: "yue", 城: "cheng", 区: "qu", 乐: "le yue", 清: "qing", 图: "tu", 书: "shu", 馆: "guan", 局: "ju", 示: "shi", 范: "fan" };
  const find = makeFinder(model, readings);
  const names = (words) => find(words).map(({ node }) => model.name(node));
  assert.deepEqual(names("越城"), ["绍兴市越城区"]);
  assert.deepEqual(find("越局"), [{ node: 2, alias: "越局", score: 1 }]);
  assert.deepEqual(names("shaoxing"), ["绍兴市越城区"]);
  assert.deepEqual(names("sxs"), ["绍兴市越城区"]);
  assert.deepEqual(names("shaox"), ["绍兴市越城区"]);
  assert.deepEqual(names("yueqing"), ["乐清图书馆"]);
  assert.deepEqual(names("leqing tsg"), ["乐清图书馆"]);
  assert.deepEqual(names("abc"), ["ABC 公司"]);
  assert.deepEqual(names("  "), []);
  assert.deepEqual(names("xc"), []);
});

test("near: a hub is no stepping stone, a mention leads one step", () => {
  const shown = filter(CHAIN, all());
  const { rings } = near(CHAIN, shown, 1, 2);
  assert.deepEqual(rings[1].toSorted(), [0, 2, 4]);
  assert.deepEqual(rings[2], []); // 丁节 is behind the hub and the letter
  assert.deepEqual(near(CHAIN, shown, 3, 2).rings[2], []);
});

test("near keeps what has the most ties, and says how much there was", () => {
  const model = modelOf([["心", 0], ...Array.from({ length: 400 }, (_, n) => [`叶${n}`, 0])], [...Array.from({ length: 400 }, (_, n) => [0, n + 1, 0, 0, 0]), [400, 399, 0, 0, 0]]);
  const { rings, all: reach, parent } = near(model, filter(model, all()), 0, 1);
  assert.equal(reach, 401);
  assert.equal(rings[1].length, 159);
  assert.equal(parent.size, 160);
  assert.deepEqual(rings[1].slice(0, 2).toSorted(), [399, 400]);
});

test("paths go past hubs and mentions only where they must", () => {
  const shown = filter(CHAIN, all());
  assert.deepEqual(shortestPath(CHAIN, shown, 0, 1), { edges: [0], nodes: [0, 1], rule: "path_strict" });
  assert.deepEqual(shortestPath(CHAIN, shown, 0, 2).nodes, [0, 1, 2]); // a hub may be the end
  const across = shortestPath(CHAIN, shown, 0, 5);
  assert.deepEqual([across.rule, across.nodes], ["path_mentions", [0, 1, 4, 3, 5]]);
  const state = all();
  state.hide.relation.add(1);
  assert.equal(shortestPath(CHAIN, filter(CHAIN, state), 0, 5).rule, "path_hubs");
  assert.equal(shortestPath(CHAIN, shown, 0, 6), null);
});

test("rings: all at different places, names point away from the middle", () => {
  const shown = filter(CHAIN, all());
  const { x, y, angle } = ringLayout(CHAIN, near(CHAIN, shown, 1, 1));
  assert.deepEqual([x[1], y[1]], [0, 0]);
  assert.ok(Number.isNaN(angle[1]));
  const places = new Set([0, 1, 2, 4].map((n) => `${x[n]} ${y[n]}`));
  assert.equal(places.size, 4);
  for (const n of [0, 2, 4]) assert.ok(Math.abs(Math.atan2(y[n], x[n]) - Math.atan2(Math.sin(angle[n]), Math.cos(angle[n]))) < 1e-5);
});

test("a state survives its address", () => {
  const state = { ...all(), node: 1, ego: 2, path: 5, years: [2020, 2023], list: true };
  state.hide.type.add(1);
  state.hide.status.add(0).add(2);
  const address = toAddress(state, CHAIN);
  assert.equal(address, "node=n/1&ego=2&path=n/5&years=2020-2023&hide-type=Place&hide-status=done,planned&list=1");
  assert.deepEqual(fromAddress(`#${address}`, CHAIN), { state, unknown: [] });
  assert.deepEqual(fromAddress("#node=n/99&years=x&ego=9&hide-type=Nothing", CHAIN), { state: all(), unknown: ["n/99"] });
});

test("names are broken into rows of like length, and cut", () => {
  assert.deepEqual(rowsOf("绍兴市文化广电旅游局", 11, 2), ["绍兴市文化广电旅游局"]);
  assert.deepEqual(rowsOf("绍兴市柯桥区文化广电旅游局", 11, 2), ["绍兴市柯桥区文", "化广电旅游局"]);
  const cut = rowsOf("很".repeat(5000), 11, 2);
  assert.equal(cut.length, 2);
  assert.ok(cut[1].endsWith("…"));
  assert.ok(widthOf(cut[1]) <= 11);
  assert.deepEqual(rowsOf("", 11, 2), [""]);
  assert.equal(rowsOf("𠮷".repeat(12), 6, 2).join(""), "𠮷".repeat(12));
});

test("a letter that bears its path is named by the end of it", () => {
  const model = modelOf([["/a/b c.txt", 2], ["C:\\a\\信.docx", 2], ["对建议的答复", 2], ["甲/乙", 0], ["末/", 2]], []);
  assert.deepEqual([0, 1, 2, 3, 4].map(model.caption), ["b c.txt", "信.docx", "对建议的答复", "甲/乙", "末/"]);
});

test("a taken box is not free, for its owner it is", () => {
  const boxes = new Boxes();
  boxes.take({ owner: 7, left: 0, top: 0, right: 100, bottom: 20 });
  assert.equal(boxes.isFree({ left: 90, top: 10, right: 200, bottom: 30 }), false);
  assert.equal(boxes.isFree({ left: 90, top: 10, right: 200, bottom: 30 }, 7), true);
  assert.equal(boxes.isFree({ left: 101, top: 0, right: 200, bottom: 20 }), true);
  assert.equal(spots(0, 0, 5, 40, 12).length, 8);
});

// A pen that writes down what it is told; a character is as wide as its font is high.
class Recorder {
  texts = [];
  strokes = [];
  begin() {}
  line() {}
  curve() {}
  circle() {}
  polygon() {}
  fill() {}
  stroke(style) {
    this.strokes.push(style);
  }
  measure(text, { size }) {
    return [...text].length * size;
  }
  text(text, x, y, style) {
    this.texts.push({ text, x, y, ...style });
  }
}

const LOOK = { ink: "i", muted: "m", canvas: "c", line: "l", faint: "f", statuses: ["d", "o", "p"], types: TYPES.map(() => ({ colour: "t", shape: "dot" })) };

function paint(model, more = {}, pen = new Recorder()) {
  const shown = filter(model, all());
  const x = Float32Array.from({ length: model.count }, (_, n) => (n * 37) % 300);
  const y = Float32Array.from({ length: model.count }, (_, n) => (n * 53) % 200);
  const scene = { model, x, y, nodes: shown.nodes, edges: shown.edges, camera: { x: 150, y: 100, k: 1 }, width: 500, height: 400, lit: null, focus: -1, angle: null, communities: [], look: LOOK, relation: () => "建设", ...more };
  for (const _ of painting(pen, scene));
  return pen;
}

test("names on a crowded map do not lie over each other", () => {
  const crowd = modelOf(Array.from({ length: 300 }, (_, n) => [`实体名称第${n}号`, 0]), Array.from({ length: 299 }, (_, n) => [n, n + 1, 0, 0, 0]));
  const { texts } = paint(crowd);
  assert.ok(texts.length > 10);
  const boxes = texts.map(({ text, x, y, size, align }) => {
    const width = [...text].reduce((sum, c) => sum + (c > "\u2e7f" ? 1 : 0.6), 0) * size;
    const left = align === "left" ? x : align === "right" ? x - width : x - width / 2;
    return { left, right: left + width, top: y - size / 2, bottom: y + size / 2 };
  });
  const clashes = boxes.filter((a, n) => boxes.some((b, m) => m > n && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
  assert.deepEqual(clashes, []);
});

test("a status is told by its dashes too", () => {
  const { strokes } = paint(CHAIN);
  const looks = new Map(strokes.filter(({ colour }) => "dop".includes(colour)).map(({ colour, dash }) => [colour, String(dash)]));
  assert.equal(new Set(looks.values()).size, 3);
});

test("ten thousand edges between two nodes are a few lines", () => {
  const many = modelOf([["甲", 0], ["乙", 0]], Array.from({ length: 10_000 }, (_, n) => [0, 1, 0, n % 3, 2020]));
  let curves = 0;
  const pen = new Recorder();
  pen.curve = pen.line = () => curves++;
  paint(many, {}, pen);
  assert.equal(curves, 3);
});

test("SVG is text, whatever a name holds", () => {
  const hostile = `</text><script>alert(1)</script>&"'\u0000\ud800`;
  const pen = new SvgPen(`a"b`);
  paint(modelOf([[hostile, 0]], []), { focus: 0 }, pen);
  const svg = pen.document(500, 400, "white");
  assert.ok(!svg.includes("<script"));
  assert.ok(!svg.includes("\u0000"));
  assert.ok(svg.isWellFormed());
  assert.ok(svg.includes("&lt;/text&gt;"));
});

test("packed data are read again", async () => {
  const text = JSON.stringify({ a: "文脉\u2028</script>" });
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  assert.deepEqual(await unpack(btoa(String.fromCharCode(...bytes))), JSON.parse(text));
});
