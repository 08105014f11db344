import { describe, expect, test } from '@jest/globals';
import { asR4 } from '../../src/chart/earlier-fhir.ts';
import { lumbarMri, lumbarPuncture, brainMriWithContrast } from '../support/orders.ts';
import { patient, SNOMED, withResource } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: a DSTU2 server said `wasNotTaken: true` beside the status "active", and the card said that
 * the medicine is on record before a puncture. The same server's doses, devices and encounters were not
 * read at all, because their members have other names or codes than in R4.
 */

const george = patient('george-unoperated');
const tomasz = patient('tomasz-puncture-and-mri');
const on = stage([]);

const apixaban = { medicationCodeableConcept: { text: 'Apixaban 5 mg' } };
const statement = (more: object) => ({
  resourceType: 'MedicationStatement',
  id: 'statement',
  patient: { reference: `Patient/${george.id}` },
  status: 'active',
  ...apixaban,
  ...more,
});
const dose = (more: object) => ({
  resourceType: 'MedicationAdministration',
  id: 'dose',
  status: 'completed',
  ...apixaban,
  ...more,
});
const searchset = (...resources: readonly object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});
const punctured = async (prefetch: Record<string, unknown>) =>
  cardIds(await on.cauda.sign(george, lumbarPuncture(), { prefetch }));

describe('A puncture is signed, and a list of medicines is of an earlier FHIR', () => {
  const card = ['coagulation-before-lumbar-puncture'];

  test.each([
    ['DSTU2: taken', { wasNotTaken: false }, card],
    ['DSTU2: not taken', { wasNotTaken: true }, []],
    ['STU3: taken', { taken: 'y' }, card],
    ['STU3: not taken', { taken: 'n' }, []],
    ['STU3: not known', { taken: 'unk' }, []],
    ['STU3: not applicable', { taken: 'na' }, []],
    ['R4: not taken', { status: 'not-taken' }, []],
    ['R4: taken', {}, card],
  ])('%s', async (_name, more, cards) => {
    expect(await punctured({ statements: searchset(statement(more)) })).toEqual(cards);
  });

  const at = { effectiveTimeDateTime: '2026-11-20T07:00:00Z' };
  const during = { start: '2026-11-20T06:50:00Z', end: '2026-11-20T07:00:00Z' };
  test.each([
    ['DSTU2: given', { wasNotGiven: false, ...at }, card],
    ['DSTU2: given over a time', { effectiveTimePeriod: during }, card],
    ['DSTU2: given long ago', { effectiveTimeDateTime: '2026-10-01T07:00:00Z' }, []],
    ['DSTU2: not given', { wasNotGiven: true, ...at }, []],
    ['STU3: given', { notGiven: false, effectiveDateTime: at.effectiveTimeDateTime }, card],
    ['STU3: not given', { notGiven: true, effectiveDateTime: at.effectiveTimeDateTime }, []],
    ['R4: not done', { status: 'not-done', effectiveDateTime: at.effectiveTimeDateTime }, []],
  ])('%s', async (_name, more, cards) => {
    expect(await punctured({ administrations: searchset(dose(more)) })).toEqual(cards);
  });
});

describe('A device as DSTU2 has it', () => {
  const pacemaker = (status: string) =>
    withResource(george, {
      resourceType: 'Device',
      status,
      type: { coding: [{ system: SNOMED, code: '14106009' }] },
    });

  test.each([
    ['available', ['mri-device-check']],
    ['not-available', []],
    ['entered-in-error', []],
  ])('%s', async (status, cards) => {
    expect(cardIds(await on.cauda.sign(pacemaker(status), lumbarMri('without')))).toEqual(cards);
  });
});

describe('An encounter as DSTU2 has it', () => {
  const both = [lumbarPuncture(), brainMriWithContrast()];

  test.each([
    ['outpatient', ['mri-before-lumbar-puncture']],
    ['other', ['mri-before-lumbar-puncture']],
    ['toString', ['mri-before-lumbar-puncture']],
    ['emergency', []],
    ['inpatient', []],
  ])('%s', async (name, cards) => {
    const encounter = { resourceType: 'Encounter', id: 'e', status: 'in-progress', class: name };
    const body = on.cauda.signBody(tomasz, both, { prefetch: { encounter } });
    const answer = await on.cauda.post('lumbar-mri-order-sign', {
      ...body,
      context: { ...body.context, encounterId: 'e' },
    });
    expect(cardIds(answer)).toEqual(cards);
  });
});

test.each([
  ['Observation', { comments: 'left' }, { note: [{ text: 'left' }] }],
  ['Observation', { comment: 'left' }, { note: [{ text: 'left' }] }],
  ['Observation', { note: [], comment: 'left' }, { note: [] }],
  [
    'DiagnosticReport',
    { codedDiagnosis: [{ text: 'scar' }] },
    { conclusionCode: [{ text: 'scar' }] },
  ],
  ['Procedure', { reasonCodeableConcept: { text: 'pain' } }, { reasonCode: [{ text: 'pain' }] }],
  ['Patient', { comment: 'left' }, { comment: 'left' }],
])('%s %j is read as R4 has it', (resourceType, members, expected) => {
  expect(asR4({ resourceType, ...members })).toMatchObject({ resourceType, ...expected });
});
