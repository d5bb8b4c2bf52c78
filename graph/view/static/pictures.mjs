// What is on the stage, as a file: a picture of pixels, or a drawing of lines and text.

import { download, el } from "./dom.mjs";
import { painting } from "./painter.mjs";
import { CanvasPen, SvgPen } from "./pens.mjs";

const SHARPNESS = 2; // pixels of the file for one of the screen

export function savePng(scene, name) {
  const { width, height, look } = scene;
  const canvas = el("canvas", { width: width * SHARPNESS, height: height * SHARPNESS });
  const context = canvas.getContext("2d");
  context.scale(SHARPNESS, SHARPNESS);
  context.fillStyle = look.canvas;
  context.fillRect(0, 0, width, height);
  paint(new CanvasPen(context, look.family), scene);
  canvas.toBlob((blob) => download(fileName(name, "png"), blob), "image/png");
}

export function saveSvg(scene, name) {
  const pen = new SvgPen(scene.look.family);
  paint(pen, scene);
  const text = pen.document(scene.width, scene.height, scene.look.canvas);
  download(fileName(name, "svg"), new Blob([text], { type: "image/svg+xml" }));
}

function paint(pen, scene) {
  const strokes = painting(pen, scene);
  while (!strokes.next().done); // all at once
}

const fileName = (name, suffix) => `${name.replace(/[\\/:*?"<>|\s]+/g, "-").slice(0, 40) || "wenmai"}.${suffix}`;
