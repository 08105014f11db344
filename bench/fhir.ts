import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { benchCases } from './cases.ts';
import { ServerProcess } from './server-process.ts';
import { median, quantile } from './statistics.ts';

/** How long the FHIR server takes for each query. */
const QUERY_MS = 20;
const CALLERS = [1, 10, 50];
/** As for the other cases: before, what is measured is V8 compiling. */
const WARM_UP_CALLS = 3_000;
const CALLS_PER_CALLER = 200;
const MAX_CALLS = 2_000;

export const fhirHeading = [
  'callers',
  'p50 ms',
  'p99 ms',
  'CPU ms a call',
  'calls/s',
  'answered 200',
  '412',
  '429',
];

/**
 * Calls whose chart comes by FHIR alone, with the budget of a default start: how long the caller waits
 * and what it costs the service. The FHIR server is a process of its own.
 */
export async function fhirRows(): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-bench-'));
  const fhir = await ServerProcess.start({
    name: 'fhir',
    script: 'floors/slow-fhir-server.ts',
    folder,
    env: { QUERY_MS: String(QUERY_MS) },
  });
  const cauda = await ServerProcess.start({
    name: 'cauda',
    script: '../src/main.ts',
    folder,
    env: {
      NODE_ENV: 'production',
      DEMO: '1',
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}`,
    },
  });
  try {
    const bodies = bodiesWithoutPrefetch(fhir.port);
    const url = `http://127.0.0.1:${cauda.port}/cds-services/lumbar-mri-order-sign`;
    await load(url, bodies, 4, WARM_UP_CALLS);
    const rows: (readonly string[])[] = [];
    for (const callers of CALLERS) {
      const calls = Math.min(MAX_CALLS, callers * CALLS_PER_CALLER);
      const cpuBefore = await cauda.cpuMicroseconds();
      const startedAt = performance.now();
      const answers = await load(url, bodies, callers, calls);
      const seconds = (performance.now() - startedAt) / 1_000;
      const cpu = (await cauda.cpuMicroseconds()) - cpuBefore;
      const waits = answers.map(({ ms }) => ms);
      const count = (status: number) => answers.filter((a) => a.status === status).length;
      rows.push([
        String(callers),
        median(waits).toFixed(1),
        quantile(waits, 0.99).toFixed(1),
        (cpu / calls / 1_000).toFixed(2),
        (calls / seconds).toFixed(0),
        String(count(200)),
        String(count(412)),
        String(count(429)),
      ]);
    }
    return rows;
  } finally {
    await cauda.stop();
    await fhir.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Timed {
  readonly status: number;
  readonly ms: number;
}

async function load(url: string, bodies: readonly string[], callers: number, calls: number) {
  const answers: Timed[] = [];
  let sent = 0;
  const caller = async () => {
    while (sent < calls) {
      sent += 1;
      const startedAt = performance.now();
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: bodies[sent % bodies.length] ?? '',
      });
      await response.arrayBuffer();
      answers.push({ status: response.status, ms: performance.now() - startedAt });
      // As a client should that is told when to come again.
      const seconds = response.headers.get('retry-after');
      if (seconds !== null) await sleep(Number(seconds) * 1_000);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return answers;
}

/** The bodies of the small case, whose chart the FHIR server holds. */
function bodiesWithoutPrefetch(port: number): readonly string[] {
  const small = benchCases().find(({ name }) => name === 'small, 1 card');
  return (small?.bodies ?? []).map((body) =>
    JSON.stringify({
      ...JSON.parse(body.toString()),
      prefetch: undefined,
      fhirServer: `http://127.0.0.1:${port}/fhir`,
      fhirAuthorization: {
        access_token: 'invented',
        token_type: 'Bearer',
        expires_in: 300,
        scope: 'user/*.rs',
        subject: 'cauda',
      },
    }),
  );
}
