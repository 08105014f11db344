/** A stretch of the text, as offsets. */
export type Span = readonly [start: number, end: number];

/** One cell to be read: the words that label it, then its own. */
export interface Cell {
  readonly labels: readonly Span[];
  readonly cell: Span;
}

/** Cells of a row and characters of a label that are read. */
const MOST_CELLS = 40;
const LONGEST_LABEL = 120;
const shortened = ([start, end]: Span): Span => [start, Math.min(end, start + LONGEST_LABEL)];

/** Cells of a row that is written with bars; undefined for any other line. */
export function cellsOf(text: string, [start, end]: Span): readonly Span[] | undefined {
  const bar = text.indexOf('|', start);
  if (bar === -1 || bar >= end) return undefined;
  const cells: Span[] = [];
  let from = start;
  for (let i = start; i <= end; i++) {
    if (i < end && text[i] !== '|') continue;
    cells.push([from, i]);
    from = i + 1;
  }
  // A bar at either end of the line opens no cell of its own.
  if (cells.length > 1 && text.slice(...(cells[0] ?? [0, 0])).trim() === '') cells.shift();
  if (cells.length > 1 && text.slice(...(cells.at(-1) ?? [0, 0])).trim() === '') cells.pop();
  return cells.length >= 2 ? cells : undefined;
}

/** Columns that only blanks part: two blanks or a tab between cells; undefined for any other line. */
export function columnsOf(text: string, [start, end]: Span): readonly Span[] | undefined {
  if (end - start > LONGEST_COLUMNS) return undefined;
  const cells: Span[] = [];
  let from = -1;
  for (let i = start; i <= end; i++) {
    const isBlank = i === end || text[i] === ' ' || text[i] === '\t';
    if (!isBlank) {
      if (from === -1) from = i;
      continue;
    }
    const parts = i === end || text[i] === '\t' || text[i + 1] === ' ' || text[i + 1] === '\t';
    if (from === -1 || !parts) continue;
    cells.push([from, i]);
    from = -1;
  }
  const isShort = cells.every(([a, b]) => b - a <= LONGEST_IN_COLUMN);
  return cells.length >= 2 && isShort ? cells : undefined;
}
/** Characters of a line of columns, and of one cell in it. */
const LONGEST_COLUMNS = 160;
const LONGEST_IN_COLUMN = 32;

export const isRule = (text: string, [start, end]: Span) =>
  /^[\s|:+=-]{3,}$/.test(text.slice(start, Math.min(end, start + 400)));

const answer =
  /^\s*(?:yes|no|present|absent|possible|normal|abnormal|y|n|nil|uncertain|equivocal)\s*$/i;
/** Headings that say nothing of their column. */
const generic =
  /^\s*(?:results?|findings?|value|comments?|assessment|status|details?|answer|description|report|remarks?)\s*$/i;
const isSideColumn = /^\s*(?:side|laterality)\s*$/i;
const denies = /^\s*(?:no|absent|normal|n|nil)\s*$/i;
const ticked = /^\s*(?:x|✓|✔|☒|☑|\*|yes|y|\+)\s*$/i;

/**
 * What to read of a row: each cell with the label of its row and the heading of its column. A mark
 * under a column "Yes" or "No" is an answer to the row's label.
 */
export function readingsOf(
  text: string,
  row: readonly Span[],
  header: readonly Span[] | undefined,
): readonly Cell[] {
  const [first, ...rest] = row;
  const label = first && shortened(first);
  if (!label) return [];
  // "Enhancement | ✓ | | S1 left": what the comment says belongs to the answer that is ticked.
  const tickedAt = rest.findIndex((cell, i) => {
    const heading = header?.[i + 1];
    return heading && answer.test(text.slice(...heading)) && ticked.test(text.slice(...cell));
  });
  const chosen = tickedAt === -1 ? undefined : header?.[tickedAt + 1];
  // A column of sides says of which the other cells of the row speak.
  const sideAt =
    header?.findIndex((cell) => isSideColumn.test(text.slice(...shortened(cell)))) ?? -1;
  const side = sideAt > 0 ? row[sideAt] : undefined;
  const about = side ? [label, shortened(side)] : [label];
  return rest.slice(0, MOST_CELLS).flatMap((cell, i) => {
    if (side && i + 1 === sideAt) return [];
    const wide = header?.[i + 1];
    const heading = wide && shortened(wide);
    const written = text.slice(...cell);
    if (heading && answer.test(text.slice(...heading))) {
      return ticked.test(written) ? [{ labels: [label], cell: heading }] : [];
    }
    if (/^[–-]?$/.test(written.trim())) return [];
    if (chosen && (!heading || generic.test(text.slice(...heading)))) {
      return denies.test(text.slice(...chosen)) ? [] : [{ labels: [label, chosen], cell }];
    }
    const isNamed = heading && !generic.test(text.slice(...heading));
    return [{ labels: isNamed ? [...about, heading] : about, cell }];
  });
}

/** Columns have headings when the first row of three or more cells is followed by a rule, or names no value. */
export function isHeader(text: string, row: readonly Span[], next: Span | undefined): boolean {
  if (next && isRule(text, next)) return true;
  const names = row.map((span) =>
    text
      .slice(...span)
      .trim()
      .toLowerCase(),
  );
  const isPair =
    row.length === 2 &&
    /^(?:enhancement|enhancing|thickening|thickened|displacement|displaced|swelling|uptake)\??$/.test(
      (names[1] ?? '')
        .replace(/\([^()]{0,80}\)$/, '')
        .trimEnd()
        .replace(/^(?:nerve )?(?:root )?(?:contrast )?/, ''),
    );
  return (
    (row.length >= 3 || isPair) &&
    /^(?:levels?|segments?|discs?|disc level|structure|finding|findings|feature|item|parameter|root|roots|side|)$/.test(
      names[0] ?? '?',
    ) &&
    names.every((name) => name.length <= 30 && !/\d/.test(name))
  );
}
