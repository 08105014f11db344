import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PostgresServer, postgresBinaries } from '../contract/postgres-server.ts';
import { inTurns, Replicas } from '../support/replicas.ts';

jest.setTimeout(300_000);

const bin = postgresBinaries();
if (bin === undefined) {
  console.log(
    'PostgreSQL is not installed: the tests of replicas are skipped (Debian: apt-get install postgresql).',
  );
}
/** Calls of one client that are under way at once: below its share. */
const WIDTH = 8;

(bin === undefined ? describe.skip : describe)('Two replicas on one PostgreSQL', () => {
  let server: PostgresServer;
  let database: string;
  let replicas: Replicas;
  // One pair for all tests: each looks for what is its own. The one that kills stands last.
  beforeAll(async () => {
    server = await PostgresServer.start(bin!);
    database = await server.createDatabase();
    replicas = await Replicas.start(server.url(database));
  });
  afterAll(async () => {
    await replicas.stop();
    await server.stop();
  });
  const cardsWithFeedback = async () => {
    const rows = await server.query(database, 'select card_uuid from feedback');
    return new Set(rows.map((row) => (row as { card_uuid: string }).card_uuid));
  };

  test('a card by one, its feedback to the other at once: 0 of 1,000 lost', async () => {
    const sent = new Set<string>();
    await inTurns(
      Array.from({ length: 1000 }, (_, index) => index),
      WIDTH,
      async (index) => {
        const [issuing, other] = index % 2 ? [0, 1] : [1, 0];
        const { status, body } = await replicas.call(replicas.urls[issuing]!);
        expect([status, body.cards.length]).toEqual([200, 1]);
        const [{ uuid }] = body.cards;
        expect((await replicas.feedback(replicas.urls[other]!, uuid)).status).toBe(200);
        sent.add(uuid);
      },
    );
    const stored = await cardsWithFeedback();
    expect(sent.size).toBe(1000);
    expect([...sent].filter((uuid) => !stored.has(uuid))).toEqual([]);
    expect(await server.query(database, 'select id from pending_feedback')).toEqual([]);
  });

  test('the same token at both at the same moment: one accepted', async () => {
    for (let round = 0; round < 20; round += 1) {
      const token = await replicas.token();
      const answers = await Promise.all(replicas.urls.map((url) => replicas.call(url, token)));
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    }
  });

  test('connections that break again and again in mid-call: both replicas live, nothing is lost', async () => {
    const ended: unknown[] = [];
    for (const each of replicas.all) void each.ended.then((how) => ended.push(how));
    const acknowledged = new Set<string>();
    let isOver = false;
    const breaking = (async () => {
      while (!isOver) {
        await server.query(
          'postgres',
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`,
        );
      }
    })();
    await inTurns(
      Array.from({ length: 100 }, (_, index) => index),
      WIDTH,
      async () => {
        const call = await replicas.call(replicas.url);
        if (call.status !== 200) return;
        const [{ uuid }] = call.body.cards;
        if ((await replicas.feedback(replicas.url, uuid)).status === 200) acknowledged.add(uuid);
      },
    );
    isOver = true;
    await breaking;
    expect(ended).toEqual([]);
    for (const url of replicas.urls) expect((await replicas.call(url)).status).toBe(200);
    const rows = await server.query(
      database,
      'select card_uuid from feedback union select card_uuid from pending_feedback',
    );
    const stored = new Set(rows.map((row) => (row as { card_uuid: string }).card_uuid));
    expect([...acknowledged].filter((uuid) => !stored.has(uuid))).toEqual([]);
  });

  test('kill -9 of a replica in a burst: 0 acknowledged lost, and the other serves on', async () => {
    const acknowledged = new Set<string>();
    let refused = 0;
    let killed = false;
    await inTurns(
      Array.from({ length: 400 }, (_, index) => index),
      WIDTH,
      async () => {
        const call = await replicas.call(replicas.url);
        if (call.status !== 200) {
          refused += 1;
          return;
        }
        const [{ uuid }] = call.body.cards;
        // An EHR sends again what was not acknowledged.
        for (let attempt = 0; attempt < 3; attempt += 1) {
          const { status } = await replicas.feedback(replicas.url, uuid);
          if (status === 200) {
            acknowledged.add(uuid);
            break;
          }
        }
        if (!killed && acknowledged.size >= 100) {
          killed = true;
          replicas.all[0]!.kill('SIGKILL');
        }
      },
    );
    expect(await replicas.all[0]!.ended).toMatchObject({ signal: 'SIGKILL' });
    const stored = await cardsWithFeedback();
    expect([...acknowledged].filter((uuid) => !stored.has(uuid))).toEqual([]);
    // Half of the calls after the kill went to the one that is gone.
    expect(refused).toBeGreaterThan(0);
    expect(acknowledged.size).toBeGreaterThan(150);
    expect((await replicas.call(replicas.urls[1]!)).status).toBe(200);
  });
});
