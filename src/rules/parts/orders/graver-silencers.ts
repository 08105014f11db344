import type { WordTest } from '../../../facts/reading/order-words.ts';
import { z } from 'zod';
import { caudaEquinaSets } from '../../../facts/dangers/danger-signs.ts';
import { anyOf } from '../../../facts/values/fact.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import { statedReason, type Order } from '../../../facts/orders/orders.ts';
import { words } from '../../../facts/reading/order-words.ts';
import { withoutDenials } from '../../../facts/values/words.ts';
import { woundInReason } from '../../../facts/dangers/wounds.ts';
import type { Silencer } from '../../verdict.ts';
import type { ValueSetId } from '../../../generated/value-set-ids.ts';

/** Windows and thresholds of {@link graverSilencers}, as a part of a card's settings. */
export const graverSettings = {
  caudaEquinaDays: z.int().min(1).max(90).describe('days in which a cauda equina sign is new'),
  weaknessDays: z.int().min(1).max(90).describe('days in which leg weakness is new'),
  feverCelsius: z.number().min(37.5).max(39).describe('°C from which a temperature is fever'),
  feverDays: z.int().min(1).max(30).describe('days in which fever counts'),
  interventionDays: z
    .int()
    .min(1)
    .max(365)
    .describe('days in which an operation or injection counts'),
  crpMgPerL: z.number().min(3).max(50).describe('mg/L above which CRP is raised'),
  esrMmPerHour: z.number().min(10).max(100).describe('mm/h above which ESR is raised'),
  inflammationDays: z.int().min(1).max(60).describe('days in which CRP and ESR count'),
} as const;
type Bounds = Readonly<Record<keyof typeof graverSettings, number>>;

/**
 * Whatever may be in question that is worse than what a card speaks of: a cauda equina sign, a new
 * deficit, infection, a wound problem, fever, tumour, immune compromise. In codes or in words.
 *
 * @see catalogue, "ORD-04 or ORD-05 criteria" under Suppress
 */
export function graverSilencers(
  picture: LumbarPicture,
  orders: readonly Order[],
  s: Bounds,
): readonly Silencer[] {
  // What a referral plainly denies ("no fever, no saddle anaesthesia") does not silence.
  const stated = (valueSets: readonly ValueSetId[], pattern: WordTest) =>
    anyOf(...orders.map((order) => statedReason(order, valueSets, pattern, withoutDenials)));
  const { dangers } = picture;
  const intervention = picture.surgery.interventionWithin(s.interventionDays);
  return [
    {
      because: 'cauda-equina-sign',
      present: anyOf(
        stated(caudaEquinaSets, words.caudaEquina),
        dangers.caudaEquina(s.caudaEquinaDays),
      ),
    },
    {
      because: 'new-deficit',
      present: anyOf(
        stated(['new-leg-weakness'], words.deficit),
        dangers.newDeficit(s.weaknessDays),
      ),
    },
    {
      because: 'infection-in-question',
      present: anyOf(
        stated(['spinal-infection', 'sepsis'], words.infection),
        dangers.spinalInfection,
        intervention.status === 'known'
          ? dangers.raisedInflammation(s.crpMgPerL, s.esrMmPerHour, s.inflammationDays)
          : intervention,
      ),
    },
    {
      because: 'wound-problem',
      present: anyOf(...orders.map(woundInReason), dangers.woundProblem),
    },
    {
      because: 'fever',
      present: anyOf(
        stated(['fever'], words.fever),
        dangers.fever(s.feverCelsius, s.feverDays * 24),
      ),
    },
    {
      because: 'tumour-in-question',
      present: anyOf(
        stated(['spinal-metastasis', 'leptomeningeal-metastasis'], words.tumour),
        dangers.spinalSpread,
      ),
    },
    {
      because: 'immune-compromise',
      present: anyOf(
        stated(['immunosuppressed-state', 'hiv-infection'], words.immuneCompromise),
        dangers.immuneCompromise,
      ),
    },
  ];
}
