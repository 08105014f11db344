import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { FeedbackTable } from './feedback-table.ts';
import { persist } from './persist.ts';
import { deleteSlices, PAUSE_MS, SLICE } from './slices.ts';
import type { Deleted } from './store.ts';
import type { Tables } from './tables/tables.ts';
import { deleteReferences } from './withheld-about.ts';

const PATIENCE_MS = 10_000;
/** How long feedback waits for the record of its card. */
const PENDING_MS = 86_400_000;

/** Deletes what is old, a slice at a time. Each slice is a transaction of its own. */
export async function deleteInSlices(
  db: Kysely<Tables>,
  feedback: FeedbackTable,
  before: Date,
  now: Date,
): Promise<Deleted> {
  const limit = before.toISOString();
  // The oldest first: so the index on the time is walked, whatever the tables hold besides.
  await deleteSlices(async (rows) => {
    const { numDeletedRows } = await db
      .deleteFrom('feedback')
      .where('id', 'in', (from) =>
        from
          .selectFrom('feedback')
          .select('id')
          .where('received_at', '<', limit)
          .orderBy('received_at')
          .limit(rows),
      )
      .executeTakeFirstOrThrow();
    return numDeletedRows;
  });
  await deleteSlices(async (rows) => {
    const { numDeletedRows } = await db
      .deleteFrom('issued_card')
      .where('uuid', 'in', (from) =>
        from
          .selectFrom('issued_card')
          .select('uuid')
          .where('issued_at', '<', limit)
          .where((where) =>
            where.not(
              where.exists(
                where
                  .selectFrom('feedback')
                  .select('feedback.id')
                  .whereRef('feedback.card_uuid', '=', 'issued_card.uuid'),
              ),
            ),
          )
          .orderBy('issued_at')
          .limit(rows),
      )
      .executeTakeFirstOrThrow();
    return numDeletedRows;
  });
  await persist(
    () => db.deleteFrom('outcome_count').where('day', '<', limit.slice(0, 10)).execute(),
    PATIENCE_MS,
  );
  const expired = now.toISOString();
  // Their own time is the shorter one as a rule; they never outlive the record that they belong to.
  await deleteReferences(db, { column: 'expires_at', before: expired });
  await deleteReferences(db, { column: 'issued_at', before: limit });
  await deleteSlices(async (rows) => {
    const { numDeletedRows } = await db
      .deleteFrom('used_token')
      .where('token_id', 'in', (from) =>
        from
          .selectFrom('used_token')
          .select('token_id')
          .where('expires_at', '<', expired)
          .orderBy('expires_at')
          .limit(rows),
      )
      .executeTakeFirstOrThrow();
    return numDeletedRows;
  });
  return { pending: await dropPending(db, feedback, new Date(now.getTime() - PENDING_MS)) };
}

/** What waited for a day is joined if its card is there after all, else dropped. */
async function dropPending(
  db: Kysely<Tables>,
  feedback: FeedbackTable,
  before: Date,
): Promise<number> {
  const limit = before.toISOString();
  let dropped = 0;
  for (;;) {
    const old = await db
      .selectFrom('pending_feedback')
      .select(['id', 'card_uuid'])
      .where('received_at', '<', limit)
      .limit(SLICE)
      .execute();
    if (old.length === 0) return dropped;
    await feedback.join(old.map(({ card_uuid }) => card_uuid));
    const { numDeletedRows } = await db
      .deleteFrom('pending_feedback')
      .where(
        'id',
        'in',
        old.map(({ id }) => id),
      )
      .executeTakeFirstOrThrow();
    dropped += Number(numDeletedRows);
    await sleep(PAUSE_MS);
  }
}
