import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { openPostgres } from '../../src/store/engines/open-postgres.ts';
import { openStore } from '../../src/store/engines/open-store.ts';
import { faultOf } from '../../src/store/store-fault.ts';
import { PostgresServer, postgresBinaries } from './postgres-server.ts';
import { at, feedbackOn, issued, type Database } from './records.ts';
import { describeSharedStore } from './shared-store-contract.ts';
import { describeStore } from './store-contract.ts';

const bin = postgresBinaries();
if (bin === undefined) {
  console.log(
    'PostgreSQL is not installed: its tests are skipped (Debian: apt-get install postgresql).',
  );
}

(bin === undefined ? describe.skip : describe)('On a PostgreSQL server', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await PostgresServer.start(bin!);
  });
  afterAll(() => server.stop());

  const database = async (): Promise<Database> => {
    const name = await server.createDatabase();
    return {
      open: () => openPostgres(server.url(name), 20_000),
      drop: async () => {
        await server.query('postgres', `drop database ${name} with (force)`);
      },
    };
  };

  describeStore('PostgreSQL', database);
  describeSharedStore('PostgreSQL, two replicas', database);

  test('the server restarts between two calls: the next one is served', async () => {
    const store = await openPostgres(server.url(await server.createDatabase()), 20_000);
    const card = issued();
    await store.recordIssued([card]);
    await server.down();
    const late = store.appendFeedback('ehr-a', card.service, [feedbackOn(card.uuid)], at);
    await server.up();
    expect(await late).toMatchObject([{ result: 'stored' }]);
    await store.close();
  });

  test('a server that is away is told as such, inside the deadline', async () => {
    const store = await openPostgres(server.url(await server.createDatabase()), 300);
    await server.down();
    const fault = await store.check().catch(faultOf);
    expect(['absent', 'too-late']).toContain(fault);
    await expect(store.useTokenId('iss', 'jti', at)).rejects.toThrow();
    await server.up();
    await store.close();
  });

  test('a table that somebody locks: refused inside the deadline, served afterwards', async () => {
    const name = await server.createDatabase();
    const store = await openPostgres(server.url(name), 300);
    const patient = await openPostgres(server.url(name), 20_000);
    const holder = new pg.Client(server.url(name));
    await holder.connect();
    await holder.query('begin; lock table used_token in access exclusive mode');
    const fault = await store.useTokenId('iss', 'jti', at).catch(faultOf);
    expect(['locked', 'too-late']).toContain(fault);
    await holder.query('commit');
    await holder.end();
    expect(await patient.useTokenId('iss', 'other', at)).toBe(true);
    await Promise.all([store.close(), patient.close()]);
  });

  test('more connections than the server has: waited out or refused, never a standing process', async () => {
    const name = await server.createDatabase();
    const stores = await Promise.all(
      Array.from({ length: 7 }, () => openPostgres(server.url(name), 20_000)),
    );
    const cards = stores.flatMap((store, index) =>
      Array.from({ length: 20 }, () => ({ store, card: issued({ hookInstance: `${index}` }) })),
    );
    await Promise.all(cards.map(({ store, card }) => store.recordIssued([card])));
    const results = await Promise.all(
      cards.map(({ store, card }) =>
        store.appendFeedback('ehr-a', card.service, [feedbackOn(card.uuid)], at),
      ),
    );
    expect(results.flat().every(({ result }) => result === 'stored')).toBe(true);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('a database that is not there refuses the start and says what to look at', async () => {
    const url = server.url('nowhere');
    await expect(openStore(url, 1000)).rejects.toThrow(/DATABASE_URL: .*absent, 3D000/);
    await expect(openStore(url, 1000)).rejects.not.toThrow(/nowhere/);
  });
});
