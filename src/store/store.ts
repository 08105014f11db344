import type { Feedback } from '../cds-hooks/feedback.ts';

/** A card as it went out: what feedback on it will be joined to, years later. */
export interface IssuedCard {
  readonly uuid: string;
  /** Card id, e.g. `mri-before-lumbar-puncture`. */
  readonly card: string;
  readonly version: number;
  readonly service: string;
  /** Name of the CDS client it was issued to. */
  readonly client: string;
  readonly hookInstance: string;
  /** uuids of its suggestions, in order. */
  readonly suggestions: readonly string[];
  /** ISO 8601 in UTC. */
  readonly issuedAt: string;
  /** Why it was not shown, e.g. `silent mode`; left out when it was. */
  readonly withheld?: string;
  /** What it was made of. */
  readonly made?: MadeOf;
  /** By what it is known again, where a site shows no card twice. Keyed hashes. */
  readonly repeat?: RepeatKeys;
  /** What a withheld card was about, where the site keeps it for the review of a silent trial. */
  readonly about?: {
    readonly references: readonly string[];
    /** ISO 8601 in UTC: when the references are deleted. The record stays. */
    readonly until: string;
  };
}

/** A withheld card and one order or report that it was about. */
export interface WithheldReference {
  readonly card: string;
  readonly version: number;
  readonly client: string;
  readonly service: string;
  readonly issuedAt: string;
  readonly withheld: string;
  readonly reference: string;
  readonly until: string;
}

/** What a card was made of, so that the answer can be made again. Nothing of the patient. */
export interface MadeOf {
  readonly serviceVersion: string;
  /** See {@link SettingsRecord}. */
  readonly settingsHash: string;
  /** Id of the wording in the card file. */
  readonly wording: string;
  /** Keyed hash of what filled the slots of its words. */
  readonly slots: string;
}

/** What a site had decided of a card. */
export interface SettingsRecord {
  readonly card: string;
  readonly version: number;
  /** Hash of `settings`; cards carry it. */
  readonly hash: string;
  readonly settings: unknown;
  /** ISO 8601 in UTC: when they were first in force. */
  readonly since: string;
}

/** The configuration at a moment, as hashes. */
export interface ConfigurationState {
  /** ISO 8601 in UTC. */
  readonly at: string;
  readonly kind: 'start' | 'reload' | 'recall' | 'recall taken back';
  readonly service: string;
  /** Undefined where the configuration itself did not change. */
  readonly hash: string | undefined;
  /** A hash for each part of it. */
  readonly parts: Readonly<Record<string, string>>;
  /** What changed, when it is not a part of the configuration. */
  readonly note?: string;
}

/** A line of the log of changes. */
export interface ConfigurationChange {
  readonly at: string;
  readonly kind: string;
  readonly service: string;
  /** Null in the first line. */
  readonly before: string | null;
  readonly after: string;
  /** The parts that changed, or what was done. */
  readonly what: string;
}

/** A record as it is exported: `kind` and flat members. */
export type ExportedRecord = Readonly<Record<string, string | number | null>> & {
  readonly kind: 'card' | 'feedback' | 'count' | 'change';
};

/** A card that went out, as a search for it tells. */
export interface FoundCard {
  readonly uuid: string;
  readonly card: string;
  readonly version: number;
  readonly client: string;
  readonly hookInstance: string;
  readonly issuedAt: string;
  readonly withheld: string | null;
  readonly serviceVersion: string | null;
  readonly settingsHash: string | null;
  readonly wording: string | null;
}

/** Keyed hashes of whose card it was, who saw it, what it was about and what it rested on. */
export interface RepeatKeys {
  readonly patient: string;
  readonly user: string;
  readonly subject: string;
  readonly facts: string;
}

/** A card that was shown before, and what was first answered to it. */
export interface EarlierCard {
  readonly card: string;
  readonly service: string;
  readonly user: string;
  readonly subject: string;
  readonly facts: string;
  readonly issuedAt: string;
  readonly outcome: 'accepted' | 'overridden' | null;
  readonly outcomeAt: string | null;
}

/** What became of one rule in one call, before days and sums. */
interface OutcomeKey {
  /** Card id; empty for a count of calls. */
  readonly card: string;
  /** Version of the card; 0 for a count of calls. */
  readonly version: number;
  readonly client: string;
  readonly service: string;
  readonly hook: string;
  /** E.g. `shown`, `withheld`, `silent`, `undecided`. */
  readonly outcome: string;
  /** Which reason or what was missing, in our own words, never the chart's; empty when there is none. */
  readonly detail: string;
}

/** How often a rule came to one outcome, to be added to the counter of a day. */
export interface OutcomeCount extends OutcomeKey {
  /** YYYY-MM-DD in UTC. */
  readonly day: string;
  readonly n: number;
}

/** The sum of a counter over some days. */
export interface OutcomeSum extends OutcomeKey {
  readonly n: number;
}

/** How many of the cards shown in a span came to one answer. */
export interface Answered {
  readonly card: string;
  readonly version: number;
  readonly client: string;
  readonly service: string;
  readonly outcome: 'accepted' | 'overridden' | 'none';
  /** Code of the override reason; empty for other outcomes. */
  readonly reason: string;
  readonly n: number;
}

/** What a clinician wrote to a card: free text that may name a patient. */
export interface FeedbackComment {
  /** ISO 8601 in UTC. */
  readonly receivedAt: string;
  readonly version: number;
  readonly client: string;
  readonly outcome: 'accepted' | 'overridden';
  readonly reason: string | null;
  readonly comment: string;
}

/** What the store knows of some days, for those who look after the cards. */
export interface SpanOfOutcomes {
  readonly sums: readonly OutcomeSum[];
  readonly answers: readonly Answered[];
  /** Seconds from a card to its first feedback; of many, those of the newest cards. */
  readonly times: readonly {
    readonly card: string;
    readonly version: number;
    readonly seconds: number;
  }[];
}

/**
 * What became of one report of feedback:
 * - `stored`: kept, beside the card it is about;
 * - `repeated`: the same report had been stored before;
 * - `pending`: the card is not known yet (another replica may be writing its record): kept for a day
 *   and joined when the record arrives;
 * - `foreign`: the card was issued to another client or by another service; not stored;
 * - `dropped`: the card is unknown and this client has too many reports waiting already.
 */
export type FeedbackOutcome = 'stored' | 'repeated' | 'pending' | 'foreign' | 'dropped';

export interface FeedbackResult {
  /** Card id; undefined when the card is not known to be this client's. */
  readonly card: string | undefined;
  readonly outcome: 'accepted' | 'overridden';
  readonly result: FeedbackOutcome;
}

/** A card that was stopped, or all of them, until it is taken back. */
export interface Recall {
  /** Card id; `*` for all cards. */
  readonly card: string;
  readonly why: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** What the store threw away in one round of {@link Store.deleteOld}. */
export interface Deleted {
  /** Reports of feedback whose card never became known. */
  readonly pending: number;
}

/**
 * Port to the store of issued cards, feedback and used token ids. It holds no patient data but what
 * a clinician writes in a comment. Every method ends within the deadline the store was opened with;
 * one that could not be carried out rejects, and `faultOf` tells why.
 */
export interface Store {
  /**
   * Keeps the cards of one answer. Resolves when they would survive a power cut. When it rejects, the
   * records wait in memory and are tried again.
   *
   * @param withinMs How long the caller waits; at most the deadline of the store.
   */
  recordIssued(cards: readonly IssuedCard[], withinMs?: number): Promise<void>;
  /**
   * Adds to the daily counters. They are written within a second or so, all replicas into the same
   * ones; what a killed process had not written is lost.
   */
  count(counts: readonly OutcomeCount[]): void;
  /**
   * What was counted and answered on some days. What is counted here is written first.
   *
   * @param from First day, YYYY-MM-DD in UTC.
   * @param to The day after the last. A week at a time, so that no call waits long for the database.
   */
  outcomes(from: string, to: string): Promise<SpanOfOutcomes>;
  /**
   * What clinicians wrote to one card that was issued on some days, the newest first; a bounded list. For
   * those alone who may read it.
   *
   * @param from First day, YYYY-MM-DD in UTC.
   * @param to The day after the last.
   */
  comments(card: string, from: string, to: string): Promise<readonly FeedbackComment[]>;
  /**
   * The newest cards that were shown of a patient, by the keyed hash of the patient.
   *
   * @param since ISO 8601 in UTC.
   * @param withinMs How long the caller waits; at most the deadline of the store.
   */
  earlierCards(patient: string, since: string, withinMs?: number): Promise<readonly EarlierCard[]>;
  /**
   * Stores feedback of one client, all entries or none.
   *
   * @returns What became of each entry, in their order.
   * @throws when the store cannot write: the client may send again.
   */
  appendFeedback(
    client: string,
    service: string,
    entries: readonly Feedback[],
    receivedAt: Date,
  ): Promise<readonly FeedbackResult[]>;
  /**
   * Marks a token id as used.
   * @returns false when it was used before: one insert decides, also between processes.
   */
  useTokenId(issuer: string, tokenId: string, expiresAt: Date): Promise<boolean>;
  /**
   * Deletes records from before `before`, pending feedback older than a day, and token ids that
   * expired before `now`. In slices, so that no call waits for it; it has no deadline. Where several
   * replicas share a store, one of them does it.
   */
  deleteOld(before: Date, now: Date): Promise<Deleted>;
  /** A random key that all replicas on this store share, made on first use. 32 bytes in hex. */
  sharedKey(name: string): Promise<string>;
  /** Stops a card, or with `*` all, on every replica that shares the store; a later reason replaces. */
  recall(recall: Recall): Promise<void>;
  /** @returns false when it was not recalled. */
  takeBackRecall(card: string): Promise<boolean>;
  /** What is recalled now, by card. */
  recalls(): Promise<readonly Recall[]>;
  /** Keeps what is in force, each state once. */
  keepSettings(records: readonly SettingsRecord[]): Promise<void>;
  /** What was in force with a version of a card, the oldest first. */
  settingsOf(card: string, version: number): Promise<readonly SettingsRecord[]>;
  /** Writes a change of the configuration; false when a start changed nothing. */
  logChange(state: ConfigurationState): Promise<boolean>;
  /** The changes of the configuration, the newest first; a bounded list. */
  changes(): Promise<readonly ConfigurationChange[]>;
  /** The cards whose slots were filled with the same, the newest first; a bounded list. */
  cardsMadeOf(slots: string): Promise<readonly FoundCard[]>;
  /**
   * What {@link deleteOld} would delete, without anything of a patient, and all changes. It has no
   * deadline.
   */
  exportBefore(before: Date): AsyncIterable<ExportedRecord>;
  /**
   * What withheld cards were about, where a site keeps it, the oldest first. Until they are deleted they
   * are personal data. It has no deadline.
   *
   * @param since ISO 8601 in UTC.
   * @param card Of this card alone.
   */
  withheldReferences(since: string, card?: string): AsyncIterable<WithheldReference>;
  /** Deletes all of them at once, in slices. @returns How many there were. It has no deadline. */
  forgetReferences(): Promise<number>;
  /** Writes. @throws when the store cannot be used. */
  check(): Promise<void>;
  /** Work that waits for the database: for metrics. */
  waiting(): number;
  /** Writes a whole copy of the store to a new file, while it is used. SQLite only. */
  backup(file: string): Promise<void>;
  close(): Promise<void>;
}
