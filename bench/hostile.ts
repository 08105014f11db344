import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportJWK, generateKeyPair, type CryptoKey, type JWK } from 'jose';
import { hostileBodies, type HostileBody } from './hostile-bodies.ts';
import { caller, post, type Caller, type CallerAnswer } from './hostile-caller.ts';
import { Neighbour, type Beside } from './hostile-neighbour.ts';
import { ServerProcess } from './server-process.ts';
import { median, textTable } from './statistics.ts';

/** Times each body is sent alone for its processor time. */
const TIMES = 3;
const SIGNED_CONNECTIONS = 10;
const UNSIGNED_CONNECTIONS = 6;
/** Longer than the window of a client's budget, so that a burst at its start weighs what it weighs. */
const DEFAULT_SECONDS = 12;
/** Bars of a body's processor time, and of the neighbour's 95th percentile, signed and in demo mode. */
const BARS_MS = { cpu: 250, signed: 100, demo: 250 };

export interface HostileOptions {
  /** Part of a body's name; others are left out. */
  readonly part: string;
  /** How long each body is sent beside the neighbour. */
  readonly seconds?: number;
  /** Markdown file that takes the table between its two comments; none unless given. */
  readonly out?: string | undefined;
}

/**
 * Prints for every hostile body what it costs the service, and how long an ordinary call of another
 * client waits beside a client that sends nothing else: signed, by ten connections; and in demo mode
 * unsigned, by six. Sender, neighbour and service are processes of their own.
 */
export async function printHostileTable({
  part,
  seconds = DEFAULT_SECONDS,
  out,
}: HostileOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-hostile-'));
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' }];
  const jwk = await exportJWK(privateKey);
  const clientsFile = join(folder, 'clients.json');
  const senders = Array.from({ length: 100 }, (_, i) => `sender-${i}`);
  await writeFile(
    clientsFile,
    JSON.stringify(
      [...senders, 'neighbour'].map((name) => ({
        name,
        iss: issuerOf(name),
        keys,
        fhirServers: [],
      })),
    ),
  );
  const start = (name: string, env: Readonly<Record<string, string>>) =>
    ServerProcess.start({
      name,
      script: '../src/main.ts',
      folder,
      // The store's deadline follows the budget: a slow disk of this machine is not what is measured.
      env: {
        HOOK_BUDGET_MS: '5000',
        PORT: '0',
        DATABASE_URL: `sqlite:${join(folder, `${name}.db`)}`,
        ...env,
      },
    });
  const signed = await start('signed', { CLIENTS_FILE: clientsFile });
  const demo = await start('demo', { DEMO: '1' });
  const neighbour = new Neighbour();
  try {
    const idle = {
      signed: await signedBeside(signed, neighbour, jwk, seconds),
      demo: await unsignedBeside(demo, neighbour, seconds),
    };
    const rows: string[][] = [
      ['(nobody)', '', '', '', '', ...shown(idle.signed), '', '', ...shown(idle.demo)],
    ];
    const kept = { cpu: 0, signed: 0, demo: 0 };
    let index = 0;
    for (const each of hostileBodies()) {
      if (!each.name.includes(part)) continue;
      const { cpuMs, answer } = await alone(demo, each);
      const sender = issuerOf(senders[index++ % senders.length] ?? '');
      const sending = { body: each, issuer: sender, key: privateKey };
      const beside = await signedBeside(signed, neighbour, jwk, seconds, sending);
      const inDemo = await unsignedBeside(demo, neighbour, seconds, each);
      if (cpuMs <= BARS_MS.cpu) kept.cpu += 1;
      if (beside.p95 < BARS_MS.signed) kept.signed += 1;
      if (inDemo.p95 < BARS_MS.demo) kept.demo += 1;
      rows.push([
        each.name.replaceAll('|', '¦'),
        (each.body.length / 1_000_000).toFixed(1),
        String(answer.status),
        (answer.bytes / 1_000).toFixed(0),
        cpuMs.toFixed(0),
        ...shown(beside),
        beside.statuses,
        beside.serverCpuPercent.toFixed(0),
        ...shown(inDemo),
      ]);
      console.error(rows.at(-1)?.join(' | '));
    }
    const count = rows.length - 1;
    const summary =
      `${count} bodies, ${TIMES} times alone, ${seconds} s beside a neighbour. ` +
      `At most ${BARS_MS.cpu} ms of processor time: ${kept.cpu}. ` +
      `A signed neighbour's p95 under ${BARS_MS.signed} ms: ${kept.signed}; ` +
      `in demo mode under ${BARS_MS.demo} ms: ${kept.demo}.`;
    console.log(`${summary}\n`);
    console.log(textTable(heading, rows));
    if (out !== undefined) await writeTable(out, summary, rows);
  } finally {
    neighbour.stop();
    await Promise.all([signed.stop(), demo.stop()]);
    await rm(folder, { recursive: true, force: true });
  }
}

const heading = [
  'body',
  'MB',
  'status',
  'answer KB',
  'CPU ms',
  'neighbour p95 ms',
  'of it CPU ms',
  'answers to the sender',
  'CPU of the service %',
  'in demo mode p95 ms',
  'of it CPU ms',
];

const issuerOf = (name: string) => `https://${name}.example`;

const shown = ({ p95, usedP95 }: Beside): readonly string[] => [p95.toFixed(0), usedP95.toFixed(0)];

/** Puts the table between two comments of a page. @throws {Error} when the page has no such place. */
async function writeTable(file: string, summary: string, rows: readonly string[][]) {
  const [from, to] = ['<!-- hostile table -->', '<!-- end of hostile table -->'];
  const page = await readFile(file, 'utf8');
  const start = page.indexOf(from);
  const end = page.indexOf(to);
  if (start < 0 || end < start) throw new Error(`${file} has no “${from}” … “${to}”.`);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const table = [line(heading), line(heading.map(() => '---')), ...rows.map(line)].join('\n');
  const text = `${from}\n\n${summary}\n\n${table}\n\n`;
  await writeFile(file, page.slice(0, start) + text + page.slice(end));
}

/** Processor time of the whole process for one call, the median of some. */
async function alone(server: ServerProcess, each: HostileBody) {
  const from = caller('127.0.0.4');
  const costs: number[] = [];
  let answer: CallerAnswer | undefined;
  for (let i = 0; i < TIMES; i += 1) {
    const before = await server.cpuMicroseconds();
    answer = await post(server.port, each, from);
    costs.push(((await server.cpuMicroseconds()) - before) / 1_000);
  }
  from.agent.destroy();
  if (!answer) throw new Error('Nothing was sent.');
  return { cpuMs: median(costs), answer };
}

interface BesideSender extends Beside {
  readonly statuses: string;
  readonly serverCpuPercent: number;
}

interface Sending {
  readonly body: HostileBody;
  readonly issuer: string;
  readonly key: CryptoKey;
}

function signedBeside(
  server: ServerProcess,
  neighbour: Neighbour,
  jwk: JWK,
  seconds: number,
  sending?: Sending,
): Promise<BesideSender> {
  const { port, pid } = server;
  const task = { port, pid, seconds, address: '127.0.0.1', issuer: issuerOf('neighbour'), jwk };
  const sender = sending && {
    ...caller('127.0.0.1'),
    issuer: sending.issuer,
    key: sending.key,
  };
  return besides(server, neighbour.measure(task), sender, sending?.body, SIGNED_CONNECTIONS);
}

function unsignedBeside(
  server: ServerProcess,
  neighbour: Neighbour,
  seconds: number,
  body?: HostileBody,
): Promise<BesideSender> {
  const measured = neighbour.measure({
    port: server.port,
    pid: server.pid,
    seconds,
    address: '127.0.0.3',
  });
  return besides(server, measured, body && caller('127.0.0.2'), body, UNSIGNED_CONNECTIONS);
}

/** The neighbour's wait while a sender keeps its connections busy with one body. */
async function besides(
  server: ServerProcess,
  measured: Promise<Beside>,
  sender: Caller | undefined,
  body: HostileBody | undefined,
  connections: number,
): Promise<BesideSender> {
  const counts = new Map<number, number>();
  const before = { cpu: await server.cpuMicroseconds(), at: performance.now() };
  let isOver = false;
  const sending = Array.from({ length: sender && body ? connections : 0 }, async () => {
    while (sender && body && !isOver) {
      const { status } = await post(server.port, body, sender);
      counts.set(status, (counts.get(status) ?? 0) + 1);
      // A refused sender comes again soon, but not in the same breath.
      if (status === 429) await sleep(50);
    }
  });
  const beside = await measured.finally(() => (isOver = true));
  const cpu = (await server.cpuMicroseconds()) - before.cpu;
  const serverCpuPercent = cpu / 10 / (performance.now() - before.at);
  await Promise.all(sending);
  sender?.agent.destroy();
  const statuses = [...counts].map(([status, count]) => `${count}×${status}`).join(' ');
  return { ...beside, statuses, serverCpuPercent };
}
