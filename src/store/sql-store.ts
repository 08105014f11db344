import { randomBytes } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import { changes, keepSettings, logChange, settingsOf } from './change-log.ts';
import { earlierCards } from './earlier-cards.ts';
import { exportRecords } from './export-records.ts';
import { feedbackTable } from './feedback-table.ts';
import { groupCommit } from './group-commit.ts';
import { answered, cardsMadeOf, comments, outcomeSums } from './insight-queries.ts';
import { tokenHash } from './tables/once.ts';
import { outcomeCounts } from './outcome-counts.ts';
import { persist, within } from './persist.ts';
import { deleteInSlices } from './retention.ts';
import type { IssuedCard, Store } from './store.ts';
import type { Tables } from './tables/tables.ts';
import { deleteReferences, keepReferences, withheldReferences } from './withheld-about.ts';

/** How long cards that were not recorded in time are tried again in the background. */
const CARD_PATIENCE_MS = 60_000;
/** People wait for their pages longer than an EHR for its cards. */
const READ_MS = 5_000;

/** What differs between databases. */
export interface SqlDatabase {
  readonly db: Kysely<Tables>;
  /** Runs `work` unless another replica is doing the same now; then gives undefined. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T | undefined>;
  readonly backup: (file: string) => Promise<void>;
}

/**
 * A store on any database that kysely speaks to, with its tables made already.
 *
 * @param deadlineMs No method but `deleteOld`, `outcomes`, `comments`, `backup` and `close` takes longer.
 */
export function sqlStore({ db, alone, backup }: SqlDatabase, deadlineMs: number): Store {
  const feedback = feedbackTable(db);
  const counts = outcomeCounts(db);

  const issued = groupCommit(async (cards: readonly IssuedCard[]) => {
    await db
      .insertInto('issued_card')
      .values(
        cards.map(
          ({
            hookInstance,
            issuedAt,
            suggestions,
            withheld = null,
            repeat,
            made,
            about: _about,
            ...card
          }) => ({
            ...card,
            withheld,
            patient_key: repeat?.patient ?? null,
            user_key: repeat?.user ?? null,
            subject_key: repeat?.subject ?? null,
            facts_key: repeat?.facts ?? null,
            service_version: made?.serviceVersion ?? null,
            settings_hash: made?.settingsHash ?? null,
            wording: made?.wording ?? null,
            slots_hash: made?.slots ?? null,
            hook_instance: hookInstance,
            issued_at: issuedAt,
            suggestions: JSON.stringify(suggestions),
          }),
        ),
      )
      // A uuid is issued once; a row that is there already must not keep the others out.
      .onConflict((conflict) => conflict.column('uuid').doNothing())
      .execute();
    await keepReferences(db, cards);
    // Feedback may have come by another replica before this record.
    await feedback.join(cards.map(({ uuid }) => uuid));
    return cards.map(() => undefined);
  });

  const tokens = groupCommit(
    async (uses: readonly { issuer: string; token: string; expiresAt: string }[]) => {
      const first = new Map(uses.map((use) => [use.token, use] as const).reverse());
      const inserted = await db
        .insertInto('used_token')
        .values(
          [...first.values()].map(({ issuer, token, expiresAt }) => ({
            issuer,
            token_id: token,
            expires_at: expiresAt,
          })),
        )
        .onConflict((conflict) => conflict.columns(['issuer', 'token_id']).doNothing())
        .returning('token_id')
        .execute();
      const won = new Set(inserted.map(({ token_id }) => token_id));
      return uses.map((use) => won.has(use.token) && first.get(use.token) === use);
    },
  );

  let closing: Promise<void> | undefined;

  /** With the deadline outside and the waiting for passing faults inside. */
  const timed = <T>(method: string, work: () => Promise<T>, ms = deadlineMs) =>
    closing
      ? Promise.reject(new Error('The store is closed.'))
      : within(persist(work, ms), ms, method);

  return {
    recordIssued(cards, withinMs = deadlineMs) {
      const all = cards.map((card) => issued.add(card, CARD_PATIENCE_MS));
      return within(
        Promise.all(all).then(() => undefined),
        Math.min(withinMs, deadlineMs),
        'the record of a card',
      );
    },

    earlierCards: (patient, since, withinMs = deadlineMs) =>
      timed(
        'the earlier cards',
        () => earlierCards(db, patient, since),
        Math.min(withinMs, deadlineMs),
      ),

    count: (added) => counts.add(added),

    async outcomes(from, to) {
      await within(counts.flush(), Math.max(deadlineMs, READ_MS), 'the counters');
      const [sums, { answers, times }] = await within(
        Promise.all([outcomeSums(db, from, to), answered(db, from, to)]),
        Math.max(deadlineMs, READ_MS),
        'what was counted',
      );
      return { sums, answers, times };
    },

    comments: (card, from, to) =>
      within(comments(db, card, from, to), Math.max(deadlineMs, READ_MS), 'the comments'),

    appendFeedback: (client, service, entries, receivedAt) =>
      entries.length === 0
        ? Promise.resolve([])
        : timed('the feedback', () => feedback.append({ client, service, receivedAt }, entries)),

    useTokenId(issuer, tokenId, expiresAt) {
      const use = {
        issuer,
        token: tokenHash(issuer, tokenId),
        expiresAt: expiresAt.toISOString(),
      };
      return within(tokens.add(use, deadlineMs), deadlineMs, 'the replay guard');
    },

    async deleteOld(before, now) {
      const deleted = await alone(() => deleteInSlices(db, feedback, before, now));
      return deleted ?? { pending: 0 };
    },

    sharedKey: (name) =>
      timed('a shared key', async () => {
        await db
          .insertInto('shared_key')
          .values({ name, value: randomBytes(32).toString('hex') })
          .onConflict((conflict) => conflict.column('name').doNothing())
          .execute();
        const row = await db
          .selectFrom('shared_key')
          .select('value')
          .where('name', '=', name)
          .executeTakeFirstOrThrow();
        return row.value;
      }),

    recall: (recall) =>
      timed('a recall', async () => {
        await db
          .insertInto('recall')
          .values(recall)
          .onConflict((conflict) =>
            conflict.column('card').doUpdateSet({ why: recall.why, at: recall.at }),
          )
          .execute();
      }),

    takeBackRecall: (card) =>
      timed('the end of a recall', async () => {
        const gone = await db
          .deleteFrom('recall')
          .where('card', '=', card)
          .returning('card')
          .execute();
        return gone.length > 0;
      }),

    recalls: () =>
      timed('the recalls', () => db.selectFrom('recall').selectAll().orderBy('card').execute()),

    keepSettings: (records) => timed('the settings in force', () => keepSettings(db, records)),
    settingsOf: (card, version) =>
      timed('the settings in force', () => settingsOf(db, card, version)),
    logChange: (state) => timed('a change', () => logChange(db, state)),
    changes: () => timed('the changes', () => changes(db)),
    cardsMadeOf: (slots) => timed('a search for cards', () => cardsMadeOf(db, slots)),
    exportBefore: (before) => exportRecords(db, before.toISOString()),

    withheldReferences: (since, card) => withheldReferences(db, since, card),
    forgetReferences: () => deleteReferences(db),

    check: () =>
      timed('a check', async () => {
        await sql`insert into heartbeat (id, at) values (1, ${String(performance.now())})
          on conflict (id) do update set at = excluded.at`.execute(db);
      }),

    waiting: () => issued.waiting() + tokens.waiting(),
    backup,
    close() {
      // What was answered is written first, if the database lets us.
      counts.stop();
      return (closing ??= within(
        Promise.all([issued.idle(), counts.flush()]),
        deadlineMs,
        'the last records',
      )
        .catch(() => undefined)
        .then(() => db.destroy()));
    },
  };
}
