import { z } from 'zod';
import { withinDays } from '../facts/calendar.ts';
import { anyOf, known, notRecorded, unreadable, type Signal } from '../facts/fact.ts';
import { caudaEquinaSets } from '../facts/danger-signs.ts';
import type { LumbarPicture } from '../facts/lumbar-picture.ts';
import { codedReason, statedReason, type Order } from '../facts/orders.ts';
import { hasContrast, showsLumbarSpine } from '../facts/study.ts';
import { words } from '../facts/words.ts';
import { isYoungerThan } from './age.ts';
import { defineOrderRule } from './rule.ts';
import { isUnderMonths, surgeryPhrases, surgerySlots } from './surgery-phrases.ts';
import { missingIn, silenced, silent, undecided, type Silencer } from './verdict.ts';

const settings = z.strictObject({
  minimumAgeYears: z.int().min(16).max(21).describe('years below which the card is silent'),
  minimumEgfr: z
    .number()
    .min(15)
    .max(60)
    .describe('mL/min/1.73 m² below which contrast is not offered'),
  egfrDays: z.int().min(7).max(365).describe('days in which an eGFR counts'),
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
    if (orders.length === 0) return silent('no lumbar MRI without contrast is ordered');
    if (
      [...selected, ...background].some(
        ({ study }) => showsLumbarSpine(study) && hasContrast(study),
      )
    ) {
      return silent('contrast is already ordered');
    }
    const surgery = picture.surgery.latestDiscSurgery(picture.today);
    if (surgery.status === 'not-recorded') return silent('no lumbar disc surgery is recorded');
    const symptom = radicularSymptom(picture, orders);
    if (symptom.status === 'not-recorded') return silent('no radicular symptom is coded');

    const stopped = silenced(silencers(picture, orders, s));
    if (stopped?.outcome === 'silent') return stopped;
    if (surgery.status !== 'known' || symptom.status !== 'known') {
      return undecided(...missingIn(surgery), ...missingIn(symptom));
    }
    const latest = surgery.value;
    if (s.contrastOptionMaxMonths !== null) {
      const isInTime = isUnderMonths(latest, s.contrastOptionMaxMonths, picture.today);
      if (isInTime === undefined) return undecided('date of surgery');
      if (!isInTime) return silent('surgery was too long ago for this site');
    }
    if (stopped) return stopped;

    const slots = {
      ...surgerySlots(latest, picture.today),
      symptom: symptom.evidence[0]?.says ?? '',
    };
    return {
      outcome: 'advise',
      wording: latest.surgery.when ? 'dated' : 'undated',
      why: [...surgeryPhrases(latest, picture.today), { name: 'symptom', slots }],
      about: orders,
      suggestions: [
        {
          name: 'add-contrast',
          slots,
          orders: orders.filter((order) => order.withContrast !== undefined),
          addContrast: true,
        },
        { name: 'add-note', slots, orders },
      ],
      evidence: [latest.surgery.evidence, ...symptom.evidence],
    };
  },
});

function radicularSymptom(picture: LumbarPicture, orders: readonly Order[]): Signal {
  const stated = anyOf(...orders.map((order) => codedReason(order, 'lumbar-radicular-symptom')));
  return stated.status === 'known' ? stated : picture.radicularSymptom;
}

function silencers(
  picture: LumbarPicture,
  orders: readonly Order[],
  s: Settings,
): readonly Silencer[] {
  return [
    {
      because: `under ${s.minimumAgeYears} years`,
      present: isYoungerThan(picture, s.minimumAgeYears),
    },
    {
      because: 'a cauda equina sign is recorded',
      present: anyOf(
        ...orders.map((order) => statedReason(order, caudaEquinaSets, words.caudaEquina)),
        picture.dangers.caudaEquina(s.caudaEquinaDays),
      ),
    },
    {
      because: 'kidney function speaks against offering contrast',
      present: picture.contrast.kidneyConcern(s.minimumEgfr, s.egfrDays),
    },
    { because: 'a pregnancy is recorded', present: picture.contrast.pregnancy },
    { because: 'a reaction to contrast is recorded', present: picture.contrast.gadoliniumReaction },
    {
      because: 'a recent study of the region had contrast',
      present: recentContrastStudy(picture, s.earlierContrastDays),
    },
  ];
}

function recentContrastStudy(picture: LumbarPicture, days: number): Signal {
  const studies = picture.imaging.done.filter(
    ({ study }) => showsLumbarSpine(study) && hasContrast(study),
  );
  const within = studies.map(({ when, reference }): Signal => {
    const isRecent = when ? withinDays(when, days, picture.today) : 'maybe';
    if (isRecent === 'maybe') return unreadable('date of an earlier contrast study');
    const says = `contrast study, ${when?.text ?? ''}`;
    return isRecent === 'no'
      ? notRecorded
      : known(true, [{ ...(reference && { reference }), says }]);
  });
  return anyOf(...within, picture.imaging.otherwise);
}
