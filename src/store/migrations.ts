import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Dated migrations, applied in order at start. None is ever changed once it has been released. */
export const migrations: Readonly<Record<string, Migration>> = {
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
      await db.schema
        .createTable('feedback')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('card_uuid', 'text', (column) => column.notNull().references('issued_card.uuid'))
        .addColumn('client', 'text', (column) => column.notNull())
        .addColumn('service', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addColumn('outcome_at', 'text', (column) => column.notNull())
        .addColumn('suggestions', 'text', (column) => column.notNull())
        .addColumn('reason_system', 'text')
        .addColumn('reason_code', 'text')
        .addColumn('user_comment', 'text')
        .addColumn('received_at', 'text', (column) => column.notNull())
        .addUniqueConstraint('feedback_once', [
          'client',
          'card_uuid',
          'outcome',
          'outcome_at',
          'suggestions',
        ])
        .execute();
      await db.schema
        .createTable('used_token')
        .addColumn('issuer', 'text', (column) => column.notNull())
        .addColumn('token_id', 'text', (column) => column.notNull())
        .addColumn('expires_at', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('used_token_once', ['issuer', 'token_id'])
        .execute();
    },
  },
};
