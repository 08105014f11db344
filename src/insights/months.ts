import type { CardMonths, CardSpan, OutcomeSource } from './insight-types.ts';

/** A month, as these pages count. */
export const MONTH_DAYS = 30;
/** Days that are asked for at a time: calls of EHRs get their turn in between. */
const SLICE_DAYS = 6;
const DAY_MS = 86_400_000;

const nothing: CardSpan = { concerned: 0, shown: 0, accepted: 0 };

/**
 * What each card did in the last thirty days and in the thirty before, whatever span a page shows.
 *
 * @param end The day after the last, in days since 1970.
 */
export async function readMonths(
  source: OutcomeSource,
  end: number,
): Promise<ReadonlyMap<string, CardMonths>> {
  const months = new Map<string, CardMonths>();
  const add = (when: keyof CardMonths, card: string, member: string, n: number) => {
    if (card === '' || !(member in nothing)) return;
    const of = months.get(card) ?? { now: nothing, before: nothing };
    const name = member as keyof CardSpan;
    months.set(card, { ...of, [when]: { ...of[when], [name]: of[when][name] + n } });
  };
  for (let day = end - 2 * MONTH_DAYS; day < end; day += SLICE_DAYS) {
    const when = day < end - MONTH_DAYS ? 'before' : 'now';
    const { sums, answers } = await source.outcomes(dayOf(day), dayOf(day + SLICE_DAYS));
    for (const { card, outcome, n } of sums) add(when, card, outcome, n);
    for (const { card, outcome, n } of answers) add(when, card, outcome, n);
  }
  return months;
}

export const dayOf = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);
