import type { ChartReading } from '../reading/chart-reading.ts';
import { conditionEvidence, isActive, isRecent } from '../reading/conditions.ts';
import { anyOf, known, signal, type Signal } from '../values/fact.ts';
import { allWordsOf, asList, type Opaque } from '../reading/fields/fields.ts';
import { codedReason, type Order } from '../orders/orders.ts';
import { words } from '../reading/order-words.ts';
import { withoutDenials } from '../values/words.ts';

const SET = 'postoperative-infection';
/** Days in which a wound may be that of the operation; a year where hardware was left in. */
const WOUND_DAYS = 90;
const WOUND_DAYS_WITH_HARDWARE = 365;

/** Clauses of an order or a title; a wound and its place stand in one. */
const clauseEnd = /[.;!\n·]/;

export const backWords =
  /\b(?:back|spin(?:e|al)|lumbar|lumbosacral|paraspinal|thoracolumbar|midline)\b/i;
export const operationWords =
  /\bsurgical\b|\bpost-?\s?op\w*|\boperati(?:on|ve)\b|\bincision\w*|\bsutures?\b|\bstaples?\b|\bSSI\b|\bdehiscence\b|\bCSF\b|\bpseudomeningoc\w*/i;
/** A place on the body that is not the back. */
export const elsewhereWords =
  /\b(?:foot|feet|sole|toes?|heel|ankle|leg|calf|shin|thigh|knee|hip|groin|buttocks?|hands?|fingers?|thumb|palm|wrist|arm|forearm|elbow|shoulder|axilla|head|scalp|face|facial|lip|ear|eye|eyelid|nose|neck|chest|breast|abdom\w*|belly|flank|perine\w*|genital\w*|penis|scrotum|vulva|lower limb|upper limb|extremit\w*)\b/i;
/** How a wound came about, when it was no operation. */
export const injuryWords =
  /\b(?:bites?|bitten|stab\w*|gun\w*|bullet|lacerat\w*|abrasion|nail|puncture wound|burns?|scald|pressure|decubitus|ulcer\w*|diabetic|crush\w*|traumatic|open wound|cut)\b/i;
const hardwareWords =
  /\b(?:hardware|instrument\w*|implant\w*|pedicle screws?|screws?|rods?|cages?|fusion|fixation|prosthe\w*)\b/i;

/**
 * Whether a text speaks of a wound of the back or of an operation. Wide, since it only silences: a
 * wound whose place and cause are not said counts, an injury or a place elsewhere does not.
 */
export const saysWoundOfBackOrOperation = (text: string): boolean =>
  text.split(clauseEnd).some((clause) => {
    if (!words.wound.test(clause)) return false;
    if (backWords.test(clause) || operationWords.test(clause)) return true;
    return !elsewhereWords.test(clause) && !injuryWords.test(clause);
  });

/** A wound problem that an order gives as its reason, coded or in words that are not denied. */
export function woundInReason(order: Order): Signal {
  const coded = codedReason(order, SET);
  if (coded.status === 'known' || !saysWoundOfBackOrOperation(withoutDenials(order.reason.words))) {
    return coded;
  }
  return known(true, [{ says: 'reason of the order (in words)' }]);
}

/**
 * An infection after an operation, or a wound of the back or of an operation, in the chart: within 90
 * days, within a year where hardware was left in. One without a date counts. For silencing.
 */
export function recordedWound(reading: ChartReading): Signal {
  const { conditions, conditionWords, procedures, today, timeZone } = reading;
  const hasHardware = procedures
    .in('lumbar-fusion')
    .some((procedure) => procedure['status'] === 'completed');
  const isInTime = (condition: Opaque) => {
    const days =
      hasHardware || hardwareWords.test(wordsOf(condition)) ? WOUND_DAYS_WITH_HARDWARE : WOUND_DAYS;
    return isRecent(condition, days, today, timeZone);
  };
  return anyOf(
    signal(
      conditions
        .in(SET)
        .filter((condition) => isActive(condition) && isInTime(condition))
        .map((condition) => conditionEvidence(condition, conditions)),
      conditions.otherwise,
    ),
    conditionWords.active(
      words.wound,
      (condition) => saysWoundOfBackOrOperation(wordsOf(condition)) && isInTime(condition),
    ),
  );
}

/** Title and place together, as one clause: "Wound" of the foot is a wound of the foot. */
const wordsOf = (condition: Opaque): string =>
  [condition['code'], ...asList(condition['bodySite'])]
    .flatMap((concept) => allWordsOf(concept))
    .join(', ')
    .replace(/·/g, ',');
