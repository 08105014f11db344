import { afterEach, describe, expect, test } from '@jest/globals';
import type { CountedCard } from '../../src/insights/insight-types.ts';
import { needsALook } from '../../src/insights/needs-a-look.ts';
import type { OutcomeCount } from '../../src/store/store.ts';
import { issued } from '../contract/records.ts';
import { Cauda, NOW } from '../support/cauda.ts';

/** Offers something that can be accepted. */
const offers = 'contrast-option-after-disc-surgery';
/** Has nothing to accept. */
const tells = 'no-root-enhancement';
const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(NOW.getTime() - days * DAY_MS).toISOString();

let cauda: Cauda | undefined;
afterEach(async () => {
  await cauda?.close();
  cauda = undefined;
});

const counted = (days: number, outcome: string, n: number, card = offers): OutcomeCount => ({
  day: daysAgo(days).slice(0, 10),
  card,
  version: 3,
  client: 'ehr',
  service: 'lumbar-mri-order-sign',
  hook: 'order-sign',
  outcome,
  detail: '',
  n,
});

interface Happened {
  readonly counts?: readonly OutcomeCount[];
  /** Cards shown today, with what was answered. */
  readonly overridden?: number;
  readonly accepted?: number;
  /** Of which day the accepted ones are. */
  readonly acceptedDaysAgo?: number;
}

async function looksAfter(
  { counts = [], overridden = 0, accepted = 0, acceptedDaysAgo = 0 }: Happened,
  query = '',
): Promise<string> {
  cauda = await Cauda.start();
  const { store } = cauda;
  store.count(counts);
  const cards = Array.from({ length: overridden + accepted }, (_, index) =>
    issued({
      card: offers,
      issuedAt: daysAgo(index < overridden ? 0 : acceptedDaysAgo),
    }),
  );
  await store.recordIssued(cards);
  const { client = '', service = '' } = cards[0] ?? {};
  await store.appendFeedback(
    client,
    service,
    cards.map(({ uuid, suggestions }, index) => ({
      cardUuid: uuid,
      outcomeAt: NOW.toISOString(),
      ...(index < overridden
        ? { outcome: 'overridden' as const, acceptedSuggestions: [] }
        : { outcome: 'accepted' as const, acceptedSuggestions: [...suggestions] }),
    })),
    NOW,
  );
  const response = await fetch(`${cauda.url}/insights?${query}`, {
    headers: { accept: 'application/json' },
  });
  const { needsALook: looks } = (await response.json()) as any;
  return looks.map(({ why }: any) => why).join('\n');
}

describe('Overridden over 70% of at least 50', () => {
  test.each([
    ['72% of 50', 36, 14, true],
    ['71.4% of 70', 50, 20, true],
    ['70% of 50', 35, 15, false],
    ['all of 49', 49, 0, false],
  ] as const)('%s: %i to %i', async (_name, overridden, accepted, isFlagged) => {
    const looks = await looksAfter({ overridden, accepted });
    expect(/overridden [\d.]+% of/.test(looks)).toBe(isFlagged);
  });
});

describe('No acceptance in 30 days', () => {
  const shown = (days: number, card = offers) => counted(days, 'shown', 12, card);
  test.each([
    ['shown today', { counts: [shown(0)] }, true],
    ['shown 29 days ago', { counts: [shown(29)] }, true],
    ['shown 30 days ago', { counts: [shown(30)] }, false],
    ['accepted once', { counts: [shown(0)], accepted: 1 }, false],
    ['accepted 31 days ago', { counts: [shown(0)], accepted: 1, acceptedDaysAgo: 31 }, true],
    ['shown nine times', { counts: [counted(0, 'shown', 9)] }, false],
    ['a card with nothing to accept', { counts: [shown(0, tells)] }, false],
  ] as const)('%s', async (_name, happened, isFlagged) => {
    expect(/accepted never/.test(await looksAfter(happened))).toBe(isFlagged);
  });
});

describe('Undecided over 20%', () => {
  test.each([
    [21, 79, true],
    [20, 80, false],
    [9, 10, false],
  ] as const)('%i of %i more', async (undecided, silent, isFlagged) => {
    const counts = [counted(0, 'undecided', undecided), counted(0, 'silent', silent)];
    expect(/could not be decided/.test(await looksAfter({ counts }))).toBe(isFlagged);
  });
});

describe('Firing twice or half as often as the month before', () => {
  const month = (days: number, shown: number) => [
    counted(days, 'concerned', 100),
    counted(days, 'shown', shown),
  ];
  test.each([
    ['twice', 10, 20, /twice as often/],
    ['nearly twice', 10, 19, /^(?!.*as often)/s],
    ['half', 20, 10, /half as often/],
    ['nearly half', 20, 11, /^(?!.*as often)/s],
    ['from nothing', 0, 10, /twice as often/],
    ['to nothing', 10, 0, /half as often/],
    ['few', 2, 5, /^(?!.*as often)/s],
  ] as const)('%s', async (_name, before, now, expected) => {
    const counts = [...month(30, before), ...month(29, now)];
    expect(await looksAfter({ counts })).toMatch(expected);
  });

  test('whatever weeks are shown', async () => {
    const counts = [...month(59, 10), ...month(0, 30)];
    expect(await looksAfter({ counts }, 'weeks=1')).toMatch(/twice as often/);
  });
});

test('A review date that has passed, of a card that is not off', () => {
  const card = (more: Partial<CountedCard>): CountedCard => ({
    id: 'one',
    title: 'One',
    version: 1,
    mode: 'on',
    reviewDue: '2026-11-19',
    isAcceptable: true,
    reasons: [],
    silences: {},
    ...more,
  });
  const looks = (more: Partial<CountedCard>) =>
    needsALook([], new Map(), [card(more)], '2026-11-20').map(({ why }) => why);
  expect(looks({})).toEqual(['its review was due on 2026-11-19']);
  expect(looks({ mode: 'silent' })).toHaveLength(1);
  expect(looks({ mode: 'off' })).toEqual([]);
  expect(looks({ reviewDue: '2026-11-20' })).toEqual([]);
  expect(looks({ reviewDue: undefined })).toEqual([]);
});
