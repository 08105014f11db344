import { z } from 'zod';
import type { CaudaEquinaSign } from '../../facts/neurology/cauda-equina-signs.ts';
import type { DoneStudy } from '../../facts/studies/done-studies.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import type { Order } from '../../facts/orders/orders.ts';
import type { RetentionExplanation } from '../../facts/neurology/retention-of-urine.ts';
import { showsLumbarSpine } from '../../facts/studies/study.ts';
import { newestOfEach } from '../parts/newest-of-each.ts';
import { defineOrderRule, type OrdersAtHand } from '../rule.ts';
import { missingIn, silent, undecided, type Phrase } from '../verdict.ts';

const settings = z.strictObject({
  newDays: z.int().min(1).max(90).describe('days in which a recorded sign is new'),
  longStandingDays: z
    .int()
    .min(30)
    .max(365)
    .describe('days before which a sign that began is of long standing'),
  procedureDays: z
    .int()
    .min(30)
    .max(90)
    .describe(
      'days after an operation on the spine, a puncture or an injection in which nothing explains retention',
    ),
  recentMriHours: z
    .int()
    .min(12)
    .max(168)
    .describe('hours in which a lumbar MRI made since the sign, or one ordered urgently, silences'),
});

type Settings = z.infer<typeof settings>;

/** More signs than these are not read in thirty seconds. */
const MAX_SIGNS = 2;

const concerns = ({ study }: Order) => showsLumbarSpine(study);

/**
 * A lumbar MRI is ordered as routine while a sign that can fit cauda equina syndrome is new. It
 * speaks alone, and nothing that is missing holds it back: a gap in the chart is named on the card.
 * Only the order's priority tells haste.
 */
export const possibleCaudaEquinaRoutineOrder = defineOrderRule({
  id: 'possible-cauda-equina-routine-order',
  hooks: ['order-select', 'order-sign'],
  settings,
  concerns,

  evaluate(picture, hand, s) {
    const { selected, background } = hand;
    const orders = selected.filter(concerns);
    if (orders.length === 0) return silent('not-ordered');
    if ([...selected, ...background].some((order) => concerns(order) && isUrgent(order))) {
      return silent('mri-ordered-urgently');
    }
    if (picture.imaging.isUrgentMriOrdered(s.recentMriHours)) {
      return silent('mri-ordered-urgently');
    }
    const asReason = new Set(orders.flatMap(({ reason }) => reason.references));
    const recorded = picture.caudaEquina.recorded(s, asReason);
    const stated = orders.flatMap((order) => picture.caudaEquina.inReason(order));
    const signs = distinct([...recorded.signs, ...stated]);
    if (signs.length === 0) {
      const missing = missingIn(recorded.otherwise);
      return missing.length > 0 ? undecided(...missing) : silent('sign-not-new');
    }
    const made = picture.imaging.lumbarMriWithin(s.recentMriHours);
    const open = signs.filter((sign) => !isImaged(sign, made) && !isOperated(sign, picture));
    if (open.length === 0) return silent('imaged-since-sign');

    const told = newestOfEach(
      open,
      ({ says, standsIn }) => `${standsIn} ${says}`,
      ({ when }) => when?.text,
    );
    const isCoded = open.some(({ readFrom }) => readFrom === 'code');
    const explained = isCoded ? explanations(picture, signs, hand, orders, s) : [];
    return {
      outcome: 'advise',
      wording: explained.length > 0 ? 'retention-explained' : isCoded ? 'coded' : 'in-words',
      slots: { sign: told[0]?.says ?? '' },
      why: [
        ...(explained.length > 0
          ? [...told.slice(0, 1).map(phraseOf), ...explained.slice(0, 1).map(explanationPhrase)]
          : [...told.slice(0, MAX_SIGNS).map(phraseOf), ...furtherSigns(told)]),
        ...gaps(picture),
      ],
      about: orders,
      suggestions: [{ name: 'raise-priority', orders, priority: 'stat' }],
      evidence: [
        ...open,
        ...explained.map(({ name, reference }) => ({ says: name, reference })),
      ].map(({ says, reference }) => ({ ...(reference && { reference }), says })),
    };
  },
});

/** What tones the card down: retention alone, explained, and nothing that speaks against it. */
function explanations(
  { retention, caudaEquina }: LumbarPicture,
  signs: readonly CaudaEquinaSign[],
  { sessionAnticoagulant }: OrdersAtHand,
  orders: readonly Order[],
  s: Settings,
): readonly RetentionExplanation[] {
  if (orders.some((order) => caudaEquina.saysMoreThanRetention(order))) return [];
  const found = retention.explanations(signs, orders, s);
  if (found.length === 0) return [];
  return retention.alarm(orders, sessionAnticoagulant, s).status === 'not-recorded' ? found : [];
}

function explanationPhrase({ kind, name, on, reference }: RetentionExplanation): Phrase {
  if (kind === 'reason') return { name: 'explained-reason', slots: { name } };
  const slots = { name, source: reference ?? 'the chart' };
  if (on === undefined) return { name: 'explained-coded-undated', slots };
  return {
    name: kind === 'coded' ? 'explained-coded' : 'explained-earlier',
    slots: { ...slots, date: on },
  };
}

const isUrgent = ({ priority }: Order) => priority !== 'routine';

/** What two orders give as the same reason is one sign; codes stand before words. */
function distinct(signs: readonly CaudaEquinaSign[]): readonly CaudaEquinaSign[] {
  const key = ({ says, standsIn, reference }: CaudaEquinaSign) =>
    standsIn === 'order' ? says : `${says} ${reference ?? ''}`;
  const byKey = new Map(signs.map((sign) => [key(sign), sign] as const));
  return [...byKey.values()].sort((a, b) => rank(a) - rank(b));
}
const rank = ({ readFrom }: CaudaEquinaSign) => (readFrom === 'code' ? 0 : 1);

/**
 * Whether a scan was made for this episode. A sign that came after the scan is new; the syndrome may
 * well be named because of the scan.
 */
const isImaged = ({ since, isSyndrome }: CaudaEquinaSign, made: readonly DoneStudy[]): boolean =>
  made.some(({ when }) => isSyndrome || !since || (when !== undefined && when.last >= since.first));

/**
 * Whether a lumbar operation came after the sign: the episode was treated. The syndrome is often
 * operated on the day it is named; a sign of that very day may have come after the operation. One whose
 * status is unknown may not have been done.
 */
function isOperated({ since, isSyndrome }: CaudaEquinaSign, { surgery }: LumbarPicture): boolean {
  const { all } = surgery;
  return (
    since !== undefined &&
    all.status === 'known' &&
    all.value.surgeries.some(
      ({ when, isStatusUnknown }) =>
        !isStatusUnknown &&
        when !== undefined &&
        (isSyndrome ? when.first >= since.last : when.first > since.last),
    )
  );
}

function phraseOf({ says, readFrom, standsIn, when, reference }: CaudaEquinaSign): Phrase {
  const from = readFrom === 'code' ? 'coded' : 'words';
  if (standsIn === 'order') return { name: `reason-${from}`, slots: { sign: says } };
  const slots = { sign: says, source: reference ?? 'the chart' };
  return when
    ? { name: `sign-${from}`, slots: { ...slots, date: when.text } }
    : { name: `sign-${from}-undated`, slots };
}

const furtherSigns = ({ length }: readonly CaudaEquinaSign[]): readonly Phrase[] =>
  length > MAX_SIGNS ? [{ name: 'further', slots: { count: String(length - MAX_SIGNS) } }] : [];

/** What could not be looked up: named, never waited for. */
function gaps({ imaging, caudaEquina }: LumbarPicture): readonly Phrase[] {
  const missing = [...missingIn(caudaEquina.otherwise), ...missingIn(imaging.otherwise)];
  if (missing.length === 0) return [];
  return [{ name: 'not-looked-up', slots: { missing: [...new Set(missing)].join(', ') } }];
}
