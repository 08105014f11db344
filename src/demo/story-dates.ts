/**
 * The stories are told on one fixed day. The demo moves every date of a chart by the whole days between
 * that day and today, so that "ten weeks ago" stays ten weeks ago.
 */

const DAY_MS = 86_400_000;

/** Whole days from one day to another. Both as YYYY-MM-DD. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);

const moveDay = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);

/** What a chart is moved by. */
export interface Shift {
  /** Day on which the story is told, YYYY-MM-DD. */
  readonly from: string;
  readonly days: number;
}

/** The year of the day half a year before. */
const yearHalfAYearBefore = (day: string): number =>
  Number(day.slice(0, 4)) - (day.slice(5, 7) <= '06' ? 1 : 0);

/**
 * A FHIR date or dateTime, moved; its precision stays as it is. A month becomes the month of its moved
 * fifteenth day. A year alone is counted from half a year before today, so that a year which straddles
 * half a year on the day of the story still does: that is what such a date is there for. (On 30 June no
 * year straddles half a year.) The time of day stays.
 */
export function moveDate(value: string, { from, days }: Shift): string {
  if (days === 0) return value;
  const [, year = '', month, day, time = ''] =
    /^(\d{4})(?:-(\d{2})(?:-(\d{2})(T.*)?)?)?$/.exec(value) ?? [];
  if (year === '') return value;
  if (month === undefined) {
    const years = yearHalfAYearBefore(moveDay(from, days)) - yearHalfAYearBefore(from);
    return String(Number(year) + years).padStart(4, '0');
  }
  if (day === undefined) return moveDay(`${year}-${month}-15`, days).slice(0, 7);
  const whole = `${year}-${month}-${day}`;
  return Number.isNaN(Date.parse(whole)) ? value : moveDay(whole, days) + time;
}

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const writtenDate = new RegExp(
  `\\b\\d{4}-\\d{2}-\\d{2}\\b|\\b(?:(\\d{1,2}) )?(${months.join('|')}) (\\d{4})\\b`,
  'g',
);

/** The dates within a text, moved: "11 September 2026", "March 2025", "2026-09-11". */
export function moveDatesInText(text: string, shift: Shift): string {
  if (shift.days === 0) return text;
  return text.replace(writtenDate, (found, day?: string, month?: string, year?: string) => {
    if (month === undefined || year === undefined) return moveDate(found, shift);
    const number = String(months.indexOf(month) + 1).padStart(2, '0');
    const iso = `${year}-${number}${day === undefined ? '' : `-${day.padStart(2, '0')}`}`;
    const [newYear = '', newMonth = '', newDay] = moveDate(iso, shift).split('-');
    const name = months[Number(newMonth) - 1] ?? '';
    return [...(newDay === undefined ? [] : [String(Number(newDay))]), name, newYear].join(' ');
  });
}

const isDateKey = (key: string) =>
  /(?:Date|DateTime|Instant)$|^(?:date|issued|start|end|authoredOn|recorded|started|sent|created)$/.test(
    key,
  );
const textKeys = new Set([
  'text',
  'conclusion',
  'title',
  'comment',
  'description',
  'patientInstruction',
  'valueString',
  'onsetString',
  'performedString',
]);

/** A copy of a resource with all its dates moved, those in its words included. */
export function moveDates<T>(resource: T, shift: Shift): T {
  return shift.days === 0 ? resource : (moved(resource, shift, '') as T);
}

function moved(value: unknown, shift: Shift, key: string): unknown {
  if (typeof value === 'string') {
    if (isDateKey(key)) return moveDate(value, shift);
    return textKeys.has(key) ? moveDatesInText(value, shift) : value;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => moved(item, shift, key));
  if (typeof value !== 'object' || value === null) return value;
  const isPlainText = 'contentType' in value && value.contentType === 'text/plain';
  return Object.fromEntries(
    Object.entries(value).map(([member, child]: [string, unknown]) => [
      member,
      isPlainText && member === 'data' && typeof child === 'string'
        ? Buffer.from(
            moveDatesInText(Buffer.from(child, 'base64').toString('utf8'), shift),
          ).toString('base64')
        : moved(child, shift, member),
    ]),
  );
}
