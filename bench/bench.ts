import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { benchCases, type BenchCase } from './cases.ts';
import { curveHeading, curveRows } from './curve.ts';
import { printHostileTable } from './hostile.ts';
import { LoadClient } from './load-client.ts';
import { runPairs, runRound, type Contender, type Pair } from './rounds.ts';
import { ServerProcess } from './server-process.ts';
import { median, quantile, textTable } from './statistics.ts';

const usage = `What a call costs Cauda in CPU time, beside a bare server that only parses the body.

  npm run bench -- [--rounds 12] [--case <part of a name>] [--profile <folder>] [--curve]
  npm run bench -- --hostile [--case <part of a name>] [--seconds 12]

  --curve    Only how facts and rules grow with the chart, up to 10,000 resources.

  --hostile  Only what hostile bodies cost, and how long another client's calls wait beside them;
             half a minute for each body.

  --profile  Cauda also writes a V8 CPU profile there; its figures are then a little too high.

The ratio is bare/Cauda: 1.00 would mean that Cauda's own work costs nothing.`;

/** No round and no warm-up takes longer than this, however slow the machine. */
const MAX_ROUND_MS = 1_000;
const WARM_UP_MS = 3_000;
/** Cards in the fixed answer of the bare server. */
const BARE_CARDS = 1;

const heading = [
  'case',
  'body KB',
  'bare µs',
  'cauda µs',
  'ratio',
  'quartiles',
  'bare req/s',
  'cauda req/s',
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
      hostile: { type: 'boolean', default: false },
      seconds: { type: 'string', default: '12' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.hostile && !values.help) {
    await printHostileTable(values.case, Number(values.seconds));
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
  const folder = await mkdtemp(join(tmpdir(), 'cauda-bench-'));
  const started: Contender[] = [];
  try {
    const bare = await contender(started, { name: 'bare', script: 'bare-server.ts', folder });
    const cauda = await contender(started, {
      name: 'cauda',
      script: '../src/main.ts',
      folder,
      // As the container image has it, in demo mode since the calls are not signed.
      env: {
        NODE_ENV: 'production',
        DEMO: '1',
        PORT: '0',
        DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}`,
      },
      ...(values.profile !== undefined && { flags: profileFlags(values.profile) }),
    });
    console.log(`Node ${process.version}, ${cpus()[0]?.model.trim() ?? 'unknown CPU'}`);
    console.log(`${rounds} rounds on each server in turns; CPU µs per request, medians\n`);
    console.log(textTable(heading, await measure(cases, bare, cauda, rounds)));
    console.log();
    if (values.case === '') printCurve();
  } finally {
    for (const { client, server } of started) {
      client.close();
      await server.stop();
    }
    await rm(folder, { recursive: true, force: true });
  }
}

function printCurve(): void {
  console.log('Facts and rules alone, beside the JSON.parse of the same chart\n');
  console.log(textTable(curveHeading, curveRows()));
}

async function contender(
  started: Contender[],
  options: Parameters<typeof ServerProcess.start>[0],
): Promise<Contender> {
  const server = await ServerProcess.start(options);
  const one = { server, client: new LoadClient(server.port), expectedCards: BARE_CARDS };
  started.push(one);
  return one;
}

const profileFlags = (folder: string) => [
  '--cpu-prof',
  '--cpu-prof-interval=200',
  `--cpu-prof-dir=${folder}`,
];

async function measure(
  cases: readonly BenchCase[],
  bare: Contender,
  anyCauda: Contender,
  rounds: number,
): Promise<readonly (readonly string[])[]> {
  const rows: (readonly string[])[] = [];
  for (const each of cases) {
    const cauda = { ...anyCauda, expectedCards: each.cards };
    const warmUp = { requests: Number.POSITIVE_INFINITY, maxMs: WARM_UP_MS };
    await runRound(bare, each, warmUp);
    await runRound(cauda, each, warmUp);
    const size = { requests: each.requests, maxMs: MAX_ROUND_MS };
    rows.push(rowOf(each, await runPairs(bare, cauda, each, rounds, size)));
  }
  return rows;
}

function rowOf({ name, body }: BenchCase, pairs: readonly Pair[]): readonly string[] {
  const ratios = pairs.map(({ bare, cauda }) => bare.cpuMicros / cauda.cpuMicros);
  const of = (pick: (pair: Pair) => number) => median(pairs.map(pick)).toFixed(0);
  return [
    name,
    (body.length / 1_000).toFixed(1),
    of(({ bare }) => bare.cpuMicros),
    of(({ cauda }) => cauda.cpuMicros),
    median(ratios).toFixed(2),
    `${quantile(ratios, 0.25).toFixed(2)}–${quantile(ratios, 0.75).toFixed(2)}`,
    of(({ bare }) => bare.perSecond),
    of(({ cauda }) => cauda.perSecond),
  ];
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
