import type { RuleTrace } from '../cds-hooks/call-trace.ts';

/** What one version of a card came to. Reasons and missing things by how often. */
export interface CardTally {
  concerned: number;
  shown: number;
  undecided: number;
  failed: number;
  withheld: Record<string, number>;
  silent: Record<string, number>;
  missing: Record<string, number>;
}

/** A moment for people to read and label: no patient, no day. */
export interface SampledMoment {
  /** Decides which moments are in the sample: the smallest ones. */
  readonly order: string;
  /** The same for all moments of a patient; a file of its own tells whose it is. */
  readonly case: string;
  readonly hook: string;
  readonly month: string;
  readonly card: string;
  readonly outcome: string;
  readonly detail: string;
}

/** How a card differs between two configurations at the same moments. */
export interface CardChange {
  gains: number;
  loses: number;
  keeps: number;
}

/** The counts of a part of a population; parts add up. */
export interface Tally {
  patients: number;
  /** Moments at which an EHR would have called about something of ours. */
  orders: number;
  reports: number;
  /** Orders and reports without a date. */
  undated: number;
  cards: Record<string, CardTally>;
  /** The same under the other configuration, when one was asked for. */
  against: Record<string, CardTally>;
  changes: Record<string, CardChange>;
  examples: Record<string, SampledMoment[]>;
  sample: Record<'shown' | 'silent' | 'undecided', SampledMoment[]>;
  /** What could not be read, by file and line. */
  faults: string[];
  /** All of them; of the faults above only the first are kept. */
  faultCount: number;
}

export const MAX_FAULTS = 1000;
const SAMPLE = 30;
const EXAMPLES = 10;

export const emptyTally = (): Tally => ({
  patients: 0,
  orders: 0,
  reports: 0,
  undated: 0,
  cards: {},
  against: {},
  changes: {},
  examples: {},
  sample: { shown: [], silent: [], undecided: [] },
  faults: [],
  faultCount: 0,
});

const emptyCard = (): CardTally => ({
  concerned: 0,
  shown: 0,
  undecided: 0,
  failed: 0,
  withheld: {},
  silent: {},
  missing: {},
});

const cardKey = ({ card, version }: Pick<RuleTrace, 'card' | 'version'>) => `${card}@${version}`;

/** Adds what the rules came to in one call. */
export function addCall(cards: Record<string, CardTally>, rules: readonly RuleTrace[]): void {
  const concerned = new Set<CardTally>();
  for (const rule of rules) {
    const card = (cards[cardKey(rule)] ??= emptyCard());
    // A rule about two reports has two ends and is one concern.
    if (!concerned.has(card)) card.concerned += 1;
    concerned.add(card);
    if (rule.outcome === 'advise') {
      if (rule.withheld === undefined) card.shown += 1;
      else add(card.withheld, rule.withheld);
    } else if (rule.outcome === 'silent') add(card.silent, rule.because ?? '');
    else card[rule.outcome] += 1;
    for (const what of rule.missing) add(card.missing, what);
  }
}

const add = (counts: Record<string, number>, name: string, n = 1) => {
  counts[name] = (counts[name] ?? 0) + n;
};

export function addFault(tally: Tally, fault: string): void {
  tally.faultCount += 1;
  if (tally.faults.length < MAX_FAULTS) tally.faults.push(fault);
}

/** Whether a moment of this order belongs to the smallest ones so far. */
export function isInSample(kept: readonly SampledMoment[], order: string, most = SAMPLE): boolean {
  const last = kept.at(-1);
  return last === undefined || kept.length < most || order < last.order;
}

/** Keeps a moment if it belongs to the smallest ones: the same sample however the work was cut. */
export function keepSample(kept: SampledMoment[], moment: SampledMoment, most = SAMPLE): void {
  if (!isInSample(kept, moment.order, most)) return;
  const after = kept.findIndex(({ order }) => moment.order < order);
  kept.splice(after < 0 ? kept.length : after, 0, moment);
  if (kept.length > most) kept.length = most;
}

export const keepExample = (tally: Tally, key: string, moment: SampledMoment): void =>
  keepSample((tally.examples[key] ??= []), moment, EXAMPLES);

/** Adds one part to another. The order of parts does not matter. */
export function merge(into: Tally, part: Tally): Tally {
  for (const member of ['patients', 'orders', 'reports', 'undated', 'faultCount'] as const) {
    into[member] += part[member];
  }
  for (const member of ['cards', 'against'] as const) {
    for (const [key, from] of Object.entries(part[member])) {
      const to = (into[member][key] ??= emptyCard());
      for (const count of ['concerned', 'shown', 'undecided', 'failed'] as const) {
        to[count] += from[count];
      }
      for (const counts of ['withheld', 'silent', 'missing'] as const) {
        for (const [name, n] of Object.entries(from[counts])) add(to[counts], name, n);
      }
    }
  }
  for (const [key, from] of Object.entries(part.changes)) {
    const to = (into.changes[key] ??= { gains: 0, loses: 0, keeps: 0 });
    for (const member of ['gains', 'loses', 'keeps'] as const) to[member] += from[member];
  }
  for (const [key, moments] of Object.entries(part.examples)) {
    for (const moment of moments) keepExample(into, key, moment);
  }
  for (const kind of ['shown', 'silent', 'undecided'] as const) {
    for (const moment of part.sample[kind]) keepSample(into.sample[kind], moment);
  }
  if (part.faults.length > 0) {
    into.faults = [...into.faults, ...part.faults].sort().slice(0, MAX_FAULTS);
  }
  return into;
}
