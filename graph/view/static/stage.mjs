// The stage: a canvas with a camera. A picture is painted once and moved while the reader moves;
// it is painted afresh when the movement ends, or at once where that takes no time.

import { calm } from "./dom.mjs";
import { course, painting, projected, radius, ringAround } from "./painter.mjs";
import { CanvasPen } from "./pens.mjs";

const QUICK = 9; // milliseconds: a picture painted in less is painted at every step
const SLICE = 12; // milliseconds of painting between two frames
const REST = 110; // milliseconds after which a movement has ended
const ZOOMS = [0.01, 6];

export class Stage {
  // `scene()` gives what to paint without camera and size; `on.pick(node, edge, event)` and
  // `on.hover(node)` are told what the pointer meets.
  constructor(canvas, scene, on) {
    Object.assign(this, { canvas, content: scene, on });
    this.camera = { x: 0, y: 0, k: 1 };
    this.context = canvas.getContext("2d"); // see-through, so that the page's colour is under it from the first
    this.picture = document.createElement("canvas");
    this.painted = null; // the scene of the picture
    this.cost = 0;
    this.hovered = -1;
    this.cursor = -1; // the node that the arrow keys are on
    this.paintings = 0; // how many pictures were finished
    new ResizeObserver(() => this.measure()).observe(canvas);
    this.#listen();
  }

  get scene() {
    return { ...this.content(), camera: { ...this.camera }, width: this.width, height: this.height };
  }

  // Takes the size that the canvas has now.
  measure() {
    const { clientWidth, clientHeight } = this.canvas;
    if (clientWidth === this.width && clientHeight === this.height) return;
    const ratio = Math.min(2, window.devicePixelRatio || 1);
    Object.assign(this, { width: clientWidth, height: clientHeight, ratio });
    this.canvas.width = Math.max(1, Math.round(clientWidth * ratio));
    this.canvas.height = Math.max(1, Math.round(clientHeight * ratio));
    this.#show();
    if (this.painted) this.repaint();
  }

  // ---- painting

  repaint() {
    this.run = null;
    this.asked = true;
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.paint());
  }

  // Paints what was asked for at once: the first picture goes into the page's first frame.
  paint() {
    cancelAnimationFrame(this.waiting);
    this.asked = false;
    if (!this.width || !this.height) return;
    const scene = this.scene;
    const target = this.cost > SLICE * 3 ? document.createElement("canvas") : this.picture;
    [target.width, target.height] = [this.canvas.width, this.canvas.height];
    const context = target.getContext("2d", { alpha: false });
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = scene.look.canvas;
    context.fillRect(0, 0, scene.width, scene.height);
    const strokes = painting(new CanvasPen(context, scene.look.family), scene);
    this.run = { strokes, scene, target, spent: 0 };
    this.#go(this.run);
  }

  #go(run) {
    if (run !== this.run) return;
    const start = performance.now();
    let done = false;
    const patience = run.target === this.picture ? Infinity : SLICE;
    while (!done && performance.now() - start < patience) done = run.strokes.next().done;
    run.spent += performance.now() - start;
    if (!done) {
      requestAnimationFrame(() => this.#go(run));
      return;
    }
    this.run = null;
    this.picture = run.target;
    this.painted = run.scene;
    this.cost = run.spent;
    this.paintings++;
    this.#show();
  }

  // Puts the last picture where the camera now is, and over it what follows the pointer.
  #show() {
    const { context, painted, camera } = this;
    if (!painted) return;
    const factor = camera.k / painted.camera.k;
    const left = (painted.camera.x - camera.x) * camera.k + (this.width - painted.width * factor) / 2;
    const top = (painted.camera.y - camera.y) * camera.k + (this.height - painted.height * factor) / 2;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.fillStyle = painted.look.canvas;
    context.fillRect(0, 0, this.width, this.height);
    context.globalAlpha = 1;
    context.drawImage(this.picture, left, top, painted.width * factor, painted.height * factor);
    const pen = new CanvasPen(context, painted.look.family);
    const scene = projected({ ...painted, camera, width: this.width, height: this.height });
    if (scene.focus >= 0 && scene.nodes[scene.focus]) ringAround(pen, scene, scene.focus, scene.look.ink);
    for (const node of new Set([this.hovered, this.cursor])) {
      if (node >= 0 && scene.nodes[node]) this.#point(pen, scene, node);
    }
  }

  #point(pen, scene, node) {
    ringAround(pen, scene, node, scene.look.accent, node === this.cursor ? 6 : 3);
    if (node === scene.focus) return;
    const [x, y] = [scene.px[node], scene.py[node]];
    const left = x < scene.width - 200;
    const name = scene.model.name(node).slice(0, 60);
    const reach = (radius(scene, node) + 8) * (left ? 1 : -1);
    pen.text(name, x + reach, y, { size: 13, weight: 600, colour: scene.look.ink, halo: scene.look.canvas, align: left ? "left" : "right" });
  }

  #moved() {
    if (this.cost < QUICK) {
      this.repaint();
      return;
    }
    this.#show();
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.repaint(), REST);
  }

  // Whether the last picture shows what is to be seen now.
  get settled() {
    const { painted, camera } = this;
    return !this.run && !this.asked && painted?.camera.x === camera.x && painted.camera.y === camera.y && painted.camera.k === camera.k;
  }

  // ---- the camera

  bounds(nodes = this.content().nodes) {
    const { x, y } = this.content();
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    for (let n = 0; n < nodes.length; n++) {
      if (!nodes[n]) continue;
      box.left = Math.min(box.left, x[n]);
      box.right = Math.max(box.right, x[n]);
      box.top = Math.min(box.top, y[n]);
      box.bottom = Math.max(box.bottom, y[n]);
    }
    return box.left <= box.right ? box : null;
  }

  // Shows all of these nodes. `margin` is kept free for names.
  fit({ nodes, margin = 56, animate = false } = {}) {
    const box = this.bounds(nodes);
    if (!box) return;
    const wide = Math.max(1, this.width - 2 * margin) / Math.max(1, box.right - box.left);
    const high = Math.max(1, this.height - 2 * margin) / Math.max(1, box.bottom - box.top);
    this.goTo({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2, k: Math.min(wide, high, 1.6) }, animate);
  }

  goTo(goal, animate = true) {
    const start = { ...this.camera };
    const target = { ...start, ...goal };
    target.k = Math.min(ZOOMS[1], Math.max(ZOOMS[0], target.k));
    const begun = performance.now();
    const step = (now) => {
      if (this.flight !== step) return;
      const share = animate && !calm() ? Math.min(1, (now - begun) / 320) : 1;
      const eased = 1 - (1 - share) ** 3;
      this.camera = {
        x: start.x + (target.x - start.x) * eased,
        y: start.y + (target.y - start.y) * eased,
        k: start.k * (target.k / start.k) ** eased,
      };
      this.#moved();
      if (share < 1) requestAnimationFrame(step);
    };
    this.flight = step;
    step(begun);
  }

  centre(node) {
    const { x, y } = this.content();
    this.goTo({ x: x[node], y: y[node], k: Math.max(this.camera.k, 0.9) });
  }

  pan(dx, dy) {
    this.flight = null;
    this.camera.x -= dx / this.camera.k;
    this.camera.y -= dy / this.camera.k;
    this.#moved();
  }

  // Zooms so that the point (px, py) of the screen stays where it is.
  zoom(factor, px = this.width / 2, py = this.height / 2) {
    this.flight = null;
    const { camera } = this;
    const k = Math.min(ZOOMS[1], Math.max(ZOOMS[0], camera.k * factor));
    camera.x += (px - this.width / 2) * (1 / camera.k - 1 / k);
    camera.y += (py - this.height / 2) * (1 / camera.k - 1 / k);
    camera.k = k;
    this.#moved();
  }

  // ---- what is where

  nodeAt(px, py, slack = 4) {
    const scene = projected(this.scene);
    let best = -1;
    let least = Infinity;
    for (let n = 0; n < scene.nodes.length; n++) {
      if (!scene.nodes[n]) continue;
      const distance = Math.hypot(scene.px[n] - px, scene.py[n] - py) - radius(scene, n);
      if (distance < Math.min(least, slack)) [best, least] = [n, distance];
    }
    return best;
  }

  // Points at a node without choosing it.
  point(node) {
    if (node === this.hovered) return;
    this.hovered = node;
    this.on.hover(node);
    this.#show();
  }

  moveCursor(node) {
    this.cursor = node;
    const { x, y } = this.content();
    const { camera, width, height } = this;
    const near = Math.abs(x[node] - camera.x) * camera.k < width / 2 - 40 && Math.abs(y[node] - camera.y) * camera.k < height / 2 - 40;
    if (!near) this.goTo({ x: x[node], y: y[node] });
    else this.#show();
  }

  // The nearest node from the cursor in a direction (dx, dy), or -1.
  nearestTowards(from, dx, dy) {
    const { nodes, x, y } = this.content();
    let best = -1;
    let least = Infinity;
    for (let n = 0; n < nodes.length; n++) {
      if (!nodes[n] || n === from) continue;
      const [ax, ay] = [x[n] - x[from], y[n] - y[from]];
      const ahead = ax * dx + ay * dy;
      const aside = Math.abs(ax * dy - ay * dx);
      const distance = ahead + 2 * aside;
      if (ahead > aside && distance < least) [best, least] = [n, distance];
    }
    return best;
  }

  #listen() {
    const { canvas } = this;
    const pointers = new Map();
    let travelled = 0;
    const at = (event) => [event.offsetX, event.offsetY];
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      pointers.set(event.pointerId, at(event));
      if (pointers.size === 1) travelled = 0;
    });
    canvas.addEventListener("pointermove", (event) => {
      const before = pointers.get(event.pointerId);
      if (!before) {
        this.point(this.nodeAt(...at(event)));
        return;
      }
      const now = at(event);
      const others = [...pointers].filter(([id]) => id !== event.pointerId).map(([, point]) => point);
      travelled += Math.hypot(now[0] - before[0], now[1] - before[1]);
      if (others.length) {
        const [other] = others;
        const distance = ([x, y]) => Math.hypot(x - other[0], y - other[1]);
        this.zoom(distance(now) / Math.max(1, distance(before)), (now[0] + other[0]) / 2, (now[1] + other[1]) / 2);
        this.pan((now[0] - before[0]) / 2, (now[1] - before[1]) / 2);
      } else if (travelled > 3) this.pan(now[0] - before[0], now[1] - before[1]);
      pointers.set(event.pointerId, now);
    });
    const end = (event) => {
      const known = pointers.delete(event.pointerId);
      if (event.type === "pointerup" && known && travelled <= 3 && pointers.size === 0) {
        const slack = event.pointerType === "touch" ? 16 : 4;
        this.on.pick(...at(event), this.nodeAt(...at(event), slack));
      }
    };
    canvas.addEventListener("pointerup", end);
    canvas.addEventListener("pointercancel", end);
    canvas.addEventListener("pointerleave", () => this.point(-1));
    const wheel = (event) => {
      event.preventDefault();
      this.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.01 : 0.0016)), ...at(event));
    };
    canvas.addEventListener("wheel", wheel, { passive: false });
  }
}

// The edge at a point of the screen, or -1.
export function edgeAt(stage, px, py) {
  const scene = projected(stage.scene);
  let best = -1;
  let least = 6;
  for (let e = 0; e < scene.edges.length; e++) {
    if (!scene.edges[e] || (scene.lit && !scene.lit.has(e))) continue;
    const { x1, y1, x2, y2, cx, cy } = course(scene, e);
    if (px < Math.min(x1, x2, cx) - 6 || px > Math.max(x1, x2, cx) + 6) continue;
    for (let step = 0, t = 0; step < 12; step++, t = step / 12) {
      const point = (share) => {
        const rest = 1 - share;
        return [rest * rest * x1 + 2 * rest * share * cx + share * share * x2, rest * rest * y1 + 2 * rest * share * cy + share * share * y2];
      };
      const distance = toSegment(px, py, ...point(t), ...point(t + 1 / 12));
      if (distance < least) [best, least] = [e, distance];
    }
  }
  return best;
}

function toSegment(px, py, ax, ay, bx, by) {
  const [dx, dy] = [bx - ax, by - ay];
  const share = Math.min(1, Math.max(0, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - share * dx, py - ay - share * dy);
}
