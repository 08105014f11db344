import type { Case } from './cases.ts';
import { AT_A_TIME } from './compare.ts';
import type { Answered, PreviewService } from './service.ts';

/** All cards of one occasion, now and before. */
export interface Together {
  readonly occasion: Case;
  /** Undefined where nothing was changed, so that nobody was asked. */
  readonly before: Answered | undefined;
  readonly after: Answered;
  /** Another card, another order of cards, other words, or another one held back. */
  readonly isChanged: boolean;
}

/** Asks for whole answers. @param before Left out when nothing was changed. */
export async function askTogether(
  cases: readonly Case[],
  before: PreviewService | undefined,
  after: PreviewService,
): Promise<readonly Together[]> {
  const results: Together[] = [];
  for (let from = 0; from < cases.length; from += AT_A_TIME) {
    results.push(
      ...(await Promise.all(
        cases.slice(from, from + AT_A_TIME).map(async (occasion) => {
          const one = await before?.answerTo(occasion);
          const other = (await after.answerTo(occasion)) ?? nothing;
          const isChanged = one !== undefined && whatShows(one) !== whatShows(other);
          return { occasion, before: one, after: other, isChanged };
        }),
      )),
    );
  }
  return results;
}

const nothing: Answered = { cards: [], withheld: [], silent: [], undecided: [] };

const whatShows = ({ cards, withheld }: Answered) => JSON.stringify([cards, withheld]);

/** How often something was so, and of how many patients. */
export interface Count {
  readonly what: readonly string[];
  readonly occasions: number;
  readonly patients: number;
}

function count(
  all: readonly Together[],
  of: (each: Together) => readonly (readonly string[])[],
): readonly Count[] {
  const found = new Map<string, { what: readonly string[]; patients: string[] }>();
  for (const each of all) {
    for (const what of of(each)) {
      const key = JSON.stringify(what);
      const known = found.get(key) ?? { what, patients: [] };
      known.patients.push(each.occasion.patient);
      found.set(key, known);
    }
  }
  return [...found.values()]
    .map(({ what, patients }) => ({
      what,
      occasions: patients.length,
      patients: new Set(patients).size,
    }))
    .sort((a, b) => b.occasions - a.occasions || (a.what.join() < b.what.join() ? -1 : 1));
}

/** Cards that stand in one answer, the first of it first. */
export const cardsThatMeet = (all: readonly Together[]): readonly Count[] =>
  count(all, ({ after: { cards } }) => (cards.length < 2 ? [] : [cards.map(({ id }) => id)]));

/** Cards that were held back, why, and beside which. */
export const cardsHeldBack = (all: readonly Together[]): readonly Count[] =>
  count(all, ({ after: { cards, withheld } }) =>
    withheld.map(({ card, because }) => [
      card,
      because,
      cards.map(({ id }) => id).join(' and ') || '–',
    ]),
  );

/** Draft orders that two cards are about, by their references. */
export const ordersOfTwo = ({ after: { cards } }: Together): readonly string[] =>
  [...new Set(cards.flatMap(({ about }) => about))].filter(
    (order) => cards.filter(({ about }) => about.includes(order)).length > 1,
  );

/** Several cards, shown or held back, on one occasion. */
export const isMeeting = ({ after: { cards, withheld } }: Together): boolean =>
  cards.length + withheld.length > 1;
