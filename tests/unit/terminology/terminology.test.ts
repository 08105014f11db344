import { describe, expect, test } from '@jest/globals';
import { Terminology } from '../../../src/terminology/terminology.ts';
import {
  conceptMaps,
  CPT,
  ICD10CM,
  ICD10PCS,
  LOINC,
  RADLEX,
  SNOMED,
  terminology,
  valueSets,
} from '../charts.ts';

describe('System and code together name a value set', () => {
  test.each([
    [CPT, '72148', 'mri-lumbar-without-contrast'],
    [LOINC, '30679-5', 'mri-lumbar-without-contrast'],
    [SNOMED, '394451000119106', 'mri-lumbar-without-contrast'],
    [SNOMED, '16846261000119106', 'cauda-equina-syndrome'],
    [RADLEX, 'RPID541', 'mri-lumbar-without-contrast'],
    [ICD10PCS, 'BR39ZZZ', 'mri-lumbar-without-contrast'],
    [ICD10CM, 'N39.490', 'urinary-retention-or-overflow'],
  ])('%s %s: %s', (system, code, valueSet) => {
    expect(terminology.valueSetsOf(system, code)).toContain(valueSet);
  });

  test.each([
    ['another system', LOINC, '72148'],
    ['an unknown system', 'urn:example:local', '72148'],
    ['an unknown code', CPT, '99999'],
    ['a display', CPT, 'MRI lumbar spine'],
    ['no system', undefined, '72148'],
    ['no code', CPT, undefined],
    ['a number', CPT, 72148],
    ['an object', CPT, { code: '72148' }],
    ['an empty code', CPT, ''],
    // A transport accident in ICD-10-CM, an arthrodesis status in ICD-9-CM.
    ['V45.4', ICD10CM, 'V45.4'],
  ])('none: %s', (_name, system, code) => {
    expect(terminology.valueSetsOf(system, code)).toEqual([]);
  });
});

describe('One code system under several URIs', () => {
  test.each([
    [ICD10PCS, 'http://terminology.hl7.org/CodeSystem/icd10PCS', 'BR39ZZZ'],
    [ICD10PCS, 'http://www.icd10data.com/icd10pcs', 'BR39ZZZ'],
    [CPT, 'urn:oid:2.16.840.1.113883.6.12', '72148'],
    [ICD10CM, 'http://terminology.hl7.org/CodeSystem/icd10CM', 'M54.16'],
    [ICD10CM, 'urn:oid:2.16.840.1.113883.6.90', 'M54.16'],
    [RADLEX, 'urn:oid:2.16.840.1.113883.6.256', 'RPID541'],
    [LOINC, 'https://loinc.org/', '30679-5'],
  ])('%s as %s', (canonical, alias, code) => {
    const sets = terminology.valueSetsOf(canonical, code);
    expect(sets.length).toBeGreaterThan(0);
    expect(terminology.valueSetsOf(alias, code)).toEqual(sets);
    expect(terminology.isStandardSystem(alias)).toBe(true);
    expect(terminology.labelOf(alias, code)).toBe(terminology.labelOf(canonical, code));
  });
});

describe('The ICD-10 of the WHO and its German edition share the categories of three characters', () => {
  const WHO = 'http://hl7.org/fhir/sid/icd-10';
  const GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';
  test.each([
    [WHO, 'R33', 'urinary-retention-or-overflow'],
    ['urn:oid:2.16.840.1.113883.6.3', 'C50.9', 'malignant-neoplasm'],
    ['http://hl7.org/fhir/sid/icd-10-uk', 'G00.1', 'meningitis-infectious'],
    ['http://terminology.hl7.org/CodeSystem/icd10', 'N17', 'acute-kidney-injury'],
    [GM, 'A41.9', 'sepsis'],
    [GM, 'C50.4', 'malignant-neoplasm'],
    ['http://fhir.de/CodeSystem/dimdi/icd-10-gm', 'R15', 'bowel-incontinence'],
    [`${GM}|2025`, 'B20', 'hiv-infection'],
    // Marks of the classification are no part of a code.
    [WHO, 'G01*', 'meningitis-infectious'],
    [GM, 'C50.9+', 'malignant-neoplasm'],
    ['ICD-10', 'I60.2', 'subarachnoid-haemorrhage'],
  ])('%s %s: %s', (system, code, valueSet) => {
    expect(terminology.valueSetsOf(system, code)).toContain(valueSet);
  });

  test.each([
    // Longer codes are not the same in both: there M51.1 is of the lumbar and other discs, and R65.2 is
    // inflammation without infection, which ICD-10-CM calls severe sepsis.
    [WHO, 'M51.16'],
    [GM, 'M51.26'],
    [WHO, 'R65.2'],
    [WHO, 'I13.1'],
    [WHO, 'Z98.890'],
  ])('%s %s counts nowhere, since no value set lists it', (system, code) => {
    expect(terminology.valueSetsOf(system, code)).toEqual([]);
  });

  test('with a label of ours', () => {
    expect(terminology.familyLabelOf(WHO, 'R33.9')).toBe(terminology.familyLabelOf(ICD10CM, 'R33'));
  });
});

describe('Longer codes that mean the same there stand in the value sets', () => {
  const WHO = 'http://hl7.org/fhir/sid/icd-10';
  const GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';
  test.each([
    [WHO, 'G83.4', 'cauda-equina-syndrome'],
    // The German edition parts it further.
    [GM, 'G83.41', 'cauda-equina-syndrome'],
    [WHO, 'M46.4', 'spinal-infection'],
    [GM, 'M46.46', 'spinal-infection'],
    [WHO, 'N18.5', 'ckd-4-5'],
    [GM, 'M54.16', 'lumbar-radicular-symptom'],
    [WHO, 'M54.4', 'lumbar-radicular-symptom'],
    [WHO, 'M96.1', 'postlaminectomy-syndrome'],
    [WHO, 'B24', 'hiv-infection'],
    [WHO, 'O81', 'delivery'],
  ])('%s %s: %s', (system, code, valueSet) => {
    expect(terminology.valueSetsOf(system, code)).toContain(valueSet);
  });
});

describe('ICD codes: case and dots do not count, and a longer code lies below a shorter one', () => {
  test.each([
    ['M54.16', true],
    ['M5416', true],
    ['m54.16', true],
    [' M54.16 ', true],
    ['M54.3', true],
    ['M54.31', true],
    ['M54.40', true],
    ['M54', false],
    ['M54.1', false],
    ['M54.12', false],
    ['M54.5', false],
  ])('%s is a radicular symptom: %s', (code, expected) => {
    const sets = terminology.valueSetsOf(ICD10CM, code);
    expect(sets.includes('lumbar-radicular-symptom')).toBe(expected);
  });

  test.each([
    ['O80', ['delivery', 'pregnancy']],
    ['O24.410', ['pregnancy']],
    ['Z37.0', ['delivery']],
    ['N18.4', ['ckd-4-5']],
    ['N18.40', []],
    ['N18.3', []],
  ])('%s: %j', (code, expected) => {
    expect([...terminology.valueSetsOf(ICD10CM, code)].sort()).toEqual(expected);
  });

  test('elsewhere a code is itself', () => {
    expect(terminology.valueSetsOf(CPT, '721480')).toEqual([]);
    expect(terminology.valueSetsOf(CPT, '7214')).toEqual([]);
    expect(terminology.valueSetsOf(LOINC, '306795')).toEqual([]);
    expect(terminology.valueSetsOf(SNOMED, '2777620051')).toEqual([]);
  });

  test('ICD-10-PCS too', () => {
    expect(terminology.valueSetsOf(ICD10PCS, '0sg00a0')).toContain('lumbar-fusion');
    expect(terminology.valueSetsOf(ICD10PCS, '0RG10A0')).toEqual([]);
  });
});

describe('Codes of a site', () => {
  const local = { system: 'urn:example:orders', code: 'IMG1', valueSet: 'mri-brain-with-contrast' };

  test('count as their value set, by system and code', () => {
    const own = new Terminology(valueSets, conceptMaps, [local]);
    expect(own.valueSetsOf(local.system, local.code)).toEqual([local.valueSet]);
    expect(own.valueSetsOf(local.system, 'IMG2')).toEqual([]);
    expect(own.valueSetsOf('urn:example:other', local.code)).toEqual([]);
    expect(own.valueSetsOf(CPT, '72148')).toEqual(terminology.valueSetsOf(CPT, '72148'));
    expect(own.isStandardSystem(local.system)).toBe(false);
  });

  test('of an unknown value set stop the start', () => {
    expect(() => new Terminology(valueSets, [], [{ ...local, valueSet: 'no-such-set' }])).toThrow(
      'no-such-set',
    );
  });
});

test('only displays of unknown systems may be read as text', () => {
  for (const system of [CPT, LOINC, SNOMED, RADLEX, ICD10CM, ICD10PCS]) {
    expect(terminology.isStandardSystem(system)).toBe(true);
  }
  for (const system of ['urn:example:local', '', undefined, null, 1]) {
    expect(terminology.isStandardSystem(system)).toBe(false);
  }
});

test('the study with contrast stays in its code system', () => {
  expect(terminology.pairOf('add-contrast', CPT, '72148')).toEqual({
    system: CPT,
    code: '72158',
    display: terminology.labelOf(CPT, '72158'),
  });
  expect(
    terminology.pairOf('add-contrast', 'urn:oid:2.16.840.1.113883.6.12', '72148'),
  ).toMatchObject({
    code: '72158',
  });
  expect(terminology.pairOf('add-contrast', ICD10PCS, 'br39zzz')).toMatchObject({
    code: 'BR39Y0Z',
  });
  expect(terminology.pairOf('add-contrast', CPT, '72158')).toBeUndefined();
  expect(terminology.pairOf('add-contrast', LOINC, '72148')).toBeUndefined();
  expect(terminology.pairOf('add-contrast', SNOMED, '394451000119106')).toBeUndefined();
});

test('the codes of a value set, for a search', () => {
  expect(terminology.tokensOf('obs-pregnancy-status', 'obs-crp').slice(0, 2)).toEqual([
    `${LOINC}|82810-3`,
    `${LOINC}|1988-5`,
  ]);
});

test.each([
  [ICD10CM, 'R33.9', 'Retention of urine'],
  [ICD10CM, 'g834', 'Cauda equina syndrome'],
  [ICD10CM, 'Q00.0', undefined],
  [SNOMED, '449813001', undefined],
  ['urn:local', 'R33', undefined],
])('the label of the family of %s|%s', (system, code, label) => {
  expect(terminology.familyLabelOf(system, code)).toBe(label);
});
