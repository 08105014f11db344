import { describe, expect, test } from '@jest/globals';
import { readEvidence } from '../../../src/cards/figures/evidence.ts';
import { likelihoodRatio } from '../../../src/cards/figures/likelihood-ratio.ts';

// Counts and ratios as the review of the study worked them out by hand: sign in the symptomatic and in
// the other levels.
test.each([
  ['enhancement', 77, 15, 3.42, 2.21, 5.3],
  ['no enhancement', 7, 41, 0.11, 0.06, 0.24],
  ['thickening', 55, 21, 1.75, 1.2, 2.53],
  ['displacement', 47, 17, 1.84, 1.19, 2.86],
  ['enhancement with thickening', 50, 7, 4.76, 2.33, 9.73],
])('%s', (_sign, symptomatic, other, ratio, low, high) => {
  expect(likelihoodRatio({ k: symptomatic, n: 84 }, { k: other, n: 56 })).toEqual({
    ratio,
    low,
    high,
  });
});

test('a count of none has no ratio', () => {
  expect(likelihoodRatio({ k: 0, n: 84 }, { k: 3, n: 56 })).toBeUndefined();
  expect(likelihoodRatio({ k: 3, n: 84 }, { k: 0, n: 56 })).toBeUndefined();
});

describe('The ratios that stand in sentences of evidence.json', () => {
  const evidence = readEvidence('cards/evidence.json');
  const counts = (id: string) => {
    const figure = evidence.figure(id);
    if (figure.kind !== 'fraction') throw new Error(id);
    return figure;
  };
  const symptomatic = counts('enhancement-sensitivity');
  const others = counts('enhancement-specificity');
  const inWords = (found: ReturnType<typeof likelihoodRatio>) =>
    `${found!.ratio.toFixed(2)} (95% interval ${found!.low.toFixed(2)}–${found!.high.toFixed(2)})`;

  test('are those of its counts', () => {
    const wrong = { k: others.n - others.k, n: others.n };
    const missed = { k: symptomatic.n - symptomatic.k, n: symptomatic.n };
    expect(evidence.figure('likelihood-at-lower-prior')).toMatchObject({
      text: expect.stringContaining(inWords(likelihoodRatio(symptomatic, wrong))),
    });
    expect(evidence.figure('negative-likelihood-ratio')).toMatchObject({
      text: expect.stringContaining(inWords(likelihoodRatio(missed, others))),
    });
  });
});
