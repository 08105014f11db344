import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { dirname, join } from 'node:path';
import { openSqlite } from '../../src/store/engines/open-sqlite.ts';
import { authorization } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, prefetchOf } from '../support/patients.ts';
import { closingAfterEach, hang, json, startFaultyFhirServer } from '../support/raw-http.ts';
import { startProcess, temporaryFolder, type CaudaProcess } from './cauda-process.ts';

const opened = closingAfterEach();

/** Her surgery is years back, so her card does not depend on the day of this test. */
const maria = patient('maria-discectomy-2024');
const sign = '/cds-services/lumbar-mri-order-sign';

let folder: ReturnType<typeof temporaryFolder>;
let database: string;
let started: CaudaProcess[];
beforeEach(() => {
  folder = temporaryFolder();
  database = folder.file('cauda.db');
  started = [];
});
afterEach(async () => {
  for (const program of started) program.kill('SIGKILL');
  await Promise.all(started.map(({ ended }) => ended));
  folder.remove();
});

function start(env: Record<string, string> = {}): CaudaProcess {
  const program = startProcess({ DATABASE_URL: `sqlite:${database}`, ...env });
  started.push(program);
  return program;
}

const bodyFor = (more: object = {}) => ({
  hook: 'order-sign',
  hookInstance: crypto.randomUUID(),
  context: {
    userId: 'Practitioner/dr-example',
    patientId: maria.id,
    draftOrders: { resourceType: 'Bundle', entry: [{ resource: lumbarMri('without') }] },
  },
  prefetch: prefetchOf(maria),
  ...more,
});

async function post(url: string, body: unknown): Promise<{ status: number; body: any }> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

describe('Starting', () => {
  test('in demo mode, and its first log line says so', async () => {
    const program = start();
    const url = await program.url;
    expect(JSON.parse(program.lines[0]!)).toMatchObject({
      msg: expect.stringContaining('DEMO MODE'),
    });
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(await post(`${url}${sign}`, bodyFor())).toMatchObject({
      status: 200,
      body: { cards: [expect.anything()] },
    });
    for (const line of program.lines) expect(JSON.parse(line)).toHaveProperty('msg');
    const metrics = await (await fetch(`${url}/metrics`)).text();
    for (const name of [
      'nodejs_eventloop_lag_p99_seconds',
      'process_resident_memory_bytes',
      'process_uptime_seconds',
      'cds_store_waiting',
    ]) {
      expect(metrics).toMatch(new RegExp(`^${name} [0-9.]`, 'm'));
    }
    expect(metrics).toMatch(/^cds_build_info\{version="[^"]+",node="v2\d\.[^"]+"\} 1$/m);
    expect(program.stderr()).toBe('');
  });

  const privateKey = [{ kty: 'EC', kid: 'k', crv: 'P-384', x: 'x', y: 'y', d: 'the-secret' }];
  const withPrivateKey = [{ name: 'a', iss: 'b', keys: privateKey, fhirServers: [] }];
  test.each([
    ['production without clients', { NODE_ENV: 'production' }, 'CLIENTS_FILE is not set'],
    ['another host in demo mode', { HOST: '0.0.0.0' }, 'loopback only'],
    ['a faulty setting', { METRICS_TOKEN: 'the-secret' }, 'METRICS_TOKEN'],
    [
      'a clients file that is not there',
      { CLIENTS_FILE: '/nowhere.json' },
      'CLIENTS_FILE could not be read',
    ],
    ['a private key among the clients', { CLIENTS_FILE: 'given' }, 'keys.0'],
  ])('%s: refused with one line of reason', async (_name, env: Record<string, string>, reason) => {
    const file = folder.file('given.json');
    writeFileSync(file, JSON.stringify(withPrivateKey));
    const filled = Object.entries(env).map(([name, value]) => [
      name,
      value === 'given' ? file : value,
    ]);
    const program = start(Object.fromEntries(filled) as Record<string, string>);
    expect(await program.ended).toEqual({ code: 1, signal: null });
    expect(program.stderr()).toContain(reason);
    expect(program.stderr().trim().split('\n')).toHaveLength(1);
    expect(program.stderr() + program.lines.join('')).not.toContain('the-secret');
  });
});

describe('Ending', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s with nothing in flight: exit code 0',
    async (signal) => {
      const program = start();
      const url = await program.url;
      await fetch(`${url}/health/live`);
      program.kill(signal);
      expect(await program.ended).toEqual({ code: 0, signal: null });
      await expect(fetch(`${url}/health/live`)).rejects.toThrow();
    },
  );

  test('SIGTERM: what is in flight is answered, then exit code 0', async () => {
    let isAsked: () => void;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    let answerNow: () => void;
    const held = new Promise<void>((resolve) => (answerNow = resolve));
    const fhir = opened(
      await startFaultyFhirServer(maria, {
        Procedure(request, response) {
          isAsked();
          void held.then(() => json(prefetchOf(maria).procedures)(request, response));
        },
      }),
    );
    const program = start();
    const url = await program.url;
    const prefetch = { ...prefetchOf(maria), procedures: undefined };
    const fhirServer = `${fhir.url}/fhir`;
    const call = post(
      `${url}${sign}`,
      bodyFor({ prefetch, fhirServer, fhirAuthorization: authorization }),
    );
    await asked;
    program.kill('SIGTERM');
    while (!program.lines.some((line) => line.includes('stopping'))) await program.nextLine();
    answerNow!();
    expect(await call).toMatchObject({ status: 200, body: { cards: [expect.anything()] } });
    expect(await program.ended).toEqual({ code: 0, signal: null });
  });

  test('SIGTERM: kept connections are answered once more, and told that it was the last time', async () => {
    let isAsked: () => void;
    const asked = new Promise<void>((resolve) => (isAsked = resolve));
    let answerNow: () => void;
    const held = new Promise<void>((resolve) => (answerNow = resolve));
    const fhir = opened(
      await startFaultyFhirServer(maria, {
        Procedure(request, response) {
          isAsked();
          void held.then(() => json(prefetchOf(maria).procedures)(request, response));
        },
      }),
    );
    const program = start();
    const url = await program.url;
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const ready = () =>
      new Promise<{ status: number | undefined; connection: string | undefined }>(
        (resolve, reject) => {
          get(`${url}/health/ready`, { agent }, (answer) => {
            answer.resume();
            const { statusCode: status, headers } = answer;
            answer.on('end', () => resolve({ status, connection: headers.connection }));
          }).on('error', reject);
        },
      );
    expect(await ready()).toEqual({ status: 200, connection: 'keep-alive' });
    const call = fetch(`${url}${sign}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(
        bodyFor({
          prefetch: { ...prefetchOf(maria), procedures: undefined },
          fhirServer: `${fhir.url}/fhir`,
          fhirAuthorization: authorization,
        }),
      ),
    });
    await asked;
    program.kill('SIGTERM');
    while (!program.lines.some((line) => line.includes('stopping'))) await program.nextLine();
    expect(await ready()).toEqual({ status: 503, connection: 'close' });
    answerNow!();
    const answer = await call;
    expect([answer.status, answer.headers.get('connection')]).toEqual([200, 'close']);
    expect(await program.ended).toEqual({ code: 0, signal: null });
    agent.destroy();
  });

  test('the end of the process right after an answer to feedback loses nothing', async () => {
    const program = start();
    const url = await program.url;
    const { body } = await post(`${url}${sign}`, bodyFor());
    const outcomeTimestamp = '2026-11-20T12:00:00.000Z';
    const report = { card: body.cards[0].uuid, outcome: 'overridden', outcomeTimestamp };
    const answer = await post(`${url}${sign}/feedback`, { feedback: [report] });
    program.kill('SIGKILL');
    expect(answer.status).toBe(200);
    expect(await program.ended).toMatchObject({ signal: 'SIGKILL' });

    const store = await openSqlite(database, 20_000);
    const same = {
      cardUuid: report.card,
      outcome: 'overridden' as const,
      outcomeAt: outcomeTimestamp,
      acceptedSuggestions: [],
    };
    const counts = await store.appendFeedback('demo', 'lumbar-mri-order-sign', [same], new Date());
    expect(counts).toMatchObject([{ result: 'repeated' }]);
    await store.close();
  });
});

test('FHIR-14 a FHIR server that hangs: 412 says that it did not answer in time', async () => {
  const fhir = opened(await startFaultyFhirServer(maria, { Procedure: hang, Condition: hang }));
  const program = start({ HOOK_BUDGET_MS: '150' });
  const fhirServer = `${fhir.url}/fhir`;
  const body = bodyFor({ prefetch: {}, fhirServer, fhirAuthorization: authorization });
  const answer = await post(`${await program.url}${sign}`, body);
  expect(answer.status).toBe(412);
  expect(answer.body.issue[0].details.text).toContain('did not answer in time');
});

test('FHIR-08 nothing of patient, user or token is in the files of the store or in the log', async () => {
  const fhir = opened(await startFaultyFhirServer(maria));
  const program = start();
  const fhirServer = `${fhir.url}/fhir`;
  const body = bodyFor({ prefetch: {}, fhirServer, fhirAuthorization: authorization });
  const answer = await post(`${await program.url}${sign}`, body);
  expect(answer.body.cards).toHaveLength(1);
  program.kill('SIGTERM');
  await program.ended;
  const files = readdirSync(dirname(database)).map((file) =>
    readFileSync(join(dirname(database), file), 'latin1'),
  );
  const kept = [...files, ...program.lines].join('\n');
  expect(kept).toContain(answer.body.cards[0].uuid);
  for (const secret of [maria.id, 'dr-example', authorization.access_token, 'lumbar-mri-without']) {
    expect(kept).not.toContain(secret);
  }
});
