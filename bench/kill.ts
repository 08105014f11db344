import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { PostgresServer, postgresBinaries } from '../tests/contract/postgres-server.ts';
import { Replicas } from '../tests/support/replicas.ts';
import { textTable } from './statistics.ts';

/**
 * `npm run bench:kill`: the process is killed (SIGKILL) again and again while calls and feedback run, on
 * both stores. Then it is looked up whether everything is there that was acknowledged: feedback that was
 * answered 200, and the id of every token whose call or feedback was answered. It shows that nothing waits
 * in the process; that it waits in no cache of the system either is shown by strace (docs/operating.md).
 */

const CALLERS = 6;
/** Tokens live for five minutes and are kept for half a minute more; their times are whole seconds. */
const TOKEN_LIFE_MS = 329_000;
/** The kill comes somewhere in the burst: after as many acknowledged reports as this, at most. */
const MOST_BEFORE = 40;

interface Round {
  readonly acknowledged: readonly string[];
  /** Answers that spent a token. */
  readonly answered: number;
}

/** One process on a store, and its end in the middle of a burst. */
async function killedRound(databaseUrl: string, before: number): Promise<Round> {
  const replicas = await Replicas.start(databaseUrl, {}, [{}]);
  try {
    const acknowledged: string[] = [];
    let answered = 0;
    const caller = async () => {
      for (;;) {
        const call = await replicas.call(replicas.urls[0] ?? '').catch(() => undefined);
        if (!call) return;
        if (call.status === 200) answered += 1;
        const card: string | undefined = call.body?.cards?.[0]?.uuid;
        if (card === undefined) continue;
        const answer = await replicas.feedback(replicas.urls[0] ?? '', card).catch(() => undefined);
        if (!answer) return;
        if (answer.status !== 200) continue;
        answered += 1;
        acknowledged.push(card);
        if (acknowledged.length === before) replicas.all[0]?.kill('SIGKILL');
      }
    };
    await Promise.all(Array.from({ length: CALLERS }, caller));
    return { acknowledged, answered };
  } finally {
    await replicas.stop();
  }
}

/** What a store holds, read beside the service. */
interface Held {
  readonly feedback: ReadonlySet<string>;
  readonly tokens: number;
}

async function rounds(
  name: string,
  databaseUrl: string,
  count: number,
  read: (since: string) => Promise<Held>,
): Promise<readonly string[]> {
  const acknowledged: string[] = [];
  let answered = 0;
  let lost = 0;
  let lostTokens = 0;
  for (let round = 0; round < count; round += 1) {
    // What expired is deleted at the next start: only the tokens of this round can be asked for.
    const since = new Date(Date.now() + TOKEN_LIFE_MS).toISOString();
    const part = await killedRound(databaseUrl, 1 + ((round * 7) % MOST_BEFORE));
    acknowledged.push(...part.acknowledged);
    answered += part.answered;
    const held = await read(since);
    lost = acknowledged.filter((card) => !held.feedback.has(card)).length;
    lostTokens += Math.max(0, part.answered - held.tokens);
    console.error(`${name}: ${round + 1} of ${count}, ${lost} lost, ${lostTokens} tokens not kept`);
    if (lost > 0) break;
  }
  return [
    name,
    String(count),
    String(acknowledged.length),
    String(lost),
    String(answered),
    String(lostTokens),
  ];
}

const FEEDBACK = 'select card_uuid from feedback union select card_uuid from pending_feedback';
const tokensSince = (since: string) =>
  `select count(*) as n from used_token where expires_at >= '${since}'`;
const heldOf = (cards: readonly unknown[], tokens: readonly unknown[]): Held => ({
  feedback: new Set(cards.map((row) => (row as { card_uuid: string }).card_uuid)),
  tokens: Number((tokens[0] as { n: number | string }).n),
});

async function onSqlite(count: number): Promise<readonly string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-kill-'));
  try {
    const file = join(folder, 'cauda.db');
    return await rounds('SQLite', `sqlite:${file}`, count, (since) => {
      const db = new DatabaseSync(file);
      try {
        return Promise.resolve(
          heldOf(db.prepare(FEEDBACK).all(), db.prepare(tokensSince(since)).all()),
        );
      } finally {
        db.close();
      }
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(bin: string, count: number): Promise<readonly string[]> {
  const server = await PostgresServer.start(bin, true);
  try {
    const database = await server.createDatabase();
    return await rounds('PostgreSQL', server.url(database), count, async (since) =>
      heldOf(
        await server.query(database, FEEDBACK),
        await server.query(database, tokensSince(since)),
      ),
    );
  } finally {
    await server.stop();
  }
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      rounds: { type: 'string', default: '100' },
      /** `sqlite` or `postgres`; both when it is left out. */
      store: { type: 'string' },
    },
  });
  const count = Number(values.rounds);
  const table: (readonly string[])[] = [];
  if (values.store !== 'postgres') table.push(await onSqlite(count));
  if (values.store !== 'sqlite') {
    const bin = postgresBinaries();
    if (bin === undefined) console.error('PostgreSQL is not installed: it was not tried.');
    else table.push(await onPostgres(bin, count));
  }
  console.log(
    textTable(
      ['store', 'kills', 'feedback acknowledged', 'lost', 'tokens answered', 'not kept'],
      table,
    ),
  );
  if (table.some((row) => row[3] !== '0' || row[5] !== '0')) process.exitCode = 1;
}

await main();
