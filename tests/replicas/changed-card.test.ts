import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { PostgresServer, postgresBinaries } from '../contract/postgres-server.ts';
import { Replicas } from '../support/replicas.ts';

jest.setTimeout(300_000);

const bin = postgresBinaries();
/** The card that answers the call of the replicas. */
const card = 'contrast-option-after-disc-surgery';
const REASON = 'Quetzal seen elsewhere';

(bin === undefined ? describe.skip : describe)('A card that is changed, on one PostgreSQL', () => {
  let server: PostgresServer;
  let replicas: Replicas | undefined;
  /** A copy of the project, whose cards are changed. */
  let root: string;
  beforeAll(async () => {
    server = await PostgresServer.start(bin!);
    root = mkdtempSync(join(tmpdir(), 'cauda-changed-card-'));
    for (const name of ['cards', 'scripts', 'src', 'package.json']) {
      cpSync(name, join(root, name), { recursive: true });
    }
    symlinkSync(resolve('node_modules'), join(root, 'node_modules'), 'dir');
  });
  afterAll(async () => {
    await server.stop();
    rmSync(root, { recursive: true, force: true });
  });
  afterEach(() => replicas?.stop());

  const edit = (change: (text: string) => string) => {
    const path = join(root, `cards/${card}.md`);
    const text = readFileSync(path, 'utf8');
    expect(change(text)).not.toBe(text);
    writeFileSync(path, change(text));
  };
  const approve = (version: number) =>
    writeFileSync(
      join(root, 'site.json'),
      JSON.stringify({ approvals: { [card]: { version, by: 'Committee', on: '2026-11-30' } } }),
    );
  const run = (database: string, script: string, ...words: readonly string[]) =>
    execFileSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', `scripts/${script}.ts`, ...words],
      {
        cwd: root,
        env: { PATH: process.env['PATH'], DATABASE_URL: database },
      },
    );
  const start = async (database: string, count: number) => {
    await replicas?.stop();
    const production = { NODE_ENV: 'production', SITE_FILE: join(root, 'site.json') };
    replicas = await Replicas.start(
      database,
      production,
      Array.from({ length: count }, () => ({})),
      root,
    );
    return replicas;
  };
  /** What each replica shows: version and reasons of the card, or nothing. */
  const shownBy = (all: Replicas) =>
    Promise.all(
      all.urls.map(async (url) => {
        const { status, body } = await all.call(url);
        expect(status).toBe(200);
        return body.cards.map((each: any) => ({
          version: each.extension['cauda.basis'].version,
          hasReason: each.overrideReasons.some(({ display }: any) => display === REASON),
        }));
      }),
    );
  /** Has every replica read its files and the store again, and waits for what it then says, be it of its own accord. */
  const lookAgain = async (all: Replicas, expected: RegExp) => {
    for (const replica of all.all) {
      replica.kill('SIGHUP');
      while (!replica.lines.some((line) => expected.test(line))) await replica.nextLine();
    }
  };

  test('is silent until its new version is approved, then speaks, and is recalled on both replicas', async () => {
    const database = server.url(await server.createDatabase());
    const version = Number(/^version: (\d+)/m.exec(readFileSync(`cards/${card}.md`, 'utf8'))?.[1]);
    approve(version);

    // Other words under the number that was approved.
    edit((text) => text.replace(/^overrideReasons:\n/m, `overrideReasons:\n  - ${REASON}\n`));
    expect(await shownBy(await start(database, 1))).toEqual([[]]);

    // A new version that nobody approved.
    edit((text) =>
      text
        .replace(/^version: \d+/m, `version: ${version + 1}`)
        .replace(
          /^history:\n(?: +.*\n)*/m,
          (history) =>
            `${history}  - { version: ${version + 1}, on: "2026-12-31", changed: "A reason." }\n`,
        ),
    );
    run(database, 'release-cards');
    const two = await start(database, 2);
    expect(await shownBy(two)).toEqual([[], []]);

    approve(version + 1);
    await lookAgain(two, /SITE_FILE were read anew/);
    const now = [{ version: version + 1, hasReason: true }];
    expect(await shownBy(two)).toEqual([now, now]);

    run(database, 'recall', card, '--why', 'Wrong reason');
    await lookAgain(two, /other cards are recalled/);
    expect(await shownBy(two)).toEqual([[], []]);
  });
});
