/** A nerve root of one side. @typedef {{ side: 'left' | 'right', root: string }} Root */

const place = /\b(left|right|both|bilateral)\b|\b(L[2-5]|S1)\b(?![-–/](?:L\d|S1))/gi;
const disc = /\b(?:L\d|S1)\s*[-–/]\s*(?:L?\d|S1)\b/gi;

/** The roots with their sides that a text names: "left L5 and S1". A root without a side before it is none. */
export function rootsIn(text) {
  /** @type {Map<string, Root>} */
  const roots = new Map();
  /** @type {Root['side'][]} */
  let sides = [];
  for (const [word, side, root] of text.replace(disc, ' ').matchAll(place)) {
    if (side)
      sides = /left|right/i.test(word)
        ? [/left/i.test(word) ? 'left' : 'right']
        : ['left', 'right'];
    else
      for (const each of sides)
        roots.set(`${each} ${root}`, { side: each, root: root.toUpperCase() });
  }
  return [...roots.values()];
}

const EXAMINED = 'enhancing-root-differs-from-painful-root';
const topics = [EXAMINED, 'root-enhancement-after-six-months', 'root-enhancement-under-six-months'];

/**
 * The roots that a card names, of the report and of the examination. A card that says "same root as
 * examined" names one for both.
 * @returns {{ report: Root[], examined: Root[] }}
 */
export function rootsOfCard({ summary, detail = '', source }) {
  if (!topics.includes(source.topic.code)) return { report: [], examined: [] };
  const [ofReport, ...rest] = summary.split(/;|\bsame root as examined\b/i);
  const report = rootsIn(ofReport);
  const isSame = /same root as examined/i.test(summary);
  const [, chart = ''] = /usual chart (?:these belong to|gives to) ([^.]*)\./i.exec(detail) ?? [];
  const named = /examined/i.test(rest.join(' ')) ? rootsIn(rest.join(' ')) : rootsIn(chart);
  return { report, examined: isSame ? report : named };
}
