import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { agreedBase } from '../../src/auth/agreed-servers.ts';
import { authorization, Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, prefetchOf } from '../support/patients.ts';
import { signingClient, type SigningClient } from '../support/tokens.ts';

const amara = patient('amara-contrast-mri-10-weeks');
const sign = 'lumbar-mri-order-sign';
let demo: Cauda;
let trusted: Cauda;
let ehr: SigningClient;
beforeAll(async () => {
  ehr = await signingClient('ES384', { tenants: ['t1', '1', 'undefined'] });
  demo = await Cauda.start();
  trusted = await Cauda.start({ clients: [ehr.entry], env: { DEMO: '1' } });
});
afterAll(() => Promise.all([demo.close(), trusted.close()]));

describe('FHIR-13 an agreed server is its base path and nothing beside it', () => {
  const agreed = ['https://ehr.example.org/fhir'];
  test.each([
    ['https://ehr.example.org/fhir', true],
    ['https://EHR.example.org/fhir///', true],
    ['https://ehr.example.org/fhir?', false],
    ['https://ehr.example.org/fhir#', false],
    ['https://ehr.example.org/fhirAdmin', false],
    ['https://ehr.example.org/fhir/..', false],
    ['https://ehr.example.org\\@evil.example/fhir', false],
    [`https://ehr.example.org/fhir${'/'.repeat(5000)}x`, false],
  ])('%s', (asked, expected) => {
    expect(agreedBase(asked, agreed) !== undefined).toBe(expected);
  });

  test.each(['?', '#', '/'])('no sibling path is reached behind "%s"', async (tail) => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{"resourceType":"Bundle"}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    try {
      const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const link = [{ relation: 'next', url: `${base}/fhir-other-tenant/Condition` }];
      const procedures = { ...(prefetchOf(amara).procedures as object), link };
      const body = demo.signBody(amara, lumbarMri('with'), { prefetch: { procedures } });
      await demo.post(sign, {
        ...body,
        fhirServer: `${base}/fhir${tail}`,
        fhirAuthorization: authorization,
      });
      expect(asked.filter((path) => !path.startsWith('/fhir/'))).toEqual([]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });

  test('REQ-06 an address of any length is refused, not thought about', async () => {
    const fhirServer = `http://127.0.0.1:1/${'/'.repeat(200_000)}x`;
    const body = { ...demo.signBody(amara, lumbarMri('with')), fhirServer };
    expect((await demo.post(sign, body)).status).toBe(400);
  });
});

describe('SEC-19 the tenant is a string of the list', () => {
  test.each([[['t1']], [1], [{}], [undefined], ['t2']])('%j: 401', async (tenant) => {
    const token = await ehr.token(`${trusted.url}/cds-services/${sign}`, { tenant });
    const headers = { authorization: `Bearer ${token}` };
    const answer = await trusted.sign(amara, lumbarMri('with'), { headers });
    expect(answer.status).toBe(401);
  });
});

test.each(['Bearer\t', 'JWT ', 'Bearer'])(
  'in demo mode a header that cannot be read is refused: "%s"',
  async (scheme) => {
    const headers = { authorization: `${scheme}x.y.z`.replace('Bearerx', 'Bearer x y') };
    const answer = await trusted.sign(amara, lumbarMri('with'), { headers });
    expect(answer.status).toBe(401);
  },
);

test('metrics are not for whoever comes through a proxy on this machine', async () => {
  const headers = { 'x-forwarded-for': '203.0.113.9' };
  expect((await fetch(`${demo.url}/metrics`, { headers })).status).toBe(403);
  expect((await fetch(`${demo.url}/metrics`)).status).toBe(200);
});

describe('Bytes', () => {
  const post = (body: Buffer) =>
    fetch(`${demo.url}/cds-services/${sign}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: new Uint8Array(body),
    });
  const good = () => JSON.stringify(demo.signBody(amara, lumbarMri('with')));

  test('what is not UTF-8 is refused', async () => {
    const bytes = Buffer.concat([
      Buffer.from('{"x":"'),
      Buffer.from([0xff, 0xfe, 0xc0]),
      Buffer.from('"}'),
    ]);
    expect((await post(bytes)).status).toBe(400);
  });

  test('a byte order mark is let pass', async () => {
    expect((await post(Buffer.from(`\ufeff${good()}`))).status).toBe(200);
  });

  test('CTX-04 half a character is no id', async () => {
    const body = good().replaceAll(`"patientId":"${amara.id}"`, '"patientId":"\\ud800"');
    const answer = await post(Buffer.from(body));
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('context.patientId');
  });

  test('an answer is not kept by anybody', async () => {
    const { headers } = await post(Buffer.from(good()));
    expect([headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
      'no-store',
      'nosniff',
    ]);
  });
});

test('FB-16 a card of one service is unknown to another', async () => {
  const { cards } = await demo.sign(amara, lumbarMri('with'));
  const report = {
    card: cards[0].uuid,
    outcome: 'overridden',
    outcomeTimestamp: '2026-11-20T12:00:00Z',
  };
  const stored = async () =>
    (await (await fetch(`${demo.url}/metrics`)).text()).match(/result="stored"\} \d+/g) ?? [];
  const before = await stored();
  expect((await demo.post('lumbar-mri-patient-view/feedback', { feedback: [report] })).status).toBe(
    200,
  );
  expect(await stored()).toEqual(before);
});
