import { discLevelsIn } from '../../facts/values/anatomy.ts';
import { addMonths, type Day } from '../../facts/values/calendar.ts';
import { elapsedInWords } from '../../facts/values/elapsed.ts';
import type { LatestSurgery } from '../../facts/surgery/latest-surgery.ts';
import type { Phrase } from '../verdict.ts';

/** A date that may lie anywhere within more than this is not worth counting months from. */
const MAX_SPREAD_DAYS = 366;

/**
 * Calendar months that divide the figures of the study: scans under six months after surgery, and
 * later ones. No setting, since the figures are those of six months.
 */
export const FIGURE_MONTHS = 6;

/** Slots by which a card says which operation was read, and where. */
export function surgerySlots(latest: LatestSurgery, at: Day): Readonly<Record<string, string>> {
  const { surgery } = latest;
  const place = [surgery.levels.join(', ') || 'lumbar', surgery.side ?? []].flat();
  return {
    surgery: namedWithPlace(surgery),
    surgeryDate: surgery.when?.text ?? 'undated',
    surgeryPlace: place.join(', '),
    surgeryPlaceInNote: place.join('; '),
    surgerySource: surgery.evidence.reference ?? 'the chart',
    elapsed: elapsedText(latest, at),
  };
}

/**
 * How the operation was read: as a code, as words to be confirmed, or as a status without a date;
 * and whether its date is known.
 */
export function surgeryPhrases(latest: LatestSurgery, at: Day): readonly Phrase[] {
  const slots = surgerySlots(latest, at);
  const { readFrom, when } = latest.surgery;
  if (readFrom === 'status') return [{ name: 'surgery-status', slots }];
  const name = readFrom === 'code' ? 'surgery-coded' : 'surgery-text';
  return [{ name: when ? name : `${name}-undated`, slots }];
}

/** The operation as it may stand in an order's note: what was read from words is not written as fact. */
export function surgeryNote(latest: LatestSurgery, at: Day): Phrase {
  const names = {
    code: 'note-surgery-coded',
    text: 'note-surgery-text',
    status: 'note-surgery-status',
  };
  const { readFrom, when } = latest.surgery;
  const name = names[readFrom];
  return {
    name: when || readFrom === 'status' ? name : `${name}-undated`,
    slots: surgerySlots(latest, at),
  };
}

/** The operation as the chart calls it; where its words name no level, with the level and the side. */
function namedWithPlace({ name, levels, side, readFrom }: LatestSurgery['surgery']): string {
  const isNamed = levels.length === 0 || discLevelsIn(name).length > 0;
  if (readFrom !== 'code' || isNamed) return name;
  return `${[levels.join(', '), side ?? []].flat().join(' ')}: ${name}`;
}

/** The time from an operation to a day, as a range when its date is partial. */
function elapsedText({ first, last }: LatestSurgery, at: Day): string {
  if (!Number.isFinite(first) || last - first > MAX_SPREAD_DAYS) return 'some time';
  return elapsedInWords(last, first, at);
}

/**
 * Whether the latest operation lies less than `months` calendar months before a day. Exactly that
 * many months is not less.
 *
 * @returns undefined when the date is not known well enough to tell.
 */
export function isUnderMonths(
  { first, last }: LatestSurgery,
  months: number,
  at: Day,
): boolean | undefined {
  const under = (day: Day) => Number.isFinite(day) && addMonths(day, months) > at;
  if (under(first)) return true;
  return under(last) ? undefined : false;
}
