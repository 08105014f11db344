import type { ReportSentence } from '../findings/report-findings.ts';
import { partsOf } from './sections.ts';
import { startsWithAnswer } from '../notation/forms.ts';
import {
  cellsOf,
  columnsOf,
  isHeader,
  isRule,
  readingsOf,
  type Cell,
  type Span,
} from './tables.ts';

/** A sentence, with the stretch of lines it belongs to: a level's paragraph, a list item, a row. */
export interface PlacedSentence extends ReportSentence {
  /** Sentences with one number stand in one line, list item or wrapped paragraph. */
  readonly block: number;
  /** Of a table row: its cells, each with what labels it. */
  readonly cells?: readonly Cell[];
}

/**
 * Splits a report into sentences, list items and table rows, with offsets. A line that was broken by
 * its width goes on in the next. A decimal, a level, a date or an abbreviation does not end a sentence;
 * a full stop without a blank ("ENHANCES.NO") does.
 */
export function sentencesOf(text: string): readonly PlacedSentence[] {
  const sentences: PlacedSentence[] = [];
  let block = 0;
  for (const { section, start, end } of partsOf(text)) {
    const blocks = blocksOf(text, start, end);
    let header: readonly Span[] | undefined;
    let title: Span | undefined;
    let before: Span | undefined;
    blocks.forEach((span, i) => {
      if (isRule(text, span)) return;
      block++;
      const opened = header ? undefined : blankHeader(text, span, blocks[i + 1]);
      const row = cellsOf(text, span) ?? rowBelow(text, span, header);
      if (!row && !opened) [header, title] = [undefined, undefined];
      const above = before;
      before = span;
      if (opened) {
        [header, title] = [opened, titleIn(text, above)];
        return;
      }
      const push = ([from, to]: Span, cells?: readonly Cell[]) => {
        const quoted = text.slice(from, to);
        sentences.push({
          text: quoted,
          start: from,
          end: to,
          section,
          block,
          ...(cells && { cells }),
        });
      };
      if (row && !header && isHeader(text, row, blocks[i + 1])) {
        [header, title] = [row, titleIn(text, above)];
        return;
      }
      const trimmed = trimmedSpan(text, span);
      if (row && (header || row.length > 2) && trimmed)
        push(trimmed, titled(readingsOf(text, row, header), title));
      else for (const sentence of sentenceSpans(text, ...span)) push(sentence);
    });
  }
  return sentences;
}

/** "Root enhancement" above a table says what its cells are of. */
function titleIn(text: string, span: Span | undefined): Span | undefined {
  const line = span && text.slice(...span).trim();
  return line && line.length <= 60 && !/[.|]/.test(line) && /enhanc|uptake/i.test(line)
    ? span
    : undefined;
}

const titled = (cells: readonly Cell[], title: Span | undefined): readonly Cell[] =>
  title ? cells.map(({ labels, cell }) => ({ labels: [title, ...labels], cell })) : cells;

/** Words, and below them a line with one cell more or as many: the headings of columns that blanks part. */
function blankHeader(
  text: string,
  span: Span,
  next: Span | undefined,
): readonly Span[] | undefined {
  const columns = next && columnsOf(text, span);
  const below = columns && columnsOf(text, next);
  if (!columns || !below) return undefined;
  const isNamed = columns.every((cell) => /^[\p{L} ()]+$/u.test(text.slice(...cell)));
  const isRow = /^(?:[LS]\d|left|right|root)/i.test(text.slice(...(below[0] ?? [0, 0])));
  if (!isNamed || !isRow) return undefined;
  if (below.length === columns.length) return columns;
  const empty: Span = [span[0], span[0]];
  return below.length === columns.length + 1 ? [empty, ...columns] : undefined;
}

/** A line below such headings that has as many cells. */
function rowBelow(
  text: string,
  span: Span,
  header: readonly Span[] | undefined,
): readonly Span[] | undefined {
  const columns = header && columnsOf(text, span);
  return columns?.length === header?.length ? columns : undefined;
}

const bullet =
  /^\s*(?:[-*•·▪◦●○‣>+–—]+|\(?\d{1,2}[.)\]](?!\d)|\(?[a-hA-H][.)](?=\s)|\(?[ivx]{1,4}[.)](?=\s))\s*/;
const functionWord =
  /\b(?:of|the|a|an|and|or|nor|with|without|no|at|in|on|to|from|is|are|was|left|right|for|by|than|both|not|nerve|along|mild|moderate|level|levels|post)$/i;

/** Lines that belong together: wrapped prose is one block; a bullet, a row, a labelled line its own. */
function blocksOf(text: string, start: number, end: number): readonly Span[] {
  const blocks: [number, number][] = [];
  let lineStart = start;
  let open: [number, number] | undefined;
  let lastLine = '';
  while (lineStart <= end) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 || newline > end ? end : newline;
    const line = text.slice(lineStart, lineEnd);
    if (line.trim() === '') {
      open = undefined;
    } else if (open && goesOn(lastLine, line)) {
      open[1] = lineEnd;
    } else {
      open = [lineStart + (bullet.exec(line)?.[0].length ?? 0), lineEnd];
      blocks.push(open);
    }
    if (line.trim() !== '') lastLine = line;
    lineStart = lineEnd + 1;
  }
  return blocks;
}

/** Two gaps, or one that is wide: a line of columns. */
const inColumns = /\S(?: {3,}|\t)\S/;

function goesOn(line: string, next: string): boolean {
  const before = line.trimEnd();
  const after = next.trimStart();
  if (bullet.test(next) || after.includes('|') || before.includes('|')) return false;
  if (inColumns.test(before) && inColumns.test(after)) return false;
  if (/[.;:!?|]$/.test(before)) return false;
  if (/^[\p{L}\p{N}][^:.]{0,40}:/u.test(after)) return false;
  if (/^\p{Ll}/u.test(after)) return true;
  if (/^[^.:]{1,60}\?\s+\p{L}/u.test(after) && /^[^.:]{1,80}\?\s+\p{L}/u.test(before)) return false;
  // "Clumping: no" ends its line, "there is no" does not.
  if (before.endsWith(',') || functionWord.test(before.slice(-12)))
    return !/[:?|=]\s*no$/i.test(before);
  return before.length >= 60;
}

const abbreviation =
  /(?:\b(?:i\.e|e\.g|vs|approx|cf|ca|dr|drs|mr|mrs|ms|prof|fig|no|nos|st|resp|incl|excl|viz|etc|lt|rt|w\.r\.t|dept|ref|s\.o|e\.o)|\b[a-z])\.$/i;

/** Ends of sentences inside one block. */
function sentenceSpans(text: string, start: number, end: number): readonly Span[] {
  const spans: Span[] = [];
  let from = start;
  const isDictated = speaksItsStops(text.slice(start, end));
  for (let i = start; i < end; i++) {
    const sign = text[i] ?? '';
    const code = text.charCodeAt(i);
    // Letters, digits and most marks end nothing.
    if (code > 63 && code < 128 && !isDictated) continue;
    if (isDictated && (sign === 'p' || sign === 'P' || sign === 'f' || sign === 'F')) {
      const spoken = spokenStopAt(text, i, end);
      if (spoken > 0) {
        add(spans, text, from, i);
        from = i + spoken;
        i = from - 1;
        continue;
      }
    }
    if (beginsWithoutStop(text, i, end)) {
      add(spans, text, from, i);
      from = i + 1;
      continue;
    }
    const isEnd =
      (sign === '.' && endsSentence(text, from, i, end)) ||
      ((sign === '!' || sign === '?') && endsQuestion(text, i, end));
    if (!isEnd) continue;
    let to = i + 1;
    while (to < end && /[.!?"')\]]/.test(text[to] ?? '')) to++;
    add(spans, text, from, to);
    from = to;
    i = to - 1;
  }
  add(spans, text, from, end);
  return spans;
}

/** "… enhances after contrast No recurrent HNP The left S1 root …": capitals where the stops are missing. */
function beginsWithoutStop(text: string, blank: number, end: number): boolean {
  const next = text[blank + 1];
  if (next !== 'T' && next !== 'N' && next !== 'B') return false;
  return (
    /\s/.test(text[blank] ?? '') &&
    /[\p{L}\d)]/u.test(text[blank - 1] ?? '') &&
    /^(?:(?:The|There|This|Both) \p{Ll}|No (?:\p{Ll}|\p{Lu}{2,5}\b))/u.test(
      text.slice(blank + 1, Math.min(end, blank + 14)),
    )
  );
}

const spokenStop = /^(?:period|full stop|fullstop|point new line)(?=[\s.,;]|$)/i;

/** "… disc period no scar period": the stops were dictated as words. */
const speaksItsStops = (text: string) =>
  /period|stop/i.test(text) &&
  (text.match(/\b(?:period|full ?stop)\b/gi)?.length ?? 0) >= 2 &&
  (text.match(/[.;]\s/g)?.length ?? 0) <= 1;

/** Length of a spoken stop that begins here; 0 when none does. */
function spokenStopAt(text: string, at: number, end: number): number {
  if (at > 0 && !/\s/.test(text[at - 1] ?? '')) return 0;
  return spokenStop.exec(text.slice(at, Math.min(end, at + 20)))?.[0].length ?? 0;
}

/** A question mark before a word ("?arachnoiditis") is a query, not an end. */
function endsQuestion(text: string, at: number, end: number): boolean {
  const next = text[at + 1] ?? ' ';
  if (/\p{L}/u.test(next) || startsWithAnswer(text.slice(at + 1, at + 16))) return false;
  return at + 1 >= end || /^\s+(?:\p{Lu}|$)/u.test(text.slice(at + 1, at + 12));
}

function endsSentence(text: string, from: number, at: number, end: number): boolean {
  const next = text[at + 1] ?? ' ';
  const before = text.slice(Math.max(from, at - 12), at + 1);
  if (at + 1 >= end) return true;
  // "Nerve roots ....... normal"
  if (next === '.' || /\.\.\.$/.test(before)) return false;
  if (/\d/.test(next)) return false;
  if (/\s/.test(next)) {
    // "No. 3", "approx. 4 mm", "L. Smith"; "no." as the answer of a form ends its line anyway.
    if (/[:|?=]\s*[yn]\.$/i.test(before)) return true;
    // "MRI LUMBAR SPINE +C."
    if (/[+-]\s?C\.$/.test(before)) return true;
    // "root enh. -", "enh. of S1"; not "no enh. Scar is seen."
    if (/\b(?:enh|displ)\.$/i.test(before))
      return /^\s+\p{Lu}\p{Ll}/u.test(text.slice(at + 1, at + 8));
    if (abbreviation.test(before) && !/\b(?:[ls]\d|mm|cm)\.$/i.test(before)) {
      return /\bno\.$/i.test(before) ? !/^\s*\d/.test(text.slice(at + 1, at + 6)) : false;
    }
    return true;
  }
  // Dictated without blanks: a word of three letters or a level, a stop, a capital.
  return /(?:\p{L}{3}|[LS]\d|\d[-/]\d|mm|cm)\.$/iu.test(before) && /\p{Lu}/u.test(next);
}

function add(spans: Span[], text: string, from: number, to: number): void {
  const span = trimmedSpan(text, [from, to]);
  if (span) spans.push(span);
}

/** Without blanks and decoration at its ends; undefined when nothing is left. */
function trimmedSpan(text: string, [from, to]: Span): Span | undefined {
  let [start, end] = [from, to];
  while (start < end && /[\s|*_#;,]/.test(text[start] ?? '')) start++;
  while (end > start && /[\s|*_]/.test(text[end - 1] ?? '')) end--;
  return end > start && /[\p{L}\p{N}?]/u.test(text.slice(start, end)) ? [start, end] : undefined;
}
