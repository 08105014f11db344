import { type CreateTableBuilder, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import { onceHash, tokenHash } from './once.ts';

export type Dialect = 'sqlite' | 'postgres';

/** Migrations are written against the tables as they were then, of whatever form. */
type AnyTables = Readonly<Record<string, Record<string, string>>>;

/** An id that counts up. */
const withId = <T extends string>(table: CreateTableBuilder<T>, dialect: Dialect) =>
  dialect === 'sqlite'
    ? table.addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
    : table.addColumn('id', 'bigint', (column) => column.primaryKey().generatedAlwaysAsIdentity());

/** Dated migrations, applied in order at start. None is ever changed once it has been released. */
export const migrationsFor = (dialect: Dialect): Readonly<Record<string, Migration>> => ({
  '2026-11-20-first-tables': {
    async up(db: Kysely<unknown>) {
      await db.schema
        .createTable('issued_card')
        .addColumn('uuid', 'text', (column) => column.primaryKey())
        .addColumn('card', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('service', 'text', (column) => column.notNull())
        .addColumn('client', 'text', (column) => column.notNull())
        .addColumn('hook_instance', 'text', (column) => column.notNull())
        .addColumn('suggestions', 'text', (column) => column.notNull())
        .addColumn('issued_at', 'text', (column) => column.notNull())
        .execute();
      const feedback = withId(db.schema.createTable('feedback'), dialect)
        .addColumn('card_uuid', 'text', (column) => column.notNull().references('issued_card.uuid'))
        .addColumn('client', 'text', (column) => column.notNull())
        .addColumn('service', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('outcome_at', 'text', (column) => column.notNull())
        .addColumn('suggestions', 'text', (column) => column.notNull())
        .addColumn('reason_system', 'text')
        .addColumn('reason_code', 'text')
        .addColumn('user_comment', 'text')
        .addColumn('received_at', 'text', (column) => column.notNull());
      // PostgreSQL bounds the width of an index; there the hash of the next migration decides alone.
      await (
        dialect === 'postgres'
          ? feedback
          : feedback.addUniqueConstraint('feedback_once', [
              'client',
              'card_uuid',
              'outcome',
              'outcome_at',
              'suggestions',
            ])
      ).execute();
      await db.schema
        .createTable('used_token')
        .addColumn('issuer', 'text', (column) => column.notNull())
        .addColumn('token_id', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('used_token_once', ['issuer', 'token_id'])
        .execute();
    },
  },

  /** Feedback that waits for its card, keys and indexes by date: deleting by date was quadratic. */
  '2026-11-30-pending-feedback': {
    async up(db: Kysely<AnyTables>) {
      await db.schema.alterTable('feedback').addColumn('once', 'text').execute();
      const rows = await db
        .selectFrom('feedback')
        .select(['id', 'client', 'card_uuid', 'outcome', 'outcome_at', 'suggestions'])
        .execute();
      for (const row of rows) {
        await db
          .updateTable('feedback')
          .set({ once: onceHash(row) })
          .where('id', '=', row.id)
          .execute();
      }
      await db.schema.createIndex('feedback_same').unique().on('feedback').column('once').execute();
      await withId(db.schema.createTable('pending_feedback'), dialect)
        .addColumn('card_uuid', 'text', (column) => column.notNull())
        .addColumn('client', 'text', (column) => column.notNull())
        .addColumn('service', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('outcome_at', 'text', (column) => column.notNull())
        .addColumn('suggestions', 'text', (column) => column.notNull())
        .addColumn('reason_system', 'text')
        .addColumn('reason_code', 'text')
        .addColumn('user_comment', 'text')
        .addColumn('received_at', 'text', (column) => column.notNull())
        .addColumn('once', 'text', (column) => column.notNull().unique())
        .execute();
      await db.schema
        .createTable('shared_key')
        .addColumn('name', 'text', (column) => column.primaryKey())
        .addColumn('value', 'text', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('heartbeat')
        .addColumn('id', 'integer', (column) => column.primaryKey())
        .addColumn('at', 'text', (column) => column.notNull())
        .execute();
      // Token ids can be longer than an index is wide: their hash is kept from now on.
      const tokens = await db.selectFrom('used_token').selectAll().execute();
      for (const { issuer = '', token_id = '' } of tokens) {
        await db
          .updateTable('used_token')
          .set({ token_id: tokenHash(issuer, token_id) })
          .where('issuer', '=', issuer)
          .where('token_id', '=', token_id)
          .execute();
      }
      for (const [table, column] of [
        ['issued_card', 'issued_at'],
        ['feedback', 'received_at'],
        ['feedback', 'card_uuid'],
        ['used_token', 'expires_at'],
        ['pending_feedback', 'received_at'],
        ['pending_feedback', 'card_uuid'],
        ['pending_feedback', 'client'],
      ] as const) {
        await db.schema.createIndex(`${table}_${column}`).on(table).column(column).execute();
      }
    },
  },

  /** Daily counters of what became of the rules, and records of cards that were not shown. */
  '2026-11-30-rule-outcomes': {
    async up(db: Kysely<AnyTables>) {
      await db.schema.alterTable('issued_card').addColumn('withheld', 'text').execute();
      let table = db.schema
        .createTable('outcome_count')
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('n', 'bigint', (column) => column.notNull()) as CreateTableBuilder<
        'outcome_count',
        string
      >;
      for (const name of ['day', 'card', 'client', 'service', 'hook', 'outcome', 'detail']) {
        table = table.addColumn(name, 'text', (column) => column.notNull());
      }
      await table
        .addPrimaryKeyConstraint('outcome_count_once', [
          'day',
          'card',
          'version',
          'client',
          'service',
          'hook',
          'outcome',
          'detail',
        ])
        .execute();
    },
  },

  /** Cards that were stopped on all replicas, until it is taken back. */
  '2026-11-30-recalls': {
    async up(db: Kysely<AnyTables>) {
      await db.schema
        .createTable('recall')
        .addColumn('card', 'text', (column) => column.primaryKey())
        .addColumn('why', 'text', (column) => column.notNull())
        .addColumn('at', 'text', (column) => column.notNull())
        .execute();
    },
  },

  /** By what a card is known again, where a site shows none twice. */
  '2026-11-30-shown-before': {
    async up(db: Kysely<AnyTables>) {
      for (const column of ['patient_key', 'user_key', 'subject_key', 'facts_key']) {
        await db.schema.alterTable('issued_card').addColumn(column, 'text').execute();
      }
      await db.schema
        .createIndex('issued_card_patient_key')
        .on('issued_card')
        .columns(['patient_key', 'issued_at'])
        .execute();
    },
  },

  /** What a card was made of, what was in force when, and every change of it. */
  '2026-11-30-safety-records': {
    async up(db: Kysely<AnyTables>) {
      for (const column of ['service_version', 'settings_hash', 'wording', 'slots_hash']) {
        await db.schema.alterTable('issued_card').addColumn(column, 'text').execute();
      }
      await db.schema
        .createIndex('issued_card_slots_hash')
        .on('issued_card')
        .column('slots_hash')
        .execute();
      await db.schema
        .createTable('settings_in_force')
        .addColumn('card', 'text', (column) => column.notNull())
        .addColumn('version', 'integer', (column) => column.notNull())
        .addColumn('settings_hash', 'text', (column) => column.notNull())
        .addColumn('settings', 'text', (column) => column.notNull())
        .addColumn('since', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('settings_in_force_once', ['card', 'version', 'settings_hash'])
        .execute();
      await withId(db.schema.createTable('change_log'), dialect)
        .addColumn('at', 'text', (column) => column.notNull())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('service_version', 'text', (column) => column.notNull())
        .addColumn('hash_before', 'text')
        .addColumn('hash_after', 'text', (column) => column.notNull())
        .addColumn('parts', 'text', (column) => column.notNull())
        .addColumn('what', 'text', (column) => column.notNull())
        .execute();
    },
  },

  /** What withheld cards were about, where a site keeps it to review a silent trial. */
  '2026-11-30-withheld-about': {
    async up(db: Kysely<AnyTables>) {
      await db.schema
        .createTable('withheld_about')
        .addColumn('card_uuid', 'text', (column) => column.notNull())
        .addColumn('reference', 'text', (column) => column.notNull())
        .addColumn('issued_at', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('withheld_about_once', ['card_uuid', 'reference'])
        .execute();
      for (const column of ['issued_at', 'expires_at'] as const) {
        await db.schema
          .createIndex(`withheld_about_${column}`)
          .on('withheld_about')
          .column(column)
          .execute();
      }
    },
  },
});
