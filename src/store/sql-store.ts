import { setTimeout as sleep } from 'node:timers/promises';
import { sql, type Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrations } from './migrations.ts';
import type { FeedbackCounts, FeedbackResult, IssuedCard, Store } from './store.ts';
import type { Tables } from './tables.ts';
import { writeBehind } from './write-behind.ts';

/**
 * A store on any database that kysely speaks to. Applies the migrations first.
 * @throws when the database cannot be opened or migrated.
 */
export async function sqlStore(db: Kysely<Tables>): Promise<Store> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('The store could not be migrated.', { cause: error });

  const issued = writeBehind(async (cards: readonly IssuedCard[]) => {
    const insert = db
      .insertInto('issued_card')
      .values(
        cards.map(({ hookInstance, issuedAt, suggestions, ...card }) => ({
          ...card,
          hook_instance: hookInstance,
          issued_at: issuedAt,
          suggestions: JSON.stringify(suggestions),
        })),
      )
      // A uuid is issued once; a row that is there already must not keep the others out.
      .onConflict((conflict) => conflict.column('uuid').doNothing());
    await whenFree(() => insert.execute());
  });

  let closing: Promise<void> | undefined;

  return {
    recordIssued: (cards) => issued.add(cards),

    async appendFeedback(client, service, entries, receivedAt): Promise<FeedbackCounts> {
      if (entries.length === 0) return countsOf([]);
      await issued.flush();
      return writing(db, async (transaction) => {
        const cards = await transaction
          .selectFrom('issued_card')
          .select(['uuid', 'card'])
          .where('client', '=', client)
          .where('service', '=', service)
          .where(
            'uuid',
            'in',
            entries.map(({ cardUuid }) => cardUuid),
          )
          .execute();
        const cardOf = new Map(cards.map(({ uuid, card }) => [uuid, card]));
        const results: FeedbackResult[] = [];
        for (const entry of entries) {
          const card = cardOf.get(entry.cardUuid);
          const { outcome } = entry;
          if (card === undefined) {
            results.push({ card, outcome, result: 'unknown' });
            continue;
          }
          const inserted = await transaction
            .insertInto('feedback')
            .values({
              card_uuid: entry.cardUuid,
              client,
              service,
              outcome,
              outcome_at: entry.outcomeAt,
              suggestions: JSON.stringify(entry.acceptedSuggestions),
              reason_system: entry.reason?.system ?? null,
              reason_code: entry.reason?.code ?? null,
              user_comment: entry.userComment ?? null,
              received_at: receivedAt.toISOString(),
            })
            .onConflict((conflict) =>
              conflict
                .columns(['client', 'card_uuid', 'outcome', 'outcome_at', 'suggestions'])
                .doNothing(),
            )
            .executeTakeFirst();
          const isNew = Number(inserted.numInsertedOrUpdatedRows ?? 0n) === 1;
          results.push({ card, outcome, result: isNew ? 'stored' : 'repeated' });
        }
        return countsOf(results);
      });
    },

    async useTokenId(issuer, tokenId, expiresAt) {
      const insert = db
        .insertInto('used_token')
        .values({ issuer, token_id: tokenId, expires_at: expiresAt.toISOString() })
        .onConflict((conflict) => conflict.columns(['issuer', 'token_id']).doNothing());
      const result = await whenFree(() => insert.executeTakeFirst());
      return Number(result.numInsertedOrUpdatedRows ?? 0n) === 1;
    },

    async deleteOld(before, now) {
      const limit = before.toISOString();
      await writing(db, async (transaction) => {
        await transaction.deleteFrom('feedback').where('received_at', '<', limit).execute();
        await transaction
          .deleteFrom('issued_card')
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
          .execute();
        await transaction
          .deleteFrom('used_token')
          .where('expires_at', '<', now.toISOString())
          .execute();
      });
    },

    async check() {
      await sql`select 1 from issued_card limit 1`.execute(db);
    },

    close() {
      return (closing ??= issued.flush().finally(() => db.destroy()));
    },
  };
}

function countsOf(results: readonly FeedbackResult[]): FeedbackCounts {
  const count = (wanted: FeedbackResult['result']) =>
    results.filter(({ result }) => result === wanted).length;
  return {
    stored: count('stored'),
    repeated: count('repeated'),
    unknown: count('unknown'),
    results,
  };
}

/**
 * A transaction that is to write: it takes the write lock when it begins. One that begins by reading
 * would fail when another process wrote in between.
 */
function writing<T>(
  db: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  return whenFree(() => oneTransaction(db, work));
}

async function oneTransaction<T>(
  db: Kysely<Tables>,
  work: (transaction: Kysely<Tables>) => Promise<T>,
): Promise<T> {
  return db.connection().execute(async (connection) => {
    await sql`begin immediate`.execute(connection);
    try {
      const result = await work(connection);
      await sql`commit`.execute(connection);
      return result;
    } catch (error) {
      await sql`rollback`.execute(connection);
      throw error;
    }
  });
}

const TRIES = 40;
const PAUSE_MS = 25;

/**
 * Tries again while another process holds the lock, for about a second, without holding up anybody
 * else: the driver itself would wait with the whole process.
 */
async function whenFree<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= TRIES || !isLocked(error)) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** SQLITE_BUSY and its extended codes. */
const isLocked = (error: unknown) =>
  typeof error === 'object' &&
  error !== null &&
  'errcode' in error &&
  typeof error.errcode === 'number' &&
  error.errcode % 256 === 5;
