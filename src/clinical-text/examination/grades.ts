import type { Token } from '../text/tokens.ts';
import { DASH } from '../text/tokens.ts';

/** A figure of an examination, before it is known what it is a figure of. */
export interface Figure {
  /** Of five, of four, or of nothing that is said. */
  readonly of: 5 | 4 | undefined;
  readonly low: number;
  readonly high: number;
  /** What stands behind the last number: `+` or `-`. */
  readonly sign: '+' | '-' | undefined;
  /** Index of the token behind it. */
  readonly to: number;
  /** A row of figures ("5/5/4/5"), of which nobody can say which is which. */
  readonly isRow: boolean;
}

const isNumber = (token: Token | undefined) => token?.kind === 'number';
const isMinus = (token: Token | undefined) => token?.word === '-' || token?.word === DASH;

/**
 * The figure that begins at a token: `4/5`, `4+/5`, `4-5/5`, `2+`, `++`, `4.5 out of 5`.
 *
 * @returns undefined when none begins there. A figure of something else (`4/10`, `2+/0`) is a row.
 */
export function figureAt(tokens: readonly Token[], from: number, end: number): Figure | undefined {
  if (tokens[from]?.word === '+') return plusesAt(tokens, from, end);
  if (!isNumber(tokens[from])) return undefined;
  const first = gradeAt(tokens, from, end);
  let [low, high, sign, at] = [first.value, first.value, first.sign, first.to];
  const joins = isMinus(tokens[at]) || tokens[at]?.word === 'to';
  if (joins && isNumber(tokens[at + 1]) && first.sign !== '-') {
    const second = gradeAt(tokens, at + 1, end);
    [low, high] = [Math.min(low, second.value), Math.max(high, second.value)];
    [sign, at] = [second.sign, second.to];
  }
  const of = scaleAt(tokens, at, end);
  if (!of) return { of: undefined, low, high, sign, to: at, isRow: false };
  at = of.to;
  if (of.scale !== 5 && of.scale !== 4) {
    while (at < end && tokens[at]?.word === '+') at += 1;
    return { of: undefined, low, high, sign, to: at, isRow: true };
  }
  // "4/5 to 5/5"
  const goesOn = isMinus(tokens[at]) || tokens[at]?.word === 'to';
  if (goesOn && isNumber(tokens[at + 1])) {
    const second = gradeAt(tokens, at + 1, end);
    const scale = scaleAt(tokens, second.to, end);
    if (scale?.scale === of.scale) {
      [low, high] = [Math.min(low, second.value), Math.max(high, second.value)];
      [sign, at] = [second.sign, scale.to];
    }
  }
  const rest = at;
  while (at + 1 < end && tokens[at]?.word === '/' && isNumber(tokens[at + 1])) at += 2;
  return { of: of.scale, low, high, sign, to: at, isRow: at > rest };
}

function gradeAt(tokens: readonly Token[], at: number, end: number) {
  const value = Number(tokens[at]?.word);
  let to = at + 1;
  let sign: '+' | '-' | undefined;
  while (to < end && tokens[to]?.word === '+') {
    sign = '+';
    to += 1;
  }
  // "4-/5" and "5-": a minus that no number follows.
  if (to < end && isMinus(tokens[to]) && !tokens[to]?.isSpaced && !isNumber(tokens[to + 1])) {
    sign = '-';
    to += 1;
  }
  return { value, sign, to };
}

function scaleAt(tokens: readonly Token[], at: number, end: number) {
  const isSlash = tokens[at]?.word === '/';
  const isOutOf = tokens[at]?.word === 'out' && tokens[at + 1]?.word === 'of';
  const number = at + (isOutOf ? 2 : 1);
  if ((!isSlash && !isOutOf) || number >= end || !isNumber(tokens[number])) return undefined;
  return { scale: Number(tokens[number]?.word), to: number + 1 };
}

/** `+`, `++`, `+2`. */
function plusesAt(tokens: readonly Token[], from: number, end: number): Figure | undefined {
  let at = from;
  while (at < end && tokens[at]?.word === '+' && (at === from || tokens[at]?.isSpaced === false)) {
    at += 1;
  }
  const count = at - from;
  const number = count === 1 && isNumber(tokens[at]) && !tokens[at]?.isSpaced ? at : undefined;
  const value = number === undefined ? count : Number(tokens[number]?.word);
  const to = number === undefined ? at : number + 1;
  return { of: undefined, low: value, high: value, sign: '+', to, isRow: false };
}

export type FigureSays = 'whole' | 'less' | 'brisk' | 'unclear' | 'unreadable';

/**
 * What a grade of power says (Medical Research Council, 0 to 5): below five is less; five minus is in
 * dispute, and a span that reaches five may be whole.
 */
export function gradeSays({ low, high, sign, isRow }: Figure): FigureSays {
  if (isRow) return 'unclear';
  if (high > 5 || low < 0) return 'unreadable';
  if (high === 5)
    return low < 5 || sign === '-' ? 'unclear' : sign === '+' ? 'unreadable' : 'whole';
  return 'less';
}

/** What a figure of a tendon reflex says (0 to 4+): two is the middle, more is brisk. */
export function reflexSays({ low, high, isRow }: Figure): FigureSays {
  if (isRow || low !== high) return 'unclear';
  if (high > 4) return 'unreadable';
  if (high < 2) return 'less';
  return high === 2 ? 'whole' : 'brisk';
}
