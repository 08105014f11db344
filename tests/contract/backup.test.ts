import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openSqlite } from '../../src/store/engines/open-sqlite.ts';
import { compiled } from '../support/compiled.ts';
import { at, feedbackOn, issued } from './records.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cauda-backup-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const backup = (env: Record<string, string>, ...args: readonly string[]) =>
  spawnSync(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', 'scripts/backup.ts', ...args],
    { env: { PATH: process.env['PATH'], ...compiled, ...env }, encoding: 'utf8' },
  );

test('a copy made while the store is used holds everything', async () => {
  const file = join(folder, 'cauda.db');
  const store = await openSqlite(file, 20_000);
  const card = issued();
  await store.recordIssued([card]);
  await store.appendFeedback('ehr-a', card.service, [feedbackOn(card.uuid)], at);

  const copy = join(folder, 'copy.db');
  const { status, stdout, stderr } = backup({ DATABASE_URL: `sqlite:${file}` }, copy);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toContain('copy.db');
  await store.close();

  const restored = await openSqlite(copy, 20_000);
  const again = await restored.appendFeedback('ehr-a', card.service, [feedbackOn(card.uuid)], at);
  expect(again).toMatchObject([{ result: 'repeated' }]);
  await restored.close();
});

test('a file that exists is not written over, and no store is made where there is none', () => {
  const existing = join(folder, 'existing.db');
  writeFileSync(existing, 'something');
  expect(backup({ DATABASE_URL: `sqlite:${join(folder, 'cauda.db')}` }, existing)).toMatchObject({
    status: 2,
    stderr: expect.stringContaining('nothing was written'),
  });
  expect(
    backup({ DATABASE_URL: `sqlite:${join(folder, 'nowhere.db')}` }, join(folder, 'other.db')),
  ).toMatchObject({ status: 1, stderr: expect.stringContaining('DATABASE_URL') });
});
