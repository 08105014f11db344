import { anyOf } from '../facts/fact.ts';
import type { LumbarPicture } from '../facts/lumbar-picture.ts';
import { statedReason, type Order } from '../facts/orders.ts';
import { withoutDenials, words } from '../facts/words.ts';
import type { Silencer } from './verdict.ts';

interface Bounds {
  /** mL/min/1.73 m² below which contrast is not offered. */
  readonly minimumEgfr: number;
  readonly egfrDays: number;
}

/**
 * What speaks against offering contrast: the facts that would call for a warning if it were ordered,
 * and an order that has decided on contrast in words.
 *
 * @see catalogue, ruling 5
 */
export function contrastSilencers(
  picture: LumbarPicture,
  orders: readonly Order[],
  s: Bounds,
): readonly Silencer[] {
  const stated = (valueSets: readonly string[], pattern: RegExp) =>
    anyOf(...orders.map((order) => statedReason(order, valueSets, pattern, withoutDenials)));
  return [
    {
      because: 'kidney function speaks against offering contrast',
      present: anyOf(
        stated(['acute-kidney-injury', 'ckd-4-5', 'dialysis'], words.kidney),
        picture.contrast.kidneyConcern(s.minimumEgfr, s.egfrDays),
      ),
    },
    {
      because: 'a pregnancy is recorded',
      present: anyOf(stated(['pregnancy'], words.pregnant), picture.contrast.pregnancy),
    },
    {
      because: 'a reaction to contrast is recorded',
      present: anyOf(
        stated(['gadolinium-contrast-allergy'], words.gadoliniumReaction),
        picture.contrast.gadoliniumReaction,
      ),
    },
    {
      because: 'the order decides on contrast in words',
      present: stated([], words.contrastDecided),
    },
  ];
}
