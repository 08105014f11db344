import type { Day } from '../values/calendar.ts';
import type { LumbarSurgery, RecordedSurgeries } from './lumbar-surgery.ts';

/** The latest of several operations, as far as the dates tell. */
export interface LatestSurgery {
  readonly surgery: LumbarSurgery;
  /** The latest operation ended on one of these days. */
  readonly first: Day;
  readonly last: Day;
}

/**
 * The latest operation before a moment. With partial or missing dates the result is the range of days
 * on which it may have ended: no earlier than any operation that was certainly over by then, and as
 * late as any that may have been. A list with a missing page may hide a later one.
 *
 * @param over An operation that ended by this day is certainly over.
 * @param possible One that ended by this day may be over. For orders both are today, for a scan the
 *   day before it and the day itself.
 * @returns undefined when every operation is later.
 */
export function latestSurgery(
  { surgeries, complete }: RecordedSurgeries,
  over: Day,
  possible: Day = over,
): LatestSurgery | undefined {
  let latest: LatestSurgery | undefined;
  for (const surgery of surgeries) {
    const { first, last } = surgery.when ?? { first: Number.NEGATIVE_INFINITY, last: possible };
    if (first > possible) continue;
    const isOver = surgery.when !== undefined && last <= over;
    const least = isOver ? first : Number.NEGATIVE_INFINITY;
    const most = Math.min(last, possible);
    if (!latest) latest = { surgery, first: least, last: most };
    else {
      const isLater = first > (latest.surgery.when?.first ?? Number.NEGATIVE_INFINITY);
      latest = {
        surgery: isLater ? surgery : latest.surgery,
        first: Math.max(least, latest.first),
        last: Math.max(most, latest.last),
      };
    }
  }
  return latest && !complete ? { ...latest, last: possible } : latest;
}
