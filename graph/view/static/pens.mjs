// Two pens that know the same strokes: one for the screen and PNG, one that writes SVG.

const TURN = 2 * Math.PI;

export class CanvasPen {
  constructor(context, family) {
    this.context = context;
    this.family = family;
  }

  begin() {
    this.context.beginPath();
  }

  line(x1, y1, x2, y2) {
    this.context.moveTo(x1, y1);
    this.context.lineTo(x2, y2);
  }

  curve(x1, y1, cx, cy, x2, y2) {
    this.context.moveTo(x1, y1);
    this.context.quadraticCurveTo(cx, cy, x2, y2);
  }

  circle(x, y, radius) {
    this.context.moveTo(x + radius, y);
    this.context.arc(x, y, radius, 0, TURN);
  }

  polygon(points) {
    this.context.moveTo(...points[0]);
    for (let n = 1; n < points.length; n++) this.context.lineTo(...points[n]);
    this.context.closePath();
  }

  stroke({ colour, width = 1, dash = [], alpha = 1 }) {
    const { context } = this;
    context.globalAlpha = alpha;
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.setLineDash(dash);
    context.stroke();
  }

  fill({ colour, alpha = 1 }) {
    this.context.globalAlpha = alpha;
    this.context.fillStyle = colour;
    this.context.fill();
  }

  // `angle` turns the text around (x, y); `align` is left, center or right; y is its middle.
  text(text, x, y, style) {
    const { context } = this;
    const { size, weight = 400, colour, halo, align = "center", angle = 0, alpha = 1 } = style;
    context.font = `${weight} ${size}px ${this.family}`;
    context.textAlign = align;
    context.textBaseline = "middle";
    context.globalAlpha = alpha;
    context.setLineDash([]);
    context.lineJoin = "round";
    context.lineWidth = 3.5;
    context.strokeStyle = halo;
    context.fillStyle = colour;
    if (angle) {
      context.save();
      context.translate(x, y);
      context.rotate(angle);
    }
    const [left, top] = angle ? [0, 0] : [x, y];
    if (halo) context.strokeText(text, left, top);
    context.fillText(text, left, top);
    if (angle) context.restore();
  }
}

const escapes = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
// What XML cannot hold at all is left out.
const safe = (text) => text.toWellFormed().replace(/[^\t\n\r\u0020-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[&<>"']/g, (c) => escapes[c]);
const round = (number) => Math.round(number * 10) / 10;
const ANCHORS = { left: "start", center: "middle", right: "end" };

export class SvgPen {
  #parts = [];
  #path = "";

  constructor(family) {
    this.family = family;
  }

  begin() {
    this.#path = "";
  }

  line(x1, y1, x2, y2) {
    this.#path += `M${round(x1)} ${round(y1)}L${round(x2)} ${round(y2)}`;
  }

  curve(x1, y1, cx, cy, x2, y2) {
    this.#path += `M${round(x1)} ${round(y1)}Q${round(cx)} ${round(cy)} ${round(x2)} ${round(y2)}`;
  }

  circle(x, y, radius) {
    const r = round(radius);
    this.#path += `M${round(x + radius)} ${round(y)}a${r} ${r} 0 1 1 ${-2 * r} 0a${r} ${r} 0 1 1 ${2 * r} 0z`;
  }

  polygon(points) {
    this.#path += `M${points.map(([x, y]) => `${round(x)} ${round(y)}`).join("L")}z`;
  }

  stroke({ colour, width = 1, dash = [], alpha = 1 }) {
    if (!this.#path) return;
    const dashes = dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : "";
    this.#parts.push(`<path d="${this.#path}" fill="none" stroke="${colour}" stroke-width="${width}"${dashes} opacity="${alpha}"/>`);
  }

  fill({ colour, alpha = 1 }) {
    if (this.#path) this.#parts.push(`<path d="${this.#path}" fill="${colour}" opacity="${alpha}"/>`);
  }

  text(text, x, y, { size, weight = 400, colour, halo, align = "center", angle = 0, alpha = 1 }) {
    const at = `x="${round(x)}" y="${round(y)}"`;
    const turn = angle ? ` transform="rotate(${round((angle * 180) / Math.PI)} ${round(x)} ${round(y)})"` : "";
    const around = halo ? ` stroke="${halo}" stroke-width="3.5" stroke-linejoin="round" paint-order="stroke"` : "";
    this.#parts.push(
      `<text ${at}${turn} font-size="${size}" font-weight="${weight}" fill="${colour}"${around} ` +
        `text-anchor="${ANCHORS[align]}" dominant-baseline="central" opacity="${alpha}">${safe(text)}</text>`,
    );
  }

  document(width, height, background) {
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" ` +
      `font-family="${safe(this.family)}"><rect width="100%" height="100%" fill="${background}"/>${this.#parts.join("\n")}</svg>`
    );
  }
}
