import { bodyLabels, headings } from './lexicon/headings.ts';
import type { Section } from './report-findings.ts';

/** A stretch of the report in one section; a heading itself belongs to none. */
export interface Part {
  readonly section: Section;
  readonly start: number;
  readonly end: number;
  /** True for what a heading opened; false for text that stands before any heading. */
  readonly headed: boolean;
}

const byHeading = new Map<string, Section | 'original'>();
for (const [section, names] of Object.entries(headings)) {
  for (const name of names) byHeading.set(name, section as Section | 'original');
}
const isBodyLabel = new Set(bodyLabels);

interface Mark {
  readonly start: number;
  readonly end: number;
  readonly section: Section | 'original' | 'body';
}

/**
 * Cuts a report at its headings. A heading stands at the beginning of a line (alone, or before a colon
 * or dash), or anywhere before a colon when it begins with a capital. What stands before any heading is
 * findings. A history, technique or comparison without later findings heading ends at an empty line.
 */
export function partsOf(text: string): readonly Part[] {
  const marks = marksOf(text);
  const parts: Part[] = [];
  let section: Section = 'findings';
  let at = 0;
  let headed = false;
  for (const mark of marks) {
    if (mark.section === 'body' && (!isBefore(section) || !headed)) continue;
    push(parts, section, at, mark.start, headed);
    section = mark.section === 'original' || mark.section === 'body' ? 'findings' : mark.section;
    headed = true;
    at = mark.section === 'body' ? mark.start : mark.end;
  }
  push(parts, section, at, text.length, headed);
  return endedByBlankLine(parts, text);
}

const isBefore = (section: Section) =>
  section === 'history' || section === 'technique' || section === 'comparison';

function push(parts: Part[], section: Section, start: number, end: number, headed: boolean): void {
  if (end > start) parts.push({ section, start, end, headed });
}

/** Without a findings heading below, an empty line after history or technique begins the findings. */
function endedByBlankLine(parts: readonly Part[], text: string): readonly Part[] {
  const lastFindings = parts.findLastIndex(
    ({ section, headed }) => section === 'findings' && headed,
  );
  return parts.flatMap((part, i) => {
    if (!part.headed || !isBefore(part.section) || i < lastFindings) return [part];
    const cut = emptyLineAfterWords(text, part);
    if (cut === undefined) return [part];
    return [
      { ...part, end: cut },
      { section: 'findings' as const, start: cut, end: part.end, headed: false },
    ];
  });
}

function emptyLineAfterWords(text: string, { start, end }: Part): number | undefined {
  let hasWords = false;
  for (let lineStart = start; lineStart < end;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? end : newline;
    const isEmpty = text.slice(lineStart, lineEnd).trim() === '';
    if (isEmpty && hasWords) return lineEnd < end ? lineEnd : undefined;
    hasWords ||= !isEmpty;
    lineStart = lineEnd + 1;
  }
  return undefined;
}

/** Longest heading that is looked for, in characters. */
const LONGEST = 48;

function marksOf(text: string): readonly Mark[] {
  const marks: Mark[] = [];
  let lineStart = 0;
  for (;;) {
    const newline = text.indexOf('\n', lineStart);
    const lineEnd = newline === -1 ? text.length : newline;
    markLine(text, lineStart, lineEnd, marks);
    if (newline === -1) return marks;
    lineStart = newline + 1;
  }
}

function markLine(text: string, start: number, end: number, marks: Mark[]): void {
  let at = start;
  // Decoration: markdown, bullets, table bars, numbers.
  while (at < end && /[\s#*_>|=~\-•·]/.test(text[at] ?? '')) at++;
  const head = text.slice(at, Math.min(end, at + LONGEST + 40));
  const lone = /^([^:]{2,48}?)[\s*_#=~:|.\-–]*$/.exec(head);
  if (lone?.[1] !== undefined && at + head.length === end) {
    const section = sectionNamed(lone[1]);
    if (section) {
      marks.push({ start, end, section });
      return;
    }
  }
  // A colon, a bar of a table, or a spaced dash closes a label; many may stand in one line.
  let from = at;
  for (let i = at; i < end; i++) {
    const sign = text[i] ?? '';
    if (sign !== ':' && sign !== '|' && !(/[-–—]/.test(sign) && /\s/.test(text[i + 1] ?? ' '))) {
      // A label is looked for behind the end of a sentence.
      if (/[.;!?|]/.test(sign) && sign !== '.') from = i + 1;
      else if (sign === '.' && /[\s\p{Lu}]/u.test(text[i + 1] ?? ' ')) from = i + 1;
      continue;
    }
    const label = labelBefore(text, Math.max(from, i - LONGEST), i, from === at && sign !== ':');
    if (label && (sign === ':' || label.start <= at + 2)) {
      let close = i + 1;
      while (close < end && /[*_:]/.test(text[close] ?? '')) close++;
      marks.push({ start: label.start, end: close, section: label.section });
    }
    from = i + 1;
  }
}

/** The longest heading that ends where the colon stands. */
function labelBefore(
  text: string,
  from: number,
  colon: number,
  needsLineStart: boolean,
): { start: number; section: Section | 'original' | 'body' } | undefined {
  const words = text.slice(from, colon);
  const starts: number[] = [];
  const pattern = /[\p{L}]/gu;
  for (const { index } of words.matchAll(pattern)) {
    if (index === 0 || /[^\p{L}\p{N}/'-]/u.test(words[index - 1] ?? '')) starts.push(index);
  }
  for (const start of starts) {
    const name = words.slice(start);
    const isWhole = words.slice(0, start).trim() === '';
    if (needsLineStart && !isWhole) return undefined;
    // Inside a line only a capital begins a heading: "no contrast: …" is not one.
    if (!isWhole && !/^\p{Lu}/u.test(name)) continue;
    const section = sectionNamed(name);
    if (section === 'body' && !isWhole) continue;
    if (section) return { start: from + start, section };
  }
  return undefined;
}

/** "Outside MRI 2025:", "Last scan:". */
const otherStudy =
  /^(?:last|prior|previous|earlier|outside|old|preceding|historical) (?:\p{L}+ )?(?:mri?|ct|scan|study|exam|examination|imaging|report|films?)(?: report| findings| of| dated| from| on)?$/u;

function sectionNamed(written: string): Section | 'original' | 'body' | undefined {
  const name = written
    .toLowerCase()
    .replace(/[*_#()[\]]/g, ' ')
    .replace(/\b(?:dated?|of|from)?\s*\d[\d/.:-]*.*$/, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^the /, '')
    .replace(/ (?:section|by .*|dr .*|#)$/, '')
    .trim();
  const known = byHeading.get(name);
  if (known) return known;
  if (otherStudy.test(name)) return 'comparison';
  if (
    isBodyLabel.has(name) ||
    /^(?:[lts]\d{1,2}\s?[-/–]\s?[ls]?\d{1,2})$/.test(written.trim().toLowerCase())
  ) {
    return 'body';
  }
  return undefined;
}
