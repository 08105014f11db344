import type { Generated } from 'kysely';

/** A report of feedback as it is kept. */
interface FeedbackRow {
  id: Generated<number>;
  card_uuid: string;
  client: string;
  service: string;
  outcome: 'accepted' | 'overridden';
  outcome_at: string;
  /** JSON array of uuids, sorted. */
  suggestions: string;
  reason_system: string | null;
  reason_code: string | null;
  user_comment: string | null;
  received_at: string;
  /** Hash of what makes a report the same report: client, card, outcome, time, suggestions. */
  once: string;
}

/** Row types. They stay inside this folder. */
export interface Tables {
  issued_card: {
    uuid: string;
    card: string;
    version: number;
    service: string;
    client: string;
    hook_instance: string;
    /** JSON array of uuids. */
    suggestions: string;
    issued_at: string;
    /** Why it was not shown; null when it was. */
    withheld: string | null;
    /** Keyed hashes, where a site shows no card twice; else null. */
    patient_key: string | null;
    user_key: string | null;
    subject_key: string | null;
    facts_key: string | null;
    /** What it was made of; null in records of before this was kept. */
    service_version: string | null;
    settings_hash: string | null;
    wording: string | null;
    /** Keyed hash of what filled its slots. */
    slots_hash: string | null;
  };
  /** What withheld cards were about, for a short time and where the site says so. */
  withheld_about: {
    card_uuid: string;
    reference: string;
    issued_at: string;
    expires_at: string;
  };
  /** What a site had decided of a card, once for each state. */
  settings_in_force: {
    card: string;
    version: number;
    settings_hash: string;
    /** JSON. */
    settings: string;
    since: string;
  };
  /** Starts with another configuration than before, reloads, recalls. */
  change_log: {
    id: Generated<number>;
    at: string;
    kind: string;
    service_version: string;
    hash_before: string | null;
    hash_after: string;
    /** JSON: a hash for each part of the configuration. */
    parts: string;
    what: string;
  };
  /** What became of the rules, day by day. */
  outcome_count: {
    day: string;
    card: string;
    version: number;
    client: string;
    service: string;
    hook: string;
    outcome: string;
    detail: string;
    n: number;
  };
  feedback: FeedbackRow;
  /** Feedback on a card whose record has not arrived. */
  pending_feedback: FeedbackRow;
  used_token: {
    issuer: string;
    /** Hash of the issuer and the token's id. */
    token_id: string;
    expires_at: string;
  };
  /** Cards that were stopped; `*` stands for all. */
  recall: { card: string; why: string; at: string };
  /** Keys that the replicas share. */
  shared_key: { name: string; value: string };
  /** One row, written by whoever asks whether the store can be used. */
  heartbeat: { id: number; at: string };
}
