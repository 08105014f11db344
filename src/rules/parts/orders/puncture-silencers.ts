import type { WordTest } from '../../../facts/reading/order-words.ts';
import { punctureStopSets } from '../../../facts/dangers/danger-signs.ts';
import { anyOf, known, notRecorded, unreadable, type Signal } from '../../../facts/values/fact.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import { codedReason, type Order } from '../../../facts/orders/orders.ts';
import { words } from '../../../facts/reading/order-words.ts';
import { malignantMeningitis } from '../../../facts/values/words.ts';
import { punctureWithin } from '../done-within.ts';
import type { OrdersAtHand } from '../../rule.ts';
import type { Silencer } from '../../verdict.ts';
import type { ValueSetId } from '../../../generated/value-set-ids.ts';

interface Bounds {
  readonly feverCelsius: number;
  readonly feverHours: number;
  readonly acuteDays: number;
  readonly recentPunctureDays: number;
}

/**
 * What says that a puncture must not wait, or that there is none to wait for: the hard stops of any
 * advice on its order.
 *
 * @see catalogue, LP-01 and LP-02 "Suppress"
 */
export function punctureSilencers(
  picture: LumbarPicture,
  orders: readonly Order[],
  { sessionWords, isSessionWhole }: OrdersAtHand,
  s: Bounds,
): readonly Silencer[] {
  const { dangers } = picture;
  const coded = (...valueSets: readonly ValueSetId[]) =>
    anyOf(...orders.map((order) => codedReason(order, ...valueSets)));
  // Every word of the session counts, a denial too: here silence is the only safe mistake.
  const spoken = [sessionWords, ...orders.map(({ reason }) => reason.words)].join(' · ');
  const said = (pattern: WordTest, except?: RegExp): Signal =>
    pattern.test(except ? spoken.replace(except, ' ') : spoken)
      ? known(true, [{ says: 'words of the orders' }])
      : isSessionWhole
        ? notRecorded
        : unreadable('words of the orders');
  return [
    {
      because: 'puncture-must-not-wait',
      present: anyOf(
        coded(...punctureStopSets),
        said(words.punctureMustNotWait, malignantMeningitis),
        dangers.punctureMustNotWait,
      ),
    },
    {
      because: 'emergency-department',
      present: picture.emergencyEncounter,
    },
    {
      because: 'inpatient',
      present: picture.inpatientEncounter,
    },
    {
      because: 'fever',
      present: anyOf(
        coded('fever'),
        said(words.fever),
        dangers.fever(s.feverCelsius, s.feverHours),
      ),
    },
    {
      because: 'immune-compromise-with-neurology',
      present: anyOf(
        coded('immunosuppressed-state', 'hiv-infection'),
        said(words.immuneCompromise),
        dangers.acuteNeurologyInImmuneCompromise(s.acuteDays),
      ),
    },
    {
      because: 'puncture-is-treatment',
      present: anyOf(said(words.therapeuticPuncture), dangers.raisedPressure),
    },
    {
      because: 'order-of-two-said',
      present: said(words.whichGoesFirst),
    },
    {
      because: 'puncture-done',
      present: punctureWithin(picture, s.recentPunctureDays),
    },
  ];
}
