import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { authorization, Cauda } from '../support/cauda.ts';
import { startFhirServer, type FhirServer } from '../support/fhir-server.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient } from '../support/patients.ts';
import { signingClient } from '../support/tokens.ts';

const amara = patient('amara-contrast-mri-10-weeks');
let cauda: Cauda;
let fhir: FhirServer;
beforeAll(async () => {
  fhir = await startFhirServer(amara);
  cauda = await Cauda.start();
});
afterAll(async () => {
  await cauda.close();
  await fhir.close();
});

describe('PF-14 PF-23 what is not a list is not "none recorded"', () => {
  test.each([{ resource: {} }, 'x', 7, true])('entry %j', async (entry) => {
    const procedures = { resourceType: 'Bundle', entry };
    const answer = await cauda.sign(amara, lumbarMri('without-and-with'), {
      prefetch: { procedures },
    });
    expect(answer).toMatchObject({
      status: 412,
      body: { issue: [{ expression: ['prefetch.procedures'] }] },
    });
  });

  test('a bare resource under a search key', async () => {
    const procedures = amara.resources.find((r) => r.resourceType === 'Procedure');
    const answer = await cauda.sign(amara, lumbarMri('without-and-with'), {
      prefetch: { procedures },
    });
    expect(answer.status).toBe(412);
  });
});

describe('FHIR-10 a token that has expired', () => {
  test.each([0, -5])('expires_in %i: nothing is asked', async (expires_in) => {
    const before = fhir.asked.length;
    const body = cauda.signBody(amara, lumbarMri('without-and-with'), { fhirServer: fhir.url });
    const fhirAuthorization = { ...authorization, expires_in };
    const answer = await cauda.post('lumbar-mri-order-sign', { ...body, fhirAuthorization });
    expect({ status: answer.status, asked: fhir.asked.length - before }).toEqual({
      status: 412,
      asked: 0,
    });
    expect(answer.body.issue[0].details.text).toContain('expired');
  });
});

test.each(['.', '..'])('CTX-04 a patient id of "%s" is refused', async (patientId) => {
  const body = cauda.signBody(amara, lumbarMri('without-and-with'));
  const answer = await cauda.post('lumbar-mri-order-sign', {
    ...body,
    context: { ...body.context, patientId },
  });
  expect(answer).toMatchObject({
    status: 400,
    body: { issue: [{ expression: ['context.patientId'] }] },
  });
});

test('SEC-28 the audit line names issuer, tenant, call and keys, and nothing of the patient', async () => {
  const ehr = await signingClient('ES384', { tenants: ['north'] });
  const trusted = await Cauda.start({ clients: [ehr.entry] });
  try {
    const aud = `${trusted.url}/cds-services/lumbar-mri-order-sign`;
    const token = await ehr.token(aud, { tenant: 'north' });
    const headers = { authorization: `Bearer ${token}` };
    expect((await trusted.sign(amara, lumbarMri('without-and-with'), { headers })).status).toBe(
      200,
    );
    const line = JSON.parse(await trusted.line('answered'));
    expect(line).toMatchObject({
      client: ehr.entry.name,
      issuer: ehr.entry.iss,
      tenant: 'north',
      hookInstance: expect.any(String),
      keys: { procedures: 'prefetch' },
      cards: [expect.stringMatching(/^contrast-mri-under-six-months@\d+$/)],
      user: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(trusted.logged.join('')).not.toMatch(/amara|discectomy|Invented/i);
  } finally {
    await trusted.close();
  }
});

test('REQ-12 a body over the limit is answered 413, not a broken connection', async () => {
  const body = JSON.stringify({ filler: 'x'.repeat(8_000_000) });
  for (let call = 0; call < 3; call += 1) {
    expect((await cauda.post('lumbar-mri-order-sign', body)).status).toBe(413);
  }
});
