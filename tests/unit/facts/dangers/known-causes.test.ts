import { describe, expect, test } from '@jest/globals';
import { KnownCauses } from '../../../../src/facts/dangers/known-causes.ts';
import { concept, dayOf, ICD10CM, reading, SNOMED, status } from '../../charts.ts';

const causes = (...conditions: readonly object[]) => new KnownCauses(reading({ conditions }));
const condition = (code: object, more: object = {}) => ({
  id: 'k1',
  clinicalStatus: status('active'),
  code,
  ...more,
});

describe('Known cancer', () => {
  test.each([
    ['C50.911', 'Breast'],
    ['C7951', 'Metastasis to bone, without a dot'],
    ['C77.0', 'Metastasis to nodes'],
    ['c79.31', 'in lower case'],
    ['C43.9', 'Melanoma'],
    ['C90.00', 'Multiple myeloma not having achieved remission'],
    ['C92.02', 'Acute myeloblastic leukemia, in relapse, not in remission'],
  ])('%s %s', (code, text) => {
    expect(causes(condition(concept(ICD10CM, code, text))).knownCancer.status).toBe('known');
  });

  test('SNOMED, and without a clinical status', () => {
    const found = causes({ id: 'k1', code: concept(SNOMED, '363346000') }).knownCancer;
    expect(found).toMatchObject({
      status: 'known',
      evidence: [{ reference: 'Condition/k1', says: expect.any(String) }],
    });
  });

  test.each([
    ['skin', condition(concept(ICD10CM, 'C44.311'))],
    [
      'skin, coded twice',
      condition({
        coding: [...concept(ICD10CM, 'C44.91').coding, ...concept(SNOMED, '363346000').coding],
      }),
    ],
    ['basal cell in words', condition(concept(SNOMED, '363346000', 'Basal cell carcinoma'))],
    ['in remission', condition(concept(ICD10CM, 'C91.01', 'ALL, in remission'))],
    [
      'remission as a status',
      condition(concept(ICD10CM, 'C85.9'), { clinicalStatus: status('remission') }),
    ],
    ['resolved', condition(concept(ICD10CM, 'C50.9'), { clinicalStatus: status('resolved') })],
    ['over', { code: concept(ICD10CM, 'C50.9'), abatementDateTime: '2015' }],
    ['history', condition(concept(ICD10CM, 'C50.9', 'History of breast cancer'))],
    ['history code', condition(concept(ICD10CM, 'Z85.3'))],
    ['family history', condition(concept(ICD10CM, 'C50.9', 'Family history of breast cancer'))],
    [
      'suspected',
      condition(concept(ICD10CM, 'C34.1'), { verificationStatus: status('provisional') }),
    ],
    [
      'differential',
      condition(concept(ICD10CM, 'C34.1'), { verificationStatus: status('differential') }),
    ],
    ['refuted', condition(concept(ICD10CM, 'C34.1'), { verificationStatus: status('refuted') })],
    [
      'entered in error',
      condition(concept(ICD10CM, 'C34.1'), { verificationStatus: status('entered-in-error') }),
    ],
    ['benign', condition(concept(ICD10CM, 'D36.10'))],
    ['in situ', condition(concept(ICD10CM, 'D05.1'))],
    ['the same letters in another system', condition(concept('urn:local', 'C50.9'))],
  ])('not %s', (_what, resource) => {
    expect(causes(resource).knownCancer).toEqual({ status: 'not-recorded' });
  });

  test('not available is not "none"', () => {
    expect(new KnownCauses(reading({})).knownCancer.status).toBe('not-available');
  });
});

describe('HIV', () => {
  test.each([
    concept(ICD10CM, 'B20'),
    concept(ICD10CM, 'Z21'),
    concept(ICD10CM, 'O98.712'),
    concept(SNOMED, '86406008'),
    concept(SNOMED, '165816005'),
  ])('%j', (code) => {
    expect(causes(condition(code)).hiv.status).toBe('known');
  });

  test.each([
    ['refuted', condition(concept(ICD10CM, 'B20'), { verificationStatus: status('refuted') })],
    [
      'suspected',
      condition(concept(ICD10CM, 'B20'), { verificationStatus: status('unconfirmed') }),
    ],
    ['exposure', condition(concept(ICD10CM, 'Z21', 'HIV exposure, test negative'))],
    ['words', condition({ text: 'HIV positive' })],
    ['inactive', condition(concept(ICD10CM, 'B20'), { clinicalStatus: status('inactive') })],
  ])('not %s', (_what, resource) => {
    expect(causes(resource).hiv.status).toBe('not-recorded');
  });
});

describe('A cause that is already coded', () => {
  const gbs = (more: object) => condition(concept(ICD10CM, 'G61.0'), more);
  const resolved = { clinicalStatus: status('resolved') };
  test.each([
    ['active, long ago', gbs({ recordedDate: '2010-01-01' }), 'known'],
    [
      'resolved, entered within the year',
      gbs({ ...resolved, recordedDate: '2025-11-20' }),
      'known',
    ],
    ['resolved, entered before', gbs({ ...resolved, recordedDate: '2025-11-19' }), 'not-recorded'],
    [
      'ended within the year',
      gbs({ ...resolved, recordedDate: '2024-01-01', abatementDateTime: '2026-01' }),
      'known',
    ],
    ['resolved, year only', gbs({ ...resolved, recordedDate: '2025' }), 'known'],
    ['resolved, undated', gbs(resolved), 'known'],
    ['refuted', gbs({ verificationStatus: status('refuted') }), 'not-recorded'],
    ['provisional', gbs({ verificationStatus: status('provisional') }), 'known'],
  ])('%s', (_what, resource, expected) => {
    expect(causes(resource).ofLast(365, 'guillain-barre').status).toBe(expected);
  });

  test('ever: a refuted one never, a resolved one still', () => {
    const spread = (more: object) => causes(condition(concept(ICD10CM, 'C79.32'), more));
    expect(spread(resolved).ever('leptomeningeal-metastasis').status).toBe('known');
    expect(
      spread({ verificationStatus: status('refuted') }).ever('leptomeningeal-metastasis').status,
    ).toBe('not-recorded');
  });

  test.each([
    ['2026-11-10', 'known'],
    ['2026-11-09', 'not-recorded'],
    [undefined, 'known'],
  ])('entered on %s, asked since 10 November: %s', (recordedDate, expected) => {
    const cmv = condition(concept(ICD10CM, 'B25.8'), { recordedDate });
    expect(causes(cmv).activeSince(dayOf('2026-11-10'), 'cmv-infection').status).toBe(expected);
  });

  test.each([
    [concept(ICD10CM, 'C79.31'), 'known'],
    [concept(ICD10CM, 'C79.32'), 'known'],
    [concept(SNOMED, '94225005'), 'known'],
    [{ text: 'Brain metastases' }, 'known'],
    [concept(ICD10CM, 'C79.51'), 'not-recorded'],
  ])('brain metastasis: %j %s', (code, expected) => {
    expect(causes(condition(code)).brainMetastasis.status).toBe(expected);
  });
});
