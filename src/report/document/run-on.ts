import type { Section } from '../findings/report-findings.ts';
import type { Mark } from './section-mark.ts';

/** Headings that stand inside a line without a colon, with the section they open. */
const inside: Readonly<Record<string, Section>> = {
  findings: 'findings',
  report: 'findings',
  result: 'findings',
  results: 'findings',
  impression: 'impression',
  conclusion: 'impression',
  opinion: 'impression',
  summary: 'impression',
  technique: 'technique',
  protocol: 'technique',
  comparison: 'comparison',
  indication: 'history',
  history: 'history',
  recommendation: 'recommendation',
  addendum: 'addendum',
};
const asked =
  /^\s*(?:indications?|clin(?:ical)?\.? (?:info(?:rmation)?|details?|history|hx|indication|question|data|notes)|clinical|history|hx|reason(?: for (?:exam|examination|study|scan|mri))?|request|referral)\b(?!\s+of\b)/i;
const heading = new RegExp(
  `(?<![\\p{L}-])(?:${Object.keys(inside).join('|')})(?![\\p{L}-])`,
  'giu',
);
/** No heading of these is shorter. */
const longCapitals = /[A-Z]{6}/;
/** "COMPARISON 4 Mar 2026 (…)", "Comparison 11 weeks ago". */
const datedComparison =
  /^\s*(?:comparison|compared|comparisons?)(?=\s+(?:\d|(?:mri?|ct)\s+(?:of\s+)?\d|none\b|nil\b|not available|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)\w*\s+\d))/i;
/** Words beside which these are no headings: "the findings", "results in", "report of". */
const isPartOf =
  /\b(?:the|these|those|this|no|other|above|below|imaging|mri?|additional|of|and|or|all|any|significant|with|positive|negative|similar|in|from|for|an?|my|our|your|previous|prior|preliminary|final|verbal|written|outside|key|main|family|medical|surgical|clinical|past)\s*$/i;
const goesOnWith =
  /^\s*(?:is|are|was|were|of|from|in|on|as|that|which|above|below|includes?|suggests?|may|consistent|compatible|has|have|to|by|limited|with (?:the )?(?:prior|previous|earlier))\b/i;

/**
 * Headings that stand in a line without their colon: in capitals among small letters ("… r/o discitis
 * FINDINGS Scar …"), or in a line that opens with what was asked and runs on without a stop.
 */
export function headingsInLine(
  text: string,
  start: number,
  end: number,
  hasLabels: boolean,
): readonly Mark[] {
  const line = text.slice(start, end);
  const dated = datedComparison.exec(line);
  if (dated && !hasLabels) {
    const close = start + dated[0].length;
    return [{ start, end: close, section: 'comparison', name: 'comparison' }];
  }
  const hasSmall = /\p{Ll}{3}/u.test(line);
  const opening = asked.exec(line);
  const isRunOn = opening !== null && !/[.:]\s/.test(line.slice(0, 80));
  if (!isRunOn && (!hasSmall || !longCapitals.test(line))) return [];
  const marks: Mark[] = [];
  for (const match of line.matchAll(heading)) {
    const at = match.index;
    const word = match[0];
    const close = at + word.length;
    const isCapital = word === word.toUpperCase() && hasSmall;
    if (!isCapital && !isRunOn) continue;
    if (
      /^\s*(?:\([^)\n]{0,40}\)\s*)?[:|]/.test(line.slice(close)) ||
      (at === 0 && line.trim() === word)
    )
      continue;
    const before = line.slice(Math.max(0, at - 16), at);
    if (isPartOf.test(before) || goesOnWith.test(line.slice(close, close + 30))) continue;
    const name = word.toLowerCase();
    const section = inside[name];
    // What was asked opens a line; inside one it is only a word.
    if (!section || (section === 'history' && at > 0 && !isCapital)) continue;
    marks.push({ start: start + at, end: start + close, section, name });
  }
  const opens = isRunOn && !hasLabels && marks.some(({ section }) => section === 'findings');
  if (opens && marks[0]?.start !== start)
    marks.unshift({
      start,
      end: start + opening[0].length,
      section: 'history',
      name: 'indication',
    });
  // A lone word in a sentence of a report with proper headings is none.
  return marks.some(({ section }) => section === 'findings' || section === 'impression')
    ? marks
    : [];
}

/**
 * A line that tells what is seen: it opens with a capital, a level or a figure, names a structure of the
 * spine, and has a verb of the present or a plain denial. "Pain since the operation" does not.
 */
export function tellsFinding(written: string): boolean {
  const newline = written.indexOf('\n');
  const line = newline === -1 ? written : written.slice(0, newline);
  const stop = line.search(/[.;](?:\s|$)/);
  const sentence = stop === -1 ? line : line.slice(0, stop);
  return (
    /^\s*[\p{Lu}\d]/u.test(sentence) &&
    structure.test(sentence) &&
    isSeen.test(sentence) &&
    !isStory.test(sentence)
  );
}

const structure =
  /\b(?:roots?|nerves?|cauda|discs?|disks?|scar|fibrosis|conus|cord|canal|marrow|vertebral?|vertebrae|alignment|foramen|foramina|recess|thecal|sac|facets?|[LS][1-5](?:[-/–]?[LS]?[1-5])?)\b/i;
const isSeen =
  /\b(?:is|are|shows?|enhances?|lies?|takes?|remains?|demonstrates?|there is|seen|noted|normal|unremarkable|preserved|no|displaces?|thickened|swollen|enhancing)\b/i;
const isStory =
  /\?|\b(?:pain|weakness|numb\w*|sciatica|foot drop|symptoms?|patient|history|known|query|r\/o|rule out|exclude|evaluate|assess|complains?|underwent|presents?|years? old|yo|since|previously (?:had|operated)|please|suspected|concern)\b/i;
