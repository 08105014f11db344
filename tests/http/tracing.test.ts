import { expect, test } from '@jest/globals';
import { EventEmitter, once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { lumbarMri } from '../support/orders.ts';
import { patient, prefetchOf } from '../support/patients.ts';
import { startProcess } from './cauda-process.ts';

const maria = patient('maria-discectomy-2024');
const service = 'lumbar-mri-order-sign';
const parent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
/** Another machine may be busy; this bounds a hang, it measures nothing. */
const PATIENCE_MS = 300_000;

const call = (url: string) =>
  fetch(`${url}/cds-services/${service}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', traceparent: parent },
    body: JSON.stringify({
      hook: 'order-sign',
      hookInstance: crypto.randomUUID(),
      context: {
        userId: 'Practitioner/dr-example',
        patientId: maria.id,
        draftOrders: { resourceType: 'Bundle', entry: [{ resource: lumbarMri('without') }] },
      },
      prefetch: prefetchOf(maria),
    }),
  });

/** A collector that keeps what it is sent. */
async function collector() {
  const bodies: string[] = [];
  const came = new EventEmitter();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      bodies.push(body);
      response.setHeader('content-type', 'application/json');
      response.end('{}');
      came.emit('body');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    bodies,
    /** Resolves when it was sent more. */
    more: () => once(came, 'body'),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

test(
  'a span for each request goes to the collector, with nothing of a patient, user or call',
  async () => {
    const to = await collector();
    const cauda = startProcess({
      DATABASE_URL: 'sqlite::memory:',
      OTEL_EXPORTER_OTLP_ENDPOINT: to.url,
    });
    const url = await cauda.url;
    const answer = await call(url);
    expect(answer.status).toBe(200);
    await fetch(`${url}/Patient/${maria.id}?name=${maria.id}`);
    const spansSent = (): any[] =>
      to.bodies.flatMap((body) =>
        JSON.parse(body).resourceSpans.flatMap(({ scopeSpans }: any) =>
          scopeSpans.flatMap((scope: any) => scope.spans),
        ),
      );
    while (spansSent().length < 2) await to.more();
    cauda.kill('SIGTERM');
    expect(await cauda.ended).toMatchObject({ code: 0 });
    to.close();

    const sent = to.bodies.join('\n');
    const spans = spansSent();
    expect(spans).toHaveLength(2);
    const span = spans.find(({ name }) => name === `POST ${service}`);
    const [, traceId, spanId] = parent.split('-');
    expect(span).toMatchObject({ traceId, parentSpanId: spanId });
    expect(span.attributes.map(({ key }: any) => key).sort()).toEqual([
      'cauda.service',
      'http.request.method',
      'http.response.status_code',
    ]);
    // The answer and the log name our span.
    expect(answer.headers.get('traceparent')).toBe(`00-${traceId}-${span.spanId}-01`);
    expect(cauda.lines.join('')).toContain(span.spanId);
    expect(spans.map(({ name }) => name).sort()).toEqual(['GET', `POST ${service}`]);
    expect(sent).not.toMatch(/maria|dr-example|Patient|ServiceRequest/);
  },
  PATIENCE_MS,
);

test(
  'a collector that is away costs nothing but its spans',
  async () => {
    const to = await collector();
    to.close();
    const cauda = startProcess({
      DATABASE_URL: 'sqlite::memory:',
      OTEL_EXPORTER_OTLP_ENDPOINT: to.url,
    });
    expect((await call(await cauda.url)).status).toBe(200);
    cauda.kill('SIGTERM');
    expect(await cauda.ended).toMatchObject({ code: 0 });
  },
  PATIENCE_MS,
);

test('nobody else reads the packages, and here only when they are asked for', () => {
  const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const readAtStart = files.filter((name) =>
    /^import (?!type )[^;]*'@opentelemetry\//m.test(readFileSync(join('src', name), 'utf8')),
  );
  expect(readAtStart).toEqual([]);
});
