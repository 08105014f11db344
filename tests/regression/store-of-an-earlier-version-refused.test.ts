import { expect, test } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { Migrator } from 'kysely/migration';
import { migrationsFor } from '../../src/store/tables/migrations.ts';
import { openSqlite } from '../../src/store/engines/open-sqlite.ts';
import { SqliteThreadDialect } from '../../src/store/engines/sqlite-dialect.ts';

/*
 * A service that had run before an update did not start after it: "the store cannot be used". A new step
 * of the tables had a name that comes before one that the store had taken already.
 */
const steps = migrationsFor('sqlite');

test.each(Object.keys(steps).slice(1))('a store without the step %s takes it', async (missing) => {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-earlier-'));
  try {
    const file = join(folder, 'cauda.db');
    const db = new Kysely<unknown>({ dialect: new SqliteThreadDialect(file) });
    const earlier = Object.fromEntries(
      Object.entries(steps).slice(0, Object.keys(steps).indexOf(missing)),
    );
    const { error } = await new Migrator({
      db,
      provider: { getMigrations: () => Promise.resolve(earlier) },
    }).migrateToLatest();
    expect(error).toBeUndefined();
    await db.destroy();
    const store = await openSqlite(file, 20_000);
    await store.check();
    await store.close();
  } finally {
    rmSync(folder, { recursive: true });
  }
});
