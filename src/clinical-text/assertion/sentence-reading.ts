import type { Span } from '../text/sentences.ts';
import { firstFrom } from '../text/spans.ts';
import { isComma } from '../text/sentences.ts';
import type { Token } from '../text/tokens.ts';
import { hasEffect, type Trigger } from './triggers.ts';

/** A sentence with everything that was found in it, each list in the order of the text. */
export interface SentenceReading {
  readonly span: Span;
  readonly tokens: readonly Token[];
  readonly triggers: readonly Trigger[];
  readonly mentions: readonly (Span & { readonly isAct: boolean })[];
  /** Years that count as now; undefined when the reader does not say. */
  readonly currentYears: ReadonlySet<number> | undefined;
  /** Words that carry no meaning of their own ("on", "today's", "the"). */
  readonly functionWords: ReadonlySet<string>;
  /** Words that deny by themselves. */
  readonly denials: ReadonlySet<string>;
}

/** A word farther away than this, in tokens, decides nothing. */
export const MAX_REACH = 60;

/** Years and words of now that stand between the commas around a mention, or in a remark beside it. */
export function ownPart(
  mention: Span,
  { span, tokens, triggers, mentions }: SentenceReading,
): { readonly years: readonly number[]; readonly now: Span | undefined } {
  const years: number[] = [];
  let from = mention.from;
  while (from > span.from && mention.from - from < MAX_REACH && !isComma(tokens[from - 1]))
    from -= 1;
  // "2015: discectomy", "In 2015, discectomy": a remark that opens the sentence and names nothing.
  const lead = mentions[0];
  if (lead && lead.from >= from && from - span.from < MAX_REACH) from = span.from;
  let to = mention.to;
  while (to < span.to && to - mention.to < MAX_REACH && !isComma(tokens[to])) to += 1;
  let next = to;
  while (next < span.to && next - to < MAX_REACH && (next === to || !isComma(tokens[next]))) {
    next += 1;
  }
  const later = mentions[firstFrom(mentions, to)];
  if (!later || later.from >= next) to = next;
  for (let i = from; i < to; i += 1) {
    const year = tokens[i]?.year;
    if (year !== undefined) years.push(year);
  }
  for (let t = firstFrom(triggers, from); (triggers[t]?.to ?? span.to + 1) <= to; t += 1) {
    if (hasEffect(triggers[t], 'now')) return { years, now: triggers[t] };
  }
  return { years, now: undefined };
}

/** The tick box of a mention: before it where the boxes of the sentence lead, else behind it. */
export function boxOf(
  mention: Span,
  { span, tokens, mentions }: SentenceReading,
): { readonly isTicked: boolean; readonly by: Span } | undefined {
  const isBox = (i: number) => tokens[i]?.kind === 'box';
  let first = mentions[0]?.from ?? span.to;
  first = Math.min(first, span.from + MAX_REACH);
  let leads = false;
  for (let i = span.from; i < first; i += 1) leads ||= isBox(i);
  let at = leads ? mention.from - 1 : mention.to;
  for (let n = 0; n < MAX_REACH && at >= span.from && at < span.to; n += 1) {
    if (isBox(at)) return { isTicked: tokens[at]?.word === '[x]', by: { from: at, to: at + 1 } };
    if (isComma(tokens[at])) return undefined;
    at += leads ? -1 : 1;
  }
  return undefined;
}

const isQuestion = (token: Token | undefined) => token?.word === '?' && token.kind === 'mark';

/** A question mark that opens what follows: "?CES", "? CES". */
export const isQuestionBefore = (i: number, { span, tokens }: SentenceReading): boolean =>
  isQuestion(tokens[i]) && (i === span.from || tokens[i]?.isSpaced === true || isComma(tokens[i - 1]) || isQuestion(tokens[i - 1])); // prettier-ignore

/** One that closes what stands before: "CES?". */
export const isQuestionAfter = (i: number, { tokens }: SentenceReading): boolean =>
  isQuestion(tokens[i]) && tokens[i]?.isSpaced === false;
