import { describe, expect, test } from '@jest/globals';
import { fc } from '../../support/property.ts';
import { proportionOf } from '../../../src/cards/figures/wilson.ts';

describe('Percent and Wilson 95% interval', () => {
  test.each([
    [10, 18, 55.6, 33.7, 75.4],
    [77, 92, 83.7, 74.8, 89.9],
    [84, 140, 60, 51.7, 67.7],
    [0, 34, 0, 0, 10.2],
    [13, 13, 100, 77.2, 100],
    [1, 97, 1, 0.2, 5.6],
  ])('%i of %i', (k, n, percent, low, high) => {
    expect(proportionOf(k, n)).toEqual({ percent, low, high });
  });

  test('the interval holds the proportion and stays within 0 and 100', () => {
    const counts = fc
      .integer({ min: 1, max: 5000 })
      .chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
    fc.assert(
      fc.property(counts, ([k, n]) => {
        const { percent, low, high } = proportionOf(k, n);
        expect(0 <= low && low <= percent && percent <= high && high <= 100).toBe(true);
        expect(Object.is(low, -0) || Object.is(percent, -0)).toBe(false);
      }),
    );
  });
});
