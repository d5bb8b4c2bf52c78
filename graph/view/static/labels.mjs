// Names on the map: broken into rows, and kept from lying over each other.

const wide = (character) => (character.codePointAt(0) > 0x2e7f ? 1 : 0.6);

export const widthOf = (text) => {
  let sum = 0;
  for (const character of text) sum += wide(character);
  return sum;
};

// Breaks a name into at most `most` rows of about `room` characters; what is left becomes "…".
export function rowsOf(name, room, most) {
  const characters = [...name.slice(0, 200).replace(/\s+/g, " ").trim()];
  const total = widthOf(characters);
  const needed = Math.max(1, Math.ceil(total / room));
  const length = needed > most ? room : total / needed + 0.6;
  const rows = [""];
  let used = 0;
  for (const character of characters) {
    if (used > 0 && used + wide(character) > length) {
      if (rows.length === most) {
        rows[most - 1] = `${[...rows[most - 1]].slice(0, -1).join("")}…`;
        return rows;
      }
      rows.push("");
      used = 0;
    }
    rows[rows.length - 1] += character;
    used += wide(character);
  }
  return rows;
}

// Boxes {left, top, right, bottom} that have been taken, found again by the cells they touch.
export class Boxes {
  #cells = new Map();
  #across = 96;
  #down = 32;

  *#touched(box) {
    for (let row = Math.floor(box.top / this.#down); row <= Math.floor(box.bottom / this.#down); row++) {
      for (let column = Math.floor(box.left / this.#across); column <= Math.floor(box.right / this.#across); column++) {
        yield row * 4096 + column;
      }
    }
  }

  isFree(box, except) {
    for (const cell of this.#touched(box)) {
      for (const other of this.#cells.get(cell) ?? []) {
        if (other.owner !== undefined && other.owner === except) continue;
        if (box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom) return false;
      }
    }
    return true;
  }

  take(box) {
    for (const cell of this.#touched(box)) {
      if (!this.#cells.has(cell)) this.#cells.set(cell, []);
      this.#cells.get(cell).push(box);
    }
  }
}

// Where a name may stand: right, left, below, above its mark.
export function spots(x, y, reach, width, height) {
  return [
    [x + reach, y - height / 2],
    [x - reach - width, y - height / 2],
    [x - width / 2, y + reach],
    [x - width / 2, y - reach - height],
    [x + reach * 0.7, y + reach * 0.6],
    [x - reach * 0.7 - width, y + reach * 0.6],
    [x + reach * 0.7, y - reach * 0.6 - height],
    [x - reach * 0.7 - width, y - reach * 0.6 - height],
  ].map(([left, top]) => ({ left, top, right: left + width, bottom: top + height }));
}
