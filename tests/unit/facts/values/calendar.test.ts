import { describe, expect, test } from '@jest/globals';
import {
  addMonths,
  dayAt,
  monthsBetween,
  readWhen,
  withinDays,
  withinHours,
} from '../../../../src/facts/values/calendar.ts';
import { dayOf, dayText, NOW_MS, TODAY } from '../../charts.ts';

describe('A partial date is the range of days it may mean', () => {
  test.each([
    ['2024', '2024-01-01', '2024-12-31'],
    ['2025', '2025-01-01', '2025-12-31'],
    ['2024-02', '2024-02-01', '2024-02-29'],
    ['2025-02', '2025-02-01', '2025-02-28'],
    ['2100-02', '2100-02-01', '2100-02-28'],
    ['2000-02', '2000-02-01', '2000-02-29'],
    ['2026-04', '2026-04-01', '2026-04-30'],
    ['2026-12', '2026-12-01', '2026-12-31'],
    ['2024-02-29', '2024-02-29', '2024-02-29'],
    ['2026-11-20', '2026-11-20', '2026-11-20'],
    [' 2026-11-20 ', '2026-11-20', '2026-11-20'],
  ])('%s: %s to %s', (value, first, last) => {
    const when = readWhen(value, 'UTC');
    expect(when && [dayText(when.first), dayText(when.last), when.text]).toEqual([
      first,
      last,
      value.trim(),
    ]);
    expect(when).not.toHaveProperty('atMs');
  });
});

test.each([
  '2026-02-30',
  '2026-02-29',
  '2100-02-29',
  // Years that stand for "no date".
  '1900-01-01',
  '1900',
  '0001-01-01',
  '9999-12-31',
  '9999-12-31T23:59:59Z',
  '2026-04-31',
  '2026-13',
  '2026-00',
  '2026-01-00',
  '2026-01-32',
  '2026-11-20T',
  '2026-11-20T25:00:00Z',
  '2026-11-20T12:00:00+99:99',
  '2026-11-20T12:00:00 UTC',
  '2026-1-2',
  '20261120',
  '11/20/2026',
  'about five years ago',
  '',
  ' ',
  2026,
  null,
  undefined,
  {},
  ['2026-11-20'],
])('no date: %j', (value) => {
  expect(readWhen(value, 'UTC')).toBeUndefined();
});

describe('A time with an offset is placed in the time zone of the site', () => {
  test.each([
    ['2026-11-20T12:00:00Z', 'UTC', '2026-11-20'],
    ['2026-11-20T23:30:00-05:00', 'America/New_York', '2026-11-20'],
    ['2026-11-20T23:30:00-05:00', 'UTC', '2026-11-21'],
    ['2026-11-20T23:30:00-05:00', 'Asia/Kolkata', '2026-11-21'],
    ['2026-11-20T02:00:00Z', 'America/New_York', '2026-11-19'],
    ['2026-11-20T18:29:59Z', 'Asia/Kolkata', '2026-11-20'],
    ['2026-11-20T18:30:00Z', 'Asia/Kolkata', '2026-11-21'],
    ['2026-11-20T10:00:00Z', 'Pacific/Kiritimati', '2026-11-21'],
    ['2026-12-31T23:59:59.999-12:00', 'UTC', '2027-01-01'],
    // The clocks of New York go forward on 8 March and back on 1 November 2026.
    ['2026-03-08T04:59:59Z', 'America/New_York', '2026-03-07'],
    ['2026-03-08T05:00:00Z', 'America/New_York', '2026-03-08'],
    ['2026-03-09T03:59:59Z', 'America/New_York', '2026-03-08'],
    ['2026-03-09T04:00:00Z', 'America/New_York', '2026-03-09'],
    ['2026-11-01T03:59:59Z', 'America/New_York', '2026-10-31'],
    ['2026-11-01T04:00:00Z', 'America/New_York', '2026-11-01'],
    ['2026-11-02T04:59:59Z', 'America/New_York', '2026-11-01'],
    ['2026-11-02T05:00:00Z', 'America/New_York', '2026-11-02'],
  ])('%s in %s: %s', (value, zone, expected) => {
    const when = readWhen(value, zone);
    expect(when && [dayText(when.first), dayText(when.last), when.atMs]).toEqual([
      expected,
      expected,
      Date.parse(value),
    ]);
    expect(dayText(dayAt(Date.parse(value), zone))).toBe(expected);
  });

  test.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
    'a time without an offset, or a bare date, is the day as written (%s)',
    (zone) => {
      for (const value of ['2026-11-20T23:59:59', '2026-11-20T00:00:00', '2026-11-20']) {
        const when = readWhen(value, zone);
        expect(when && [dayText(when.first), when.atMs]).toEqual(['2026-11-20', undefined]);
      }
    },
  );
});

describe('Calendar months', () => {
  test.each([
    ['2026-08-31', 1, '2026-09-30'],
    ['2026-08-31', 6, '2027-02-28'],
    ['2023-08-31', 6, '2024-02-29'],
    ['2026-01-31', 1, '2026-02-28'],
    ['2024-01-30', 1, '2024-02-29'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2024-02-29', 48, '2028-02-29'],
    ['2026-05-20', 6, '2026-11-20'],
    ['2026-12-15', 1, '2027-01-15'],
    ['2026-11-20', 0, '2026-11-20'],
  ])('%s and %i months: %s', (from, months, to) => {
    expect(dayText(addMonths(dayOf(from), months))).toBe(to);
  });

  test.each([
    ['2026-05-20', '2026-11-20', 6],
    ['2026-05-21', '2026-11-20', 5],
    ['2026-08-31', '2026-09-29', 0],
    ['2026-08-31', '2026-09-30', 1],
    ['2024-02-29', '2025-02-28', 12],
    ['2026-11-20', '2026-11-20', 0],
    ['2026-11-21', '2026-11-20', 0],
    ['2027-11-21', '2026-11-20', 0],
  ])('from %s to %s: %i whole months', (from, to, months) => {
    expect(monthsBetween(dayOf(from), dayOf(to))).toBe(months);
  });
});

describe('Within the last days, on 20 November 2026', () => {
  test.each([
    ['2026-11-20', 30, 'yes'],
    ['2026-10-22', 30, 'yes'],
    ['2026-10-21', 30, 'yes'],
    ['2026-10-20', 30, 'no'],
    ['2026-11-21', 30, 'no'],
    ['2026-11-20', 0, 'yes'],
    ['2026-11-19', 0, 'no'],
    ['2026-10', 60, 'yes'],
    ['2026-10', 30, 'maybe'],
    ['2026-09', 30, 'no'],
    ['2026-11', 30, 'maybe'],
    ['2026', 30, 'maybe'],
    ['2025', 30, 'no'],
    ['2027', 30, 'no'],
  ])('%s within %i days: %s', (value, days, expected) => {
    expect(withinDays(readWhen(value, 'UTC')!, days, TODAY)).toBe(expected);
  });
});

describe('Within the last hours, at noon of 20 November 2026', () => {
  test.each([
    ['2026-11-18T12:00:01Z', 48, 'yes'],
    ['2026-11-18T12:00:00Z', 48, 'yes'],
    ['2026-11-18T11:59:59Z', 48, 'no'],
    ['2026-11-18T17:30:00+05:30', 48, 'yes'],
    ['2026-11-18T06:59:59-05:00', 48, 'no'],
    // Clocks differ: what is said to come is now.
    ['2026-11-20T12:00:01Z', 48, 'yes'],
    ['2026-11-20', 48, 'yes'],
    ['2026-11-19', 48, 'yes'],
    ['2026-11-18', 48, 'maybe'],
    ['2026-11-18T11:00:00', 48, 'maybe'],
    ['2026-11-17', 48, 'no'],
    ['2026-11', 48, 'maybe'],
    ['2026-10', 48, 'no'],
    ['2026', 48, 'maybe'],
  ])('%s within %i hours: %s', (value, hours, expected) => {
    expect(withinHours(readWhen(value, 'UTC')!, hours, NOW_MS, TODAY)).toBe(expected);
  });
});
