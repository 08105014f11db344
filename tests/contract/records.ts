import type { Feedback } from '../../src/cds-hooks/feedback.ts';
import type { IssuedCard, Store } from '../../src/store/store.ts';

/** A database of its own for each test. */
export interface Database {
  /** Opens a further store on the same database. */
  open(): Promise<Store>;
  /** Deletes it. */
  drop(): void | Promise<void>;
}

/** Noon on the day of the tests. */
export const at = new Date('2026-11-20T12:00:00Z');
export const day = (iso: string) => new Date(`${iso}T00:00:00Z`);

/** A card as it went out. */
export const issued = (more: Partial<IssuedCard> = {}): IssuedCard => ({
  uuid: crypto.randomUUID(),
  card: 'mri-before-lumbar-puncture',
  version: 3,
  service: 'lumbar-mri-order-sign',
  client: 'ehr-a',
  hookInstance: crypto.randomUUID(),
  suggestions: [crypto.randomUUID()],
  issuedAt: at.toISOString(),
  ...more,
});

/** A report on a card. */
export const feedbackOn = (cardUuid: string, more: Partial<Feedback> = {}): Feedback => ({
  cardUuid,
  outcome: 'overridden',
  outcomeAt: '2026-11-20T12:01:00.000Z',
  acceptedSuggestions: [],
  ...more,
});
