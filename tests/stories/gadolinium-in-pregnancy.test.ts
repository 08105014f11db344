import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { statusConcept } from '../support/contrast-safety.ts';
import { brainMriWithContrast, lumbarMri, order } from '../support/orders.ts';
import {
  allKeys,
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
import { cardIds, notChecked, stage } from '../support/story.ts';
import { textOf } from '../support/readable.ts';

const id = 'gadolinium-in-pregnancy';
/** Elif, 34: 19 weeks pregnant, a child of 2023; leg pain after a discectomy of 2024. */
const elif = patient('elif-pregnant-contrast');
const on = stage([elif]);
const contrastMri = lumbarMri('without-and-with');
/** Her chart with nothing of a pregnancy in it. */
const plain = without(elif, (r) => /elif-(?:pregnancy|delivery)/.test(r.id));
const withPregnancy = (...resources: readonly object[]) => withResource(plain, ...resources);

const pregnant = (more: object = {}, code = 'Z33.1') =>
  condition(ICD10CM, code, { recordedDate: '2026-09-01', ...more });
const told = (text: string, more: object = {}) =>
  pregnant({ code: { coding: [{ system: ICD10CM, code: 'Z33.1' }], text }, ...more });
const status = (
  value: object | string,
  effectiveDateTime: string | undefined,
  more: object = {},
) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: LOINC, code: '82810-3' }] },
  ...(effectiveDateTime !== undefined && { effectiveDateTime }),
  valueCodeableConcept: typeof value === 'string' ? { text: value } : value,
  ...more,
});
const isPregnant = { coding: [{ system: SNOMED, code: '77386006' }] };
const delivered = (recordedDate: string | undefined, code = 'O80', more: object = {}) =>
  condition(ICD10CM, code, { ...(recordedDate !== undefined && { recordedDate }), ...more });

const inWords = (text: string, recordedDate = '2026-11-01') => ({
  resourceType: 'Condition',
  code: { text },
  recordedDate,
});
const done = (text: string, cpt?: string, performedDateTime = '2026-11-01') => ({
  resourceType: 'Procedure',
  status: 'completed',
  code: { ...(cpt !== undefined && { coding: [{ system: CPT, code: cpt }] }), text },
  performedDateTime,
});

describe('A contrast MRI is signed for a pregnant patient', () => {
  test.each(['prefetch', 'fhir'] as const)('the card warns (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.sign(elif, contrastMri, options);

    expect(answer).toMatchObject({
      status: 200,
      cards: [
        {
          summary: expect.stringMatching(cardWords(id).summary('standard')),
          indicator: 'warning',
          source: { label: 'Ray et al., JAMA 2016', topic: { code: id } },
          overrideReasons: [
            { display: 'Benefit outweighs risk, discussed' },
            { display: 'Not pregnant' },
            { display: 'Radiology agrees' },
            { code: 'unsafe-or-wrong-data' },
          ],
          extension: { 'cauda.about': ['ServiceRequest/lumbar-mri-without-and-with'] },
        },
      ],
    });
    const detail = textOf(answer.cards[0]);
    expect(detail).toContain('Second pregnancy, 19 weeks, 21 August 2026 (problem list)');
    expect(detail).toContain('1.36 (1.09–1.69)');
    expect(detail).toMatch(/cauda equina syndrome.*without contrast/);
    expect(detail).not.toMatch(/Winterstein|stillbirth|neonatal/i);
  });

  test('the one suggestion takes the contrast out', async () => {
    const { cards } = await on.cauda.sign(elif, { ...contrastMri, priority: 'urgent' });
    expect(cards[0].suggestions).toMatchObject([
      {
        label: 'Change to MRI without contrast',
        actions: [
          {
            type: 'update',
            resource: {
              priority: 'urgent',
              code: { coding: [{ system: CPT, code: '72148' }] },
              note: [{ text: 'Without contrast because of the recorded pregnancy.' }],
            },
          },
        ],
      },
    ]);
    expect(cards[0].suggestions).toHaveLength(1);
    const accepted = cards[0].suggestions[0].actions[0].resource;
    expect(cardIds(await on.cauda.sign(elif, accepted))).toEqual([]);
  });

  test('a code without such a pair has no suggestion', async () => {
    const snomed = order('s', '', { code: { coding: [{ system: SNOMED, code: '433140006' }] } });
    const { cards } = await on.cauda.sign(elif, snomed);
    expect(cards[0].source.topic.code).toBe(id);
    expect(cards[0]).not.toHaveProperty('suggestions');
  });
});

describe('Who is warned of', () => {
  test.each([
    ['pregnant state, ICD-10', [pregnant()], '1 September 2026'],
    ['without a date', [pregnant({ recordedDate: undefined })], 'please check the date'],
    ['a complication of pregnancy', [pregnant({}, 'O26.842')], '1 September 2026'],
    ['supervision of a pregnancy', [pregnant({}, 'Z34.82')], '1 September 2026'],
    ['SNOMED', [condition(SNOMED, '65147003', { recordedDate: '2026-10' })], 'Twin pregnancy'],
    ['begun 42 weeks ago', [pregnant({ onsetDateTime: '2026-01-30' })], '1 September 2026'],
    ['a status', [status(isPregnant, '2026-10-01')], 'Pregnancy status: pregnant, 1 October 2026'],
    ['a status in words', [status('Pregnant', '2026-10-01')], '1 October 2026'],
    [
      'a status said to be confirmed',
      [status('Pregnancy confirmed', '2026-10-01')],
      '1 October 2026',
    ],
    ['a status 294 days ago', [status(isPregnant, '2026-01-30')], '30 January 2026'],
    ['a child years ago', [pregnant(), delivered('2019-02-01')], '1 September 2026'],
    [
      'a birth the day before it was recorded',
      [pregnant(), delivered('2026-08-31')],
      '1 September 2026',
    ],
    ['a birth without a date', [pregnant(), delivered(undefined)], '1 September 2026'],
    [
      'a refuted birth',
      [
        pregnant(),
        delivered('2026-11-01', 'O80', { verificationStatus: statusConcept('refuted') }),
      ],
      '1 September 2026',
    ],
    [
      'postpartum before',
      [pregnant(), inWords('Postpartum depression', '2026-08-01')],
      '1 September 2026',
    ],
    [
      'history of a postpartum haemorrhage',
      [pregnant(), inWords('History of postpartum haemorrhage')],
      '1 September 2026',
    ],
    [
      'a caesarean years ago',
      [pregnant(), done('Caesarean section', undefined, '2020-05')],
      '2026',
    ],
    [
      '20 weeks, eleven weeks ago',
      [told('20 weeks gestation of pregnancy', { recordedDate: '2026-09-01' })],
      '1 September 2026',
    ],
    ['an earlier loss', [pregnant(), delivered('2025-11-01', 'O03.9')], '1 September 2026'],
    [
      '"not pregnant" before',
      [pregnant(), status('Not pregnant', '2026-08-01')],
      '1 September 2026',
    ],
    [
      'a delivery that was not done',
      [
        pregnant(),
        {
          resourceType: 'Procedure',
          status: 'not-done',
          code: { coding: [{ system: ICD10CM, code: 'O82' }] },
          performedDateTime: '2026-11-01',
        },
      ],
      '1 September 2026',
    ],
  ])('%s', async (_what, resources, says) => {
    const { cards } = await on.cauda.sign(withPregnancy(...resources), contrastMri);
    expect(cards).toMatchObject([{ indicator: 'warning', source: { topic: { code: id } } }]);
    expect(cards[0].detail).toContain(says);
  });

  test('of many visits the newest is told', async () => {
    const visits = ['2026-08-01', '2026-10-30', '2026-09-01'].map((recordedDate) =>
      pregnant({ recordedDate }, 'Z34.02'),
    );
    const { cards } = await on.cauda.sign(withPregnancy(...visits), contrastMri);
    expect(cards[0].detail.match(/\d+ \w+ 2026/g)).toEqual(['30 October 2026']);
  });

  test('coded as the reason of the order', async () => {
    const reasonCode = [{ coding: [{ system: SNOMED, code: '77386006' }] }];
    const { cards } = await on.cauda.sign(plain, { ...contrastMri, reasonCode });
    expect(cards[0].detail).toContain('Pregnant, the coded reason');
  });

  test('hostile words stay words', async () => {
    const p = withPregnancy(told('G2 <b>x</b> [click](javascript:alert(1))\u0000\n- y'));
    const { cards } = await on.cauda.sign(p, contrastMri);
    expect(cards[0].detail).toContain(
      'G2 \\<b\\>x\\</b\\> \\[click\\]\\(javascript\\:alert\\(1\\)\\) - y',
    );
  });
});

describe('For whom it is silent', () => {
  test.each([
    ['nothing recorded', []],
    ['resolved', [pregnant({ clinicalStatus: statusConcept('resolved') })]],
    ['inactive', [pregnant({ clinicalStatus: statusConcept('inactive') })]],
    ['refuted', [pregnant({ verificationStatus: statusConcept('refuted') })]],
    ['entered in error', [pregnant({ verificationStatus: statusConcept('entered-in-error') })]],
    ['unconfirmed', [pregnant({ verificationStatus: statusConcept('unconfirmed') })]],
    ['provisional', [pregnant({ verificationStatus: statusConcept('provisional') })]],
    ['abated, still called active', [pregnant({ abatementDateTime: '2026-10-20' })]],
    ['delivered on the day it was recorded', [pregnant(), delivered('2026-09-01')]],
    ['delivered later', [pregnant(), delivered('2026-11-15', 'Z37.0')]],
    ['a caesarean since, in words', [pregnant(), done('Caesarean section')]],
    [
      'a birth since, by a code we do not know',
      [pregnant(), done('Routine obstetric care including cesarean delivery', '59510')],
    ],
    ['postpartum since, in words', [pregnant(), inWords('Postpartum depression')]],
    ['a lactating mother since', [pregnant(), inWords('Examination of lactating mother')]],
    ['mastitis of the puerperium', [told('Mastitis associated with the puerperium')]],
    [
      '38 weeks, eleven weeks ago',
      [told('38 weeks gestation of pregnancy', { recordedDate: '2026-09-01' })],
    ],
    [
      'delivered later, as a procedure',
      [
        pregnant(),
        {
          resourceType: 'Procedure',
          status: 'completed',
          code: { coding: [{ system: ICD10CM, code: 'O82' }] },
          performedPeriod: { end: '2026-11-15' },
        },
      ],
    ],
    ['a loss later', [pregnant(), delivered('2026-11-01', 'O03.9')]],
    ['a loss only', [delivered('2026-11-01', 'O02.1')]],
    ['the time after a birth', [delivered('2026-11-01', 'O90.89')]],
    ['late sequelae', [delivered('2026-11-01', 'O94')]],
    ['"not pregnant" later', [pregnant(), status('Not pregnant', '2026-11-01')]],
    ['never closed since 2019', [pregnant({ recordedDate: '2019-05-01' })]],
    ['begun 43 weeks ago', [pregnant({ onsetDateTime: '2026-01-29' })]],
    ['possible', [condition(SNOMED, '102874004')]],
    [
      'not yet confirmed',
      [
        condition(SNOMED, '152231000119106', {
          code: {
            coding: [{ system: SNOMED, code: '152231000119106' }],
            text: 'Pregnancy not yet confirmed',
          },
        }),
      ],
    ],
    ['possible, in words under the code', [told('Possible pregnancy')]],
    ['a question under the code', [told('Pregnant?')]],
    ['history under the code', [told('History of pregnancy x2')]],
    ['in words only', [condition('urn:local', '1', { code: { text: 'Pregnant' } })]],
    [
      'planning a pregnancy',
      [condition('urn:local', '1', { code: { text: 'Planning pregnancy' } })],
    ],
    ['a negative test', [condition(ICD10CM, 'Z32.02')]],
    [
      'a positive laboratory test alone',
      [status(isPregnant, '2026-10-01', { code: { coding: [{ system: LOINC, code: '2106-3' }] } })],
    ],
    ['status "not pregnant"', [status('Not pregnant', '2026-10-01')]],
    ['status "possibly pregnant"', [status('Possibly pregnant', '2026-10-01')]],
    [
      'status possible, coded',
      [status({ coding: [{ system: SNOMED, code: '102874004' }] }, '2026-10-01')],
    ],
    ['a status 295 days ago', [status(isPregnant, '2026-01-29')]],
    ['a status, then a birth', [status(isPregnant, '2026-06-01'), delivered('2026-10-01')]],
    [
      'a status, then another',
      [status(isPregnant, '2026-06-01'), status('Not pregnant', '2026-09-01')],
    ],
    [
      'a status entered in error',
      [status(isPregnant, '2026-10-01', { status: 'entered-in-error' })],
    ],
    ['a preliminary status', [status(isPregnant, '2026-10-01', { status: 'preliminary' })]],
    ['her sister’s', [pregnant({ subject: { reference: 'Patient/somebody-else' } })]],
    ['contraception', [condition(ICD10CM, 'Z30.41')]],
  ])('%s', async (_what, resources) => {
    const answer = await on.cauda.sign(withPregnancy(...resources), contrastMri);
    expect({ status: answer.status, cards: cardIds(answer), missing: notChecked(answer) }).toEqual({
      status: 200,
      cards: [],
      missing: {},
    });
  });

  test('age alone is no pregnancy', async () => {
    const young = changed(plain, 'Patient', () => ({ birthDate: '2003-01-01', gender: 'female' }));
    expect(cardIds(await on.cauda.sign(young, contrastMri))).toEqual([]);
  });

  test.each([
    ['without contrast', lumbarMri('without')],
    ['the brain', brainMriWithContrast()],
    ['the neck', order('c', '72156')],
    ['the pelvis', order('p', '72197')],
    [
      'talked about',
      lumbarMri('with', { note: [{ text: '19/40 pregnant, contrast discussed with radiology' }] }),
    ],
  ])('the order: %s', async (_what, draft) => {
    expect(cardIds(await on.cauda.sign(elif, draft))).not.toContain(id);
  });

  test.each(['19/40', 'discussed with neurosurgery'])(
    'but "%s" alone silences nothing',
    async (text) => {
      const draft = lumbarMri('without-and-with', { note: [{ text }] });
      expect(cardIds(await on.cauda.sign(elif, draft))).toEqual([id]);
    },
  );

  test('order-select: it speaks at signing only', async () => {
    expect(cardIds(await on.cauda.select(elif, contrastMri))).not.toContain(id);
  });

  test.each([
    [
      'begun in a year that leaves it open',
      [pregnant({ onsetDateTime: '2026' })],
      'date of the pregnancy',
    ],
    [
      'begun in a month that leaves it open',
      [pregnant({ onsetDateTime: '2026-01' })],
      'date of the pregnancy',
    ],
    ['a birth some day this year', [pregnant(), delivered('2026')], 'date of the pregnancy'],
    [
      'no date, and a birth in August',
      [pregnant({ recordedDate: undefined }), delivered('2026-08-01')],
      'date of the pregnancy',
    ],
    [
      'a status that cannot be read',
      [status({ coding: [{ system: SNOMED, code: '1' }] }, '2026-10-01')],
      'pregnancy status',
    ],
    ['a status without a date', [status(isPregnant, undefined)], 'pregnancy status'],
    [
      'two statuses of one day',
      [status(isPregnant, '2026-10-01'), status('Not pregnant', '2026-10-01')],
      'pregnancy status',
    ],
  ])('%s: undecided', async (_what, resources, missing) => {
    const answer = await on.cauda.sign(withPregnancy(...resources), contrastMri);
    expect({ cards: cardIds(answer), missing: notChecked(answer) }).toEqual({
      cards: [],
      missing: { [id]: [missing] },
    });
  });

  test('observations could not be had: undecided', async () => {
    const keys = allKeys.filter((key) => key !== 'observations');
    expect(notChecked(await on.cauda.sign(plain, contrastMri, { keys }))[id]).toEqual([
      'observations',
    ]);
    // What is known speaks all the same.
    expect(cardIds(await on.cauda.sign(elif, contrastMri, { keys }))).toEqual([id]);
  });
});

test('several orders: those with contrast are named', async () => {
  const drafts = [lumbarMri('without'), lumbarMri('with'), contrastMri, brainMriWithContrast()];
  const { cards } = await on.cauda.sign(elif, drafts);
  const card = cards.find(({ source }) => source.topic.code === id);
  expect(card.extension['cauda.about']).toEqual([
    'ServiceRequest/lumbar-mri-with',
    'ServiceRequest/lumbar-mri-without-and-with',
  ]);
});

test('contrast is offered to her when she is not pregnant, and only then', async () => {
  const option = 'contrast-option-after-disc-surgery';
  expect(cardIds(await on.cauda.sign(plain, lumbarMri('without')))).toEqual([option]);
  expect(cardIds(await on.cauda.sign(elif, lumbarMri('without')))).toEqual([]);
});
