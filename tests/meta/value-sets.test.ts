import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { readConceptMaps, readValueSets } from '../../src/terminology/value-set-file.ts';

const valueSets = readValueSets('cards/value-sets');
const conceptMaps = readConceptMaps('cards/concept-maps');
const codesOf = (id: string) =>
  valueSets
    .filter((set) => set.id === id)
    .flatMap(({ compose }) =>
      compose.include.flatMap(({ system, concept = [], filter = [] }) => [
        ...concept.map(({ code }) => `${system}|${code}`),
        ...filter.map(({ value }) => `${system}|${value}`),
      ]),
    );

describe.each(valueSets.map((set) => [set.id, set] as const))('%s', (_id, set) => {
  test('says where each code was seen', () => {
    for (const include of set.compose.include) {
      const places = include.concept ?? [include];
      for (const place of places) {
        expect((place as { extension?: unknown[] }).extension).toEqual(
          expect.arrayContaining([
            { url: 'urn:cauda:verified-in', valueString: expect.any(String) },
          ]),
        );
      }
    }
  });

  test('has codes with right check digits', () => {
    for (const { system, concept = [], filter = [] } of set.compose.include) {
      for (const code of [...concept.map((c) => c.code), ...filter.map((f) => f.value)]) {
        if (system === 'http://snomed.info/sct')
          expect([code, verhoeff(code)]).toEqual([code, true]);
        // Parts and answers (LP…, LA…) have another digit.
        if (system === 'http://loinc.org' && !/^L[AP]/.test(code)) {
          expect([code, loincDigit(code)]).toEqual([code, true]);
        }
      }
    }
  });
});

/**
 * Every code whose meaning was seen in a source that can be trusted, by system. A code that is not in it
 * was typed from memory until somebody checks it and adds it here.
 */
const verified = JSON.parse(
  readFileSync(new URL('verified-codes.json', import.meta.url), 'utf8'),
) as Record<string, string[]>;
/** Categories below the verified chapter O, read on public pages of the classification. */
const endsOfPregnancy = 'pregnancy-ended';

test.each(valueSets.filter(({ id }) => id !== endsOfPregnancy).map(({ id }) => id))(
  '%s holds verified codes only',
  (id) => {
    const known = Object.entries(verified).flatMap(([system, codes]) =>
      codes.map((code) => `${system}|${code}`),
    );
    const unknown = codesOf(id).filter((code) => !known.includes(code));
    expect(unknown).toEqual([]);
  },
);

test('the categories that end a pregnancy lie in its chapter', () => {
  for (const code of codesOf(endsOfPregnancy)) {
    expect(code).toMatch(/^http:\/\/(?:hl7\.org\/fhir\/sid\/icd-10(?:-cm)?|fhir\.de\/\S+)\|O\d\d$/);
  }
});

/** Sets of which no code may stand in two: the classes of contrast, purposes, and kinds. */
const exclusive = [
  [
    'mri-lumbar-without-contrast',
    'mri-lumbar-with-contrast',
    'mri-lumbar-without-and-with-contrast',
    'mri-lumbar-contrast-unspecified',
    'mri-lumbar-intrathecal-contrast',
    'mri-spine-multiregion-without-contrast',
    'mri-spine-multiregion-with-contrast',
    'mri-spine-multiregion-without-and-with-contrast',
    'mri-spine-unspecified',
    'mri-brain-without-contrast',
    'mri-brain-with-contrast',
    'mri-brain-without-and-with-contrast',
    'mri-brain-unspecified',
    'mri-cervical-spine',
    'mri-thoracic-spine',
  ],
  ['diagnostic-lumbar-puncture', 'therapeutic-lumbar-puncture'],
  ['gadolinium-contrast-allergy', 'iodinated-contrast-allergy-not-gadolinium'],
  ['lumbar-discectomy', 'lumbar-decompression', 'lumbar-fusion'],
  ['guillain-barre', 'cidp-chronic-inflammatory'],
  ['malignant-neoplasm', 'history-of-malignancy'],
  ['pregnancy', 'possible-pregnancy'],
  ['gbca-acr-group-1', 'gbca-acr-group-2', 'gbca-acr-group-3-historic'],
  ['transforaminal-epidural-snrb', 'transforaminal-cervicothoracic-not-lumbar'],
];

test.each(exclusive)('no code stands both in %s and in another of its group', (...group) => {
  const all = group.flatMap(codesOf);
  expect(all.filter((code, index) => all.indexOf(code) !== index)).toEqual([]);
});

const regions = ['mri-lumbar', 'mri-spine-multiregion'];
const without = regions.flatMap((region) => codesOf(`${region}-without-contrast`));
const withOnly = regions.flatMap((region) => codesOf(`${region}-with-contrast`));
const both = regions.flatMap((region) => codesOf(`${region}-without-and-with-contrast`));

test.each([
  ['add-contrast', without, both],
  ['add-baseline', withOnly, both],
  ['remove-contrast', [...withOnly, ...both], without],
])('the pairs of %s lead from where it says to where it says', (id, from, to) => {
  const { group } = conceptMaps.find((map) => map.id === id)!;
  for (const { source, element } of group) {
    for (const { code, target } of element) {
      expect(from).toContain(`${source}|${code}`);
      expect(to).toContain(`${source}|${target[0].code}`);
    }
  }
});

/** SNOMED CT check digit: Verhoeff. */
function verhoeff(code: string): boolean {
  const d = (j: number, k: number): number => {
    if (j < 5) return k < 5 ? (j + k) % 5 : ((j + k) % 5) + 5;
    return k < 5 ? ((j - k + 5) % 5) + 5 : (j - k + 5) % 5;
  };
  const p = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => [n]);
  const first = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
  for (let i = 1; i < 8; i += 1) for (const row of p) row.push(first[row[i - 1]!]!);
  const sum = [...code].reverse().reduce((c, digit, i) => d(c, p[Number(digit)]![i % 8]!), 0);
  return sum === 0;
}

/** LOINC check digit: mod 10. */
function loincDigit(code: string): boolean {
  const [number, digit] = code.split('-');
  const sum = [...number!].reverse().reduce((total, character, index) => {
    const value = Number(character) * (index % 2 === 0 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(digit);
}
