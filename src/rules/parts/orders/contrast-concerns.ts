import type { WordTest } from '../../../facts/reading/order-words.ts';
import { anyOf } from '../../../facts/values/fact.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import { statedReason, type Order } from '../../../facts/orders/orders.ts';
import { words } from '../../../facts/reading/order-words.ts';
import { withoutDenials } from '../../../facts/values/words.ts';
import type { Silencer } from '../../verdict.ts';
import type { ValueSetId } from '../../../generated/value-set-ids.ts';

/**
 * What calls for care with contrast, in the chart or in the order, coded or in words. Wider than what
 * the cards on kidneys, pregnancy and reactions speak of: where one of them has the word, others wait.
 *
 * @param limits eGFR in mL/min/1.73 m² below which, and days within which, it counts.
 * @see docs/decisions, When a card speaks
 */
export function contrastConcerns(
  { contrast }: LumbarPicture,
  orders: readonly Order[],
  limits: { readonly minimumEgfr: number; readonly egfrDays: number },
): readonly Silencer[] {
  const stated = (valueSets: readonly ValueSetId[], pattern: WordTest) =>
    anyOf(...orders.map((order) => statedReason(order, valueSets, pattern, withoutDenials)));
  return [
    {
      because: 'kidney-function',
      present: anyOf(
        stated(['acute-kidney-injury', 'ckd-4-5', 'dialysis'], words.kidney),
        contrast.kidneyConcern(limits.minimumEgfr, limits.egfrDays),
      ),
    },
    {
      because: 'pregnancy',
      present: anyOf(stated(['pregnancy'], words.pregnant), contrast.pregnancy),
    },
    {
      because: 'contrast-reaction',
      present: anyOf(
        stated(['gadolinium-contrast-allergy'], words.gadoliniumReaction),
        contrast.gadoliniumReaction,
      ),
    },
  ];
}
