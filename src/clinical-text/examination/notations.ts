import type { FindingId } from '../reading/finding-ids.ts';
import type { FindingWords } from '../reading/lexicon.ts';
import type { Span } from '../text/sentences.ts';
import { DASH } from '../text/tokens.ts';
import type { Item } from './item.ts';
import type { ExaminedSide } from './sign.ts';

const isWords = (item: Item | undefined, ...topics: readonly FindingId[]): boolean =>
  item?.is === 'words' && topics.some((topic) => item.topics.has(topic));

const anyResult: readonly FindingId[] = [
  'result-less',
  'result-weak',
  'result-numb',
  'result-unable',
  'result-whole',
  'result-brisk',
  'result-unclear',
];
/** Results beside which LT is light touch, not the left side. */
const feltResults: readonly FindingId[] = ['result-less', 'result-whole', 'result-equal'];

/**
 * Ways of writing that only a whole sentence tells: LT for light touch, "L<R" for less on the left, a dash
 * for a reflex that is absent where plus stands for one that is there.
 */
export function asNotations(items: readonly Item[], words: FindingWords): readonly Item[] {
  const { text, tokens } = words;
  const written = ({ from, to }: Span) =>
    text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0);
  const hasRt = tokens.some(({ word }) => word === 'rt');
  const hasPlus = items.some((item) => item.is === 'figure' && tokens[item.from]?.word === '+');
  const hasResult = items.some((item) => item.is === 'figure' || isWords(item, ...anyResult));
  const told: Item[] = [];
  const aside = figuresOfBefore(items, words);
  for (const [i, item] of items.entries()) {
    const { from, to } = item;
    if (aside.some((span) => from >= span.from && to <= span.to)) continue;
    const [before, next] = [items[i - 1], items[i + 1]];
    if (item.is === 'side' && !hasRt && written(item) === 'LT') {
      const isTouch =
        (before?.to === from && isWords(before, ...feltResults)) ||
        (next?.from === to && isWords(next, ...feltResults)) ||
        // "LT: L dorsum of foot reduced": a label, and the side behind it.
        (next?.is === 'colon' && next.from === to && isSide(items[i + 2])) ||
        // "LT L5 R n, L dim"
        (next?.is === 'level' && next.from === to && isSide(items[i + 2]));
      if (isTouch) {
        told.push({ is: 'words', topics: new Set(['sensation']), from, to });
        continue;
      }
    }
    const less = item.is === 'side' && !hasResult ? lessOn(written(item)) : undefined;
    if (less) {
      // The side of what stands before it, and the result.
      if (isSide(told.at(-1))) told.pop();
      told.push({ is: 'side', side: less, from, to });
      told.push({ is: 'words', topics: new Set(['result-less']), from, to });
      continue;
    }
    // "Right calf 4/5": its power.
    const isCalf = isWords(item, 'calf-alone') && isGradeBehind(items, i);
    told.push(
      isCalf ? { is: 'words', topics: new Set(['muscle-plantar-flexion']), from, to } : item,
    );
    const dash = item.is === 'side' || isWords(item, 'reflex-ankle', 'reflex-knee') ? to : -1;
    const isDash = tokens[dash]?.word === '-' || tokens[dash]?.word === DASH;
    const afterNext = items[i + 2];
    // "AJ R- L+"
    const isBeforeOther =
      isSide(next) &&
      next?.from === to + 1 &&
      afterNext?.is === 'figure' &&
      tokens[afterNext.from]?.word === '+';
    const isLast = next === undefined || next.is === 'comma' || next.from > to + 1;
    const behind = tokens[to + 1];
    const closes = behind === undefined || behind.kind === 'mark' || behind.opensLine;
    if (hasPlus && isDash && (isBeforeOther || (isLast && closes))) {
      const figure = {
        of: undefined,
        low: 0,
        high: 0,
        sign: '-',
        to: to + 1,
        isRow: false,
      } as const;
      told.push({ is: 'figure', figure, from: to, to: to + 1 });
    }
  }
  // Beside a dash or a plus-minus one plus is a reflex that is there.
  const hasDash =
    tokens.some(({ word }) => word === '±') ||
    told.some((item) => item.is === 'figure' && item.figure.sign === '-' && item.figure.high === 0);
  return (
    told
      .map((item): Item => {
        // Against a dash one plus is a reflex that is there.
        const isPresent =
          hasDash && item.is === 'figure' && item.to === item.from + 1 && written(item) === '+';
        return isPresent
          ? { is: 'words', topics: new Set(['result-whole']), from: item.from, to: item.to }
          : item;
      })
      // The dash that was read as a result is no comma.
      .filter((item, i) => item.is !== 'comma' || told[i - 1]?.from !== item.from)
  );
}

/** "4/5 (was 5/5 preop)": another figure of another time, in brackets behind the one of today. */
function figuresOfBefore(items: readonly Item[], { tokens }: FindingWords): readonly Span[] {
  return items.flatMap((item, i): readonly Span[] => {
    const [now, before] = [items[i - 1], items[i + 1]];
    const isSaid =
      tokens[item.from]?.word === '(' && saysWas.has(tokens[item.from + 1]?.word ?? '');
    if (!isSaid || now?.is !== 'figure' || before?.is !== 'figure') return [];
    const isOther = now.figure.low !== before.figure.low || now.figure.of !== before.figure.of;
    const close = tokens.findIndex(({ word }, at) => at > item.from && word === ')');
    return isOther && close > 0 ? [{ from: item.from, to: close + 1 }] : [];
  });
}

const saysWas: ReadonlySet<string> = new Set(['was', 'were']);

/** A grade of five stands next, or behind its side. */
function isGradeBehind(items: readonly Item[], i: number): boolean {
  const next = items.slice(i + 1).find(({ is }) => is !== 'side' && is !== 'colon');
  return next?.is === 'figure' && next.figure.of === 5;
}

const isSide = (item: Item | undefined): boolean => item?.is === 'side';

/** "L<R": the side on which there is less; of "R>L" nobody can say which is meant. */
function lessOn(written: string): ExaminedSide | undefined {
  const [, one] = /^(l|left|r|right)\s*<\s*(?:l|left|r|right)$/i.exec(written) ?? [];
  if (one === undefined) return undefined;
  return one.toLowerCase().startsWith('l') ? 'left' : 'right';
}
