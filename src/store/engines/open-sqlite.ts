import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Kysely, sql } from 'kysely';
import { migrate } from '../tables/migrate.ts';
import { SqliteThreadDialect } from './sqlite-dialect.ts';
import { persist } from '../persist.ts';
import { sqlStore } from '../sql-store.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables/tables.ts';

/** How long a start waits for another process that makes the tables. */
const START_MS = 10_000;

/**
 * Opens the embedded store. Write-ahead logging with a flush of the disk for every commit: what was
 * acknowledged survives the end of the process and a power cut.
 *
 * @param file Path of the database file, made if it is not there, or `:memory:`.
 * @param deadlineMs See {@link Store}.
 * @throws when it cannot be opened or migrated; `faultOf` tells why.
 */
export async function openSqlite(file: string, deadlineMs = 1000): Promise<Store> {
  if (file !== ':memory:') mkdirSync(dirname(file), { recursive: true });
  const db = new Kysely<Tables>({ dialect: new SqliteThreadDialect(file) });
  try {
    await persist(async () => {
      await sql`PRAGMA journal_mode = WAL`.execute(db);
      await sql`PRAGMA synchronous = FULL`.execute(db);
    }, START_MS);
    await persist(() => migrate(db, 'sqlite'), START_MS);
  } catch (error) {
    await db.destroy().catch(() => undefined);
    throw error;
  }
  return sqlStore(
    {
      db,
      // One machine, one file: whoever deletes at the same time deletes the same rows.
      alone: (work) => work(),
      async backup(target) {
        await sql`VACUUM INTO ${target}`.execute(db);
      },
    },
    deadlineMs,
  );
}
