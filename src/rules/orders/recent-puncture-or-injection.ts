import { z } from 'zod';
import { withinDays, type Day } from '../../facts/values/calendar.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { isRoutine, type Order } from '../../facts/orders/orders.ts';
import type { NeedleProcedure } from '../../facts/surgery/punctures-and-injections.ts';
import { hasContrast, showsLumbarSpine } from '../../facts/studies/study.ts';
import { words } from '../../facts/reading/order-words.ts';
import { graverSettings, graverSilencers } from '../parts/orders/graver-silencers.ts';
import { defineOrderRule } from '../rule.ts';
import { missingIn, silenced, silent, undecided, type Phrase } from '../verdict.ts';

const settings = z.strictObject({
  ...graverSettings,
  punctureDays: z
    .int()
    .min(1)
    .max(30)
    .describe('days in which a lumbar puncture or myelogram is recent'),
  injectionDays: z.int().min(1).max(14).describe('days in which a spinal injection is recent'),
});
type Settings = z.infer<typeof settings>;

/** More procedures than these are not read in thirty seconds. */
const MAX_SHOWN = 2;

const concerns = ({ study }: Order) => showsLumbarSpine(study) && hasContrast(study);

/**
 * A lumbar MRI with contrast is signed days after a puncture or an injection: radiology should know,
 * since fluid or air may come from the needle. Silent when the order says so already, and whenever
 * something worse may be in question.
 */
export const recentPunctureOrInjection = defineOrderRule({
  id: 'recent-puncture-or-injection',
  hooks: ['order-sign'],
  settings,
  // A dose into the fluid was given through a needle.
  reads: () => ['administrations'],
  concerns,

  evaluate(picture, { selected }, s) {
    const contrast = selected.filter(concerns);
    if (contrast.length === 0) return silent('not-ordered');
    if (!contrast.every(isRoutine)) return silent('order-is-urgent');
    const orders = contrast.filter(({ reason }) => !words.needle.test(reason.words));
    if (orders.length === 0) return silent('order-says-so');

    const { done, otherwise } = picture.needles;
    // A scan that is planned for later may find nothing any more.
    const scanned = Math.max(picture.today, Math.min(...orders.map((o) => plannedDay(o, picture))));
    const timed = done.map((item) => ({ item, isRecent: isRecent(item, scanned, s) }));
    const recent = distinct(
      timed.flatMap(({ item, isRecent }) => (isRecent === 'yes' ? [item] : [])),
    );
    const isOpen = timed.some(({ isRecent }) => isRecent === 'maybe');
    if (recent.length === 0 && !isOpen && otherwise.status === 'not-recorded') {
      return silent('trigger-not-recorded');
    }
    const stopped = silenced(graverSilencers(picture, orders, s));
    if (stopped?.outcome === 'silent') return stopped;
    if (recent.length === 0) {
      return undecided(
        ...(isOpen ? ['date of a puncture or injection'] : []),
        ...missingIn(otherwise),
      );
    }
    if (stopped) return stopped;

    return {
      outcome: 'advise',
      wording: wordingFor(recent),
      slots: {
        needle: recent[0]?.name ?? '',
        needleDate: recent[0]?.when?.text ?? '',
        seen: seenAfter(recent, scanned),
      },
      why: recent.slice(0, MAX_SHOWN).map(phraseOf),
      about: orders,
      suggestions: [
        { name: 'add-note', slots: { needles: recent.map(shortly).join('; ') }, orders },
      ],
      evidence: recent.map(({ name, reference }) => ({
        ...(reference !== undefined && { reference }),
        says: name,
      })),
    };
  },
});

const plannedDay = ({ planned }: Order, { today }: LumbarPicture) => planned?.first ?? today;

/** A date that leaves it open is "maybe", never "no". */
const isRecent = ({ kind, when }: NeedleProcedure, scanned: Day, s: Settings) =>
  when
    ? withinDays(when, kind === 'puncture' ? s.punctureDays : s.injectionDays, scanned)
    : 'maybe';

/** A puncture and the report of its guidance are one; the latest first. */
function distinct(items: readonly NeedleProcedure[]): readonly NeedleProcedure[] {
  const byDay = new Map(items.map((item) => [`${item.kind} ${item.when?.text ?? ''}`, item]));
  return [...byDay.values()].sort((a, b) => (b.when?.last ?? 0) - (a.when?.last ?? 0));
}

/** What scans showed after a puncture; after an injection alone, as many days later as the scan is. */
function seenAfter(recent: readonly NeedleProcedure[], scanned: Day): Phrase {
  const [latest] = recent;
  if (recent.some(({ kind }) => kind === 'puncture') || !latest?.when) return { name: 'puncture' };
  const days = Math.min(3, Math.max(1, scanned - latest.when.first));
  return { name: `injection-day-${days}` };
}

function wordingFor(recent: readonly NeedleProcedure[]): string {
  const kinds = new Set(recent.map(({ kind }) => kind));
  if (kinds.size > 1) return 'both';
  return kinds.has('puncture') ? 'puncture' : 'injection';
}

const shortly = ({ name, when, levels }: NeedleProcedure) =>
  [name, when?.text ?? [], ...levels].flat().join(', ');

const phraseOf = (item: NeedleProcedure): Phrase => ({
  name: item.levels.length > 0 ? 'needle-at-level' : 'needle',
  slots: {
    needle: item.name,
    date: item.when?.text ?? '',
    level: item.levels.join(', '),
    source: item.reference ?? 'the chart',
  },
});
