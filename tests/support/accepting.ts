import { accepted } from '../../src/demo/public/accept.js';
import type { Resource } from './patients.ts';

/** A suggestion of an answer, as it came. */
export interface Suggestion {
  readonly label: string;
  readonly actions: readonly { readonly type: string; readonly resource: Resource }[];
}

/**
 * The drafts after an EHR accepted suggestions one after the other, each as the whole order that it
 * carries: what comes last wins. An order that was not among the drafts is added.
 */
export function afterReplacing(
  drafts: readonly Resource[],
  taken: readonly Suggestion[],
): readonly Resource[] {
  return afterAll(drafts, taken, (_now, _sent, suggested) => suggested);
}

/** The same as the demo does it: each suggestion's differences to what was sent. */
export function afterAccepting(
  drafts: readonly Resource[],
  taken: readonly Suggestion[],
): readonly Resource[] {
  return afterAll(drafts, taken, (now, sent, suggested) => accepted(now, sent, suggested));
}

function afterAll(
  drafts: readonly Resource[],
  taken: readonly Suggestion[],
  take: (now: Resource, sent: Resource, suggested: Resource) => Resource,
): readonly Resource[] {
  let orders = drafts;
  for (const { type, resource } of taken.flatMap(({ actions }) => actions)) {
    const sent = drafts.find(({ id }) => id === resource.id);
    if (type === 'create' || !sent) orders = [...orders, resource];
    else
      orders = orders.map((order) =>
        order.id === resource.id ? take(order, sent, resource) : order,
      );
  }
  return orders;
}

export const noteTexts = (order: Resource | undefined): readonly string[] =>
  (order?.['note'] ?? []).map(({ text }: { text: string }) => text);

/** Every way to take one suggestion at most of each card, in every order. */
export function waysToAccept(cards: readonly any[]): readonly (readonly Suggestion[])[] {
  const choices = cards
    .map(({ suggestions = [] }) => [undefined, ...(suggestions as Suggestion[])])
    .reduce<(readonly Suggestion[])[]>(
      (ways, offered) => ways.flatMap((way) => offered.map((one) => (one ? [...way, one] : way))),
      [[]],
    );
  return choices.flatMap(permutations);
}

function permutations<T>(items: readonly T[]): readonly (readonly T[])[] {
  if (items.length < 2) return [items];
  return items.flatMap((item, index) =>
    permutations(items.filter((_other, at) => at !== index)).map((rest) => [item, ...rest]),
  );
}
