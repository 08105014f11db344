import { expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { contrastInWords } from '../../src/facts/studies/contrast-in-words.ts';
import { studyOf } from '../../src/facts/studies/study.ts';
import { CPT, LOINC, SNOMED, meanings, valueSets } from '../unit/charts.ts';

const codings = valueSets
  .filter(({ id }) => id.startsWith('mri-') || id.includes('lumbar-puncture'))
  .flatMap(({ compose }) =>
    compose.include.flatMap(({ system, concept = [] }) =>
      concept.map(({ code }) => ({ system, code })),
    ),
  );
const coding = fc.constantFrom(...codings);
const study = (...list: readonly object[]) => studyOf({ code: { coding: list } }, meanings());

test('the order of the codings does not matter, nor that one is said twice', () => {
  const shuffled = fc
    .array(coding, { minLength: 1, maxLength: 4 })
    .chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
  fc.assert(
    fc.property(shuffled, ([one, other]) => {
      expect(study(...other)).toEqual(study(...one));
      expect(study(...one, one[0]!)).toEqual(study(...one));
    }),
  );
});

test('a code in another system, or without one, is never a study', () => {
  const other = fc.constantFrom('urn:example:local', 'http://example.org/codes', undefined, '');
  fc.assert(
    fc.property(coding, other, ({ code }, system) => {
      expect(study({ system, code })).toBeUndefined();
    }),
  );
});

test('a lumbar study that one code calls "without" is never one with contrast', () => {
  const plain = fc.constantFrom(
    { system: CPT, code: '72148' },
    { system: LOINC, code: '30679-5' },
    { system: SNOMED, code: '394451000119106' },
  );
  fc.assert(
    fc.property(plain, coding, (without, other) => {
      const found = study(without, other);
      if (found?.kind !== 'mri' || found.region !== 'lumbar') return;
      expect(['without', 'unspecified']).toContain(found.contrast);
    }),
  );
});

test('any resource and any words can be read', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom('code', 'bodySite'), fc.anything()), (resource) => {
      expect(() => studyOf(resource, meanings())).not.toThrow();
    }),
  );
  fc.assert(
    fc.property(fc.string(), (words) => {
      expect(['without', 'with', 'without-and-with', 'unspecified']).toContain(
        contrastInWords(words),
      );
    }),
  );
});
