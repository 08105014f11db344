import { headingsInLine, tellsFinding } from './run-on.ts';
import type { Mark } from './section-mark.ts';
import { reportWords } from '../lexicon/report-words.ts';
import type { Section } from '../findings/report-findings.ts';

/** A stretch of the report in one section; a heading itself belongs to none. */
export interface Part {
  readonly section: Section;
  readonly start: number;
  readonly end: number;
  /** True for what a heading opened; false for text that stands before any heading. */
  readonly headed: boolean;
  /** Opened by the label of a line of findings ("Discs:"), not by a heading. */
  readonly isLabelled?: boolean;
}

/**
 * Cuts a report at its headings. A heading stands at the beginning of a line (alone, or before a colon
 * or dash), or anywhere before a colon when it begins with a capital. What stands before any heading is
 * findings. A history, technique or comparison without later findings heading ends at an empty line.
 */
export function partsOf(text: string): readonly Part[] {
  const marks = inAuthority(marksOf(text));
  const parts: Part[] = [];
  let section: Section = 'findings';
  let at = 0;
  let headed = false;
  let isLabelled = false;
  for (const mark of marks) {
    if (mark.section === 'body' && (!isBefore(section) || !headed)) continue;
    push(parts, section, at, mark.start, headed, isLabelled);
    isLabelled = mark.section === 'body';
    section = mark.section === 'original' || mark.section === 'body' ? 'findings' : mark.section;
    headed = true;
    at = mark.section === 'body' ? mark.start : mark.end;
  }
  push(parts, section, at, text.length, headed, isLabelled);
  return endedByBlankLine(parts, text);
}

/**
 * A final report below a preliminary one overrides it as an addendum does; what stands below an addendum
 * that ends a report belongs to the addendum, until the original report begins.
 */
function inAuthority(marks: readonly Mark[]): readonly Mark[] {
  let isPreliminary = false;
  let hasBody = false;
  let isAdded = false;
  return marks.map((mark, i) => {
    const hasLater = marks.slice(i + 1, i + 12).some(({ section: later }) => later === 'findings');
    const { name, section } = mark;
    if (section === 'original') isAdded = false;
    // Before anything was seen, "Diagnosis" is what the patient came with.
    if (!hasBody && /^(?:diagnosis|summary|background|assessment)$/.test(name) && hasLater)
      return { ...mark, section: 'history' };
    if (
      /^(?:preliminary|prelim|provisional|wet read|on-?call|registrar|resident|initial)/.test(name)
    ) {
      isPreliminary = true;
      if (/ text$|superseded/.test(name)) return { ...mark, section: 'comparison' };
      return { ...mark, section: 'findings' };
    }
    const isFinal =
      /^(?:final|verified|attending|consultant)/.test(name) &&
      name !== 'final impression' &&
      name !== 'final diagnosis';
    if (isFinal && isPreliminary) isAdded = true;
    else if (name === 'final' || (isFinal && section === 'addendum' && !hasBody))
      return { ...mark, section: 'findings' };
    else if (section === 'addendum' && hasBody) isAdded = true;
    if (section === 'findings' || section === 'impression' || section === 'body') hasBody = true;
    const speaks = section === 'findings' || section === 'impression' || section === 'addendum';
    return isAdded && speaks ? { ...mark, section: 'addendum' } : mark;
  });
}

const isBefore = (section: Section) =>
  section === 'history' || section === 'technique' || section === 'comparison';

function push(
  parts: Part[],
  section: Section,
  start: number,
  end: number,
  headed: boolean,
  isLabelled: boolean,
): void {
  if (end > start) parts.push({ section, start, end, headed, isLabelled });
}

/** Without a findings heading below, an empty line after history or technique begins the findings. */
function endedByBlankLine(parts: readonly Part[], text: string): readonly Part[] {
  const lastFindings = parts.findLastIndex(
    ({ section, headed }) => section === 'findings' && headed,
  );
  const lastHeaded = parts.findLastIndex(
    ({ section, headed, isLabelled }) => section === 'findings' && headed && isLabelled !== true,
  );
  return parts.flatMap((part, i) => {
    if (!part.headed || !isBefore(part.section)) return [part];
    const isAbove = i < lastFindings && !isAnswered(text, part);
    if (isAbove && i < lastHeaded) return [part];
    const cut = emptyLineAfterWords(text, part) ?? endOfFirstLine(text, part);
    if (cut === undefined) return [part];
    // Above lines with labels, what stands below the heading's own line must tell what is seen.
    const line = text.slice(cut, Math.min(part.end, cut + 240)).trimStart();
    if (isAbove && !tellsFinding(line)) return [part];
    return [
      { ...part, end: cut },
      { section: 'findings' as const, start: cut, end: part.end, headed: false },
    ];
  });
}

/** "Contrast: Y" is answered on its line; what stands below is of something else. */
const isAnswered = (text: string, { start, end, section }: Part): boolean =>
  section === 'technique' &&
  /^[ \t]*(?:y|n|yes|no|none|nil|given|administered|not given)\b[^\n]{0,12}\n/i.test(
    text.slice(start, Math.min(end, start + 40)),
  );

/** "Reason: weakness", then a line of its own: the heading was for its line only. */
function endOfFirstLine(text: string, { start, end }: Part): number | undefined {
  let lineStart = start;
  for (;;) {
    const newline = text.indexOf('\n', lineStart);
    if (newline === -1 || newline >= end) return undefined;
    const line = text.slice(lineStart, newline).trim();
    // A heading alone on its line is for all that follows.
    if (line === '' && lineStart === start) return undefined;
    const next = text.slice(newline + 1, newline + 3);
    const goesOn =
      /^\p{Ll}/u.test(next) ||
      (line.length >= 60 &&
        !/[.;:!?]$/.test(line) &&
        !tellsFinding(text.slice(newline + 1, Math.min(end, newline + 240))));
    if (!goesOn) return newline;
    lineStart = newline + 1;
  }
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
  const own: Mark[] = [];
  markLabels(text, start, end, own);
  own.push(...headingsInLine(text, start, end, own.length > 0));
  // Of one line only: sorting all of them at every line would grow as a square.
  if (own.length > 1) own.sort((a, b) => a.start - b.start);
  for (const mark of own) marks.push(mark);
}

/** Decoration before and behind a heading. */
const opening = ' \t\r\n\f\v\u00a0#*_>|=~-•·';
const closing = ' \t\r\n\f\v\u00a0*_#=~:|.-–';

/** What stands alone on its line, without decoration; undefined when that is too long for a heading. */
function loneIn(text: string, start: number, end: number): string | undefined {
  let last = end;
  while (last > start && closing.includes(text[last - 1] ?? '')) last--;
  if (last - start < 2 || last - start > LONGEST) return undefined;
  const lone = text.slice(start, last);
  return lone.includes(':') ? undefined : lone;
}

function markLabels(text: string, start: number, end: number, marks: Mark[]): void {
  let at = start;
  // Decoration: markdown, bullets, table bars, numbers.
  while (at < end && opening.includes(text[at] ?? '')) at++;
  const lone = loneIn(text, at, end);
  if (lone !== undefined) {
    const section = sectionNamed(lone);
    const name = plainName(lone);
    // "Comparison 11 weeks ago": the date is what it holds, and the heading is for its line.
    const isDated = section === 'comparison' && lone.trim().length > name.length + 2;
    if (section && !isDated) {
      marks.push({ start, end, section, name });
      return;
    }
  }
  // A colon, a bar of a table, or a spaced dash closes a label; many may stand in one line.
  let from = at;
  for (let i = at; i < end; i++) {
    const code = text.charCodeAt(i);
    if (code > 63 && code < 124) continue;
    const sign = text[i] ?? '';
    const isDash = (sign === '-' || sign === '–' || sign === '—') && /\s/.test(text[i + 1] ?? ' ');
    if (sign !== ':' && sign !== '|' && !isDash) {
      // A label is looked for behind the end of a sentence.
      if (sign === ';' || sign === '!' || sign === '?') from = i + 1;
      else if (sign === '.' && /[\s\p{Lu}]/u.test(text[i + 1] ?? ' ')) from = i + 1;
      continue;
    }
    // "…; contrast: no enhancement" goes on with its line.
    const goesOn = text[from - 1] === ';' && /^\s*\p{Ll}/u.test(text.slice(from, from + 4));
    const label = goesOn
      ? undefined
      : labelBefore(text, Math.max(from, i - LONGEST), i, from === at && sign !== ':');
    // A cell of a table is a heading only beside one long cell: "Findings | The roots …".
    const isColumn =
      sign === '|' &&
      ((text.indexOf('|', i + 1) !== -1 && text.indexOf('|', i + 1) < end) || end - i < 24);
    if (label && !isColumn && (sign === ':' || label.start <= at + 2)) {
      let close = i + 1;
      while (close < end && /[*_:]/.test(text[close] ?? '')) close++;
      const name = plainName(text.slice(label.start, i));
      marks.push({ start: label.start, end: close, section: label.section, name });
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
  /^(?:last|prior|previous|earlier|outside|old|preceding|historical|referring|external|their) (?:\p{L}+ )?(?:mri?|ct|scan|study|exam|examination|imaging|report|films?|impression|conclusion|interpretation|read|reading|opinion)(?: report| findings| of| dated| from| on)?$/u;
/** "Our interpretation:": what is read here, beside what another said. */
const ours = /^(?:our|my|present|current) (?=\p{L}+$)/u;

function sectionNamed(written: string): Section | 'original' | 'body' | undefined {
  const name = plainName(written);
  // "EXAM 1 MRI lumbar 02/2026 with gad:" tells, it does not head.
  if (/\d.{0,200}\b(?:mri?|ct|with|without|contrast|gad\w*)\b/i.test(written)) return undefined;
  const { headings, bodyLabels } = reportWords();
  const known =
    headings.get(name) ??
    headings.get(name.replace(ours, '')) ??
    headings.get(name.replace(/^l/, 'i').replace(/^fl/, 'fi'));
  if (known) return known;
  if (otherStudy.test(name)) return 'comparison';
  if (bodyLabels.has(name) || /^[lts]\d{1,2}\s?[-/–]\s?[ls]?\d{1,2}$/.test(name)) return 'body';
  return undefined;
}

function plainName(written: string): string {
  const level = written.trim().toLowerCase();
  if (onlyWords.test(level)) return withoutEnds(level);
  if (/^[lts]\d{1,2}\s?[-/–]\s?[ls]?\d{1,2}$/.test(level)) return level;
  return level
    .replace(/\([^)]*\)?/g, ' ')
    .replace(/[*_#()[\]]/g, ' ')
    .replace(/\b(?:dated?|of|from)?\s*\d[^]*$/, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^the /, '')
    .replace(/ (?:section|by .*|dr .*|#)$/, '')
    .trim();
}

/** Words with single blanks: most of what is asked for. */
const onlyWords = /^[a-z]+(?: [a-z]+){0,8}$/;
const withoutEnds = (name: string) =>
  name.includes(' ')
    ? name
        .replace(/^the /, '')
        .replace(/ (?:section|by .*|dr .*)$/, '')
        .trim()
    : name;
