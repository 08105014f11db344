import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { authorization, Cauda } from '../support/cauda.ts';
import { prefetchOf } from '../support/patients.ts';
import { amara, contrastMri, george } from './corpus.ts';

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const me = amara.id;
const withSubject = (subject: unknown, member = 'subject') =>
  cauda.sign(amara, { ...contrastMri, subject: undefined, [member]: subject });

describe('REQ-14 all speak of one patient, or 400', () => {
  test.each([
    ['relative', `Patient/${me}`],
    ['versioned', `Patient/${me}/_history/3`],
    ['absolute', `https://ehr.example.org/fhir/Patient/${me}`],
    ['urn of the same id', `urn:uuid:${me}`],
    ['a group', 'Group/other'],
    ['contained', '#other'],
  ])(
    'the subject of a draft is the patient or cannot be compared: %s',
    async (_name, reference) => {
      const answer = await withSubject({ reference });
      expect(answer.status).toBe(200);
      expect(answer.cards).toHaveLength(1);
    },
  );

  test.each([
    ['relative', 'Patient/other-patient'],
    ['versioned', 'Patient/other-patient/_history/3'],
    ['absolute', 'https://ehr.example.org/fhir/Patient/other-patient'],
    ['absolute and versioned', 'https://ehr.example.org/fhir/Patient/other-patient/_history/1'],
    ['urn', 'urn:uuid:0b0c7d2e-5f3a-4c27-9a58-5d2f7a3e9c11'],
    ['another case', `Patient/${me.toUpperCase()}`],
    ['a longer id', `Patient/${me}-2`],
  ])('the subject of a draft is somebody else: %s', async (_name, reference) => {
    for (const member of ['subject', 'patient']) {
      const answer = await withSubject({ reference }, member);
      expect(answer.status).toBe(400);
      expect(answer.body.issue[0].expression).toEqual([
        `context.draftOrders.entry[0].resource.${member}`,
      ]);
      expect(JSON.stringify(answer.body)).not.toMatch(/other-patient|amara/i);
    }
  });

  test('a draft of another kind counts too', async () => {
    const medication = {
      resourceType: 'MedicationRequest',
      id: 'm',
      subject: { reference: 'Patient/other-patient' },
    };
    expect((await cauda.sign(amara, [contrastMri, medication])).status).toBe(400);
  });

  test.each([
    ['the patient', me, 200],
    ['somebody else', 'other-patient', 400],
  ])('a urn that stands for %s in the Bundle: %i', async (_name, id, status) => {
    const fullUrl = 'urn:uuid:6a1f0d3c-6c5e-4a55-8a35-0f2f3a1b9d77';
    const body: any = cauda.signBody(amara, contrastMri);
    body.context.draftOrders.entry[0].resource.subject = { reference: fullUrl };
    body.context.draftOrders.entry.push({ fullUrl, resource: { resourceType: 'Patient', id } });
    expect((await cauda.post('lumbar-mri-order-sign', body)).status).toBe(status);
  });

  test('another Patient in prefetch', async () => {
    const answer = await cauda.sign(amara, contrastMri, {
      prefetch: { patient: prefetchOf(george).patient },
    });
    expect(answer).toMatchObject({
      status: 400,
      body: { issue: [{ expression: ['prefetch.patient.id'] }] },
    });
    expect(JSON.stringify(answer.body)).not.toContain(george.id);
  });

  test.each([
    ['a bare id', me, 200],
    ['a reference', `Patient/${me}`, 200],
    ['absent', undefined, 200],
    ['somebody else', 'other-patient', 400],
    ['a reference to somebody else', 'Patient/other-patient', 400],
  ])('fhirAuthorization.patient, %s: %i', async (_name, patient, status) => {
    const answer = await cauda.post('lumbar-mri-order-sign', {
      ...cauda.signBody(amara, contrastMri),
      fhirServer: 'http://127.0.0.1:9/fhir',
      fhirAuthorization: { ...authorization, patient },
    });
    expect(answer.status).toBe(status);
    if (status === 400) {
      expect(answer.body.issue[0].expression).toEqual(['fhirAuthorization.patient']);
    }
  });

  test('any other resource of another patient is passed over', async () => {
    const operation = amara.resources.find(({ id }) => id.includes('discectomy'))!;
    const prefetch = (subject: string) => ({
      procedures: {
        resourceType: 'Bundle',
        entry: [{ resource: { ...operation, subject: { reference: subject } } }],
      },
    });
    const cards = async (subject: string) =>
      (await cauda.sign(amara, contrastMri, { prefetch: prefetch(subject) })).cards.length;
    expect(await cards(`Patient/${amara.id}`)).toBe(1);
    expect(await cards(`Patient/${george.id}`)).toBe(0);
    expect(await cards(`https://ehr.example.org/fhir/Patient/${george.id}`)).toBe(0);
  });
});
