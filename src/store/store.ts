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
}

/** What became of one report of feedback. */
export interface FeedbackResult {
  /** Card id; undefined when the card is unknown, or was issued to another client. */
  readonly card: string | undefined;
  readonly outcome: 'accepted' | 'overridden';
  readonly result: 'stored' | 'repeated' | 'unknown';
}

/** What became of one request of feedback, counted by entry. */
export interface FeedbackCounts {
  readonly stored: number;
  /** The same report had been stored before. */
  readonly repeated: number;
  /** The card is unknown, or was issued to another client. */
  readonly unknown: number;
  /** One for each entry, in their order. */
  readonly results: readonly FeedbackResult[];
}

/**
 * Port to the store of issued cards, feedback and used token ids. It holds no patient data but what
 * a clinician writes in a comment.
 */
export interface Store {
  /** Keeps the cards of one answer. */
  recordIssued(cards: readonly IssuedCard[]): Promise<void>;
  /**
   * Stores feedback of one client, all entries or none. A report that was stored before, and one on
   * a card that this client was not given, are counted and not stored.
   *
   * @throws when the store cannot write: the client may send again.
   */
  appendFeedback(
    client: string,
    service: string,
    entries: readonly Feedback[],
    receivedAt: Date,
  ): Promise<FeedbackCounts>;
  /**
   * Marks a token id as used.
   * @returns false when it was used before: one insert decides, also between processes.
   */
  useTokenId(issuer: string, tokenId: string, expiresAt: Date): Promise<boolean>;
  /** Deletes records from before `before`, and token ids that expired before `now`. */
  deleteOld(before: Date, now: Date): Promise<void>;
  /** @throws when the store cannot be used. */
  check(): Promise<void>;
  close(): Promise<void>;
}
