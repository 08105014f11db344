import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { lumbarMri, order, withoutRating } from '../support/orders.ts';
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
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'contrast-option-after-disc-surgery';
const said = cardWords(id);
/** Maria, 54: discectomy in 2024; her leg pain has come back. */
const maria = patient('maria-discectomy-2024');
const on = stage([maria]);
const plainMri = lumbarMri('without');

describe('An MRI without contrast is signed for leg pain after disc surgery', () => {
  test.each(['prefetch', 'fhir'] as const)('contrast is offered as an option (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.sign(maria, plainMri, options);

    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(/30 months/),
        detail: expect.stringMatching(/14 May 2024 \(procedure list\).*Leg pain: .*variant 5/s),
        source: { topic: { code: id } },
        selectionBehavior: 'at-most-one',
      },
    ]);
  });

  test.each(['urgent', 'asap', 'stat'])('%s: an urgent scan is left alone', async (priority) => {
    const answer = await on.cauda.sign(maria, { ...plainMri, priority });
    expect(cardIds(answer)).toEqual([]);
  });

  test('a taken note is an answer, on select and on sign', async () => {
    const { cards } = await on.cauda.select(maria, plainMri);
    for (const { actions } of cards[0].suggestions) {
      expect(cardIds(await on.cauda.sign(maria, actions[0].resource))).toEqual([]);
    }
    const ownNote = { ...plainMri, note: [{ text: 'Discectomy 2024, leg pain is back' }] };
    expect(cardIds(await on.cauda.sign(maria, ownNote))).toEqual([id]);
  });

  test('hostile words stay words', async () => {
    const text = 'Sciatica **x** ![x](https://evil.test/i.png) <img src=x onerror=alert(1)>\n# y';
    const told = changed(maria, 'Condition', (c) =>
      c.id.includes('radiculopathy') ? { code: { ...c['code'], text } } : {},
    );
    const { cards } = await on.cauda.sign(told, plainMri);
    expect(cards[0].detail).toContain(
      'Sciatica \\*\\*x\\*\\* \\!\\[x\\]\\(https\\://evil.test/i.png\\) \\<img src=x',
    );
  });

  test('the exchange keeps the order but for code and note', async () => {
    const draft = {
      ...lumbarMri('without'),
      code: { coding: [{ system: CPT, code: '72148' }], text: 'MRI without contrast' },
      encounter: { reference: 'Encounter/e1' },
      extension: [{ url: 'https://ehr.example.org/x', valueString: 'kept' }],
    };
    const { cards } = await on.cauda.sign(maria, draft);
    expect(cards[0].suggestions).toMatchObject([
      { label: said.label('add-contrast') },
      { label: said.label('add-note') },
    ]);
    expect(withoutRating(cards[0].suggestions[0].actions[0].resource)).toEqual({
      ...draft,
      subject: { reference: `Patient/${maria.id}` },
      code: {
        coding: [{ system: CPT, code: '72158', display: expect.any(String) }],
        text: expect.stringContaining('without then with contrast'),
      },
      note: [{ text: expect.stringContaining('14 May 2024') }],
    });
  });

  test.each([
    'eGFR 22',
    'on HD',
    'kidney transplant',
    'NSF after MRI in 2006',
    'LMP unsure',
    'patient declined contrast',
    'please do with gad',
  ])('the order says "%s": nothing to offer', async (text) => {
    const draft = lumbarMri('without', { note: [{ text }] });
    expect(cardIds(await on.cauda.sign(maria, draft))).toEqual([]);
  });

  test.each(['eGFR 88', 'claustrophobic', 'no night sweats, no sexual dysfunction'])(
    'but "%s" changes nothing',
    async (text) => {
      const draft = lumbarMri('without', { note: [{ text }] });
      expect(cardIds(await on.cauda.sign(maria, draft))).toHaveLength(1);
    },
  );

  test.each([
    ['LOINC', LOINC, '30679-5', '24967-2'],
    ['RadLex', 'http://radlex.org', 'RPID541', 'RPID500'],
    ['CPT by its oid', 'urn:oid:2.16.840.1.113883.6.12', '72148', '72158'],
  ])('the code is exchanged in the system of the order: %s', async (_name, system, code, to) => {
    const { cards } = await on.cauda.sign(
      maria,
      order('o', '', { code: { coding: [{ system, code }] } }),
    );
    const exchanged = cards[0].suggestions[0].actions[0].resource.code.coding;
    expect(exchanged).toEqual([{ system, code: to, display: expect.any(String) }]);
  });

  test.each([
    [
      'a local code beside it',
      [
        { system: CPT, code: '72148' },
        { system: 'urn:local', code: 'MR7' },
      ],
    ],
    ['SNOMED, which has no such study', [{ system: SNOMED, code: '394451000119106' }]],
  ])('an order that cannot be exchanged whole keeps its code: %s', async (_what, coding) => {
    const { cards } = await on.cauda.sign(maria, order('o', '', { code: { coding } }));
    expect(cards[0].suggestions).toMatchObject([{ actions: [{ resource: { code: { coding } } }] }]);
    expect(cards[0].suggestions).toHaveLength(1);
  });
});

describe('Who is offered contrast', () => {
  const sciatica = (code: string) =>
    withResource(
      without(maria, (r) => r.id.includes('radiculopathy')),
      condition(ICD10CM, code),
    );

  test.each([
    ['sciatica', sciatica('M54.31'), [id]],
    ['lumbago with sciatica', sciatica('M54.41'), [id]],
    ['disc disorder with radiculopathy', sciatica('m5116'), [id]],
    ['disc displacement without a root', sciatica('M51.26'), []],
    ['back pain only', sciatica('M54.50'), []],
    ['no symptom', without(maria, (r) => r.id.includes('radiculopathy')), []],
    [
      'surgery of unknown date',
      changed(maria, 'Procedure', () => ({ performedPeriod: undefined })),
      [id],
    ],
    [
      'postlaminectomy syndrome, no operation recorded',
      withResource(without(maria, 'Procedure'), condition(ICD10CM, 'M96.1')),
      [id],
    ],
    ['no surgery', without(maria, 'Procedure'), []],
    [
      'decompression only',
      changed(maria, 'Procedure', (p) =>
        p.id.includes('discectomy') ? { code: { coding: [{ system: CPT, code: '63047' }] } } : {},
      ),
      [],
    ],
    ['Fatima, pregnant', patient('fatima-pregnant'), []],
    ['George, unoperated', patient('george-unoperated'), []],
  ])('%s', async (_who, p, expected) => {
    expect(cardIds(await on.cauda.sign(p, plainMri))).toEqual(expected);
  });

  test('a coded reason of the order counts as the symptom', async () => {
    const reasonCode = [{ coding: [{ system: SNOMED, code: '23056005' }] }];
    const p = without(maria, (r) => r.id.includes('radiculopathy'));
    expect(cardIds(await on.cauda.sign(p, { ...plainMri, reasonCode }))).toEqual([id]);
  });

  test('without a date no month figures are shown', async () => {
    const undated = changed(maria, 'Procedure', () => ({ performedPeriod: undefined }));
    const { cards } = await on.cauda.sign(undated, plainMri);
    expect(cards[0].summary).not.toMatch(/\d/);
    expect(cards[0].detail).toMatch(/please check when it was done/i);
  });
});

describe('Silent where contrast would call for a warning', () => {
  const egfr = (value: object, on = '2026-11-10') => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: LOINC, code: '98979-8' }] },
    effectiveDateTime: on,
    ...value,
  });
  const quantity = (value: number, comparator?: string) => ({
    valueQuantity: {
      value,
      unit: 'mL/min/{1.73_m2}',
      code: 'mL/min/{1.73_m2}',
      ...(comparator && { comparator }),
    },
  });
  const allergy = (system: string, code: string, more: object = {}) => ({
    resourceType: 'AllergyIntolerance',
    code: { coding: [{ system, code }] },
    ...more,
  });
  const report = (code: string, effectiveDateTime: string) => ({
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: { coding: [{ system: CPT, code }] },
    effectiveDateTime,
  });

  test.each([
    ['eGFR 29', egfr(quantity(29))],
    ['eGFR below 15 by comparator', egfr(quantity(15, '<'))],
    ['eGFR <30 in words', egfr({ valueString: '<30 mL/min/1.73m2' })],
    ['acute kidney injury', condition(ICD10CM, 'N17.9')],
    ['kidney disease stage 4', condition(ICD10CM, 'N18.4')],
    ['dialysis', condition(ICD10CM, 'Z99.2')],
    ['pregnancy', condition(SNOMED, '77386006')],
    ['gadolinium reaction', allergy(SNOMED, '58281002')],
    ['gadobutrol reaction', allergy(SNOMED, '407976008')],
    [
      'gadolinium in words',
      { resourceType: 'AllergyIntolerance', code: { text: 'Gadavist - hives' } },
    ],
    ['a contrast study 90 days ago', report('72158', '2026-08-22')],
    ['cauda equina sign', condition(SNOMED, '449813001', { recordedDate: '2026-11-10' })],
  ])('%s', async (_what, resource) => {
    const answer = await on.cauda.sign(withResource(maria, resource), plainMri);
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)).not.toHaveProperty(id);
  });

  test.each([
    ['eGFR 30', egfr(quantity(30))],
    ['eGFR above 60', egfr(quantity(60, '>'))],
    ['eGFR >90 in words', egfr({ valueString: '>90 mL/min/1.73m2' })],
    ['a low eGFR of last year', egfr(quantity(20), '2025-11-10')],
    ['kidney disease stage 3', condition(ICD10CM, 'N18.31')],
    [
      'pregnancy, resolved',
      condition(SNOMED, '77386006', { clinicalStatus: { coding: [{ code: 'resolved' }] } }),
    ],
    ['iodinated contrast reaction', allergy(SNOMED, '426722004')],
    [
      'refuted gadolinium reaction',
      allergy(SNOMED, '58281002', { verificationStatus: { coding: [{ code: 'refuted' }] } }),
    ],
    ['no known allergy', allergy(SNOMED, '716186003')],
    ['a contrast study 91 days ago', report('72158', '2026-08-21')],
    ['a recent study without contrast', report('72148', '2026-11-01')],
    ['a recent contrast study of the neck', report('72156', '2026-11-01')],
    ['low back pain as well', condition(ICD10CM, 'M54.50')],
  ])('but %s does not silence', async (_what, resource) => {
    expect(cardIds(await on.cauda.sign(withResource(maria, resource), plainMri))).toEqual([id]);
  });

  test.each([
    ['eGFR <60 cannot be told', egfr(quantity(60, '<')), ['eGFR']],
    ['eGFR without a unit', egfr({ valueQuantity: { value: 80 } }), ['eGFR']],
  ])('%s: undecided', async (_what, resource, missing) => {
    const answer = await on.cauda.sign(withResource(maria, resource), plainMri);
    expect({ cards: cardIds(answer), missing: notChecked(answer) }).toEqual({
      cards: [],
      missing: { [id]: missing },
    });
  });

  test.each([
    ['17 years old', '2009-11-21', []],
    ['18 years today', '2008-11-20', [id]],
    ['born in a year that leaves it open', '2008', []],
  ])('%s', async (_what, birthDate, expected) => {
    const p = changed(maria, 'Patient', () => ({ birthDate }));
    expect(cardIds(await on.cauda.sign(p, plainMri))).toEqual(expected);
  });

  test.each(['patient', 'observations', 'allergies', 'reports'] as const)(
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
      const answer = await on.cauda.sign(maria, plainMri, { keys: all.filter((k) => k !== key) });
      expect({ status: answer.status, missing: notChecked(answer) }).toMatchObject({
        status: 200,
        missing: { [id]: [key] },
      });
    },
  );
});

describe('The orders', () => {
  test.each([
    ['contrast already ordered beside it', [plainMri, lumbarMri('with')]],
    ['with contrast', [lumbarMri('without-and-with')]],
    [
      'contrast not said',
      [order('u', '', { code: { coding: [{ system: LOINC, code: '24968-0' }] } })],
    ],
    ['thoracic', [order('t', '72146')]],
    ['CT', [order('ct', '72131')]],
  ])('%s: silent', async (_what, drafts) => {
    expect(cardIds(await on.cauda.sign(maria, drafts))).not.toContain(id);
  });

  test('order-select and order-sign name the same order', async () => {
    const about = expect.objectContaining({
      'cauda.about': ['ServiceRequest/lumbar-mri-without'],
      'cauda.version': expect.any(Number),
      'cauda.basis': expect.objectContaining({ card: expect.any(String) }),
    });
    const answers = [await on.cauda.select(maria, plainMri), await on.cauda.sign(maria, plainMri)];
    expect(answers.map(({ cards }) => cards[0].extension)).toEqual([about, about]);
  });
});
