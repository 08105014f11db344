import { expect, test } from '@jest/globals';
import { lumbarMri, lumbarPuncture } from '../support/orders.ts';
import { condition, ICD10CM, LOINC, patient, SNOMED, withResource } from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/** Never operated on, sciatica, nothing else. The clock of a stage stands at noon of 20 November 2026. */
const george = patient('george-unoperated');
const on = stage([george]);

const result = (code: string, value: object) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { coding: [{ system: LOINC, code }] },
  effectiveDateTime: '2026-11-19',
  ...value,
});
const platelets = (value: number, more: object = {}) =>
  result('777-3', { valueQuantity: { value, unit: '10*9/L', ...more } });
const inr = (value: object) => result('6301-6', value);
const medicine = (text: string) => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { text },
});
const given = (text: string, at: string) => ({
  resourceType: 'MedicationAdministration',
  status: 'completed',
  medicationCodeableConcept: { text },
  effectiveDateTime: at,
});
const haemophilia = condition(ICD10CM, 'D66', { code: coded('D66', 'Haemophilia A') });
function coded(code: string, text: string) {
  return { coding: [{ system: ICD10CM, code }], text };
}
const signed = async (resources: readonly object[], draft: unknown = lumbarPuncture()) =>
  on.cauda.sign(withResource(george, ...resources), draft as never);
const theCard = async (resources: readonly object[], draft?: unknown) =>
  (await signed(resources, draft)).cards[0];

test('platelets, an INR, a direct oral anticoagulant, clopidogrel, haemophilia: each is named', async () => {
  const { summary, detail } = await theCard([
    platelets(38),
    inr({ valueQuantity: { value: 1.5, unit: '1' } }),
    medicine('Apixaban 5 mg'),
    medicine('Clopidogrel 75 mg'),
    haemophilia,
  ]);
  expect(summary).toContain('Platelets 38');
  expect(detail).toMatch(/Apixaban 5 mg .*A normal INR does not exclude its effect\./s);
  expect(detail).toMatch(/Also: INR 1\.5; Clopidogrel 75 mg; Haemophilia A/);
});

test('two values alone: both have their line, and nothing is left over', async () => {
  const { detail } = await theCard([
    platelets(35),
    inr({ valueQuantity: { value: 1.5, unit: '1' } }),
  ]);
  expect(detail).toMatch(/Platelets 35.*INR 1\.5/s);
  expect(detail).not.toContain('Also:');
});

test.each([
  ['with its hour', '2026-11-20T08:00:00Z', /was given 4 hours ago\. A normal INR does not/],
  ['with its day', '2026-11-20', /was given today\. A normal INR does not/],
])('apixaban just given, %s: a normal INR does not exclude its effect', async (_name, at, says) => {
  const card = await theCard([given('Apixaban 5 mg', at)]);
  expect(card).toMatchObject({ indicator: 'warning', detail: expect.stringMatching(says) });
});

test('enoxaparin just given: nothing is said of an INR', async () => {
  const { detail } = await theCard([given('Enoxaparin 40 mg', '2026-11-20T06:00:00Z')]);
  expect(detail).not.toContain('INR');
});

test('meningitis and platelets of 12: treatment must not wait, and nobody is told to puncture', async () => {
  const draft = lumbarPuncture({
    reasonCode: [{ text: '?bacterial meningitis' }],
    priority: 'stat',
  });
  const { detail } = await theCard([platelets(12)], draft);
  expect(detail).toContain('No reason to delay treatment for suspected meningitis.');
  expect(detail).not.toMatch(/delay (?:a|the) puncture/);
});

test('haemophilia alone: no word that normal clotting tests would settle it', async () => {
  const { detail } = await theCard([haemophilia]);
  expect(detail).toContain('Ask haematology');
  expect(detail).not.toMatch(/clotting tests|platelets/i);
});

test.each([
  ['an INR below 10', inr({ valueString: '<10' }), 'INR'],
  ['platelets above 20', platelets(20, { comparator: '>' }), 'platelets'],
])('%s leaves it open, and that is said', async (_name, resource, missing) => {
  const answer = await signed([resource]);
  expect([cardIds(answer), notChecked(answer)['coagulation-before-lumbar-puncture']]).toEqual([
    [],
    [missing],
  ]);
});

test.each([
  ['an INR below 1.2', inr({ valueString: '<1.2' })],
  ['platelets above 400', platelets(400, { comparator: '>' })],
])('%s is on the good side: silent', async (_name, resource) => {
  const answer = await signed([resource]);
  expect([cardIds(answer), notChecked(answer)]).toEqual([[], {}]);
});

const pacemaker = {
  resourceType: 'Procedure',
  status: 'completed',
  code: { coding: [{ system: SNOMED, code: '307280005' }], text: 'Dual chamber pacemaker' },
  performedDateTime: '2019-06-12',
};

test('two cards about the puncture fill the answer: the pacemaker is told in a line', async () => {
  const answer = await signed(
    [pacemaker, inr({ valueQuantity: { value: 2.4, unit: '1' } })],
    [lumbarPuncture(), lumbarMri('without-and-with')],
  );
  expect(cardIds(answer)).toEqual([
    'coagulation-before-lumbar-puncture',
    'mri-before-lumbar-puncture',
  ]);
  expect(answer.cards[0].detail).toContain(
    'Also, please tell the MRI unit: Dual chamber pacemaker.',
  );
});

const noteOf = async (resource: object) => {
  const { suggestions } = await theCard([resource], lumbarMri('without'));
  return suggestions[0].actions[0].resource.note.at(-1).text as string;
};

test('the note to the MRI unit has the day of an operation, not that of an entry in a list', async () => {
  expect(await noteOf(pacemaker)).toContain('Dual chamber pacemaker, 12 June 2019.');
  const entered = condition(ICD10CM, 'Z95.0', {
    code: coded('Z95.0', 'Cardiac pacemaker'),
    recordedDate: '2026-02-04',
  });
  expect(await noteOf(entered)).toContain('Cardiac pacemaker. Please check');
});
