import { hash } from 'node:crypto';
import type { RepeatMark } from '../../cds-hooks/call-trace.ts';
import type { ShownCard } from '../../cds-hooks/define-service.ts';
import type { Advice } from '../../rules/verdict.ts';
import { speaksAlone } from '../file/priority.ts';

/** How long an answer to a card counts at this site. A member that is left out withholds nothing. */
export interface RepeatChoices {
  /** Whose answers count: those of the same clinician, or anybody's at the site. */
  readonly scope: 'user' | 'site';
  readonly afterOverrideDays?: number | undefined;
  readonly afterAcceptDays?: number | undefined;
  /** A card shown when an order was selected is not shown again when it is signed. */
  readonly sameOrderFromSelectToSign?: boolean | undefined;
}

/** What an advice is compared by. */
export interface Repeats {
  /** Of one advice: what it is about and what it rests on. */
  markOf(advice: Advice): RepeatMark;
  /** Why a card is not shown again; undefined when it is shown. */
  withheld(card: string, mark: RepeatMark): RepeatReason | undefined;
}

export type RepeatReason =
  | 'overridden before, and nothing changed'
  | 'accepted before, and nothing changed'
  | 'shown when the order was selected';

const DAY_MS = 86_400_000;
/** From selecting an order to signing it. */
const SESSION_MS = DAY_MS;

/** The longest time for which an earlier card can matter. */
export const reachMs = ({ afterOverrideDays = 0, afterAcceptDays = 0 }: RepeatChoices): number =>
  Math.max(afterOverrideDays, afterAcceptDays, 1) * DAY_MS;

/**
 * Which cards somebody has answered already. The card that speaks alone is never one of them; nor is a
 * card whose wording or evidence changed (another operation, report or result): what it says is new.
 *
 * @param kindsOfOrder What kinds of order the call is about; empty for reports, which tell themselves.
 */
export function repeatsOf(
  choices: RepeatChoices,
  earlier: readonly ShownCard[],
  {
    hook,
    nowMs,
    kindsOfOrder,
  }: {
    readonly hook: string;
    readonly nowMs: number;
    readonly kindsOfOrder: readonly string[];
  },
): Repeats {
  const counts = (each: ShownCard) => choices.scope === 'site' || each.isOfSameUser;
  const isWithin = (each: ShownCard, outcome: string, days = 0) =>
    each.answer?.outcome === outcome && nowMs - each.answer.atMs < days * DAY_MS;
  return {
    markOf: (advice) => markOf(advice, kindsOfOrder),
    withheld(card, mark) {
      if (card === speaksAlone) return undefined;
      const same = earlier.filter(
        (each) =>
          each.card === card &&
          each.subject === mark.subject &&
          each.facts === mark.facts &&
          counts(each),
      );
      if (same.some((each) => isWithin(each, 'overridden', choices.afterOverrideDays))) {
        return 'overridden before, and nothing changed';
      }
      if (same.some((each) => isWithin(each, 'accepted', choices.afterAcceptDays))) {
        return 'accepted before, and nothing changed';
      }
      const wasSelected =
        choices.sameOrderFromSelectToSign === true &&
        hook === 'order-sign' &&
        same.some(
          (each) =>
            each.hook === 'order-select' &&
            each.isOfSameUser &&
            nowMs - each.issuedAtMs < SESSION_MS,
        );
      return wasSelected ? 'shown when the order was selected' : undefined;
    },
  };
}

/** Hashes, so that nothing of the chart is kept: whoever holds them cannot tell what they were of. */
function markOf({ wording, about, evidence }: Advice, kindsOfOrder: readonly string[]): RepeatMark {
  const subjects = about.flatMap(({ reference }) => reference ?? []);
  const subject = kindsOfOrder.length > 0 ? kindsOfOrder : subjects;
  // The order itself is another one each time.
  const read = evidence.filter(({ reference }) => !subjects.includes(reference ?? ''));
  return {
    subject: hashOf([...new Set(subject)].sort()),
    facts: hashOf([wording, ...read.map(({ reference, says }) => reference ?? says).sort()]),
  };
}

const hashOf = (value: unknown) => hash('sha256', JSON.stringify(value), 'base64url');
