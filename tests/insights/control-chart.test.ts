import { expect, test } from '@jest/globals';
import { controlPoints } from '../../src/insights/control-chart.ts';
import type { CardWeek } from '../../src/insights/insight-types.ts';

const week = (shown: number, concerned: number): CardWeek => ({
  from: '2026-11-01',
  shown,
  concerned,
  undecided: 0,
  accepted: 0,
  overridden: 0,
  versions: [1],
});
const points = (weeks: readonly CardWeek[]) =>
  controlPoints(weeks, ({ shown, concerned }) => [shown, concerned]);

test('limits are three standard deviations around the mean, wider for a small week', () => {
  const { mean, points: all } = points([week(10, 100), week(10, 100), week(1, 10)]);
  expect(mean).toBeCloseTo(0.1, 10);
  // 0.1 + 3 × √(0.1 × 0.9 / 100) = 0.19; for ten calls 0.3846.
  expect(all[0]?.high).toBeCloseTo(0.19, 10);
  expect(all[2]?.high).toBeCloseTo(0.1 + 3 * Math.sqrt(0.009), 10);
  expect(all.map(({ low }) => low)[2]).toBe(0);
  expect(all.some(({ isOutside }) => isOutside)).toBe(false);
});

test('a week outside the limits is marked; one without calls has no share', () => {
  const { points: all } = points([
    ...Array.from({ length: 11 }, () => week(10, 100)),
    week(40, 100),
    week(0, 0),
  ]);
  expect(all.map(({ isOutside }) => isOutside)).toEqual([
    ...Array<boolean>(11).fill(false),
    true,
    false,
  ]);
  expect(all.at(-1)?.share).toBeUndefined();
});
