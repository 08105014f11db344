import { z } from 'zod';
import { withinDays, type When } from '../facts/calendar.ts';
import { anyOf, known, notRecorded, unreadable, type Signal } from '../facts/fact.ts';
import type { DoneStudy } from '../facts/done-studies.ts';
import type { LumbarPicture } from '../facts/lumbar-picture.ts';
import {
  codedReason,
  isDiagnosticPuncture,
  isRoutine,
  statedReason,
  type Order,
} from '../facts/orders.ts';
import { hasContrast } from '../facts/study.ts';
import { words } from '../facts/words.ts';
import { defineOrderRule, type OrdersAtHand } from './rule.ts';
import { missingIn, silenced, silent, undecided, type Silencer, type Verdict } from './verdict.ts';

const settings = z.strictObject({
  feverCelsius: z.number().min(37.5).max(39).describe('°C from which a temperature is fever'),
  feverHours: z.int().min(12).max(168).describe('hours in which fever counts'),
  acuteDays: z.int().min(1).max(60).describe('days in which new neurology is acute'),
  recentPunctureDays: z
    .int()
    .min(1)
    .max(30)
    .describe('days in which a puncture counts as already done'),
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
  settings,
  concerns,

  evaluate(picture, orders, s) {
    const pair = draftPair(orders) ?? chartPair(picture, orders);
    if (pair && 'outcome' in pair) return pair;
    if (pair) return pairVerdict(picture, pair, s);
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
function chartPair(picture: LumbarPicture, { selected }: OrdersAtHand): Pair | Verdict | undefined {
  const puncture = selected.find(isDiagnosticPuncture);
  const mri = selected.find(isContrastMri);
  if (!puncture && !mri) return undefined;
  const isWanted = puncture ? isContrastMri : isDiagnosticPuncture;
  const selectedOnes = new Set(selected.map(({ reference }) => reference));
  for (const active of picture.imaging.activeOrders) {
    if (!isWanted(active) || (active.reference && selectedOnes.has(active.reference))) continue;
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

function pairVerdict(picture: LumbarPicture, { puncture, mri }: Pair, s: Settings): Verdict {
  if (!isRoutine(puncture) || !isRoutine(mri)) return silent('one of the two is urgent');
  const stopped = silenced(silencers(picture, [puncture, mri], s));
  if (stopped) return stopped;
  const draft = puncture.draft === undefined ? mri : puncture;
  return {
    outcome: 'advise',
    wording: 'both-planned',
    why: [
      {
        name:
          puncture.draft !== undefined && mri.draft !== undefined ? 'both-drafted' : 'one-in-chart',
        slots: {
          puncture: puncture.name,
          mri: mri.name,
          active: puncture.draft === undefined ? puncture.name : mri.name,
          activeSource: (puncture.draft === undefined ? puncture : mri).reference ?? 'the chart',
        },
      },
    ],
    about: [puncture, mri],
    suggestions: [
      { name: draft === puncture ? 'note-on-puncture' : 'note-on-mri', orders: [draft] },
    ],
    evidence: [],
  };
}

function suspectedSpreadVerdict(
  picture: LumbarPicture,
  { selected }: OrdersAtHand,
  s: Settings,
): Verdict {
  const punctures = selected.filter(isDiagnosticPuncture);
  const [puncture] = punctures;
  if (!puncture) {
    return silent(
      selected.some(({ study }) => study.kind === 'lumbar-puncture')
        ? 'the puncture is not diagnostic'
        : 'no lumbar puncture is ordered or active',
    );
  }
  if (!punctures.every(isRoutine)) return silent('the puncture is urgent');
  const suspected = anyOf(
    ...punctures.map((order) => codedReason(order, 'leptomeningeal-metastasis')),
    picture.dangers.suspectedLeptomeningealDisease,
  );
  if (
    suspected.status === 'not-recorded' &&
    picture.imaging.ordersOtherwise.status === 'not-recorded'
  ) {
    return silent('no leptomeningeal cancer is suspected and no contrast MRI is planned');
  }
  const stopped = silenced([
    ...silencers(picture, punctures, s),
    {
      because: 'a contrast MRI was made recently',
      present: recentContrastMri(picture, s.recentMriDays),
    },
  ]);
  if (stopped?.outcome === 'silent') return stopped;
  if (suspected.status !== 'known' || picture.imaging.ordersOtherwise.status !== 'not-recorded') {
    return undecided(...missingIn(suspected), ...missingIn(picture.imaging.ordersOtherwise));
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
          suspicionSource: suspected.evidence[0]?.reference ?? 'the order',
        },
      },
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

function silencers(
  picture: LumbarPicture,
  orders: readonly Order[],
  s: Settings,
): readonly Silencer[] {
  const stated = (valueSets: readonly string[], pattern: RegExp) =>
    anyOf(...orders.map((order) => statedReason(order, valueSets, pattern)));
  return [
    {
      because: 'the puncture must not wait: meningitis, encephalitis, haemorrhage, sepsis or GBS',
      present: anyOf(
        stated(['meningitis-infectious'], words.meningitis),
        stated(['encephalitis'], words.encephalitis),
        stated(['subarachnoid-haemorrhage'], words.subarachnoidHaemorrhage),
        stated(['sepsis'], words.sepsis),
        stated(['guillain-barre'], words.guillainBarre),
        picture.dangers.punctureHardStop,
      ),
    },
    {
      because: 'fever is recorded',
      present: anyOf(
        stated(['fever'], words.fever),
        picture.dangers.fever(s.feverCelsius, s.feverHours),
      ),
    },
    {
      because: 'immune compromise with acute neurology',
      present: picture.dangers.acuteNeurologyInImmuneCompromise(s.acuteDays),
    },
    {
      because: 'the puncture treats raised pressure',
      present: picture.dangers.intracranialHypertension,
    },
    {
      because: 'a puncture was already done',
      present: recentlyDone(
        picture,
        picture.imaging.punctures,
        s.recentPunctureDays,
        'date of an earlier puncture',
      ),
    },
  ];
}

/** A contrast MRI of brain or spine in time; one whose contrast is not said leaves it open. */
function recentContrastMri(picture: LumbarPicture, days: number): Signal {
  const contrast = picture.imaging.done.filter(({ study }) => hasContrast(study));
  const unsaid = picture.imaging.done.filter(
    ({ study, when }) =>
      study.kind === 'mri' &&
      study.contrast === 'unspecified' &&
      isWithin(picture, when, days) !== 'no',
  );
  return anyOf(
    recentlyDone(picture, contrast, days, 'date of an earlier contrast study'),
    unsaid.length > 0 ? unreadable('contrast of an earlier study') : notRecorded,
  );
}

function recentlyDone(
  picture: LumbarPicture,
  studies: readonly DoneStudy[],
  days: number,
  what: string,
): Signal {
  const signals = studies.map(({ when, reference }): Signal => {
    const isRecent = isWithin(picture, when, days);
    if (isRecent === 'no') return notRecorded;
    if (isRecent === 'maybe') return unreadable(what);
    return known(true, [{ ...(reference && { reference }), says: `done ${when?.text ?? ''}` }]);
  });
  return anyOf(...signals, picture.imaging.puncturesOtherwise);
}

const isWithin = (picture: LumbarPicture, when: When | undefined, days: number) =>
  when ? withinDays(when, days, picture.today) : 'maybe';
