import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { treeAt } from '../scripts/tree-at.ts';
import { equalCalls, type AskedCall } from './equal-calls.ts';
import { ServerProcess } from './server-process.ts';

const usage = `Whether this version answers as another one does, byte for byte but for ids and times: all stories, the
charts of the corpus of silence, charts that are put together afresh in each run, and requests that
are bent. Status, headers and body are compared.

  npm run bench:equal -- --against <commit, tag or branch> [--seed N] [--ordinary 320] [--spliced 300] [--bent 2000]`;

const { values } = parseArgs({
  options: {
    against: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    ordinary: { type: 'string', default: '320' },
    spliced: { type: 'string', default: '300' },
    bent: { type: 'string', default: '2000' },
    help: { type: 'boolean', default: false },
  },
});
/** Calls side by side. */
const WIDTH = 4;
const MAX_SHOWN = 5;
/** Characters around the first difference. */
const AROUND = 160;

interface Answered {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
}

/** Whatever differs from one run of the same service to the next. */
const withoutChance = (text: string) =>
  text
    .replaceAll(/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/g, '<uuid>')
    .replaceAll(/"(gatherMs|ms)":[\d.]+/g, '"$1":<ms>')
    // Of the code of a rule: it is what differs.
    .replaceAll(/"ruleVersion":"\w+"/g, '"ruleVersion":<hash>');

async function ask(port: number, { path, body }: AskedCall): Promise<Answered> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      // The same to both: what is made for a call is not compared.
      'x-request-id': 'equal',
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00',
    },
    body,
  });
  const text = await response.text();
  const headers = [...response.headers].flatMap(([name, value]) => {
    if (name === 'date') return [];
    if (name === 'server-timing') return [`${name}: ${value.replaceAll(/=[\d.]+/g, '=<ms>')}`];
    // Milliseconds in a body make it longer or shorter.
    const isRight = name !== 'content-length' || Number(value) === Buffer.byteLength(text);
    return [`${name}: ${name === 'content-length' && isRight ? 'that of the body' : value}`];
  });
  return {
    status: response.status,
    headers: headers.join('\n'),
    body: withoutChance(text),
  };
}

const partsOf = ({ status, headers, body }: Answered) => `${status}\n${headers}\n\n${body}`;

/** The two texts around the place where they part. */
function difference(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at += 1;
  const around = (text: string) => text.slice(Math.max(0, at - AROUND), at + AROUND);
  return `  before …${around(before)}…\n  after  …${around(after)}…`;
}

async function main(against: string): Promise<number> {
  const tree = treeAt(against);
  if (!tree) throw new Error(`There is no commit ${against}.`);
  const folder = await mkdtemp(join(tmpdir(), 'cauda-equal-'));
  const servers: ServerProcess[] = [];
  const started = async (name: string, script: string, cwd?: string) => {
    const env = {
      NODE_ENV: 'production',
      DEMO: '1',
      PORT: '0',
      // Links are the same of both.
      PUBLIC_URL: 'http://localhost:3000',
      DATABASE_URL: `sqlite:${join(folder, `${name}.db`)}`,
    };
    const server = await ServerProcess.start({ name, script, folder, env, ...(cwd && { cwd }) });
    servers.push(server);
    return server.port;
  };
  try {
    const before = await started('before', join(tree.folder, 'src/main.ts'), tree.folder);
    const after = await started('after', '../src/main.ts');
    return await compare(before, after);
  } finally {
    for (const server of servers) await server.stop();
    await rm(folder, { recursive: true, force: true });
    tree.remove();
  }
}

async function compare(before: number, after: number): Promise<number> {
  const counts = {
    ordinary: Number(values.ordinary),
    spliced: Number(values.spliced),
    bent: Number(values.bent),
  };
  const calls = equalCalls(Number(values.seed), counts, new Date());
  const statuses = new Map<number, number>();
  const cards = new Set<string>();
  let asked = 0;
  let spoke = 0;
  const differing: string[] = [];
  const both = async (call: AskedCall) =>
    (await Promise.all([ask(before, call), ask(after, call)])).map((each) => ({
      ...each,
      whole: partsOf(each),
    }));
  const worker = async () => {
    for (const call of calls) {
      let [one, other] = await both(call);
      // Midnight may lie between the two.
      if (one?.whole !== other?.whole) [one, other] = await both(call);
      if (!one || !other) return;
      asked += 1;
      statuses.set(one.status, (statuses.get(one.status) ?? 0) + 1);
      const ids = [...one.body.matchAll(/"system":"urn:cauda:card","code":"([^"]+)"/g)];
      if (ids.length > 0) spoke += 1;
      for (const [, id = ''] of ids) cards.add(id);
      if (one.whole === other.whole) continue;
      differing.push(`${call.name}\n${difference(one.whole, other.whole)}`);
    }
  };
  await Promise.all(Array.from({ length: WIDTH }, worker));
  console.log(
    `seed ${values.seed}: ${asked} calls, ${spoke} with a card, ${cards.size} different cards; ` +
      `statuses ${[...statuses].map(([status, n]) => `${status}: ${n}`).join(', ')}`,
  );
  console.log(
    differing.length === 0 ? 'all answers are equal' : `${differing.length} answers DIFFER`,
  );
  for (const each of differing.slice(0, MAX_SHOWN)) console.log(each);
  return differing.length === 0 ? 0 : 1;
}

if (values.help || values.against === undefined) {
  console.log(usage);
  process.exitCode = values.help ? 0 : 1;
} else {
  process.exitCode = await main(values.against);
}
