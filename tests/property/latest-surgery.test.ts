import { expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { day, formatDay, readWhen } from '../../src/facts/values/calendar.ts';
import { latestSurgery } from '../../src/facts/surgery/latest-surgery.ts';
import type { LumbarSurgery } from '../../src/facts/surgery/lumbar-surgery.ts';

const TODAY = day(2026, 11, 20);

const date = fc
  .integer({ min: day(1990, 1, 1), max: day(2028, 12, 31) })
  .chain((on) => fc.constantFrom(4, 7, 10).map((length) => formatDay(on).slice(0, length)));

const surgery = fc.option(date, { nil: undefined }).map((text): LumbarSurgery => ({
  kind: 'disc',
  name: text ?? 'undated',
  readFrom: 'code',
  when: readWhen(text, 'UTC'),
  levels: [],
  side: undefined,
  evidence: { says: text ?? 'undated' },
}));

const shuffled = fc
  .array(surgery, { maxLength: 8 })
  .chain((surgeries) =>
    fc.tuple(
      fc.constant(surgeries),
      fc.shuffledSubarray(surgeries, { minLength: surgeries.length }),
    ),
  );

const range = (surgeries: readonly LumbarSurgery[], complete: boolean) => {
  const found = latestSurgery({ surgeries, complete }, TODAY);
  return found && { first: found.first, last: found.last, began: found.surgery.when?.first };
};

test('the order of the list does not matter', () => {
  fc.assert(
    fc.property(shuffled, fc.boolean(), ([one, other], complete) => {
      expect(range(other, complete)).toEqual(range(one, complete));
    }),
  );
});

test('it ended on a day up to today, and a further operation never makes it earlier', () => {
  fc.assert(
    fc.property(fc.array(surgery), surgery, fc.boolean(), (surgeries, further, complete) => {
      const before = range(surgeries, complete);
      const after = range([...surgeries, further], complete);
      if (!before) return;
      expect(before.first).toBeLessThanOrEqual(before.last);
      expect(before.last).toBeLessThanOrEqual(TODAY);
      expect(after?.first).toBeGreaterThanOrEqual(before.first);
      expect(after?.last).toBeGreaterThanOrEqual(before.last);
    }),
  );
});

test('an incomplete list leaves the end open', () => {
  fc.assert(
    fc.property(fc.array(surgery), (surgeries) => {
      const whole = range(surgeries, true);
      const part = range(surgeries, false);
      expect(part).toEqual(whole && { ...whole, last: TODAY });
    }),
  );
});
