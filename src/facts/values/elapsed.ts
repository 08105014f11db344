import { monthsBetween, type Day } from './calendar.ts';

const DAYS_OF_A_WEEK = 7;

/** Weeks are said up to here, months from here on, in calendar months. */
const MONTHS_FROM = 6;
/** Years are said from here on. */
const YEARS_FROM = 36;

/**
 * The time since something as people say it: in weeks under six months, in months under three years,
 * then in years; "3 to 5 months" when its date is a range.
 *
 * @param latest The last day on which it may have been, `earliest` the first.
 */
export function elapsedInWords(latest: Day, earliest: Day, at: Day): string {
  const months = monthsBetween(earliest, at);
  if (months >= YEARS_FROM) {
    return counted(Math.floor(monthsBetween(latest, at) / 12), Math.floor(months / 12), 'year');
  }
  if (months >= MONTHS_FROM) return counted(monthsBetween(latest, at), months, 'month');
  const days = Math.max(0, at - earliest);
  if (days === 0) return 'less than a day';
  if (days < DAYS_OF_A_WEEK) return counted(Math.max(0, at - latest), days, 'day');
  const weeks = (from: Day) => Math.floor(Math.max(0, at - from) / DAYS_OF_A_WEEK);
  return counted(weeks(latest), weeks(earliest), 'week');
}

function counted(least: number, most: number, unit: string): string {
  const range = least === 0 ? `up to ${most}` : `${least} to ${most}`;
  return `${least === most ? most : range} ${unit}${most === 1 ? '' : 's'}`;
}
