import { describe, expect, test } from '@jest/globals';
import {
  enhancingRoots,
  isAtDisc,
  lieAtDiscs,
  rootsAtDisc,
  rootsSharingDisc,
} from '../../../../src/facts/imaging/enhancing-roots.ts';
import type {
  Pattern,
  RootEnhancement,
  RootLocation,
} from '../../../../src/report/findings/report-findings.ts';

const at = (level: RootLocation['level'], side: RootLocation['side'] = 'unspecified') => ({
  level,
  side,
});
const enhancement = (
  locations: readonly RootLocation[],
  pattern: Pattern = 'focal',
  text = '',
): RootEnhancement => ({
  assertion: 'present',
  locations,
  pattern,
  quotes: [{ text, start: 0, end: text.length }],
  by: [],
});

describe('Roots taken together', () => {
  test.each([
    ['one root', [at('L5', 'right')], { names: ['L5'], side: 'right', isWidespread: false }],
    ['no side', [at('L5')], { side: undefined, isWidespread: false }],
    [
      'its side said once',
      [at('L5', 'right'), at('L5')],
      { names: ['L5'], side: 'right', isWidespread: false },
    ],
    ['the other root without a side', [at('L5', 'right'), at('S1')], { side: undefined }],
    [
      'two of one side',
      [at('L5', 'left'), at('S1', 'left')],
      { names: ['L5', 'S1'], side: 'left', isWidespread: false },
    ],
    ['two sides', [at('L5', 'left'), at('S1', 'right')], { side: 'bilateral', isWidespread: true }],
    ['both sides', [at('L5', 'bilateral')], { side: 'bilateral', isWidespread: true }],
    ['three', [at('L4', 'left'), at('L5', 'left'), at('S1', 'left')], { isWidespread: true }],
    ['the cauda equina', [at('cauda-equina')], { isWidespread: true, hasUnnamed: false }],
    ['not named', [at('unspecified', 'left')], { names: [], hasUnnamed: true, side: 'left' }],
    ['no place at all', [], { names: [], hasUnnamed: true }],
  ] as const)('%s', (_what, locations, expected) => {
    expect(enhancingRoots(enhancement(locations))).toMatchObject(expected);
  });

  test.each(['diffuse', 'nodular'] as const)('%s is widespread', (pattern) => {
    expect(enhancingRoots(enhancement([at('L5', 'left')], pattern)).isWidespread).toBe(true);
  });
});

describe('A disc meets the root that leaves and the one that passes', () => {
  test.each([
    ['L4-L5', 'L4', 'L5'],
    ['L5-S1', 'L5', 'S1'],
    ['L1-L2', 'L1', 'L2'],
  ] as const)('%s: %s and %s', (disc, exiting, traversing) => {
    expect(rootsAtDisc(disc)).toEqual({ exiting, traversing });
    expect([isAtDisc(exiting, [disc]), isAtDisc(traversing, [disc])]).toEqual([true, true]);
    expect(isAtDisc('L3', [disc])).toBe(false);
  });

  test.each([
    ['L5', ['L4-L5'], ['L5', 'L4']],
    ['L5', ['L5-S1'], ['L5', 'S1']],
    ['L5', [], ['L5', 'L4', 'S1']],
    ['S1', ['L4-L5'], ['S1']],
    ['S2', [], ['S2']],
  ] as const)('%s with %j may be painful as %j', (root, discs, expected) => {
    expect(rootsSharingDisc(root, discs)).toEqual(expected);
  });

  test.each([
    [[at('L5')], '', ['L4-L5'], true],
    [[at('L4')], '', ['L4-L5'], true],
    [[at('S1')], '', ['L4-L5'], false],
    [[at('L5'), at('S1')], '', ['L4-L5'], false],
    [[at('L5'), at('S1')], '', ['L4-L5', 'L5-S1'], true],
    [[at('unspecified')], 'Root enhancement at L4-5.', ['L4-L5'], true],
    [[at('unspecified')], 'Root enhancement at L3-4.', ['L4-L5'], false],
    [[at('unspecified')], 'Root enhancement.', ['L4-L5'], false],
    [[at('L5')], '', [], false],
    [[at('L5')], 'L5 root enhancement at L4-5.', ['L5-S1'], false],
    [[at('L5')], 'L5 root enhancement at L5-S1.', ['L5-S1'], true],
  ] as const)('%j "%s" at %j: %s', (locations, text, discs, expected) => {
    expect(lieAtDiscs(enhancingRoots(enhancement(locations, 'focal', text)), discs)).toBe(expected);
  });
});
