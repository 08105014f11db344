import { hash } from 'node:crypto';
import type { AboutWithheld, CardMadeOf, RepeatMark } from '../cds-hooks/call-trace.ts';
import type { CdsResponse } from '../cds-hooks/response.ts';
import { CdsError } from '../errors.ts';
import type { LumbarPicture } from '../facts/lumbar-picture.ts';
import type { OrderRule, OrdersAtHand, ReportRule } from '../rules/rule.ts';
import type { SilenceReason } from '../rules/silence-reasons.ts';
import { silent, type Advice, type Verdict } from '../rules/verdict.ts';
import { MAX_ABOUT, withinAnswer } from './rendering/answer-size.ts';
import type { CardBasis } from './file/card-basis.ts';
import type { CardFile } from './file/card-file.ts';
import { priority, speaksAlone } from './file/priority.ts';
import { oneCardAnOrder } from './one-card-an-order.ts';
import type { RepeatReason } from './rendering/repeat.ts';
import {
  renderCard,
  withLeft,
  withSuggestions,
  type RenderedCard,
} from './rendering/render-card.ts';
import { isTaken } from './rendering/render-offers.ts';
import type { CardSurroundings } from './rendering/surroundings.ts';

/** At most this many cards a call: more are not read. */
const MAX_CARDS = 2;

/** A card of the catalogue as this site runs it. */
export interface RunningCard<R = OrderRule | ReportRule> {
  readonly rule: R;
  readonly file: CardFile;
  /** `silent`: evaluated and counted, never shown. Cards that are off are not running. */
  readonly mode: 'on' | 'silent';
  /** Checked by the rule's own schema at start. */
  readonly settings: unknown;
  /** Roles or specialties that it is shown to; all clinicians when left out or empty. */
  readonly audience?: readonly { readonly system?: string | undefined; readonly code: string }[];
  /** In one call: the user has other roles. */
  readonly isForOthers?: boolean;
}

/** Why a card is not shown although its rule asks for it. */
export type Withheld =
  'silent mode' | 'for other roles' | 'two cards already' | 'another card speaks alone';

/** What became of one rule in one call: for metrics and logs, without a word of the chart. */
export interface RuleOutcome {
  readonly card: string;
  readonly version: number;
  readonly outcome: Verdict['outcome'] | 'failed';
  /** Names of facts or prefetch keys; empty unless undecided. */
  readonly missing: readonly string[];
  /** Why a rule is silent; the card file has the sentence. */
  readonly because?: SilenceReason;
  /** Why a card that its rule asked for is not shown. */
  readonly withheld?: Withheld | RepeatReason;
  /** Of a card that is shown, where the site shows none twice. */
  readonly mark?: RepeatMark;
  /** Of a card that was withheld, where the site keeps it. */
  readonly about?: AboutWithheld;
  /** Of a card that its rule asked for. */
  readonly made?: CardMadeOf;
  readonly error?: unknown;
}

export type ObserveRule = (outcome: RuleOutcome) => void;

/** Evaluates the rules about orders and writes the cards. See {@link advise}. */
export function adviseOnOrders(
  cards: readonly RunningCard<OrderRule>[],
  picture: LumbarPicture,
  orders: OrdersAtHand,
  around: CardSurroundings,
  observe: ObserveRule,
): CdsResponse {
  return advise(
    cards,
    ({ rule, settings }) => [rule.evaluate(picture, orders, settings)],
    around,
    observe,
  );
}

/** Evaluates the rules about reports and writes the cards. See {@link advise}. */
export function adviseOnReports(
  cards: readonly RunningCard<ReportRule>[],
  picture: LumbarPicture,
  around: CardSurroundings,
  observe: ObserveRule,
): CdsResponse {
  return advise(cards, ({ rule, settings }) => rule.evaluate(picture, settings), around, observe);
}

/** What is left of a card that failed, in `notChecked`. */
const FAILED = 'failed';

/** A card that a rule asks for, before it is written. */
interface Candidate {
  readonly file: CardFile;
  readonly advice: Advice;
  readonly mode: RunningCard['mode'] | 'for others';
}

/**
 * Verdicts to response: at most two cards, the most serious first, then by the catalogue's order.
 * What could not be checked goes to `extension["cauda.evaluation"].notChecked`.
 *
 * A rule that throws, or a card that cannot be written, loses its own card only; the next one takes
 * its place.
 * @throws {CdsError} `internal` (500) when a card failed and nothing else speaks: an empty answer
 *   would say that there is nothing to say.
 */
function advise<R>(
  cards: readonly RunningCard<R>[],
  evaluate: (card: RunningCard<R>) => readonly Verdict[],
  around: CardSurroundings,
  observe: ObserveRule,
): CdsResponse {
  const candidates: Candidate[] = [];
  const notChecked: { card: string; missing: readonly string[] }[] = [];
  let failure: { readonly error: unknown } | undefined;
  const failed = ({ file, mode }: Pick<Candidate, 'file' | 'mode'>, error: unknown) => {
    failure = { error };
    observe({ ...named(file), outcome: 'failed', missing: [], error });
    if (mode === 'on') notChecked.push({ card: file.id, missing: [FAILED] });
  };

  for (const card of cards) {
    const { file } = card;
    const mode = card.mode === 'on' && card.isForOthers === true ? 'for others' : card.mode;
    try {
      for (const evaluated of evaluate(card)) {
        const verdict =
          evaluated.outcome === 'advise' && isTaken(file, evaluated.suggestions, around)
            ? silent('note-on-order')
            : evaluated;
        if (verdict.outcome === 'advise') {
          candidates.push({ file, advice: verdict, mode });
          continue;
        }
        const missing = verdict.outcome === 'undecided' ? verdict.missing : [];
        observe({
          ...named(file),
          outcome: verdict.outcome,
          missing,
          ...(verdict.outcome === 'silent' && { because: verdict.because }),
        });
        if (mode === 'on' && verdict.outcome === 'undecided') {
          notChecked.push({ card: file.id, missing });
        }
      }
    } catch (error) {
      failed({ file, mode }, error);
    }
  }

  const shown: RenderedCard[] = [];
  let isAlone = false;
  candidates.sort((a, b) => seriousness(a) - seriousness(b));
  for (const candidate of candidates) {
    const { file, advice, mode } = candidate;
    try {
      const { leaves, standsBack } = advice;
      const [first] = shown;
      const mark = around.repeats?.markOf(advice);
      const withheld =
        whyWithheld(mode, isAlone, shown.length) ??
        (mark && around.repeats?.withheld(file.id, mark));
      if (standsBack !== undefined && withheld !== 'two cards already') {
        observe({ ...named(file), outcome: 'silent', missing: [], because: standsBack });
        continue;
      }
      if (withheld === undefined) {
        shown.push(renderCard(file, advice, around));
        isAlone = file.id === speaksAlone;
      } else if (withheld === 'two cards already' && leaves && first) {
        shown[0] = withLeft(first, file, leaves);
      }
      observe({
        ...named(file),
        outcome: 'advise',
        missing: [],
        ...(file.basis && { made: madeOf(file.basis, advice) }),
        ...(withheld !== undefined
          ? { withheld, ...aboutWithheld(advice, around) }
          : mark && { mark }),
      });
    } catch (error) {
      failed(candidate, error);
    }
  }
  if (failure && shown.length === 0) {
    throw new CdsError('internal', 'A rule failed; the log has the cause.', {
      cause: failure.error,
    });
  }
  return {
    cards: withinAnswer(
      oneCardAnOrder(shown, around.sharedWords).map((card) => withSuggestions(card, around)),
    ),
    ...(notChecked.length > 0 && { extension: { 'cauda.evaluation': { notChecked } } }),
  };
}

/** What goes into the words of the chart is kept as a hash alone. */
const madeOf = (
  { serviceVersion, settingsHash }: CardBasis,
  { wording, slots = {}, why }: Advice,
): CardMadeOf => ({
  serviceVersion,
  settingsHash,
  wording,
  slots: hash('sha256', JSON.stringify([wording, slots, why]), 'base64url'),
});

/** A relative reference or the name of an entry: nothing else that a client may have put there is kept. */
const PLAIN_REFERENCE = /^(?:[A-Z][A-Za-z]{1,40}\/[A-Za-z0-9.-]{1,64}|urn:uuid:[0-9A-Fa-f-]{36})$/;

function aboutWithheld(
  { about }: Advice,
  { silentTrial }: CardSurroundings,
): { readonly about?: AboutWithheld } {
  if (silentTrial?.keepReferences !== true) return {};
  const references = new Set(
    about.flatMap(({ reference }) =>
      reference !== undefined && PLAIN_REFERENCE.test(reference) ? [reference] : [],
    ),
  );
  if (references.size === 0) return {};
  return {
    about: {
      references: [...references].slice(0, MAX_ABOUT),
      keepDays: silentTrial.retentionDays,
    },
  };
}

const named = ({ id, version }: CardFile) => ({ card: id, version });

function whyWithheld(
  mode: Candidate['mode'],
  isAlone: boolean,
  shown: number,
): Withheld | undefined {
  if (mode === 'silent') return 'silent mode';
  if (mode === 'for others') return 'for other roles';
  if (isAlone) return 'another card speaks alone';
  return shown >= MAX_CARDS ? 'two cards already' : undefined;
}

const indicators = { critical: 0, warning: 1, info: 2 } as const;

/**
 * The card that speaks alone comes before all others, whatever its indicator; what only leaves its
 * phrase, last.
 */
const seriousness = ({ file, advice }: Candidate) => {
  if (file.id === speaksAlone) return -1;
  if (advice.standsBack !== undefined) return Number.MAX_SAFE_INTEGER;
  const indicator = file.wordings[advice.wording]?.indicator ?? file.indicator;
  return indicators[indicator] * priority.length + priority.indexOf(file.id);
};
