import { describe, expect, test } from '@jest/globals';
import { egfr } from '../support/contrast-safety.ts';
import { brainMriWithContrast, lumbarMri, lumbarPuncture } from '../support/orders.ts';
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
  type Patient,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/** What medicines, encounters and risks for infection change in cards that stood without them. */
const george = patient('george-unoperated');
const tomasz = patient('tomasz-puncture-and-mri');
const gwen = patient('gwen-low-egfr');
const elif = patient('elif-pregnant-contrast');
const tendai = patient('tendai-hiv-cauda-equina');
const viktor = patient('viktor-several-roots-enhance');
const agnes = patient('agnes-cancer-nodular-roots');
const plainMri = lumbarMri('without');
const contrastMri = lumbarMri('without-and-with');

const ordered = (text: string, more: object = {}) => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  medicationCodeableConcept: { text },
  authoredOn: '2026-11-10',
  ...more,
});
const coded = (system: string, code: string) => ({
  medicationCodeableConcept: { coding: [{ system, code }] },
});
const intrathecal = { route: { coding: [{ system: SNOMED, code: '72607000' }] } };
const given = (text: string, at: string, more: object = {}) => ({
  resourceType: 'MedicationAdministration',
  status: 'completed',
  medicationCodeableConcept: { text },
  effectiveDateTime: at,
  dosage: intrathecal,
  ...more,
});
const ATC = 'http://www.whocc.no/atc';
const backPain = condition(ICD10CM, 'M54.50');
const active = (system: string, code: string, more: object = {}) =>
  condition(system, code, { recordedDate: '2026-11-10', ...more });

const treated = withResource(tendai, { ...ordered('Valganciclovir 450 mg tablets'), id: 'val' });
const suspected = withResource(
  george,
  { ...backPain, id: 'pain' },
  { ...active(ICD10CM, 'R78.81'), id: 'bacteraemia' },
);
/** What an EHR sends that gives no medicines. */
const withoutMedicines = allKeys.filter((key) => key !== 'medications');
/** As EHRs have them on a FHIR server, by their ids. */
const encounters: Readonly<Record<string, object>> = {
  clinic: { class: { code: 'AMB' } },
  emergency: { class: { code: 'EMER' } },
  inpatient: { class: { code: 'IMP' } },
  acute: { class: { code: 'ACUTE' } },
  observation: { class: { code: 'OBSENC' } },
  'v2-emergency': {
    class: { system: 'http://terminology.hl7.org/CodeSystem/v2-0004', code: 'E' },
  },
  'v2-inpatient': { class: { system: 'urn:local:patient-class', code: 'i', display: 'Inpatient' } },
  'r5-list': { class: [{ coding: [{ code: 'EMER' }] }] },
  'r5-words': { class: [{ text: 'Inpatient stay' }] },
  'type-in-words': { class: { code: 'AMB' }, type: [{ text: 'Emergency department visit' }] },
  'ward-by-place': {
    class: { code: 'X' },
    location: [{ location: { display: 'Neurology ward 7' } }],
  },
  'over-by-now': { class: { code: 'IMP' }, status: 'finished' },
  'to-come': { class: { code: 'IMP' }, status: 'planned' },
  elsewhere: { class: { code: 'EMER' }, subject: { reference: 'Patient/somebody-else' } },
};
const atServer = (p: Patient) =>
  withResource(
    p,
    ...Object.entries(encounters).map(([id, more]) => ({
      resourceType: 'Encounter',
      id,
      status: 'in-progress',
      subject: { reference: `Patient/${p.id}` },
      ...more,
    })),
  );
const gwenTenDays = withResource(
  without(gwen, (r) => /gwen-(?:egfr|ckd|aki)/.test(r.id)),
  egfr(22, { effectiveDateTime: '2026-11-10' }),
  ...['AMB', 'IMP'].map((code) => ({
    resourceType: 'Encounter',
    id: `gwen-${code}`,
    status: 'in-progress',
    subject: { reference: `Patient/${gwen.id}` },
    class: { code },
  })),
);
const on = stage([treated, suspected, viktor, agnes, atServer(tomasz), gwenTenDays]);

/** Signs where everything is on the FHIR server, and the call names the encounter. */
async function signedByFhir(encounterId: string, p: Patient, drafts: object) {
  const body = on.cauda.signBody(p, drafts as never, { fhirServer: on.fhir.url });
  const context = { ...body.context, encounterId };
  return cardIds(await on.cauda.post('lumbar-mri-order-sign', { ...body, context }));
}
const signed = async (p: Patient, draft: object, ...resources: readonly object[]) =>
  cardIds(await on.cauda.sign(withResource(p, ...resources), draft as never));
const opened = async (p: Patient, ...resources: readonly object[]) =>
  cardIds(await on.cauda.view(withResource(p, ...resources)));

/** Signs with the encounter of the call, which a FHIR server would give. */
async function signedIn(encounter: object, p: Patient, drafts: object): Promise<readonly string[]> {
  const told = { resourceType: 'Encounter', id: 'e', status: 'in-progress', ...encounter };
  const body = on.cauda.signBody(p, drafts as never, { prefetch: { encounter: told } });
  return cardIds(
    await on.cauda.post('lumbar-mri-order-sign', {
      ...body,
      context: { ...body.context, encounterId: 'e' },
    }),
  );
}
const ofClass = (code: string) => ({ class: { code } });

describe('A puncture and an MRI are ordered', () => {
  const both = [lumbarPuncture(), brainMriWithContrast()];
  const at = (display: string, more: object = {}) => ({
    ...ofClass('AMB'),
    location: [{ location: { display }, ...more }],
  });

  test.each([
    ['at a clinic', ofClass('AMB')],
    ['in an outpatient room', at('Neurology day unit')],
    ['in a place that was left', at('Emergency Department', { status: 'completed' })],
  ])('%s: the card speaks', async (_where, encounter) => {
    expect(await signedIn(encounter, tomasz, both)).toEqual(['mri-before-lumbar-puncture']);
  });

  test.each([
    ['in the emergency department', ofClass('EMER')],
    ['in a bed of the hospital', ofClass('IMP')],
    ['on an acute ward', ofClass('ACUTE')],
    ['as R5 has it', { class: [{ coding: [{ code: 'IMP' }] }] }],
    ['in the emergency department, by the name of its place', at('A&E, cubicle 3')],
    ['by another name', at('Main Emergency Dept')],
  ])('%s: silent', async (_where, encounter) => {
    expect(await signedIn(encounter, tomasz, both)).toEqual([]);
  });
});

describe('The encounter is read from the FHIR server, by the id in the context', () => {
  const both = [lumbarPuncture(), brainMriWithContrast()];
  const id = 'mri-before-lumbar-puncture';

  test.each(['clinic', 'over-by-now', 'to-come', 'elsewhere', 'not-on-the-server'])(
    '%s: the card speaks',
    async (encounterId) => {
      expect(await signedByFhir(encounterId, tomasz, both)).toEqual([id]);
      const asked = on.fhir.asked.map(({ query }) => query);
      expect(asked).toContain(`GET Encounter/${encounterId}`);
    },
  );

  test.each([
    'emergency',
    'inpatient',
    'acute',
    'observation',
    'v2-emergency',
    'v2-inpatient',
    'r5-list',
    'r5-words',
    'type-in-words',
    'ward-by-place',
  ])('%s: silent', async (encounterId) => {
    expect(await signedByFhir(encounterId, tomasz, both)).toEqual([]);
  });
});

describe('A contrast MRI is signed for a patient with a low eGFR', () => {
  const id = 'gadolinium-and-kidney-function';
  const plain = without(gwen, (r) => /gwen-(?:egfr|ckd|aki)/.test(r.id));
  const of = (day: string) => withResource(plain, egfr(22, { effectiveDateTime: day }));

  test('ten days ago, at a clinic: the card speaks', async () => {
    expect(await signedIn(ofClass('AMB'), of('2026-11-10'), contrastMri)).toContain(id);
  });
  test('of this week, in hospital: the card speaks', async () => {
    expect(await signedIn(ofClass('IMP'), of('2026-11-17'), contrastMri)).toContain(id);
  });
  test('ten days ago, by FHIR: it speaks at a clinic, and not in hospital', async () => {
    expect(await signedByFhir('gwen-AMB', gwenTenDays, contrastMri)).toContain(id);
    expect(await signedByFhir('gwen-IMP', gwenTenDays, contrastMri)).not.toContain(id);
  });
  test('ten days ago, in hospital: silent', async () => {
    expect(await signedIn(ofClass('IMP'), of('2026-11-10'), contrastMri)).not.toContain(id);
  });
});

describe('A contrast MRI is signed, and the chart has a due date', () => {
  const id = 'gadolinium-in-pregnancy';
  const plain = without(elif, (r) => /elif-(?:pregnancy|delivery)/.test(r.id));
  const due = (valueDateTime: string, effectiveDateTime = '2026-10-01', code = '11778-8') => ({
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: LOINC, code }] },
    effectiveDateTime,
    valueDateTime,
  });
  const answer = (value: object) => ({
    ...due('2026-10-01', '2026-10-01', '82810-3'),
    valueDateTime: undefined,
    valueCodeableConcept: { coding: [value] },
  });

  test.each([
    ['to come', [due('2027-04-12')]],
    ['by ultrasound', [due('2027-04-12', '2026-10-01', '11781-2')]],
    ['no date, an answer of LOINC', [answer({ system: LOINC, code: 'LA15173-0' })]],
    ['no date, an answer of US Core', [answer({ system: SNOMED, code: '77386006' })]],
  ])('%s: the card speaks', async (_what, resources) => {
    expect(await signed(plain, contrastMri, ...resources)).toContain(id);
  });

  test.each([
    ['that is past', [due('2026-11-02', '2026-03-01')]],
    ['of an earlier pregnancy', [due('2025-04-12', '2024-10-01')]],
    ['and a birth since', [due('2027-04-12'), active(ICD10CM, 'O80')]],
    ['that no pregnancy has', [due('2031-04-12')]],
    ['that was entered in error', [{ ...due('2027-04-12'), status: 'entered-in-error' }]],
    ['no date, the answer not pregnant', [answer({ system: LOINC, code: 'LA26683-5' })]],
    ['no date, the answer unknown', [answer({ system: LOINC, code: 'LA4489-6' })]],
  ])('%s: silent', async (_what, resources) => {
    expect(await signed(plain, contrastMri, ...resources)).not.toContain(id);
  });
});

describe('A contrast MRI is signed, and the chart has a dose into the fluid', () => {
  const id = 'recent-puncture-or-injection';

  test.each([
    ['by the code of its route', given('Methotrexate 12 mg', '2026-11-17')],
    [
      'by the words of its route',
      given('Cytarabine', '2026-11-16', { dosage: { route: { text: 'Intrathecal' } } }),
    ],
    [
      'as a procedure',
      {
        resourceType: 'Procedure',
        status: 'completed',
        code: { coding: [{ system: CPT, code: '96450' }] },
        performedDateTime: '2026-11-17',
      },
    ],
  ])('%s: radiology should know', async (_how, resource) => {
    expect(await signed(george, contrastMri, resource)).toEqual([id]);
  });

  test.each([
    ['of last month', given('Methotrexate 12 mg', '2026-10-12')],
    [
      'by mouth',
      given('Methotrexate 10 mg', '2026-11-17', { dosage: { route: { text: 'oral' } } }),
    ],
    ['of which no route is said', given('Methotrexate', '2026-11-17', { dosage: {} })],
    ['that runs from a pump', given('Baclofen', '2026-11-17', { status: 'in-progress' })],
    ['that was not given', given('Methotrexate 12 mg', '2026-11-17', { status: 'not-done' })],
    ['that is ordered', ordered('Methotrexate', { dosageInstruction: [intrathecal] })],
  ])('%s: silent', async (_what, resource) => {
    expect(await signed(george, contrastMri, resource)).toEqual([]);
  });
});

describe('A lumbar MRI without contrast is signed for back pain', () => {
  const id = 'contrast-for-suspected-infection-or-tumour';

  test.each(['prefetch', 'fhir'] as const)(
    'with bacteraemia: the card speaks (%s)',
    async (via) => {
      const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
      const answer = await on.cauda.sign(suspected, plainMri, options);
      expect(cardIds(answer)).toContain(id);
    },
  );

  test.each([
    ['endocarditis', [active(ICD10CM, 'I33.0')]],
    ['endocarditis, in SNOMED', [active(SNOMED, '233850007')]],
    ['an infected line', [active(ICD10CM, 'T80.211A')]],
    ['injected drugs', [active(SNOMED, '226034001')]],
    ['an active cancer', [active(ICD10CM, 'C50.911')]],
    ['tacrolimus', [ordered('Tacrolimus 1 mg capsules')]],
  ])('with %s: the card speaks', async (_what, resources) => {
    expect(await signed(george, plainMri, backPain, ...resources)).toContain(id);
  });

  test.each([
    ['nothing else', []],
    ['bacteraemia of three years ago', [active(ICD10CM, 'R78.81', { recordedDate: '2023-02-01' })]],
    [
      'bacteraemia that is over',
      [active(ICD10CM, 'R78.81', { clinicalStatus: { coding: [{ code: 'resolved' }] } })],
    ],
    ['a history of drugs', [active(SNOMED, '226034001', { code: { coding: [{ system: SNOMED, code: '226034001' }], text: 'Previously injecting drug user' } })]],
    ['a cancer of the skin', [active(ICD10CM, 'C44.91')]],
    ['a cancer of the past', [active(ICD10CM, 'Z85.3')]],
    ['a cancer in remission', [active(ICD10CM, 'C50.911', { code: { coding: [{ system: ICD10CM, code: 'C50.911' }], text: 'Breast cancer in remission' } })]],
    ['a cancer that is only suspected', [active(ICD10CM, 'C50.911', { verificationStatus: { coding: [{ code: 'provisional' }] } })]],
    ['tacrolimus that was stopped', [ordered('Tacrolimus 1 mg', { status: 'stopped' })]],
    ['prednisolone eye drops', [ordered('Prednisolone eye drops')]],
  ])('with %s: silent', async (_what, resources) => {
    expect(await signed(george, plainMri, backPain, ...resources)).not.toContain(id);
  }); // prettier-ignore

  test('the same without back pain: silent, and nothing is missed for want of medicines', async () => {
    const sciatica = without(george, ({ resourceType }) => resourceType === 'Condition');
    for (const resource of [active(ICD10CM, 'R78.81'), ordered('Tacrolimus 1 mg capsules')]) {
      expect(await signed(sciatica, plainMri, resource)).not.toContain(id);
    }
    const answer = await on.cauda.sign(sciatica, plainMri, { keys: withoutMedicines });
    expect(notChecked(answer)).not.toHaveProperty(id);
  });

  test('back pain, and medicines that could not be had: said, not passed over', async () => {
    const answer = await on.cauda.sign(withResource(george, backPain), plainMri, {
      keys: withoutMedicines,
    });
    expect(notChecked(answer)).toMatchObject({ [id]: ['medications'] });
  });
});

describe('A chart is opened: the cauda equina enhances in advanced HIV', () => {
  const id = 'root-enhancement-in-advanced-hiv';

  test.each(['prefetch', 'fhir'] as const)('CMV is treated already: silent (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    expect(cardIds(await on.cauda.view(treated, options))).not.toContain(id);
  });

  test('by its ATC code: silent', async () => {
    const resource = ordered('', coded(ATC, 'J05AB06'));
    expect(await opened(tendai, resource)).not.toContain(id);
  });

  test.each([
    ['one that was stopped', ordered('Valganciclovir 450 mg', { status: 'stopped' })],
    ['aciclovir', ordered('Aciclovir 800 mg')],
    ['an eye gel', ordered('Ganciclovir eye gel')],
  ])('%s treats no CMV: the card speaks', async (_what, resource) => {
    expect(await opened(tendai, resource)).toContain(id);
  });

  test('the viral load stands beside the count, and medicines need not be had', async () => {
    const load = (value: number, code: string) => ({
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '20447-9' }] },
      effectiveDateTime: '2026-10-05',
      valueQuantity: { value, unit: code, code },
    });
    const { cards } = await on.cauda.view(withResource(tendai, load(120000, '{copies}/mL')), {
      keys: withoutMedicines,
    });
    expect(cards[0]).toMatchObject({
      source: { topic: { code: id } },
      detail: expect.stringContaining('HIV viral load 120000 copies/mL, 5 October 2026.'),
    });
    const logarithm = await on.cauda.view(withResource(tendai, load(5.1, '{Log_copies}/mL')));
    expect(logarithm.cards[0].detail).not.toContain('viral load');
  });
});

describe('A chart is opened: several roots enhance', () => {
  const detail = async (...resources: readonly object[]) =>
    (await on.cauda.view(withResource(viktor, ...resources))).cards[0].detail as string;

  test('what was read of treatment is named', async () => {
    expect(await detail(ordered('IVIG 2 g/kg'), ordered('Prednisolone 30 mg'))).toMatch(
      /Medicines read: .*IVIG 2 g\/kg/,
    );
  });

  test.each([
    ['nothing', []],
    ['what was stopped', [ordered('IVIG 2 g/kg', { status: 'stopped' })]],
    ['a cream', [ordered('Hydrocortisone cream 1%')]],
    ['another medicine', [ordered('Amlodipine 5 mg')]],
  ])('%s is not', async (_what, resources) => {
    expect(await detail(...resources)).not.toMatch(/Medicines|medicine/);
  });
});

test('treatment into the fluid that is ordered silences the card on spread', async () => {
  const id = 'nodular-enhancement-with-cancer';
  expect(await opened(agnes)).toContain(id);
  expect(
    await opened(agnes, ordered('Methotrexate 12 mg', { dosageInstruction: [intrathecal] })),
  ).not.toContain(id);
  expect(await opened(agnes, ordered('Methotrexate 10 mg weekly'))).toContain(id);
});
