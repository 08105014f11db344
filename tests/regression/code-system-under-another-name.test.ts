import { describe, expect, test } from '@jest/globals';
import { lumbarMri, order } from '../support/orders.ts';
import { condition, patient, withResource, without, type Patient } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: a code under another name of its code system was taken for no code. An operation was then
 * none, and a card said so; a sign of the cauda equina, a low eGFR and an order went unread.
 */
const amara = patient('amara-contrast-mri-10-weeks');
const maria = patient('maria-discectomy-2024');
const esther = patient('esther-unoperated-root');
const wen = patient('wen-old-surgery-report');
const on = stage([]);

const operation = (system: string, code: string, performedDateTime = '2026-09-10') => ({
  resourceType: 'Procedure',
  status: 'completed',
  code: { coding: [{ system, code }] },
  performedDateTime,
});
const unoperated = (p: Patient) => without(p, 'Procedure');

describe('A discectomy coded in ICD-10-PCS', () => {
  test.each([
    'http://www.cms.gov/Medicare/Coding/ICD10',
    'https://www.cms.gov/Medicare/Coding/ICD10',
    'http://www.cms.gov/Medicare/Coding/ICD10/',
    'http://cms.gov/Medicare/Coding/ICD10',
    'HTTP://WWW.CMS.GOV/MEDICARE/CODING/ICD10',
    'http://www.cms.gov/Medicare/Coding/ICD10|2024',
    'urn:oid:2.16.840.1.113883.6.4',
    'URN:OID:2.16.840.1.113883.6.4',
    '2.16.840.1.113883.6.4',
    'http://hl7.org/fhir/sid/icd-10-pcs',
    'https://hl7.org/fhir/sid/icd-10-pcs/',
    'http://terminology.hl7.org/CodeSystem/icd10PCS',
    'http://www.icd10data.com/icd10pcs',
    'ICD-10-PCS',
  ])('as %s', async (system) => {
    const viewed = await on.cauda.view(withResource(esther, operation(system, '0SB20ZZ')));
    expect(cardIds(viewed)).not.toContain('root-enhancement-without-surgery');
    const p = withResource(unoperated(amara), operation(system, '0SB20ZZ'));
    const signed = await on.cauda.sign(p, lumbarMri('without-and-with'));
    expect(cardIds(signed)).toEqual(['contrast-mri-under-six-months']);
  });

  test('in a concept that stands where a code belongs', async () => {
    const inner = { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.4', code: '0SB20ZZ' }] };
    const nested = {
      ...operation('', ''),
      code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: inner }] },
    };
    const viewed = await on.cauda.view(withResource(esther, nested));
    expect(cardIds(viewed)).not.toContain('root-enhancement-without-surgery');
    const signed = await on.cauda.sign(
      withResource(unoperated(amara), nested),
      lumbarMri('without-and-with'),
    );
    expect(cardIds(signed)).toEqual(['contrast-mri-under-six-months']);
  });

  test('the second of two operations counts the months', async () => {
    const again = operation('urn:oid:2.16.840.1.113883.6.4', '0SB40ZZ', '2026-09-20');
    expect(cardIds(await on.cauda.view(wen))).toEqual(['root-enhancement-after-six-months']);
    expect(cardIds(await on.cauda.view(withResource(wen, again)))).toEqual([
      'root-enhancement-under-six-months',
    ]);
  });
});

describe('A lumbar disc operation in OPCS-4', () => {
  test.each([
    ['https://fhir.hl7.org.uk/CodeSystem/OPCS-4', 'V33.7'],
    ['http://fhir.hl7.org.uk/CodeSystem/OPCS-4', 'V337'],
    ['http://fhir.hl7.org.uk/R4/CodeSystem/OPCS-4', 'v33.1'],
    ['https://fhir.hl7.org.uk/Id/opcs-4', 'V34.2'],
    ['https://fhir.nhs.uk/Id/opcs-4', 'V33.2'],
    ['http://hl7.org/fhir/sid/ex-opcs4', 'V339'],
    ['http://endhealth.info/opcs4#', 'V33.8'],
    ['OPCS-4', 'V33.4'],
  ])('%s %s is read', async (system, code) => {
    const p = withResource(unoperated(amara), operation(system, code));
    const signed = await on.cauda.sign(p, lumbarMri('without-and-with'));
    expect(cardIds(signed)).toEqual(['contrast-mri-under-six-months']);
  });

  test.each([
    ['a decompression', 'https://fhir.hl7.org.uk/CodeSystem/OPCS-4', 'V25.4'],
    ['a neck', 'https://fhir.hl7.org.uk/CodeSystem/OPCS-4', 'V29.1'],
    ['a region that is not said', 'https://fhir.hl7.org.uk/CodeSystem/OPCS-4', 'V35.1'],
    // There this code is a disc operation; with the last digit cut off it would be a decompression.
    ['a code of the private list CCSD', 'https://ccsd.example.org/codes', 'V2540'],
    ['a code of that list under the wrong name', 'http://fhir.hl7.org.uk/Id/opcs-4', 'V2540'],
  ])('%s is none', async (_what, system, code) => {
    const p = withResource(unoperated(amara), operation(system, code));
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without-and-with')))).toEqual([]);
  });
});

describe('Cauda equina syndrome on a routine order', () => {
  test.each([
    ['urn:oid:2.16.840.1.113883.6.96', '192970008'],
    ['2.16.840.1.113883.6.96', '192970008'],
    ['https://snomed.info/sct', '192970008'],
    ['http://snomed.info/sct/', '192970008'],
    ['http://www.snomed.info/sct', '192970008'],
    ['http://SNOMED.info/SCT', '192970008'],
    ['http://snomed.info/sct|2024', '192970008'],
    ['http://snomed.info/sct|http://snomed.info/sct/900000000000207008', '192970008'],
    ['http://snomed.info/sct/731000124108', '192970008'],
    ['http://snomed.info/sct/731000124108/version/20240301', '192970008'],
    ['http://snomed.info/sct/83821000000107/version/20231122', '192970008'],
    ['http://snomed.info/id', '192970008'],
    ['http://snomed.info/sct', 'http://snomed.info/id/192970008'],
    ['urn:oid:2.16.840.1.113883.2.1.3.2.4.15', '192970008'],
    ['SNOMED CT', '192970008'],
    ['http://hl7.org/fhir/sid/icd-10-us', 'G83.4'],
    ['urn:oid:2.16.840.1.113883.6.90', 'G834'],
    ['https://hl7.org/fhir/sid/icd-10-cm|2026', 'g83.4'],
    ['http://hl7.org/fhir/sid/icd-10-cm/2026', 'G83.4'],
    ['ICD-10-CM', 'G83.4'],
    // The classification of the WHO and its German edition.
    ['http://hl7.org/fhir/sid/icd-10', 'G83.4'],
    ['urn:oid:2.16.840.1.113883.6.3', 'G834'],
    ['http://hl7.org/fhir/sid/icd-10-uk', 'G83.4'],
    ['http://terminology.hl7.org/CodeSystem/icd10', 'G83.4'],
    ['http://fhir.de/CodeSystem/bfarm/icd-10-gm', 'G83.40'],
    ['http://fhir.de/CodeSystem/bfarm/icd-10-gm|2026', 'R33'],
    ['http://fhir.de/CodeSystem/dimdi/icd-10-gm', 'R15'],
  ])('%s %s', async (system, code) => {
    const p = withResource(
      maria,
      condition(system, code, { recordedDate: '2026-11-19', onsetDateTime: '2026-11-18' }),
    );
    const signed = await on.cauda.sign(p, lumbarMri('without', { priority: 'routine' }));
    expect(cardIds(signed)).toEqual(['possible-cauda-equina-routine-order']);
  });

  test.each([
    'http://snomed.info/sctx',
    'http://example.org/snomed.info/sct',
    'urn:oid:2.16.840.1.113883.6.9',
    '2.16.840.1.113883.6.961',
    'http://hl7.org/fhir/ValueSet/snomedct',
    'http://hl7.org.example.org/fhir/sid/snomed-ct',
    'urn:uuid:2.16.840.1.113883.6.96',
    'local',
  ])('%s is another system', async (system) => {
    const p = withResource(
      maria,
      condition(system, '192970008', { recordedDate: '2026-11-19', onsetDateTime: '2026-11-18' }),
    );
    const signed = await on.cauda.sign(p, lumbarMri('without', { priority: 'routine' }));
    expect(cardIds(signed)).not.toContain('possible-cauda-equina-routine-order');
  });
});

describe('A condition in the ICD-10 of the WHO or in its German edition', () => {
  const WHO = 'http://hl7.org/fhir/sid/icd-10';
  const GM = 'http://fhir.de/CodeSystem/bfarm/icd-10-gm';
  const signed = (system: string, code: string, p = amara) =>
    on.cauda.sign(
      withResource(p, condition(system, code, { recordedDate: '2026-11-18' })),
      lumbarMri('without-and-with'),
    );
  test.each([
    [WHO, 'A41.9'],
    [GM, 'A41.9'],
    [WHO, 'M46.4'],
    [GM, 'M46.46'],
    [WHO, 'G06.1'],
    [GM, 'C79.5'],
    [WHO, 'T81.4'],
  ])('%s %s silences, as it does in ICD-10-CM', async (system, code) => {
    expect(cardIds(await signed(system, code))).not.toContain('contrast-mri-under-six-months');
  });

  test.each([
    [WHO, 'N17.9'],
    [GM, 'N18.5'],
  ])('%s %s speaks of the kidneys', async (system, code) => {
    // Her eGFR would take a coded stage back.
    const unmeasured = without(amara, 'Observation');
    expect(cardIds(await signed(system, code, unmeasured))).toContain(
      'gadolinium-and-kidney-function',
    );
  });

  test.each([
    // Inflammation without infection; in ICD-10-CM the same code is severe sepsis.
    [WHO, 'R65.2'],
    [GM, 'R65.2'],
    [WHO, 'J06.9'],
    [GM, 'M17.1'],
    [WHO, 'I10'],
  ])('%s %s is none of ours', async (system, code) => {
    expect(cardIds(await signed(system, code))).toEqual(['contrast-mri-under-six-months']);
  });

  test.each([
    [WHO, 'O81', []],
    [GM, 'O80', []],
    [WHO, 'O06.9', []],
    [WHO, 'Z33', ['gadolinium-in-pregnancy']],
    [GM, 'Z34', ['gadolinium-in-pregnancy']],
  ])('%s %s: the cards on a pregnancy are %j', async (system, code, cards) => {
    const p = withResource(maria, condition(system, code, { recordedDate: '2026-11-10' }));
    const ids = cardIds(await on.cauda.sign(p, lumbarMri('with')));
    expect(ids.filter((id) => id === 'gadolinium-in-pregnancy')).toEqual(cards);
  });
});

describe('A low eGFR', () => {
  const egfr = (system: string, code: string) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system, code }] },
    effectiveDateTime: '2026-11-15',
    valueQuantity: { value: 22, code: 'mL/min/{1.73_m2}' },
  });
  test.each([
    ['urn:oid:2.16.840.1.113883.6.1', '98979-8'],
    ['2.16.840.1.113883.6.1', '98979-8'],
    ['http://www.loinc.org', '98979-8'],
    ['https://loinc.org/|2.77', '98979-8'],
    ['http://loinc.org/rdf#', '98979-8'],
    ['http://hl7.org/fhir/sid/loinc', '98979-8'],
    ['LOINC', '98979-8'],
    // What laboratories of the UK send.
    ['http://snomed.info/sct', '1011481000000105'],
    ['https://snomed.info/sct', '1107411000000104'],
  ])('%s %s', async (system, code) => {
    const p = withResource(maria, egfr(system, code));
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without-and-with')))).toContain(
      'gadolinium-and-kidney-function',
    );
  });
});

describe('An order', () => {
  test.each([
    ['https://www.ama-assn.org/go/cpt', '72158'],
    ['http://ama-assn.org/go/cpt/', '72158'],
    ['http://www.ama-assn.org/go/CPT|2026', '72158'],
    ['2.16.840.1.113883.6.12', '72158'],
    ['http://terminology.hl7.org/CodeSystem/CPT', '72158'],
    ['CPT', '72158'],
    ['urn:oid:2.16.840.1.113883.6.1', '24967-2'],
  ])('%s %s', async (system, code) => {
    const draft = order('o', '', { code: { coding: [{ system, code }] } });
    expect(cardIds(await on.cauda.sign(amara, draft))).toEqual(['contrast-mri-under-six-months']);
  });

  test('in RadLex with www. and in lower case', async () => {
    const coding = [{ system: 'https://www.radlex.org/', code: 'rpid541' }];
    const { cards } = await on.cauda.sign(maria, order('o', '', { code: { coding } }));
    expect(cards[0].source.topic.code).toBe('contrast-option-after-disc-surgery');
  });

  test('keeps the name of its code system in what is suggested', async () => {
    const system = 'https://www.ama-assn.org/go/cpt';
    const draft = order('o', '', { code: { coding: [{ system, code: '72148' }] } });
    const { cards } = await on.cauda.sign(maria, draft);
    const [action] = cards[0].suggestions[0].actions;
    expect(action.resource.code.coding[0].system).toBe(system);
  });
});
