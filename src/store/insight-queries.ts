import { sql, type Kysely } from 'kysely';
import type { Answered, FeedbackComment, FoundCard, OutcomeSum } from './store.ts';
import type { Tables } from './tables/tables.ts';

/** Times to feedback that are looked at for the median of one span. */
const MAX_TIMES = 5_000;

/** The counters of the days from `from` up to and without `to`, days put together. */
export async function outcomeSums(
  db: Kysely<Tables>,
  from: string,
  to: string,
): Promise<readonly OutcomeSum[]> {
  const rows = await db
    .selectFrom('outcome_count')
    .select(['card', 'version', 'client', 'service', 'hook', 'outcome', 'detail'])
    .select(({ fn }) => fn.sum<number | string>('n').as('n'))
    .where('day', '>=', from)
    .where('day', '<', to)
    .groupBy(['card', 'version', 'client', 'service', 'hook', 'outcome', 'detail'])
    .orderBy('card')
    .orderBy('version')
    .execute();
  return rows.map((row) => ({ ...row, n: Number(row.n) }));
}

/** The cards shown in a span, by what was answered, and how long that took. */
export async function answered(
  db: Kysely<Tables>,
  from: string,
  to: string,
): Promise<{
  readonly answers: readonly Answered[];
  readonly times: readonly { card: string; version: number; seconds: number }[];
}> {
  const cards = db
    .selectFrom('issued_card')
    .leftJoin('feedback', 'feedback.card_uuid', 'issued_card.uuid')
    .select(['uuid', 'card', 'version', 'issued_card.client', 'issued_card.service', 'issued_at'])
    // A card that was accepted once counts as accepted, whatever came after.
    .select(({ fn }) => [
      fn.min('feedback.outcome').as('outcome'),
      fn.min('feedback.outcome_at').as('outcome_at'),
      fn.max('feedback.reason_code').as('reason'),
    ])
    .where('issued_at', '>=', from)
    .where('issued_at', '<', to)
    .where('withheld', 'is', null)
    .groupBy(['uuid', 'card', 'version', 'issued_card.client', 'issued_card.service', 'issued_at']);
  const sums = await db
    .with('one', () => cards)
    .selectFrom('one')
    .select(['card', 'version', 'client', 'service', 'outcome', 'reason'])
    .select(({ fn }) => fn.countAll<number | string>().as('n'))
    .groupBy(['card', 'version', 'client', 'service', 'outcome', 'reason'])
    .execute();
  const times = await db
    .with('one', () => cards)
    .selectFrom('one')
    .select(['card', 'version', 'issued_at', 'outcome_at'])
    .where('outcome', 'is not', null)
    .orderBy(sql`issued_at desc`)
    .limit(MAX_TIMES)
    .execute();
  return {
    answers: sums.map(({ n, outcome, reason, ...row }) => ({
      ...row,
      outcome: outcome ?? 'none',
      reason: outcome === 'overridden' ? (reason ?? 'no reason given') : '',
      n: Number(n),
    })),
    times: times.flatMap(({ card, version, issued_at, outcome_at }) =>
      outcome_at === null
        ? []
        : [{ card, version, seconds: (Date.parse(outcome_at) - Date.parse(issued_at)) / 1000 }],
    ),
  };
}

/** Comments of one card that are told. */
const MAX_COMMENTS = 50;

/** See {@link Store.comments}. */
export async function comments(
  db: Kysely<Tables>,
  card: string,
  from: string,
  to: string,
): Promise<readonly FeedbackComment[]> {
  const rows = await db
    .selectFrom('feedback')
    .innerJoin('issued_card', 'issued_card.uuid', 'feedback.card_uuid')
    .select(['received_at', 'version', 'feedback.client', 'outcome', 'reason_code', 'user_comment'])
    .where('card', '=', card)
    .where('issued_at', '>=', from)
    .where('issued_at', '<', to)
    .where('user_comment', 'is not', null)
    .orderBy('received_at', 'desc')
    .orderBy('feedback.id', 'desc')
    .limit(MAX_COMMENTS)
    .execute();
  return rows.map(({ received_at, reason_code, user_comment, ...row }) => ({
    ...row,
    receivedAt: received_at,
    reason: reason_code,
    comment: user_comment ?? '',
  }));
}

/** More cards made of the same are not told. */
const MAX_FOUND = 50;

/** See {@link Store.cardsMadeOf}. */
export async function cardsMadeOf(
  db: Kysely<Tables>,
  slots: string,
): Promise<readonly FoundCard[]> {
  const rows = await db
    .selectFrom('issued_card')
    .select(['uuid', 'card', 'version', 'client', 'hook_instance', 'issued_at', 'withheld'])
    .select(['service_version', 'settings_hash', 'wording'])
    .where('slots_hash', '=', slots)
    .orderBy('issued_at', 'desc')
    .limit(MAX_FOUND)
    .execute();
  return rows.map(({ hook_instance, issued_at, service_version, settings_hash, ...row }) => ({
    ...row,
    hookInstance: hook_instance,
    issuedAt: issued_at,
    serviceVersion: service_version,
    settingsHash: settings_hash,
  }));
}
