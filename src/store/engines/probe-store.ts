import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import pg from 'pg';
import { unusableStore } from './open-store.ts';

const CONNECT_MS = 5_000;

/**
 * Whether the store could be opened, without making or changing anything in it.
 *
 * @throws {Error} as `openStore` does.
 */
export async function probeStore(databaseUrl: string): Promise<void> {
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined;
  try {
    if (file === undefined) await probePostgres(databaseUrl);
    else if (file !== ':memory:') probeSqlite(resolve(file));
  } catch (cause) {
    throw unusableStore(file, cause);
  }
}

/** The folder, or the nearest that is there, must be writable; a file that is there, a database. */
function probeSqlite(file: string): void {
  if (existsSync(file)) {
    const database = new DatabaseSync(file, { readOnly: true });
    try {
      database.prepare('select count(*) from sqlite_master').get();
    } finally {
      database.close();
    }
    accessSync(file, constants.W_OK);
  }
  let folder = dirname(file);
  while (!existsSync(folder)) folder = dirname(folder);
  if (!statSync(folder).isDirectory()) {
    throw Object.assign(new Error('A file stands in the place of a folder.'), { code: 'ENOTDIR' });
  }
  // Beside the file stand its write-ahead log and index.
  accessSync(folder, constants.W_OK | constants.X_OK);
}

async function probePostgres(url: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: CONNECT_MS,
    application_name: 'cauda',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
  } finally {
    await client.end().catch(() => undefined);
  }
}
