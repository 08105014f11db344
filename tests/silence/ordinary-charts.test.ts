import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../support/cauda.ts';
import { NOW } from '../support/cauda.ts';
import { lumbarMri, lumbarPuncture } from '../support/orders.ts';
import { withResource, type Patient } from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';
import {
  justified,
  medicines,
  ordinaryChart,
  problems,
  procedures,
  reasons,
  reportOfEnhancingRoot,
} from './ordinary-charts.ts';

/**
 * Silence as a number: ordinary charts with their medicines, each with a lumbar MRI without and with contrast, a lumbar
 * puncture and an opened chart. A card that speaks here without a reason by name speaks in every
 * clinic.
 */
const CHARTS = 320;
const numbers = Array.from({ length: CHARTS }, (_, index) => index);
const on = stage([]);

interface Spoken {
  readonly chart: number;
  readonly call: string;
  readonly cards: readonly string[];
}

async function callsOf(
  number: number,
  chart: Patient,
): Promise<readonly (readonly [string, Answer])[]> {
  const reasonCode = [{ text: reasons[number % reasons.length] }];
  return [
    ['without contrast', await on.cauda.sign(chart, lumbarMri('without', { reasonCode }))],
    ['with contrast', await on.cauda.sign(chart, lumbarMri('without-and-with', { reasonCode }))],
    ['puncture', await on.cauda.sign(chart, lumbarPuncture())],
    ['opened', await on.cauda.view(chart)],
  ];
}

test('the corpus is as wide as it says', () => {
  // Ids and subjects carry the number of a chart, so that they alone would make all charts differ.
  const charts = numbers.map((number) =>
    JSON.stringify(ordinaryChart(number, NOW).resources).replaceAll(/ordinary-\d+(-\d+)?/g, ''),
  );
  expect(new Set(charts).size).toBe(CHARTS);
  const all = charts.join('');
  expect(problems.filter(([text]) => all.includes(`"${text}"`)).length).toBeGreaterThanOrEqual(60);
  expect(procedures.filter(([text]) => all.includes(`"${text}"`)).length).toBeGreaterThanOrEqual(
    40,
  );
  expect(medicines.filter(([text]) => !all.includes(`"${text}"`))).toEqual([]);
});

/** More than a thousand calls: on a busy machine they take minutes. */
const ALL_CHARTS_MS = 600_000;

describe('ordinary charts', () => {
  test(
    'no card speaks without a reason, and the history of operations is decided',
    async () => {
      const spoken: Spoken[] = [];
      const undecided: Record<string, number> = {};
      let calls = 0;
      for (const number of numbers) {
        for (const [call, answer] of await callsOf(number, ordinaryChart(number, NOW))) {
          calls += 1;
          expect(answer.status).toBe(200);
          const cards = cardIds(answer);
          if (cards.length > 0) spoken.push({ chart: number, call, cards });
          for (const [card, missing] of Object.entries(notChecked(answer))) {
            for (const what of missing)
              undecided[`${card}: ${what}`] = (undecided[`${card}: ${what}`] ?? 0) + 1;
          }
        }
      }
      console.log(
        `${calls} calls on ${CHARTS} ordinary charts: ${spoken.length} with a card. Undecided: ${JSON.stringify(undecided)}`,
      );
      expect(spoken).toEqual([]);
      expect(undecided).toEqual({});
    },
    ALL_CHARTS_MS,
  );

  test.each(justified)(
    '$because: $card speaks, and nothing else does',
    async ({ every, on: when, card, add }) => {
      for (const number of numbers.filter((n) => n % every === 7)) {
        const chart = withResource(ordinaryChart(number, NOW), add(NOW));
        for (const [call, answer] of await callsOf(number, chart)) {
          expect([number, call, cardIds(answer)]).toEqual([
            number,
            call,
            call === when ? [card] : [],
          ]);
        }
      }
    },
  );

  test(
    'an ordinary history of operations never leaves "no operation on the spine" open',
    async () => {
      const undecided: Record<string, number> = {};
      let spoke = 0;
      for (const number of numbers) {
        const chart = withResource(ordinaryChart(number, NOW), reportOfEnhancingRoot(NOW));
        const answer = await on.cauda.view(chart);
        if (cardIds(answer).includes('root-enhancement-without-surgery')) spoke += 1;
        for (const what of notChecked(answer)['root-enhancement-without-surgery'] ?? []) {
          undecided[what] = (undecided[what] ?? 0) + 1;
        }
      }
      console.log(
        `An enhancing root in ${CHARTS} ordinary charts: ${spoke} with a card. Undecided: ${JSON.stringify(undecided)}`,
      );
      expect(undecided).toEqual({});
      // Some histories silence the card: cancer, whenever it was, is another possible cause.
      expect(spoke).toBeGreaterThan(CHARTS / 2);
    },
    ALL_CHARTS_MS,
  );
});
