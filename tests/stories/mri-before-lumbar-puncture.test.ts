import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { brainMriWithContrast, lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import {
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

const id = 'mri-before-lumbar-puncture';
const said = cardWords(id);
/** Tomasz, 61: polyneuropathy, no fever; puncture and contrast MRI are both planned. */
const tomasz = patient('tomasz-puncture-and-mri');
/** Samir: breast cancer, leptomeningeal spread in question, puncture only. */
const samir = patient('samir-leptomeningeal-question');
/** Jonas: the puncture is an active order of the chart; a brain MRI is being signed. */
const jonas = patient('jonas-active-puncture-order');
const on = stage([tomasz, samir, jonas]);
const both = [lumbarPuncture(), lumbarMri('without-and-with')];

describe('Both are planned', () => {
  test.each(['prefetch', 'fhir'] as const)('the card speaks (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.sign(tomasz, both, options);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(said.summary('both-planned-spine')),
        detail: expect.stringMatching(/18 of 91 \(13–29%\)/),
        source: { topic: { code: id } },
        extension: {
          'cauda.about': [
            'ServiceRequest/lumbar-puncture',
            'ServiceRequest/lumbar-mri-without-and-with',
          ],
        },
        suggestions: [{ actions: [{ type: 'update', resource: { id: 'lumbar-puncture' } }] }],
      },
    ]);
    expect(cards[0].detail).toMatch(said.detail('both-planned-spine'));
    // "Usually done first" belongs to suspected leptomeningeal cancer.
    expect(`${cards[0].summary} ${cards[0].detail}`).not.toMatch(/usually/i);
  });

  test('beside a brain MRI the figures of spine MRI are not shown', async () => {
    const { cards } = await on.cauda.sign(tomasz, [lumbarPuncture(), brainMriWithContrast()]);
    expect(cards[0].summary).toMatch(said.summary('both-planned-brain'));
    expect(cards[0].detail).toContain('1 of 97 (0–6%)');
    expect(cards[0].detail).not.toMatch(/18 of 91|epidural|spine/i);
  });

  test.each([
    ['brain MRI', [lumbarPuncture(), brainMriWithContrast()], [id]],
    ['whole spine', [lumbarPuncture(), wholeSpine()], [id]],
    ['MRI without contrast', [lumbarPuncture(), lumbarMri('without')], []],
    ['thoracic MRI', [lumbarPuncture(), order('t', '72157')], []],
    ['intrathecal contrast', [lumbarPuncture(), order('i', '', loinc('48436-0'))], []],
    ['therapeutic puncture', [order('lp', '62272'), lumbarMri('without-and-with')], []],
    [
      'guidance for fluid aspiration',
      [order('lp', '', loinc('24973-0')), lumbarMri('without-and-with')],
      [],
    ],
    [
      'puncture for chemotherapy',
      [
        lumbarPuncture({ reasonCode: [{ text: 'intrathecal chemotherapy' }] }),
        lumbarMri('without-and-with'),
      ],
      [],
    ],
    ['puncture alone', [lumbarPuncture()], []],
    ['MRI alone', [lumbarMri('without-and-with')], []],
    ['brain MRI alone', [brainMriWithContrast()], []],
    [
      'SNOMED puncture',
      [
        order('lp', '', { code: { coding: [{ system: SNOMED, code: '277762005' }] } }),
        lumbarMri('without-and-with'),
      ],
      [id],
    ],
    [
      'local code and words',
      [order('lp', '', { code: { text: 'Lumbar puncture' } }), lumbarMri('without-and-with')],
      [id],
    ],
  ])('%s', async (_what, drafts, expected) => {
    expect(cardIds(await on.cauda.sign(tomasz, drafts))).toEqual(expected);
  });

  test.each([
    ['lumbar spine', 'MRI lumbar spine', 'contrast of an MRI that is ordered'],
    ['brain', 'MRI brain', 'contrast of an MRI that is ordered'],
    ['lumbar spine, contrast open', 'MRI lumbar spine with or without contrast', 'contrast of an MRI that is ordered'],
    ['neck', 'MRI cervical spine', undefined],
    ['without', 'MRI lumbar spine without contrast', undefined],
  ])('an MRI that does not say whether contrast is given leaves it open: %s', async (_what, text, missing) => {
    const drafts = [lumbarPuncture(), order('mri', '', { code: { text } })];
    const answer = await on.cauda.sign(tomasz, drafts);
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)[id]).toEqual(missing === undefined ? undefined : [missing]);
  }); // prettier-ignore

  test('at selection one of the two is enough, the other may be in the drafts', async () => {
    const options = { selections: ['ServiceRequest/lumbar-puncture'] };
    expect(cardIds(await on.cauda.select(tomasz, both, options))).toEqual([id]);
  });
});

describe('One is planned, the other is an active order', () => {
  test.each(['prefetch', 'fhir'] as const)('the note goes to the draft (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.sign(jonas, brainMriWithContrast(), options);
    expect(cards).toMatchObject([
      {
        extension: {
          'cauda.about': [
            'ServiceRequest/jonas-puncture-order-2026-11',
            'ServiceRequest/brain-mri',
          ],
        },
        suggestions: [
          { actions: [{ resource: { id: 'brain-mri', note: [{ text: expect.any(String) }] } }] },
        ],
      },
    ]);
  });

  const mriOrder = (more: object = {}) => ({
    resourceType: 'ServiceRequest',
    id: 'mri-ordered',
    status: 'active',
    intent: 'order',
    code: { coding: [{ system: CPT, code: '72158' }] },
    authoredOn: '2026-11-17',
    ...more,
  });
  const lumbarReport = (effectiveDateTime: string) => ({
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: { coding: [{ system: CPT, code: '72158' }] },
    effectiveDateTime,
  });

  test.each([
    ['an active MRI order', [mriOrder()], [id]],
    ['a completed one', [mriOrder({ status: 'completed' })], []],
    ['an urgent one', [mriOrder({ priority: 'urgent' })], []],
    ['one reported since', [mriOrder(), lumbarReport('2026-11-19')], []],
    ['one with an older report only', [mriOrder(), lumbarReport('2026-09-19')], [id]],
    [
      'one without contrast',
      [mriOrder({ code: { coding: [{ system: CPT, code: '72148' }] } })],
      [],
    ],
    ['somebody else’s', [mriOrder({ subject: { reference: 'Patient/other' } })], []],
  ])('a puncture is signed, and the chart holds %s', async (_what, resources, expected) => {
    const p = withResource(tomasz, ...resources);
    expect(cardIds(await on.cauda.sign(p, lumbarPuncture()))).toEqual(expected);
  });
});

describe('Suspected leptomeningeal cancer, puncture only', () => {
  test.each(['prefetch', 'fhir'] as const)('the card speaks (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.sign(samir, lumbarPuncture(), options);
    expect(cards).toMatchObject([
      {
        summary: expect.stringMatching(said.summary('suspected-leptomeningeal')),
        detail: expect.stringMatching(/Leptomeningeal metastasis in question.*6 of 16 \(19–61%\)/s),
        extension: { 'cauda.about': ['ServiceRequest/lumbar-puncture'] },
      },
    ]);
    expect(cards[0].suggestions).toHaveLength(1);
  });

  const mri = (code: string, effectiveDateTime: string) => ({
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: { coding: [{ system: CPT, code }] },
    effectiveDateTime,
  });
  test.each([
    ['contrast brain MRI 30 days ago', withResource(samir, mri('70553', '2026-10-21')), []],
    ['contrast brain MRI 31 days ago', withResource(samir, mri('70553', '2026-10-20')), [id]],
    ['contrast MRI of the thoracic spine', withResource(samir, mri('72157', '2026-11-10')), []],
    ['brain MRI without contrast', withResource(samir, mri('70551', '2026-11-10')), [id]],
    [
      'cancer, spread not in question',
      without(samir, (r) => r.id.includes('question') && r.resourceType === 'Condition'),
      [],
    ],
  ])('%s', async (_what, p, expected) => {
    expect(cardIds(await on.cauda.sign(p, lumbarPuncture()))).toEqual(expected);
  });

  test('the suspicion may be the reason of the order', async () => {
    const p = without(
      samir,
      (r) => r.id === 'samir-leptomeningeal-question' && r.resourceType === 'Condition',
    );
    const draft = lumbarPuncture({
      reasonCode: [{ coding: [{ system: ICD10CM, code: 'C79.32' }] }],
    });
    expect(cardIds(await on.cauda.sign(p, draft))).toEqual([id]);
  });

  const codes = {
    'mri-brain-without-and-with-contrast': { system: CPT, code: '70553', display: 'MRI brain' },
    'mri-spine-multiregion-without-and-with-contrast': {
      system: LOINC,
      code: '36400-0',
      display: 'MR Spine',
    },
  };
  const site = stage([], { site: { orderCodes: codes } });
  test('a site that gives the codes is offered draft orders, none preselected', async () => {
    const { cards } = await site.cauda.sign(samir, lumbarPuncture());
    expect(cards[0].suggestions[1].actions).toMatchObject([
      {
        type: 'create',
        resource: {
          status: 'draft',
          code: { coding: [{ code: '70553' }] },
          subject: { reference: `Patient/${samir.id}` },
        },
      },
      { type: 'create', resource: { status: 'draft', code: { coding: [{ code: '36400-0' }] } } },
    ]);
    expect(cards[0].suggestions[1]).not.toHaveProperty('isRecommended');
  });
});

describe('The puncture must not wait: hard silence', () => {
  const fever = (value: number, at: string) => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: LOINC, code: '8310-5' }] },
    effectiveDateTime: at,
    valueQuantity: { value, code: 'Cel' },
  });
  const stops: readonly [string, object][] = [
    [
      'meningitis, provisional',
      condition(SNOMED, '7180009', { verificationStatus: { coding: [{ code: 'provisional' }] } }),
    ],
    ['bacterial meningitis', condition(ICD10CM, 'G00.9')],
    ['encephalitis', condition(ICD10CM, 'G04.90')],
    ['subarachnoid haemorrhage', condition(ICD10CM, 'I60.9')],
    ['sepsis', condition(ICD10CM, 'A41.9')],
    ['Guillain-Barré', condition(ICD10CM, 'G61.0')],
    ['fever, coded', condition(ICD10CM, 'R50.9')],
    ['raised intracranial pressure', condition(ICD10CM, 'G93.2')],
    ['meningitis in words', { resourceType: 'Condition', code: { text: '?meningitis' } }],
    ['SAH in words', { resourceType: 'Condition', code: { text: 'Thunderclap headache' } }],
    ['38.0 °C 47 hours ago', fever(38.0, '2026-11-18T13:00:00Z')],
    ['38.5 °C on a day that leaves the hour open', fever(38.5, '2026-11-18')],
    ['a puncture last week', donePuncture('2026-11-14')],
  ];
  test.each(stops)('%s: both planned', async (_what, resource) => {
    expect(cardIds(await on.cauda.sign(withResource(tomasz, resource), both))).not.toContain(id);
  });
  test.each(stops)('%s: suspected spread', async (_what, resource) => {
    expect(cardIds(await on.cauda.sign(withResource(samir, resource), lumbarPuncture()))).toEqual(
      [],
    );
  });

  const tacrolimus = {
    resourceType: 'MedicationRequest',
    status: 'active',
    intent: 'order',
    medicationCodeableConcept: { text: 'Tacrolimus 1 mg capsules' },
  };
  const newWeakness = condition(ICD10CM, 'M21.371', { recordedDate: '2026-11-18' });

  test.each([
    ['an immunosuppressant with new weakness', [tacrolimus, newWeakness], []],
    ['an immunosuppressant alone', [tacrolimus], [id]],
    [
      'one that was stopped, with new weakness',
      [{ ...tacrolimus, status: 'stopped' }, newWeakness],
      [id],
    ],
  ])('%s', async (_name, resources, expected) => {
    expect(cardIds(await on.cauda.sign(withResource(tomasz, ...resources), both))).toEqual(
      expected,
    );
  });

  test.each([
    ['EMER', 'in-progress', []],
    ['EMER', 'finished', [id]],
    ['AMB', 'in-progress', [id]],
  ])('an encounter of class %s, %s', async (code, status, expected) => {
    const encounter = { resourceType: 'Encounter', id: 'e', status, class: { code } };
    const body = on.cauda.signBody(tomasz, both, { prefetch: { encounter } });
    const answer = await on.cauda.post('lumbar-mri-order-sign', {
      ...body,
      context: { ...body.context, encounterId: 'e' },
    });
    expect(cardIds(answer)).toEqual(expected);
  });

  test('immune compromise with new weakness', async () => {
    const p = withResource(
      tomasz,
      { ...condition(SNOMED, '370391006'), id: 'a' },
      { ...condition(SNOMED, '26544005', { recordedDate: '2026-11-15' }), id: 'b' },
    );
    expect(cardIds(await on.cauda.sign(p, both))).toEqual([]);
  });

  test.each([
    ['immune compromise alone', condition(SNOMED, '370391006')],
    ['weakness alone', condition(SNOMED, '26544005', { recordedDate: '2026-11-15' })],
    ['37.9 °C', fever(37.9, '2026-11-20T08:00:00Z')],
    ['38.5 °C 49 hours ago', fever(38.5, '2026-11-18T11:00:00Z')],
    ['a puncture of last month', donePuncture('2026-10-14')],
    [
      'meningitis, resolved',
      condition(ICD10CM, 'G00.9', { clinicalStatus: { coding: [{ code: 'resolved' }] } }),
    ],
  ])('but %s does not silence', async (_what, resource) => {
    expect(cardIds(await on.cauda.sign(withResource(tomasz, resource), both))).toEqual([id]);
  });

  test.each(['urgent', 'asap', 'stat'])('%s on either order', async (priority) => {
    const answers = [
      await on.cauda.sign(tomasz, [lumbarPuncture({ priority }), lumbarMri('without-and-with')]),
      await on.cauda.sign(tomasz, [lumbarPuncture(), lumbarMri('without-and-with', { priority })]),
      await on.cauda.sign(samir, lumbarPuncture({ priority })),
    ];
    expect(answers.map(cardIds)).toEqual([[], [], []]);
  });

  test.each(['LP after MRI please', 'MRI first', 'LP to be done before the scan'])(
    'the order says which goes first: "%s"',
    async (text) => {
      const drafts = [lumbarPuncture({ note: [{ text }] }), lumbarMri('without-and-with')];
      expect(cardIds(await on.cauda.sign(tomasz, drafts))).toEqual([]);
    },
  );

  test('a first episode is no order of the two', async () => {
    const note = [{ text: 'MRI and LP for first episode of optic neuritis' }];
    const drafts = [lumbarPuncture({ note }), lumbarMri('without-and-with')];
    expect(cardIds(await on.cauda.sign(tomasz, drafts))).toEqual([id]);
  });

  test('the note that the card offered was taken', async () => {
    const drafts = [lumbarPuncture(), lumbarMri('without-and-with')];
    const { cards } = await on.cauda.sign(tomasz, drafts);
    const { resource } = cards[0].suggestions[0].actions[0];
    expect(cardIds(await on.cauda.sign(tomasz, [resource, drafts[1]!]))).toEqual([]);
  });

  test.each([
    '?meningitis',
    'fever and headache',
    'r/o SAH',
    'rule out GBS',
    'septic, unknown focus',
  ])('the reason says "%s"', async (text) => {
    const reasonCode = [{ text }];
    expect(
      cardIds(
        await on.cauda.sign(tomasz, [
          lumbarPuncture({ reasonCode }),
          lumbarMri('without-and-with'),
        ]),
      ),
    ).toEqual([]);
  });

  test('Nadia, suspected meningitis', async () => {
    const nadia = patient('nadia-suspected-meningitis');
    expect(cardIds(await on.cauda.sign(nadia, [lumbarPuncture(), brainMriWithContrast()]))).toEqual(
      [],
    );
  });

  test.each([
    ['conditions', 412],
    ['procedures', 412],
    ['observations', 200],
  ] as const)('%s could not be had: undecided', async (key, status) => {
    const all = [
      'patient',
      'conditions',
      'procedures',
      'observations',
      'reports',
      'allergies',
      'orders',
    ] as const;
    const answer = await on.cauda.sign(tomasz, both, { keys: all.filter((k) => k !== key) });
    expect({ status: answer.status, cards: cardIds(answer) }).toEqual({ status, cards: [] });
    if (status === 200) expect(notChecked(answer)).toMatchObject({ [id]: [key] });
  });
});

function loinc(code: string) {
  return { code: { coding: [{ system: LOINC, code }] } };
}

function wholeSpine() {
  return order('spine', '', loinc('36400-0'));
}

function donePuncture(performedDateTime: string) {
  return {
    resourceType: 'Procedure',
    status: 'completed',
    code: { coding: [{ system: CPT, code: '62270' }] },
    performedDateTime,
  };
}
