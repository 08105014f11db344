import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import {
  changed,
  condition,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
  without,
} from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

const id = 'gadolinium-in-pregnancy';
const elif = patient('elif-pregnant-contrast');
const plain = without(elif, (r) => /elif-(?:pregnancy|delivery)/.test(r.id));
const mri = lumbarMri('without-and-with');
const on = stage([elif]);

const PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';
const pregnant = condition(ICD10CM, 'Z34.90', { id: 'pregnancy', recordedDate: '2026-03-10' });
const done = (code: object, more: object = {}) => ({
  resourceType: 'Procedure',
  status: 'completed',
  code,
  performedDateTime: '2026-10-30',
  ...more,
});
const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const text = (words: string) => ({ text: words });
const problem = (words: string, more: object = {}) => ({
  ...condition('', ''),
  code: { text: words },
  recordedDate: '2026-10-30',
  ...more,
});
const chart = (...resources: readonly object[]) =>
  withResource(plain, pregnant, ...resources.map((resource, i) => ({ id: `b${i}`, ...resource })));

describe('A pregnancy of March that ended with a birth in October', () => {
  test.each<[string, object]>([
    ['vaginal delivery, CPT', done(coded(CPT, '59409'))],
    [
      'global care with vaginal delivery, CPT',
      done(coded(CPT, '59400'), {
        performedDateTime: undefined,
        performedPeriod: { start: '2026-03-10', end: '2026-10-30' },
      }),
    ],
    ['caesarean delivery, CPT', done(coded(CPT, '59514'))],
    ['after an earlier caesarean, CPT', done(coded(CPT, '59612'))],
    ['caesarean after an attempt, CPT', done(coded(CPT, '59622'))],
    ['delivery of the placenta, CPT', done(coded(CPT, '59414'))],
    ['care after birth, CPT', done(coded(CPT, '59430'))],
    ['delivery, ICD-10-PCS', done(coded(PCS, '10E0XZZ'))],
    ['caesarean, ICD-10-PCS', done(coded(PCS, '10D00Z1'))],
    ['caesarean, SNOMED', done(coded(SNOMED, '11466000'))],
    ['normal delivery, SNOMED', done(coded(SNOMED, '177184002'))],
    ['childbirth, SNOMED', done(coded(SNOMED, '66348005'))],
    ['outcome of delivery, ICD-10-CM', condition(ICD10CM, 'Z37.0', { recordedDate: '2026-10-30' })],
    ['a C-section in words', done(text('Emergency C-section'))],
    ['LSCS', done(text('LSCS, category 2'))],
    ['an elective caesarean', done(text('Elective caesarean section'))],
    ['a water birth', done(text('Water birth'))],
    ['spontaneous vertex delivery', done(text('Spontaneous vertex delivery'))],
    ['forceps', done(text('Forceps assisted delivery'))],
    ['a birth among the problems', problem('Normal vaginal delivery')],
    ['postpartum care', problem('Postpartum care')],
    ['post-natal depression', problem('Post-natal depression')],
  ])('%s: silent', async (_what, birth) => {
    expect(cardIds(await on.cauda.sign(chart(birth), mri))).not.toContain(id);
  });
});

describe('A pregnancy goes on', () => {
  test.each<[string, object]>([
    ['antenatal care, CPT', done(coded(CPT, '59425'))],
    ['external version, CPT', done(coded(CPT, '59412'))],
    ['an earlier caesarean in the history', problem('History of caesarean section')],
    ['a scar of one', problem('Maternal care for scar from previous cesarean delivery')],
    [
      'a caesarean that is planned',
      done(text('Planned caesarean section'), { status: 'preparation' }),
    ],
    ['a caesarean that was not done', done(coded(CPT, '59514'), { status: 'not-done' })],
    [
      'a birth of 2023, entered now',
      condition(ICD10CM, 'O80', { onsetDateTime: '2023-04-02', recordedDate: '2026-10-30' }),
    ],
    ['a birth of 2023', done(coded(CPT, '59409'), { performedDateTime: '2023-04-02' })],
    ['fear of childbirth', problem('Fear of childbirth')],
    ['a class', done(text('Childbirth education class'))],
  ])('%s: the card speaks', async (_what, resource) => {
    expect(cardIds(await on.cauda.sign(chart(resource), mri))).toContain(id);
  });
});

describe('Recorded gender', () => {
  const gendered = (gender: string | undefined) => changed(chart(), 'Patient', () => ({ gender }));

  test('male: information that asks to confirm', async () => {
    const { cards } = await on.cauda.sign(gendered('male'), mri);
    expect(cards).toMatchObject([{ indicator: 'info', source: { topic: { code: id } } }]);
    expect(cards[0].summary).toContain('Please confirm');
    expect(cards[0].suggestions).toHaveLength(1);
  });

  test.each(['female', 'other', 'unknown', undefined])('%s: a warning', async (gender) => {
    const { cards } = await on.cauda.sign(gendered(gender), mri);
    expect(cards).toMatchObject([{ indicator: 'warning', source: { topic: { code: id } } }]);
  });

  test.each<[string, object[]]>([
    ['nothing of a pregnancy', []],
    [
      'a resolved one',
      [
        condition(ICD10CM, 'Z34.90', {
          recordedDate: '2026-03-10',
          clinicalStatus: { coding: [{ code: 'resolved' }] },
        }),
      ],
    ],
    [
      'a status that says no',
      [
        {
          resourceType: 'Observation',
          status: 'final',
          code: coded(LOINC, '82810-3'),
          valueCodeableConcept: text('Not pregnant'),
          effectiveDateTime: '2026-11-01',
        },
      ],
    ],
  ])('male, %s: silent', async (_what, resources) => {
    const p = changed(withResource(plain, ...resources), 'Patient', () => ({ gender: 'male' }));
    expect(cardIds(await on.cauda.sign(p, mri))).not.toContain(id);
  });
});
