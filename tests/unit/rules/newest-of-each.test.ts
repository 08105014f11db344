import { expect, test } from '@jest/globals';
import { newestOfEach } from '../../../src/rules/parts/newest-of-each.ts';

const told = (...entries: readonly (readonly [string, string | undefined])[]) =>
  newestOfEach(
    entries,
    ([name]) => name,
    ([, date]) => date,
  );

test('each name once, by its newest entry, in the order in which the names came', () => {
  expect(
    told(
      ['dialysis', '2026-11-10'],
      ['stage 4', '2020'],
      ['dialysis', '2026-11-14'],
      ['dialysis', undefined],
      ['dialysis', '2026-11-12'],
    ),
  ).toEqual([
    ['dialysis', '2026-11-14'],
    ['stage 4', '2020'],
  ]);
});

test('an entry without a date stands where there is no other', () => {
  expect(told(['a', undefined])).toEqual([['a', undefined]]);
  expect(told(['a', undefined], ['a', '2026'])).toEqual([['a', '2026']]);
  expect(told()).toEqual([]);
});
