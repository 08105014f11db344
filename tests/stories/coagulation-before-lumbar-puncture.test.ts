import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import { allKeys, LOINC, patient, withResource, type Patient } from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'coagulation-before-lumbar-puncture';
const said = cardWords(id);
const arjun = patient('arjun-platelets-fifteen');
const beatriz = patient('beatriz-platelets-thirty-five');
const carlo = patient('carlo-platelets-sixty');
const dina = patient('dina-warfarin-high-inr');
const edda = patient('edda-warfarin-low-inr');
const farid = patient('farid-warfarin-old-inr');
const gustav = patient('gustav-apixaban-this-morning');
const hana = patient('hana-apixaban-ordered');
const ines = patient('ines-aspirin-and-line-flush');
const jorge = patient('jorge-stopped-medicines');
const kaisa = patient('kaisa-clopidogrel');
const leif = patient('leif-injection-on-rivaroxaban');
const mona = patient('mona-haemophilia-and-fever');
/** George: never operated on, sciatica, nothing else. */
const george = patient('george-unoperated');

const statement = (text: string, more: object = {}) => ({
  resourceType: 'MedicationStatement',
  status: 'active',
  medicationCodeableConcept: { text },
  ...more,
});
/** Nobody but her practice, or but herself, says what she takes. */
const person = (id: string): Patient => ({ id, resources: [{ resourceType: 'Patient', id }] });
const stated = withResource(person('stated'), { ...statement('Edoxaban 60 mg'), id: 'st-1' });
const reported = withResource(person('reported'), {
  ...statement('Apixaban 5 mg', { informationSource: { reference: 'Patient/reported' } }),
  id: 'st-2',
});

const puncture = lumbarPuncture();
const injection = order('injection', '64483');
const on = stage([
  arjun,
  beatriz,
  carlo,
  dina,
  edda,
  farid,
  gustav,
  hana,
  ines,
  jorge,
  kaisa,
  leif,
  mona,
  stated,
  reported,
]);
const RXNORM = 'http://www.nlm.nih.gov/research/umls/rxnorm';

const result = (code: string, value: object, on = '2026-11-19', more: object = {}) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: LOINC, code }] },
  effectiveDateTime: on,
  ...value,
  ...more,
});
const quantity = (value: number, unit?: string, more: object = {}) => ({
  valueQuantity: { value, ...(unit !== undefined && { unit, code: unit }), ...more },
});
const platelets = (value: number, unit?: string, more: object = {}) =>
  result('777-3', quantity(value, unit, more));
const inr = (value: number, unit?: string, on?: string) =>
  result('6301-6', quantity(value, unit), on);
const medicine = (text: string, more: object = {}) => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { text },
  ...more,
});
const given = (text: string, at: string, more: object = {}) => ({
  resourceType: 'MedicationAdministration',
  status: 'completed',
  medicationCodeableConcept: { text },
  effectiveDateTime: at,
  ...more,
});
const answerTo = (resources: readonly object[], draft: object = puncture, p = george) =>
  on.cauda.sign(withResource(p, ...resources), draft as never);
const cardsFor = async (resources: readonly object[], draft?: object) =>
  cardIds(await answerTo(resources, draft));

describe.each(['prefetch', 'fhir'] as const)('A puncture is signed, by %s', (via) => {
  const signed = (p: Patient, draft: object = puncture) =>
    on.cauda.sign(p, draft as never, via === 'fhir' ? { fhirServer: on.fhir.url } : {});

  test.each([
    [
      'Arjun, platelets 15',
      arjun,
      'warning',
      /Platelets 15 ×10⁹\/L on 19 November 2026 \(1 day ago\)/,
    ],
    ['Beatriz, platelets 35', beatriz, 'info', /Platelets 35 .*40 ×10⁹\/L/s],
    [
      'Dina, INR 3.4 on warfarin',
      dina,
      'warning',
      /INR 3\.4 on 18 November 2026 .*Warfarin 5 mg tablets/s,
    ],
    ['Farid, warfarin and an INR of October', farid, 'info', /last INR read 2\.6, 3 weeks ago/],
    ['Gustav, apixaban this morning', gustav, 'warning', /Apixaban 5 mg tablets\b.*5 hours ago/],
    ['Hana, apixaban by a UK code', hana, 'info', said.phrase('direct-oral')],
    ['Kaisa, clopidogrel', kaisa, 'info', /Clopidogrel 75 mg tablets/],
    ['Mona, von Willebrand disease', mona, 'info', said.phrase('emergency')],
  ] as const)('%s: the card speaks', async (_who, p, indicator, says) => {
    const { cards } = await signed(p);
    expect(cards).toMatchObject([
      { indicator, source: { topic: { code: id } }, detail: expect.stringMatching(says) },
    ]);
    expect(cards[0].detail).toContain('site’s lumbar puncture policy');
    expect(`${cards[0].summary} ${cards[0].detail}`).not.toMatch(
      /\b(?:safe|stop|withhold|bridg|revers|transfus|contraindicat)/i,
    );
  });

  test.each([
    ['Carlo, platelets 60, an old thrombocytopenia, aspirin', carlo],
    ['Edda, warfarin with an INR of 1.3 yesterday', edda],
    ['Ines, aspirin and a line that is flushed', ines],
    ['Jorge, everything stopped, completed or on hold', jorge],
  ])('%s: silent', async (_who, p) => {
    const answer = await signed(p);
    expect([cardIds(answer), notChecked(answer)]).toEqual([[], {}]);
  });

  test('Leif, an injection on rivaroxaban: the policy, and no interval', async () => {
    const { cards } = await signed(leif, injection);
    expect(cards).toHaveLength(1);
    expect(cards[0].detail).toContain('Rivaroxaban 20 mg tablets');
    expect(cards[0].detail).not.toMatch(/\bhours?\b|interval/);
  });
});

describe('What the newest value says', () => {
  test.each([
    ['150000 /uL is 150', [platelets(150_000, '/uL')], []],
    ['15000 /uL is 15', [platelets(15_000, '/uL')], [id]],
    ['0.3 lakh/cmm is 30', [platelets(0.3, 'lakh/cmm')], [id]],
    ['28 K/uL', [platelets(28, 'K/uL')], [id]],
    ['28 10*3/uL', [platelets(28, '10*3/uL')], [id]],
    ['28 without a unit', [platelets(28)], [id]],
    ['below 10', [platelets(10, '10*9/L', { comparator: '<' })], [id]],
    ['above 400', [platelets(400, '10*9/L', { comparator: '>' })], []],
    ['below 10 in words', [result('777-3', { valueString: '<10 x10^9/L' })], [id]],
    ['exactly 40', [platelets(40, '10*9/L')], []],
    ['a low count two months ago', [result('777-3', quantity(20, '10*9/L'), '2026-09-20')], []],
    ['a preliminary one', [{ ...platelets(20, '10*9/L'), status: 'preliminary' }], []],
    [
      'a newer count is well',
      [platelets(90, '10*9/L'), result('777-3', quantity(20, '10*9/L'), '2026-11-10')],
      [],
    ],
    ['INR 1.4', [inr(1.4, '1')], []],
    ['INR 1.45', [inr(1.45, '{INR}')], [id]],
    ['INR without a unit', [inr(1.7)], [id]],
    ['a target INR', [{ ...inr(2.5, '1'), code: { ...inr(2.5).code, text: 'Target INR' } }], []],
    [
      'aPTT 90 s, up to 38',
      [result('14979-9', { ...quantity(90, 's'), referenceRange: [{ high: { value: 38 } }] })],
      [id],
    ],
    [
      'aPTT 42 s, up to 38',
      [result('14979-9', { ...quantity(42, 's'), referenceRange: [{ high: { value: 38 } }] })],
      [],
    ],
    ['aPTT 90 s without a range', [result('14979-9', quantity(90, 's'))], []],
    ['anti-Xa 0.6', [result('3274-8', quantity(0.6, '[IU]/mL'))], [id]],
  ] as const)('%s', async (_name, resources, expected) => {
    expect(await cardsFor(resources)).toEqual(expected);
  });

  test.each([
    ['platelets of 150000 in thousands', platelets(150_000, '10*3/uL'), 'platelets'],
    ['a count in another unit', platelets(30, 'mg/L'), 'platelets'],
    ['an INR of 24', inr(24, '1'), 'INR'],
    ['an INR in seconds', inr(14, 's'), 'INR'],
    ['an INR that is a range', result('6301-6', { valueString: '2.0-3.0' }), 'INR'],
  ])('%s cannot be read, and that is said', async (_name, resource, missing) => {
    const answer = await answerTo([resource]);
    expect(answer.cards).toEqual([]);
    expect(notChecked(answer)[id]).toEqual([missing]);
  });

  test('an INR that no patient has beside warfarin: a current one is asked for', async () => {
    const { cards } = await answerTo([inr(24, '1'), medicine('Warfarin 3 mg')]);
    expect(cards).toMatchObject([
      { indicator: 'info', summary: expect.stringContaining('current INR') },
    ]);
  });

  test.each([
    [15, 'warning'],
    [35, 'info'],
    [45, undefined],
    [60, undefined],
  ])('platelets %d before a puncture: %s', async (value, indicator) => {
    const { cards } = await answerTo([platelets(value, '10*9/L')]);
    expect(cards[0]?.indicator).toBe(indicator);
  });

  test.each([
    [45, 'info'],
    [60, undefined],
  ])('platelets %d before an injection: %s', async (value, indicator) => {
    const { cards } = await answerTo([platelets(value, '10*9/L')], injection);
    expect(cards[0]?.indicator).toBe(indicator);
  });

  test.each([
    [1.3, undefined],
    [1.45, 'info'],
    [1.7, 'info'],
    [2.5, 'info'],
    [3.1, 'warning'],
  ])('INR %d: %s', async (value, indicator) => {
    const { cards } = await answerTo([inr(value, '1')]);
    expect(cards[0]?.indicator).toBe(indicator);
  });

  test('a site sets its own figures', async () => {
    const { cards } = await answerTo([platelets(35, '10*9/L'), inr(1.5, '1')]);
    expect(cards[0].detail).toMatch(/Platelets 35.*INR 1\.5/s);
  });
});

describe('Which medicines count', () => {
  const rivaroxaban = { coding: [{ system: RXNORM, code: '1232086' }] };
  test.each([
    ['a product by its code', medicine('', { medicationCodeableConcept: rivaroxaban })],
    [
      'an ATC code',
      medicine('', {
        medicationCodeableConcept: {
          coding: [{ system: 'http://www.whocc.no/atc', code: 'B01AF02' }],
        },
      }),
    ],
    [
      'a code that is in no list, by its display',
      medicine('', {
        medicationCodeableConcept: {
          coding: [
            { system: RXNORM, code: '999999999', display: 'apixaban 5 MG Oral Tablet [Eliquis]' },
          ],
        },
      }),
    ],
    [
      'a reference with a display',
      {
        ...medicine(''),
        medicationCodeableConcept: undefined,
        medicationReference: { reference: 'Medication/m1', display: 'Enoxaparin 40 mg' },
      },
    ],
    [
      'a contained medication',
      {
        ...medicine(''),
        medicationCodeableConcept: undefined,
        medicationReference: { reference: '#m' },
        contained: [{ resourceType: 'Medication', id: 'm', code: rivaroxaban }],
      },
    ],
    ['words of another system', medicine('Dabigatran etexilate 150 mg')],
    [
      'as needed',
      medicine('Tinzaparin 10000 units', { dosageInstruction: [{ asNeededBoolean: true }] }),
    ],
    ['an order of unknown status', medicine('Ticagrelor 90 mg', { status: 'unknown' })],
    ['an order without a status', medicine('Prasugrel 10 mg', { status: undefined })],
    ['heparin that is infused', medicine('Heparin infusion 20 units/kg/h')],
    ['a dose without an order', given('Enoxaparin 40 mg', '2026-11-18')],
    [
      'a status on the problem list',
      {
        resourceType: 'Condition',
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'Z79.01' }] },
        clinicalStatus: { coding: [{ code: 'active' }] },
      },
    ],
  ])('%s: the card speaks', async (_name, resource) => {
    expect(await cardsFor([resource])).toEqual([id]);
  });

  test.each([
    ['on hold', medicine('Apixaban 5 mg', { status: 'on-hold' })],
    ['stopped', medicine('Apixaban 5 mg', { status: 'stopped' })],
    [
      'completed in spring',
      medicine('Apixaban 5 mg', { status: 'completed', authoredOn: '2026-04-01' }),
    ],
    ['a draft', medicine('Apixaban 5 mg', { status: 'draft' })],
    ['entered in error', medicine('Apixaban 5 mg', { status: 'entered-in-error' })],
    ['a plan', medicine('Apixaban 5 mg', { intent: 'plan' })],
    ['not to be given', medicine('Apixaban 5 mg', { doNotPerform: true })],
    [
      'over by its directions',
      medicine('Enoxaparin 40 mg', {
        dosageInstruction: [
          { timing: { repeat: { boundsPeriod: { start: '2026-10-01', end: '2026-10-10' } } } },
        ],
      }),
    ],
    ['reported by the patient alone', medicine('Apixaban 5 mg', { reportedBoolean: true })],
    ['aspirin', medicine('Aspirin 75 mg')],
    ['a lock', medicine('Heparin 10 units/mL lock')],
    [
      'heparin to flush, by its directions',
      medicine('Heparin sodium 100 units/mL', {
        dosageInstruction: [{ text: 'flush line after each use' }],
      }),
    ],
    ['saline', medicine('Heparinised saline flush')],
    [
      'antithrombin',
      medicine('', {
        medicationCodeableConcept: {
          coding: [
            { system: 'http://www.whocc.no/atc', code: 'B01AB02', display: 'antithrombin III' },
          ],
        },
      }),
    ],
    ['active, and stopped by its own words', medicine('Apixaban 5 mg (stopped)')],
    ['denied in words', medicine('No anticoagulants')],
    ['another medicine', medicine('Amoxicillin 500 mg')],
    ['a dose of last month', given('Enoxaparin 40 mg', '2026-10-10')],
    [
      'a dose that was not given',
      given('Enoxaparin 40 mg', '2026-11-20T09:00:00Z', { status: 'not-done' }),
    ],
  ])('%s: silent', async (_name, resource) => {
    const answer = await answerTo([resource]);
    expect([cardIds(answer), notChecked(answer)]).toEqual([[], {}]);
  });

  test('a statement by a clinician, of a server that has it', async () => {
    const { cards } = await on.cauda.sign(stated, puncture, { fhirServer: on.fhir.url });
    expect(cards).toMatchObject([{ detail: expect.stringContaining('Edoxaban 60 mg') }]);
  });

  test('a statement by the patient never speaks alone', async () => {
    const answer = await on.cauda.sign(reported, puncture, { fhirServer: on.fhir.url });
    expect(cardIds(answer)).toEqual([]);
  });

  test('a medicine without a name is not none', async () => {
    const answer = await answerTo([
      {
        ...medicine(''),
        medicationCodeableConcept: undefined,
        medicationReference: { reference: 'Medication/x' },
      },
    ]);
    expect(notChecked(answer)[id]).toEqual(['name of a medicine']);
  });

  test.each([
    ['enoxaparin 11 hours ago', given('Enoxaparin 40 mg', '2026-11-20T01:00:00Z'), 'warning'],
    ['enoxaparin 13 hours ago', given('Enoxaparin 40 mg', '2026-11-19T23:00:00Z'), 'info'],
    [
      'heparin that still runs',
      {
        ...given('Heparin infusion', ''),
        effectiveDateTime: undefined,
        effectivePeriod: { start: '2026-11-19' },
        status: 'in-progress',
      },
      'warning',
    ],
    ['apixaban today, at no hour', given('Apixaban 5 mg', '2026-11-20'), 'warning'],
    ['enoxaparin today, at no hour', given('Enoxaparin 40 mg', '2026-11-20'), 'info'],
    ['clopidogrel this morning', given('Clopidogrel 75 mg', '2026-11-20T07:00:00Z'), 'info'],
  ])('%s: %s', async (_name, resource, indicator) => {
    const { cards } = await answerTo([resource]);
    expect(cards).toMatchObject([{ indicator }]);
  });
});

describe('What the order says', () => {
  test('the order names the medicine: silent', async () => {
    const told = lumbarPuncture({ note: [{ text: 'On apixaban, last dose Tuesday evening.' }] });
    expect(await cardsFor([medicine('Apixaban 5 mg')], told)).toEqual([]);
  });

  test('the order denies it, the chart has it: the card speaks', async () => {
    const denied = lumbarPuncture({ note: [{ text: 'Not on apixaban or warfarin.' }] });
    expect(await cardsFor([medicine('Apixaban 5 mg')], denied)).toEqual([id]);
  });

  test('the order names the medicine, and platelets are low: the card speaks of these', async () => {
    const told = lumbarPuncture({ note: [{ text: 'On apixaban.' }] });
    const { cards } = await answerTo([medicine('Apixaban 5 mg'), platelets(18, '10*9/L')], told);
    expect(cards).toMatchObject([{ indicator: 'warning' }]);
    expect(cards[0].detail).not.toContain('Apixaban');
  });

  test('an MRI: never this card', async () => {
    expect(await cardsFor([platelets(15, '10*9/L')], lumbarMri('without'))).toEqual([]);
  });

  test('a puncture and a contrast MRI: coagulation first, then the order of the two', async () => {
    const answer = await on.cauda.sign(dina, [puncture, lumbarMri('without-and-with')]);
    expect(cardIds(answer)).toEqual([id, 'mri-before-lumbar-puncture']);
  });
});

describe('What an EHR does not send', () => {
  const optional: readonly string[] = ['medications', 'administrations', 'devices'];
  const known = allKeys.filter((key) => !optional.includes(key));

  test('medicines: nothing is refused, and what was not checked is said', async () => {
    const answer = await on.cauda.sign(carlo, puncture, { keys: known });
    expect(answer.status).toBe(200);
    expect(notChecked(answer)[id]).toEqual(['medications', 'administrations']);
  });

  test('results speak without medicines', async () => {
    const answer = await on.cauda.sign(arjun, puncture, { keys: known });
    expect(cardIds(answer)).toEqual([id]);
  });

  test('an MRI order is not asked for medicines', async () => {
    on.fhir.asked.length = 0;
    await on.cauda.sign(carlo, lumbarMri('without'), { fhirServer: on.fhir.url });
    const asked = on.fhir.asked.map(({ query }) => query).join('\n');
    expect(asked).toContain('Observation');
    expect(asked).not.toMatch(/MedicationAdministration|MedicationStatement/);
  });

  test('a chart of 500 medicines', async () => {
    const many = Array.from({ length: 500 }, (_, i) => ({
      ...medicine(i === 400 ? 'Apixaban 5 mg' : `Medicine number ${i}`),
      id: `m-${i}`,
    }));
    expect(await cardsFor(many)).toEqual([id]);
  });
});

/** Guideline figures against what the card says, as its page prints them. */
describe('The table on the page of the card', () => {
  const rows = Array.from(
    readFileSync('cards/coagulation-before-lumbar-puncture.md', 'utf8').matchAll(
      /^\| \{\{note:clotting-at-(platelets|inr)-(\d+)\}\} \|.*\| (warning|information|silent) \|$/gm,
    ),
    ([, test = '', value = '', says = '']) => [test, Number(value), says] as const,
  );

  test('has every value', () => {
    expect(rows.map(([test, value]) => `${test} ${value}`)).toEqual([
      'platelets 15',
      'platelets 35',
      'platelets 45',
      'platelets 60',
      'inr 130',
      'inr 145',
      'inr 170',
      'inr 250',
    ]);
  });

  test.each(rows)('%s %d: %s', async (test, value, says) => {
    const resource = test === 'inr' ? inr(value / 100, '1') : platelets(value, '10*9/L');
    const { cards } = await answerTo([resource]);
    const indicators: Record<string, string[]> = { warning: ['warning'], information: ['info'] };
    expect(cards.map(({ indicator }) => indicator)).toEqual(indicators[says] ?? []);
  });
});

describe('When a medicine is taken', () => {
  const rivaroxaban = (period: object) =>
    withResource(george, {
      resourceType: 'MedicationRequest',
      id: 'riva',
      status: 'active',
      intent: 'order',
      medicationCodeableConcept: { text: 'Rivaroxaban 20 mg' },
      authoredOn: '2026-11-19',
      dosageInstruction: [{ timing: { repeat: { boundsPeriod: period } } }],
    });

  test.each([
    ['it begins next week', { start: '2026-11-27' }],
    ['it ended last month', { start: '2026-10-01', end: '2026-10-21' }],
  ])('%s: silent', async (_when, period) => {
    expect(cardIds(await on.cauda.sign(rivaroxaban(period), puncture))).not.toContain(id);
  });

  test.each([
    ['it began', { start: '2026-11-01' }],
    ['its end alone is told', { end: '2026-12-31' }],
  ])('%s: the card speaks', async (_when, period) => {
    expect(cardIds(await on.cauda.sign(rivaroxaban(period), puncture))).toContain(id);
  });

  test('a recorded dose outside the interval has its hours, and nobody asks for it', async () => {
    const p = withResource(rivaroxaban({ start: '2026-11-01' }), {
      resourceType: 'MedicationAdministration',
      id: 'given',
      status: 'completed',
      medicationCodeableConcept: { text: 'Rivaroxaban 20 mg' },
      effectiveDateTime: '2026-11-17T08:00:00Z',
    });
    const { cards } = await on.cauda.sign(p, puncture);
    expect(cards[0]).toMatchObject({ indicator: 'info', source: { topic: { code: id } } });
    expect(cards[0].detail).toMatch(/last recorded dose \d+ (?:hours|days) ago/);
    expect(cards[0].detail).not.toContain('please ask');
  });
});
