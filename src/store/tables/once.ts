import { hash } from 'node:crypto';

/** What makes two reports of feedback the same report. */
export interface SameReport {
  readonly client: string;
  readonly card_uuid: string;
  readonly outcome: string;
  readonly outcome_at: string;
  readonly suggestions: string;
}

/** One value for all reports that are the same: an index over the members themselves is too wide. */
export const onceHash = ({ client, card_uuid, outcome, outcome_at, suggestions }: SameReport) =>
  hash(
    'sha256',
    JSON.stringify([client, card_uuid, outcome, outcome_at, suggestions]),
    'base64url',
  );

/** A token id is chosen by its issuer and may be long or hold anything; only its hash is kept. */
export const tokenHash = (issuer: string, tokenId: string) =>
  hash('sha256', JSON.stringify([issuer, tokenId]), 'base64url');
