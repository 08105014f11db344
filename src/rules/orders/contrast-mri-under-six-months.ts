import { z } from 'zod';
import { isRoutine, type Order } from '../../facts/orders/orders.ts';
import { hasContrast, showsLumbarSpine } from '../../facts/studies/study.ts';
import { graverSettings, graverSilencers } from '../parts/orders/graver-silencers.ts';
import { defineOrderRule } from '../rule.ts';
import {
  isUnderMonths,
  surgeryNote,
  surgeryPhrases,
  surgerySlots,
} from '../parts/surgery-phrases.ts';
import { missingIn, silenced, silent, undecided } from '../verdict.ts';

const settings = z.strictObject({
  underMonths: z
    .int()
    .min(3)
    .max(6)
    .describe('calendar months since surgery below which the card speaks'),
  ...graverSettings,
});

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
    if (orders.length === 0) return silent('not-ordered');
    const routine = orders.filter(isRoutine);
    if (routine.length < orders.length) return silent('order-is-urgent');

    const surgery = picture.surgery.latestDiscSurgery(picture.today);
    if (surgery.status === 'not-recorded') return silent('surgery-not-recorded');
    const isUnder =
      surgery.status === 'known' && isUnderMonths(surgery.value, s.underMonths, picture.today);
    if (surgery.status === 'known' && isUnder === false) {
      return silent('surgery-too-long-ago');
    }
    const stopped = silenced([
      ...graverSilencers(picture, orders, s),
      { because: 'cohort-left-out', present: picture.leftOutOfCohort },
    ]);
    if (stopped?.outcome === 'silent') return stopped;
    if (surgery.status !== 'known') return undecided(...missingIn(surgery));
    const latest = surgery.value;
    if (isUnder === undefined) return undecided('date of surgery');
    if (stopped) return stopped;

    return {
      outcome: 'advise',
      wording: 'standard',
      slots: surgerySlots(latest, picture.today),
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
