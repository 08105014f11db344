import type { FindingWords } from '../reading/lexicon.ts';
import type { Item } from './item.ts';
import { looksIn, type Looked, type SentenceContext } from './sentence.ts';
import type { ExaminedSide } from './sign.ts';

export type Columns = readonly [ExaminedSide, ExaminedSide];

/** A line that holds the two sides and nothing else is the head of a table: "R    L". */
export function columnsIn(items: readonly Item[]): Columns | undefined {
  const [first, second, ...rest] = items.filter(({ is }) => is !== 'comma');
  if (first?.is !== 'side' || second?.is !== 'side' || rest.length > 0) return undefined;
  return first.side !== second.side && first.side !== 'both' && second.side !== 'both'
    ? [first.side, second.side]
    : undefined;
}

/**
 * A line of such a table: a test, and a result in each column.
 *
 * @returns undefined where the line is none, so that it is read as a sentence.
 */
export function rowIn(
  items: readonly Item[],
  words: FindingWords,
  context: SentenceContext,
  columns: Columns | undefined,
): readonly Looked[] | undefined {
  if (!columns) return undefined;
  const cells = items
    .filter(({ is }) => is !== 'comma' && is !== 'colon')
    .map((cell) => asTouch(cell, words));
  if (cells.some(({ is }) => is === 'side')) return undefined;
  const results = cells.slice(-2);
  const tests = cells.slice(0, -2);
  if (results.length < 2 || tests.length === 0) return undefined;
  const columnsRead = results.map((result) => looksIn([...tests, result], words, context));
  const [one = [], other = []] = columnsRead;
  const isWhole = [one, other].every((looks) => looks.some(({ result }) => result !== undefined));
  // A cell that is a test itself makes it no row.
  if (!isWhole || one.length !== other.length) return undefined;
  return [one, other].flatMap((looks, column) =>
    looks.map((looked) => ({ ...looked, side: columns[column], hasOwnSide: true })),
  );
}

/** In a table that has its sides above, LT is light touch. */
function asTouch(cell: Item, { text, tokens }: FindingWords): Item {
  const { from, to } = cell;
  const written = text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
  if (cell.is !== 'side' || written !== 'LT') return cell;
  return { is: 'words', topics: new Set(['sensation']), from, to };
}
