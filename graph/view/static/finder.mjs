// Finds nodes by name, alias and pinyin (whole syllables, initials, or mixed: shaoxing, sx, shaox).

const plain = (text) => text.normalize("NFKC").toLowerCase();

// `readings` tells the pinyin of each character, "yue le"; the best matches come first.
export function makeFinder(model, readings) {
  const syllables = new Map(Object.entries(readings).map(([c, read]) => [c, read.split(" ")]));
  const entries = [];
  for (let node = 0; node < model.count; node++) {
    [model.name(node), ...model.aliases(node)].forEach((name, nth) => {
      entries.push({ node, name, nth, folded: plain(name) });
    });
  }

  function byPinyin(folded, wanted) {
    const characters = [...folded];
    for (let at = 0; at < characters.length; at++) {
      if (syllables.has(characters[at]) && spells(characters, at, wanted)) return at;
    }
    return -1;
  }

  function spells(characters, at, wanted) {
    if (wanted === "") return true;
    if (at === characters.length) return false;
    const read = syllables.get(characters[at]) ?? [characters[at]];
    return read.some(
      (syllable) =>
        syllable.startsWith(wanted) ||
        (wanted.startsWith(syllable) && spells(characters, at + 1, wanted.slice(syllable.length))) ||
        (wanted[0] === syllable[0] && spells(characters, at + 1, wanted.slice(1))),
    );
  }

  // 0 is best; Infinity: it is not in the name at all.
  function rankOf(folded, word) {
    const at = folded.indexOf(word);
    if (at >= 0) return at === 0 ? 0 : 2;
    const spelt = /^[a-z]+$/.test(word) ? byPinyin(folded, word) : -1;
    return spelt < 0 ? Infinity : spelt === 0 ? 3 : 4;
  }

  // Every word must be in the name. Returns [{node, alias}] with the alias that matched, or null for the name itself.
  return function find(text, most = 10) {
    const wanted = plain(text.trim());
    if (!wanted) return [];
    const words = wanted.split(/[\s']+/).filter(Boolean);
    const best = new Map();
    for (const { node, name, nth, folded } of entries) {
      const rank = Math.max(...words.map((word) => rankOf(folded, word)), folded === wanted ? 0 : 1);
      if (rank === Infinity) continue;
      const score = rank * 2 + (nth > 0);
      if (score < (best.get(node)?.score ?? Infinity)) best.set(node, { node, alias: nth ? name : null, score });
    }
    return [...best.values()]
      .sort((a, b) => a.score - b.score || model.ties[b.node] - model.ties[a.node] || a.node - b.node)
      .slice(0, most);
  };
}
