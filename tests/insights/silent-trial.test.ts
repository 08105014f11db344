import { afterEach, describe, expect, test } from '@jest/globals';
import type { WithheldReference } from '../../src/store/store.ts';
import { siteOf } from '../../src/config/site.ts';
import { issued } from '../contract/records.ts';
import { Cauda, NOW } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient } from '../support/patients.ts';

const id = 'contrast-option-after-disc-surgery';
const maria = patient('maria-discectomy-2024');
const silentMode = { [id]: { mode: 'silent' } };
const DAY_MS = 86_400_000;

let cauda: Cauda | undefined;
afterEach(async () => {
  await cauda?.close();
  cauda = undefined;
});

async function start(site: object) {
  cauda = await Cauda.start({ site });
  return cauda;
}

async function kept({ store }: Cauda): Promise<readonly WithheldReference[]> {
  const rows: WithheldReference[] = [];
  // The record of a card that nobody sees is written after the answer, and before any that comes later.
  await store.recordIssued([issued()]);
  for await (const row of store.withheldReferences('2026-01-01')) rows.push(row);
  return rows.filter(({ card }) => card === id);
}

describe('What a withheld card was about', () => {
  test('is kept where the site says so, with the day on which it goes', async () => {
    const on = await start({
      cards: silentMode,
      silentTrial: { keepReferences: true, retentionDays: 14 },
    });
    expect((await on.sign(maria, lumbarMri('without'))).cards).toEqual([]);
    expect(await kept(on)).toMatchObject([
      {
        reference: 'ServiceRequest/lumbar-mri-without',
        withheld: 'silent mode',
        client: 'demo',
        service: 'lumbar-mri-order-sign',
        until: new Date(NOW.getTime() + 14 * DAY_MS).toISOString(),
      },
    ]);
    // The log tells nothing of it.
    expect(on.logged.join('')).not.toContain('ServiceRequest/');
    expect(on.logged.join('')).not.toContain('lumbar-mri-without');
  });

  test.each([
    ['unless it is said', {}],
    ['where the trial says nothing of it', { silentTrial: {} }],
    ['where it is switched off', { silentTrial: { keepReferences: false } }],
  ])('is not kept %s', async (_when, trial) => {
    const on = await start({ cards: silentMode, ...trial });
    await on.sign(maria, lumbarMri('without'));
    expect(await kept(on)).toEqual([]);
  });

  test('is not kept of a card that was shown', async () => {
    const on = await start({
      cards: { [id]: { mode: 'on' } },
      silentTrial: { keepReferences: true },
    });
    expect((await on.sign(maria, lumbarMri('without'))).cards).not.toEqual([]);
    expect(await kept(on)).toEqual([]);
  });

  test('is a reference and no other text that a client put in its place', async () => {
    const on = await start({ cards: silentMode, silentTrial: { keepReferences: true } });
    await on.sign(maria, { ...lumbarMri('without'), id: 'Mrs Doe, 12 Main Street' });
    expect(await kept(on)).toEqual([]);
  });
});

test('it has a short retention of its own', () => {
  expect(siteOf({ silentTrial: { keepReferences: true } }).silentTrial?.retentionDays).toBe(30);
  for (const retentionDays of [0, 91, 1.5]) {
    expect(() => siteOf({ silentTrial: { retentionDays } })).toThrow();
  }
});
