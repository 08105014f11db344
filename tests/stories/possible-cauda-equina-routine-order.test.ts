import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { lumbarMri, order, withoutRating } from '../support/orders.ts';
import {
  changed,
  condition,
  conditionVerification,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';
import { textOf } from '../support/readable.ts';

const id = 'possible-cauda-equina-routine-order';
const words = cardWords(id);
/** Anneke, 41: discectomy six weeks ago; saddle anaesthesia was coded yesterday. */
const anneke = patient('anneke-cauda-equina-signs');
/** George: never operated on, sciatica, nothing else. */
const george = patient('george-unoperated');
const on = stage([anneke]);
const routine = lumbarMri('without');

const saddle = (more: object = {}) =>
  condition(SNOMED, '449813001', { recordedDate: '2026-11-19', ...more });
const retention = (more: object = {}) =>
  condition(ICD10CM, 'R33.9', { recordedDate: '2026-11-18', ...more });
const inWords = (text: string, more: object = {}) => ({
  ...condition('', ''),
  code: { text },
  recordedDate: '2026-11-19',
  ...more,
});
const observed = (more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: SNOMED, code: '449813001' }] },
  effectiveDateTime: '2026-11-19T10:00:00Z',
  ...more,
});
const verified = (code: string) => ({
  verificationStatus: { coding: [{ system: conditionVerification, code }] },
});
const clinically = (code: string) => ({ clinicalStatus: { coding: [{ code }] } });
const report = (effectiveDateTime: string, more: object = {}) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  code: { coding: [{ system: CPT, code: '72148' }] },
  effectiveDateTime,
  ...more,
});
const surgery = (performedDateTime: string) => ({
  resourceType: 'Procedure',
  status: 'completed',
  code: { coding: [{ system: CPT, code: '63030' }] },
  performedDateTime,
});
const spoken = async (resources: readonly object[], draft: object = routine) =>
  (await on.cauda.sign(withResource(george, ...resources), draft as never)).cards.map(
    ({ indicator, source }) => `${indicator} ${source.topic.code}`,
  );
const critical = [`critical ${id}`];
const warning = [`warning ${id}`];

describe('A routine lumbar MRI is signed the day after saddle anaesthesia was coded', () => {
  test.each(['prefetch', 'fhir'] as const)('the critical card speaks alone (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.sign(anneke, lumbarMri('without-and-with'), options);
    expect(answer.cards).toMatchObject([
      {
        indicator: 'critical',
        summary: expect.stringMatching(words.summary('coded')),
        detail: expect.stringMatching(/Saddle anaesthesia, 19 November 2026 \(problem list\)/),
        source: { topic: { code: id }, url: 'https://doi.org/10.1016/j.jacr.2021.08.002' },
        selectionBehavior: 'at-most-one',
        overrideReasons: [
          { code: 'clinically-excluded-on-examination' },
          { code: 'emergency-pathway-already-started' },
          { code: 'findings-are-long-standing' },
          { code: 'transfer-or-direct-referral-arranged' },
          { code: 'unsafe-or-wrong-data' },
        ],
        extension: { 'cauda.about': ['ServiceRequest/lumbar-mri-without-and-with'] },
      },
    ]);
    expect(answer.cards[0].detail).not.toMatch(/4 hours|could not be looked up/i);
  });

  test('the suggestion is the whole draft with another priority, recommended to nobody', async () => {
    const draft = lumbarMri('without', {
      priority: 'routine',
      encounter: { reference: 'Encounter/e1' },
      note: [{ text: 'kept' }],
    });
    const { cards } = await on.cauda.sign(anneke, draft);
    expect(cards[0].suggestions).toEqual([
      {
        label: 'Change the priority to stat',
        uuid: expect.any(String),
        actions: [
          {
            type: 'update',
            description: expect.any(String),
            resource: expect.any(Object),
          },
        ],
      },
    ]);
    expect(withoutRating(cards[0].suggestions[0].actions[0].resource)).toEqual({
      ...draft,
      subject: { reference: `Patient/${anneke.id}` },
      priority: 'stat',
    });
  });

  test('select and sign speak with one voice', async () => {
    const answers = [await on.cauda.select(anneke, routine), await on.cauda.sign(anneke, routine)];
    const said = answers.map(({ cards }) =>
      cards.map(({ summary, indicator, detail, extension }) => ({
        summary,
        indicator,
        detail,
        extension,
      })),
    );
    expect(said[0]).toHaveLength(1);
    expect(said[0]).toEqual(said[1]);
  });

  test('at selection only what is selected counts', async () => {
    const other = order('knee', '73721');
    const { cards } = await on.cauda.select(anneke, [routine, other], {
      selections: ['ServiceRequest/knee'],
    });
    expect(cards).toEqual([]);
  });

  test('each routine lumbar MRI is named and changed; other studies are not', async () => {
    const drafts = [routine, lumbarMri('with'), order('brain', '70551'), order('neck', '72141')];
    const { cards } = await on.cauda.sign(anneke, drafts);
    expect(cards).toHaveLength(1);
    expect(cards[0].extension['cauda.about']).toEqual([
      'ServiceRequest/lumbar-mri-without',
      'ServiceRequest/lumbar-mri-with',
    ]);
    expect(cards[0].suggestions[0].actions).toHaveLength(2);
  });
});

describe('Which signs', () => {
  test.each([
    ['cauda equina syndrome, ICD-10', condition(ICD10CM, 'G83.4', { recordedDate: '2026-11-20' })],
    ['without its dot', condition(ICD10CM, 'g834', { recordedDate: '2026-11-20' })],
    ['incomplete syndrome', condition(SNOMED, '782388003', { recordedDate: '2026-11-12' })],
    ['urinary retention', retention()],
    ['overflow incontinence', condition(ICD10CM, 'N39.490', { recordedDate: '2026-11-18' })],
    ['faecal incontinence', condition(SNOMED, '72042002', { recordedDate: '2026-11-18' })],
    [
      'a second coding counts',
      {
        ...saddle(),
        code: {
          coding: [
            { system: 'urn:x', code: '1' },
            { system: SNOMED, code: '449813001' },
          ],
        },
      },
    ],
    ['provisional, but coded', saddle(verified('provisional'))],
    [
      'a question in words beside the code',
      {
        ...retention(),
        code: { coding: [{ system: ICD10CM, code: 'R33.9' }], text: '?urinary retention' },
      },
    ],
    ['no clinical status', saddle({ clinicalStatus: undefined })],
    [
      'an old entry and a new one',
      [retention({ recordedDate: '2019-03-01', ...clinically('resolved') }), retention()],
    ],
    ['observed', observed()],
    ['observed, preliminary', observed({ status: 'preliminary' })],
    ['observed: true', observed({ valueBoolean: true })],
    ['observed: present', observed({ valueCodeableConcept: { text: 'Present' } })],
    [
      'absent last week, present now',
      [
        observed({ valueBoolean: false, effectiveDateTime: '2026-11-12' }),
        observed({ valueBoolean: true }),
      ],
    ],
    [
      'as a component',
      observed({
        code: { text: 'Neurological examination' },
        component: [
          { code: { coding: [{ system: SNOMED, code: '449813001' }] }, valueBoolean: true },
        ],
      }),
    ],
  ])('%s: critical', async (_what, resources) => {
    expect(await spoken([resources].flat())).toEqual(critical);
  });

  test.each([
    ['refuted', saddle(verified('refuted'))],
    ['entered in error', saddle(verified('entered-in-error'))],
    ['resolved', saddle(clinically('resolved'))],
    ['in remission', saddle(clinically('remission'))],
    ['inactive', saddle(clinically('inactive'))],
    ['abated', saddle({ clinicalStatus: undefined, abatementDateTime: '2026-11-19' })],
    ['of another patient', saddle({ subject: { reference: 'Patient/somebody-else' } })],
    [
      'history of it, by its words',
      {
        ...saddle(),
        code: {
          coding: [{ system: ICD10CM, code: 'G83.4' }],
          text: 'History of cauda equina syndrome',
        },
      },
    ],
    [
      'excluded, by its words',
      {
        ...saddle(),
        code: {
          coding: [{ system: ICD10CM, code: 'G83.4' }],
          text: 'Cauda equina syndrome, excluded',
        },
      },
    ],
    [
      'chronic, by its words',
      {
        ...retention(),
        code: { coding: [{ system: ICD10CM, code: 'R33.9' }], text: 'Chronic urinary retention' },
      },
    ],
    [
      'cord compression of the neck',
      {
        ...saddle(),
        code: { coding: [{ system: SNOMED, code: '71286001' }], text: 'Cord compression C5/6' },
      },
    ],
    [
      'urgency only',
      {
        ...saddle(),
        code: { coding: [{ system: ICD10CM, code: 'R15.2', display: 'Fecal urgency' }] },
      },
    ],
    ['foot drop', condition(SNOMED, '6077001', { recordedDate: '2026-11-19' })],
    ['weakness', condition(SNOMED, '26544005', { recordedDate: '2026-11-19' })],
    ['back pain', condition(ICD10CM, 'M54.50', { recordedDate: '2026-11-19' })],
    ['sciatica on both sides', [condition(ICD10CM, 'M54.31'), condition(ICD10CM, 'M54.32')]],
    ['observed as absent', observed({ valueBoolean: false })],
    ['observed as absent, in words', observed({ valueString: 'absent' })],
    ['observed as normal', observed({ interpretation: [{ coding: [{ code: 'N' }] }] })],
    ['not observed', observed({ dataAbsentReason: { text: 'not performed' } })],
    ['observed in error', observed({ status: 'entered-in-error' })],
    ['an observation that was cancelled', observed({ status: 'cancelled' })],
    [
      'present last week, absent now',
      [
        observed({ valueBoolean: true, effectiveDateTime: '2026-11-12' }),
        observed({ valueBoolean: false }),
      ],
    ],
  ])('%s: silent', async (_what, resources) => {
    expect(await spoken([resources].flat())).toEqual([]);
  });

  test('an answer that cannot be read is said not to have been', async () => {
    const answer = await on.cauda.sign(
      withResource(george, observed({ valueCodeableConcept: { coding: [{ code: 'LA-7' }] } })),
      routine,
    );
    expect(notChecked(answer)).toMatchObject({ [id]: ['an observed cauda equina sign'] });
  });
});

describe('How new', () => {
  test.each([
    ['14 days ago', { recordedDate: '2026-11-06' }, critical],
    ['15 days ago', { recordedDate: '2026-11-05' }, []],
    ['this month', { recordedDate: '2026-11' }, critical],
    ['last month', { recordedDate: '2026-10' }, []],
    ['this year', { recordedDate: '2026' }, critical],
    ['last year', { recordedDate: '2025' }, []],
    ['no date', { recordedDate: undefined }, critical],
    [
      'no date, untouched since June',
      { recordedDate: undefined, meta: { lastUpdated: '2026-06-01T08:00:00Z' } },
      [],
    ],
    ['tomorrow, where it is tomorrow already', { recordedDate: '2026-11-21' }, critical],
    ['began 90 days ago, entered now', { onsetDateTime: '2026-08-22' }, critical],
    ['began 91 days ago, entered now', { onsetDateTime: '2026-08-21' }, []],
    ['began years ago, in words', { onsetString: 'about five years ago' }, []],
    ['began last week, in words', { onsetString: 'last week' }, critical],
    ['began in 2018, entered now', { onsetDateTime: '2018' }, []],
    [
      'began 10 days ago, no entry date',
      { recordedDate: undefined, onsetDateTime: '2026-11-10' },
      critical,
    ],
    [
      'entered in 2024, a new episode',
      { recordedDate: '2024-01-09', onsetDateTime: '2026-11-15' },
      critical,
    ],
    [
      'entered in March, begun some time this year',
      { recordedDate: '2026-03-01', onsetDateTime: '2026' },
      [],
    ],
  ])('%s', async (_when, dates, expected) => {
    expect(await spoken([retention(dates)])).toEqual(expected);
  });

  test('Ottilie: retention since 2023 and nothing new', async () => {
    const answer = await on.cauda.sign(patient('ottilie-retention-since-2023'), routine);
    expect({ cards: cardIds(answer), notChecked: notChecked(answer) }).toEqual({
      cards: [],
      notChecked: {},
    });
  });

  test.each([
    ['14 days ago', '2026-11-06T23:00:00Z', critical],
    ['15 days ago', '2026-11-05T23:00:00Z', []],
  ])('observed %s', async (_when, effectiveDateTime, expected) => {
    expect(await spoken([observed({ effectiveDateTime })])).toEqual(expected);
  });

  test('without a date the card asks for it', async () => {
    const { cards } = await on.cauda.sign(
      withResource(george, saddle({ recordedDate: undefined })),
      routine,
    );
    expect(cards[0].detail).toContain('(problem list); please check its date');
  });
});

describe('The reason of the order', () => {
  const coded = (system: string, code: string, text?: string) => ({
    reasonCode: [{ coding: [{ system, code }], ...(text && { text }) }],
  });
  const note = (text: string) => ({ note: [{ text }] });

  test.each([
    ['coded', coded(ICD10CM, 'G83.4'), critical],
    ['coded, as a question', coded(SNOMED, '267064002', '?retention of urine'), critical],
    [
      'coded, contained',
      {
        contained: [
          {
            resourceType: 'Condition',
            id: 'c',
            code: { coding: [{ system: SNOMED, code: '449813001' }] },
          },
        ],
        reasonReference: [{ reference: '#c' }],
      },
      critical,
    ],
    ['coded, but past', coded(ICD10CM, 'G83.4', 'History of cauda equina syndrome 2019'), []],
    ['sciatica', coded(ICD10CM, 'M54.31'), []],
    ['in words', { reasonCode: [{ text: 'LBP, saddle numbness since yesterday' }] }, warning],
    [
      'a display that names it',
      { reasonReference: [{ display: 'Acute urinary retention' }] },
      warning,
    ],
    ['in the note', note('r/o cauda equina'), warning],
    [
      'in the title of an order in words',
      { code: { text: 'MRI lumbar spine without contrast ?CES' } },
      warning,
    ],
    [
      'in the list of uses of a coded title',
      {
        code: {
          coding: [{ system: CPT, code: '72148' }],
          text: 'MRI L-spine (sciatica, cauda equina syndrome)',
        },
      },
      [],
    ],
    [
      'as advice to the patient',
      { patientInstruction: 'Saddle numbness, urinary retention: ring us' },
      [],
    ],
    ['denied', note('No saddle anaesthesia, denies urinary retention or faecal incontinence'), []],
    ['denied in a template', note('Cauda equina symptoms? No'), []],
    ['warned of', note('Safety-netted for CES. Return if saddle numbness'), []],
    ['long ago', note('CES decompression 2016, saddle numbness since 2016'), []],
    ['of long standing', note('Long-standing urinary retention with catheter'), []],
    ['of her mother', note('Mother had cauda equina syndrome'), []],
    ['incontinence of stress', note('Stress incontinence, sciatica'), []],
    ['weakness', note('Foot drop since Monday'), []],
    ['the roots', note('Clumped cauda equina nerve roots on old scan'), []],
  ])('%s', async (_what, more, expected) => {
    expect(await spoken([], lumbarMri('without', more))).toEqual(expected);
  });

  test('words are quoted, escaped', async () => {
    const text =
      'Sciatica. <b>Saddle</b> numbness? **new** saddle numbness [x](https://evil.test/x)\u202e';
    const { cards } = await on.cauda.sign(george, lumbarMri('without', note(text)));
    expect(cards).toMatchObject([
      {
        indicator: 'warning',
        summary: expect.stringMatching(/can fit cauda equina syndrome.*If new/),
        detail: expect.stringContaining('“\\<b\\>Saddle\\</b\\> numbness? \\*\\*new\\*\\*'),
      },
    ]);
  });

  test.each([
    ['20 days ago: new enough as the reason', { recordedDate: '2026-10-31' }, critical],
    ['100 days ago: of long standing', { recordedDate: '2026-08-12' }, []],
  ])('a condition of the chart, entered %s', async (_when, dates, expected) => {
    const chart = withResource(george, { ...retention(dates), id: 'r1' });
    const draft = lumbarMri('without', {
      reasonReference: [{ reference: 'https://ehr.example.org/fhir/Condition/r1' }],
    });
    expect(cardIds(await on.cauda.sign(chart, draft))).toEqual(expected.length > 0 ? [id] : []);
  });
});

describe('A condition in words only', () => {
  test.each([
    ['saddle anaesthesia', inWords('Saddle anaesthesia'), warning],
    [
      'a code of no known meaning',
      {
        ...inWords('x'),
        code: { coding: [{ system: SNOMED, code: '1', display: 'Perianal numbness' }] },
      },
      warning,
    ],
    [
      'a local code',
      {
        ...inWords('x'),
        code: { coding: [{ system: 'urn:local', code: 'CE1', display: 'Cauda equina syndrome' }] },
      },
      warning,
    ],
    ['confirmed', inWords('Urinary retention', verified('confirmed')), warning],
    ['provisional', inWords('Cauda equina syndrome', verified('provisional')), []],
    ['differential', inWords('Cauda equina syndrome', verified('differential')), []],
    ['unconfirmed', inWords('Cauda equina syndrome', verified('unconfirmed')), []],
    ['resolved', inWords('Urinary retention', clinically('resolved')), []],
    ['15 days ago', inWords('Urinary retention', { recordedDate: '2026-11-05' }), []],
    ['long ago', inWords('Cauda equina syndrome 2015'), []],
    [
      'coded as something else',
      {
        ...inWords('x'),
        code: { coding: [{ system: ICD10CM, code: 'M54.31' }], text: 'Sciatica, ?saddle numbness' },
      },
      [],
    ],
    ['family history', inWords('Family history of cauda equina syndrome'), []],
    ['a tumour', inWords('Cauda equina ependymoma'), []],
  ])('%s', async (_what, resource, expected) => {
    expect(await spoken([resource])).toEqual(expected);
  });

  test('Dmitri: his words are quoted as a warning', async () => {
    const { cards } = await on.cauda.sign(patient('dmitri-numbness-in-words'), routine);
    expect(cards).toMatchObject([
      {
        indicator: 'warning',
        detail: expect.stringContaining(
          '“Numbness around the back passage…”, 19 November 2026 (problem list)',
        ),
      },
    ]);
  });

  test('a code beside it makes the card critical', async () => {
    const chart = withResource(george, inWords('Perianal numbness'), retention());
    const { cards } = await on.cauda.sign(chart, routine);
    expect(cards).toMatchObject([{ indicator: 'critical' }]);
    expect(textOf(cards[0])).toMatch(/Retention of urine.*“Perianal numbness”/s);
  });
});

describe('Silent when the scan is on its way or made', () => {
  test.each(['urgent', 'asap', 'stat', 'emergency'])('priority %s', async (priority) => {
    expect(await spoken([saddle()], lumbarMri('without', { priority }))).toEqual([]);
  });

  test('words of haste are no priority', async () => {
    const draft = lumbarMri('without', { note: [{ text: 'URGENT please' }] });
    expect(await spoken([saddle()], draft)).toEqual(critical);
  });

  test('the session holds another one that is urgent', async () => {
    const chart = withResource(george, saddle());
    const drafts = [routine, lumbarMri('with', { priority: 'stat' })];
    expect(cardIds(await on.cauda.sign(chart, drafts))).toEqual([]);
    const selections = ['ServiceRequest/lumbar-mri-without'];
    expect(cardIds(await on.cauda.select(chart, drafts, { selections }))).toEqual([]);
  });

  test('an urgent MRI of the neck is another matter', async () => {
    const drafts = [routine, order('neck', '72141', { priority: 'stat' })];
    expect(cardIds(await on.cauda.sign(withResource(george, saddle()), drafts))).toEqual([id]);
  });

  const activeOrder = (authoredOn: string, more: object = {}) => ({
    ...lumbarMri('without', { status: 'active', priority: 'stat', authoredOn, ...more }),
    id: 'a1',
  });
  test.each([
    ['ordered stat yesterday', activeOrder('2026-11-19'), []],
    ['ordered stat last week and still open', activeOrder('2026-11-12'), critical],
    ['ordered routine yesterday', activeOrder('2026-11-19', { priority: 'routine' }), critical],
    ['made 72 hours ago', report('2026-11-17T12:00:00Z'), []],
    ['made 72 hours and a minute ago', report('2026-11-17T11:59:00Z'), critical],
    ['made the day before yesterday, no clock time', report('2026-11-18'), []],
    ['made this month', report('2026-11'), critical],
    ['made today, preliminary', report('2026-11-20T06:00:00Z', { status: 'preliminary' }), []],
    ['cancelled', report('2026-11-19', { status: 'cancelled' }), critical],
    [
      'of the neck',
      report('2026-11-19', { code: { coding: [{ system: CPT, code: '72141' }] } }),
      critical,
    ],
    ['CT', report('2026-11-19', { code: { coding: [{ system: CPT, code: '72131' }] } }), critical],
    [
      'of the whole spine',
      report('2026-11-19', { code: { coding: [{ system: SNOMED, code: '241645008' }] } }),
      [],
    ],
    [
      'another patient’s',
      report('2026-11-19', { subject: { reference: 'Patient/somebody-else' } }),
      critical,
    ],
  ])('%s', async (_what, resource, expected) => {
    expect(await spoken([retention({ recordedDate: '2026-11-17' }), resource])).toEqual(expected);
  });

  test.each([
    ['a sign of the day after the scan is new', saddle(), critical],
    [
      'the syndrome was named because of the scan',
      condition(ICD10CM, 'G83.4', { recordedDate: '2026-11-19' }),
      [],
    ],
  ])('%s', async (_what, sign, expected) => {
    expect(await spoken([sign, report('2026-11-18T09:00:00Z')])).toEqual(expected);
  });

  test('a scan of yesterday answers the reason of the order', async () => {
    const draft = lumbarMri('without', { reasonCode: [{ text: '?CES' }] });
    expect(await spoken([report('2026-11-19T09:00:00Z')], draft)).toEqual([]);
  });

  test('the syndrome was operated on the day it was named', async () => {
    const syndrome = condition(ICD10CM, 'G83.4', { recordedDate: '2026-11-10' });
    expect(await spoken([syndrome, surgery('2026-11-10')])).toEqual([]);
  });

  test.each([
    ['operated on the day after', surgery('2026-11-11'), []],
    ['operated on that very day', surgery('2026-11-10'), critical],
    ['operated on before', surgery('2026-11-01'), critical],
    ['operated on some day this month', surgery('2026-11'), critical],
  ])('%s', async (_what, operation, expected) => {
    expect(await spoken([saddle({ recordedDate: '2026-11-10' }), operation])).toEqual(expected);
  });
});

describe('What is missing', () => {
  const stated = lumbarMri('without', {
    reasonCode: [{ coding: [{ system: ICD10CM, code: 'G83.4' }] }],
  });

  test('no chart at all: the reason of the order speaks, with 200', async () => {
    const { status, cards } = await on.cauda.sign(anneke, stated, { keys: [] });
    expect({ status, indicators: cards.map(({ indicator }) => indicator) }).toEqual({
      status: 200,
      indicators: ['critical'],
    });
    expect(cards[0].detail).toContain(
      'Could not be looked up: conditions, observations, reports, procedures.',
    );
  });

  test('a FHIR server that cannot be reached does not hold it back', async () => {
    const { status, cards } = await on.cauda.sign(anneke, stated, {
      fhirServer: 'http://127.0.0.1:9/fhir',
    });
    expect({ status, cards }).toMatchObject({ status: 200, cards: [{ indicator: 'critical' }] });
  });

  test('no chart, words in the order: the warning speaks', async () => {
    const draft = lumbarMri('without', { note: [{ text: '?CES' }] });
    const { status, cards } = await on.cauda.sign(anneke, draft, { keys: [] });
    expect({ status, cards }).toMatchObject({ status: 200, cards: [{ indicator: 'warning' }] });
  });

  test('no chart and nothing in the order: not an empty 200', async () => {
    const { status } = await on.cauda.sign(anneke, routine, { keys: [] });
    expect(status).toBe(412);
  });

  test.each([
    ['reports', critical],
    ['procedures', critical],
    ['observations', critical],
    ['orders', critical],
    ['patient', critical],
    ['allergies', critical],
  ] as const)('%s could not be had: the coded sign speaks all the same', async (key, expected) => {
    const all = [
      'patient',
      'conditions',
      'procedures',
      'observations',
      'reports',
      'allergies',
      'orders',
    ] as const;
    const { cards } = await on.cauda.sign(anneke, routine, { keys: all.filter((k) => k !== key) });
    expect(cards.map(({ indicator, source }) => `${indicator} ${source.topic.code}`)).toEqual(
      expected,
    );
  });

  test.each(['conditions', 'observations'] as const)(
    'no sign, and %s could not be had: said, not guessed',
    async (key) => {
      const all = [
        'patient',
        'conditions',
        'procedures',
        'observations',
        'reports',
        'allergies',
        'orders',
      ] as const;
      const answer = await on.cauda.sign(george, routine, { keys: all.filter((k) => k !== key) });
      expect(answer.status === 412 || notChecked(answer)[id]?.includes(key)).toBe(true);
    },
  );

  test('a missing page of conditions does not hide the sign that is there', async () => {
    const conditions = {
      resourceType: 'Bundle',
      type: 'searchset',
      link: [{ relation: 'next', url: 'https://elsewhere.example.org/next' }],
      entry: anneke.resources
        .filter(({ resourceType }) => resourceType === 'Condition')
        .map((resource) => ({ resource })),
    };
    expect(cardIds(await on.cauda.sign(anneke, routine, { prefetch: { conditions } }))).toEqual([
      id,
    ]);
  });

  test('an order without an id cannot be changed, but the card speaks', async () => {
    const { cards } = await on.cauda.sign(anneke, lumbarMri('without', { id: undefined }));
    expect(cards).toHaveLength(1);
    expect(cards[0]).not.toHaveProperty('suggestions');
    expect(cards[0]).not.toHaveProperty('selectionBehavior');
  });
});

describe('The orders', () => {
  test.each([
    [
      'contrast not said',
      order('u', '', { code: { coding: [{ system: LOINC, code: '24968-0' }] } }),
      [id],
    ],
    [
      'whole spine',
      order('w', '', { code: { coding: [{ system: SNOMED, code: '241645008' }] } }),
      [id],
    ],
    ['thoracic', order('t', '72146'), []],
    ['cervical', order('c', '72141'), []],
    ['CT', order('ct', '72131'), []],
    ['X-ray', order('x', '72100'), []],
    ['brain', order('b', '70551'), []],
    ['puncture', order('lp', '62270'), []],
  ])('%s', async (_what, draft, expected) => {
    expect(cardIds(await on.cauda.sign(anneke, draft))).toEqual(expected);
  });

  test('a sign of old is silent for the same patient later', async () => {
    const later = changed(anneke, 'Condition', (c) =>
      c.id.includes('saddle') ? { onsetDateTime: '2026-08-01', recordedDate: '2026-08-01' } : {},
    );
    expect(cardIds(await on.cauda.sign(later, lumbarMri('without-and-with')))).not.toContain(id);
  });
});

describe('The pathway of the site', () => {
  const site = {
    contacts: {
      'cauda-equina-pathway': { label: 'Spinal on-call', url: 'https://site.example.org/ces' },
    },
    cards: { [id]: { settings: { newDays: 7 } } },
  };
  const local = stage([], { site });

  test('is a link on the card; its threshold holds', async () => {
    const { cards } = await local.cauda.sign(anneke, routine);
    expect(cards[0].links).toContainEqual({
      label: 'Spinal on-call',
      url: 'https://site.example.org/ces',
      type: 'absolute',
    });
    const older = withResource(george, saddle({ recordedDate: '2026-11-12' }));
    expect(cardIds(await local.cauda.sign(older, routine))).toEqual([]);
  });
});
