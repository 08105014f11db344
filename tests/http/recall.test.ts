import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { compiled } from '../support/compiled.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, prefetchOf } from '../support/patients.ts';
import { startProcess, temporaryFolder, type CaudaProcess } from './cauda-process.ts';

// Windows has no signals.
const onPosix = process.platform === 'win32' ? describe.skip : describe;

const card = 'contrast-mri-under-six-months';
const amara = patient('amara-contrast-mri-10-weeks');
let folder: ReturnType<typeof temporaryFolder>;
let replicas: CaudaProcess[] = [];
let database: string;
beforeEach(() => {
  folder = temporaryFolder();
  database = `sqlite:${folder.file('cauda.db')}`;
});
afterEach(async () => {
  for (const replica of replicas) replica.kill('SIGKILL');
  await Promise.all(replicas.map(({ ended }) => ended));
  replicas = [];
  folder.remove();
});

/** Two processes on one store, as two replicas are. */
async function start(count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const replica = startProcess({ DATABASE_URL: database });
    replicas.push(replica);
    await replica.url;
  }
}

/** The command, as an operator types it. */
const recall = (...words: readonly string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    execFile(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', 'scripts/recall.ts', ...words],
      { env: { PATH: process.env['PATH'], DATABASE_URL: database, ...compiled } },
      (error, stdout, stderr) =>
        resolve({ code: error ? Number(error.code) : 0, said: stdout + stderr }),
    );
  });

/** How many lines of its log were read for what it was waited for. */
const read = new WeakMap<CaudaProcess, number>();

/**
 * Lets a replica look again, which it does by itself too, perhaps before it is told; waits for the
 * next line of such words.
 */
async function lookAgain(replica: CaudaProcess, expected: RegExp): Promise<void> {
  replica.kill('SIGHUP');
  await lineOf(replica, expected);
}

/** Waits for the next line of such words: the log is written some lines at a time. */
async function lineOf(replica: CaudaProcess, expected: RegExp): Promise<void> {
  for (;;) {
    const from = read.get(replica) ?? 0;
    const found = replica.lines.slice(from).findIndex((line) => expected.test(line));
    if (found >= 0) {
      read.set(replica, from + found + 1);
      return;
    }
    await replica.nextLine();
  }
}

/** Of what the replica speaks when Amara's order is signed today. */
async function cardsAt(replica: CaudaProcess): Promise<readonly string[]> {
  const tenWeeksAgo = new Date(Date.now() - 70 * 86_400_000).toISOString().slice(0, 10);
  const chart = {
    ...amara,
    resources: amara.resources.map((resource) =>
      resource.resourceType === 'Procedure'
        ? { ...resource, performedDateTime: tenWeeksAgo, performedPeriod: undefined }
        : resource,
    ),
  };
  const order = lumbarMri('without-and-with', { subject: { reference: `Patient/${amara.id}` } });
  const answer = await fetch(`${await replica.url}/cds-services/lumbar-mri-order-sign`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      hook: 'order-sign',
      hookInstance: crypto.randomUUID(),
      context: {
        userId: 'Practitioner/x',
        patientId: amara.id,
        draftOrders: { resourceType: 'Bundle', type: 'collection', entry: [{ resource: order }] },
      },
      prefetch: prefetchOf(chart),
    }),
  });
  const { cards } = (await answer.json()) as any;
  return cards.map(({ source }: any) => source.topic.code);
}
const pageAt = async (replica: CaudaProcess) =>
  (await fetch(`${await replica.url}/cards/${card}`, { headers: { accept: 'application/json' } }))
    .json()
    .then((page: any) => page);

onPosix('A recalled card', () => {
  test('is silent on every replica without a restart, and back when it is taken back', async () => {
    await start(2);
    const [one, other] = replicas as [CaudaProcess, CaudaProcess];
    expect(await cardsAt(one)).toContain(card);
    expect(await cardsAt(other)).toContain(card);

    expect(await recall(card, '--why', 'Wrong <figure> & title')).toMatchObject({ code: 0 });
    for (const replica of replicas) {
      await lookAgain(replica, /other cards are recalled/);
      expect(await cardsAt(replica)).not.toContain(card);
      expect(await pageAt(replica)).toMatchObject({
        mode: 'silent',
        recalled: { why: 'Wrong <figure> & title' },
      });
      const url = await replica.url;
      expect(await (await fetch(`${url}/cards/${card}`)).text()).toContain(
        'not shown: Wrong &lt;figure&gt; &amp; title',
      );
      expect(await (await fetch(`${url}/metrics`)).text()).toContain(
        `cds_recalled{card="${card}"} 1`,
      );
    }

    expect(await recall(card, '--undo')).toMatchObject({ code: 0 });
    for (const replica of replicas) {
      await lookAgain(replica, /other cards are recalled/);
      expect(await cardsAt(replica)).toContain(card);
      expect(await pageAt(replica)).not.toHaveProperty('recalled');
    }
  });

  test('all of them at once; a replica that starts later knows it', async () => {
    await start(1);
    expect(await recall('--all', '--why', 'Drill')).toMatchObject({ code: 0 });
    await start(1);
    expect(await cardsAt(replicas[1]!)).toEqual([]);
    await lineOf(replicas[1]!, /recalled: not shown/);
    expect((await recall()).said).toContain('all cards, since');
  });
});

describe('What is asked of the command', () => {
  test.each([
    ['an unknown card, with its nearest name', [`${card}x`, '--why', 'x'], `did you mean ${card}?`],
    ['no reason', [card], '--why says why'],
    ['a card and all', [card, '--all', '--why', 'x'], 'npm run recall'],
    ['a store that is not there', [card, '--why', 'x'], 'there is no store at this place yet'],
  ])('%s is refused with what to do', async (_what, words, expected) => {
    const { code, said } = await recall(...words);
    expect([code, said]).toEqual([2, expect.stringContaining(expected)]);
  });
});
