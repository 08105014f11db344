import { contrastWords } from './contrast-words.ts';
import { PhraseTable, wordsAndSigns, type Piece } from '../phrases/phrase-table.ts';

/** Words like "the administration of" between a sign and its contrast. */
const MAX_SKIPPED = 8;

export type Kind = keyof typeof contrastWords;

const table = new PhraseTable<Kind>(contrastWords);

/** Words for one thing, and what they are to contrast. */
export interface Item {
  readonly kinds: ReadonlySet<Kind>;
  readonly text: string;
  /** Nothing stands between it and what is before it. */
  readonly isGlued: boolean;
}

const NONE: ReadonlySet<Kind> = new Set();

/** "WOCONTRAST": a sign and what it belongs to, written as one word. */
const inOne = /^(without|with|wwo|wo|w)((?:contrast|con|gad)\p{L}*)$/u;

/** The items of one part of a text, in their order; nothing is left out. */
export function itemsOf(part: string): readonly Item[] {
  const pieces = wordsAndSigns(part).flatMap((piece): readonly Piece[] => {
    const [, sign, contrast] = inOne.exec(piece.text) ?? [];
    if (sign === undefined || contrast === undefined) return [piece];
    return [
      { ...piece, text: sign },
      { text: contrast, isGlued: true },
    ];
  });
  const items: Item[] = [];
  for (let i = 0; i < pieces.length;) {
    const piece = pieces[i];
    if (!piece) break;
    const found = seriesSign(pieces, i) ??
      signBeforeSeries(pieces, i) ??
      table.longestAt(pieces, i) ?? { kinds: kindsOfOneWord(piece.text), length: 1 };
    const text = pieces.slice(i, i + found.length).map((one) => one.text);
    items.push({ kinds: found.kinds, text: text.join(' '), isGlued: piece.isGlued });
    i += found.length;
  }
  return items;
}

/** Words of agents are many; all that begin so are among them. */
const kindsOfOneWord = (word: string): ReadonlySet<Kind> =>
  /^gado\p{L}{3}/u.test(word) ? new Set<Kind>(['agent']) : NONE;

/** "C+" and "C-", the two series; not "C-spine", "C+T", nor "C- and L-spine". */
function seriesSign(
  pieces: readonly Piece[],
  at: number,
): { readonly kinds: ReadonlySet<Kind>; readonly length: number } | undefined {
  const [c, sign, next, further] = pieces.slice(at, at + 4);
  if (!/^(?:c|gd|gad|gado)$/.test(c?.text ?? '') || !sign?.isGlued || !/^[+\-−]$/.test(sign.text))
    return undefined;
  const isOther = next?.isGlued === true && /[\p{L}\p{N}]/u.test(next.text);
  if (isOther && !(next.text === c?.text && further?.isGlued === true)) return undefined;
  if (next?.isGlued === true && next.text === '/' && further?.text !== c?.text) return undefined;
  return { kinds: new Set([sign.text === '+' ? 'shortPlus' : 'shortMinus']), length: 2 };
}

/** "+C" and "-C", also one behind the other ("-C+C"); not "+C-spine", nor the dash of "L-C". */
function signBeforeSeries(
  pieces: readonly Piece[],
  at: number,
): { readonly kinds: ReadonlySet<Kind>; readonly length: number } | undefined {
  const [sign, c, next] = pieces.slice(at, at + 3);
  if (!/^[+\-−]$/.test(sign?.text ?? '') || c?.text !== 'c' || !c.isGlued) return undefined;
  const isBehindSeries =
    pieces[at - 1]?.text === 'c' && /^[+\-−]$/.test(pieces[at - 2]?.text ?? '');
  if (sign?.isGlued === true && !isBehindSeries) return undefined;
  if (next?.isGlued === true && !/^[+\-−,;.)/]$/.test(next.text)) return undefined;
  return { kinds: new Set([sign?.text === '+' ? 'shortPlus' : 'shortMinus']), length: 2 };
}

export const isOf = (item: Item | undefined, ...kinds: readonly Kind[]): boolean =>
  item !== undefined && kinds.some((kind) => item.kinds.has(kind));

/** First place from `at` on whose item is of none of the kinds; looks a few items far. */
export function skip(items: readonly Item[], at: number, ...kinds: readonly Kind[]): number {
  let i = at;
  while (i < at + MAX_SKIPPED && isOf(items[i], ...kinds)) i += 1;
  return i;
}

export const isEnd = (item: Item | undefined) => item === undefined || isOf(item, 'ending');
