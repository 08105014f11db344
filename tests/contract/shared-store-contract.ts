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
      expect(await second.appendFeedback('ehr-a', service, entries, at)).toMatchObject({
        stored: 1,
      });
      expect(await first.appendFeedback('ehr-a', service, entries, at)).toMatchObject({
        repeated: 1,
      });
    });

    test('what was stored is there after closing', async () => {
      const card = issued();
      await stores[0]!.recordIssued([card]);
      const reopened = await database.open();
      const entries = [feedbackOn(card.uuid)];
      const counts = await reopened.appendFeedback('ehr-a', card.service, entries, at);
      expect(counts).toMatchObject({ stored: 1 });
      await reopened.close();
    });
  });
}
