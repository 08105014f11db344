import { createHmac } from 'node:crypto';

/** Users whose pseudonym is kept at a time. */
const MAX_KEPT = 1_000;
/** Users whose ids are kept: those of the house. Who is a patient, or belongs to one, is not. */
const CLINICIAN = /^Practitioner(?:Role)?\//;

/**
 * What a log line calls a user: the same for the same user on every replica, and nothing to anybody without
 * the key. A clinician calls hundreds of times a day, and a keyed hash costs more than a log line.
 */
export class Pseudonyms {
  readonly #kept = new Map<string, string>();
  readonly #key: string;

  /** @param key Secret that all replicas share. */
  constructor(key: string) {
    this.#key = key;
  }

  /** @param userId As the hook's context has it: `Practitioner/…`. */
  of(userId: string): string {
    const kept = this.#kept.get(userId);
    if (kept !== undefined) return kept;
    const made = createHmac('sha256', this.#key).update(userId).digest('hex').slice(0, 16);
    if (CLINICIAN.test(userId)) {
      if (this.#kept.size >= MAX_KEPT) this.#kept.clear();
      this.#kept.set(userId, made);
    }
    return made;
  }
}
