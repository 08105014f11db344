import { describe, expect, test } from '@jest/globals';
import { lumbarMri, order } from '../support/orders.ts';
import {
  condition,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'recent-puncture-or-injection';
/** George: never operated on, sciatica, nothing else. */
const george = patient('george-unoperated');
/** Elif: lumbar puncture on Monday; her order does not mention it. */
const elif = patient('elif-puncture-last-monday');
const contrastMri = lumbarMri('without-and-with');
const ICD10PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';

const done = (system: string, code: string, performedDateTime?: string, more: object = {}) => ({
  resourceType: 'Procedure',
  status: 'completed',
  code: { coding: [{ system, code }] },
  ...(performedDateTime && { performedDateTime }),
  ...more,
});
const puncture = (on = '2026-11-16', more: object = {}) => done(SNOMED, '277762005', on, more);
const injection = (on = '2026-11-18', more: object = {}) => done(CPT, '64483', on, more);
const worded = (text: string, more: object = {}) => ({
  ...puncture(),
  code: { text },
  ...more,
});
const punctured = withResource(george, { ...puncture(), id: 'lp-1' });
const on = stage([punctured, elif]);
const answerTo = (resources: readonly object[], draft: object = contrastMri) =>
  on.cauda.sign(withResource(george, ...resources), draft as never);

describe('A contrast MRI is signed four days after a lumbar puncture', () => {
  test.each(['prefetch', 'fhir'] as const)('radiology should know (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.sign(punctured, contrastMri, options);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(/Lumbar puncture.*16 November 2026/),
        detail: expect.stringMatching(/16 November 2026 \(procedure list\).*18 of 91 \(13–29%\)/s),
        overrideReasons: [
          { code: 'already-considered' },
          { code: 'not-relevant-to-this-patient' },
          { code: 'discussed-with-radiology' },
          { code: 'unsafe-or-wrong-data' },
        ],
        suggestions: [
          {
            actions: [
              {
                type: 'update',
                resource: {
                  ...contrastMri,
                  note: [
                    {
                      text: expect.stringContaining('Lumbar puncture, 16 November 2026'),
                    },
                  ],
                },
              },
            ],
          },
        ],
        extension: { 'cauda.about': ['ServiceRequest/lumbar-mri-without-and-with'] },
      },
    ]);
    expect(cards[0].detail).not.toContain('54%');
  });

  test('with its level, and not the one that was not done', async () => {
    const answer = await on.cauda.sign(elif, contrastMri);
    expect(cardIds(answer)).toEqual([id]);
    expect(answer.cards[0].detail).toMatch(/L3-L4, 16 November 2026/);
    expect(answer.cards[0].detail).not.toContain('9 November');
  });

  test('after an injection its own figures are shown, with the level', async () => {
    const bodySite = [{ text: 'L5-S1, left' }];
    const { cards } = await answerTo([injection('2026-11-18', { bodySite })]);
    expect(cards[0].detail).toMatch(
      /L5-S1, 18 November 2026.*on day 2 in 31% of 133 patients.*none from day 4/s,
    );
    expect(cards[0].detail).not.toContain('18 of 91');
  });

  test('after both, both are named', async () => {
    const { cards } = await answerTo([puncture(), injection()]);
    expect(cards[0].detail).toMatch(/18 November 2026.*16 November 2026.*18 of 91/s);
  });

  test('a puncture and the report of it are one', async () => {
    const report = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '24973-0' }] },
      effectiveDateTime: '2026-11-16',
    };
    const { cards } = await answerTo([puncture(), report]);
    expect(cards[0].detail.match(/procedure list|radiology report/g)).toHaveLength(1);
  });

  test('hostile words stay words', async () => {
    const text = 'Lumbar puncture **x** [y](https://evil.test) <img src=x>';
    const { cards } = await answerTo([
      { ...puncture(), code: { coding: [{ system: SNOMED, code: '277762005' }], text } },
    ]);
    expect(cards[0].detail).toContain('Lumbar puncture \\*\\*x\\*\\*');
  });

  test('selecting is too early', async () => {
    expect(cardIds(await on.cauda.select(punctured, contrastMri))).toEqual([]);
  });
});

describe('What counts, and for how long', () => {
  test.each([
    ['a puncture 7 days ago', puncture('2026-11-13'), [id]],
    ['a puncture 8 days ago', puncture('2026-11-12'), []],
    ['a puncture today', puncture('2026-11-20'), [id]],
    ['a puncture tomorrow', puncture('2026-11-21'), []],
    ['a puncture by CPT', done(CPT, '62328', '2026-11-16'), [id]],
    ['a therapeutic puncture', done(CPT, '62272', '2026-11-16'), [id]],
    ['a puncture in words', worded('Lumbar puncture'), [id]],
    [
      'a puncture in a period',
      {
        ...puncture(),
        performedDateTime: undefined,
        performedPeriod: { start: '2026-11-16T09:00:00Z', end: '2026-11-16T09:30:00Z' },
      },
      [id],
    ],
    [
      'a period that began 5 days ago',
      { ...puncture(), performedDateTime: undefined, performedPeriod: { start: '2026-11-15' } },
      [id],
    ],
    ['a myelogram 7 days ago', done(CPT, '62304', '2026-11-13'), [id]],
    [
      'a myelogram by its report',
      {
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: { coding: [{ system: LOINC, code: '24965-6' }] },
        effectiveDateTime: '2026-11-16',
      },
      [id],
    ],
    ['an injection 3 days ago', injection('2026-11-17'), [id]],
    ['an injection 4 days ago', injection('2026-11-16'), []],
    ['an interlaminar injection', done(CPT, '62323', '2026-11-18'), [id]],
    [
      'an injection by ICD-10-PCS, lumbar by its words',
      done(ICD10PCS, '3E0S33Z', '2026-11-18', { bodySite: [{ text: 'Lumbar spine' }] }),
      [id],
    ],
    ['an injection by ICD-10-PCS, region not said', done(ICD10PCS, '3E0S33Z', '2026-11-18'), []],
    [
      'a block of the shoulder',
      done(ICD10PCS, '3E0T3BZ', '2026-11-18', { bodySite: [{ text: 'Shoulder' }] }),
      [],
    ],
    ['an injection of the neck', done(CPT, '64479', '2026-11-18'), []],
    [
      'an epidural of the neck by its words',
      done(SNOMED, '171787008', '2026-11-18', { bodySite: [{ text: 'Cervical C6-7' }] }),
      [],
    ],
    ['a puncture not done', puncture('2026-11-16', { status: 'not-done' }), []],
    ['a puncture in error', puncture('2026-11-16', { status: 'entered-in-error' }), []],
    ['a puncture in preparation', puncture('2026-11-16', { status: 'preparation' }), []],
    [
      'a puncture of another patient',
      puncture('2026-11-16', { subject: { reference: 'Patient/other' } }),
      [],
    ],
    ['a puncture that is planned, in words', worded('Plan: lumbar puncture'), []],
    ['headache after a puncture', worded('Headache after lumbar puncture'), []],
    ['a discectomy', done(CPT, '63030', '2026-11-18'), []],
    ['a knee injection', worded('Knee injection'), []],
    [
      'a report of cerebrospinal fluid',
      {
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: { text: 'Lumbar puncture CSF cell count' },
        effectiveDateTime: '2026-11-16',
      },
      [],
    ],
    [
      'nothing',
      { resourceType: 'Procedure', status: 'completed', code: { text: 'Appendicectomy' } },
      [],
    ],
  ])('%s', async (_what, resource, expected) => {
    const answer = await answerTo([resource]);
    expect(cardIds(answer).filter((card) => card === id)).toEqual(expected);
    expect(notChecked(answer)).not.toHaveProperty(id);
  });

  test.each([
    ['no date', puncture('', { performedDateTime: undefined })],
    ['this month', puncture('2026-11')],
    ['this year', puncture('2026')],
    ['in words', puncture('', { performedDateTime: undefined, performedString: 'last week' })],
  ])('a puncture, %s: neither recent nor old', async (_what, resource) => {
    const answer = await answerTo([resource]);
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)).toMatchObject({ [id]: ['date of a puncture or injection'] });
  });

  test.each([
    ['last month', puncture('2026-10')],
    ['last year', puncture('2025')],
  ])('a puncture, %s, is old', async (_what, resource) => {
    expect(notChecked(await answerTo([resource]))).not.toHaveProperty(id);
  });
});

describe('Silent when it is known, urgent, or something worse is in question', () => {
  test.each([
    'LP on 16/11',
    'recent lumbar puncture',
    'ESI last week',
    'after epidural steroid injection',
    'nerve root block Tuesday',
    'CT myelogram on Monday',
    'traumatic tap two days ago',
  ])('the order says "%s"', async (text) => {
    expect(
      cardIds(await answerTo([puncture()], lumbarMri('without-and-with', { note: [{ text }] }))),
    ).toEqual([]);
  });

  test.each(['epidural fibrosis?', 'no recent LP', 'denies injections', 'left leg pain'])(
    'but "%s" mentions none',
    async (text) => {
      const draft = lumbarMri('without-and-with', { note: [{ text }] });
      expect(cardIds(await answerTo([puncture()], draft))).toEqual([id]);
    },
  );

  test.each([
    ['urgent', { priority: 'urgent' }],
    ['stat', { priority: 'stat' }],
    ['urgent in words', { note: [{ text: 'urgent' }] }],
    ['?abscess in words', { reasonCode: [{ text: '?abscess' }] }],
    ['discitis as its reason', { reasonCode: [{ coding: [{ system: ICD10CM, code: 'M46.46' }] }] }],
    ['metastases in words', { reasonCode: [{ text: '?mets' }] }],
  ])('the order: %s', async (_what, more) => {
    expect(
      cardIds(await answerTo([puncture()], lumbarMri('without-and-with', more))),
    ).not.toContain(id);
  });

  test.each([
    ['a cauda equina sign', condition(SNOMED, '449813001', { recordedDate: '2026-11-18' })],
    ['foot drop', condition(SNOMED, '6077001', { recordedDate: '2026-11-18' })],
    ['discitis', condition(ICD10CM, 'M46.46')],
    ['wound infection', condition(ICD10CM, 'T81.41XA')],
    ['fever', condition(ICD10CM, 'R50.9')],
    ['leptomeningeal metastasis', condition(SNOMED, '1155991005')],
    ['immune suppression', condition(SNOMED, '370388006')],
  ])('%s', async (_what, resource) => {
    expect(cardIds(await answerTo([puncture(), resource]))).not.toContain(id);
  });

  test('an injection, and CRP is raised', async () => {
    const crp = {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '1988-5' }] },
      effectiveDateTime: '2026-11-19',
      valueQuantity: { value: 40, code: 'mg/L' },
    };
    expect(cardIds(await answerTo([injection(), crp]))).not.toContain(id);
  });

  test.each(['procedures', 'observations'] as const)('%s could not be had', async (key) => {
    const all = [
      'patient',
      'conditions',
      'procedures',
      'observations',
      'reports',
      'allergies',
      'orders',
    ] as const;
    const answer = await on.cauda.sign(punctured, contrastMri, {
      keys: all.filter((k) => k !== key),
    });
    expect(cardIds(answer)).toEqual([]);
    expect(answer.status === 412 || notChecked(answer)[id]?.includes(key)).toBe(true);
  });
});

describe('The orders', () => {
  test.each([
    ['without contrast', lumbarMri('without'), []],
    [
      'contrast not said',
      order('u', '', { code: { coding: [{ system: LOINC, code: '24968-0' }] } }),
      [],
    ],
    ['brain with contrast', order('b', '70553'), []],
    ['thoracic with contrast', order('t', '72157'), []],
    ['CT with contrast', order('ct', '72132'), []],
    [
      'whole spine with contrast',
      order('w', '', { code: { coding: [{ system: LOINC, code: '36400-0' }] } }),
      [id],
    ],
    ['contrast only', lumbarMri('without-and-with'), [id]],
  ])('%s', async (_what, draft, expected) => {
    const found = cardIds(await on.cauda.sign(punctured, draft));
    expect(found.filter((card) => card === id)).toEqual(expected);
  });

  test.each([
    ['in three days', '2026-11-23', [id]],
    ['in four days', '2026-11-24', []],
    ['next year', '2027', []],
    ['yesterday, as the order says', '2026-11-19', [id]],
  ])('the scan is planned %s', async (_what, occurrenceDateTime, expected) => {
    const draft = lumbarMri('without-and-with', { occurrenceDateTime });
    expect(cardIds(await answerTo([puncture('2026-11-16')], draft))).toEqual(expected);
  });

  test('an order that mentions it is left alone beside one that does not', async () => {
    const drafts = [
      contrastMri,
      lumbarMri('without-and-with', { note: [{ text: 'LP on Monday' }] }),
    ];
    const { cards } = await on.cauda.sign(punctured, drafts);
    const card = cards.find(({ source }) => source.topic.code === id);
    expect(card.extension['cauda.about']).toEqual(['ServiceRequest/lumbar-mri-without-and-with']);
  });
});
