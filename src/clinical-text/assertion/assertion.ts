import {
  boxOf,
  isQuestionAfter,
  isQuestionBefore,
  MAX_REACH,
  ownPart,
  type SentenceReading,
} from './sentence-reading.ts';
import { isComma, type Span } from '../text/sentences.ts';
import { firstFrom, lastBefore } from '../text/spans.ts';
import type { Token } from '../text/tokens.ts';
import { hasEffect, type Trigger } from './triggers.ts';
import type { Effect, TriggerGroup } from '../phrases/word-files.ts';

/** How a mention is meant. */
export type Assertion =
  | 'affirmed'
  | 'denied'
  | 'in-doubt'
  | 'past'
  | 'hypothetical'
  | 'planned'
  | 'other-person'
  | 'other-examination';

/** What is said of the time of a mention. */
export interface SaidTime {
  readonly said: 'now' | 'past' | 'long-standing' | 'unsaid';
  /** Years that stand with it. */
  readonly years: readonly number[];
}

export interface Said {
  readonly assertion: Assertion;
  readonly time: SaidTime;
  /** Where the words stand that decided; undefined when none did. */
  readonly by: Span | undefined;
}

/** A trigger that reaches what stands next to it has no more words than these between. */
const NEXT = 2;

const isWithin = (reach: TriggerGroup['reach'], words: number, commas: number): boolean => {
  if (reach === 'next') return commas === 0 && words <= NEXT;
  return commas === 0 || reach !== 'near';
};

/** Says how a mention is meant, from the words on both sides of it. Bounded by `MAX_REACH`. */
export function assertionOf(
  mention: Span & { readonly isAct: boolean },
  sentence: SentenceReading,
): Said {
  const found = new Map<Effect, Span>();
  const note = (effect: Effect, by: Span) => {
    if (!found.has(effect)) found.set(effect, by);
  };
  const boxed = boxOf(mention, sentence);
  const answer = lookForward(mention, sentence, note);
  lookBack(mention, sentence, note);
  lookAround(mention, sentence, note);
  const own = ownPart(mention, sentence);
  if (own.now) note('now', own.now);
  const { years } = own;
  const isOfOtherYear =
    years.length > 0 &&
    sentence.currentYears !== undefined &&
    !years.some((year) => sentence.currentYears?.has(year));

  const isNow = found.has('now');
  const isPast = !isNow && (found.has('past') || isOfOtherYear);
  const isLong = !isNow && found.has('long-standing');
  const time: SaidTime = {
    said: isNow ? 'now' : isPast ? 'past' : isLong ? 'long-standing' : 'unsaid', // prettier-ignore
    years,
  };
  const say = (assertion: Assertion, by = found.get(assertion)): Said => ({
    assertion,
    time,
    by,
  });

  if (found.has('other-person')) return say('other-person');
  if (found.has('hypothetical')) return say('hypothetical');
  if (answer && !(answer.says === 'normal' && mention.isAct)) {
    return say(answer.says === 'affirmed' ? 'affirmed' : 'denied', answer.by);
  }
  if (boxed) return boxed.isTicked ? say('affirmed', boxed.by) : say('denied', boxed.by);
  // A normal finding denies a sign; of an act it is the result ("LP - normal").
  const denial = found.get('denied') ?? (mention.isAct ? undefined : found.get('normal'));
  if (denial) return say('denied', denial);
  if (found.has('planned') && mention.isAct) return say('planned');
  if (found.has('other-examination')) return say('other-examination');
  if (isPast) return say('past');
  return found.has('in-doubt') ? say('in-doubt') : say('affirmed', undefined);
}

type Note = (effect: Effect, by: Span) => void;

/** Notes what the words before a mention make of it. */
function lookBack(mention: Span, sentence: SentenceReading, note: Note): void {
  const { span, tokens, triggers } = sentence;
  const isJoined = joinsBefore(mention, sentence);
  // A phrase may hold the mark that asks about it ("?ces").
  if (isQuestionBefore(mention.from, sentence)) {
    note('in-doubt', { from: mention.from, to: mention.from + 1 });
  }
  /** A comma lies between; a new statement, or words that reach as far, take a denial's place. */
  let commas = 0;
  let isOver = opensStatement(mention, sentence);
  let isBroken = false;
  let isOfPatient = false;
  let isNow = false;
  let isAnswered = false;
  let statement: { readonly at: number; commas: number } | undefined;
  let t = lastBefore(triggers, mention.from);
  for (let i = mention.from - 1; i >= Math.max(span.from, mention.from - MAX_REACH);) {
    const trigger = triggers[t];
    if (!trigger || trigger.to - 1 !== i) {
      if (isComma(tokens[i])) {
        commas += 1;
        if (statement) statement.commas += 1;
      }
      if (isQuestionBefore(i, sentence) && commas === 0) note('in-doubt', { from: i, to: i + 1 });
      i -= 1;
      continue;
    }
    i = trigger.from - 1;
    t -= 1;
    if (trigger.isAnswer) {
      isAnswered = true;
      continue;
    }
    for (const { effect, direction, reach } of trigger.groups) {
      if (effect === 'break') isBroken = true;
      if (effect === 'patient') isOfPatient = true;
      if (effect === 'now') isNow = true;
      if (direction !== 'forward') continue;
      const isNear = isWithin(reach, mention.from - trigger.to, commas) && !isBroken;
      const isOwn = !statement || (statement.commas === 0 && statement.at - trigger.to <= 1);
      if (effect === 'hypothetical') {
        if (reach === 'sentence' || isNear) note(effect, trigger);
      } else if (effect === 'other-person') {
        if (isNear && !isOfPatient && !(isNow && commas > 0)) note(effect, trigger);
      } else if (effect === 'denied') {
        const isList = commas === 0 || (!isOver && (isJoined || !hasNowInPart(mention, sentence)));
        if (isNear && !isAnswered && isOwn && isList) note(effect, trigger);
      } else if (isNear && isOwn && !(isNow && commas === 0 && effect !== 'in-doubt')) {
        note(effect, trigger);
      }
      // "No numbness, ?retention, weakness": what is asked is denied no longer.
      if (effect !== 'denied' && commas > 0) isOver = true;
    }
    if (hasEffect(trigger, 'statement')) statement ??= { at: trigger.from, commas: 0 };
  }
}

/** "aware of CES", "risk of retention explained": words that reach into a mention stand next to it. */
function lookAround(
  mention: Span,
  { tokens, triggers, denials }: SentenceReading,
  note: Note,
): void {
  // "has not emptied": the denial is part of what is mentioned; in "no episodes of" it is not.
  const holdsDenial = denials.has(tokens[mention.from]?.word ?? '');
  for (let t = lastBefore(triggers, mention.from) + 1; t < triggers.length; t += 1) {
    const trigger = triggers[t];
    if (!trigger || trigger.from >= mention.to) return;
    for (const { effect, direction } of trigger.groups) {
      if (effect === 'denied' && holdsDenial) continue;
      const isAhead = direction === 'forward' && trigger.from < mention.from;
      const isBehind = direction === 'backward' && trigger.to > mention.to;
      if (isAhead || isBehind) note(effect, trigger);
    }
  }
}

interface Answer {
  readonly says: 'affirmed' | 'normal' | 'denied';
  readonly by: Span;
}

/** Notes what the words behind a mention make of it; returns the answer to its label, if there is one. */
function lookForward(mention: Span, sentence: SentenceReading, note: Note): Answer | undefined {
  const { span, tokens, triggers } = sentence;
  let commas = 0;
  let comma = mention.to;
  let passed = 0;
  let isOver = false;
  let m = firstFrom(sentence.mentions, mention.to);
  let t = firstFrom(triggers, mention.to);
  for (let i = mention.to; i < Math.min(span.to, mention.to + MAX_REACH);) {
    while ((sentence.mentions[m]?.from ?? span.to) <= i) {
      m += 1;
      passed += 1;
    }
    const trigger = triggers[t];
    if (!trigger || trigger.from !== i) {
      if (isComma(tokens[i])) {
        commas += 1;
        comma = i;
      }
      if (i === mention.to && isQuestionAfter(i, sentence))
        note('in-doubt', { from: i, to: i + 1 });
      i += 1;
      continue;
    }
    t += 1;
    i = trigger.to;
    const inBracket = tokens[trigger.from - 1]?.word === '(' ? 1 : 0;
    // "bladder: retention, bowels: ok": the mention is an answer itself, the next label has its own.
    const isOfNext = commas > 0 && holdsColon(mention, tokens);
    if (trigger.isAnswer && !isOfNext && (trigger.answersAll || commas <= inBracket)) {
      const says = hasEffect(trigger, 'affirmed')
        ? 'affirmed'
        : hasEffect(trigger, 'denied')
          ? 'denied'
          : 'normal';
      return { says, by: trigger };
    }
    if (hasEffect(trigger, 'break')) return undefined;
    const isTrailing = commas === 1 && passed === 0;
    for (const { effect, direction, reach } of trigger.groups) {
      if (direction !== 'backward') continue;
      if (effect === 'denied' && looksAhead(trigger, sentence)) continue;
      // "cancer, full remission" is of the cancer, "retention, reflexes absent" is not of the retention.
      const isClose = trigger.from - comma <= (effect === 'denied' ? 1 : NEXT);
      const isNear = commas === 0 || (isTrailing && isClose && closesPart(trigger, sentence));
      const isNext = reach !== 'next' || trigger.from - mention.to <= NEXT + commas;
      if (reach === 'sentence' || (isNear && isNext) || (reach === 'list' && !isOver)) {
        note(effect, trigger);
      }
    }
    const opens = trigger.groups.some(
      ({ effect, direction }) => direction === 'forward' && effect === 'denied',
    );
    const closes = trigger.groups.some(({ direction }) => direction === 'backward');
    if ((opens && !closes) || hasEffect(trigger, 'statement', 'now')) isOver = true;
  }
  return undefined;
}

const holdsColon = ({ from, to }: Span, tokens: readonly Token[]): boolean =>
  tokens.slice(from, to).some(({ word }) => word === ':');

/** "retention and absent reflexes": a word that denies on either side is of the noun behind it. */
function looksAhead(trigger: Trigger, { span, tokens, triggers, functionWords }: SentenceReading) {
  if (!trigger.groups.some(({ direction }) => direction === 'forward')) return false;
  const next = tokens[trigger.to];
  if (trigger.to >= span.to || next?.kind !== 'word' || functionWords.has(next.word)) return false;
  return triggers[firstFrom(triggers, trigger.to)]?.from !== trigger.to;
}

/** A remark ends behind the trigger: nothing that it could reach forward to follows. */
function closesPart(trigger: Trigger, { span, tokens, mentions }: SentenceReading): boolean {
  const next = mentions[firstFrom(mentions, trigger.to)];
  for (let i = trigger.to; i < span.to; i += 1) {
    if (isComma(tokens[i])) return true;
    if (next?.from === i) return false;
  }
  return true;
}

/** "no a, b or c": the last item of the list belongs to it, whatever is said of its time. */
function joinsBefore({ from }: Span, { triggers }: SentenceReading): boolean {
  const before = triggers[lastBefore(triggers, from)];
  return before?.to === from && hasEffect(before, 'joins');
}

/** "no trauma, cannot pass urine": its own verb makes it a statement, not an item of the list. */
const opensStatement = (mention: Span, { triggers }: SentenceReading): boolean => {
  const own = triggers[firstFrom(triggers, mention.from)];
  return own?.from === mention.from && own.to <= mention.to && hasEffect(own, 'statement');
};

const hasNowInPart = (mention: Span, sentence: SentenceReading): boolean =>
  ownPart(mention, sentence).now !== undefined;
