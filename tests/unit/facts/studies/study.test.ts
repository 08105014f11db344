import { describe, expect, test } from '@jest/globals';
import { hasContrast, showsLumbarSpine, studyOf } from '../../../../src/facts/studies/study.ts';
import { concept, CPT, ICD10PCS, LOINC, RADLEX, SNOMED, meanings } from '../../charts.ts';

const study = (code: object, more: object = {}) => studyOf({ code, ...more }, meanings());
const systems = { CPT, LOINC, SNOMED, RADLEX, ICD10PCS } as const;
type System = keyof typeof systems;

/** Region and contrast of the studies that each code names; one line of the clinical value sets. */
const codes: readonly (readonly [string, string, Partial<Record<System, string>>])[] = [
  [
    'lumbar',
    'without',
    {
      CPT: '72148',
      LOINC: '30679-5 36111-3 91717-9',
      SNOMED: '394451000119106',
      RADLEX: 'RPID541 RPID824',
      ICD10PCS: 'BR39ZZZ BR33ZZZ',
    },
  ],
  [
    'lumbar',
    'with',
    {
      CPT: '72149',
      LOINC: '30678-7 36100-6 91715-3',
      SNOMED: '41333006 433140006 709653005',
      RADLEX: 'RPID501',
      ICD10PCS: 'BR39YZZ BR33YZZ',
    },
  ],
  [
    'lumbar',
    'without-and-with',
    {
      CPT: '72158',
      LOINC: '24967-2 91716-1',
      RADLEX: 'RPID500 RPID806',
      ICD10PCS: 'BR39Y0Z BR33Y0Z',
    },
  ],
  ['lumbar', 'unspecified', { LOINC: '24968-0 24977-1', SNOMED: '433141005 726546000' }],
  [
    'whole-spine',
    'without',
    { LOINC: '30854-4 36531-2', SNOMED: '411611000119102 411571000119106' },
  ],
  [
    'whole-spine',
    'with',
    { LOINC: '91561-1 38061-8 36256-6', SNOMED: '495741000119105 448641007 431985004' },
  ],
  ['whole-spine', 'without-and-with', { LOINC: '30855-1 36400-0 94088-2' }],
  ['whole-spine', 'unspecified', { LOINC: '36067-7 42698-1', SNOMED: '241645008' }],
  [
    'brain',
    'without',
    { CPT: '70551', LOINC: '30657-1 36105-5', RADLEX: 'RPID479', ICD10PCS: 'B030ZZZ' },
  ],
  [
    'brain',
    'with',
    { CPT: '70552', LOINC: '24589-4 36096-6', RADLEX: 'RPID481', ICD10PCS: 'B030YZZ' },
  ],
  [
    'brain',
    'without-and-with',
    { CPT: '70553', LOINC: '24587-8 80510-1', RADLEX: 'RPID480 RPID6301', ICD10PCS: 'B030Y0Z' },
  ],
  ['brain', 'unspecified', { LOINC: '24590-2 24586-0', SNOMED: '816077007' }],
];

const codeRows = codes.flatMap(([region, contrast, bySystem]) =>
  Object.entries(bySystem).flatMap(([system, list]) =>
    list.split(' ').map((code) => [system as System, code, region, contrast] as const),
  ),
);

describe('A coded MRI', () => {
  test.each(codeRows)('%s %s: %s, %s', (system, code, region, contrast) => {
    expect(study(concept(systems[system], code))).toEqual({ kind: 'mri', region, contrast });
  });

  test.each([
    ['urn:oid:2.16.840.1.113883.6.12', '72148', 'without'],
    ['https://loinc.org/', '24967-2', 'without-and-with'],
    ['urn:oid:2.16.840.1.113883.6.256', 'RPID501', 'with'],
    ['http://terminology.hl7.org/CodeSystem/icd10PCS', 'BR39ZZZ', 'without'],
    ['http://www.icd10data.com/icd10pcs', 'br39y0z', 'without-and-with'],
  ])('its code system under another URI: %s', (system, code, contrast) => {
    expect(study(concept(system, code))).toEqual({ kind: 'mri', region: 'lumbar', contrast });
  });

  test.each([
    ['no system', { coding: [{ code: '72148' }] }],
    ['an empty system', { coding: [{ system: '', code: '72148' }] }],
    ['another system', concept(LOINC, '72148')],
    ['a local system', concept('urn:example:orders', '72148')],
    ['no code', { coding: [{ system: CPT }] }],
    ['a code as a number', { coding: [{ system: CPT, code: 72148 }] }],
    ['no coding', {}],
  ])('a code is nothing without its system: %s', (_name, code) => {
    expect(study(code)).toBeUndefined();
  });

  test('a display beside a standard code is not read', () => {
    const display = 'MRI lumbar spine with contrast';
    expect(study({ coding: [{ system: CPT, code: '72148', display }] })).toMatchObject({
      contrast: 'without',
    });
    expect(study({ coding: [{ system: CPT, code: '73721', display }], text: display })).toBe(
      undefined,
    );
  });
});

describe('Several codings say together', () => {
  const both = (...codings: readonly (readonly [string, string])[]) =>
    study({ coding: codings.map(([system, code]) => ({ system, code })) });

  test.each([
    ['the same', [CPT, '72148'], [LOINC, '30679-5'], 'without'],
    ['more than an unspecified one', [LOINC, '24968-0'], [CPT, '72149'], 'with'],
    ['SNOMED "with" and both', [SNOMED, '41333006'], [CPT, '72158'], 'without-and-with'],
    ['without against with', [CPT, '72148'], [CPT, '72149'], 'unspecified'],
    ['without against both', [CPT, '72148'], [LOINC, '24967-2'], 'unspecified'],
    ['without against SNOMED "with"', [CPT, '72148'], [SNOMED, '41333006'], 'unspecified'],
  ] as const)('%s', (_name, a, b, contrast) => {
    expect(both(a, b)).toEqual({ kind: 'mri', region: 'lumbar', contrast });
    expect(both(b, a)).toEqual({ kind: 'mri', region: 'lumbar', contrast });
  });

  test('a local code beside a standard one changes nothing', () => {
    expect(both(['urn:example:orders', 'IMG1'], [CPT, '72158'])).toMatchObject({
      contrast: 'without-and-with',
    });
  });

  test.each(['48436-0', '48452-7'])('intrathecal contrast (%s) is not ours', (code) => {
    expect(both([LOINC, code])).toBeUndefined();
    expect(both([LOINC, code], [LOINC, '24968-0'])).toBeUndefined();
  });
});

describe('None of ours', () => {
  test.each([
    ['CT of the lumbar spine', LOINC, '30620-9 24963-1 24964-9'],
    ['CT of the lumbar spine', CPT, '72131 72132 72133'],
    ['MRI of sacrum and coccyx', LOINC, '36059-4 36060-2'],
    ['MRI of the knee', CPT, '73721 73723'],
    ['MRI of the pelvis', CPT, '72195 72196 72197'],
    ['MRI of the breast', SNOMED, '241615005'],
    ['a generic document', LOINC, '18748-4 LP29684-5'],
  ])('%s (%s %s)', (_name, system, list) => {
    for (const code of list.split(' ')) expect(study(concept(system, code))).toBeUndefined();
  });

  test.each([
    [CPT, '72141 72142 72156 72146 72147 72157'],
    [LOINC, '24935-9 24937-5 36532-0 24981-3'],
    [SNOMED, '241646009 91333005'],
    [RADLEX, 'RPID809 RPID544'],
    [ICD10PCS, 'BR30Y0Z BR37ZZZ'],
  ])('a cervical or thoracic MRI shows no lumbar spine (%s %s)', (system, list) => {
    for (const code of list.split(' ')) {
      const found = study(concept(system, code));
      expect(found).toMatchObject({ region: 'cervical-or-thoracic' });
      expect(found && showsLumbarSpine(found)).toBe(false);
    }
  });
});

test.each([
  ['lumbar', 'without', true, false],
  ['lumbar', 'with', true, true],
  ['whole-spine', 'without-and-with', true, true],
  ['lumbar', 'unspecified', true, false],
  ['brain', 'with', false, true],
] as const)(
  '%s, %s: shows the lumbar spine %s, has contrast %s',
  (region, contrast, shows, has) => {
    const mri = { kind: 'mri', region, contrast } as const;
    expect([showsLumbarSpine(mri), hasContrast(mri)]).toEqual([shows, has]);
  },
);
