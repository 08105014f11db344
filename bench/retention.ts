import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { PostgresServer, postgresBinaries } from '../tests/contract/postgres-server.ts';
import { startProcess } from '../tests/http/cauda-process.ts';
import { Replicas } from '../tests/support/replicas.ts';
import { quantile, textTable } from './statistics.ts';

/**
 * `npm run bench:retention`: a store full of records older than `RETENTION_DAYS`, and a service that is
 * started on it. Prints how long the deletion took, and how signed calls and their feedback were answered
 * while it went on and after it.
 */

const { values: options } = parseArgs({
  options: {
    cards: { type: 'string', default: '1000000' },
    feedback: { type: 'string', default: '100000' },
    /** `sqlite` or `postgres`; both when it is left out. */
    store: { type: 'string' },
    /** Calls start so many milliseconds apart, whether the one before is answered or not. */
    apart: { type: 'string', default: '50' },
  },
});
const CARDS = Number(options.cards);
const FEEDBACK = Number(options.feedback);
const APART_MS = Number(options.apart);
const AFTERWARDS_MS = 20_000;
/** All old records are of these days, long past the 400 of the default. */
const OLD = '2020-01-01T00:00:00.000Z';

interface Timed {
  readonly what: 'call' | 'feedback';
  readonly at: number;
  readonly ms: number;
  readonly status: number;
}

/** Calls at an even pace, each with feedback on its card, until told to stop. */
function load(replicas: Replicas) {
  const timed: Timed[] = [];
  const url = replicas.urls[0] ?? '';
  let isOver = false;
  const one = async () => {
    const at = performance.now();
    const call = await replicas.call(url).catch(() => undefined);
    timed.push({ what: 'call', at, ms: call?.ms ?? 0, status: call?.status ?? 0 });
    const card: string | undefined = call?.status === 200 ? call.body.cards[0]?.uuid : undefined;
    if (card === undefined) return;
    const answer = await replicas.feedback(url, card).catch(() => undefined);
    timed.push({ what: 'feedback', at, ms: answer?.ms ?? 0, status: answer?.status ?? 0 });
  };
  const all = (async () => {
    const open: Promise<void>[] = [];
    while (!isOver) {
      open.push(one());
      await sleep(APART_MS);
    }
    await Promise.all(open);
  })();
  return {
    timed,
    end() {
      isOver = true;
      return all;
    },
  };
}

function row(store: string, when: string, seconds: number, timed: readonly Timed[]) {
  const of = (what: Timed['what']) => {
    const some = timed.filter((each) => each.what === what);
    const statuses = Map.groupBy(some, ({ status }) => status);
    const times = some.map(({ ms }) => ms);
    const at = (share: number) => quantile(times, share).toFixed(0);
    return [
      [...statuses].map(([status, { length }]) => `${status}×${length}`).join(' '),
      times.length === 0 ? '' : `${at(0.5)} / ${at(0.99)} / ${at(1)} ms`,
    ];
  };
  return [store, when, `${seconds.toFixed(0)} s`, ...of('call'), ...of('feedback')];
}

interface Store {
  readonly name: string;
  readonly url: string;
  readonly fill: () => Promise<unknown>;
  /** Whether an old record is left. */
  readonly hasOld: () => Promise<boolean>;
}

async function measured({ name, url, fill, hasOld }: Store) {
  // The service makes its tables itself.
  const first = startProcess({ DATABASE_URL: url });
  await first.url;
  first.kill('SIGTERM');
  await first.ended;
  const filling = performance.now();
  await fill();
  console.error(`${name}: filled in ${((performance.now() - filling) / 1000).toFixed(0)} s`);
  const replicas = await Replicas.start(url, { HOOK_BUDGET_MS: '450' }, [{}]);
  try {
    const began = performance.now();
    const running = load(replicas);
    while (await hasOld()) await sleep(500);
    const done = performance.now();
    console.error(`${name}: deleted in ${((done - began) / 1000).toFixed(0)} s`);
    await sleep(AFTERWARDS_MS);
    await running.end();
    const log = replicas.all[0]?.lines.filter((line) => line.includes('not deleted')) ?? [];
    for (const line of log) console.error(line);
    const rows = [
      row(
        name,
        'while deleting',
        (done - began) / 1000,
        running.timed.filter(({ at }) => at < done),
      ),
      row(
        name,
        'after it',
        AFTERWARDS_MS / 1000,
        running.timed.filter(({ at }) => at >= done),
      ),
    ];
    for (const each of rows) console.error(each.join('  '));
    return rows;
  } finally {
    await replicas.stop();
  }
}

const cardColumns =
  'issued_card (uuid, card, version, service, client, hook_instance, suggestions, issued_at)';
const feedbackColumns =
  'feedback (card_uuid, client, service, outcome, outcome_at, suggestions, received_at, once)';
/** @param id SQL of a text that differs from row to row. */
const cardOf = (id: string) =>
  `${id}, 'contrast-option-after-disc-surgery', 1, 'lumbar-mri-order-sign', 'an-ehr', ${id}, '[]', '${OLD}'`;
const feedbackOf = (id: string) =>
  `${id}, 'an-ehr', 'lumbar-mri-order-sign', 'overridden', '${OLD}', '[]', '${OLD}', ${id}`;
const ANY_OLD = `select 1 from issued_card where issued_at = '${OLD}' limit 1`;
const ANY_OLD_FEEDBACK = `select 1 from feedback where received_at = '${OLD}' limit 1`;

async function onSqlite() {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-retention-'));
  const file = join(folder, 'cauda.db');
  const isThere = (sql: string) => {
    const db = new DatabaseSync(file);
    try {
      return db.prepare(sql).get() !== undefined;
    } finally {
      db.close();
    }
  };
  const id = `lower(hex(randomblob(4)) || '-' || printf('%032d', n))`;
  const numbers = (count: number) =>
    `with recursive i(n) as (select 1 union all select n + 1 from i where n < ${count})`;
  try {
    return await measured({
      name: 'SQLite',
      url: `sqlite:${file}`,
      async fill() {
        const db = new DatabaseSync(file);
        // Random uuids, as they are in life: their index is then as scattered.
        db.exec(
          `insert into ${cardColumns} ${numbers(CARDS)} select ${cardOf(id).replaceAll(id, 'u')} from (select ${id} as u from i)`,
        );
        db.exec(
          `insert into ${feedbackColumns} select ${feedbackOf('uuid')} from issued_card limit ${FEEDBACK}`,
        );
        db.close();
        return Promise.resolve();
      },
      hasOld: () => Promise.resolve(isThere(ANY_OLD) || isThere(ANY_OLD_FEEDBACK)),
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function onPostgres(bin: string) {
  const server = await PostgresServer.start(bin, true);
  try {
    const database = await server.createDatabase();
    const asked = async (sql: string) => (await server.query(database, sql)).length > 0;
    return await measured({
      name: 'PostgreSQL',
      url: server.url(database),
      async fill() {
        await server.query(
          database,
          `insert into ${cardColumns} select ${cardOf('u')} from (select gen_random_uuid()::text as u from generate_series(1, ${CARDS})) as ids`,
        );
        await server.query(
          database,
          `insert into ${feedbackColumns} select ${feedbackOf('uuid')} from issued_card limit ${FEEDBACK}`,
        );
      },
      hasOld: async () => (await asked(ANY_OLD)) || asked(ANY_OLD_FEEDBACK),
    });
  } finally {
    await server.stop();
  }
}

const rows: (readonly string[])[] = [];
if (options.store !== 'postgres') rows.push(...(await onSqlite()));
if (options.store !== 'sqlite') {
  const bin = postgresBinaries();
  if (bin === undefined) console.error('PostgreSQL is not installed: it was not tried.');
  else rows.push(...(await onPostgres(bin)));
}
console.log(
  textTable(
    [
      'store',
      `${CARDS} cards, ${FEEDBACK} reports`,
      'time',
      'calls',
      'median / p99 / slowest',
      'feedback',
      'median / p99 / slowest',
    ],
    rows,
  ),
);
