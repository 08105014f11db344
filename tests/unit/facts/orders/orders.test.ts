import { describe, expect, test } from '@jest/globals';
import {
  codedReason,
  draftOrders,
  isDiagnosticPuncture,
  isRoutine,
  readOrder,
  statedReason,
} from '../../../../src/facts/orders/orders.ts';
import {
  concept,
  CPT,
  dayText,
  ICD10CM,
  ICD10PCS,
  LOINC,
  RADLEX,
  SNOMED,
  meanings,
  terminology,
  ZONE,
} from '../../charts.ts';

const request = (more: object = {}) => ({
  resourceType: 'ServiceRequest',
  id: 'o1',
  status: 'draft',
  intent: 'order',
  code: concept(CPT, '72148'),
  ...more,
});
const read = (more: object = {}) => readOrder(request(more), meanings(), ZONE);

describe('What counts as an order', () => {
  test.each(['draft', 'active', 'on-hold', 'unknown', undefined])('status %s: yes', (status) => {
    expect(read({ status })).toMatchObject({ reference: 'ServiceRequest/o1' });
  });

  test.each(['completed', 'revoked', 'entered-in-error'])('status %s: no', (status) => {
    expect(read({ status })).toBeUndefined();
  });

  test.each([
    ['do not perform', { doNotPerform: true }],
    ['another study', { code: concept(CPT, '73721') }],
    ['no code', { code: undefined }],
    ['another kind of resource', { resourceType: 'MedicationRequest' }],
  ])('%s: no', (_name, more) => {
    expect(read(more)).toBeUndefined();
  });

  test('"do not perform: false" is an order', () => {
    expect(read({ doNotPerform: false })).toBeDefined();
  });
});

test('the drafts of a Bundle, by their place and by id or address', () => {
  const bundle = {
    resourceType: 'Bundle',
    entry: [
      { resource: { resourceType: 'MedicationRequest', id: 'm1' } },
      { fullUrl: 'urn:uuid:1', resource: request({ id: undefined }) },
      {},
      { fullUrl: 'urn:uuid:2', resource: request({ id: 'o2', doNotPerform: true }) },
      { fullUrl: 'urn:uuid:3', resource: request({ id: 'o3', code: concept(CPT, '62270') }) },
      { resource: request({ id: undefined }) },
    ],
  };
  const found = draftOrders(bundle, meanings(), ZONE);
  // Places among the entries that hold a resource, by which an update finds its order again.
  expect(found.map(({ draft, reference, study }) => [draft, reference, study.kind])).toEqual([
    [1, 'urn:uuid:1', 'mri'],
    [3, 'ServiceRequest/o3', 'lumbar-puncture'],
    [4, undefined, 'mri'],
  ]);
  expect(draftOrders(undefined, meanings(), ZONE)).toEqual([]);
  expect(draftOrders({ resourceType: 'Bundle' }, meanings(), ZONE)).toEqual([]);
});

describe('Priority', () => {
  test.each([
    [undefined, 'routine'],
    ['routine', 'routine'],
    ['urgent', 'urgent'],
    ['asap', 'asap'],
    ['stat', 'stat'],
  ])('%s: %s', (priority, expected) => {
    const order = read({ priority });
    expect(order?.priority).toBe(expected);
    expect(order && isRoutine(order)).toBe(expected === 'routine');
  });
});

describe('The reason', () => {
  const sets = ['lumbar-radicular-symptom'] as const;
  const reason = { reasonCode: [{ text: 'Leg pain' }, concept(ICD10CM, 'M54.16')] };

  test('by code: any of several', () => {
    expect(codedReason(read(reason)!, ...sets)).toMatchObject({
      status: 'known',
      evidence: [{ reference: 'ServiceRequest/o1' }],
    });
    expect(codedReason(read()!, ...sets)).toEqual({ status: 'not-recorded' });
    expect(codedReason(read({ reasonCode: [{ text: 'Sciatica' }] })!, ...sets).status).toBe(
      'not-recorded',
    );
  });

  test.each([
    ['its text', { reasonCode: [{ text: '?discitis' }] }],
    [
      'the display of a local code',
      { reasonCode: [{ coding: [{ system: 'urn:example:r', code: '1', display: 'Discitis' }] }] },
    ],
    ['the display of a reference', { reasonReference: [{ display: 'Discitis L4-5' }] }],
    [
      'a contained condition',
      {
        contained: [{ resourceType: 'Condition', id: 'c', code: { text: 'Discitis' } }],
        reasonReference: [{ reference: '#c' }],
      },
    ],
    ['a note', { note: [{ text: 'Fever and back pain, discitis?' }] }],
    ['the title of the order', { code: { ...concept(CPT, '72148'), text: 'MRI ?discitis' } }],
  ])('in words: %s', (_name, more) => {
    expect(statedReason(read(more)!, [], /discitis/i).status).toBe('known');
    expect(statedReason(read(more)!, [], /tumour/i).status).toBe('not-recorded');
  });
});

describe('The same study with contrast', () => {
  const pair = (...codings: readonly object[]) =>
    read({ code: { coding: codings } })?.exchanges['add-contrast'];
  const of = (system: string, code: string) => ({ system, code });

  test.each([
    [CPT, '72148', '72158'],
    [LOINC, '30679-5', '24967-2'],
    [LOINC, '91717-9', '91716-1'],
    [LOINC, '30854-4', '30855-1'],
    [RADLEX, 'RPID541', 'RPID500'],
    [ICD10PCS, 'BR39ZZZ', 'BR39Y0Z'],
  ])('%s %s: %s', (system, from, to) => {
    expect(pair(of(system, from))).toEqual([
      { system, code: to, display: terminology.labelOf(system, to) },
    ]);
  });

  test('every coding is exchanged, and keeps the URI of its system', () => {
    const oid = 'urn:oid:2.16.840.1.113883.6.12';
    expect(pair(of(oid, '72148'), of(LOINC, '30679-5'))).toMatchObject([
      { system: oid, code: '72158' },
      { system: LOINC, code: '24967-2' },
    ]);
  });

  test.each([
    ['a local code', [of(CPT, '72148'), of('urn:example:orders', 'IMG1')]],
    ['SNOMED CT, which has no such concept', [of(SNOMED, '394451000119106')]],
    ['one of two has no pair', [of(CPT, '72148'), of(SNOMED, '394451000119106')]],
    ['a coding of words only', [of(CPT, '72148'), { display: 'MRI lumbar spine' }]],
    ['contrast already', [of(CPT, '72158')]],
  ])('none: %s', (_name, codings) => {
    expect(pair(...codings)).toBeUndefined();
  });

  test('none for an order in words', () => {
    expect(read({ code: { text: 'MRI lumbar spine without contrast' } })).toMatchObject({
      study: { contrast: 'without' },
      exchanges: {},
    });
  });
});

test.each([
  [{ code: concept(CPT, '62270') }, true],
  [{ code: concept(SNOMED, '277762005') }, true],
  [{ code: concept(CPT, '62272') }, false],
  [{ code: concept(LOINC, '24973-0') }, false],
  [{ code: concept(CPT, '62270'), reasonCode: [{ text: 'Tap test for NPH' }] }, false],
  [{ code: concept(CPT, '62270'), reasonCode: [{ text: 'Intrathecal chemotherapy' }] }, false],
  [{ code: concept(CPT, '62270'), reasonCode: [concept(ICD10CM, 'G93.2')] }, false],
  [{ code: concept(CPT, '62270'), reasonCode: [{ text: 'CSF cytology' }] }, true],
  [{ code: concept(CPT, '72148') }, false],
])('a diagnostic puncture %j: %s', (more, expected) => {
  expect(isDiagnosticPuncture(read(more)!)).toBe(expected);
});

test('the day it was written, and its name', () => {
  const order = read({ authoredOn: '2026-11-19T22:00:00Z', code: concept(CPT, '72158') });
  expect(order?.authored && dayText(order.authored.first)).toBe('2026-11-19');
  expect(order?.name).toBe('lumbar MRI without and with contrast');
});

describe('What else an order says', () => {
  test('the question: reasons, notes and details; not the title of a coded study, nor advice', () => {
    const more = {
      code: { coding: [{ system: CPT, code: '72148' }], text: 'MRI (sciatica, CES)' },
      reasonCode: [{ text: 'sciatica' }],
      reasonReference: [{ display: 'leg pain' }],
      orderDetail: [{ text: 'supine' }],
      note: [{ text: 'please' }],
      patientInstruction: 'come back if worse',
    };
    expect(read(more)?.reason.question).toEqual(['sciatica', 'supine', 'leg pain', 'please']);
    expect(read(more)?.reason.words).toContain('come back if worse');
    expect(read({ code: { text: 'MRI lumbar spine ?CES' } })?.reason.question).toEqual([
      'MRI lumbar spine ?CES',
    ]);
  });

  test.each([
    ['Condition/c1', ['Condition/c1']],
    ['https://ehr.example.org/fhir/Condition/c1/_history/2', ['Condition/c1']],
    ['#c1', []],
    ['Observation/o1', []],
    ['urn:uuid:1', []],
    [undefined, []],
  ])('a reason by reference: %s', (reference, expected) => {
    expect(read({ reasonReference: [{ reference }] })?.reason.references).toEqual(expected);
  });

  test('when it is planned, and where', () => {
    expect(read({ occurrenceDateTime: '2026-12-01' })?.planned?.text).toBe('2026-12-01');
    expect(read({ occurrencePeriod: { start: '2026-12' } })?.planned?.text).toBe('2026-12');
    expect(read({})?.planned).toBeUndefined();
    expect(read({ bodySite: [{ text: 'L5' }, { coding: [{ display: 'left' }] }] })?.site).toBe(
      'L5 · left',
    );
  });
});
