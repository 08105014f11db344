import { describe, expect, test } from '@jest/globals';
import {
  gadoliniumReaction,
  recordedReactions,
} from '../../../../src/facts/contrast-safety/allergies.ts';
import {
  concept,
  ICD10CM,
  list,
  partOf,
  SNOMED,
  status,
  terminology,
  unavailable,
  ZONE,
} from '../../charts.ts';

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

describe('What is recorded of a reaction', () => {
  const read = (...allergies: readonly object[]) => {
    const fact = recordedReactions(list('allergies', ...allergies), terminology, ZONE);
    return fact.status === 'known' ? fact.value : fact;
  };
  const gadobutrol = concept(SNOMED, '407976008');

  test('agent, what happened, the worst severity, when, and how sure', () => {
    expect(
      read({
        id: 'a1',
        code: gadobutrol,
        verificationStatus: status('unconfirmed'),
        recordedDate: '2022-01-01',
        reaction: [
          { manifestation: [{ text: 'Hives' }], severity: 'mild', onset: '2021-03' },
          {
            manifestation: [{ text: 'Hives' }, concept('urn:x', '1', 'Wheeze')],
            severity: 'severe',
          },
        ],
      }),
    ).toEqual([
      {
        agent: 'Gadobutrol',
        isGadolinium: true,
        manifestation: 'Hives; Wheeze',
        severity: 'severe',
        on: '2021-03',
        verification: 'unconfirmed',
        isSevere: true,
        evidence: { reference: 'AllergyIntolerance/a1', says: 'Gadobutrol' },
      },
    ]);
  });

  test('what is not recorded is left open', () => {
    expect(read({ code: { text: 'IV contrast' } })).toEqual([
      {
        agent: 'IV contrast',
        isGadolinium: false,
        manifestation: undefined,
        severity: undefined,
        on: undefined,
        verification: undefined,
        isSevere: false,
        evidence: { says: 'IV contrast' },
      },
    ]);
  });

  test.each([
    [{ lastOccurrence: '2020-05-01', onsetDateTime: '2018', recordedDate: '2021' }, '2020-05-01'],
    [{ onsetDateTime: '2018', recordedDate: '2021' }, '2018'],
    [{ recordedDate: '2021' }, '2021'],
    [{ onsetString: 'in childhood' }, undefined],
  ])('dated: %j', (more, on) => {
    expect(read({ code: gadobutrol, ...more })).toMatchObject([{ on }]);
  });

  test.each([
    ['Gadolinium', 'CT contrast 2012', true],
    ['Contrast media', 'gadobutrol 2018', true],
    ['Contrast media', '', false],
    ['Contrast media', 'iohexol 2012, gadobutrol 2018', false],
    ['Contrast media', 'CT contrast 2012', undefined],
    ['Contrast media', 'X-ray dye; MRI contrast tolerated', undefined],
    ['Contrast media', 'CT 2012 (iohexol). Gadolinium without problems 2018', undefined],
  ])('%s, noted "%s"', (agent, text, isGadolinium) => {
    const found = read({ code: { text: agent }, note: [{ text }] });
    expect(found).toEqual(
      isGadolinium === undefined
        ? { status: 'not-recorded' }
        : [expect.objectContaining({ isGadolinium })],
    );
  });

  test('a condition is not on the list; no list is not the same as no allergy', () => {
    expect(read()).toEqual({ status: 'not-recorded' });
    expect(recordedReactions(unavailable('allergies'), terminology, ZONE)).toEqual({
      status: 'not-available',
      missing: ['allergies'],
    });
    const part = recordedReactions(partOf('allergies', { code: gadobutrol }), terminology, ZONE);
    expect(part.status).toBe('known');
  });
});
