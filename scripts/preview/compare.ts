import type { Case } from './cases.ts';
import type { Outcome, PreviewService, ShownCard } from './service.ts';

/** One occasion before and after a change. */
export interface Compared {
  readonly occasion: Case;
  readonly before: Outcome;
  readonly after: Outcome;
  readonly change: Change;
}

/** `reworded` and `same` keep the card. */
export type Change = 'gains' | 'loses' | 'reworded' | 'same' | 'neither';

/** Calls in flight at a time: one process answers them. */
export const AT_A_TIME = 4;

/**
 * Asks both services about every occasion.
 * @param before Undefined when there was no such card.
 */
export async function compare(
  id: string,
  cases: readonly Case[],
  before: PreviewService | undefined,
  after: PreviewService,
): Promise<readonly Compared[]> {
  const results: Compared[] = [];
  for (let from = 0; from < cases.length; from += AT_A_TIME) {
    const some = cases.slice(from, from + AT_A_TIME);
    results.push(
      ...(await Promise.all(
        some.map(async (occasion) => {
          const one = (await before?.outcomeOf(id, occasion)) ?? ({ kind: 'not asked' } as const);
          const other = await after.outcomeOf(id, occasion);
          return { occasion, before: one, after: other, change: changeOf(one, other) };
        }),
      )),
    );
  }
  return results;
}

function changeOf(before: Outcome, after: Outcome): Change {
  if (before.kind !== 'shown') return after.kind === 'shown' ? 'gains' : 'neither';
  if (after.kind !== 'shown') return 'loses';
  return isSame(before.card, after.card) ? 'same' : 'reworded';
}

const isSame = (a: ShownCard, b: ShownCard) => JSON.stringify(a) === JSON.stringify(b);
