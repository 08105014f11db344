/** Whole days since 1970-01-01 in the calendar of the site; no clock time, no zone. */
export type Day = number;

/**
 * A point in time as far as it is known. A date known only to the month or the year is the range of
 * days it may mean; both ends are included.
 */
export interface When {
  readonly first: Day;
  readonly last: Day;
  /** Milliseconds since the epoch, when the clock time was recorded too. */
  readonly atMs?: number;
  /** As precise as it was recorded: `2024`, `2024-05` or `2024-05-14`, in the site's calendar. */
  readonly text: string;
}

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** As FHIR writes it, and one character off: a blank or `t` for T, `z`, an offset without its colon. */
const dateTime =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?) ?([Zz]|[+-]\d{2}(?::?\d{2})?)?)?)?)?$/;

/**
 * Systems that must write a date write one that nobody lived on: 0001-01-01, 1900-01-01, 9999-12-31.
 * What was done in such a year has no date.
 */
const FIRST_YEAR = 1901;
const LAST_YEAR = 2199;

const isYearOfPlaceholders = (year: number) => year < FIRST_YEAR || year > LAST_YEAR;

/** True for a date of a year that stands for "no date". */
export const isPlaceholder = (value: unknown): boolean =>
  typeof value === 'string' &&
  /^\s*\d{4}(?:-|\s*$)/.test(value) &&
  isYearOfPlaceholders(Number(value.trim().slice(0, 4)));

/**
 * Reads a FHIR date, dateTime or instant. A time with an offset is placed in the site's time zone; a
 * bare date, or a time without an offset, is the calendar date as written.
 *
 * @param timeZone IANA name.
 * @returns undefined when it is no date ("about five years ago", 2026-02-30), or a placeholder.
 * @see FHIR R4 Datatypes, dateTime
 */
export function readWhen(value: unknown, timeZone: string): When | undefined {
  if (typeof value !== 'string') return undefined;
  if (value.length === 10) return readPlainDate(value) ?? readAnyDate(value, timeZone);
  return (timeZone === 'UTC' ? readUtcInstant(value) : undefined) ?? readAnyDate(value, timeZone);
}

/** `2024-05-14`, which most dates of a chart are. Charts hold thousands: no pattern, no Date. */
function readPlainDate(text: string): When | undefined {
  if (text[4] !== '-' || text[7] !== '-') return undefined;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const dayOfMonth = digits(text, 8, 10);
  // Whatever is not plainly a date is left to the other reading.
  if (isYearOfPlaceholders(year) || month < 1 || month > 12 || dayOfMonth < 1) return undefined;
  if (dayOfMonth > monthLength(year, month)) return undefined;
  const on = day(year, month, dayOfMonth);
  return { first: on, last: on, text };
}

/** `2024-05-14T09:30:00Z`, with or without a fraction, for a site whose calendar is UTC. */
function readUtcInstant(text: string): When | undefined {
  const { length } = text;
  if (length < 20 || length > 30 || text[length - 1] !== 'Z' || text[10] !== 'T') return undefined;
  if (text[13] !== ':' || text[16] !== ':') return undefined;
  const date = readPlainDate(text.slice(0, 10));
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  // A fraction: a dot and digits up to the Z.
  const fraction = length === 20 ? 0 : digits(text, 20, length - 1);
  const isFraction = length === 20 || (length > 21 && text[19] === '.' && fraction >= 0);
  if (!date || !isFraction || hour < 0 || hour > 23 || minute < 0 || minute > 59) return undefined;
  if (second < 0 || second > 59) return undefined;
  const milliseconds = length === 20 ? 0 : Math.floor((fraction / 10 ** (length - 21)) * 1_000);
  const seconds = (hour * 60 + minute) * 60 + second;
  return { ...date, atMs: date.first * DAY_MS + seconds * 1_000 + milliseconds };
}

/** The number written there; negative when it is none. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

function readAnyDate(value: string, timeZone: string): When | undefined {
  const match = dateTime.exec(value.trim());
  if (!match) return undefined;
  const [whole, y, m, d, time, offset] = match;
  const year = Number(y);
  if (isYearOfPlaceholders(year)) return undefined;
  if (m === undefined) return { first: day(year, 1, 1), last: day(year, 12, 31), text: whole };
  const month = Number(m);
  if (month < 1 || month > 12) return undefined;
  if (d === undefined) {
    return {
      first: day(year, month, 1),
      last: day(year, month, monthLength(year, month)),
      text: whole,
    };
  }
  const dayOfMonth = Number(d);
  if (dayOfMonth < 1 || dayOfMonth > monthLength(year, month)) return undefined;
  if (time !== undefined && offset !== undefined) {
    const atMs = Date.parse(
      `${whole.slice(0, 10)}T${time.replace(',', '.')}${plainOffset(offset)}`,
    );
    if (Number.isNaN(atMs)) return undefined;
    const on = dayAt(atMs, timeZone);
    const isAsWritten = on === day(year, month, dayOfMonth);
    return { first: on, last: on, atMs, text: isAsWritten ? whole.slice(0, 10) : formatDay(on) };
  }
  const on = day(year, month, dayOfMonth);
  return { first: on, last: on, text: whole.slice(0, 10) };
}

/** `z` → `Z`, `-0500` → `-05:00`, `+01` → `+01:00`. */
function plainOffset(offset: string): string {
  if (offset.length === 1) return 'Z';
  const numbers = offset.slice(1).replace(':', '').padEnd(4, '0');
  return `${offset[0] ?? ''}${numbers.slice(0, 2)}:${numbers.slice(2)}`;
}

/** The calendar day of an instant in a time zone. */
export function dayAt(ms: number, timeZone: string): Day {
  if (timeZone === 'UTC') return Math.floor(ms / DAY_MS);
  const parts = formatterFor(timeZone).formatToParts(ms);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value);
  return day(part('year'), part('month'), part('day'));
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterFor(timeZone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-u-ca-gregory', {
      timeZone,
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter;
}

/** A day `months` calendar months later; past the end of a month, its last day (31 August + 1 month = 30 September). */
export function addMonths(from: Day, months: number): Day {
  const date = new Date(from * DAY_MS);
  const index = date.getUTCFullYear() * 12 + date.getUTCMonth() + months;
  const year = Math.floor(index / 12);
  const month = (index % 12) + 1;
  return day(year, month, Math.min(date.getUTCDate(), monthLength(year, month)));
}

/** Whole calendar months from one day to a later one; negative never: 0 when `to` is not later. */
export function monthsBetween(from: Day, to: Day): number {
  const [a, b] = [new Date(from * DAY_MS), new Date(to * DAY_MS)];
  let months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + (b.getUTCMonth() - a.getUTCMonth());
  while (months > 0 && addMonths(from, months) > to) months -= 1;
  return Math.max(0, months);
}

/**
 * Whether a point in time lies within the last `hours` before `nowMs`: `yes`, `no`, or `maybe` when
 * it is not known exactly enough. A time after `nowMs` (clocks differ) counts as now.
 */
export function withinHours(
  when: When,
  hours: number,
  nowMs: number,
  today: Day,
): 'yes' | 'no' | 'maybe' {
  if (when.atMs !== undefined) return nowMs - when.atMs <= hours * HOUR_MS ? 'yes' : 'no';
  const oldest = today - Math.ceil(hours / 24);
  if (when.last < oldest) return 'no';
  return when.first > oldest ? 'yes' : 'maybe';
}

/** True when it is known to lie before the last `days` days. A date after today is not old. */
export const isOlderThan = (when: When, days: number, today: Day): boolean =>
  when.last < today - days;

/** The year that a day lies in. */
export const yearOf = (on: Day): number => new Date(on * DAY_MS).getUTCFullYear();

/** Whether it lies within the last `days` days up to `today`, the bound included. */
export function withinDays(when: When, days: number, today: Day): 'yes' | 'no' | 'maybe' {
  const oldest = today - days;
  if (when.last < oldest || when.first > today) return 'no';
  return when.first >= oldest && when.last <= today ? 'yes' : 'maybe';
}

export function formatDay(on: Day): string {
  return new Date(on * DAY_MS).toISOString().slice(0, 10);
}

/**
 * The day of a date of the Gregorian calendar, by counting years from March on, so that the leap day
 * is the last of its year.
 */
export function day(year: number, month: number, dayOfMonth: number): Day {
  const y = month <= 2 ? year - 1 : year;
  const monthFromMarch = (month + 9) % 12;
  const leapDays = Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400);
  return (
    y * 365 + leapDays + Math.floor((153 * monthFromMarch + 2) / 5) + dayOfMonth - 1 - DAYS_TO_1970
  );
}
/** From 1 March of the year 0 to 1 January 1970. */
const DAYS_TO_1970 = 719_468;

const monthLength = (year: number, month: number) => {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
};
