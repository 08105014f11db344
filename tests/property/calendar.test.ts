import { expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import {
  addMonths,
  day,
  formatDay,
  monthsBetween,
  readWhen,
  withinDays,
} from '../../src/facts/values/calendar.ts';

/** Of years in which people lived: 1900 and before, 2200 and after stand for no date. */
const anyDay = fc.integer({ min: day(1901, 1, 1), max: day(2199, 12, 31) });
const zone = fc.constantFrom('UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati');
const dateLike = fc.stringMatching(
  /^\d{4}(-\d{2}(-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?)?)?)?$/,
);

test('months later is never earlier, and keeps the order of days', () => {
  fc.assert(
    fc.property(anyDay, anyDay, fc.nat({ max: 600 }), (a, b, months) => {
      const [first, last] = a <= b ? [a, b] : [b, a];
      expect(addMonths(first, months)).toBeLessThanOrEqual(addMonths(last, months));
      expect(addMonths(first, months)).toBeGreaterThanOrEqual(first);
      expect(addMonths(first, months)).toBeLessThan(addMonths(first, months + 1));
    }),
  );
});

test('the day of the month is kept, or it is the last of its month', () => {
  fc.assert(
    fc.property(anyDay, fc.nat({ max: 600 }), (from, months) => {
      const to = addMonths(from, months);
      const isLastOfMonth = formatDay(to + 1).endsWith('-01');
      expect(formatDay(to).slice(8) === formatDay(from).slice(8) || isLastOfMonth).toBe(true);
    }),
  );
});

test('whole months between two days are the most that fit', () => {
  fc.assert(
    fc.property(anyDay, fc.nat({ max: 10_000 }), (from, days) => {
      const months = monthsBetween(from, from + days);
      expect(addMonths(from, months)).toBeLessThanOrEqual(from + days);
      expect(addMonths(from, months + 1)).toBeGreaterThan(from + days);
    }),
  );
});

test('a day is read back as it is written', () => {
  fc.assert(
    fc.property(anyDay, zone, (on, timeZone) => {
      expect(readWhen(formatDay(on), timeZone)).toEqual({
        first: on,
        last: on,
        text: formatDay(on),
      });
    }),
  );
});

test('reading a date never throws, and a range has its ends in order', () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.string(), dateLike), zone, (value, timeZone) => {
      const when = readWhen(value, timeZone);
      if (when) expect(when.first).toBeLessThanOrEqual(when.last);
    }),
    { numRuns: 2000 },
  );
});

test('a moment is placed within a day of its day in UTC', () => {
  const moment = fc.integer({ min: day(1970, 1, 1), max: day(2199, 12, 30) * 86_400 });
  fc.assert(
    fc.property(moment, zone, (seconds, timeZone) => {
      const value = new Date(seconds * 1000).toISOString();
      const when = readWhen(value, timeZone);
      expect(when?.first).toBe(when?.last);
      expect(Math.abs((when?.first ?? NaN) - Math.floor(seconds / 86_400))).toBeLessThanOrEqual(1);
    }),
  );
});

test('a longer window never takes back what a shorter one knows to lie within', () => {
  const partial = anyDay.chain((on) =>
    fc.constantFrom(4, 7, 10).map((length) => formatDay(on).slice(0, length)),
  );
  fc.assert(
    fc.property(
      partial,
      anyDay,
      fc.nat({ max: 400 }),
      fc.nat({ max: 400 }),
      (text, today, a, b) => {
        const when = readWhen(text, 'UTC');
        if (!when) throw new Error(`no date: ${text}`);
        const [short, long] = [
          withinDays(when, Math.min(a, b), today),
          withinDays(when, Math.max(a, b), today),
        ];
        if (short === 'yes') expect(long).toBe('yes');
        if (long === 'no') expect(short).toBe('no');
      },
    ),
  );
});

test('a day is counted as the platform counts it, from the year 1000 on', () => {
  const moment = fc.integer({ min: Date.UTC(1000, 0, 1), max: Date.UTC(9999, 11, 31) });
  fc.assert(
    fc.property(moment, (ms) => {
      const date = new Date(ms);
      const counted = day(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
      expect(counted).toBe(Math.floor(ms / 86_400_000));
    }),
  );
});

test('an instant is read alike by its short way and by the long one', () => {
  const moment = fc.integer({ min: Date.UTC(1901, 0, 1), max: Date.UTC(2199, 11, 31) });
  fc.assert(
    fc.property(moment, fc.constantFrom(19, 23), (ms, length) => {
      const text = `${new Date(ms).toISOString().slice(0, length)}Z`;
      const when = readWhen(text, 'UTC');
      expect(when).toEqual(readWhen(text.replace('Z', '+00:00'), 'UTC'));
      expect(when?.atMs).toBe(Date.parse(text));
    }),
  );
});
