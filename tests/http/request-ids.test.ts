import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { shownPath } from '../../src/http/observed/shown-path.ts';
import { authorization, Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient } from '../support/patients.ts';

const amara = patient('amara-contrast-mri-10-weeks');
const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
const given = {
  'x-request-id': 'ehr:2026-11-20/a.1',
  traceparent: `00-${trace}-00f067aa0ba902b7-01`,
};
const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;
const made = /^00-[\da-f]{32}-[\da-f]{16}-00$/;

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());
beforeEach(() => {
  cauda.logged.splice(0);
});

/** The line of the only request so far, once it is written. */
async function logLine(): Promise<any> {
  while (cauda.logged.length === 0) await new Promise((resolve) => setImmediate(resolve));
  return JSON.parse(cauda.logged.at(-1)!);
}

/** What stands on the wire, word by word. */
const overTheWire = (text: string) =>
  new Promise<string>((resolve, reject) => {
    const socket = connect(Number(new URL(cauda.url).port), '127.0.0.1', () => socket.end(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });

describe('Every answer carries X-Request-Id and traceparent', () => {
  const answers: [string, string, RequestInit][] = [
    ['discovery', '/cds-services', {}],
    ['a page', '/cards', {}],
    ['health', '/health/live', {}],
    ['metrics', '/metrics', {}],
    ['nothing there', '/nowhere', {}],
    ['another method', '/cds-services', { method: 'PUT' }],
    ['no JSON', '/cds-services/lumbar-mri-order-sign', { method: 'POST', body: '{' }],
    [
      'feedback',
      '/cds-services/lumbar-mri-order-sign/feedback',
      { method: 'POST', body: '{"feedback":[]}', headers: { 'content-type': 'application/json' } },
    ],
    [
      'a preflight',
      '/cds-services',
      {
        method: 'OPTIONS',
        headers: { origin: 'http://localhost:1', 'access-control-request-method': 'POST' },
      },
    ],
  ];

  test.each(answers)('%s: as they were given', async (_name, path, init) => {
    const headers = { ...(init.headers as Record<string, string>), ...given };
    const answer = await fetch(`${cauda.url}${path}`, { ...init, headers });
    expect(answer.headers.get('x-request-id')).toBe(given['x-request-id']);
    expect(answer.headers.get('traceparent')).toBe(given.traceparent);
    expect(await logLine()).toMatchObject({
      requestId: given['x-request-id'],
      traceparent: given.traceparent,
    });
  });

  test.each(answers)(
    '%s: made where none came; nothing sniffed, nothing kept',
    async (_n, path, init) => {
      const { headers } = await fetch(`${cauda.url}${path}`, init);
      expect(headers.get('x-request-id')).toMatch(uuid);
      expect(headers.get('traceparent')).toMatch(made);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toMatch(/^no-(?:store|cache)$/);
    },
  );

  test.each([
    ['x-request-id', 'a'.repeat(129)],
    ['x-request-id', 'two words'],
    ['x-request-id', '{"level":60}'],
    ['x-request-id', '<script>'],
    ['traceparent', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`],
    ['traceparent', `00-${trace}-${'0'.repeat(16)}-01`],
    ['traceparent', `ff-${trace}-00f067aa0ba902b7-01`],
    ['traceparent', `00-${trace.toUpperCase()}-00f067aa0ba902b7-01`],
    ['traceparent', `00-${trace}-00f067aa0ba902b7-01-more`],
    ['traceparent', 'x'.repeat(5000)],
  ])('%s %s is replaced, and stands nowhere', async (name, value) => {
    const { headers } = await fetch(`${cauda.url}/health/live`, { headers: { [name]: value } });
    expect(headers.get('x-request-id')).toMatch(uuid);
    expect(headers.get('traceparent')).toMatch(made);
    await logLine();
    expect(cauda.logged.join('')).not.toContain(value);
  });
});

test('towards the FHIR server they are the same', async () => {
  const seen: (string | undefined)[][] = [];
  const fhir = createServer(({ headers }, response) => {
    seen.push([headers['x-request-id'] as string, headers['traceparent'] as string]);
    response.writeHead(200, { 'content-type': 'application/fhir+json' });
    response.end('{"resourceType":"Bundle","type":"searchset"}');
  });
  await new Promise<void>((resolve) => fhir.listen(0, '127.0.0.1', resolve));
  const { port } = fhir.address() as AddressInfo;
  try {
    await cauda.sign(amara, lumbarMri('without-and-with'), {
      fhirServer: `http://127.0.0.1:${port}/fhir`,
      headers: given,
    });
    expect(authorization.access_token).not.toBe('');
    expect(seen.length).toBeGreaterThan(1);
    for (const each of seen) expect(each).toEqual([given['x-request-id'], given.traceparent]);
  } finally {
    fhir.closeAllConnections();
    await new Promise((resolve) => fhir.close(resolve));
  }
});

describe('What the log says of an address', () => {
  test.each([
    ['/cds-services', '/cds-services'],
    ['/cards/mri-before-lumbar-puncture?secret=1', '/cards/:id'],
    ['/base/cds-services/no-such-service', '/:id/cds-services/:id'],
    [
      '/cds-services/lumbar-mri-order-sign/feedback',
      '/cds-services/lumbar-mri-order-sign/feedback',
    ],
    ['/john-smith', '/:id'],
    ['/fhir/Patient/maria', '/fhir/Patient/:id'],
    ['/patients/4711', '/patients/:id'],
    ['/demo/api/patients/maria-discectomy-2024', '/demo/api/patients/:id'],
    ['/%0a%1b[31m', '/:id'],
    [`/${'x'.repeat(5000)}`, '/:id'],
    [`/cards${'/b'.repeat(5000)}`, '/cards/:id/:id/:id/:id/:id/…'],
    ['/', '/'],
  ])('%s → %s', (url, shown) => expect(shownPath(url)).toBe(shown));

  test('GET and 404 lines name it', async () => {
    await fetch(`${cauda.url}/cards/no-such-card?patient=4711`);
    expect(await logLine()).toMatchObject({
      method: 'GET',
      path: '/cards/:id',
      status: 404,
    });
    cauda.logged.splice(0);
    await fetch(`${cauda.url}/cds-services/no-such-service`, { method: 'POST' });
    expect(await logLine()).toMatchObject({ path: '/cds-services/:id', status: 404 });
  });
});

test('a caller that hangs up counts as 499', async () => {
  let socket: Socket;
  let close: () => void;
  const asked = new Promise<void>((resolve) => {
    const fhir = createServer(() => resolve());
    fhir.listen(0, '127.0.0.1', () => {
      close = () => {
        fhir.closeAllConnections();
        fhir.close();
      };
      const { port } = fhir.address() as AddressInfo;
      const body = JSON.stringify({
        ...cauda.signBody(amara, lumbarMri('without-and-with'), {
          fhirServer: `http://127.0.0.1:${port}/fhir`,
        }),
      });
      socket = connect(Number(new URL(cauda.url).port), '127.0.0.1');
      socket.write(
        `POST /cds-services/lumbar-mri-order-sign HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    });
  });
  await asked;
  socket!.destroy();
  expect(await logLine()).toMatchObject({ status: 499, aborted: true });
  const metrics = await (await fetch(`${cauda.url}/metrics`)).text();
  expect(metrics).toMatch(/cds_requests_total\{.*status="499"\} 1/);
  close!();
});

describe('Two Host headers', () => {
  const head = 'GET /health/live HTTP/1.1\r\nHost: localhost\r\n';
  test('are refused', async () => {
    const answer = await overTheWire(
      `${head}Host: elsewhere.example.org\r\nConnection: close\r\n\r\n`,
    );
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('Expected one Host header.');
    expect(await overTheWire(`${head}hOsT: localhost\r\nConnection: close\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 400 /,
    );
  });
  test('one is not', async () => {
    expect(await overTheWire(`${head}Connection: close\r\n\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  });
});

test('__proto__ in an order is not echoed in a suggestion', async () => {
  const order = JSON.parse(
    JSON.stringify(lumbarMri('without-and-with')).replace(
      /^\{/,
      '{"__proto__":{"polluted":"yes"},"note":[{"text":"x","__proto__":{"polluted":"yes"}}],',
    ),
  );
  const { cards, body } = await cauda.sign(amara, order);
  expect(cards[0].suggestions.length).toBeGreaterThan(0);
  expect(JSON.stringify(body)).not.toMatch(/__proto__|polluted/);
});
