import { describe, expect, test } from '@jest/globals';
import { saysPast } from '../../../src/facts/values/past-in-words.ts';
import { rootsIn } from '../../../src/facts/studies/root-in-words.ts';

describe('Roots that an order names', () => {
  test.each([
    ['L5 block', ['L5']],
    ['right L 4 root', ['L4']],
    ['L4 and L5', ['L4', 'L5']],
    ['L5, L5, L5', ['L5']],
    ['L4-5', []],
    ['L4-L5', []],
    ['L4/5', []],
    ['L5/S1', []],
    ['L5 S1', []],
    ['L3 to L5', []],
    ['L4 root at L4-5', ['L4']],
    ['S1', []],
    ['L5 or S1 root?', []],
    ['L3 and L4', []],
    ['', []],
    ['HL5 message', []],
  ])('"%s": %j', (text, roots) => {
    expect(rootsIn(text)).toEqual(roots);
  });
});

describe('Words that put a code in the past', () => {
  test.each([
    ['History of discitis', true],
    ['Discitis, treated 2014', true],
    ['Family: tuberculosis of spine', true],
    ['Discitis ruled out', true],
    ['Discitis', false],
    ['Discitis, being treated', false],
    ['?discitis', false],
    ['', false],
  ])('"%s": %s', (text, expected) => {
    expect(saysPast(text)).toBe(expected);
  });
});
