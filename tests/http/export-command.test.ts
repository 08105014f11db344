import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { keyedMade } from '../../src/http/observed/count-outcomes.ts';
import { openStore } from '../../src/store/engines/open-store.ts';
import { compiled } from '../support/compiled.ts';
import { startProcess, temporaryFolder, type CaudaProcess } from './cauda-process.ts';

jest.setTimeout(300_000);
const example = 'fhir-fixtures/hooks/readme-example-order-sign.json';
let folder: ReturnType<typeof temporaryFolder>;
let database: string;
let service: CaudaProcess | undefined;
beforeEach(() => {
  folder = temporaryFolder();
  database = `sqlite:${folder.file('cauda.db')}`;
});
afterEach(async () => {
  service?.kill('SIGKILL');
  await service?.ended;
  folder.remove();
});

/** A command, as an operator types it. */
const run = (script: string, ...words: readonly string[]) =>
  new Promise<{ code: number; out: string; err: string }>((resolve) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', `scripts/${script}.ts`, ...words],
      {
        env: { PATH: process.env['PATH'], DATABASE_URL: database, ...compiled },
        maxBuffer: 10_000_000,
      },
      (error, out, err) => resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
const lines = (text: string): any[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);

/** The example's call, answered by a service on the store; gives its cards. */
async function answered(): Promise<any[]> {
  service = startProcess({ DATABASE_URL: database });
  const response = await fetch(`${await service.url}/cds-services/lumbar-mri-order-sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: readFileSync(example, 'utf8'),
  });
  return ((await response.json()) as any).cards;
}

describe('What an answer leaves', () => {
  test('is exported without anything of the patient, and found again from the request', async () => {
    const [card] = await answered();
    const { 'cauda.basis': basis } = card.extension;
    const { patientId, userId } = JSON.parse(readFileSync(example, 'utf8')).context;

    const exported = await run('export', '--before', tomorrow());
    expect(exported.code).toBe(0);
    const records = lines(exported.out);
    expect(records.find(({ kind }) => kind === 'card')).toMatchObject({
      uuid: card.uuid,
      card: basis.card,
      version: basis.version,
      wording: basis.wording,
      settings_hash: basis.settingsHash,
      service_version: basis.serviceVersion,
      slots_hash: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(records.find(({ kind }) => kind === 'change')).toMatchObject({
      change: 'start',
      hash_before: null,
      hash_after: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(exported.out).not.toContain(patientId);
    expect(exported.out).not.toContain(userId);

    const file = folder.file('records.csv');
    const written = await run('export', '--before', tomorrow(), '--format', 'csv', '--out', file);
    expect(written.err).toMatch(/Written: .*1 card/);
    const rows = readFileSync(file, 'utf8').trim().split('\r\n');
    expect(rows[0]).toMatch(/^kind,uuid,/);
    expect(rows.some((row) => row.startsWith(`card,${card.uuid},`))).toBe(true);
    // The service goes on: what it counted may have come to the store between the two exports.
    const kept = records.filter(({ kind }) => kind !== 'count');
    expect(rows.filter((row) => !row.startsWith('count,'))).toHaveLength(kept.length + 1);

    const explained = await run('explain', example, '--records');
    expect(explained.out).toContain(`${card.uuid}, hookInstance`);
    expect(explained.out).toContain(`settings hash ${basis.settingsHash}`);
  });

  test('nothing from before the first day; and a recall stands in the log of changes', async () => {
    await answered();
    expect((await run('recall', 'no-root-enhancement', '--why', 'Drill')).code).toBe(0);
    await run('recall', 'no-root-enhancement', '--undo');
    const { out } = await run('export', '--before', '2000-01-01');
    expect(lines(out).map(({ kind, change, what }) => [kind, change, what])).toEqual([
      ['change', 'start', 'service, cards, site, clients'],
      ['change', 'recall', 'no-root-enhancement: Drill'],
      ['change', 'recall taken back', 'no-root-enhancement'],
    ]);
    const page = await fetch(`${await service!.url}/insights`);
    expect(await page.text()).toContain('no-root-enhancement: Drill');
  });
});

describe('What is asked of the commands', () => {
  test.each<[string, string[], string]>([
    ['no day', [], 'npm run export'],
    ['a day that is none', ['--before', '2026-02-31'], 'there is no such day'],
    ['words for a day', ['--before', 'yesterday'], 'a day such as'],
    ['another format', ['--before', '2026-01-31', '--format', 'xml'], 'ndjson or csv'],
    [
      'a store that is not there',
      ['--before', '2026-01-31'],
      'there is no store at this place yet',
    ],
  ])('export: %s is refused with what to do', async (_what, words, says) => {
    const { code, err } = await run('export', ...words);
    expect([code, err]).toEqual([2, expect.stringContaining(says)]);
  });

  test('explain: the words of an earlier version beside the answer of now', async () => {
    const card = 'contrast-option-after-disc-surgery';
    const then = ['--now', '2026-11-20T12:00:00Z', '--version'];
    const { code, out } = await run('explain', example, ...then, `${card}@1`);
    expect(code).toBe(0);
    expect(out).toContain(`SHOWN ${card}`);
    expect(out).toContain(`${card}, version 1 (2026-11-20), as it was.`);
    const unknown = await run('explain', example, ...then, `${card}@77`);
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('kept are 1, 2')]);
    const nowhere = await run('explain', example, ...then, 'no-such-tag');
    expect([nowhere.code, nowhere.err]).toEqual([1, expect.stringContaining('no such tag')]);
  });
});

test('the hash of what fills a card is keyed: without the key it cannot be guessed', async () => {
  const store = await openStore(database, 10_000);
  const key = await store.sharedKey('user-pseudonyms');
  await store.close();
  const made = { serviceVersion: '1', settingsHash: 's', wording: 'w', slots: 'known' };
  expect(keyedMade(made, key).slots).not.toBe(keyedMade(made, 'another').slots);
  expect(keyedMade(made, key)).toMatchObject({ wording: 'w', settingsHash: 's' });
});
