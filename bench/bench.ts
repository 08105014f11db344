import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCases, type BenchCase } from './cases.ts';
import { curveHeading, curveRows } from './curve.ts';
import { fhirHeading, fhirRows } from './fhir.ts';
import { printHostileTable } from './hostile.ts';
import { LoadClient } from './load-client.ts';
import { runInTurns, type Contender, type Round } from './rounds.ts';
import { ServerProcess } from './server-process.ts';
import { median, quantile, textTable } from './statistics.ts';

const usage = `What a call costs Cauda in CPU time, beside three floors in the same run: a bare server that only
parses the body, Express that does the same, and the lean floor (guard, audit line, metrics, uuids, the
same card, its record in the store; no facts, no rules).

  npm run bench -- [--rounds 12] [--case <part of a name>] [--profile <folder>]
  npm run bench -- --curve | --fhir
  npm run bench -- --hostile [--case <part of a name>] [--seconds 12] [--out docs/bounds.md]

  --curve    Only how facts and rules grow with the chart, up to 10,000 resources.

  --fhir     Only calls whose chart comes by FHIR, every query answered after 20 ms, at 1, 10 and 50
             callers side by side.

  --hostile  Only what hostile bodies cost, and how long another client's calls wait beside them;
             half a minute for each body.

  --profile  Cauda also writes a V8 CPU profile there; its figures are then a little too high.

Ratios are floor/Cauda: 1.00 would mean that Cauda's own work costs nothing. They can be compared within
one run only.`;

/** Processor time of one round of one server. */
const ROUND_MICROS = 300_000;
/** Cards in the fixed answer of the servers that know no other. */
const FIXED_CARDS = 1;

const heading = [
  'case',
  'body KB',
  'bare µs',
  'Express µs',
  'lean µs',
  'Cauda µs',
  'of bare',
  'quartiles',
  'of lean',
  'quartiles',
];

/**
 * Measures every case and prints one table. Ends with exit code 1 when an answer is not the expected
 * one: a fast wrong answer is no result.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '12' },
      case: { type: 'string', default: '' },
      profile: { type: 'string' },
      curve: { type: 'boolean', default: false },
      fhir: { type: 'boolean', default: false },
      hostile: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '12' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.hostile && !values.help) {
    await printHostileTable({
      part: values.case,
      seconds: Number(values.seconds),
      out: values.out,
    });
    return;
  }
  const rounds = Number(values.rounds);
  const cases = benchCases().filter(({ name }) => name.includes(values.case));
  if (values.help || !Number.isInteger(rounds) || rounds < 1 || cases.length === 0) {
    console.log(usage);
    process.exitCode = values.help ? 0 : 1;
    return;
  }
  if (values.curve) {
    printCurve();
    return;
  }
  if (values.fhir) {
    await printFhir();
    return;
  }
  console.log(`Node ${process.version}, ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`);
  console.log(`${rounds} rounds on each server in turns; CPU µs per request, medians\n`);
  console.log(textTable(heading, await measure(cases, rounds, values.profile)));
  if (values.case !== '') return;
  console.log();
  printCurve();
  console.log();
  await printFhir();
}

function printCurve(): void {
  console.log('Facts and rules alone, beside the JSON.parse of the same chart\n');
  console.log(textTable(curveHeading, curveRows()));
}

async function printFhir(): Promise<void> {
  console.log('The chart by FHIR: every query answered after 20 ms\n');
  console.log(textTable(fhirHeading, await fhirRows()));
}

const profileFlags = (folder: string) => [
  '--cpu-prof',
  '--cpu-prof-interval=200',
  `--cpu-prof-dir=${folder}`,
];

async function measure(
  cases: readonly BenchCase[],
  rounds: number,
  profile: string | undefined,
): Promise<readonly (readonly string[])[]> {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-bench-'));
  const servers: ServerProcess[] = [];
  const started = async (options: Omit<Parameters<typeof ServerProcess.start>[0], 'folder'>) => {
    const server = await ServerProcess.start({ ...options, folder });
    servers.push(server);
    return { server, client: new LoadClient(server.port) };
  };
  try {
    const bare = await started({ name: 'bare', script: 'floors/bare-server.ts' });
    const skeleton = await started({ name: 'Express', script: 'floors/skeleton-server.ts' });
    const lean = await started({
      name: 'lean',
      script: 'floors/lean-server.ts',
      env: { NODE_ENV: 'production', LEAN_STORE: join(folder, 'lean.db') },
    });
    const cauda = await started({
      name: 'cauda',
      script: '../src/main.ts',
      // As the container image has it, in demo mode since the calls are not signed.
      env: {
        NODE_ENV: 'production',
        DEMO: '1',
        PORT: '0',
        DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}`,
      },
      ...(profile !== undefined && { flags: profileFlags(profile) }),
    });
    const rows: (readonly string[])[] = [];
    for (const each of cases) {
      const answer = await cauda.client.each(each, each.cards);
      await fetch(`http://127.0.0.1:${lean.server.port}/answer`, { method: 'PUT', body: answer });
      const contenders: readonly Contender[] = [
        { ...bare, expectedCards: FIXED_CARDS },
        { ...skeleton, expectedCards: FIXED_CARDS },
        { ...lean, expectedCards: each.cards },
        { ...cauda, expectedCards: each.cards },
      ];
      const { warmUp } = each;
      const done = await runInTurns(contenders, each, {
        warmUp,
        rounds,
        roundMicros: ROUND_MICROS,
      });
      rows.push(rowOf(each, done));
      for (const { client } of contenders) client.close();
    }
    return rows;
  } finally {
    for (const server of servers) await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function rowOf({ name, bodies }: BenchCase, done: readonly (readonly Round[])[]) {
  const [bare, skeleton, lean, cauda] = done.map((rounds) => rounds.map((r) => r.cpuMicros));
  const bytes = bodies.reduce((sum, body) => sum + body.length, 0) / bodies.length;
  const micros = (values: readonly number[] = []) => median(values).toFixed(0);
  const ratio = (floor: readonly number[] = []) => {
    const ratios = (cauda ?? []).map((value, round) => (floor[round] ?? 0) / value);
    return [
      median(ratios).toFixed(2),
      `${quantile(ratios, 0.25).toFixed(2)}–${quantile(ratios, 0.75).toFixed(2)}`,
    ];
  };
  return [
    name,
    (bytes / 1_000).toFixed(1),
    ...[bare, skeleton, lean, cauda].map(micros),
    ...ratio(bare),
    ...ratio(lean),
  ];
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
