import type { FhirResource } from '../../cds-hooks/request/json.ts';
import type { Card } from '../../cds-hooks/response.ts';

/**
 * Bounds on what an answer repeats of the call, so that none exceeds a megabyte: an update carries the
 * whole order, and one order may stand in several suggestions.
 */
export const MAX_ECHOED_CHARACTERS = 50_000;
/** Orders that one suggestion changes; of more, none is offered: half of it would look like the whole. */
export const MAX_ECHOED_ORDERS = 20;
/** Orders and reports that a card names as what it is about. */
export const MAX_ABOUT = 50;
/** Characters of all suggestions of an answer. */
export const MAX_SUGGESTED_CHARACTERS = 700_000;

const known = new WeakMap<FhirResource, boolean>();

/** Whether an order is short enough to be sent back changed. */
export function isEchoed(draft: FhirResource): boolean {
  const before = known.get(draft);
  if (before !== undefined) return before;
  const isShort = JSON.stringify(draft).length <= MAX_ECHOED_CHARACTERS;
  known.set(draft, isShort);
  return isShort;
}

/** The cards without the suggestions that would make the answer too long; the first ones stay. */
export function withinAnswer(cards: readonly Card[]): Card[] {
  let left = MAX_SUGGESTED_CHARACTERS;
  return cards.map(({ suggestions, selectionBehavior, ...card }) => {
    const kept = (suggestions ?? []).filter((suggestion) => {
      const { length } = JSON.stringify(suggestion);
      if (length > left) return false;
      left -= length;
      return true;
    });
    if (kept.length === 0) return card;
    return { ...card, suggestions: kept, ...(selectionBehavior && { selectionBehavior }) };
  });
}
