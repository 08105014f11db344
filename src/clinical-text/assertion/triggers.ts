import type { Effect, TriggerGroup } from '../phrases/word-files.ts';
import type { Found } from '../phrases/automaton.ts';
import { isComma, isLabelMark, type Span } from '../text/sentences.ts';
import type { Token } from '../text/tokens.ts';

/** How words lie to the mentions around them. */
export type Overlap = 'inside' | 'into' | 'apart';

/** Words that say how what stands near them is meant. */
export interface Trigger extends Span {
  readonly groups: readonly TriggerGroup[];
  /** It answers the label that stands before it, and reaches nothing else. */
  readonly isAnswer: boolean;
  /** The label and its answer are apart (`a, b: no`), so that it answers all of the label. */
  readonly answersAll: boolean;
}

/**
 * The triggers of a text: at each place the longest phrase, so that a longer one ("no change in") takes
 * a shorter one ("no") out of play. Words inside a mention ("no anal tone") are none.
 */
export function triggersIn(
  found: readonly Found<TriggerGroup>[],
  tokens: readonly Token[],
  sentences: readonly Span[],
  overlapOf: (span: Span) => Overlap,
): readonly Trigger[] {
  const sorted = [...found].sort((a, b) => a.from - b.from || b.to - a.to);
  const triggers: Trigger[] = [];
  let sentence = 0;
  let reached = 0;
  for (let i = 0; i < sorted.length;) {
    const first = sorted[i];
    if (!first) break;
    const same = [first];
    for (i += 1; sorted[i]?.from === first.from && sorted[i]?.to === first.to; i += 1) {
      const again = sorted[i];
      if (again) same.push(again);
    }
    if (first.from < reached) continue;
    while ((sentences[sentence]?.to ?? Number.POSITIVE_INFINITY) <= first.from) sentence += 1;
    const within = sentences[sentence];
    const all = same.map(({ owner }) => owner);
    const answer = within && answerAt(first, all, tokens, within);
    // Words that could only answer and do not leave their place to shorter ones.
    const groups = answer ? all : all.filter(({ direction }) => direction !== 'answer');
    if (groups.length === 0) continue;
    const overlap = overlapOf(first);
    // "no change in bladder control" mentions a change: the "no" alone is left to deny it.
    if (overlap === 'into' && groups.every(({ direction }) => direction !== 'forward')) continue;
    reached = first.to;
    const only =
      overlap === 'inside' ? groups.filter(({ effect }) => structural.has(effect)) : groups;
    if (only.length === 0) continue;
    triggers.push({
      from: first.from,
      to: first.to,
      groups: only,
      isAnswer: answer !== undefined,
      answersAll: answer === 'all',
    });
  }
  return triggers;
}

/** These stay what they are inside a mention: "cannot pass urine" is a statement of its own. */
const structural: ReadonlySet<Effect> = new Set(['statement', 'now', 'break']);

/** How far ahead the next label of a form is looked for. */
const NEXT_LABEL = 8;

function answerAt(
  { from, to }: Span,
  groups: readonly TriggerGroup[],
  tokens: readonly Token[],
  sentence: Span,
): 'all' | 'one' | undefined {
  if (from === sentence.from || !groups.some(({ direction }) => direction === 'answer')) {
    return undefined;
  }
  const [before, next] = [tokens[from - 1], tokens[to]];
  const goesOn = next?.kind === 'word' || next?.word === '/' || next?.word === ':';
  const isAtEnd = to >= sentence.to || !goesOn;
  if (isLabelMark(before))
    return isAtEnd || opensNextLabel(to, tokens, sentence) ? 'all' : undefined;
  // Without a mark before them only the shortest answers count, one letter only when written large.
  const own = tokens[from];
  const isLetter = own !== undefined && to === from + 1 && own.word.length === 1;
  if (before?.word === '(' && next?.word === ')') return 'one';
  const isShort = groups.some(({ direction, reach }) => direction === 'answer' && reach === 'near');
  const isOpen = before?.kind === 'mark' || !isAtEnd || !isShort;
  return isOpen || (isLetter && !own.isTitled) ? undefined : 'one';
}

/** "Incontinence?: No Saddle anaesthesia?: No": a form that was pasted without its lines. */
function opensNextLabel(at: number, tokens: readonly Token[], sentence: Span): boolean {
  if (tokens[at]?.isTitled !== true) return false;
  for (let i = at + 1; i < Math.min(sentence.to, at + NEXT_LABEL); i += 1) {
    if (tokens[i]?.word === ':' || tokens[i]?.word === '?') return true;
    if (isComma(tokens[i])) return false;
  }
  return false;
}

/** True when a trigger has one of some effects. */
export const hasEffect = (trigger: Trigger | undefined, ...effects: readonly Effect[]): boolean =>
  trigger?.groups.some(({ effect }) => effects.includes(effect)) ?? false;
