import {
  discLevelsIn,
  namesLumbarSpine,
  namesOtherSpine,
  sideIn,
  type DiscLevel,
} from '../values/anatomy.ts';
import { readWhen, type Day, type When } from '../values/calendar.ts';
import { isAsserted } from '../reading/conditions.ts';
import { allWordsOf, referenceTo, wordsOf, type Opaque } from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import type { LumbarSurgery } from './operation-of-procedure.ts';
import { operationInWords } from './operation-in-words.ts';
import type { Meanings } from '../reading/meanings.ts';
import { spineSurgeryWords } from './spine-surgery-traces.ts';
import { statusCodes } from '../reading/fields/status.ts';

/** A problem's name is a line; what stands behind this many characters is not read. */
const MAX_WORDS = 300;

const unsure = new Set(['unconfirmed', 'provisional', 'differential']);

/**
 * The lumbar operations that problem lists name in words ("S/P lumbar discectomy 2022", or Z98.890
 * with such words), with the weight of words. Narrow: the whole name must be the operation, a way of
 * saying that it is over, and perhaps its date. Without either way or a past year it may be a plan.
 *
 * The date is the one in the words alone: the day on which a problem was entered, or is said to have
 * begun, is no date of an operation. Of two entries of a kind the dated one is taken.
 */
export function operationsInProblems(
  conditions: Listed,
  meanings: Meanings,
  timeZone: string,
  today: Day,
): readonly LumbarSurgery[] {
  const statuses = new Set<Opaque>(conditions.in('spine-surgery-status'));
  const found = conditions.resources.flatMap((condition) => {
    if (!isAsserted(condition)) return [];
    if (statusCodes(condition['verificationStatus']).some((code) => unsure.has(code))) return [];
    return operationIn(condition, statuses.has(condition), meanings, timeZone, today);
  });
  return found.filter(
    ({ kind, when }) => when ?? !found.some((other) => other.kind === kind && other.when),
  );
}

/** An operation on the spine that a problem's words mention with a date, of whatever kind. */
export interface MentionedOperation {
  readonly when: When;
  readonly levels: readonly DiscLevel[];
}

/**
 * Operations on the lumbar spine, or on a part of it that is not said, that problem lists mention with
 * a date ("back surgery 09/2026"). Wide: one that is later than all that was read leaves open which is
 * the latest.
 */
export function datedMentionsInProblems(
  conditions: Listed,
  timeZone: string,
  today: Day,
): readonly MentionedOperation[] {
  return conditions.resources.flatMap((condition) => {
    if (!isAsserted(condition)) return [];
    return allWordsOf(condition['code']).flatMap((words) => {
      const name = words.slice(0, MAX_WORDS);
      if (!spineSurgeryWords.test(name)) return [];
      if (namesOtherSpine(name) && !namesLumbarSpine(name)) return [];
      const when = dateIn(name, timeZone);
      return when && when.first <= today ? [{ when, levels: discLevelsIn(name) }] : [];
    });
  });
}

/** @param isStatus It is coded as the state after an operation. */
function operationIn(
  condition: Opaque,
  isStatus: boolean,
  { terminology, texts }: Meanings,
  timeZone: string,
  today: Day,
): readonly LumbarSurgery[] {
  const { code } = condition;
  // Beside a code that only says "after an operation" the words say which.
  for (const words of isStatus ? allWordsOf(code) : wordsOf(code, terminology)) {
    const name = words.trim();
    if (name.length > MAX_WORDS) continue;
    const operation = operationInWords(texts.read(name));
    if (!operation) continue;
    const when = dateIn(name, timeZone);
    if (when && when.first > today) continue;
    const isSaidOver = isStatus || operation.isPast;
    // "Lumbar discectomy 2026" may be a plan for as long as the year lasts.
    if (!isSaidOver && !(when && when.last <= today)) continue;
    const reference = referenceTo(condition);
    return [
      {
        kind: operation.kind,
        name,
        readFrom: 'text',
        when: when && { ...when, last: Math.min(when.last, today) },
        levels: discLevelsIn(name),
        side: sideIn(name),
        evidence: {
          ...(reference && { reference }),
          says: when ? `${name}, ${when.text}` : name,
        },
      },
    ];
  }
  return [];
}

const monthNames = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');
const dates = [
  /\b(?<year>(?:19|20)\d\d)-(?<month>0[1-9]|1[0-2])(?:-(?<day>[0-3]\d))?\b/i,
  /\b(?:\d{1,2}(?:st|nd|rd|th)? )?(?<name>jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?,? (?:\d{1,2}(?:st|nd|rd|th)?,? )?(?<year>(?:19|20)\d\d)\b/i,
  /(?<![\d/.])(?<month>0?[1-9]|1[0-2])[/.](?<year>(?:19|20)\d\d)\b/i,
  /(?<![\d/.])\d{1,2}[/.]\d{1,2}[/.](?<year>(?:19|20)\d\d)\b/i,
  /\b(?<year>(?:19|20)\d\d)\b/i,
];

/**
 * The date in the words, at most to the day. Two years are no date. A day and a month in figures can be
 * read two ways: only the year is taken.
 */
function dateIn(text: string, timeZone: string): When | undefined {
  for (const pattern of dates) {
    const match = pattern.exec(text);
    if (!match?.groups) continue;
    const { year = '', month, day, name } = match.groups;
    const named = name && String(monthNames.indexOf(name.toLowerCase().slice(0, 3)) + 1);
    const number = (month ?? named)?.padStart(2, '0');
    const written = [year, number, day].filter((part) => part !== undefined).join('-');
    const rest = `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
    return /\b(?:19|20)\d\d\b/.test(rest) ? undefined : readWhen(written, timeZone);
  }
  return undefined;
}
