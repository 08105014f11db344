import { describe, expect, test } from '@jest/globals';
import { egfr, egfrQuantity, statusConcept } from '../support/contrast-safety.ts';
import { brainMriWithContrast, lumbarMri, order, withoutRating } from '../support/orders.ts';
import {
  allKeys,
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

const id = 'gadolinium-and-kidney-function';
/** Gwen, 69: kidney disease stage 4, eGFR 22; leg pain after a discectomy of 2019. */
const gwen = patient('gwen-low-egfr');
const on = stage([gwen]);
/** Where agents of several groups are stocked, a low eGFR and a coded stage are a warning too. */
const mixed = stage([], { site: { gadoliniumFormulary: 'mixed' } });
const contrastMri = lumbarMri('without-and-with');
/** A chart with nothing of the kidneys in it. */
const plain = without(gwen, (r) => /gwen-(?:egfr|ckd|aki)/.test(r.id));
const withKidney = (...resources: readonly object[]) => withResource(plain, ...resources);
const procedure = (code: { system: string; code: string }, more: object = {}) => ({
  resourceType: 'Procedure',
  status: 'completed',
  code: { coding: [code] },
  ...more,
});
const PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';

describe('A contrast MRI is signed for a patient with a low eGFR', () => {
  test.each(['prefetch', 'fhir'] as const)(
    'the card asks for a group II agent (%s)',
    async (via) => {
      const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
      const answer = await on.cauda.sign(gwen, contrastMri, options);

      expect(answer).toMatchObject({
        status: 200,
        cards: [
          {
            summary: expect.stringMatching(/\b22\b/),
            indicator: 'info',
            source: { label: 'ACR-NKF consensus, Radiology 2021', topic: { code: id } },
            selectionBehavior: 'at-most-one',
            overrideReasons: [
              { display: 'Group II agent confirmed' },
              { display: 'Benefit outweighs risk' },
              { display: 'Result out of date' },
              { display: 'Already considered' },
              { code: 'unsafe-or-wrong-data' },
            ],
            extension: { 'cauda.about': ['ServiceRequest/lumbar-mri-without-and-with'] },
          },
        ],
      });
      const said = textOf(answer.cards[0]);
      expect(said).toContain('eGFR 22 on 10 November 2026 (results)');
      expect(said).toContain('Chronic kidney disease stage 4, diabetic, 14 March 2023');
      expect(said).toContain('4931 doses');
      expect(said).toContain('No reason to delay an emergency scan');
      // Nobody is told of group I unless the site has it.
      expect(said).not.toMatch(/group I\b|contraindicated/);
      expect(said).not.toMatch(/gwen-aki|eGFR 40|eGFR 26/);
      expect(answer.cards[0].extension['cauda.evidence']).toContainEqual({
        reference: 'Observation/gwen-egfr-2026-11-10',
        says: expect.stringMatching(/^eGFR 22 mL\/min\/1\.73 m², CKD-EPI 2021/),
      });
    },
  );

  test('a note for radiology comes first, the scan without contrast is the alternative', async () => {
    const draft = { ...contrastMri, note: [{ text: 'L5 left' }], priority: 'stat' };
    const { cards } = await on.cauda.sign(gwen, draft);
    const [addNote, removeContrast] = cards[0].suggestions;

    expect(withoutRating(addNote.actions[0].resource)).toEqual({
      ...draft,
      subject: { reference: `Patient/${gwen.id}` },
      note: [
        { text: 'L5 left' },
        {
          text: 'Group II agent please. From the chart: eGFR 22 mL/min/1.73 m² on 10 November 2026 (CKD-EPI 2021).',
        },
      ],
    });
    expect(removeContrast).toMatchObject({
      label: 'Alternative: change to MRI without contrast',
      actions: [
        { type: 'update', resource: { code: { coding: [{ system: CPT, code: '72148' }] } } },
      ],
    });
    expect(cards[0].suggestions).toHaveLength(2);
    for (const suggestion of cards[0].suggestions) {
      expect(suggestion).not.toHaveProperty('isRecommended');
      expect(suggestion.actions.every(({ type }: { type: string }) => type === 'update')).toBe(
        true,
      );
    }
  });

  test('once the note stands in the order, the card is silent', async () => {
    const { cards } = await on.cauda.sign(gwen, contrastMri);
    const accepted = cards[0].suggestions[0].actions[0].resource;
    expect(cardIds(await on.cauda.sign(gwen, accepted))).toEqual([]);
  });
});

describe('Who is warned of', () => {
  const local = { system: 'urn:hospital:lab', code: 'GFR' };

  test.each([
    ['eGFR 29.9', [egfr(29.9)], 'eGFR 29 on'],
    ['eGFR 0', [egfr(0)], 'eGFR 0 on'],
    ['eGFR <15', [egfr({ valueQuantity: egfrQuantity(15, '<') })], 'eGFR <15 on'],
    ['eGFR <30 as text', [egfr({ valueString: '<30 mL/min/1.73m2' })], 'eGFR <30 on'],
    ['90 days ago', [egfr(22, { effectiveDateTime: '2026-08-22' })], 'on 22 August 2026'],
    ['known to the month', [egfr(22, { effectiveDateTime: '2026-10' })], 'on October 2026 ('],
    [
      'MDRD of a laboratory that reports mL/min',
      [
        egfr(
          { valueQuantity: { value: 22, unit: 'mL/min' } },
          { code: { coding: [{ system: LOINC, code: '33914-3' }] } },
        ),
      ],
      'eGFR 22 on 10 November 2026',
    ],
    [
      'an older equation with a race term',
      [egfr(22, { code: { coding: [{ system: LOINC, code: '48643-1' }] } })],
      'eGFR 22',
    ],
    [
      'any coding of the result',
      [egfr(22, { code: { coding: [local, { system: LOINC, code: '62238-1' }] } })],
      'eGFR 22',
    ],
    [
      'amended',
      [egfr(22, { status: 'amended' }), egfr(60, { status: 'entered-in-error' })],
      'eGFR 22',
    ],
    ['acute kidney injury, ICD-10', [condition(ICD10CM, 'N17.9')], 'Acute kidney injury'],
    [
      'acute kidney injury, SNOMED, of last week, with a recovering eGFR beside it',
      [condition(SNOMED, '14669001', { recordedDate: '2026-11-13' }), egfr(44)],
      'Latest eGFR 44 on 10 November 2026',
    ],
    ['kidney disease stage 4', [condition(ICD10CM, 'N18.4')], 'CKD stage 4 or 5'],
    ['kidney disease stage 5', [condition(SNOMED, '433146000')], 'CKD stage 4 or 5'],
    [
      'provisional kidney disease',
      [condition(ICD10CM, 'n185', { verificationStatus: statusConcept('provisional') })],
      'CKD stage 4 or 5',
    ],
    [
      'hypertensive disease with stage 5',
      [condition(ICD10CM, 'I12.0', { code: { coding: [{ system: ICD10CM, code: 'I120' }] } })],
      'CKD stage 4 or 5',
    ],
    ['on dialysis', [condition(ICD10CM, 'Z99.2')], 'Dialysis, contrast ordered'],
    [
      'on dialysis since 2018, eGFR 9',
      [condition(ICD10CM, 'Z99.2', { recordedDate: '2018' }), egfr(9)],
      'Dialysis, contrast ordered',
    ],
    [
      'on dialysis since last week, eGFR 44 before it',
      [condition(ICD10CM, 'Z99.2', { recordedDate: '2026-11-13' }), egfr(44)],
      'Dialysis, contrast ordered',
    ],
    [
      'a session of dialysis last week',
      [procedure({ system: SNOMED, code: '302497006' }, { performedDateTime: '2026-11-13' })],
      'Hemodialysis, 13 November 2026',
    ],
    [
      'dialysis in progress',
      [procedure({ system: PCS, code: '5A1D90Z' }, { status: 'in-progress' })],
      'Dialysis, contrast ordered',
    ],
  ])('%s', async (_what, resources, says) => {
    const { cards } = await mixed.cauda.sign(withKidney(...resources), contrastMri);
    expect(cards).toMatchObject([{ indicator: 'warning', source: { topic: { code: id } } }]);
    expect(textOf(cards[0])).toContain(says);
  });

  test.each([
    ['acute kidney injury', ICD10CM, 'N17.0'],
    ['stage 5', ICD10CM, 'N18.5'],
    ['dialysis', SNOMED, '105502003'],
  ])('coded as the reason of the order: %s', async (_what, system, code) => {
    const draft = { ...contrastMri, reasonCode: [{ coding: [{ system, code }] }] };
    const { cards } = await on.cauda.sign(plain, draft);
    expect(cards[0].detail).toContain('the coded reason');
    expect(cards[0].suggestions[0].actions[0].resource.note[0].text).toContain(
      '(reason of the order)',
    );
  });

  test('of many sessions of dialysis the newest is told', async () => {
    const sessions = ['2026-11-13', '2026-11-18', '2026-11-16'].map((performedDateTime) =>
      procedure({ system: SNOMED, code: '302497006' }, { performedDateTime }),
    );
    const { cards } = await on.cauda.sign(withKidney(...sessions), contrastMri);
    expect(cards[0].detail.match(/Hemodialysis, \d+ November 2026/g)).toEqual([
      'Hemodialysis, 18 November 2026',
    ]);
  });

  test('end stage renal failure on dialysis is told once', async () => {
    const p = withKidney(condition(SNOMED, '236435004'));
    const { cards } = await on.cauda.sign(p, contrastMri);
    expect(cards[0].detail.match(/on dialysis[^.]*problem list/g)).toHaveLength(1);
  });

  test('hostile words stay words', async () => {
    const text = 'CKD 4 **x** [a](https://evil.test) <img src=x>\n# y \u202e';
    const p = withKidney(
      condition(ICD10CM, 'N18.4', { code: { coding: [{ system: ICD10CM, code: 'N18.4' }], text } }),
    );
    const { cards } = await on.cauda.sign(p, contrastMri);
    expect(cards[0].detail).toContain('CKD 4 \\*\\*x\\*\\* \\[a\\]\\(https\\://evil.test\\)');
    expect(cards[0].detail).not.toContain('\u202e');
  });
});

describe('For whom it is silent', () => {
  const resolved = { clinicalStatus: statusConcept('resolved') };
  const ver = (code: string) => ({ verificationStatus: statusConcept(code) });
  const told = (system: string, code: string, text: string, more: object = {}) =>
    condition(system, code, { code: { coding: [{ system, code }], text }, ...more });

  test.each([
    ['no eGFR on record', []],
    ['eGFR 30', [egfr(30)]],
    ['eGFR 30.1', [egfr(30.1)]],
    ['eGFR >60', [egfr({ valueQuantity: egfrQuantity(60, '>') })]],
    ['eGFR >90 as text', [egfr({ valueString: '>90 mL/min/1.73m2' })]],
    ['a low one 91 days ago', [egfr(22, { effectiveDateTime: '2026-08-21' })]],
    ['a low one of last year', [egfr(22, { effectiveDateTime: '2025' })]],
    ['a newer one above', [egfr(22, { effectiveDateTime: '2026-11-01' }), egfr(45)]],
    [
      'a higher one by the newer equation at the same time',
      [egfr(28, { code: { coding: [{ system: LOINC, code: '48642-3' }] } }), egfr(33)],
    ],
    ['preliminary', [egfr(22, { status: 'preliminary' })]],
    ['entered in error', [egfr(22, { status: 'entered-in-error' })]],
    ['cancelled', [egfr(22, { status: 'cancelled' })]],
    ['another person’s eGFR', [egfr(9, { subject: { reference: 'Patient/somebody-else' } })]],
    ['creatinine', [egfr(9, { code: { coding: [{ system: LOINC, code: '2160-0' }] } })]],
    ['eGFR in words only', [egfr(9, { code: { text: 'eGFR' } })]],
    ['kidney disease stage 3', [condition(ICD10CM, 'N18.31')]],
    ['kidney disease, stage not said', [condition(ICD10CM, 'N18.9')]],
    ['kidney disease in words only', [told('urn:local', '1', 'CKD stage 4')]],
    ['acute kidney injury, resolved', [condition(ICD10CM, 'N17.9', resolved)]],
    ['acute kidney injury, refuted', [condition(ICD10CM, 'N17.9', ver('refuted'))]],
    [
      'acute kidney injury, entered in error',
      [condition(SNOMED, '14669001', ver('entered-in-error'))],
    ],
    ['acute kidney injury as a differential', [condition(ICD10CM, 'N17.9', ver('differential'))]],
    [
      'acute kidney injury of 91 days ago, never closed',
      [condition(ICD10CM, 'N17.9', { onsetDateTime: '2026-08-21' })],
    ],
    [
      'acute kidney injury of 2019, entered last week',
      [condition(ICD10CM, 'N17.9', { onsetDateTime: '2019', recordedDate: '2026-11-12' })],
    ],
    ['a past one under the code', [told(ICD10CM, 'N17.9', 'History of acute kidney injury')]],
    ['a past one under the code', [told(ICD10CM, 'N17.9', 'AKI 2026-09, resolved')]],
    ['in the family', [told(ICD10CM, 'N18.6', 'Family history of ESRD')]],
    ['history of dialysis', [condition(SNOMED, '161693006')]],
    [
      'a session of dialysis 91 days ago',
      [procedure({ system: SNOMED, code: '302497006' }, { performedDateTime: '2026-08-21' })],
    ],
    [
      'dialysis during sepsis in 2015',
      [procedure({ system: PCS, code: '5A1D70Z' }, { performedPeriod: { end: '2015-03-04' } })],
    ],
    [
      'dialysis not done',
      [
        procedure(
          { system: SNOMED, code: '302497006' },
          { status: 'not-done', performedDateTime: '2026-11-13' },
        ),
      ],
    ],
    ['remission', [condition(ICD10CM, 'N17.9', { clinicalStatus: statusConcept('remission') })]],
    [
      'abated, without a status',
      [
        told(ICD10CM, 'N17.9', 'AKI', {
          clinicalStatus: undefined,
          abatementDateTime: '2026-10-30',
        }),
      ],
    ],
  ])('%s', async (_what, resources) => {
    const answer = await on.cauda.sign(withKidney(...resources), contrastMri);
    expect({ status: answer.status, cards: cardIds(answer), missing: notChecked(answer) }).toEqual({
      status: 200,
      cards: [],
      missing: {},
    });
  });

  test.each([
    ['without contrast', [lumbarMri('without')]],
    [
      'intrathecal contrast',
      [order('i', '', { code: { coding: [{ system: LOINC, code: '48436-0' }] } })],
    ],
    ['the neck', [order('c', '72156')]],
    ['the thoracic spine', [order('t', '72157')]],
    ['the brain', [brainMriWithContrast()]],
    ['CT', [order('ct', '72132')]],
    [
      'a group II agent is asked for',
      [lumbarMri('with', { note: [{ text: 'Group II agent pls' }] })],
    ],
    ['do not perform', [lumbarMri('with', { doNotPerform: true })]],
  ])('the order: %s', async (_what, drafts) => {
    expect(cardIds(await on.cauda.sign(gwen, drafts))).not.toContain(id);
  });

  test('order-select: it speaks at signing only', async () => {
    expect(cardIds(await on.cauda.select(gwen, contrastMri))).not.toContain(id);
  });

  test.each([
    ['eGFR <60', egfr({ valueQuantity: egfrQuantity(60, '<') }), ['eGFR']],
    ['eGFR without a unit', egfr({ valueQuantity: { value: 12 } }), ['eGFR']],
    ['eGFR below zero', egfr(-4), ['eGFR']],
    ['a low eGFR of some day this year', egfr(22, { effectiveDateTime: '2026' }), ['eGFR']],
    ['a low eGFR of August', egfr(22, { effectiveDateTime: '2026-08' }), ['eGFR']],
    ['a low eGFR without a date', egfr(22, { effectiveDateTime: undefined }), ['eGFR']],
    [
      'an injury of some day in August',
      condition(ICD10CM, 'N17.9', { onsetDateTime: '2026-08' }),
      ['date of the acute kidney injury'],
    ],
    [
      'dialysis without a date',
      procedure({ system: SNOMED, code: '71192002' }),
      ['date of a dialysis'],
    ],
  ])('%s: undecided', async (_what, resource, missing) => {
    const answer = await on.cauda.sign(withKidney(resource), contrastMri);
    expect({ cards: cardIds(answer), missing: notChecked(answer) }).toEqual({
      cards: [],
      missing: { [id]: missing },
    });
  });

  test('observations could not be had: undecided, and 200', async () => {
    const keys = allKeys.filter((key) => key !== 'observations');
    const answer = await on.cauda.sign(plain, contrastMri, { keys });
    expect({ status: answer.status, missing: notChecked(answer)[id] }).toEqual({
      status: 200,
      missing: ['observations'],
    });
  });

  test('nor conditions: 412', async () => {
    const keys = allKeys.filter((key) => key !== 'conditions');
    expect((await on.cauda.sign(plain, contrastMri, { keys })).status).toBe(412);
  });

  test.each(['conditions', 'procedures', 'patient', 'reports', 'allergies', 'orders'] as const)(
    'a low eGFR speaks without %s',
    async (key) => {
      const keys = allKeys.filter((k) => k !== key);
      expect(cardIds(await on.cauda.sign(gwen, contrastMri, { keys }))).toContain(id);
    },
  );
});

describe('What the site stocks', () => {
  const injured = withResource(gwen, condition(ICD10CM, 'N17.9', { recordedDate: '2026-11-18' }));
  const groupTwo = stage([], { site: { gadoliniumFormulary: 'groupIIOnly' } });
  const strict = stage([], { site: { cards: { [id]: { settings: { minimumEgfr: 20 } } } } });

  test('agents of several groups: a warning that says so', async () => {
    const { cards } = await mixed.cauda.sign(gwen, contrastMri);
    expect(cards).toMatchObject([
      { indicator: 'warning', summary: expect.stringContaining('group I is contraindicated') },
    ]);
  });

  test('group II only: a low eGFR is silent', async () => {
    const answer = await groupTwo.cauda.sign(gwen, contrastMri);
    expect({ cards: cardIds(answer), missing: notChecked(answer) }).toEqual({
      cards: [],
      missing: {},
    });
  });

  test('group II only: acute injury is information, with all that is known', async () => {
    const { cards } = await groupTwo.cauda.sign(injured, contrastMri);
    expect(cards).toMatchObject([{ indicator: 'info', source: { topic: { code: id } } }]);
    expect(cards[0].summary).toContain('only group II agents are stocked here');
    expect(textOf(cards[0])).toMatch(/Acute kidney injury.*eGFR 22 on/s);
    expect(cards[0].detail).not.toContain('contraindicated');
  });

  test('a site may set the limit lower', async () => {
    const p = withKidney(egfr(22));
    expect(cardIds(await strict.cauda.sign(p, contrastMri))).toEqual([]);
  });
});

test('never stands in the way of the study of an emergency', async () => {
  const { cards } = await on.cauda.sign(gwen, lumbarMri('with', { priority: 'stat' }));
  expect(cards[0].detail).toContain('No reason to delay an emergency scan');
  expect(cards[0].detail.replace('No reason to delay', '')).not.toMatch(
    /\bwait for|\bbefore (?:the )?scan|\bcheck (?:the )?eGFR|\bdelay|\bhold/i,
  );
});

test('several orders: those with contrast are named, each can be changed', async () => {
  const drafts = [
    lumbarMri('without'),
    contrastMri,
    order('spine', '', { code: { coding: [{ system: LOINC, code: '30855-1' }] } }),
    order('local', '72149', {
      code: {
        coding: [
          { system: CPT, code: '72149' },
          { system: 'urn:local', code: 'MR9' },
        ],
      },
    }),
  ];
  const { cards } = await on.cauda.sign(gwen, drafts);
  const card = cards.find(({ source }) => source.topic.code === id);
  expect(card.extension['cauda.about']).toEqual([
    'ServiceRequest/lumbar-mri-without-and-with',
    'ServiceRequest/spine',
    'ServiceRequest/local',
  ]);
  expect(card.suggestions.map((s: { actions: unknown[] }) => s.actions.length)).toEqual([3, 2]);
});

describe('No offer of contrast where this card would speak', () => {
  const option = 'contrast-option-after-disc-surgery';
  const offered = plain;

  test('contrast is offered to the same patient with sound kidneys', async () => {
    expect(cardIds(await on.cauda.sign(offered, lumbarMri('without')))).toEqual([option]);
  });

  test.each([
    ['eGFR 29.9', egfr(29.9)],
    ['acute kidney injury', condition(ICD10CM, 'N17.9', { recordedDate: '2026-11-18' })],
    ['stage 4', condition(SNOMED, '431857002')],
    [
      'dialysis',
      procedure({ system: SNOMED, code: '302497006' }, { performedDateTime: '2026-11-13' }),
    ],
  ])('%s', async (_what, resource) => {
    const p = withResource(offered, resource);
    expect(cardIds(await on.cauda.sign(p, contrastMri))).toContain(id);
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without')))).toEqual([]);
  });
});
