import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startProcess } from '../tests/http/cauda-process.ts';
import { lumbarMri } from '../tests/support/orders.ts';
import { patient } from '../tests/support/patients.ts';
import { quantile, textTable } from './statistics.ts';

/**
 * `npm run bench:soak`: callers whose charts come by FHIR, from a server that is slow, fails, breaks off
 * and babbles at random. A line a minute: answers, how long they took and how many were over the budget,
 * memory, and how long the process was busy at a time. On a quiet machine; elsewhere times say little.
 */

const BUDGET_MS = 450;
/** What an answer may take over the budget. */
const GRACE_MS = 50;
const maria = patient('maria-discectomy-2024');
/** A patient whose chart must be asked for. */
const byType = Map.groupBy(maria.resources, ({ resourceType }) => resourceType);

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    callers: { type: 'string', default: '8' },
    seed: { type: 'string', default: '1' },
    /** What a caller waits between its calls, ms. */
    pause: { type: 'string', default: '0' },
  },
});

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const random = randomFrom(Number(values.seed));

const answerTo = (url: string): string => {
  const { pathname } = new URL(url, 'http://fhir.invalid');
  const [type = '', id] = pathname.split('/').slice(2);
  const found = byType.get(type) ?? [];
  if (id !== undefined && type === 'Patient') return JSON.stringify(found[0]);
  const entry = found.map((resource) => ({ resource }));
  return JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: entry.length, entry });
};

/** Most answers are right and quick. The others fail in the ways that servers fail. */
function flaky(url: string, response: ServerResponse): void {
  const right = answerTo(url);
  const send = (status: number, body: string) => {
    if (response.destroyed) return;
    response.writeHead(status, { 'content-type': 'application/fhir+json' }).end(body);
  };
  const chance = random();
  if (chance < 0.7) setTimeout(() => send(200, right), 5 + 40 * random());
  else if (chance < 0.78) setTimeout(() => send(200, right), 600 + 1500 * random());
  else if (chance < 0.84) send(503, '{"resourceType":"OperationOutcome"}');
  else if (chance < 0.88) send(401, '');
  else if (chance < 0.92) response.destroy();
  else if (chance < 0.95) send(200, right.slice(0, right.length / 2));
  else if (chance < 0.97) send(200, '<html>not today</html>');
  else {
    // A byte at a time, and never an end.
    response.writeHead(200, { 'content-type': 'application/fhir+json' });
    const drip = setInterval(() => response.write(' '), 100);
    response.on('close', () => clearInterval(drip));
  }
}

async function main(): Promise<void> {
  const fhir = createServer((request, response) => flaky(request.url ?? '', response));
  await new Promise<void>((resolve) => fhir.listen(0, '127.0.0.1', resolve));
  const { port } = fhir.address() as AddressInfo;
  const fhirServer = `http://127.0.0.1:${port}/fhir`;
  const folder = mkdtempSync(join(tmpdir(), 'cauda-soak-'));
  const service = startProcess({
    DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}`,
    HOOK_BUDGET_MS: String(BUDGET_MS),
    LOG_LEVEL: 'info',
  });
  const url = await service.url;
  let answers: { readonly ms: number; readonly status: number }[] = [];
  let isOver = false;
  const caller = async () => {
    while (!isOver) {
      const began = performance.now();
      const status = await callOnce(url, fhirServer).catch(() => 0);
      answers.push({ ms: performance.now() - began, status });
      if (Number(values.pause) > 0) await sleep(Number(values.pause));
    }
  };
  // Once a minute: each scrape starts the figures of the event loop anew.
  const metrics = async () => {
    const text = await (await fetch(`${url}/metrics`)).text();
    return (name: string) =>
      Number(new RegExp(`^${name}(?:\\{[^}]*\\})? (\\S+)$`, 'm').exec(text)?.[1] ?? NaN);
  };
  const callers = Array.from({ length: Number(values.callers) }, caller);
  const rows: (readonly string[])[] = [];
  try {
    for (let minute = 1; minute <= Number(values.minutes); minute += 1) {
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      const part = answers;
      answers = [];
      const times = part.map(({ ms }) => ms);
      const statuses = Map.groupBy(part, ({ status }) => status);
      const metric = await metrics();
      rows.push([
        String(minute),
        String(part.length),
        [...statuses].map(([status, all]) => `${status}×${all.length}`).join(' '),
        `${quantile(times, 0.5).toFixed(0)} ms`,
        `${quantile(times, 0.99).toFixed(0)} ms`,
        `${Math.max(...times).toFixed(0)} ms`,
        String(times.filter((ms) => ms > BUDGET_MS + GRACE_MS).length),
        `${(metric('process_resident_memory_bytes') / 1e6).toFixed(0)} MB`,
        `${(metric('nodejs_eventloop_lag_p99_seconds') * 1000).toFixed(1)} ms`,
      ]);
      console.error(rows.at(-1)?.join('  '));
    }
  } finally {
    isOver = true;
    await Promise.all(callers);
    service.kill('SIGTERM');
    const { code } = await service.ended;
    console.error(`The service ended with ${code}.`);
    fhir.closeAllConnections();
    fhir.close();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    textTable(
      [
        'minute',
        'answers',
        'by status',
        'median',
        'p99',
        'slowest',
        `over ${BUDGET_MS + GRACE_MS} ms`,
        'memory',
        'event loop p99',
      ],
      rows,
    ),
  );
}

async function callOnce(url: string, fhirServer: string): Promise<number> {
  const answer = await fetch(`${url}/cds-services/lumbar-mri-order-sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      hook: 'order-sign',
      hookInstance: crypto.randomUUID(),
      fhirServer,
      fhirAuthorization: {
        access_token: 'of the soak',
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'patient/*.read',
        subject: 'cauda',
        patient: maria.id,
      },
      context: {
        userId: 'Practitioner/dr-example',
        patientId: maria.id,
        draftOrders: { resourceType: 'Bundle', entry: [{ resource: lumbarMri('without') }] },
      },
    }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

await main();
