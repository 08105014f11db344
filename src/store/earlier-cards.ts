import type { Kysely } from 'kysely';
import type { EarlierCard } from './store.ts';
import type { Tables } from './tables/tables.ts';

/** More cards of one patient are not looked at: nobody is shown so many. */
const MAX_EARLIER = 200;

/** See {@link Store.earlierCards}. */
export async function earlierCards(
  db: Kysely<Tables>,
  patient: string,
  since: string,
): Promise<readonly EarlierCard[]> {
  const rows = await db
    .selectFrom('issued_card')
    .leftJoin('feedback', 'feedback.card_uuid', 'issued_card.uuid')
    .select(['card', 'issued_card.service', 'user_key', 'subject_key', 'facts_key', 'issued_at'])
    .select(({ fn }) => [
      // A card that was accepted once counts as accepted.
      fn.min('feedback.outcome').as('outcome'),
      fn.max('feedback.outcome_at').as('outcome_at'),
    ])
    .where('patient_key', '=', patient)
    .where('issued_at', '>=', since)
    .where('withheld', 'is', null)
    .groupBy([
      'uuid',
      'card',
      'issued_card.service',
      'user_key',
      'subject_key',
      'facts_key',
      'issued_at',
    ])
    .orderBy('issued_at', 'desc')
    .limit(MAX_EARLIER)
    .execute();
  return rows.map(({ user_key, subject_key, facts_key, issued_at, outcome_at, ...row }) => ({
    ...row,
    user: user_key ?? '',
    subject: subject_key ?? '',
    facts: facts_key ?? '',
    issuedAt: issued_at,
    outcomeAt: outcome_at,
  }));
}
