import type { Proportion } from '../cards/figures/wilson.ts';
import type { ConfigurationChange, OutcomeSum, Store } from '../store/store.ts';

/** Where the counts come from: the store, or the invented weeks of demo mode. */
export type OutcomeSource = Pick<Store, 'outcomes'> & Partial<Pick<Store, 'changes'>>;
/** The same with what clinicians wrote. */
export type InsightsSource = OutcomeSource & Pick<Store, 'comments'>;

/** What is to be known of a card beside its counts. */
export interface CountedCard {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly mode: 'on' | 'silent' | 'off';
  /** Why it is not shown although it would be on: recalled, or waiting for the site; else undefined. */
  readonly heldBack?: string | undefined;
  /** The day on which its review is due, YYYY-MM-DD; undefined when nobody has reviewed it. */
  readonly reviewDue: string | undefined;
  /** Whether it offers anything that could be accepted: many cards about reports do not. */
  readonly isAcceptable: boolean;
  /** Codes of its override reasons. What a client sends beside them is not repeated. */
  readonly reasons: readonly string[];
  /** Its sentences for the ids of its reasons for silence. */
  readonly silences: Readonly<Record<string, string>>;
}

/** One of several, with its share of them. */
export interface Share {
  readonly what: string;
  /** What it means, where `what` is an id. */
  readonly says?: string;
  readonly n: number;
  readonly percent: number;
}

/** A count out of another, with its Wilson 95% interval. */
export interface Rate extends Proportion {
  readonly k: number;
  readonly n: number;
}

/** One week of one card, all versions together. */
export interface CardWeek {
  /** First day, YYYY-MM-DD in UTC. */
  readonly from: string;
  readonly concerned: number;
  readonly shown: number;
  readonly undecided: number;
  readonly accepted: number;
  readonly overridden: number;
  /** Versions that ran in this week, ascending. */
  readonly versions: readonly number[];
}

/** What one card did in some days, all versions together. */
export interface CardSpan {
  readonly concerned: number;
  readonly shown: number;
  readonly accepted: number;
}

/** The last thirty days of a card, and the thirty before. */
export interface CardMonths {
  readonly now: CardSpan;
  readonly before: CardSpan;
}

/** What one version of a card did. */
export interface CardInsight {
  readonly card: string;
  readonly version: number;
  readonly title: string;
  /** Calls that concerned it. */
  readonly concerned: number;
  readonly shown: number;
  /** Shown out of the calls concerned; undefined when there was none. One call may show it twice. */
  readonly shownRate: Rate | undefined;
  readonly withheld: readonly Share[];
  /** Of the cards shown whose record was kept. */
  readonly accepted: Rate | undefined;
  readonly overridden: Rate | undefined;
  readonly unanswered: Rate | undefined;
  /** Of the overridden. */
  readonly reasons: readonly Share[];
  readonly silent: readonly Share[];
  readonly undecided: Rate | undefined;
  readonly missing: readonly Share[];
  readonly failed: number;
  /** Median seconds from the card to its first feedback. */
  readonly medianSeconds: number | undefined;
}

export interface GroupInsight {
  readonly name: string;
  readonly calls: number;
  readonly shown: number;
  readonly accepted: number;
  readonly overridden: number;
}

export interface Insights {
  readonly weeks: number;
  /** First day and last day, YYYY-MM-DD in UTC. */
  readonly from: string;
  readonly to: string;
  /** True for the invented weeks of demo mode. */
  readonly isSimulated: boolean;
  readonly calls: number;
  readonly cards: readonly CardInsight[];
  readonly weekly: Readonly<Record<string, readonly CardWeek[]>>;
  readonly clients: readonly GroupInsight[];
  readonly services: readonly GroupInsight[];
  readonly needsALook: readonly Look[];
  /** Cards that would be on and are not shown. */
  readonly heldBack: readonly Look[];
  /** The newest changes of the configuration, and recalls; empty where nobody keeps them. */
  readonly changes: readonly ConfigurationChange[];
  /** Everything that was counted, week by week: what the tables are made of. */
  readonly rows: readonly CountRow[];
}

/** What a clinician wrote to a card, for those who may read it. */
export interface ShownComment {
  /** YYYY-MM-DD in UTC. */
  readonly day: string;
  readonly version: number;
  readonly client: string;
  readonly outcome: 'accepted' | 'overridden';
  /** Code of an override reason; empty when there was none. */
  readonly reason: string;
  /** Free text. */
  readonly comment: string;
}

/** One counter of one week; the answers to cards stand among them as outcomes. */
export interface CountRow extends OutcomeSum {
  readonly week: string;
}

/** A card that somebody should look at, and why. */
export interface Look {
  readonly card: string;
  readonly title: string;
  readonly why: string;
}
