import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, withResource, type Patient } from '../support/patients.ts';
import { signingClient, type SigningClient } from '../support/tokens.ts';

/** What an integrator sees of code systems that say nothing here. */
const amara = patient('amara-contrast-mri-10-weeks');
const system = 'urn:example:codes-of-the-site';
let ehr: SigningClient;
let cauda: Cauda;
beforeAll(async () => {
  ehr = await signingClient('ES384', { features: ['explain'] });
  cauda = await Cauda.start({
    clients: [ehr.entry],
    site: { codeMap: [{ system, code: 'X1', valueSet: 'lumbar-discectomy' }] },
  });
});
afterAll(() => cauda.close());

const explained = async (p: Patient) => {
  const token = await ehr.token(`${cauda.url}/cds-services/lumbar-mri-order-sign`);
  const headers = { authorization: `Bearer ${token}` };
  return cauda.sign(p, lumbarMri('without-and-with'), { headers });
};

test('the code systems that were not understood, and how many codings they concern', async () => {
  const code = (system: string) => ({ coding: [{ system, code: '1' }] });
  const more = withResource(
    amara,
    { resourceType: 'Procedure', code: code('urn:oid:1.2.3.4') },
    { resourceType: 'Procedure', code: code('https://codes.example.org') },
    { resourceType: 'Procedure', code: { coding: [{ code: '1' }] } },
    { resourceType: 'Condition', code: code('https://codes.example.org') },
    { resourceType: 'Condition', code: code('urn:oid:2.16.840.1.113883.6.96') },
  );
  const before: { known: number; unknown: number } = (await explained(amara)).body.extension[
    'cauda.evaluation'
  ].codings;
  const after = (await explained(more)).body.extension['cauda.evaluation'].codings;
  expect(before).toMatchObject({ known: expect.any(Number), systemsNotUnderstood: [] });
  expect(after).toEqual({
    known: before.known + 1,
    unknown: before.unknown + 4,
    systemsNotUnderstood: ['https://codes.example.org', 'urn:oid:1.2.3.4'],
  });
});

test('a hostile list of code systems is cut', async () => {
  const many = Array.from({ length: 50 }, (_, i) => ({
    resourceType: 'Procedure',
    id: `p-${i}`,
    code: { coding: [{ system: `urn:example:${i}:${'x'.repeat(500)}`, code: '1' }] },
  }));
  const { body } = await explained(withResource(amara, ...many));
  const { systemsNotUnderstood } = body.extension['cauda.evaluation'].codings;
  expect(systemsNotUnderstood).toHaveLength(20);
  for (const named of systemsNotUnderstood) expect(named).toHaveLength(200);
});

test('a system of the site is understood once a code of it is mapped', async () => {
  const mapped = { resourceType: 'Procedure', code: { coding: [{ system, code: 'X2' }] } };
  const { body } = await explained(withResource(amara, mapped));
  expect(body.extension['cauda.evaluation'].codings).toMatchObject({ systemsNotUnderstood: [] });
});
