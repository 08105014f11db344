import { describe, expect, test } from '@jest/globals';
import {
  anyOf,
  known,
  notAvailable,
  notRecorded,
  signal,
  unreadable,
} from '../../../../src/facts/values/fact.ts';

const a = known(true as const, [{ says: 'a' }]);
const b = known(true as const, [{ says: 'b' }]);

describe('Any of several signals', () => {
  test.each([
    ['none at all', [], notRecorded],
    ['one that is there', [notRecorded, a], a],
    ['all evidence together', [a, b], { ...a, evidence: [{ says: 'a' }, { says: 'b' }] }],
    ['there, whatever else is missing', [notAvailable('x'), unreadable('y'), a], a],
    [
      'a gap is not covered up by silence elsewhere',
      [notRecorded, notAvailable('x')],
      notAvailable('x'),
    ],
    ['nor is what cannot be read', [notRecorded, unreadable('y')], unreadable('y')],
    [
      'gaps together, each once',
      [notAvailable('x'), notAvailable('z', 'x')],
      notAvailable('x', 'z'),
    ],
    ['looked for everywhere', [notRecorded, notRecorded], notRecorded],
  ])('%s', (_name, signals, expected) => {
    expect(anyOf(...signals)).toEqual(expected);
  });
});

test('a signal without evidence is what its list says', () => {
  expect(signal([{ says: 'a' }], notAvailable('x'))).toEqual(a);
  expect(signal([], notAvailable('x'))).toEqual(notAvailable('x'));
  expect(signal([], notRecorded)).toEqual(notRecorded);
});
