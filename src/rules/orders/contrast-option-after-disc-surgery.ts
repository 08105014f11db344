import type { WordTest } from '../../facts/reading/order-words.ts';
import { z } from 'zod';
import { anyOf, notRecorded, type Signal } from '../../facts/values/fact.ts';
import { caudaEquinaSets } from '../../facts/dangers/danger-signs.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import type { LatestSurgery } from '../../facts/surgery/latest-surgery.ts';
import { codedReason, isRoutine, statedReason, type Order } from '../../facts/orders/orders.ts';
import { hasContrast, showsLumbarSpine } from '../../facts/studies/study.ts';
import { words } from '../../facts/reading/order-words.ts';
import { withoutDenials } from '../../facts/values/words.ts';
import { isYoungerThan } from '../parts/age.ts';
import { contrastConcerns } from '../parts/orders/contrast-concerns.ts';
import { contrastMriWithin } from '../parts/done-within.ts';
import { graverSettings } from '../parts/orders/graver-silencers.ts';
import { defineOrderRule } from '../rule.ts';
import {
  FIGURE_MONTHS,
  isUnderMonths,
  surgeryNote,
  surgeryPhrases,
  surgerySlots,
} from '../parts/surgery-phrases.ts';
import { missingIn, silenced, silent, undecided, type Silencer } from '../verdict.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

const settings = z.strictObject({
  minimumAgeYears: z.int().min(16).max(21).describe('years below which the card is silent'),
  // The bounds begin where those of the kidney card end: contrast is never offered below its limit.
  minimumEgfr: z
    .number()
    .min(30)
    .max(60)
    .describe('mL/min/1.73 m² below which contrast is not offered'),
  egfrDays: z.int().min(90).max(365).describe('days in which an eGFR counts'),
  earlierContrastDays: z
    .int()
    .min(7)
    .max(365)
    .describe('days in which an earlier contrast study silences'),
  caudaEquinaDays: z.int().min(1).max(90).describe('days in which a cauda equina sign is new'),
  contrastOptionMaxMonths: z
    .int()
    .min(6)
    .max(120)
    .nullable()
    .describe('calendar months since surgery after which the card is silent; null = no limit'),
  interventionDays: graverSettings.interventionDays,
  crpMgPerL: graverSettings.crpMgPerL,
  esrMmPerHour: graverSettings.esrMmPerHour,
  inflammationDays: graverSettings.inflammationDays,
  feverCelsius: graverSettings.feverCelsius,
  feverDays: graverSettings.feverDays,
});
type Settings = z.infer<typeof settings>;

const concerns = ({ study }: Order) =>
  study.kind === 'mri' && showsLumbarSpine(study) && study.contrast === 'without';

/**
 * A lumbar MRI without contrast is ordered for leg pain after disc surgery: contrast is an option,
 * no more. Silent where contrast would call for a warning.
 */
export const contrastOptionAfterDiscSurgery = defineOrderRule({
  id: 'contrast-option-after-disc-surgery',
  hooks: ['order-select', 'order-sign'],
  settings,
  concerns,

  evaluate(picture, { selected, background }, s) {
    const orders = selected.filter(concerns);
    if (orders.length === 0) return silent('not-ordered');
    if (!orders.every(isRoutine)) return silent('order-is-urgent');
    if (
      [...selected, ...background].some(
        ({ study }) => showsLumbarSpine(study) && hasContrast(study),
      )
    ) {
      return silent('contrast-ordered');
    }
    const surgery = picture.surgery.latestDiscSurgery(picture.today);
    if (surgery.status === 'not-recorded') return silent('surgery-not-recorded');
    const symptom = radicularSymptom(picture, orders);
    if (symptom.status === 'not-recorded') return silent('symptom-not-coded');

    const stopped = silenced([
      ...silencers(picture, orders, s),
      {
        because: 'other-kind-of-surgery',
        present:
          surgery.status === 'known'
            ? picture.surgery.otherKindAfter(surgery.value, todayOf(picture))
            : notRecorded,
      },
    ]);
    if (stopped?.outcome === 'silent') return stopped;
    if (surgery.status !== 'known' || symptom.status !== 'known') {
      return undecided(...missingIn(surgery), ...missingIn(symptom));
    }
    const latest = surgery.value;
    if (s.contrastOptionMaxMonths !== null) {
      const isInTime = isUnderMonths(latest, s.contrastOptionMaxMonths, picture.today);
      if (isInTime === undefined) return undecided('date of surgery');
      if (!isInTime) return silent('surgery-too-long-ago');
    }
    if (stopped) return stopped;

    const slots = {
      ...surgerySlots(latest, picture.today),
      symptom: symptom.evidence[0]?.says ?? '',
    };
    const phrases = { surgeryNote: surgeryNote(latest, picture.today) };
    return {
      outcome: 'advise',
      wording: wordingFor(latest, picture),
      slots,
      why: [...surgeryPhrases(latest, picture.today), { name: 'symptom', slots }],
      about: orders,
      suggestions: [
        {
          name: 'add-contrast',
          slots,
          phrases,
          orders: orders.filter((order) => order.exchanges['add-contrast'] !== undefined),
          exchange: 'add-contrast',
        },
        { name: 'add-note', slots, phrases, orders },
      ],
      evidence: [latest.surgery.evidence, ...symptom.evidence],
    };
  },
});

const todayOf = ({ today }: LumbarPicture) => ({ first: today, last: today, text: '' });

/** The cohort's figures for the time since this patient's surgery, when that is known. */
function wordingFor(latest: LatestSurgery, { today }: LumbarPicture): string {
  if (!latest.surgery.when) return 'undated';
  const isUnderSix = isUnderMonths(latest, FIGURE_MONTHS, today);
  if (isUnderSix === undefined) return 'undated';
  return isUnderSix ? 'under-six-months' : 'from-six-months';
}

function radicularSymptom(picture: LumbarPicture, orders: readonly Order[]): Signal {
  const stated = anyOf(...orders.map((order) => codedReason(order, 'lumbar-radicular-symptom')));
  return stated.status === 'known' ? stated : picture.radicularSymptom(picture.today);
}

function silencers(
  picture: LumbarPicture,
  orders: readonly Order[],
  s: Settings,
): readonly Silencer[] {
  const stated = (valueSets: readonly ValueSetId[], pattern: WordTest) =>
    anyOf(...orders.map((order) => statedReason(order, valueSets, pattern, withoutDenials)));
  return [
    {
      because: 'under-minimum-age',
      present: isYoungerThan(picture, s.minimumAgeYears),
    },
    {
      because: 'cauda-equina-sign',
      present: anyOf(
        stated(caudaEquinaSets, words.caudaEquina),
        picture.dangers.caudaEquina(s.caudaEquinaDays),
      ),
    },
    ...contrastConcerns(picture, orders, s),
    {
      because: 'contrast-decided',
      present: stated([], words.contrastDecided),
    },
    {
      because: 'recent-contrast-study',
      present: contrastMriWithin(picture, s.earlierContrastDays, showsLumbarSpine),
    },
    {
      because: 'infection-in-question',
      present: anyOf(
        stated(['spinal-infection', 'postoperative-infection', 'sepsis'], words.infection),
        picture.dangers.spinalInfection,
      ),
    },
    {
      because: 'other-question-of-contrast',
      present: anyOf(
        picture.suspicion.spread,
        picture.suspicion.immuneCompromise,
        picture.suspicion.inflammationAfterIntervention(s),
      ),
    },
    { because: 'cohort-left-out', present: picture.leftOutOfCohort },
  ];
}
