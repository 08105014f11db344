import { existsSync } from 'node:fs';
import pg from 'pg';
import { PostgresServer, postgresBinaries } from '../tests/contract/postgres-server.ts';
import { Replicas, type Answered } from '../tests/support/replicas.ts';
import { quantile, textTable } from './statistics.ts';

/**
 * `npm run bench:outages`: two replicas under load while their database fails them in four ways. Prints
 * how calls and feedback were answered, how slow the slowest was, and how long until all was well again.
 */

const BUDGET_MS = 450;
const CALLERS = 4;
const WELL_MS = 3_000;
/** Where Debian's package puts it. */
const FAKETIME = '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1';

interface Noted {
  readonly at: number;
  readonly what: 'call' | 'feedback';
  readonly answer: Answered | undefined;
  readonly card: string | undefined;
}

/** Calls and feedback without a pause, until told to stop. */
function load(replicas: Replicas) {
  const noted: Noted[] = [];
  let isOver = false;
  const caller = async () => {
    while (!isOver) {
      const at = performance.now();
      const call = await replicas.call(replicas.url).catch(() => undefined);
      noted.push({ at, what: 'call', answer: call, card: undefined });
      const card: string | undefined = call?.status === 200 ? call.body.cards[0]?.uuid : undefined;
      if (card === undefined) continue;
      const answer = await replicas.feedback(replicas.url, card).catch(() => undefined);
      noted.push({ at: performance.now(), what: 'feedback', answer, card });
    }
  };
  const callers = Array.from({ length: CALLERS }, caller);
  return {
    noted,
    async end() {
      isOver = true;
      await Promise.all(callers);
    },
  };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function scenario(
  server: PostgresServer,
  name: string,
  fail: (database: string) => Promise<() => Promise<void>>,
  envs?: readonly Readonly<Record<string, string>>[],
): Promise<readonly string[]> {
  const database = await server.createDatabase();
  const replicas = await Replicas.start(
    server.url(database),
    { HOOK_BUDGET_MS: String(BUDGET_MS) },
    envs,
  );
  try {
    const running = load(replicas);
    await sleep(WELL_MS);
    const began = performance.now();
    const mend = await fail(database);
    await mend();
    const mended = performance.now();
    await sleep(WELL_MS + 3_000);
    await running.end();
    const during = running.noted.filter(({ at }) => at >= began - BUDGET_MS);
    const statuses = (what: Noted['what']) => {
      const counts: Record<string, number> = {};
      for (const { answer } of during.filter((each) => each.what === what)) {
        const status = String(answer?.status ?? 'none');
        counts[status] = (counts[status] ?? 0) + 1;
      }
      return Object.entries(counts)
        .map(([status, count]) => `${status}×${count}`)
        .join(' ');
    };
    const times = during.flatMap(({ answer }) => (answer ? [answer.ms] : []));
    const lastBad = during.findLast(({ answer }) => answer?.status !== 200);
    const recovery = lastBad === undefined ? 0 : Math.max(0, lastBad.at - mended);
    // Feedback whose card is not recorded yet waits for it, a day long.
    const rows = await server.query(
      database,
      'select card_uuid from feedback union select card_uuid from pending_feedback',
    );
    const stored = new Set(rows.map((row) => (row as { card_uuid: string }).card_uuid));
    const lost = running.noted.filter(
      ({ what, answer, card }) =>
        what === 'feedback' && answer?.status === 200 && !stored.has(card ?? ''),
    );
    return [
      name,
      `${((mended - began) / 1000).toFixed(1)} s`,
      statuses('call'),
      statuses('feedback'),
      `${quantile(times, 0.95).toFixed(0)} ms`,
      `${Math.max(...times).toFixed(0)} ms`,
      `${(recovery / 1000).toFixed(1)} s`,
      String(lost.length),
    ];
  } finally {
    await replicas.stop();
  }
}

const nothing = () => Promise.resolve();

async function main(): Promise<void> {
  const bin = postgresBinaries();
  if (bin === undefined) {
    console.log(
      'PostgreSQL is not installed: nothing was measured (Debian: apt-get install postgresql).',
    );
    return;
  }
  const server = await PostgresServer.start(bin);
  const rows: (readonly string[])[] = [];
  try {
    rows.push(
      await scenario(server, 'database restarted', async () => {
        await server.down();
        await sleep(1_000);
        await server.up();
        return nothing;
      }),
    );
    rows.push(
      await scenario(
        server,
        'all connections taken, replicas cut off, for 5 s',
        async (database) => {
          const taken: pg.Client[] = [];
          const take = async () => {
            const client = new pg.Client(server.url('postgres'));
            client.on('error', () => undefined);
            await client.connect();
            taken.push(client);
          };
          await server.query(
            'postgres',
            `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`,
          );
          for (;;) {
            try {
              await take();
            } catch {
              break;
            }
          }
          await sleep(5_000);
          return async () => {
            await Promise.all(taken.map((client) => client.end()));
          };
        },
      ),
    );
    rows.push(
      await scenario(server, 'tables locked for 10 s', async (database) => {
        await server.query(
          database,
          'begin; lock table feedback, issued_card, used_token in access exclusive mode; select pg_sleep(10); commit;',
        );
        return nothing;
      }),
    );
    if (existsSync(FAKETIME)) {
      rows.push(
        await scenario(server, 'clocks 20 s apart', () => Promise.resolve(nothing), [
          {},
          { LD_PRELOAD: FAKETIME, FAKETIME: '+20s', FAKETIME_DONT_FAKE_MONOTONIC: '1' },
        ]),
      );
    } else console.log('faketime is not installed: clocks apart were not tried.');
  } finally {
    await server.stop();
  }
  console.log(
    textTable(
      [
        'outage',
        'lasted',
        'calls',
        'feedback',
        'p95',
        'slowest',
        'well again after',
        'acknowledged lost',
      ],
      rows,
    ),
  );
  console.log(`Budget ${BUDGET_MS} ms. ${CALLERS} callers. Two replicas on this machine.`);
}

await main();
