import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { startFaultyFhirServer, type Loopback } from '../support/raw-http.ts';
import { brainMriWithContrast, lumbarMri } from '../support/orders.ts';
import { amara, contrastMri, lucia, unhurried } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
const select = 'lumbar-mri-order-select';
const view = 'lumbar-mri-patient-view';
let cauda: Cauda;
let fhir: Loopback;
beforeAll(async () => {
  fhir = await startFaultyFhirServer(amara);
  cauda = await Cauda.start({ env: unhurried });
});
afterAll(async () => {
  await cauda.close();
  await fhir.close();
});

const bodies: Record<string, () => any> = {
  [sign]: () => cauda.signBody(amara, contrastMri),
  [select]: () => ({
    ...cauda.signBody(amara, contrastMri),
    hook: 'order-select',
    context: { ...cauda.signBody(amara, contrastMri).context, selections: ['ServiceRequest/x'] },
  }),
  [view]: () => ({
    ...cauda.signBody(lucia, contrastMri),
    hook: 'patient-view',
    context: { userId: 'Practitioner/1', patientId: lucia.id },
  }),
};

/** A call whose context was changed; undefined takes the member away. */
function call(service: string, change: object) {
  const body = bodies[service]!();
  return cauda.post(service, { ...body, context: { ...body.context, ...change } });
}

/** A value that must not come back in an answer. */
const value = 'Secret Value';

describe('A faulty context is 400, names the path and no value', () => {
  const common = [
    ['CTX-01 userId missing', 'userId', undefined],
    ['CTX-01 userId a bare id', 'userId', '123'],
    ['CTX-01 userId absolute', 'userId', `https://ehr.example.org/fhir/Practitioner/${value}`],
    ['CTX-01 userId a number', 'userId', 7],
    ['CTX-01 userId empty', 'userId', ''],
    ['CTX-04 patientId missing', 'patientId', undefined],
    ['CTX-04 patientId null', 'patientId', null],
    ['CTX-04 patientId a number', 'patientId', 7],
    ['CTX-04 patientId empty', 'patientId', ''],
    ['CTX-04 patientId a reference', 'patientId', `Patient/${amara.id}`],
    ['CTX-04 patientId with a query', 'patientId', 'x?_count=1'],
    ['CTX-05 encounterId a number', 'encounterId', 7],
    ['CTX-05 encounterId a reference', 'encounterId', 'Encounter/1'],
  ] as const;
  const orders = [
    ['CTX-06 draftOrders missing', 'draftOrders', undefined],
    ['CTX-06 draftOrders null', 'draftOrders', null],
    ['CTX-06 draftOrders an array', 'draftOrders', [value]],
    ['CTX-06 draftOrders a string', 'draftOrders', value],
    ['CTX-06 draftOrders another resource', 'draftOrders.resourceType', { resourceType: value }],
    ['CTX-06 draftOrders without resourceType', 'draftOrders.resourceType', { entry: [] }],
    ['CTX-06 entry a string', 'draftOrders.entry', { resourceType: 'Bundle', entry: value }],
    ['CTX-06 entry an object', 'draftOrders.entry', { resourceType: 'Bundle', entry: {} }],
  ] as const;
  const selections = [
    ['CTX-08 CTX-15 selections missing', 'selections', undefined],
    ['CTX-08 selections null', 'selections', null],
    ['CTX-08 selections empty', 'selections', []],
    ['CTX-08 selections a string', 'selections', value],
    ['CTX-08 a selection that is a number', 'selections[0]', [7]],
    ['CTX-08 a selection that is an object', 'selections[1]', ['ServiceRequest/x', { value }]],
  ] as const;

  const cases = [
    ...[sign, select, view].flatMap((service) => common.map((row) => [service, ...row] as const)),
    ...[sign, select].flatMap((service) => orders.map((row) => [service, ...row] as const)),
    ...selections.map((row) => [select, ...row] as const),
  ];
  test.each(cases)('%s: %s', async (service, _name, path, faulty) => {
    const member = path.split(/[.[]/)[0]!;
    const answer = await call(service, { [member]: faulty });
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'error', code: 'invalid' }],
    });
    expect(new Set(answer.body.issue[0].expression)).toEqual(new Set([`context.${path}`]));
    const text = JSON.stringify(answer.body);
    for (const secret of [value, amara.id, lucia.id]) expect(text).not.toContain(secret);
  });
});

describe('What a context may hold', () => {
  test.each(['Practitioner/1', 'PractitionerRole/1', 'Patient/1', 'RelatedPerson/1', 'Device/1'])(
    'CTX-02 an order hook by %s is answered',
    async (userId) => {
      const answer = await call(sign, { userId });
      expect(answer.status).toBe(200);
      expect(answer.cards).toHaveLength(1);
    },
  );

  test.each([
    ['Practitioner/1', 1],
    ['PractitionerRole/1', 1],
    [`Patient/${lucia.id}`, 0],
    ['RelatedPerson/1', 0],
  ])('CTX-03 a chart opened by %s: %i cards for clinicians', async (userId, count) => {
    const answer = await call(view, { userId });
    expect(answer.status).toBe(200);
    expect(answer.cards).toHaveLength(count);
  });

  test.each([
    ['no encounter', undefined],
    ['an encounter', 'enc-1'],
  ])('CTX-05 %s', async (_name, encounterId) => {
    expect((await call(sign, { encounterId })).cards).toHaveLength(1);
  });

  test.each([
    ['missing', undefined],
    ['null', null],
    ['empty', []],
    ['without resources', [{}, null, 'x', 3, { resource: null }, { resource: { id: 'x' } }]],
  ])('CTX-06 entry %s: 200 and no cards', async (_name, entry) => {
    const answer = await call(sign, { draftOrders: { resourceType: 'Bundle', entry } });
    expect(answer).toMatchObject({ status: 200, body: { cards: [] } });
  });

  test('CTX-07 a Bundle without type and fullUrl, ids of 194 characters and with U+2011', async () => {
    const id = `draft\u2011${'x'.repeat(188)}`;
    const answer = await cauda.sign(amara, { ...contrastMri, id });
    expect(answer.cards[0].extension['cauda.about']).toEqual([`ServiceRequest/${id}`]);
  });

  test('CTX-08 a selection that is not in the Bundle is passed over; a bare id is matched', async () => {
    const selected = async (selections: string[]) =>
      (await cauda.select(amara, contrastMri, { selections })).cards.length;
    expect(await selected(['ServiceRequest/elsewhere'])).toBe(0);
    expect(await selected([contrastMri.id])).toBe(1);
    expect(await selected(['ServiceRequest/elsewhere', `ServiceRequest/${contrastMri.id}`])).toBe(
      1,
    );
  });

  test('CTX-09 only the selected order is spoken of', async () => {
    const selections = ['ServiceRequest/brain-mri'];
    const orders = [contrastMri, brainMriWithContrast()];
    const answer = await cauda.select(amara, orders, { selections });
    expect(answer.cards).toEqual([]);
  });

  test('CTX-10 CTX-12 orders of other kinds, complete or not, are passed over', async () => {
    const strangers = [
      { resourceType: 'MedicationRequest', id: 'm', medicationCodeableConcept: { text: 'x' } },
      { resourceType: 'CommunicationRequest', id: 'c' },
      { resourceType: 'NutritionOrder', id: 'n', patient: { reference: `Patient/${amara.id}` } },
      { resourceType: 'DeviceRequest', id: 'd', codeCodeableConcept: null },
      { resourceType: 'VisionPrescription', id: 'v' },
      { resourceType: 'MedicationOrder', id: 'dstu2', dateWritten: '2015' },
    ];
    expect(await cauda.sign(amara, strangers)).toMatchObject({ status: 200, body: { cards: [] } });
    expect((await cauda.sign(amara, [...strangers, contrastMri])).cards).toHaveLength(1);
  });

  test.each(['draft', 'active', 'on-hold', 'unknown'])(
    'CTX-11 an order of status %s is still looked at',
    async (status) => {
      expect((await cauda.sign(amara, { ...contrastMri, status })).cards).toHaveLength(1);
    },
  );

  test('CTX-13 drafts are read from the context and never fetched', async () => {
    const options = { fhirServer: `${fhir.url}/fhir` };
    expect((await cauda.sign(amara, lumbarMri('without-and-with'), options)).cards).toHaveLength(1);
    expect(fhir.asked.length).toBeGreaterThan(0);
    for (const { path } of fhir.asked) expect(path).not.toContain('lumbar-mri-without-and-with');
  });
});
