/** How much of a text of the chart a card shows. */
export interface Limit {
  readonly words: number;
  readonly characters: number;
}

/** A word is a run of characters between blanks that holds a letter or a digit. */
const isWord = (run: string): boolean => /[\p{L}\p{N}]/u.test(run);

/** How many words a text has. */
export const countWords = (text: string): number => text.split(/\s+/).filter(isWord).length;

/** A text cut to what is read: at the end of a clause where one is near, with "…". */
export function cutToWords(text: string, limit: Limit): string {
  const runs = text.split(/\s+/).filter((run) => run !== '');
  const fits = fitting(runs, limit);
  if (fits === runs.length) return runs.join(' ');
  const [first = ''] = runs;
  if (fits === 0) return `${[...first].slice(0, limit.characters - 1).join('')}…`;
  const end = clauseEnd(runs, fits);
  return `${runs
    .slice(0, end)
    .join(' ')
    .replace(/(?<![\s,;:.–—-])[\s,;:.–—-]+$/, '')}…`;
}

/**
 * A sentence of the chart cut around what matters in it: of all stretches that are short enough and
 * hold the focus, the one with most telling words, and of these the first. Nothing is left out before
 * it by which the sentence denies or doubts.
 *
 * @param focus What must be among the words that are shown.
 * @param telling Words that should be.
 */
export function quoteAround(text: string, focus: RegExp, telling: RegExp, limit: Limit): string {
  const runs = text.split(/\s+/).filter((run) => run !== '');
  const at = runs.findIndex((run) => focus.test(run));
  if (at <= 0 || fitting(runs, limit) === runs.length) return cutToWords(text, limit);
  let best = { start: 0, score: -1 };
  for (let start = 0; start <= at; start += 1) {
    if (denies.test(runs.slice(0, start).join(' '))) break;
    const end = start + fitting(runs.slice(start), limit);
    if (end <= at) continue;
    const shown = runs.slice(start, end);
    const score =
      shown.filter((run) => telling.test(run)).length * 2 + (opensClause(runs, start) ? 1 : 0);
    if (score > best.score) best = { start, score };
  }
  const cut = cutToWords(runs.slice(best.start).join(' '), limit);
  return best.start === 0 ? cut : `…${cut}`;
}

const denies =
  /\b(?:no|not|non|without|never|neither|nor|denies|absence|absent|possibl[ey]|may|might|could|suspected|question\w*|versus|vs|if)\b|\?/i;

/** How many runs from the beginning stay within the limit, a sign for what is left out included. */
function fitting(runs: readonly string[], { words, characters }: Limit): number {
  let counted = 0;
  let length = 0;
  for (const [i, run] of runs.entries()) {
    counted += isWord(run) ? 1 : 0;
    length += [...run].length + (i === 0 ? 0 : 1);
    const isLast = i === runs.length - 1;
    if (counted > words || length > characters - (isLast ? 0 : 1)) return i;
  }
  return runs.length;
}

/** The last end of a clause in the second half of what fits; what fits when there is none. */
function clauseEnd(runs: readonly string[], fits: number): number {
  for (let end = fits; end > (3 * fits) / 4; end -= 1) if (opensClause(runs, end)) return end;
  return fits;
}

const opensClause = (runs: readonly string[], i: number): boolean =>
  i === 0 ||
  /[,;:.–—]$/.test(runs[i - 1] ?? '') ||
  /^(?:and|but|which|while|with|without|where|whereas|or|[–—-])$/i.test(runs[i] ?? '');
