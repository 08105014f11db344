import { isOlderThan, readWhen, withinDays, type Day, type When } from '../values/calendar.ts';
import { begunWhen, enteredWhen } from './conditions.ts';
import { asObject, asText, type Opaque } from './fields/fields.ts';

/** How new a sign must be. Days, bounds included. */
export interface SignBounds {
  /** Recorded, or first coded, within these days. */
  readonly newDays: number;
  /** One that began before these days is of long standing, whenever it was entered. */
  readonly longStandingDays: number;
}

/** From the first to the last day that a chart gives something. */
export interface Span {
  readonly first: Day;
  readonly last: Day;
}

/**
 * Whether a condition is new. What is not known to be old is; an entry of long ago counts again only
 * for an episode that is known to be new, and what began long ago is not new, whenever entered.
 *
 * @param isReason An order gives it as its reason: then only long standing makes it old.
 */
export function isNew(
  condition: Opaque,
  bounds: SignBounds,
  isReason: boolean,
  today: Day,
  timeZone: string,
): boolean {
  const days = isReason ? bounds.longStandingDays : bounds.newDays;
  const begun = begunWhen(condition, timeZone);
  if (begun && isOlderThan(begun, bounds.longStandingDays, today)) return false;
  if (longStanding.test(asText(condition['onsetString']) ?? '')) return false;
  const recorded = enteredWhen(condition, timeZone);
  if (recorded) {
    // An old entry counts again only for an episode that is known to be new.
    return (
      !isOlderThan(recorded, days, today) ||
      (begun !== undefined && withinDays(begun, days, today) === 'yes')
    );
  }
  if (begun) return !isOlderThan(begun, days, today);
  const touched = readWhen(asObject(condition['meta'])?.['lastUpdated'], timeZone);
  return !touched || !isOlderThan(touched, days, today);
}

/** An onset told in words that puts it years back. */
const longStanding = /\byears?\b|\bchildhood\b|\bbirth\b|\blong[- ]?standing\b|\bchronic\b/i;

/** Recorded first, since that is what a clinician can look up. */
export const conditionDates = (condition: Opaque, timeZone: string): readonly When[] =>
  [enteredWhen(condition, timeZone), begunWhen(condition, timeZone)].filter(
    (when) => when !== undefined,
  );

export function spanOf(dates: readonly When[]): Span | undefined {
  if (dates.length === 0) return undefined;
  return {
    first: Math.min(...dates.map(({ first }) => first)),
    last: Math.max(...dates.map(({ last }) => last)),
  };
}
