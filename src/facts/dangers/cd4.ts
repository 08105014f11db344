import { withinDays, type Day } from '../values/calendar.ts';
import { known, unreadable, type Evidence, type Fact } from '../values/fact.ts';
import { referenceTo } from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import { newestWithin, quantityOf, type Measured, type Quantity } from '../reading/observations.ts';

/** A CD4 count in cells/µL; a comparator, or two results of one day, make it a range. */
export interface Cd4Count {
  readonly least: number;
  readonly most: number;
  /** False for "<100": the count itself is not among what it may be. */
  readonly isMostIncluded: boolean;
  /** As a clinician reads it: `42 cells/µL`. */
  readonly text: string;
  readonly dateText: string;
}

/** More than this is no count of CD4 cells in a microlitre of blood: the unit is another. */
const MAX_PLAUSIBLE = 10_000;

/** Cells/µL in one of each unit, spaces taken out and `µ` written `u`. 10*6/L is the same as 1/µL. */
const factors: readonly (readonly [RegExp, number])[] = [
  [/^(?:(?:cd4)?cells?|#)?\/(?:u|mc)l$/i, 1],
  [/^(?:(?:cd4)?cells?|#)?\/(?:mm\^?3|cu\.?mm|cmm)$/i, 1],
  [/^x?10(?:\*|\^|e)?6\/l$/i, 1],
  [/^x?10(?:\*|\^|e)?9\/l$/i, 1000],
  [/^(?:x?10(?:\*|\^|e)?3|k|thou)\/(?:u|mc)l$/i, 1000],
];

/**
 * The newest absolute CD4 count of the last `days`. A percentage of lymphocytes is another
 * measurement and cannot be read as a count.
 *
 * @returns `not-recorded` when there is none within the window, `unreadable` when the newest has no
 *   date, one that straddles the window, or no unit that makes it a count per volume.
 */
export function newestCd4(
  observations: Listed,
  days: number,
  today: Day,
  timeZone: string,
): Fact<Cd4Count> {
  const newest = newestWithin(observations, 'obs-cd4', days, today, timeZone);
  if (newest.length === 0) return observations.otherwise;
  const counts = newest.map((item) => readCount(item, days, today));
  const readable = counts.flatMap((count) => count ?? []);
  const [first] = readable;
  if (!first || readable.length < newest.length) return unreadable('CD4 count');
  return known(
    readable.map(({ count }) => count).reduce(spanning),
    readable.map(({ evidence }) => evidence),
  );
}

/** Whether a count is below `limit` cells/µL; undefined when its range leaves it open. */
export function isCd4Below(count: Cd4Count, limit: number): boolean | undefined {
  if (count.most < limit || (count.most === limit && !count.isMostIncluded)) return true;
  return count.least >= limit ? false : undefined;
}

interface ReadCount {
  readonly count: Cd4Count;
  readonly evidence: Evidence;
}

function readCount({ resource, when }: Measured, days: number, today: Day): ReadCount | undefined {
  const quantity = quantityOf(resource);
  if (!when || withinDays(when, days, today) !== 'yes' || !quantity) return undefined;
  const factor = factorOf(quantity.unit);
  if (factor === undefined) return undefined;
  // 0.2 × 1000 is not 200 in binary fractions.
  const cells = Math.round(quantity.value * factor * 1000) / 1000;
  if (cells < 0 || (cells > 0 && cells < 1) || cells > MAX_PLAUSIBLE) return undefined;
  const text = `${quantity.comparator ?? ''}${cells} cells/µL`;
  const reference = referenceTo(resource);
  return {
    count: { ...bounds(cells, quantity.comparator), text, dateText: when.text },
    evidence: { ...(reference && { reference }), says: `CD4 ${text}, ${when.text}` },
  };
}

function bounds(
  cells: number,
  comparator: Quantity['comparator'],
): Pick<Cd4Count, 'least' | 'most' | 'isMostIncluded'> {
  if (comparator === '<' || comparator === '<=') {
    return { least: 0, most: cells, isMostIncluded: comparator === '<=' };
  }
  const isOpen = comparator === '>' || comparator === '>=';
  return {
    least: cells,
    most: isOpen ? Number.POSITIVE_INFINITY : cells,
    isMostIncluded: true,
  };
}

/** Of two results neither of which is known to be the newer, either may be the count. */
function spanning(a: Cd4Count, b: Cd4Count): Cd4Count {
  const higher = b.most > a.most ? b : a;
  return {
    least: Math.min(a.least, b.least),
    most: higher.most,
    isMostIncluded:
      a.most === b.most ? a.isMostIncluded || b.isMostIncluded : higher.isMostIncluded,
    text: a.text === b.text ? a.text : `${a.text} and ${b.text}`,
    dateText: a.dateText,
  };
}

function factorOf(unit: string | undefined): number | undefined {
  const written = unit
    ?.normalize('NFKC')
    .replace(/[\s{}]+/g, '')
    .replace(/[\u00b5\u03bc]/g, 'u')
    .replace(/^×/, 'x');
  if (written === undefined) return undefined;
  return factors.find(([pattern]) => pattern.test(written))?.[1];
}
