import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Feedback } from '../../src/cds-hooks/feedback.ts';
import type { IssuedCard, Store, FeedbackCounts } from '../../src/store/store.ts';
import { at, day, feedbackOn, issued, type Database } from './records.ts';

/** What every store promises. Run it with a way to make a fresh database. */
export function describeStore(name: string, createDatabase: () => Promise<Database>): void {
  describe(name, () => {
    let database: Database;
    let store: Store;
    beforeEach(async () => {
      database = await createDatabase();
      store = await database.open();
    });
    afterEach(async () => {
      await store.close();
      await database.drop();
    });

    const report = (...entries: readonly Feedback[]) =>
      store.appendFeedback('ehr-a', 'lumbar-mri-order-sign', entries, at).then(counted);

    describe('recordIssued', () => {
      test('keeps the cards of an answer, with and without suggestions', async () => {
        const cards = [issued(), issued({ suggestions: [] })];
        await store.recordIssued(cards);
        const counts = await report(...cards.map(({ uuid }) => feedbackOn(uuid)));
        expect(counts).toEqual({ stored: 2, repeated: 0, unknown: 0 });
      });

      test('no cards, nothing to do', async () => {
        await expect(store.recordIssued([])).resolves.toBeUndefined();
      });

      test('a uuid that is there already does not keep the others out', async () => {
        const first = issued();
        const second = issued();
        await store.recordIssued([first]);
        await store.recordIssued([second, first]);
        expect(await report(feedbackOn(second.uuid))).toMatchObject({ stored: 1 });
      });
    });

    describe('appendFeedback', () => {
      let card: IssuedCard;
      beforeEach(async () => {
        card = issued();
        await store.recordIssued([card]);
      });

      test('what became of each entry is told, in their order', async () => {
        const entry = feedbackOn(card.uuid);
        const unknown = feedbackOn('6a1f7d52-3f8e-4d6c-9a3b-0c5d8e7f1a2b');
        const { results } = await store.appendFeedback(
          'ehr-a',
          card.service,
          [entry, unknown, entry],
          at,
        );
        const { outcome } = entry;
        expect(results).toEqual([
          { card: card.card, outcome, result: 'stored' },
          { card: undefined, outcome, result: 'unknown' },
          { card: card.card, outcome, result: 'repeated' },
        ]);
      });

      test('no entries, nothing to do', async () => {
        expect(await report()).toEqual({ stored: 0, repeated: 0, unknown: 0 });
      });

      test('everything that a report may hold is taken', async () => {
        const full = feedbackOn(card.uuid, {
          reason: { system: 'urn:cauda:override-reason', code: 'already-considered' },
          userComment: "It's \u0000 done; DROP TABLE feedback; -- 🩻",
        });
        const bare = feedbackOn(card.uuid, {
          outcome: 'accepted',
          acceptedSuggestions: [...card.suggestions],
        });
        expect(await report(full, bare)).toEqual({ stored: 2, repeated: 0, unknown: 0 });
      });

      test('the same report is stored once, in one call and in several', async () => {
        const entry = feedbackOn(card.uuid);
        expect(await report(entry, entry)).toEqual({ stored: 1, repeated: 1, unknown: 0 });
        expect(await report(entry)).toEqual({ stored: 0, repeated: 1, unknown: 0 });
      });

      test('another outcome, time or suggestion is another report', async () => {
        const suggestions = [crypto.randomUUID(), crypto.randomUUID()];
        await report(feedbackOn(card.uuid));
        const counts = await report(
          feedbackOn(card.uuid, { outcomeAt: '2026-11-20T12:02:00.000Z' }),
          ...suggestions.map((id) =>
            feedbackOn(card.uuid, { outcome: 'accepted', acceptedSuggestions: [id] }),
          ),
        );
        expect(counts).toEqual({ stored: 3, repeated: 0, unknown: 0 });
      });

      test('a comment or reason sent again with the same report is a repeat', async () => {
        await report(feedbackOn(card.uuid));
        const again = feedbackOn(card.uuid, { userComment: 'once more' });
        expect(await report(again)).toMatchObject({ stored: 0, repeated: 1 });
      });

      test('an unknown card is counted and not stored, the others are', async () => {
        const stranger = feedbackOn(crypto.randomUUID());
        const counts = await report(stranger, feedbackOn(card.uuid), stranger);
        expect(counts).toEqual({ stored: 1, repeated: 0, unknown: 2 });
      });

      test('a card of another client is as unknown as any', async () => {
        const entry = feedbackOn(card.uuid);
        const theirs = counted(await store.appendFeedback('ehr-b', card.service, [entry], at));
        expect(theirs).toEqual({ stored: 0, repeated: 0, unknown: 1 });
        expect(await report(entry)).toMatchObject({ stored: 1 });
      });

      test('all entries or none', async () => {
        const impossible = feedbackOn(card.uuid, { outcome: null as never });
        await expect(report(feedbackOn(card.uuid), impossible)).rejects.toThrow();
        expect(await report(feedbackOn(card.uuid))).toMatchObject({ stored: 1 });
      });

      test('many at once on one store: each once', async () => {
        const entries = Array.from({ length: 20 }, (_, second) =>
          feedbackOn(card.uuid, {
            outcomeAt: new Date(at.getTime() + second * 1000).toISOString(),
          }),
        );
        const counts = await Promise.all([...entries, ...entries].map((entry) => report(entry)));
        expect(counts.filter(({ stored }) => stored === 1)).toHaveLength(20);
        expect(counts.filter(({ repeated }) => repeated === 1)).toHaveLength(20);
      });
    });

    describe('useTokenId', () => {
      const expires = new Date('2026-11-20T12:05:00Z');

      test('once, then never again', async () => {
        expect(await store.useTokenId('iss-a', 'jti', expires)).toBe(true);
        expect(await store.useTokenId('iss-a', 'jti', expires)).toBe(false);
        expect(await store.useTokenId('iss-a', 'jti', new Date('2027-01-01'))).toBe(false);
      });

      test('by issuer, and by the exact id', async () => {
        await store.useTokenId('iss-a', 'jti', expires);
        expect(await store.useTokenId('iss-b', 'jti', expires)).toBe(true);
        expect(await store.useTokenId('iss-a', 'JTI', expires)).toBe(true);
        expect(await store.useTokenId('iss-a', 'jti ', expires)).toBe(true);
      });

      test('of many at the same moment exactly one wins', async () => {
        const uses = Array.from({ length: 30 }, () => store.useTokenId('iss-a', 'race', expires));
        expect((await Promise.all(uses)).filter(Boolean)).toHaveLength(1);
      });
    });

    describe('deleteOld', () => {
      test('feedback and cards from before go, later ones stay', async () => {
        const old = issued({ issuedAt: day('2025-01-01').toISOString() });
        const fresh = issued();
        await store.recordIssued([old, fresh]);
        await store.appendFeedback('ehr-a', old.service, [feedbackOn(old.uuid)], day('2025-01-02'));
        await store.deleteOld(day('2025-06-01'), at);
        const counts = await report(feedbackOn(old.uuid), feedbackOn(fresh.uuid));
        expect(counts).toEqual({ stored: 1, repeated: 0, unknown: 1 });
      });

      test('an old card stays as long as later feedback is kept on it', async () => {
        const old = issued({ issuedAt: day('2025-01-01').toISOString() });
        await store.recordIssued([old]);
        await report(feedbackOn(old.uuid));
        await store.deleteOld(day('2025-06-01'), at);
        expect(await report(feedbackOn(old.uuid))).toMatchObject({ repeated: 1, unknown: 0 });
      });

      test('a record of the limit itself stays', async () => {
        const card = issued({ issuedAt: day('2025-06-01').toISOString() });
        await store.recordIssued([card]);
        await store.deleteOld(day('2025-06-01'), at);
        expect(await report(feedbackOn(card.uuid))).toMatchObject({ unknown: 0 });
      });

      test('token ids go when they have expired, not before', async () => {
        await store.useTokenId('iss', 'over', new Date(at.getTime() - 1));
        await store.useTokenId('iss', 'valid', new Date(at.getTime() + 1));
        await store.deleteOld(day('2025-06-01'), at);
        expect(await store.useTokenId('iss', 'over', at)).toBe(true);
        expect(await store.useTokenId('iss', 'valid', at)).toBe(false);
      });
    });

    describe('check', () => {
      test('passes while the store can be used, and fails when it cannot', async () => {
        await expect(store.check()).resolves.toBeUndefined();
        const other = await database.open();
        await other.close();
        await expect(other.check()).rejects.toThrow();
      });
    });
  });
}

/** The counts alone: what became of each entry has a test of its own. */
const counted = ({ stored, repeated, unknown }: FeedbackCounts) => ({ stored, repeated, unknown });
