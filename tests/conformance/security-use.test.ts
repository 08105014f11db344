import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { closingAfterEach, sendRaw } from '../support/raw-http.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';
import { amara, contrastMri } from './corpus.ts';

const opened = closingAfterEach();
const sign = 'lumbar-mri-order-sign';
let ec: SigningClient;
let rsa: SigningClient;
let cauda: Cauda;
let audience: string;
beforeAll(async () => {
  ec = await signingClient('ES384');
  rsa = await signingClient('RS384');
  cauda = await Cauda.start({ clients: [ec.entry, rsa.entry] });
  audience = `${cauda.url}/cds-services/${sign}`;
});
afterAll(() => cauda.close());

const statusWith = async (token: string) =>
  (await cauda.post(sign, cauda.signBody(amara, contrastMri), bearer(token))).status;

describe('A token used before', () => {
  test('SEC-16 the same token twice: 200, then 401', async () => {
    const token = await ec.token(audience);
    expect([await statusWith(token), await statusWith(token)]).toEqual([200, 401]);
  });

  test('SEC-16 at the same moment: one of them only', async () => {
    const token = await ec.token(audience);
    const statuses = await Promise.all(Array.from({ length: 8 }, () => statusWith(token)));
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  test('SEC-17 the same jti of another issuer is another token', async () => {
    const jti = crypto.randomUUID();
    expect(await statusWith(await ec.token(audience, { jti }))).toBe(200);
    expect(await statusWith(await rsa.token(audience, { jti }))).toBe(200);
  });

  test('SEC-16 a call that is not about us goes through the guard too', async () => {
    const token = await ec.token(audience);
    const body = cauda.signBody(amara, {
      resourceType: 'ServiceRequest',
      id: 'ct',
      code: { text: 'CT head' },
    });
    expect(await cauda.post(sign, body, bearer(token))).toMatchObject({
      status: 200,
      body: { cards: [] },
    });
    expect((await cauda.post(sign, body, bearer(token))).status).toBe(401);
  });
});

test('SEC-13 the audience is the public URL, whatever Host says', async () => {
  const token = await ec.token(`http://evil.example/cds-services/${sign}`);
  const answer = await sendRaw(audience, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      ...bearer(token),
    },
    body: JSON.stringify(cauda.signBody(amara, contrastMri)),
  });
  expect(answer.status).toBe(401);
});

test('SEC-22 SEC-28 the audit line says who called what, and holds no token', async () => {
  const token = await ec.token(audience);
  const body = cauda.signBody(amara, contrastMri);
  await cauda.post(sign, body, bearer(token));
  const lines = cauda.logged.filter((text) => text.includes(body.hookInstance));
  expect(lines).toHaveLength(1);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    service: sign,
    client: 'ehr-es384',
    status: 200,
    cards: [expect.stringMatching(/^contrast-mri-under-six-months@\d+$/)],
  });
  expect(cauda.logged.join('')).not.toContain(token.split('.')[2]);
});

describe('Demo mode', () => {
  test('SEC-02 unsigned calls and tokens of unknown issuers are taken, with a log line', async () => {
    const demo = opened(await Cauda.start());
    const token = await ec.token(`${demo.url}/cds-services/${sign}`);
    expect((await demo.post(sign, demo.signBody(amara, contrastMri))).cards).toHaveLength(1);
    const body = demo.signBody(amara, contrastMri);
    expect((await demo.post(sign, body, bearer(token))).cards).toHaveLength(1);
    expect(demo.logged.join('')).toContain('unknown issuer');
    expect(demo.logged.join('')).not.toContain(token);
  });

  test('SEC-03 with clients: a token of a known issuer is verified and refused like any', async () => {
    const demo = opened(await Cauda.start({ clients: [ec.entry], env: { DEMO: '1' } }));
    const url = `${demo.url}/cds-services/${sign}`;
    const status = async (headers: Record<string, string>) =>
      (await demo.post(sign, demo.signBody(amara, contrastMri), headers)).status;
    const token = await ec.token(url);
    expect(await status({})).toBe(200);
    expect(await status(bearer(token))).toBe(200);
    expect(await status(bearer(token))).toBe(401);
    expect(await status(bearer(await ec.token(cauda.url)))).toBe(401);
  });
});
