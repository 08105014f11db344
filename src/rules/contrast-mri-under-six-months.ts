import { z } from 'zod';
import { anyOf } from '../facts/fact.ts';
import { caudaEquinaSets } from '../facts/danger-signs.ts';
import type { LumbarPicture } from '../facts/lumbar-picture.ts';
import { isRoutine, statedReason, type Order } from '../facts/orders.ts';
import { hasContrast, showsLumbarSpine } from '../facts/study.ts';
import { withoutDenials, words } from '../facts/words.ts';
import { defineOrderRule } from './rule.ts';
import { isUnderMonths, surgeryNote, surgeryPhrases } from './surgery-phrases.ts';
import { missingIn, silenced, silent, undecided, type Silencer } from './verdict.ts';

const settings = z.strictObject({
  underMonths: z.int().min(3).max(12).describe('calendar months since surgery'),
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
});
type Settings = z.infer<typeof settings>;

const concerns = (order: Order) => showsLumbarSpine(order.study) && hasContrast(order.study);

/**
 * A lumbar MRI with contrast is ordered less than six months after disc surgery: root enhancement
 * can then be normal. Silent whenever something worse may be in question.
 */
export const contrastMriUnderSixMonths = defineOrderRule({
  id: 'contrast-mri-under-six-months',
  hooks: ['order-select', 'order-sign'],
  settings,
  concerns,

  evaluate(picture, { selected }, s) {
    const orders = selected.filter(concerns);
    if (orders.length === 0) return silent('no lumbar MRI with contrast is ordered');
    const routine = orders.filter(isRoutine);
    if (routine.length < orders.length) return silent('the order is urgent');

    const surgery = picture.surgery.latestDiscSurgery(picture.today);
    if (surgery.status === 'not-recorded') return silent('no lumbar disc surgery is recorded');
    const isUnder =
      surgery.status === 'known' && isUnderMonths(surgery.value, s.underMonths, picture.today);
    if (surgery.status === 'known' && isUnder === false) {
      return silent(`surgery was ${s.underMonths} months ago or more`);
    }
    const stopped = silenced(silencers(picture, orders, s));
    if (stopped?.outcome === 'silent') return stopped;
    if (surgery.status !== 'known') return undecided(...missingIn(surgery));
    const latest = surgery.value;
    if (isUnder === undefined) return undecided('date of surgery');
    if (stopped) return stopped;

    return {
      outcome: 'advise',
      wording: 'standard',
      why: surgeryPhrases(latest, picture.today),
      about: orders,
      suggestions: [
        {
          name: 'add-note',
          phrases: { surgeryNote: surgeryNote(latest, picture.today) },
          orders,
        },
      ],
      evidence: [latest.surgery.evidence],
    };
  },
});

function silencers(
  picture: LumbarPicture,
  orders: readonly Order[],
  s: Settings,
): readonly Silencer[] {
  // What a referral plainly denies ("no fever, no saddle anaesthesia") does not silence.
  const stated = (valueSets: readonly string[], pattern: RegExp) =>
    anyOf(...orders.map((order) => statedReason(order, valueSets, pattern, withoutDenials)));
  const { dangers } = picture;
  const intervention = picture.surgery.interventionWithin(s.interventionDays);
  return [
    {
      because: 'a cauda equina sign is recorded',
      present: anyOf(
        stated(caudaEquinaSets, words.caudaEquina),
        dangers.caudaEquina(s.caudaEquinaDays),
      ),
    },
    {
      because: 'a new deficit is recorded',
      present: anyOf(
        stated(['new-leg-weakness'], words.deficit),
        dangers.newDeficit(s.weaknessDays),
      ),
    },
    {
      because: 'infection is in question',
      present: anyOf(
        stated(['spinal-infection', 'sepsis'], words.infection),
        dangers.spinalInfection,
        intervention.status === 'known'
          ? dangers.raisedInflammation(s.crpMgPerL, s.esrMmPerHour, s.inflammationDays)
          : intervention,
      ),
    },
    {
      because: 'a wound problem is recorded',
      present: anyOf(stated(['postoperative-infection'], words.wound), dangers.woundProblem),
    },
    {
      because: 'fever is recorded',
      present: anyOf(
        stated(['fever'], words.fever),
        dangers.fever(s.feverCelsius, s.feverDays * 24),
      ),
    },
    {
      because: 'tumour is in question',
      present: anyOf(
        stated(['spinal-metastasis', 'leptomeningeal-metastasis'], words.tumour),
        dangers.spinalSpread,
      ),
    },
    {
      because: 'immune compromise is recorded',
      present: anyOf(
        stated(['immunosuppressed-state', 'hiv-infection'], words.immuneCompromise),
        dangers.immuneCompromise,
      ),
    },
    { because: 'the cohort left out this group', present: picture.leftOutOfCohort },
  ];
}
