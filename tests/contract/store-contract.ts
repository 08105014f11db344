import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Feedback } from '../../src/cds-hooks/feedback.ts';
import type {
  ConfigurationState,
  ExportedRecord,
  FeedbackResult,
  IssuedCard,
  OutcomeCount,
  Store,
  WithheldReference,
} from '../../src/store/store.ts';
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
        expect(counts).toEqual({ stored: 2, repeated: 0, pending: 0, foreign: 0 });
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

    describe('recalls', () => {
      const first = {
        card: 'mri-before-lumbar-puncture',
        why: 'one',
        at: '2026-11-20T12:00:00.000Z',
      };

      test('are known by card, the later reason replacing the earlier, until taken back', async () => {
        expect(await store.recalls()).toEqual([]);
        await store.recall(first);
        await store.recall({ card: '*', why: 'all', at: first.at });
        const later = { ...first, why: 'two', at: '2026-11-21T12:00:00.000Z' };
        await store.recall(later);
        expect(await store.recalls()).toEqual([{ card: '*', why: 'all', at: first.at }, later]);
        expect(await store.takeBackRecall(first.card)).toBe(true);
        expect(await store.takeBackRecall(first.card)).toBe(false);
        expect(await store.recalls()).toMatchObject([{ card: '*' }]);
      });
    });

    describe('what was in force', () => {
      const record = {
        card: 'mri-before-lumbar-puncture',
        version: 3,
        hash: 'abc',
        settings: { settings: { feverDays: 14 }, timeZone: 'UTC' },
        since: '2026-11-20T12:00:00.000Z',
      };

      test('is kept once for each state, the first time it was so', async () => {
        const later = { ...record, hash: 'def', since: '2026-11-22T12:00:00.000Z' };
        await store.keepSettings([record, record]);
        await store.keepSettings([{ ...record, since: '2026-11-21T12:00:00.000Z' }, later]);
        await store.keepSettings([]);
        expect(await store.settingsOf(record.card, 3)).toEqual([record, later]);
        expect(await store.settingsOf(record.card, 2)).toEqual([]);
        expect(await store.settingsOf('another', 3)).toEqual([]);
      });
    });

    describe('the log of changes', () => {
      const state = (hash: string | undefined, more: Partial<ConfigurationState> = {}) => ({
        at: '2026-11-20T12:00:00.000Z',
        kind: 'start' as const,
        service: '1.0.0',
        hash,
        parts: { site: hash ?? '', cards: 'c' },
        ...more,
      });

      test('a start with the same configuration is no change, a reload is told', async () => {
        expect(await store.changes()).toEqual([]);
        expect(await store.logChange(state('one'))).toBe(true);
        expect(await store.logChange(state('one'))).toBe(false);
        expect(await store.logChange(state('two', { kind: 'reload' }))).toBe(true);
        expect(await store.changes()).toMatchObject([
          { kind: 'reload', before: 'one', after: 'two', what: 'site' },
          { kind: 'start', before: null, after: 'one', what: 'site, cards' },
        ]);
      });

      test('a recall stands in it and changes no hash', async () => {
        await store.logChange(state('one'));
        await store.logChange(state(undefined, { kind: 'recall', parts: {}, note: 'all: drill' }));
        await store.logChange(state('two', { kind: 'reload' }));
        expect(await store.changes()).toMatchObject([
          { before: 'one', after: 'two', what: 'site' },
          { kind: 'recall', before: 'one', after: 'one', what: 'all: drill' },
          { kind: 'start' },
        ]);
      });
    });

    describe('what a card was made of', () => {
      const made = {
        serviceVersion: '1.0.0',
        settingsHash: 's1',
        wording: 'standard',
        slots: 'k1',
      };

      test('is found by what filled its slots, the newest first', async () => {
        const first = issued({ made, issuedAt: '2026-11-19T12:00:00.000Z' });
        const second = issued({ made, withheld: 'silent mode' });
        await store.recordIssued([
          first,
          second,
          issued(),
          issued({ made: { ...made, slots: 'k2' } }),
        ]);
        const { settingsHash, serviceVersion, wording } = made;
        expect(await store.cardsMadeOf('k1')).toMatchObject([
          { uuid: second.uuid, withheld: 'silent mode' },
          { uuid: first.uuid, withheld: null, settingsHash, serviceVersion, wording },
        ]);
        expect(await store.cardsMadeOf('k3')).toEqual([]);
      });
    });

    describe('what withheld cards were about', () => {
      const until = '2026-12-20T12:00:00.000Z';
      const withheld = (references: readonly string[], more: Partial<IssuedCard> = {}) =>
        issued({ withheld: 'silent mode', about: { references, until }, ...more });
      const kept = async (since = '2026-01-01', card?: string) => {
        const rows: WithheldReference[] = [];
        for await (const row of store.withheldReferences(since, card)) rows.push(row);
        return rows.map(({ reference }) => reference);
      };

      test('is told in time, each once, of one card or all, over several slices', async () => {
        const many = Array.from({ length: 1_100 }, (_, n) => `ServiceRequest/${n}`);
        const first = withheld(['ServiceRequest/a', 'DiagnosticReport/b']);
        await store.recordIssued([
          first,
          withheld(many, { card: 'another', issuedAt: '2026-11-21T12:00:00.000Z' }),
          issued(),
        ]);
        await store.recordIssued([first]);
        expect(await kept('2026-01-01', first.card)).toEqual([
          'DiagnosticReport/b',
          'ServiceRequest/a',
        ]);
        expect(new Set((await kept()).slice(2))).toEqual(new Set(many));
        expect(await kept('2026-11-22')).toEqual([]);
      });

      test('goes on its own day, the record stays; or with the record; or when it is asked for', async () => {
        const short = withheld(['ServiceRequest/a']);
        const old = withheld(['ServiceRequest/b'], {
          issuedAt: '2025-01-01T00:00:00.000Z',
          about: { references: ['ServiceRequest/b'], until: '2027-01-01T00:00:00.000Z' },
        });
        const later = withheld(['ServiceRequest/c'], {
          about: { references: ['ServiceRequest/c'], until: '2027-01-01T00:00:00.000Z' },
        });
        await store.recordIssued([short, old, later]);
        await store.deleteOld(day('2024-01-01'), new Date('2026-12-20T11:59:59Z'));
        expect(await kept('2024-01-01')).toHaveLength(3);
        await store.deleteOld(day('2024-01-01'), new Date('2026-12-20T12:00:01Z'));
        expect(await kept('2024-01-01')).toEqual(['ServiceRequest/b', 'ServiceRequest/c']);
        expect((await report(feedbackOn(short.uuid))).stored).toBe(1);
        await store.deleteOld(day('2026-01-01'), new Date('2026-12-20T12:00:01Z'));
        expect(await kept('2024-01-01')).toEqual(['ServiceRequest/c']);
        expect(await store.forgetReferences()).toBe(1);
        expect(await kept('2024-01-01')).toEqual([]);
      });
    });

    describe('exportBefore', () => {
      const exported = async (before: string) => {
        const records: ExportedRecord[] = [];
        for await (const record of store.exportBefore(day(before))) records.push(record);
        return records;
      };

      test('tells what is older, each once, over several slices, and nothing of a patient', async () => {
        const old = Array.from({ length: 1_201 }, (_, i) =>
          issued({
            issuedAt: day(i < 700 ? '2025-01-01' : '2025-01-02').toISOString(),
            made: { serviceVersion: '1', settingsHash: 's', wording: 'w', slots: 'k' },
            repeat: { patient: 'PATIENT', user: 'USER', subject: 'x', facts: 'y' },
          }),
        );
        await store.recordIssued([...old, issued()]);
        await store.appendFeedback(
          'ehr-a',
          old[0]!.service,
          [
            feedbackOn(old[0]!.uuid, {
              userComment: 'SECRET',
              reason: { code: 'already-considered' },
            }),
          ],
          day('2025-01-03'),
        );
        await report(feedbackOn(old[1]!.uuid));
        const count = { card: 'c', version: 1, client: 'e', service: 's', hook: 'h', n: 2 };
        store.count([{ ...count, day: '2025-01-01', outcome: 'shown', detail: '' }]);
        store.count([{ ...count, day: '2026-01-01', outcome: 'shown', detail: '' }]);
        await store.outcomes('2025-01-01', '2025-01-02');
        await store.logChange({ at: 'now', kind: 'start', service: '1', hash: 'h', parts: {} });

        const records = await exported('2025-06-01');
        const of = (kind: string) => records.filter((record) => record.kind === kind);
        expect(new Set(of('card').map(({ uuid }) => uuid))).toEqual(
          new Set(old.map(({ uuid }) => uuid)),
        );
        expect(of('card')).toHaveLength(1_201);
        expect(of('card')[0]).toMatchObject({ settings_hash: 's', wording: 'w', slots_hash: 'k' });
        expect(of('feedback')).toMatchObject([{ reason_code: 'already-considered' }]);
        expect(of('count')).toMatchObject([{ day: '2025-01-01', n: 2 }]);
        expect(of('change')).toMatchObject([{ change: 'start', hash_after: 'h' }]);
        expect(JSON.stringify(records)).not.toMatch(/PATIENT|USER|SECRET/);
        // Nothing was deleted.
        expect(await exported('2025-06-01')).toHaveLength(records.length);
        expect(await exported('2025-01-01')).toHaveLength(1);
      });
    });

    describe('earlierCards', () => {
      const keys = { patient: 'p1', user: 'u1', subject: 's1', facts: 'f1' };
      const since = '2026-11-01T00:00:00.000Z';

      test('tells the cards of a patient with their first answer, the newest first', async () => {
        const first = issued({ repeat: keys, issuedAt: '2026-11-19T12:00:00.000Z' });
        const second = issued({ repeat: { ...keys, user: 'u2' } });
        await store.recordIssued([
          first,
          second,
          issued({ repeat: { ...keys, patient: 'p2' } }),
          issued({ repeat: keys, withheld: 'silent mode' }),
          issued({ repeat: keys, issuedAt: '2026-10-19T12:00:00.000Z' }),
          issued(),
        ]);
        await report(feedbackOn(first.uuid));
        const { card, service } = first;
        const of = { card, service, subject: 's1', facts: 'f1' };
        expect(await store.earlierCards('p1', since)).toEqual([
          { ...of, user: 'u2', issuedAt: second.issuedAt, outcome: null, outcomeAt: null },
          {
            ...of,
            user: 'u1',
            issuedAt: first.issuedAt,
            outcome: 'overridden',
            outcomeAt: '2026-11-20T12:01:00.000Z',
          },
        ]);
        expect(await store.earlierCards('p3', since)).toEqual([]);
      });
    });

    describe('outcomes', () => {
      const one = (more: Partial<OutcomeCount> = {}): OutcomeCount => ({
        day: '2026-11-20',
        card: 'mri-before-lumbar-puncture',
        version: 3,
        client: 'ehr-a',
        service: 'lumbar-mri-order-sign',
        hook: 'order-sign',
        outcome: 'silent',
        detail: 'a reason',
        n: 1,
        ...more,
      });
      const summed = async (from = '2026-11-01', to = '2026-12-01') =>
        (await store.outcomes(from, to)).sums;

      test('counters add up, in one flush and in several, and of two stores', async () => {
        store.count([one(), one({ n: 2 }), one({ day: '2026-11-21' })]);
        expect(await summed()).toMatchObject([{ outcome: 'silent', detail: 'a reason', n: 4 }]);
        store.count([one()]);
        await summed();
        expect(await summed('2026-11-20', '2026-11-21')).toMatchObject([{ n: 4 }]);
        expect(await summed('2026-11-22', '2026-12-01')).toEqual([]);
      });

      test('what differs in anything is counted apart', async () => {
        const differing: Partial<OutcomeCount>[] = [
          { card: 'nerve-root-block-selectivity' },
          { version: 4 },
          { client: 'ehr-b' },
          { service: 'lumbar-mri-order-select' },
          { hook: 'order-select' },
          { outcome: 'shown' },
          { detail: 'another' },
        ];
        store.count([one(), ...differing.map(one)]);
        const sums = await summed();
        expect(sums).toHaveLength(differing.length + 1);
        expect(new Set(sums.map(({ n }) => n))).toEqual(new Set([1]));
      });

      test('cards are told by their answer; accepted once is accepted', async () => {
        const cards = [issued(), issued(), issued(), issued({ withheld: 'silent mode' })];
        await store.recordIssued(cards);
        const [first, second] = cards.map(({ uuid }) => uuid);
        const reason = { code: 'already-considered' };
        await report(
          feedbackOn(first!, { reason }),
          feedbackOn(second!, { reason }),
          feedbackOn(second!, {
            outcome: 'accepted',
            acceptedSuggestions: [...cards[1]!.suggestions],
            outcomeAt: '2026-11-20T12:03:00.000Z',
          }),
        );
        const { answers, times } = await store.outcomes('2026-11-20', '2026-11-21');
        const told = answers.map(({ outcome, reason: code, n }) => `${outcome} ${code} ${n}`);
        expect(told.sort()).toEqual(['accepted  1', 'none  1', 'overridden already-considered 1']);
        expect(times.map(({ seconds }) => seconds)).toEqual([60, 60]);
      });

      test('what is old is deleted', async () => {
        store.count([one({ day: '2025-01-01' }), one()]);
        await summed();
        await store.deleteOld(day('2026-01-01'), at);
        expect(await summed('2024-01-01', '2027-01-01')).toMatchObject([{ n: 1 }]);
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
        const results = await store.appendFeedback(
          'ehr-a',
          card.service,
          [entry, unknown, entry],
          at,
        );
        const { outcome } = entry;
        expect(results).toEqual([
          { card: card.card, outcome, result: 'stored' },
          { card: undefined, outcome, result: 'pending' },
          { card: card.card, outcome, result: 'repeated' },
        ]);
      });

      test('no entries, nothing to do', async () => {
        expect(await report()).toEqual({ stored: 0, repeated: 0, pending: 0, foreign: 0 });
      });

      test('everything that a report may hold is taken', async () => {
        const full = feedbackOn(card.uuid, {
          reason: { system: 'urn:cauda:override-reason', code: 'already-considered' },
          userComment: "It's done; DROP TABLE feedback; -- 🩻",
        });
        const bare = feedbackOn(card.uuid, {
          outcome: 'accepted',
          acceptedSuggestions: [...card.suggestions],
        });
        expect(await report(full, bare)).toEqual({
          stored: 2,
          repeated: 0,
          pending: 0,
          foreign: 0,
        });
      });

      test('the same report is stored once, in one call and in several', async () => {
        const entry = feedbackOn(card.uuid);
        expect(await report(entry, entry)).toEqual({
          stored: 1,
          repeated: 1,
          pending: 0,
          foreign: 0,
        });
        expect(await report(entry)).toEqual({ stored: 0, repeated: 1, pending: 0, foreign: 0 });
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
        expect(counts).toEqual({ stored: 3, repeated: 0, pending: 0, foreign: 0 });
      });

      test('a comment or reason sent again with the same report is a repeat', async () => {
        await report(feedbackOn(card.uuid));
        const again = feedbackOn(card.uuid, { userComment: 'once more' });
        expect(await report(again)).toMatchObject({ stored: 0, repeated: 1 });
      });

      test('an unknown card waits, the others are stored', async () => {
        const stranger = feedbackOn(crypto.randomUUID());
        const counts = await report(stranger, feedbackOn(card.uuid), stranger);
        expect(counts).toEqual({ stored: 1, repeated: 0, pending: 2, foreign: 0 });
      });

      test('a card of another client is not stored', async () => {
        const entry = feedbackOn(card.uuid);
        const theirs = counted(await store.appendFeedback('ehr-b', card.service, [entry], at));
        expect(theirs).toEqual({ stored: 0, repeated: 0, pending: 0, foreign: 1 });
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

    describe('feedback that comes before the record of its card', () => {
      test('is joined when the record arrives, once', async () => {
        const card = issued();
        const entry = feedbackOn(card.uuid);
        expect(await report(entry, entry)).toMatchObject({ pending: 2, stored: 0 });
        await store.recordIssued([card]);
        expect(await report(entry)).toMatchObject({ repeated: 1 });
      });

      test('of another client is not joined', async () => {
        const card = issued({ client: 'ehr-b' });
        await report(feedbackOn(card.uuid));
        await store.recordIssued([card]);
        expect(await report(feedbackOn(card.uuid))).toMatchObject({ foreign: 1 });
        const later = new Date(at.getTime() + 86_400_001);
        expect(await store.deleteOld(day('2025-06-01'), later)).toEqual({ pending: 1 });
      });

      test('is kept for a day, then dropped and counted', async () => {
        await report(feedbackOn(crypto.randomUUID()), feedbackOn(crypto.randomUUID()));
        const within = new Date(at.getTime() + 86_399_000);
        expect(await store.deleteOld(day('2025-06-01'), within)).toEqual({ pending: 0 });
        const after = new Date(at.getTime() + 86_401_000);
        expect(await store.deleteOld(day('2025-06-01'), after)).toEqual({ pending: 2 });
        expect(await store.deleteOld(day('2025-06-01'), after)).toEqual({ pending: 0 });
      });
    });

    describe('sharedKey', () => {
      test('is made once and stays, by name', async () => {
        const keys = await Promise.all(Array.from({ length: 5 }, () => store.sharedKey('users')));
        expect(new Set(keys).size).toBe(1);
        expect(keys[0]).toMatch(/^[0-9a-f]{64}$/);
        expect(await store.sharedKey('others')).not.toBe(keys[0]);
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

      test('an id of any length and content', async () => {
        const long = 'x'.repeat(20_000);
        expect(await store.useTokenId('iss-a', long, expires)).toBe(true);
        expect(await store.useTokenId('iss-a', long, expires)).toBe(false);
        expect(await store.useTokenId('iss-a', '\u0000', expires)).toBe(true);
      });

      test('of many at the same moment exactly one wins', async () => {
        const uses = Array.from({ length: 30 }, () => store.useTokenId('iss-a', 'race', expires));
        expect((await Promise.all(uses)).filter(Boolean)).toHaveLength(1);
      });
    });

    describe('deleteOld', () => {
      test('more than one slice', async () => {
        const old = Array.from({ length: 1_201 }, () =>
          issued({ issuedAt: day('2025-01-01').toISOString() }),
        );
        await store.recordIssued(old);
        await store.deleteOld(day('2025-06-01'), at);
        const counts = await report(...[old[0]!, old.at(-1)!].map(({ uuid }) => feedbackOn(uuid)));
        expect(counts).toMatchObject({ pending: 2 });
      });

      test('feedback and cards from before go, later ones stay', async () => {
        const old = issued({ issuedAt: day('2025-01-01').toISOString() });
        const fresh = issued();
        await store.recordIssued([old, fresh]);
        await store.appendFeedback('ehr-a', old.service, [feedbackOn(old.uuid)], day('2025-01-02'));
        await store.deleteOld(day('2025-06-01'), at);
        const counts = await report(feedbackOn(old.uuid), feedbackOn(fresh.uuid));
        expect(counts).toEqual({ stored: 1, repeated: 0, pending: 1, foreign: 0 });
      });

      test('an old card stays as long as later feedback is kept on it', async () => {
        const old = issued({ issuedAt: day('2025-01-01').toISOString() });
        await store.recordIssued([old]);
        await report(feedbackOn(old.uuid));
        await store.deleteOld(day('2025-06-01'), at);
        expect(await report(feedbackOn(old.uuid))).toMatchObject({ repeated: 1, pending: 0 });
      });

      test('a record of the limit itself stays', async () => {
        const card = issued({ issuedAt: day('2025-06-01').toISOString() });
        await store.recordIssued([card]);
        await store.deleteOld(day('2025-06-01'), at);
        expect(await report(feedbackOn(card.uuid))).toMatchObject({ pending: 0 });
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
function counted(results: readonly FeedbackResult[]) {
  const count = (wanted: FeedbackResult['result']) =>
    results.filter(({ result }) => result === wanted).length;
  return {
    stored: count('stored'),
    repeated: count('repeated'),
    pending: count('pending'),
    foreign: count('foreign'),
  };
}
