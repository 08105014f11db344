import { sql, type Kysely } from 'kysely';
import { DEFAULT_MIGRATION_TABLE, Migrator, type Migration } from 'kysely/migration';
import { migrationsFor, type Dialect } from './migrations.ts';
import type { Tables } from './tables.ts';

/**
 * Makes or changes the tables as far as needed. Steps of a later version that were taken already are
 * let stand: tables only gain, so the version before it can go on with them.
 *
 * @throws the fault of the database itself.
 */
export async function migrate(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  // Not inside: the migrator holds the only connection that SQLite has.
  const steps = { ...(await laterSteps(db)), ...migrationsFor(dialect) };
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(steps) },
    // A step may have a name before one that a store has already: steps of one day do not rest on each
    // other, and a store in use is never refused for their order.
    allowUnorderedMigrations: true,
  });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error) throw error;
  if (error !== undefined) throw new Error('The tables could not be made.', { cause: error });
}

/** Steps that this store has seen, by name; kysely refuses a store with one that it is not given. */
async function laterSteps(db: Kysely<Tables>): Promise<Readonly<Record<string, Migration>>> {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === DEFAULT_MIGRATION_TABLE)) return {};
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`.execute(db);
  const done: Migration = { up: () => Promise.resolve() };
  return Object.fromEntries(rows.map(({ name }) => [name, done]));
}
