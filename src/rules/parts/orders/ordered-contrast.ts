import type { Order } from '../../../facts/orders/orders.ts';
import { hasContrast, leavesContrastOpen, showsLumbarSpine } from '../../../facts/studies/study.ts';
import type { SuggestedChange } from '../../verdict.ts';

/** A lumbar or whole-spine MRI with contrast, or without and with it. */
export const isLumbarContrastMri = ({ study }: Order): boolean =>
  showsLumbarSpine(study) && hasContrast(study);

/** The same, or one that does not say whether contrast is given: a card on its safety asks. */
export const mayGiveContrast = ({ study }: Order): boolean =>
  showsLumbarSpine(study) && (hasContrast(study) || leavesContrastOpen(study));

/** Orders that a card on the safety of contrast speaks of. */
export interface ContrastOrders {
  readonly orders: readonly Order[];
  /** No order says that contrast is given: the card then speaks of the case that it is. */
  readonly isAsking: boolean;
}

/**
 * Of the selected orders those with contrast; where none says so, those that leave it open. Not saying
 * is never "without".
 */
export function contrastOrders(selected: readonly Order[]): ContrastOrders {
  const withContrast = selected.filter(isLumbarContrastMri);
  if (withContrast.length > 0) return { orders: withContrast, isAsking: false };
  return { orders: selected.filter(mayGiveContrast), isAsking: true };
}

/** The change to a study without contrast, for the orders whose code has such a pair. */
export const removeContrast = (
  orders: readonly Order[],
  words: Pick<SuggestedChange, 'slots' | 'phrases'> = {},
): SuggestedChange => ({
  name: 'remove-contrast',
  ...words,
  orders: orders.filter((order) => order.exchanges['remove-contrast'] !== undefined),
  exchange: 'remove-contrast',
});
