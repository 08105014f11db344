import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Store } from '../../src/store/store.ts';
import { at, feedbackOn, issued, type Database } from './records.ts';

/** What stores promise that share one database, as replicas do. */
export function describeSharedStore(name: string, createDatabase: () => Promise<Database>): void {
  describe(name, () => {
    let database: Database;
    let stores: readonly Store[];
    beforeEach(async () => {
      database = await createDatabase();
      stores = [await database.open(), await database.open()];
    });
    afterEach(async () => {
      await Promise.all(stores.map((store) => store.close()));
      await database.drop();
    });

    test('migrations are applied once, by whoever comes first', async () => {
      const again = await database.open();
      await again.check();
      await again.close();
    });

    test('a token id is used once among all of them', async () => {
      const uses = Array.from({ length: 20 }, () =>
        stores.map((s) => s.useTokenId('iss', 'jti', at)),
      );
      expect((await Promise.all(uses.flat())).filter(Boolean)).toHaveLength(1);
    });

    test('feedback on a card that another one issued is stored, once', async () => {
      const [first, second] = stores as [Store, Store];
      const card = issued();
      await first.recordIssued([card]);
      const entries = [feedbackOn(card.uuid)];
      const service = card.service;
      expect(await second.appendFeedback('ehr-a', service, entries, at)).toMatchObject([
        { result: 'stored' },
      ]);
      expect(await first.appendFeedback('ehr-a', service, entries, at)).toMatchObject([
        { result: 'repeated' },
      ]);
    });

    test('five that start at once on a new store all come up', async () => {
      const fresh = await createDatabase();
      const started = await Promise.all(Array.from({ length: 5 }, () => fresh.open()));
      await Promise.all(started.map((store) => store.check()));
      await Promise.all(started.map((store) => store.close()));
      await fresh.drop();
    });

    test('a card at one and feedback at the other at the same moment: nothing is lost', async () => {
      const [first, second] = stores as [Store, Store];
      const cards = Array.from({ length: 300 }, () => issued());
      await Promise.all(
        cards.flatMap((card) => [
          first.recordIssued([card]),
          second.appendFeedback('ehr-a', card.service, [feedbackOn(card.uuid)], at),
        ]),
      );
      const again = await Promise.all(
        cards.map((card) =>
          first.appendFeedback('ehr-a', card.service, [feedbackOn(card.uuid)], at),
        ),
      );
      const results = again.flat().map(({ result }) => result);
      expect(results.filter((result) => result === 'repeated')).toHaveLength(cards.length);
    });

    test('a key is shared', async () => {
      const keys = await Promise.all(stores.map((store) => store.sharedKey('users')));
      expect(new Set(keys).size).toBe(1);
    });

    test('old records are deleted by both at once without harm', async () => {
      const old = Array.from({ length: 800 }, () =>
        issued({ issuedAt: '2025-01-01T00:00:00.000Z' }),
      );
      await stores[0]!.recordIssued(old);
      await Promise.all(stores.map((store) => store.deleteOld(new Date('2025-06-01'), at)));
      const results = await stores[1]!.appendFeedback(
        'ehr-a',
        old[0]!.service,
        [feedbackOn(old[0]!.uuid)],
        at,
      );
      expect(results).toMatchObject([{ result: 'pending' }]);
    });

    test('what was stored is there after closing', async () => {
      const card = issued();
      await stores[0]!.recordIssued([card]);
      const reopened = await database.open();
      const entries = [feedbackOn(card.uuid)];
      const results = await reopened.appendFeedback('ehr-a', card.service, entries, at);
      expect(results).toMatchObject([{ result: 'stored' }]);
      await reopened.close();
    });
  });
}
