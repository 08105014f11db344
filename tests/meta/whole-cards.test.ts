import { expect, test } from '@jest/globals';
import { cardGaps } from '../../scripts/card-gaps.ts';

test('every card has its words, its rule, its story and its place in the lists', () => {
  // Each line of a failure names a file and what is missing in it.
  expect(cardGaps('.')).toEqual([]);
});
