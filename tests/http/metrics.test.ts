import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, withResource } from '../support/patients.ts';
import { closingAfterEach } from '../support/raw-http.ts';

const opened = closingAfterEach();
const token = 'a-token-for-the-metrics';
const amara = patient('amara-contrast-mri-10-weeks');
let cauda: Cauda;
let proxied: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
  proxied = await Cauda.start({ env: { TRUST_PROXY: 'loopback', METRICS_TOKEN: token } });
});
afterAll(() => Promise.all([cauda.close(), proxied.close()]));

const metrics = async (of: Cauda, headers: Record<string, string> = {}) => {
  const response = await fetch(`${of.url}/metrics`, { headers });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

test('loopback reads them in the Prometheus text format', async () => {
  const { status, headers, text } = await metrics(cauda);
  expect(status).toBe(200);
  expect(headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(text).toContain('# TYPE cds_requests_total counter');
});

describe('From elsewhere, seen through a proxy', () => {
  const elsewhere = { 'x-forwarded-for': '203.0.113.9' };
  test.each([
    ['no token', {}, 403],
    ['a wrong token', { authorization: 'Bearer a-token-for-the-metricz' }, 403],
    ['a part of the token', { authorization: 'Bearer a-token' }, 403],
    ['the token without its scheme', { authorization: token }, 403],
    ['an address that claims to be loopback', { 'x-forwarded-for': '127.0.0.1, 203.0.113.9' }, 403],
    ['the token', { authorization: `Bearer ${token}` }, 200],
  ])('%s: %i', async (_name, headers, status) => {
    const answer = await metrics(proxied, { ...elsewhere, ...(headers as Record<string, string>) });
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.text).not.toContain('cds_requests_total');
  });

  test('where no token is set nobody gets them', async () => {
    const closed = opened(await Cauda.start({ env: { TRUST_PROXY: 'loopback' } }));
    for (const authorization of ['Bearer ', 'Bearer undefined', '']) {
      expect((await metrics(closed, { ...elsewhere, authorization })).status).toBe(403);
    }
  });
});

test('codings are counted as known and unknown, without the name of a code system', async () => {
  const own = opened(await Cauda.start());
  const coding = { system: 'urn:example:of-the-site', code: 'X-4711' };
  const procedure = { resourceType: 'Procedure', status: 'completed', code: { coding: [coding] } };
  await own.sign(withResource(amara, procedure), lumbarMri('with'));
  const { text } = await metrics(own);
  expect(text).toMatch(/^cds_codings_total\{system="known"\} [1-9]\d*$/m);
  expect(text).toMatch(/^cds_codings_total\{system="unknown"\} 1$/m);
  expect(text).not.toMatch(/of-the-site|X-4711|loinc|snomed/i);
});

test('calls, verdicts and what was missing are counted without any id', async () => {
  await cauda.sign(amara, lumbarMri('with'));
  await cauda.sign(amara, lumbarMri('with'), { keys: ['procedures', 'conditions'] });
  await cauda.sign(amara, lumbarMri('with'), { keys: [] });
  const { text } = await metrics(cauda);
  const service = 'service="lumbar-mri-order-sign"';
  expect(text).toContain(`cds_requests_total{${service},client="demo",status="200"} 2`);
  expect(text).toContain(`cds_requests_total{${service},client="demo",status="412"} 1`);
  expect(text).toContain(`cds_request_seconds_count{${service}} 3`);
  const card = 'card="contrast-mri-under-six-months"';
  expect(text).toContain(`cds_rule_verdicts_total{${card},outcome="advise"} 1`);
  expect(text).toContain(`cds_rule_verdicts_total{${card},outcome="undecided"} 2`);
  expect(text).toMatch(
    /cds_rule_missing_total\{card="contrast-mri-under-six-months",missing="[^"]+"\}/,
  );
  expect(text).not.toContain(amara.id);
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
});

test('an address that nobody serves makes no label of its own', async () => {
  await fetch(`${cauda.url}/cds-services/${'x'.repeat(30)}`, { method: 'POST' });
  await fetch(`${cauda.url}/${'y'.repeat(30)}`);
  const { text } = await metrics(cauda);
  expect(text).not.toMatch(/x{30}|y{30}/);
});
