import type { Generated } from 'kysely';

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
  };
  feedback: {
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
  };
  used_token: { issuer: string; token_id: string; expires_at: string };
}
