import { describe, expect, test } from '@jest/globals';
import { gadoliniumReaction } from '../../../src/facts/allergies.ts';
import {
  concept,
  ICD10CM,
  list,
  partOf,
  SNOMED,
  status,
  terminology,
  unavailable,
} from '../charts.ts';

const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';
const ATC = 'http://www.whocc.no/atc';

const reaction = (...allergies: readonly object[]) =>
  gadoliniumReaction(list('allergies', ...allergies), list('conditions'), terminology);
const statusOf = (allergy: object) => reaction(allergy).status;

describe('A coded reaction', () => {
  test.each([
    ['gadolinium', SNOMED, '58281002'],
    ['gadobutrol', SNOMED, '407976008'],
    ['gadoterate', SNOMED, '712714000'],
    ['contrast media of a kind that is not said', SNOMED, '293637006'],
    ['contrast media of a kind that is not said', SNOMED, '385420005'],
    ['gadolinium', RXNORM, '1310171'],
    ['any agent of the class', ATC, 'V08CA09'],
    ['any agent of the class', ATC, 'V08CA'],
    ['dye of a kind that is not said', ICD10CM, 'Z91.041'],
  ])('%s: %s %s', (_name, system, code) => {
    expect(reaction({ id: 'a1', code: concept(system, code) })).toEqual({
      status: 'known',
      value: true,
      evidence: [{ reference: 'AllergyIntolerance/a1', says: 'recorded reaction to contrast' }],
    });
  });

  test('named as the substance of a reaction', () => {
    const substance = concept(SNOMED, '407976008');
    expect(statusOf({ code: { text: 'Unknown agent' }, reaction: [{ substance }] })).toBe('known');
    expect(statusOf({ reaction: [{}, { substance }] })).toBe('known');
  });

  test.each([
    ['iodinated contrast', concept(SNOMED, '426722004')],
    ['X-ray contrast', concept(SNOMED, '293638001')],
    ['contrast said to be iodinated', concept(SNOMED, '293637006', 'Iodinated contrast')],
    ['dye said to be iodinated', concept(ICD10CM, 'Z91.041', 'Iohexol')],
    ['an iodinated agent by class', concept(ATC, 'V08AB02')],
    ['penicillin', concept(SNOMED, '91936005')],
    ['no known allergy', concept(SNOMED, '716186003')],
    ['the code in another system', concept(RXNORM, '58281002')],
    ['nothing', {}],
  ])('none: %s', (_name, code) => {
    expect(statusOf({ code })).toBe('not-recorded');
  });
});

describe('A reaction in words', () => {
  test.each([
    'Gadolinium',
    'gadobutrol',
    'Gadavist',
    'DOTAREM (rash)',
    'Magnevist',
    'MRI contrast',
    'MR contrast',
    'IV contrast, anaphylaxis',
    'Contrast media',
    'Iodinated contrast and gadolinium',
  ])('known: %s', (text) => {
    expect(statusOf({ code: { text } })).toBe('known');
    const local = { coding: [{ system: 'urn:example:allergies', code: '1', display: text }] };
    expect(statusOf({ code: local })).toBe('known');
  });

  test.each([
    'Iodinated contrast',
    'Iohexol',
    'CT contrast',
    'No known allergies',
    'No gadolinium allergy',
    'Peanuts',
  ])('none: %s', (text) => {
    expect(statusOf({ code: { text } })).toBe('not-recorded');
  });
});

test.each([
  [{}, 'known'],
  [{ clinicalStatus: status('active') }, 'known'],
  [{ clinicalStatus: status('inactive') }, 'not-recorded'],
  [{ clinicalStatus: status('resolved') }, 'not-recorded'],
  [{ verificationStatus: status('unconfirmed') }, 'known'],
  [{ verificationStatus: status('confirmed') }, 'known'],
  [{ verificationStatus: status('refuted') }, 'not-recorded'],
  [{ verificationStatus: status('entered-in-error') }, 'not-recorded'],
])('%j: %s', (more, expected) => {
  expect(statusOf({ code: concept(SNOMED, '58281002'), ...more })).toBe(expected);
});

test('no list is not the same as no allergy', () => {
  const missing = { status: 'not-available', missing: ['allergies'] };
  expect(reaction()).toEqual({ status: 'not-recorded' });
  for (const allergies of [unavailable('allergies'), partOf('allergies')]) {
    expect(gadoliniumReaction(allergies, list('conditions'), terminology)).toEqual(missing);
  }
});
