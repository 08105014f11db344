import type { WordTest } from '../../facts/reading/order-words.ts';
import { z } from 'zod';
import { caudaEquinaSets } from '../../facts/dangers/danger-signs.ts';
import { anyOf, known, type Signal } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { statedReason, type Order } from '../../facts/orders/orders.ts';
import { contrastInWords, showsLumbarSpine } from '../../facts/studies/study.ts';
import { words } from '../../facts/reading/order-words.ts';
import { withoutDenials } from '../../facts/values/words.ts';
import { contrastConcerns } from '../parts/orders/contrast-concerns.ts';
import { baselineMriWithin, latestBaselineMri } from '../parts/done-within.ts';
import { defineOrderRule } from '../rule.ts';
import { silenced, silent, type Phrase, type Silencer } from '../verdict.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

const settings = z.strictObject({
  baselineDays: z
    .int()
    .min(7)
    .max(90)
    .describe('days in which an earlier scan of the region serves as the baseline'),
  minimumEgfr: z
    .number()
    .min(30)
    .max(60)
    .describe('mL/min/1.73 m² below which the kidney card has the word'),
  egfrDays: z.int().min(90).max(365).describe('days in which an eGFR counts'),
  caudaEquinaDays: z.int().min(1).max(90).describe('days in which a cauda equina sign is new'),
});
type Settings = z.infer<typeof settings>;

const concerns = ({ study, isContrastOnly }: Order) => showsLumbarSpine(study) && isContrastOnly;

/** A lumbar MRI is ordered with contrast only, and no scan before contrast is made, planned or recent. */
export const contrastOnlyWithoutBaseline = defineOrderRule({
  id: 'contrast-only-without-baseline',
  hooks: ['order-select', 'order-sign'],
  settings,
  concerns,

  evaluate(picture, { selected, background }, s) {
    const contrastOnly = selected.filter(concerns);
    if (contrastOnly.length === 0) return silent('not-ordered');
    if ([...selected, ...background].some(hasBaseline)) {
      return silent('baseline-ordered');
    }
    // Radiology does not wait for a question of protocol when every minute counts.
    const orders = contrastOnly.filter(
      (order) => order.priority !== 'stat' && !speaksOfBaseline(order),
    );
    if (orders.length === 0) {
      return silent('order-is-urgent');
    }
    const stopped = silenced(silencers(picture, orders, s));
    if (stopped) return stopped;
    return {
      outcome: 'advise',
      wording: 'standard',
      why: [{ name: 'coded-with' }, ...lastBaseline(picture)],
      about: orders,
      suggestions: [
        {
          name: 'add-baseline',
          orders: orders.filter((order) => order.exchanges['add-baseline'] !== undefined),
          exchange: 'add-baseline',
        },
      ],
      evidence: evidenceOf(orders),
    };
  },
});

const evidenceOf = (orders: readonly Order[]) =>
  orders.flatMap(({ reference, name }) =>
    reference === undefined ? [] : [{ reference, says: name }],
  );

function lastBaseline(picture: LumbarPicture): readonly Phrase[] {
  const { when } = latestBaselineMri(picture) ?? {};
  return when ? [{ name: 'last-baseline', slots: { date: when.text } }] : [];
}

const hasBaseline = ({ study }: Order) =>
  study.kind === 'mri' &&
  showsLumbarSpine(study) &&
  (study.contrast === 'without' || study.contrast === 'without-and-with');

/** "Completion study", or a title that says without and with where the code does not. */
const speaksOfBaseline = ({ reason }: Order) =>
  words.completionStudy.test(reason.words) || contrastInWords(reason.words) === 'without-and-with';

function silencers(
  picture: LumbarPicture,
  orders: readonly Order[],
  s: Settings,
): readonly Silencer[] {
  const stated = (valueSets: readonly ValueSetId[], pattern: WordTest) =>
    anyOf(...orders.map((order) => statedReason(order, valueSets, pattern, withoutDenials)));
  return [
    {
      because: 'cauda-equina-sign',
      present: anyOf(
        stated(caudaEquinaSets, words.caudaEquina),
        picture.dangers.caudaEquina(s.caudaEquinaDays),
      ),
    },
    {
      because: 'baseline-made',
      present: baselineMriWithin(picture, s.baselineDays),
    },
    { because: 'baseline-ordered', present: activeBaseline(picture) },
    ...contrastConcerns(picture, orders, s),
  ];
}

function activeBaseline({ imaging }: LumbarPicture): Signal {
  const isPlanned = imaging.activeOrders.some(hasBaseline);
  return isPlanned ? known(true, []) : imaging.ordersOtherwise;
}
