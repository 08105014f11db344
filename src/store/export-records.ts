import type { Kysely } from 'kysely';
import type { ExportedRecord } from './store.ts';
import type { Tables } from './tables/tables.ts';

/** Rows of one question to the database: others get their turn in between. */
const SLICE = 500;

/**
 * Everything from before a moment that deleting by date would delete, and the whole log of changes: cards
 * with what they were made of, what was answered, counters. Left out is what is or may be of a patient:
 * comments of clinicians and the keyed hashes by which patients and users are known again.
 *
 * @param before ISO 8601 in UTC.
 */
export async function* exportRecords(
  db: Kysely<Tables>,
  before: string,
): AsyncGenerator<ExportedRecord> {
  for (let after = ['', '']; ;) {
    const [at = '', uuid = ''] = after;
    const rows = await db
      .selectFrom('issued_card')
      .select([
        'uuid',
        'card',
        'version',
        'service',
        'client',
        'hook_instance',
        'issued_at',
        'withheld',
        'service_version',
        'settings_hash',
        'wording',
        'slots_hash',
      ])
      .where('issued_at', '<', before)
      .where((where) =>
        where.or([
          where('issued_at', '>', at),
          where.and([where('issued_at', '=', at), where('uuid', '>', uuid)]),
        ]),
      )
      .orderBy('issued_at')
      .orderBy('uuid')
      .limit(SLICE)
      .execute();
    for (const row of rows) yield { kind: 'card', ...row };
    const last = rows.at(-1);
    if (!last || rows.length < SLICE) break;
    after = [last.issued_at, last.uuid];
  }
  for (let after = 0; ;) {
    const rows = await db
      .selectFrom('feedback')
      .innerJoin('issued_card', 'issued_card.uuid', 'feedback.card_uuid')
      .select([
        'feedback.id',
        'card_uuid',
        'card',
        'version',
        'feedback.service',
        'feedback.client',
        'outcome',
        'outcome_at',
        'reason_system',
        'reason_code',
        'received_at',
      ])
      .where('received_at', '<', before)
      .where('feedback.id', '>', after)
      .orderBy('feedback.id')
      .limit(SLICE)
      .execute();
    // The number of a row is of this store alone.
    for (const row of rows) yield { kind: 'feedback', ...row, id: null };
    const last = rows.at(-1);
    if (!last || rows.length < SLICE) break;
    after = last.id;
  }
  for (let after = ''; ;) {
    const days = await db
      .selectFrom('outcome_count')
      .select('day')
      .distinct()
      .where('day', '<', before.slice(0, 10))
      .where('day', '>', after)
      .orderBy('day')
      .limit(1)
      .executeTakeFirst();
    if (!days) break;
    const rows = await db
      .selectFrom('outcome_count')
      .selectAll()
      .where('day', '=', days.day)
      .execute();
    // PostgreSQL's driver gives large integers as text, whatever the type says.
    for (const row of rows) yield { kind: 'count', ...row, n: Number(String(row.n)) };
    after = days.day;
  }
  const log = await db
    .selectFrom('change_log')
    .select(['at', 'kind', 'service_version', 'hash_before', 'hash_after', 'what'])
    .orderBy('id')
    .execute();
  for (const { kind, ...row } of log) {
    yield { kind: 'change', change: kind, ...row };
  }
}
