import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from 'jose';
import { benchCases } from './cases.ts';
import { hostileBodies, type HostileBody } from './hostile-bodies.ts';
import { ServerProcess } from './server-process.ts';
import { median, quantile, textTable } from './statistics.ts';

/** Times each body is sent alone for its processor time. */
const TIMES = 3;
/** What another client sends meanwhile: an ordinary call, so many milliseconds apart. */
const APART_MS = 20;
const SIGNED_CONNECTIONS = 10;
const UNSIGNED_CONNECTIONS = 6;
/** Longer than the window of a client's budget, so that a burst at its start weighs what it weighs. */
const DEFAULT_SECONDS = 12;

interface Answer {
  readonly status: number;
  readonly bytes: number;
  readonly ms: number;
}

/** One caller with connections of its own, from an address of its own; signs when it has a key. */
interface Caller {
  readonly agent: Agent;
  readonly address: string;
  readonly issuer?: string;
  readonly key?: CryptoKey;
}

/**
 * Prints for every hostile body what it costs the service, and how long an ordinary call of another
 * client waits beside a client that sends nothing else: signed, by ten connections; and in demo mode
 * unsigned, by six.
 *
 * @param part Part of a body's name; others are left out.
 */
export async function printHostileTable(part: string, seconds = DEFAULT_SECONDS): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cauda-hostile-'));
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256' }];
  const clientsFile = join(folder, 'clients.json');
  const named = (name: string) => ({ name, iss: `https://${name}.example`, keys, fhirServers: [] });
  const senders = Array.from({ length: 100 }, (_, i) => `sender-${i}`);
  await writeFile(clientsFile, JSON.stringify([...senders, 'neighbour'].map(named)));
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
  try {
    const rows: string[][] = [
      await nobody(signed, demo, seconds, named('neighbour').iss, privateKey),
    ];
    let index = 0;
    for (const each of hostileBodies()) {
      if (!each.name.includes(part)) continue;
      const { cpuMs, answer } = await alone(demo, each);
      const sender = `sender-${index++ % senders.length}`;
      const beside = await besides(signed, each, seconds, {
        sender: { ...caller('127.0.0.1'), issuer: named(sender).iss, key: privateKey },
        neighbour: { ...caller('127.0.0.1'), issuer: named('neighbour').iss, key: privateKey },
        connections: SIGNED_CONNECTIONS,
      });
      const inDemo = await besides(demo, each, seconds, {
        sender: caller('127.0.0.2'),
        neighbour: caller('127.0.0.3'),
        connections: UNSIGNED_CONNECTIONS,
      });
      rows.push([
        each.name,
        (each.body.length / 1_000_000).toFixed(1),
        String(answer.status),
        (answer.bytes / 1_000).toFixed(0),
        cpuMs.toFixed(0),
        beside.p95.toFixed(0),
        beside.statuses,
        inDemo.p95.toFixed(0),
      ]);
      console.error(rows.at(-1)?.join(' | '));
    }
    console.log(
      `${rows.length - 1} bodies; ${TIMES} times alone, ${seconds} s beside a neighbour\n`,
    );
    console.log(textTable(heading, rows));
  } finally {
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
  'answers to the sender',
  'in demo mode p95 ms',
];

/** The neighbour's wait when nobody else calls: what of it is this machine's. */
async function nobody(
  signed: ServerProcess,
  demo: ServerProcess,
  seconds: number,
  issuer: string,
  key: CryptoKey,
): Promise<string[]> {
  const [each] = hostileBodies();
  if (!each) throw new Error('There are no hostile bodies.');
  const idle = { sender: caller('127.0.0.2'), connections: 0 };
  const neighbour = { ...caller('127.0.0.1'), issuer, key };
  const beside = await besides(signed, each, seconds, { ...idle, neighbour });
  const inDemo = await besides(demo, each, seconds, { ...idle, neighbour: caller('127.0.0.3') });
  return ['(nobody)', '', '', '', '', beside.p95.toFixed(0), '', inDemo.p95.toFixed(0)];
}

const caller = (address: string): Caller => ({ agent: new Agent({ keepAlive: true }), address });

/** Processor time of the whole process for one call, the median of some. */
async function alone(server: ServerProcess, each: HostileBody) {
  const from = caller('127.0.0.4');
  const costs: number[] = [];
  let answer: Answer | undefined;
  for (let i = 0; i < TIMES; i += 1) {
    const before = await server.cpuMicroseconds();
    answer = await post(server, each, from);
    costs.push(((await server.cpuMicroseconds()) - before) / 1_000);
  }
  from.agent.destroy();
  if (!answer) throw new Error('Nothing was sent.');
  return { cpuMs: median(costs), answer };
}

/** The neighbour's 95th percentile while a sender keeps its connections busy with one body. */
async function besides(
  server: ServerProcess,
  each: HostileBody,
  seconds: number,
  who: { sender: Caller; neighbour: Caller; connections: number },
) {
  const small = benchCases().find(({ name }) => name === 'small, 1 card');
  const body = small?.bodies[0];
  if (!small || !body) throw new Error('The bench has no small case.');
  const ordinary = { path: small.path, body };
  const end = performance.now() + seconds * 1_000;
  const counts = new Map<number, number>();
  const sending = Array.from({ length: who.connections }, async () => {
    while (performance.now() < end) {
      const { status } = await post(server, each, who.sender);
      counts.set(status, (counts.get(status) ?? 0) + 1);
      // A refused sender comes again soon, but not in the same breath.
      if (status === 429) await sleep(50);
    }
  });
  const waited: number[] = [];
  while (performance.now() < end) {
    const { status, ms } = await post(server, ordinary, who.neighbour);
    if (status !== 200) throw new Error(`The neighbour was answered ${status}.`);
    waited.push(ms);
    await sleep(APART_MS);
  }
  await Promise.all(sending);
  who.sender.agent.destroy();
  who.neighbour.agent.destroy();
  const statuses = [...counts].map(([status, count]) => `${count}×${status}`).join(' ');
  return { p95: quantile(waited, 0.95), statuses };
}

/** Posts a body; a connection that was closed before the answer came counts as status 0. */
async function post(
  server: ServerProcess,
  { path, body }: Pick<HostileBody, 'path' | 'body'>,
  from: Caller,
): Promise<Answer> {
  const authorization = await tokenOf(server, path, from);
  const startedAt = performance.now();
  return new Promise((resolve) => {
    const done = (status: number, bytes: number) =>
      resolve({ status, bytes, ms: performance.now() - startedAt });
    const call = request(
      {
        agent: from.agent,
        host: '127.0.0.1',
        localAddress: from.address,
        port: server.port,
        path,
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': body.length,
          ...(authorization !== undefined && { authorization }),
        },
      },
      (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => (bytes += chunk.length));
        response.on('end', () => done(response.statusCode ?? 0, bytes));
        response.on('error', () => done(0, bytes));
      },
    );
    call.on('error', () => done(0, 0));
    call.end(body);
  });
}

async function tokenOf(server: ServerProcess, path: string, { issuer, key }: Caller) {
  if (issuer === undefined || key === undefined) return undefined;
  const iat = Math.floor(Date.now() / 1_000);
  const token = await new SignJWT({
    iss: issuer,
    aud: `http://localhost:${server.port}${path}`,
    iat,
    exp: iat + 300,
    jti: crypto.randomUUID(),
  })
    .setProtectedHeader({ alg: 'ES256', typ: 'JWT', kid: 'bench' })
    .sign(key);
  return `Bearer ${token}`;
}
