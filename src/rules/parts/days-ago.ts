import type { Day, When } from '../../facts/values/calendar.ts';

const WEEKS_FROM_DAYS = 14;
const HOURS_UP_TO = 72;

/** How old a result is: `today`, `1 day ago`, `9 days ago`, `3 weeks ago`. */
export function daysAgo(when: When | undefined, today: Day): string {
  if (!when) return 'at an unknown time';
  const days = Math.max(0, today - when.last);
  if (days === 0) return 'today';
  if (days < WEEKS_FROM_DAYS) return days === 1 ? '1 day ago' : `${days} days ago`;
  return `${Math.floor(days / 7)} weeks ago`;
}

/** How long ago something was given whose clock time is known. */
export function hoursAgo(hours: number): string {
  if (hours === 0) return 'within the hour';
  if (hours > HOURS_UP_TO) return `${Math.floor(hours / 24)} days ago`;
  return hours === 1 ? '1 hour ago' : `${hours} hours ago`;
}
