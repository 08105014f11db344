import type { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrationsFor, type Dialect } from './migrations.ts';
import type { Tables } from './tables.ts';

/** Makes or changes the tables as far as needed. @throws the fault of the database itself. */
export async function migrate(db: Kysely<Tables>, dialect: Dialect): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve({ ...migrationsFor(dialect) }) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error instanceof Error) throw error;
  if (error !== undefined) throw new Error('The tables could not be made.', { cause: error });
}
