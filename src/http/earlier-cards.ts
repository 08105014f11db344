import { createHmac } from 'node:crypto';
import type { ShownCard } from '../cds-hooks/define-service.ts';
import type { AnyService } from '../cds-hooks/service-registry.ts';
import type { RepeatKeys, Store } from '../store/store.ts';

/**
 * Keyed hashes by which a patient and a clinician are known again, and by nobody who has not the key:
 * the same on all replicas, different for each client.
 *
 * @param key Secret that all replicas share.
 */
export function repeatKeys(
  key: string,
  client: string,
  { patientId, userId }: { readonly patientId: string; readonly userId: string },
): Pick<RepeatKeys, 'patient' | 'user'> {
  const keyed = (what: string, id: string) =>
    createHmac('sha256', key)
      .update(JSON.stringify(['repeat', what, client, id]))
      .digest('base64url');
  return { patient: keyed('patient', patientId), user: keyed('user', userId) };
}

/** See {@link ServiceCall.earlierCards}. */
export type EarlierCards = (sinceMs: number) => Promise<readonly ShownCard[]>;

/** How long a call waits for what was shown before, in milliseconds. */
const LOOK_MS = 60;

/** Looks up, when it is asked, which cards were shown of the patient with `keys`, which are made then. */
export function earlierCards(
  store: Store,
  services: Iterable<AnyService>,
  keys: () => Pick<RepeatKeys, 'patient' | 'user'>,
  onFault: (error: unknown) => void,
): EarlierCards {
  return async (sinceMs) => {
    const { patient, user } = keys();
    const found = await store
      .earlierCards(patient, new Date(sinceMs).toISOString(), LOOK_MS)
      .catch((error: unknown) => {
        // A card that is shown twice is the lesser harm.
        onFault(error);
        return [];
      });
    const hooks = new Map(Array.from(services, ({ id, hook }) => [id, hook]));
    return found.map(({ card, service, subject, facts, issuedAt, outcome, outcomeAt, ...of }) => ({
      card,
      subject,
      facts,
      hook: hooks.get(service) ?? '',
      isOfSameUser: of.user === user,
      issuedAtMs: Date.parse(issuedAt),
      answer:
        outcome === null || outcomeAt === null
          ? undefined
          : { outcome, atMs: Date.parse(outcomeAt) },
    }));
  };
}
