import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import type { RequestListener } from 'node:http';
import { Cauda } from '../support/cauda.ts';
import { hang, json, startLoopback, type Loopback } from '../support/raw-http.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';
import { amara, contrastMri } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
let server: Loopback;
let answer: RequestListener;
let ehr: SigningClient;
let next: SigningClient;
let cauda: Cauda;
beforeAll(async () => {
  server = await startLoopback((request, response) => answer(request, response));
});
beforeEach(async () => {
  const jwksUrl = `${server.url}/jwks.json`;
  ehr = await signingClient('ES384', { jwksUrl });
  next = await signingClient('RS384', { jwksUrl, iss: ehr.entry.iss });
  cauda = await Cauda.start({ clients: [ehr.entry] });
  answer = json({ keys: [ehr.publicKey] });
  server.asked.length = 0;
});
afterEach(async () => {
  jest.restoreAllMocks();
  await cauda.close();
});
afterAll(() => server.close());

async function statusOf(client: SigningClient, header: object = {}): Promise<number> {
  const token = await client.token(`${cauda.url}/cds-services/${sign}`, {}, { ...header });
  return (await cauda.post(sign, cauda.signBody(amara, contrastMri), bearer(token))).status;
}

test('SEC-10 SEC-21 keys are fetched from the agreed address, once for many calls', async () => {
  expect(await statusOf(ehr)).toBe(200);
  expect(await statusOf(ehr)).toBe(200);
  expect(server.asked.map(({ method, path }) => `${method} ${path}`)).toEqual(['GET /jwks.json']);
});

test('SEC-21 a new key in the set is taken without a restart', async () => {
  expect(await statusOf(ehr)).toBe(200);
  answer = json({ keys: [ehr.publicKey, next.publicKey] });
  const later = Date.now() + 60_000;
  jest.spyOn(Date, 'now').mockReturnValue(later);
  expect(await statusOf(next)).toBe(200);
  expect(server.asked).toHaveLength(2);
});

test('SEC-09 SEC-11 a jku is taken when it is the agreed one, and no other is fetched', async () => {
  expect(await statusOf(ehr, { jku: `${server.url}/jwks.json` })).toBe(200);
  expect(await statusOf(ehr, { jku: `${server.url}/other.json` })).toBe(401);
  expect(await statusOf(ehr, { jku: 7 })).toBe(401);
  expect(server.asked.map(({ path }) => path)).toEqual(['/jwks.json']);
});

test('SEC-07 an unknown kid makes no storm of requests', async () => {
  expect(await statusOf(ehr)).toBe(200);
  for (let call = 0; call < 5; call += 1)
    expect(await statusOf(ehr, { kid: `k${call}` })).toBe(401);
  expect(server.asked.length).toBeLessThanOrEqual(2);
});

const faults: readonly (readonly [string, RequestListener])[] = [
  ['an error', json({}, 500)],
  ['HTML', (_request, response) => void response.end('<html>')],
  ['no keys', json({ keys: [] })],
  // The Da Vinci request generator answers so.
  ['an array instead of a key set', json([{ pem: {}, id: 'x' }])],
  [
    'a redirect',
    (_request, response) => void response.writeHead(302, { location: '/other' }).end(),
  ],
];
test.each(faults)('SEC-09 a key set that answers %s: 401', async (_name, fault) => {
  answer = fault;
  expect(await statusOf(ehr)).toBe(401);
  expect(server.asked.filter(({ path }) => path !== '/jwks.json')).toEqual([]);
});

test('SEC-09 a key set that does not answer is waited for no longer than a call may take', async () => {
  const hurried = await Cauda.start({ clients: [ehr.entry], env: { HOOK_BUDGET_MS: '100' } });
  answer = hang;
  const token = await ehr.token(`${hurried.url}/cds-services/${sign}`);
  const body = hurried.signBody(amara, contrastMri);
  expect((await hurried.post(sign, body, bearer(token))).status).toBe(401);
  await hurried.close();
});
