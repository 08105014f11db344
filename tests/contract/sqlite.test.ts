import { expect, test } from '@jest/globals';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqlite } from '../../src/store/engines/open-sqlite.ts';
import type { Database } from './records.ts';
import { describeSharedStore } from './shared-store-contract.ts';
import { describeStore } from './store-contract.ts';

function fileDatabase(): Promise<Database> {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-store-'));
  return Promise.resolve({
    open: () => openSqlite(join(folder, 'cauda.db'), 20_000),
    drop: () => rmSync(folder, { recursive: true }),
  });
}

const memoryDatabase = (): Promise<Database> =>
  Promise.resolve({ open: () => openSqlite(':memory:', 20_000), drop: () => undefined });

describeStore('SQLite in memory', memoryDatabase);
describeStore('SQLite in a file', fileDatabase);
describeSharedStore('SQLite, two stores on one file', fileDatabase);

test('the folder of the file is made', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-store-'));
  const file = join(folder, 'deep', 'er', 'cauda.db');
  const store = await openSqlite(file);
  await store.close();
  expect(existsSync(file)).toBe(true);
  rmSync(folder, { recursive: true });
});

test('a file that is no database is refused at start', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-store-'));
  await expect(openSqlite(folder)).rejects.toThrow();
  rmSync(folder, { recursive: true });
});

test('a store that a later version has used is opened, so that one can go back', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cauda-store-'));
  const file = join(folder, 'cauda.db');
  await (await openSqlite(file)).close();
  const later = new DatabaseSync(file);
  later.exec(`create table of_a_later_version (id integer);
    insert into kysely_migration values ('2999-01-01-later', '2999-01-01T00:00:00.000Z')`);
  later.close();
  const store = await openSqlite(file);
  await store.check();
  await store.close();
  rmSync(folder, { recursive: true });
});
