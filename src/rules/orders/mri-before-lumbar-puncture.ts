import { z } from 'zod';
import { anyOf, known, notRecorded, unreadable, type Signal } from '../../facts/values/fact.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import {
  codedReason,
  isDiagnosticPuncture,
  isRoutine,
  type Order,
} from '../../facts/orders/orders.ts';
import { hasContrast } from '../../facts/studies/study.ts';
import { contrastMriWithin, latestContrastMri } from '../parts/done-within.ts';
import { punctureSilencers } from '../parts/orders/puncture-silencers.ts';
import { defineOrderRule, type OrdersAtHand } from '../rule.ts';
import { missingIn, silenced, silent, undecided, type Phrase, type Verdict } from '../verdict.ts';

const settings = z.strictObject({
  feverCelsius: z.number().min(37.5).max(39).describe('°C from which a temperature is fever'),
  feverHours: z.int().min(12).max(168).describe('hours in which fever counts'),
  acuteDays: z.int().min(1).max(60).describe('days in which new neurology is acute'),
  recentPunctureDays: z
    .int()
    .min(1)
    .max(30)
    .describe('days in which a puncture counts as already done'),
  activeOrderDays: z
    .int()
    .min(7)
    .max(365)
    .describe('days in which an active order counts as planned'),
  recentMriDays: z
    .int()
    .min(7)
    .max(90)
    .describe('days in which a contrast MRI counts as already made'),
});
type Settings = z.infer<typeof settings>;

const isContrastMri = ({ study }: Order) =>
  study.kind === 'mri' && study.region !== 'cervical-or-thoracic' && hasContrast(study);
const concerns = (order: Order) => isContrastMri(order) || order.study.kind === 'lumbar-puncture';

/** A puncture and the contrast MRI that is planned beside it; one of them may be in the chart. */
interface Pair {
  readonly puncture: Order;
  readonly mri: Order;
}

/**
 * Contrast MRI before a diagnostic lumbar puncture, in two situations: both are planned, or a
 * puncture alone is ordered for suspected leptomeningeal cancer. Silent at any sign that the puncture
 * must not wait: the advice can only ever do harm there.
 */
export const mriBeforeLumbarPuncture = defineOrderRule({
  id: 'mri-before-lumbar-puncture',
  hooks: ['order-select', 'order-sign'],
  // Beside an MRI alone no server is asked for what no EHR sends along.
  reads: ({ study }) =>
    study.kind === 'lumbar-puncture' ? ['medications', 'statements', 'encounter'] : ['medications'],
  settings,
  concerns,

  evaluate(picture, orders, s) {
    const pair = draftPair(orders) ?? chartPair(picture, orders, s);
    if (pair && 'outcome' in pair) return pair;
    if (pair) return pairVerdict(picture, pair, orders, s);
    return suspectedSpreadVerdict(picture, orders, s);
  },
});

/** Both in the drafts, at least one of them selected. */
function draftPair({ selected, background }: OrdersAtHand): Pair | undefined {
  const find = (orders: readonly Order[], test: (order: Order) => boolean) => orders.find(test);
  const puncture = find(selected, isDiagnosticPuncture) ?? find(background, isDiagnosticPuncture);
  const mri = find(selected, isContrastMri) ?? find(background, isContrastMri);
  if (!puncture || !mri) return undefined;
  return selected.includes(puncture) || selected.includes(mri) ? { puncture, mri } : undefined;
}

/** One of the two selected, the other an active order of the chart that has not been carried out. */
function chartPair(
  picture: LumbarPicture,
  { selected }: OrdersAtHand,
  s: Settings,
): Pair | Verdict | undefined {
  const puncture = selected.find(isDiagnosticPuncture);
  const mri = selected.find(isContrastMri);
  if (!puncture && !mri) return undefined;
  const isWanted = puncture ? isContrastMri : isDiagnosticPuncture;
  const selectedOnes = new Set(selected.map(({ reference }) => reference));
  for (const active of picture.imaging.activeOrders) {
    if (active.reference !== undefined && selectedOnes.has(active.reference)) continue;
    if (!isWanted(active) || isStale(picture, active, s)) continue;
    const isDone = doneSince(picture, active);
    if (isDone.status === 'known') continue;
    if (isDone.status !== 'not-recorded') return undecided(...missingIn(isDone));
    if (puncture) return { puncture, mri: active };
    if (mri) return { puncture: active, mri };
  }
  // A puncture for suspected spread has its own wording even when the orders could not be had.
  if (puncture || picture.imaging.ordersOtherwise.status === 'not-recorded') return undefined;
  return undecided(...missingIn(picture.imaging.ordersOtherwise));
}

/** An order that nobody closed for months is no plan. */
const isStale = ({ today }: LumbarPicture, { authored }: Order, s: Settings) =>
  authored !== undefined && authored.last < today - s.activeOrderDays;

/** Whether an active order was carried out since: a report or a procedure of the same kind of study. */
function doneSince(picture: LumbarPicture, order: Order): Signal {
  const { authored, study } = order;
  const same = picture.imaging.done.filter(
    (done) =>
      done.study.kind === study.kind &&
      (study.kind !== 'mri' || (done.study.kind === 'mri' && done.study.region === study.region)),
  );
  const since = same.map(({ when, reference }): Signal => {
    if (!when || !authored) return unreadable('date of an order or of a study');
    if (when.last < authored.first) return notRecorded;
    return known(true, [{ ...(reference && { reference }), says: `done ${when.text}` }]);
  });
  return anyOf(...since, picture.imaging.otherwise);
}

function pairVerdict(
  picture: LumbarPicture,
  { puncture, mri }: Pair,
  orders: OrdersAtHand,
  s: Settings,
): Verdict {
  if (![puncture, mri].every(isRoutine) || isAnyUrgent(orders)) {
    return silent('order-is-urgent');
  }
  const stopped = silenced(punctureSilencers(picture, [puncture, mri], orders, s));
  if (stopped) return stopped;
  const draft = puncture.draft === undefined ? mri : puncture;
  return {
    outcome: 'advise',
    wording: isOfBrain(mri) ? 'both-planned-brain' : 'both-planned-spine',
    why: [puncture, mri]
      .filter((order) => order.draft === undefined)
      .map(({ name, reference }) => ({
        name: 'one-in-chart',
        slots: { active: name, activeSource: reference ?? 'orders' },
      })),
    about: [puncture, mri],
    suggestions: [
      { name: draft === puncture ? 'note-on-puncture' : 'note-on-mri', orders: [draft] },
    ],
    evidence: [puncture, mri].flatMap(({ name, reference }) =>
      reference === undefined ? [] : [{ reference, says: name }],
    ),
  };
}

const isOfBrain = ({ study }: Order) => study.kind === 'mri' && study.region === 'brain';

/** A second puncture or scan at urgent priority says that this patient is not waiting. */
const isAnyUrgent = ({ selected, background }: OrdersAtHand) =>
  [...selected, ...background].some((order) => concerns(order) && !isRoutine(order));

function suspectedSpreadVerdict(
  picture: LumbarPicture,
  orders: OrdersAtHand,
  s: Settings,
): Verdict {
  const { selected } = orders;
  const punctures = selected.filter(isDiagnosticPuncture);
  const [puncture] = punctures;
  if (!puncture) {
    return silent(
      selected.some(({ study }) => study.kind === 'lumbar-puncture')
        ? 'not-diagnostic'
        : 'not-ordered',
    );
  }
  if (isAnyUrgent(orders)) return silent('order-is-urgent');
  const suspected = anyOf(
    ...punctures.map((order) => codedReason(order, 'leptomeningeal-spread')),
    picture.dangers.suspectedLeptomeningealDisease,
  );
  const mri = unsaidMri(picture, orders, s);
  const isPairPossible = !isAllNotRecorded(mri, picture.imaging.ordersOtherwise);
  if (suspected.status === 'not-recorded' && !isPairPossible) {
    return silent('trigger-not-recorded');
  }
  const stopped = silenced([
    ...punctureSilencers(picture, punctures, orders, s),
    { because: 'contrast-not-said', present: mri },
    {
      because: 'recent-contrast-study',
      present: contrastMriWithin(picture, s.recentMriDays, () => true),
    },
  ]);
  if (stopped?.outcome === 'silent') return stopped;
  if (suspected.status !== 'known' || picture.imaging.ordersOtherwise.status !== 'not-recorded') {
    return undecided(
      ...missingIn(suspected),
      ...missingIn(mri),
      ...missingIn(picture.imaging.ordersOtherwise),
    );
  }
  if (stopped) return stopped;
  return {
    outcome: 'advise',
    wording: 'suspected-leptomeningeal',
    why: [
      {
        name: 'suspicion',
        slots: {
          suspicion: suspected.evidence[0]?.says ?? '',
          suspicionSource: suspected.evidence[0]?.reference ?? 'order',
        },
      },
      ...lastMri(picture),
    ],
    about: punctures,
    suggestions: [
      { name: 'note-after-mri', orders: punctures },
      {
        name: 'order-mri',
        orders: [],
        create: [
          'mri-brain-without-and-with-contrast',
          'mri-spine-multiregion-without-and-with-contrast',
        ],
      },
    ],
    evidence: suspected.evidence,
  };
}

function lastMri(picture: LumbarPicture): readonly Phrase[] {
  const { when, reference } = latestContrastMri(picture) ?? {};
  if (!when) return [];
  return [{ name: 'last-mri', slots: { mriDate: when.text, mriSource: reference ?? 'chart' } }];
}

/** An MRI is ordered, but not whether with contrast: it may be the one that is meant to come first. */
function unsaidMri(
  picture: LumbarPicture,
  { selected, background }: OrdersAtHand,
  s: Settings,
): Signal {
  const planned = picture.imaging.activeOrders.filter(
    (active) => !isStale(picture, active, s) && doneSince(picture, active).status !== 'known',
  );
  const orders = [...selected, ...background, ...planned];
  return orders.some(isUnsaidMri) ? unreadable('contrast of an MRI that is ordered') : notRecorded;
}

const isUnsaidMri = ({ study }: Order) =>
  study.kind === 'mri' &&
  study.region !== 'cervical-or-thoracic' &&
  study.contrast === 'unspecified';

const isAllNotRecorded = (...facts: readonly Signal[]) =>
  facts.every(({ status }) => status === 'not-recorded');
