import type { Kysely, Transaction } from 'kysely';
import type { Feedback } from '../cds-hooks/feedback.ts';
import { onceHash } from './tables/once.ts';
import type { FeedbackResult } from './store.ts';
import type { Tables } from './tables/tables.ts';

/** Reports of one client that may wait for their cards: above it a client invents card ids. */
const MAX_PENDING_OF_A_CLIENT = 10_000;

export interface Sender {
  readonly client: string;
  readonly service: string;
  readonly receivedAt: Date;
}

export interface FeedbackTable {
  /** @returns What became of each entry, in their order. All are kept or none. */
  append(sender: Sender, entries: readonly Feedback[]): Promise<readonly FeedbackResult[]>;
  /** Joins what waits for these cards to their records. @returns `once` of what was joined. */
  join(cardUuids: readonly string[]): Promise<readonly string[]>;
}

/** Feedback and the feedback that waits for the record of its card. */
export function feedbackTable(db: Kysely<Tables>): FeedbackTable {
  async function join(cardUuids: readonly string[]): Promise<readonly string[]> {
    if (cardUuids.length === 0) return [];
    const waiting = await db
      .selectFrom('pending_feedback')
      .innerJoin('issued_card', 'issued_card.uuid', 'pending_feedback.card_uuid')
      .whereRef('issued_card.client', '=', 'pending_feedback.client')
      .whereRef('issued_card.service', '=', 'pending_feedback.service')
      .where('card_uuid', 'in', cardUuids)
      .selectAll('pending_feedback')
      .execute();
    if (waiting.length === 0) return [];
    await writing(db, async (transaction) => {
      await transaction
        .insertInto('feedback')
        .values(waiting.map((row) => ({ ...row, id: undefined })))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      await transaction
        .deleteFrom('pending_feedback')
        .where(
          'id',
          'in',
          waiting.map(({ id }) => id),
        )
        .execute();
    });
    return waiting.map(({ once }) => once);
  }

  async function append(
    { client, service, receivedAt }: Sender,
    entries: readonly Feedback[],
  ): Promise<readonly FeedbackResult[]> {
    const rows = entries.map((entry) => rowOf(entry, client, service, receivedAt));
    const results = await writing(db, async (transaction) => {
      const cardOf = await cardsOf(transaction, rows);
      const mayWait = await roomToWait(transaction, client);
      const done: FeedbackResult[] = [];
      for (const row of rows) {
        const { outcome } = row;
        const issued = cardOf.get(row.card_uuid);
        const isMine = issued?.client === client && issued.service === service;
        if (issued && !isMine) {
          done.push({ card: undefined, outcome, result: 'foreign' });
        } else if (!issued && !mayWait) {
          done.push({ card: undefined, outcome, result: 'dropped' });
        } else {
          const isNew = await insertOnce(
            transaction,
            issued ? 'feedback' : 'pending_feedback',
            row,
          );
          const result = issued ? (isNew ? 'stored' : 'repeated') : 'pending';
          done.push({ card: issued?.card, outcome, result });
        }
      }
      return done;
    });
    return withLateCards(results, rows);
  }

  /**
   * The record of a card may have been written by another replica between our look and our insert; it
   * then did not see our report either. One of the two looks last, and joins.
   */
  async function withLateCards(
    results: readonly FeedbackResult[],
    rows: readonly Row[],
  ): Promise<readonly FeedbackResult[]> {
    const waiting = rows.filter((_row, index) => results[index]?.result === 'pending');
    const joined = new Set(await join(waiting.map(({ card_uuid }) => card_uuid)));
    if (joined.size === 0) return results;
    const cardOf = await cardsOf(db, waiting);
    return results.map((result, index) => {
      const row = rows[index];
      return row && result.result === 'pending' && joined.has(row.once)
        ? { ...result, card: cardOf.get(row.card_uuid)?.card, result: 'stored' as const }
        : result;
    });
  }

  return { append, join };
}

const rowOf = (entry: Feedback, client: string, service: string, receivedAt: Date) => {
  const same = {
    client,
    card_uuid: entry.cardUuid,
    outcome: entry.outcome,
    outcome_at: entry.outcomeAt,
    suggestions: JSON.stringify(entry.acceptedSuggestions),
  };
  return {
    ...same,
    service,
    reason_system: entry.reason?.system ?? null,
    reason_code: entry.reason?.code ?? null,
    user_comment: entry.userComment ?? null,
    received_at: receivedAt.toISOString(),
    once: onceHash(same),
  };
};
type Row = ReturnType<typeof rowOf>;

async function cardsOf(db: Kysely<Tables>, rows: readonly Row[]) {
  if (rows.length === 0)
    return new Map<string, { card: string; client: string; service: string }>();
  const cards = await db
    .selectFrom('issued_card')
    .select(['uuid', 'card', 'client', 'service'])
    .where(
      'uuid',
      'in',
      rows.map(({ card_uuid }) => card_uuid),
    )
    .execute();
  return new Map(cards.map(({ uuid, ...card }) => [uuid, card]));
}

async function roomToWait(db: Kysely<Tables>, client: string): Promise<boolean> {
  const { n } = await db
    .selectFrom(
      db
        .selectFrom('pending_feedback')
        .select('id')
        .where('client', '=', client)
        .limit(MAX_PENDING_OF_A_CLIENT)
        .as('mine'),
    )
    .select(({ fn }) => fn.countAll<number | string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n) < MAX_PENDING_OF_A_CLIENT;
}

async function insertOnce(
  db: Kysely<Tables>,
  table: 'feedback' | 'pending_feedback',
  row: Row,
): Promise<boolean> {
  const inserted = await db
    .insertInto(table)
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1;
}

/**
 * A transaction that is to write. On SQLite it takes the write lock when it begins: one that begins by
 * reading would fail when another process wrote in between.
 */
async function writing<T>(
  db: Kysely<Tables>,
  work: (transaction: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(work);
}
