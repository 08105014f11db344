import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { lumbarMri, order } from '../support/orders.ts';
import {
  condition,
  conditionVerification,
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

const id = 'contrast-for-suspected-infection-or-tumour';
const said = cardWords(id);
/** George: never operated on, sciatica, nothing else. */
const george = patient('george-unoperated');
/** Olu: microdiscectomy seven weeks ago; CRP 64 mg/L and 38.4 °C since; nothing coded. */
const olu = patient('olu-infection-in-question');
/** Greta: cancer of the breast, a bone metastasis suspected and coded. */
const greta = patient('greta-suspected-metastasis');
const on = stage([olu, george]);
const plainMri = lumbarMri('without');

const discitis = (more: object = {}) => condition(ICD10CM, 'M46.46', more);
const coded = (system: string, code: string, text: string) => ({
  ...condition(system, code),
  code: { coding: [{ system, code }], text },
});
const clinically = (code: string) => ({ clinicalStatus: { coding: [{ code }] } });
const verified = (code: string) => ({
  verificationStatus: { coding: [{ system: conditionVerification, code }] },
});
const observation = (code: string, value: number, unit: string, at: string, more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: LOINC, code }] },
  effectiveDateTime: at,
  valueQuantity: { value, unit, code: unit },
  ...more,
});
const temperature = (value: number, at: string) => observation('8310-5', value, 'Cel', at);
const crp = (value: number, at: string, more: object = {}) =>
  observation('1988-5', value, 'mg/L', at, more);
const esr = (value: number, at: string) => observation('30341-2', value, 'mm/h', at);
const egfr = (value: number, at: string) => observation('98979-8', value, 'mL/min/{1.73_m2}', at);
const backPain = condition(ICD10CM, 'M54.50');
const procedure = (code: string, performedDateTime: string, more: object = {}) => ({
  resourceType: 'Procedure',
  status: 'completed',
  code: { coding: [{ system: CPT, code }] },
  performedDateTime,
  ...more,
});
const ids = async (resources: readonly object[], draft: object = plainMri) =>
  cardIds(await on.cauda.sign(withResource(george, ...resources), draft as never));

describe('A lumbar MRI without contrast is signed while infection is in question', () => {
  test.each(['prefetch', 'fhir'] as const)('contrast may add extent (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.sign(olu, plainMri, options);
    const card = cards.find(({ source }) => source.topic.code === id);
    expect(card).toMatchObject({
      indicator: 'info',
      summary: expect.stringMatching(/64 mg\/L/),
      detail: expect.stringMatching(
        /raised CRP 64 mg\/L, 17 November 2026 \(results\).*38\.4 °C, 18 November.*ACR 2021/s,
      ),
      selectionBehavior: 'at-most-one',
      overrideReasons: [
        { code: 'contrast-would-delay-imaging' },
        { code: 'contrast-contraindicated' },
        { code: 'already-considered' },
        { code: 'not-relevant-to-this-patient' },
        { code: 'discussed-with-radiology' },
        { code: 'unsafe-or-wrong-data' },
      ],
    });
    expect(card.detail).not.toMatch(/\/140|\/92|Lee/);
    // His leg pain after surgery would ask for the same change with figures that leave infection out.
    expect(cards).toHaveLength(1);
  });

  test('or tumour', async () => {
    const { cards } = await on.cauda.sign(greta, plainMri);
    expect(cards.map(({ source }) => source.topic.code)).toEqual([id]);
    expect(cards[0].detail).toContain(
      'Suspected bone metastasis, lumbar, 17 November 2026 (problem list)',
    );
  });

  test('the study can be exchanged, and the finding noted with or without that', async () => {
    const { cards } = await on.cauda.sign(withResource(george, discitis()), plainMri);
    expect(cards[0].suggestions).toMatchObject([
      {
        label: said.label('add-contrast'),
        actions: [
          {
            type: 'update',
            resource: {
              id: 'lumbar-mri-without',
              code: { coding: [{ system: CPT, code: '72158' }] },
              note: [{ text: expect.stringContaining('On record: Discitis') }],
            },
          },
        ],
      },
      {
        label: said.label('add-note'),
        actions: [
          {
            resource: {
              code: { coding: [{ system: CPT, code: '72148' }] },
              note: [{ text: expect.stringContaining('On record: Discitis') }],
            },
          },
        ],
      },
    ]);
    expect(cards[0].suggestions[0]).not.toHaveProperty('isRecommended');
  });

  test('select and sign name the same order', async () => {
    const chart = withResource(george, discitis());
    const answers = [await on.cauda.select(chart, plainMri), await on.cauda.sign(chart, plainMri)];
    for (const { cards } of answers) {
      expect(cards).toMatchObject([
        { extension: { 'cauda.about': ['ServiceRequest/lumbar-mri-without'] } },
      ]);
    }
  });

  test('hostile words stay words', async () => {
    const chart = withResource(
      george,
      coded(ICD10CM, 'M46.46', 'Discitis **x** [y](https://evil.test) <img src=x>\n# z'),
    );
    const { cards } = await on.cauda.sign(chart, plainMri);
    expect(cards[0].detail).toContain('Discitis \\*\\*x\\*\\* \\[y\\]\\(https\\://evil.test\\)');
    expect(cards[0].summary).not.toMatch(/[*[\]<>#]|:\/\//);
  });
});

describe('What puts it in question', () => {
  test.each([
    ['discitis', [discitis()]],
    ['osteomyelitis of a vertebra, SNOMED', [condition(SNOMED, '203241002')]],
    ['discitis of 365 days ago', [discitis({ recordedDate: '2025-11-20' })]],
    ['suspected discitis', [discitis(verified('provisional'))]],
    ['metastasis of bone', [condition(ICD10CM, 'C79.51')]],
    ['leptomeningeal metastasis', [condition(SNOMED, '1155991005')]],
    ['immune suppression', [condition(SNOMED, '370391006')]],
    ['HIV disease', [condition(ICD10CM, 'B20')]],
    [
      'fever coded, with back pain',
      [backPain, condition(ICD10CM, 'R50.9', { recordedDate: '2026-11-06' })],
    ],
    ['38.0 °C 14 days ago, with back pain', [backPain, temperature(38, '2026-11-06T12:00:00Z')]],
    [
      'CRP 10.1 after a discectomy of 90 days ago',
      [procedure('63030', '2026-08-22'), crp(10.1, '2026-11-06')],
    ],
    ['ESR 31 after decompression', [procedure('63047', '2026-10-01'), esr(31, '2026-11-19')]],
    [
      'CRP flagged high after an injection',
      [
        procedure('62323', '2026-11-10'),
        crp(4, '2026-11-18', { interpretation: [{ coding: [{ code: 'H' }] }] }),
      ],
    ],
    [
      '38.2 °C after a nerve root block',
      [procedure('64483', '2026-11-10'), temperature(38.2, '2026-11-19T12:00:00Z')],
    ],
  ])('%s', async (_what, resources) => {
    expect(await ids(resources)).toContain(id);
  });

  test.each([
    ['discitis as the reason', { reasonCode: [{ coding: [{ system: ICD10CM, code: 'M46.46' }] }] }],
    [
      'metastasis as the reason',
      { reasonCode: [{ coding: [{ system: ICD10CM, code: 'C79.51' }] }] },
    ],
    [
      'fever and back pain as reasons',
      {
        reasonCode: [
          { coding: [{ system: SNOMED, code: '386661006' }] },
          { coding: [{ system: SNOMED, code: '279039007' }] },
        ],
      },
    ],
  ])('%s', async (_what, more) => {
    expect(await ids([], lumbarMri('without', more))).toEqual([id]);
  });

  test('immune compromise alone is said as such', async () => {
    const { cards } = await on.cauda.sign(
      withResource(george, condition(SNOMED, '370391006')),
      plainMri,
    );
    expect(cards[0].summary).toMatch(/if infection is in question/);
    expect(textOf(cards[0])).not.toContain('no infection');
  });
});

describe('What does not', () => {
  test.each([
    ['nothing', []],
    ['discitis, resolved', [discitis(clinically('resolved'))]],
    ['discitis, refuted', [discitis(verified('refuted'))]],
    ['discitis, entered in error', [discitis(verified('entered-in-error'))]],
    ['discitis of another patient', [discitis({ subject: { reference: 'Patient/other' } })]],
    ['history of discitis, by its words', [coded(ICD10CM, 'M46.46', 'History of discitis 2014')]],
    ['discitis of 366 days ago, never closed', [discitis({ recordedDate: '2025-11-19' })]],
    ['discitis in words only', [{ ...condition('', ''), code: { text: 'Possible discitis' } }]],
    ['metastasis in remission', [condition(ICD10CM, 'C79.51', clinically('remission'))]],
    ['cancer of the breast', [condition(ICD10CM, 'C50.911')]],
    ['history of cancer', [condition(ICD10CM, 'Z85.3')]],
    ['metastasis of the brain', [condition(SNOMED, '94225005')]],
    ['HIV without symptoms', [condition(ICD10CM, 'Z21')]],
    ['sepsis elsewhere', [condition(SNOMED, '91302008')]],
    ['wound infection of a knee', [condition(ICD10CM, 'T81.41XA')]],
    ['back pain', [backPain]],
    ['fever without back pain', [condition(ICD10CM, 'R50.9', { recordedDate: '2026-11-18' })]],
    [
      'fever of 15 days ago',
      [backPain, condition(ICD10CM, 'R50.9', { recordedDate: '2026-11-05' })],
    ],
    ['37.9 °C', [backPain, temperature(37.9, '2026-11-19T12:00:00Z')]],
    ['38 °C 14 days and a minute ago', [backPain, temperature(38, '2026-11-06T11:59:00Z')]],
    ['raised CRP, nothing done', [crp(64, '2026-11-18')]],
    ['surgery of 91 days ago', [procedure('63030', '2026-08-21'), crp(64, '2026-11-18')]],
    ['CRP 10.0', [procedure('63030', '2026-10-01'), crp(10, '2026-11-18')]],
    ['CRP of 15 days ago', [procedure('63030', '2026-10-01'), crp(64, '2026-11-05')]],
    ['CRP of before the operation', [procedure('63030', '2026-11-15'), crp(64, '2026-11-14')]],
    ['ESR 30', [procedure('63030', '2026-10-01'), esr(30, '2026-11-18')]],
    [
      'CRP entered in error',
      [procedure('63030', '2026-10-01'), crp(64, '2026-11-18', { status: 'entered-in-error' })],
    ],
    [
      'surgery that was not done',
      [procedure('63030', '2026-10-01', { status: 'not-done' }), crp(64, '2026-11-18')],
    ],
    ['an injection of the neck', [procedure('64479', '2026-11-01'), crp(64, '2026-11-18')]],
    ['a lumbar puncture', [procedure('62270', '2026-11-01'), crp(64, '2026-11-18')]],
  ])('%s: silent', async (_what, resources) => {
    const answer = await on.cauda.sign(withResource(george, ...resources), plainMri);
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)).not.toHaveProperty(id);
  });

  test.each([
    ['?discitis, in words', { reasonCode: [{ text: '?discitis' }] }],
    [
      'a past one as the reason',
      { reasonCode: [{ coding: [{ system: ICD10CM, code: 'M46.46' }], text: 'h/o discitis' }] },
    ],
    ['sciatica', { reasonCode: [{ coding: [{ system: ICD10CM, code: 'M54.31' }] }] }],
  ])('%s: silent', async (_what, more) => {
    expect(await ids([], lumbarMri('without', more))).toEqual([]);
  });

  test.each([
    ['fever without a date', [backPain, condition(ICD10CM, 'R50.9')], 'date of fever'],
    [
      'surgery this year',
      [procedure('63030', '2026'), crp(64, '2026-11-18')],
      'date of surgery or injection',
    ],
    [
      'a temperature without a unit',
      [backPain, { ...temperature(38, '2026-11-18'), valueQuantity: { value: 38 } }],
      'body temperature',
    ],
  ])('%s: undecided', async (_what, resources, missing) => {
    const answer = await on.cauda.sign(withResource(george, ...resources), plainMri);
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)[id]).toEqual([missing]);
  });
});

describe('Silent where contrast is not to be offered', () => {
  test.each([
    ['a cauda equina sign', condition(SNOMED, '449813001', { recordedDate: '2026-11-18' })],
    ['foot drop', condition(SNOMED, '6077001', { recordedDate: '2026-11-01' })],
    ['eGFR 29', egfr(29, '2026-11-10')],
    ['kidney disease stage 5', condition(ICD10CM, 'N18.5')],
    ['acute kidney injury', condition(ICD10CM, 'N17.9')],
    ['pregnancy', condition(SNOMED, '77386006')],
    [
      'a severe reaction to gadolinium',
      {
        resourceType: 'AllergyIntolerance',
        code: { coding: [{ system: SNOMED, code: '58281002' }] },
        reaction: [{ manifestation: [{ text: 'Anaphylaxis' }], severity: 'severe' }],
      },
    ],
  ])('%s', async (_what, resource) => {
    expect(await ids([discitis(), resource])).not.toContain(id);
  });

  test.each([
    ['eGFR 30', egfr(30, '2026-11-10')],
    ['eGFR 20 of 91 days ago', egfr(20, '2026-08-21')],
    ['foot drop of 29 days ago', condition(SNOMED, '6077001', { recordedDate: '2026-10-22' })],
    [
      'a reaction to iodinated contrast',
      {
        resourceType: 'AllergyIntolerance',
        code: { coding: [{ system: SNOMED, code: '426722004' }] },
      },
    ],
  ])('but not for %s', async (_what, resource) => {
    expect(await ids([discitis(), resource])).toContain(id);
  });

  test.each([
    ['urgent', { priority: 'urgent' }],
    ['stat', { priority: 'stat' }],
    ['urgent in words', { note: [{ text: 'Urgent please' }] }],
    ['no contrast needed', { note: [{ text: 'No contrast needed, agreed with radiology' }] }],
    ['contrast declined', { note: [{ text: 'Patient declined contrast' }] }],
    ['new deficit in words', { note: [{ text: 'new foot drop' }] }],
    ['saddle numbness in words', { note: [{ text: 'saddle numbness' }] }],
    ['kidney in words', { note: [{ text: 'on dialysis' }] }],
  ])('the order: %s', async (_what, more) => {
    expect(await ids([discitis()], lumbarMri('without', more))).not.toContain(id);
  });

  test('where only group II agents are stocked, a low eGFR is no reason', async () => {
    const chart = withResource(george, discitis(), egfr(22, '2026-11-10'));
    expect(cardIds(await groupII.cauda.sign(chart, plainMri))).toContain(id);
  });
  const groupII = stage([], { site: { gadoliniumFormulary: 'groupIIOnly' } });

  const line = (performedDateTime: string, more: object = {}) => ({
    ...procedure('', performedDateTime, more),
    code: { coding: [{ system: SNOMED, code: '736922008' }] },
  });
  test.each([
    ['put in last month', line('2026-10-20')],
    ['that broke', condition(ICD10CM, 'T82.41XA', { recordedDate: '2026-11-02' })],
    [
      'with a complication, in ICD-10',
      condition('http://hl7.org/fhir/sid/icd-10', 'T82.4', { recordedDate: '2026-11-02' }),
    ],
  ])('a haemodialysis line %s, and back pain', async (_what, found) => {
    const chart = withResource(george, backPain, found);
    expect(cardIds(await groupII.cauda.sign(chart, plainMri))).toContain(id);
    // Elsewhere contrast needs the care that dialysis asks for.
    expect(cardIds(await on.cauda.sign(chart, plainMri))).not.toContain(id);
    const painless = withResource(george, found);
    expect(cardIds(await groupII.cauda.sign(painless, plainMri))).not.toContain(id);
  });

  test.each([
    ['a line of years ago', line('2019-03-01')],
    ['a line that is planned', line('2026-12-20', { status: 'preparation' })],
    ['a line that was not put in', line('2026-10-20', { status: 'not-done' })],
    ['a line that was entered in error', line('2026-10-20', { status: 'entered-in-error' })],
    ['trouble with a line that is over', condition(ICD10CM, 'T82.49XA', clinically('resolved'))],
    ['trouble with another catheter', condition(ICD10CM, 'T82.514A')],
    ['dialysis, by what way is not said', condition(ICD10CM, 'Z99.2')],
  ])('%s, and back pain: silent', async (_what, found) => {
    const chart = withResource(george, backPain, found);
    expect(cardIds(await groupII.cauda.sign(chart, plainMri))).not.toContain(id);
  });

  test.each(['observations', 'allergies'] as const)(
    '%s could not be had: undecided',
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
      const answer = await on.cauda.sign(withResource(george, discitis()), plainMri, {
        keys: all.filter((k) => k !== key),
      });
      expect(cardIds(answer)).not.toContain(id);
      expect(notChecked(answer)[id]).toContain(key);
    },
  );

  test('conditions could not be had: no empty 200', async () => {
    const { status } = await on.cauda.sign(george, plainMri, { keys: ['procedures'] });
    expect(status).toBe(412);
  });
});

describe('The orders', () => {
  const chart = withResource(george, discitis());
  test.each([
    ['with contrast', [lumbarMri('without-and-with')], []],
    ['contrast ordered beside it', [plainMri, lumbarMri('with')], []],
    [
      'contrast not said',
      [order('u', '', { code: { coding: [{ system: LOINC, code: '24968-0' }] } })],
      [],
    ],
    ['cervical', [order('c', '72141')], []],
    ['thoracic', [order('t', '72146')], []],
    ['CT', [order('ct', '72131')], []],
    [
      'whole spine without contrast',
      [order('w', '', { code: { coding: [{ system: LOINC, code: '36531-2' }] } })],
      [id],
    ],
    ['two without contrast', [plainMri, order('second', '72148')], [id]],
  ])('%s', async (_what, drafts, expected) => {
    const found = cardIds(await on.cauda.sign(chart, drafts));
    expect(found.filter((card) => card === id)).toEqual(expected);
  });

  test('an order that cannot be exchanged keeps its code', async () => {
    const coding = [{ system: SNOMED, code: '394451000119106' }];
    const { cards } = await on.cauda.sign(chart, order('o', '', { code: { coding } }));
    expect(cards.map(({ source }) => source.topic.code)).toEqual([id]);
    expect(cards[0].suggestions).toHaveLength(1);
    expect(cards[0].suggestions[0].actions[0].resource.code).toEqual({ coding });
  });

  test('only the selected order counts', async () => {
    const { cards } = await on.cauda.select(chart, [plainMri, order('knee', '73721')], {
      selections: ['ServiceRequest/knee'],
    });
    expect(cards).toEqual([]);
  });

  test('with nothing recorded of the patient: silent', async () => {
    expect(cardIds(await on.cauda.sign(without(george, 'Condition'), plainMri))).toEqual([]);
  });
});
