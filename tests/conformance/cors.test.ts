import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { sendRaw, type RawAnswer } from '../support/raw-http.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';
import { amara, contrastMri } from './corpus.ts';

const service = '/cds-services/lumbar-mri-order-sign';
const agreed = 'https://ehr.example.org';
let ehr: SigningClient;
let demo: Cauda;
let guarded: Cauda;
beforeAll(async () => {
  ehr = await signingClient('ES384', { origins: [agreed] });
  demo = await Cauda.start();
  guarded = await Cauda.start({ clients: [ehr.entry], env: { MAX_BODY_BYTES: '2000' } });
});
afterAll(() => Promise.all([demo.close(), guarded.close()]));

const preflight = (url: string, origin: string, more: Record<string, string> = {}) =>
  sendRaw(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type',
      ...more,
    },
  });
const allowed = ({ headers }: RawAnswer) => headers['access-control-allow-origin'];

describe('SEC-25 a preflight', () => {
  test.each(['/cds-services', service, `${service}/feedback`])(
    'of %s is answered without authentication',
    async (path) => {
      const answer = await preflight(`${guarded.url}${path}`, agreed);
      expect(answer.status).toBe(204);
      expect(answer.headers).toMatchObject({
        'access-control-allow-origin': agreed,
        'access-control-allow-methods': expect.stringMatching(/GET.*POST/),
        'access-control-allow-headers': expect.stringMatching(/authorization.*content-type/),
        'access-control-max-age': expect.stringMatching(/^[1-9]\d*$/),
        vary: expect.stringContaining('Origin'),
      });
    },
  );

  test('from a public site to a private network is allowed when it is asked for', async () => {
    const asked = { 'access-control-request-private-network': 'true' };
    const answer = await preflight(`${guarded.url}${service}`, agreed, asked);
    expect(answer.headers['access-control-allow-private-network']).toBe('true');
    const plain = await preflight(`${guarded.url}${service}`, agreed);
    expect(plain.headers['access-control-allow-private-network']).toBeUndefined();
    const stranger = await preflight(`${guarded.url}${service}`, 'https://evil.example', asked);
    expect(stranger.headers['access-control-allow-private-network']).toBeUndefined();
  });
});

describe('SEC-25 the public sandbox asks a service on this machine', () => {
  test.each([
    ['/cds-services', 'GET'],
    [service, 'POST'],
    [`${service}/feedback`, 'POST'],
    ['/demo/fhir/metadata', 'GET'],
    ['/demo/fhir/Condition/_search', 'POST'],
  ])('%s: the browser may let it in', async (path, method) => {
    const answer = await preflight(`${demo.url}${path}`, 'https://sandbox.cds-hooks.org', {
      'access-control-request-method': method,
      'access-control-request-private-network': 'true',
    });
    expect(answer.status).toBe(204);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': 'https://sandbox.cds-hooks.org',
      'access-control-allow-private-network': 'true',
      'access-control-allow-methods': expect.stringContaining(method),
    });
  });
});

describe('SEC-26 origins', () => {
  test.each([
    'https://evil.example',
    'https://ehr.example.org.evil.example',
    'http://ehr.example.org',
    'https://ehr.example.org:8443',
    'https://sandbox.cds-hooks.org',
    'http://127.0.0.1:8080',
    'null',
  ])('%s is not agreed by any client: no CORS header', async (origin) => {
    expect(allowed(await preflight(`${guarded.url}${service}`, origin))).toBeUndefined();
    expect(
      allowed(await sendRaw(`${guarded.url}/cds-services`, { headers: { origin } })),
    ).toBeUndefined();
  });

  test.each([
    ['http://127.0.0.1:8080', true],
    ['http://localhost:3000', true],
    ['http://[::1]:8080', true],
    ['https://sandbox.cds-hooks.org', true],
    ['http://sandbox.cds-hooks.org', false],
    ['https://localhost.evil.example', false],
    ['http://127.0.0.1.evil.example', false],
    ['null', false],
  ])('demo mode, %s: %s', async (origin, isAllowed) => {
    const answer = await preflight(`${demo.url}${service}`, origin);
    expect(allowed(answer)).toBe(isAllowed ? origin : undefined);
  });

  test('never a wildcard, never with credentials', async () => {
    const answer = await sendRaw(`${demo.url}/cds-services`, {
      headers: { origin: 'http://localhost:1', cookie: 'a=b' },
    });
    expect(allowed(answer)).toBe('http://localhost:1');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });
});

describe('SEC-26 errors carry the headers too', () => {
  const large = JSON.stringify({ pad: 'x'.repeat(3000) });
  const signedFor = async (path: string) => bearer(await ehr.token(`${guarded.url}${path}`));
  test.each([
    [400, 'POST', service, '{', true],
    [401, 'POST', service, '{}', false],
    [404, 'POST', '/cds-services/nope', '{}', true],
    [404, 'GET', '/nothing/here', undefined, false],
    [405, 'GET', service, undefined, false],
    [413, 'POST', service, large, true],
    [415, 'POST', service, 'x', true],
  ] as const)('%i', async (status, method, path, body, isSigned) => {
    const answer = await sendRaw(`${guarded.url}${path}`, {
      method,
      headers: {
        origin: agreed,
        ...(body && { 'content-type': status === 415 ? 'text/plain' : 'application/json' }),
        ...(isSigned && (await signedFor(path))),
      },
      ...(body && { body }),
    });
    expect(answer.status).toBe(status);
    expect(allowed(answer)).toBe(agreed);
  });

  test('412', async () => {
    const body = JSON.stringify(demo.signBody(amara, contrastMri, { keys: [] }));
    const answer = await sendRaw(`${demo.url}${service}`, {
      method: 'POST',
      headers: { origin: 'http://localhost:8080', 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(412);
    expect(allowed(answer)).toBe('http://localhost:8080');
  });
});
