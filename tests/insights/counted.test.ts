import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OutcomeSum } from '../../src/store/store.ts';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import { patient, without } from '../support/patients.ts';

const id = 'contrast-option-after-disc-surgery';
const maria = patient('maria-discectomy-2024');

const sumsOf = async ({ store }: Cauda) => (await store.outcomes('2026-11-20', '2026-11-21')).sums;
const of = (sums: readonly OutcomeSum[], card: string, outcome: string) =>
  sums.filter((sum) => sum.card === card && sum.outcome === outcome);
const total = (sums: readonly OutcomeSum[]) => sums.reduce((n, sum) => n + sum.n, 0);

describe('What became of the rules is counted', () => {
  let cauda: Cauda;
  let sums: readonly OutcomeSum[];
  beforeAll(async () => {
    cauda = await Cauda.start({ site: { cards: { [id]: { mode: 'on' } } } });
    await cauda.sign(maria, lumbarMri('without'));
    await cauda.sign(maria, lumbarMri('without'));
    await cauda.select(maria, lumbarMri('without'));
    // Not ours: counted nowhere.
    await cauda.sign(maria, order('knee', '73721'));
    // Nobody can tell.
    const nothing = { keys: ['patient', 'observations'] as const };
    expect((await cauda.sign(maria, lumbarMri('without'), nothing)).status).toBe(412);
    sums = await sumsOf(cauda);
  });
  afterAll(() => cauda.close());

  test('calls about orders that are ours, by service', () => {
    const calls = of(sums, '', 'calls').map(({ service, hook, n }) => [service, hook, n]);
    expect(calls.sort()).toEqual([
      ['lumbar-mri-order-select', 'order-select', 1],
      ['lumbar-mri-order-sign', 'order-sign', 3],
    ]);
  });

  test('shown cards with version and client, undecided ones with what was missing', () => {
    expect(of(sums, id, 'shown')).toMatchObject([
      { client: 'demo', service: 'lumbar-mri-order-select', n: 1 },
      { client: 'demo', service: 'lumbar-mri-order-sign', n: 2 },
    ]);
    expect(sums.every(({ card, version }) => (card === '') === (version === 0))).toBe(true);
    expect(total(of(sums, id, 'undecided'))).toBe(1);
    expect(of(sums, id, 'missing').length).toBeGreaterThan(0);
  });

  test('each rule that was asked came to one end for each call', () => {
    const cards = new Set(sums.map(({ card }) => card).filter((card) => card !== ''));
    expect(cards.size).toBeGreaterThan(2);
    for (const card of cards) {
      const ends = ['shown', 'withheld', 'silent', 'undecided', 'failed'];
      const came = ends.reduce((n, outcome) => n + total(of(sums, card, outcome)), 0);
      expect([card, came]).toEqual([card, total(of(sums, card, 'concerned'))]);
    }
  });

  test('silent rules say why, and no word of the chart stands in a counter', () => {
    const words = JSON.stringify(sums);
    expect(sums.some(({ outcome, detail }) => outcome === 'silent' && detail !== '')).toBe(true);
    expect(words).not.toMatch(/maria|Primary lumbar discectomy|2024/);
  });
});

describe('A card that is not shown leaves a record that says why', () => {
  const withheld = async (cauda: Cauda) =>
    (await sumsOf(cauda)).filter(({ outcome }) => outcome === 'withheld');

  test('silent mode', async () => {
    const cauda = await Cauda.start({ site: { cards: { [id]: { mode: 'silent' } } } });
    expect((await cauda.sign(maria, lumbarMri('without'))).cards).toEqual([]);
    expect(await withheld(cauda)).toMatchObject([{ card: id, detail: 'silent mode', n: 1 }]);
    // It counts as nothing that somebody could have answered.
    expect((await cauda.store.outcomes('2026-11-20', '2026-11-21')).answers).toEqual([]);
    await cauda.close();
  });

  test('a chart about which nothing is to be said leaves none', async () => {
    const cauda = await Cauda.start();
    await cauda.sign(without(maria, 'Procedure'), lumbarPuncture());
    const sums = await withheld(cauda);
    expect(sums.filter(({ card }) => card === id)).toEqual([]);
    await cauda.close();
  });
});
