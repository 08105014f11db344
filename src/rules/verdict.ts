import type { Evidence, Fact, Signal } from '../facts/values/fact.ts';
import type { Exchange, Order } from '../facts/orders/orders.ts';
import type { SilenceReason } from './silence-reasons.ts';

/** Words of a card file that a rule asks for, with what goes into their slots. */
export interface Phrase {
  /** Name of the phrase in the card file. */
  readonly name: string;
  readonly slots?: Readonly<Record<string, string>>;
}

/** A change that a card offers. The card file holds its label and words. */
export interface SuggestedChange {
  /** Name of the suggestion in the card file. */
  readonly name: string;
  readonly slots?: Readonly<Record<string, string>>;
  /** Slots that are phrases of the card file themselves. */
  readonly phrases?: Readonly<Record<string, Phrase>>;
  /** Draft orders to change: append the suggestion's note, exchange the study, raise the priority. */
  readonly orders: readonly Order[];
  readonly exchange?: Exchange;
  readonly priority?: 'stat';
  /** Studies to order besides, where the site says with which code. */
  readonly create?: readonly string[];
}

/** A root that a card compares, and who names it. */
export interface ComparedRoot {
  readonly from: 'report' | 'problem-list' | 'examination' | 'electrodiagnosis';
  /** One root; several where the signs fit each of them and none is chosen. */
  readonly candidates: readonly string[];
  readonly side: 'left' | 'right';
  /** Of what was examined: named by somebody, two kinds of signs, or one sign alone. */
  readonly strength?: 'named' | 'concordant' | 'single';
  /** Kinds of signs it rests on. */
  readonly kinds?: readonly string[];
  /** Date of the examination, as precise as it is recorded. */
  readonly on?: string;
  readonly toScan?: 'before' | 'after';
}

export interface Advice {
  readonly outcome: 'advise';
  /** Which wording of the card file. */
  readonly wording: string;
  /** What fills the slots of the summary and the detail, beside `about` and `why`. */
  readonly slots?: Readonly<Record<string, string | Phrase>>;
  /** Why the card fired: what was read, and where. In this order. */
  readonly why: readonly Phrase[];
  /** Orders or reports the card is about: their names, and references where they have one. */
  readonly about: readonly { readonly name: string; readonly reference: string | undefined }[];
  readonly suggestions: readonly SuggestedChange[];
  readonly evidence: readonly Evidence[];
  /** The roots that the card compares, as data: its words say the same. */
  readonly roots?: readonly ComparedRoot[];
  /** What is to be done, in a phrase for the other cards when this one finds no place among them. */
  readonly leaves?: Phrase;
  /** Never shown itself: where others fill the answer, it leaves its phrase with them. */
  readonly standsBack?: SilenceReason;
}

/**
 * What a rule makes of a patient: speak, stay silent for a reason, or not be able to tell.
 * `missing` names facts or prefetch keys, never data.
 */
export type Verdict =
  | Advice
  | { readonly outcome: 'silent'; readonly because: SilenceReason }
  | { readonly outcome: 'undecided'; readonly missing: readonly string[] };

export const silent = (because: SilenceReason): Verdict => ({ outcome: 'silent', because });
export const undecided = (...missing: readonly string[]): Verdict => ({
  outcome: 'undecided',
  missing: [...new Set(missing)],
});

/** Something that silences a card when it is present, with the id of the reason. */
export interface Silencer {
  /** Undefined for what never silences: where it could not be told, it leaves the rule undecided. */
  readonly because: SilenceReason | undefined;
  readonly present: Signal;
}

/**
 * Looks at what silences a card. One that is present decides; one that was looked for and is not
 * recorded does not; one that could not be had or read leaves the rule undecided.
 *
 * @returns undefined when nothing stands in the way.
 */
export function silenced(silencers: readonly Silencer[]): Verdict | undefined {
  for (const { because, present } of silencers) {
    if (because !== undefined && present.status === 'known') return silent(because);
  }
  const missing = silencers.flatMap(({ present: fact }) => missingIn(fact));
  return missing.length > 0 ? undecided(...missing) : undefined;
}

/** What to call a fact that could not be told. */
export function missingIn(fact: Fact<unknown>): readonly string[] {
  if (fact.status === 'not-available') return fact.missing;
  return fact.status === 'unreadable' ? [fact.what] : [];
}
