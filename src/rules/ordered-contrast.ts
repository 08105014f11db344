import type { Order } from '../facts/orders.ts';
import { hasContrast, showsLumbarSpine } from '../facts/study.ts';
import type { SuggestedChange } from './verdict.ts';

/** A lumbar or whole-spine MRI with contrast, or without and with it. */
export const isLumbarContrastMri = ({ study }: Order): boolean =>
  showsLumbarSpine(study) && hasContrast(study);

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
