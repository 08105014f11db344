import { setTimeout as sleep } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { persist } from './persist.ts';
import type { IssuedCard, WithheldReference } from './store.ts';
import type { Tables } from './tables/tables.ts';

/** Rows of one statement: others get their turn in between. */
const SLICE = 500;
const PAUSE_MS = 5;
const PATIENCE_MS = 10_000;

/** Keeps what cards were about that were withheld. A card that is written again changes nothing. */
export async function keepReferences(
  db: Kysely<Tables>,
  cards: readonly IssuedCard[],
): Promise<void> {
  const rows = cards.flatMap(({ uuid, issuedAt, about }) =>
    (about?.references ?? []).map((reference) => ({
      card_uuid: uuid,
      reference,
      issued_at: issuedAt,
      expires_at: about?.until ?? issuedAt,
    })),
  );
  for (let from = 0; from < rows.length; from += SLICE) {
    await db
      .insertInto('withheld_about')
      .values(rows.slice(from, from + SLICE))
      .onConflict((conflict) => conflict.columns(['card_uuid', 'reference']).doNothing())
      .execute();
  }
}

/** See {@link Store.withheldReferences}. */
export async function* withheldReferences(
  db: Kysely<Tables>,
  since: string,
  only: string | undefined,
): AsyncGenerator<WithheldReference> {
  for (let after = { issued_at: since, card_uuid: '', reference: '' }; ;) {
    const { issued_at: at, card_uuid: uuid, reference: last } = after;
    let query = db
      .selectFrom('withheld_about')
      .innerJoin('issued_card', 'issued_card.uuid', 'withheld_about.card_uuid')
      .select(['card', 'version', 'client', 'service', 'withheld'])
      .select(['card_uuid', 'reference', 'withheld_about.issued_at', 'expires_at'])
      .where((where) =>
        where.or([
          where('withheld_about.issued_at', '>', at),
          where.and([
            where('withheld_about.issued_at', '=', at),
            where.or([
              where('card_uuid', '>', uuid),
              where.and([where('card_uuid', '=', uuid), where('reference', '>', last)]),
            ]),
          ]),
        ]),
      );
    if (only !== undefined) query = query.where('card', '=', only);
    const rows = await query
      .orderBy('withheld_about.issued_at')
      .orderBy('card_uuid')
      .orderBy('reference')
      .limit(SLICE)
      .execute();
    for (const { card, version, client, service, withheld, ...row } of rows) {
      yield {
        card,
        version,
        client,
        service,
        withheld: withheld ?? '',
        reference: row.reference,
        issuedAt: row.issued_at,
        until: row.expires_at,
      };
    }
    const end = rows.at(-1);
    if (!end || rows.length < SLICE) return;
    after = end;
  }
}

/**
 * Deletes references in slices.
 *
 * @param of Those whose date in this column is before; all when it is left out.
 * @returns How many there were.
 */
export async function deleteReferences(
  db: Kysely<Tables>,
  of?: { readonly column: 'issued_at' | 'expires_at'; readonly before: string },
): Promise<number> {
  for (let deleted = 0; ;) {
    const { numDeletedRows } = await persist(
      () =>
        db
          .deleteFrom('withheld_about')
          .where('card_uuid', 'in', (from) => {
            const some = from.selectFrom('withheld_about').select('card_uuid').limit(SLICE);
            return of ? some.where(of.column, '<', of.before) : some;
          })
          .executeTakeFirstOrThrow(),
      PATIENCE_MS,
    );
    deleted += Number(numDeletedRows);
    if (numDeletedRows === 0n) return deleted;
    await sleep(PAUSE_MS);
  }
}
