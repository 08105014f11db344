import { proportionOf } from '../cards/figures/wilson.ts';
import type { Answered, OutcomeSum, Store } from '../store/store.ts';
import type {
  CardInsight,
  CardWeek,
  CountedCard,
  CountRow,
  GroupInsight,
  Insights,
  OutcomeSource,
  Rate,
  Share,
  ShownComment,
} from './insight-types.ts';
import { dayOf, readMonths } from './months.ts';
import { needsALook } from './needs-a-look.ts';

const DAY_MS = 86_400_000;
export const MAX_WEEKS = 60;
/** Older changes stand in the export. */
const MAX_CHANGES = 20;

/**
 * What was counted in the last weeks up to and with today, in UTC.
 *
 * @param only The id of the one card that is meant; all unless given.
 * @throws the fault of the source.
 */
export async function readInsights(
  source: OutcomeSource,
  cards: readonly CountedCard[],
  { weeks, now, only, isSimulated = false }: InsightQuery,
): Promise<Insights> {
  const end = Math.floor(now.getTime() / DAY_MS) + 1;
  const rows: CountRow[] = [];
  const seconds = new Map<string, number[]>();
  for (let week = 0; week < weeks; week += 1) {
    const from = dayOf(end - 7 * (weeks - week));
    // One after the other: calls of EHRs get their turn in between.
    const span = await source.outcomes(from, dayOf(end - 7 * (weeks - week - 1)));
    const answers = span.answers.map((answer) => asCount(answer, cards));
    const meant = [...span.sums, ...answers].filter(
      ({ card }) => only === undefined || card === only || card === '',
    );
    rows.push(...meant.map((sum) => ({ ...sum, week: from })));
    for (const { card, version, seconds: one } of span.times) {
      const key = `${card}@${version}`;
      seconds.set(key, [...(seconds.get(key) ?? []), one]);
    }
  }
  const all = await readMonths(source, end);
  const months = new Map([...all].filter(([card]) => only === undefined || card === only));
  const from = dayOf(end - 7 * weeks);
  const versions = [
    ...new Set(rows.filter(isOfCard).map(({ card, version }) => `${card}@${version}`)),
  ];
  const weekStarts = Array.from({ length: weeks }, (_, week) => dayOf(end - 7 * (weeks - week)));
  const ids = [...new Set(rows.filter(isOfCard).map(({ card }) => card))].sort();
  const insights = versions
    .map((key) => {
      const [card = '', version = ''] = key.split('@');
      const own = rows.filter((row) => row.card === card && String(row.version) === version);
      const known = cards.find(({ id }) => id === card);
      const of = { card, version: Number(version), title: known?.title ?? card };
      return cardInsight(of, own, seconds.get(key) ?? [], known?.silences ?? {});
    })
    .sort((a, b) => (a.card === b.card ? b.version - a.version : a.card < b.card ? -1 : 1));
  const weekly = Object.fromEntries(
    ids.map((id) => [
      id,
      weeksOf(
        rows.filter(({ card }) => card === id),
        weekStarts,
      ),
    ]),
  );
  return {
    weeks,
    from,
    to: dayOf(end - 1),
    isSimulated,
    calls: sumOf(rows, 'calls'),
    cards: insights,
    weekly,
    clients: groups(rows, ({ client }) => client),
    services: groups(rows, ({ service }) => service),
    heldBack: cards.flatMap(({ id, title, heldBack: why, mode }) =>
      why === undefined || mode === 'off' || (only !== undefined && only !== id)
        ? []
        : [{ card: id, title, why }],
    ),
    changes: ((await source.changes?.()) ?? []).slice(0, MAX_CHANGES),
    needsALook: needsALook(insights, months, cards, dayOf(end - 1)),
    rows,
  };
}

/** What clinicians wrote to one card in the days that the insights are of, the newest first. */
export async function readComments(
  source: Pick<Store, 'comments'>,
  cards: readonly CountedCard[],
  card: string,
  { from, to }: Pick<Insights, 'from' | 'to'>,
): Promise<readonly ShownComment[]> {
  const dayAfter = dayOf(Date.parse(to) / DAY_MS + 1);
  const comments = await source.comments(card, from, dayAfter);
  return comments.map(({ receivedAt, reason, ...comment }) => ({
    ...comment,
    day: receivedAt.slice(0, 10),
    reason: reason === null ? '' : shownReason(reason, card, cards),
  }));
}

export interface InsightQuery {
  /** 1 to {@link MAX_WEEKS}. */
  readonly weeks: number;
  readonly now: Date;
  readonly only?: string | undefined;
  readonly isSimulated?: boolean;
}

const isOfCard = ({ card }: OutcomeSum) => card !== '';

/** Reasons that no card offers are somebody's own words. */
function shownReason(reason: string, card: string, cards: readonly CountedCard[]): string {
  const known = cards.find(({ id }) => id === card)?.reasons ?? [];
  return reason === '' || reason === NO_REASON || known.includes(reason)
    ? reason
    : 'another reason';
}

/** An answer as a counter. */
function asCount({ outcome, reason, ...of }: Answered, cards: readonly CountedCard[]): OutcomeSum {
  return {
    ...of,
    hook: '',
    outcome: outcome === 'none' ? 'unanswered' : outcome,
    detail: shownReason(reason, of.card, cards),
  };
}

/** As the store says it. */
const NO_REASON = 'no reason given';

export const sumOf = (rows: readonly OutcomeSum[], outcome: string): number =>
  rows.reduce((sum, row) => (row.outcome === outcome ? sum + row.n : sum), 0);

function sharesOf(rows: readonly OutcomeSum[], outcome: string): readonly Share[] {
  const of = new Map<string, number>();
  for (const row of rows) {
    if (row.outcome === outcome) of.set(row.detail, (of.get(row.detail) ?? 0) + row.n);
  }
  const all = [...of.values()].reduce((sum, n) => sum + n, 0);
  return [...of]
    .map(([what, n]) => ({ what, n, percent: Math.round((1000 * n) / all) / 10 }))
    .sort((a, b) => b.n - a.n);
}

/** @returns undefined when there is nothing to be a share of, or one call came to it more than once. */
export const rateOf = (k: number, n: number): Rate | undefined =>
  n === 0 || k > n ? undefined : { k, n, ...proportionOf(k, n) };

function cardInsight(
  { card, version, title }: Pick<CardInsight, 'card' | 'version' | 'title'>,
  rows: readonly OutcomeSum[],
  seconds: readonly number[],
  silences: Readonly<Record<string, string>>,
): CardInsight {
  const of = (outcome: string) => sumOf(rows, outcome);
  const [accepted, overridden, unanswered] = [of('accepted'), of('overridden'), of('unanswered')];
  const recorded = accepted + overridden + unanswered;
  const verdicts = ['shown', 'withheld', 'silent', 'undecided', 'failed'].map(of);
  const evaluated = verdicts.reduce((sum, n) => sum + n, 0);
  return {
    card,
    version,
    title,
    concerned: of('concerned'),
    shown: of('shown'),
    shownRate: rateOf(of('shown'), of('concerned')),
    withheld: sharesOf(rows, 'withheld'),
    accepted: rateOf(accepted, recorded),
    overridden: rateOf(overridden, recorded),
    unanswered: rateOf(unanswered, recorded),
    reasons: sharesOf(rows, 'overridden'),
    silent: sharesOf(rows, 'silent').map((share) => {
      const says = silences[share.what];
      return says === undefined ? share : { ...share, says };
    }),
    undecided: rateOf(of('undecided'), evaluated),
    missing: sharesOf(rows, 'missing'),
    failed: of('failed'),
    medianSeconds: medianOf(seconds),
  };
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}

const weeksOf = (rows: readonly CountRow[], starts: readonly string[]): readonly CardWeek[] =>
  starts.map((from) => {
    const own = rows.filter(({ week }) => week === from);
    return {
      from,
      concerned: sumOf(own, 'concerned'),
      shown: sumOf(own, 'shown'),
      undecided: sumOf(own, 'undecided'),
      accepted: sumOf(own, 'accepted'),
      overridden: sumOf(own, 'overridden'),
      versions: [...new Set(own.map(({ version }) => version))].sort((a, b) => a - b),
    };
  });

function groups(
  rows: readonly CountRow[],
  nameOf: (row: CountRow) => string,
): readonly GroupInsight[] {
  return [...new Set(rows.map(nameOf))].sort().map((name) => {
    const own = rows.filter((row) => nameOf(row) === name);
    return {
      name,
      calls: sumOf(own, 'calls'),
      shown: sumOf(own, 'shown'),
      accepted: sumOf(own, 'accepted'),
      overridden: sumOf(own, 'overridden'),
    };
  });
}
