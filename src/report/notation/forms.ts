import { withSignsRead, withSlashesParted, withUptakeNamed } from './notation.ts';
import { tokenAt, type Token } from './tokens.ts';

/** Marks of a form: a box that is ticked, and one that is not. */
const ticks = new Set(['☒', '☑', '✓', '✔', '■', '✗', '●', '◉']);
const blanks = new Set(['☐', '□', '○', '❏', '❑']);
const answers =
  /^(?:yes|no|none|nil|y|n|absent|present|negative|positive|normal|abnormal|equivocal|possible|uncertain|not|never)$/;

const isOfForm = (mark: string) =>
  '+-±?([:|=/\u2212'.includes(mark) || ticks.has(mark) || blanks.has(mark);

/** Options of one line that are read; more are cut. */
const MOST_BOXES = 40;

interface Box {
  readonly start: number;
  readonly after: number;
  readonly isTicked: boolean;
}

/** Boxes "[x]", "[ ]", "(x)", "☒" of a stretch, by the index of their first token and what follows. */
function boxesOf(tokens: readonly Token[]): readonly Box[] {
  const boxes: Box[] = [];
  for (let i = 0; i < tokens.length && boxes.length < MOST_BOXES; i++) {
    const [first, second, third] = [tokens[i], tokens[i + 1], tokens[i + 2]];
    if (!first) break;
    if (ticks.has(first.word)) boxes.push({ start: i, after: i + 1, isTicked: true });
    else if (blanks.has(first.word)) boxes.push({ start: i, after: i + 1, isTicked: false });
    else if (first.word === '[' || first.word === '(') {
      const close = first.word === '[' ? ']' : ')';
      if (second?.word === close && second.start - first.end <= 2)
        boxes.push({ start: i, after: i + 2, isTicked: false });
      else if (third?.word === close && /^(?:x|\*|✓|✔|y)$/.test(second?.word ?? ''))
        boxes.push({ start: i, after: i + 3, isTicked: true });
      else if (
        third?.word === close &&
        /^(?:_|-|n)$/.test(second?.word ?? '') &&
        first.word === '['
      )
        boxes.push({ start: i, after: i + 3, isTicked: false });
    }
  }
  return boxes;
}

/**
 * What a form says: of options with boxes those that are ticked stand as the answer to their label, the
 * others are left out; "Enhancement? no" is an answer too, and "Enhancement: 0" means none.
 */
export function answered(tokens: readonly Token[], text: string): readonly Token[] {
  if (!tokens.some(({ word }) => (word.length === 1 ? isOfForm(word) : word === '#number')))
    return tokens;
  return withUptakeNamed(
    withQuestions(withBoxes(withSlashesParted(withSigns(withSignsRead(tokens, text), text)))),
  );
}

/**
 * A nought that stands alone behind a label means none; one with a unit is a number. A dash there may
 * mean none or nothing said.
 */
function withSigns(tokens: readonly Token[], text: string): readonly Token[] {
  return tokens.map((token, i) => {
    const [before, next] = [tokens[i - 1], tokens[i + 1]];
    const isAlone = next === undefined || /^[.,;|)]$/.test(next.word);
    const isRead = token.word !== '#number' && /\p{L}{2}/u.test(token.word);
    if (isRead || !isAlone || !/^[:=|]$/.test(before?.word ?? '')) return token;
    const sign = text.slice(token.start, token.end);
    if (sign === '0') return { ...token, word: 'none' };
    return /^[-−–]$/.test(sign) ? { ...token, word: 'equivocal' } : token;
  });
}

function withBoxes(tokens: readonly Token[]): readonly Token[] {
  const boxes = boxesOf(tokens);
  const [first] = boxes;
  if (!first) return tokens;
  const label = tokens.slice(0, first.start);
  // "yes [x] no [ ]": a word between the label's colon and the first box belongs to that box.
  const colon = label.findLastIndex(({ word }) => word === ':' || word === '|');
  const isAfter = colon !== -1 && colon < label.length - 1 && boxes.at(-1)?.after === tokens.length;
  const kept: Token[] = [];
  boxes.forEach((box, i) => {
    if (!box.isTicked) return;
    const option = isAfter
      ? tokens.slice(i === 0 ? colon + 1 : boxes[i - 1]?.after, box.start)
      : tokens.slice(box.after, boxes[i + 1]?.start);
    const comma = option[0];
    if (kept.length > 0 && comma) kept.push(tokenAt(comma.start, comma.start, ','));
    for (const token of option) if (token.word !== '/' && token.word !== '|') kept.push(token);
  });
  // "☑ present ☐ absent - left S1": where it is, behind the last option.
  const lastBox = boxes.at(-1);
  const tail = lastBox && !lastBox.isTicked && !isAfter ? tokens.slice(lastBox.after) : [];
  const dash = tail.findIndex(({ word }) => word === '-' || word === '(' || word === ',');
  if (dash !== -1 && kept.length > 0 && tail.some(({ level }) => level)) {
    for (const token of tail.slice(dash)) kept.push(token);
  }
  const stem = isAfter ? label.slice(0, colon + 1) : label;
  if (kept.length === 0) return [];
  const last = stem.at(-1);
  const isOpen = last === undefined || /^[:|?=-]$/.test(last.word);
  return isOpen ? [...stem, ...kept] : [...stem, tokenAt(last.end, last.end, ':'), ...kept];
}

/** Where the group "(+)" or "(-)" begins that a token belongs to; -1 when it belongs to none. */
const signAt = (tokens: readonly Token[], at: number): number =>
  [at - 2, at - 1, at].find(
    (i) =>
      i > 0 &&
      tokens[i]?.word === '(' &&
      /^[+-]$/.test(tokens[i + 1]?.word ?? '') &&
      tokens[i + 2]?.word === ')',
  ) ?? -1;

/** A question mark before its answer, or before the colon that leads to it, asks no more. */
function withQuestions(tokens: readonly Token[]): readonly Token[] {
  const isSigned = (sign: string) =>
    tokens.some(
      ({ word }, i) => word === sign && tokens[i - 1]?.word === '(' && tokens[i + 1]?.word === ')',
    );
  /** "L5 (-) S1 (+)": each sign is an answer. */
  const areAnswers = isSigned('+') && isSigned('-');
  return tokens.flatMap((token, i) => {
    const next = tokens[i + 1];
    // "Root enhancement (-)", "scar (+)"; inside a sentence "(+)" only repeats it.
    const open = signAt(tokens, i);
    if (open !== -1) {
      const sign = tokens[open + 1]?.word === '-' ? 'absent' : 'present';
      const after = tokens[open + 3];
      const isLast = after === undefined || /^[.,;|]$/.test(after.word);
      if (sign === 'present' && !isLast && !areAnswers) return [];
      if (i === open + 2 && !isLast && areAnswers) return [{ ...token, word: ';' }];
      return i === open
        ? [{ ...token, word: ':' }]
        : i === open + 1
          ? [{ ...token, word: sign }]
          : [];
    }
    // "L5: right - swollen; left - normal"
    if (
      token.word === '-' &&
      /^(?:left|right|both|bilateral)$/.test(tokens[i - 1]?.word ?? '') &&
      (i === 1 || /^[:;,|]$/.test(tokens[i - 2]?.word ?? ''))
    )
      return [];
    // "Nerve root enhancement - normal"
    if (
      token.word === '-' &&
      i > 0 &&
      next &&
      answers.test(next.word) &&
      next.word !== 'not' &&
      next.start > token.end &&
      (tokens[i + 2] === undefined || /^[.,;]$/.test(tokens[i + 2]?.word ?? ''))
    )
      return [{ ...token, word: ':' }];
    if (token.word !== '?' || !next || i === 0) return [token];
    if (/^[:|=]$/.test(next.word)) return [];
    const closes = next.start > token.end && answers.test(next.word);
    return closes ? [{ ...token, word: ':' }] : [token];
  });
}

/** The words that answer a question of a form, as they are written. */
export const startsWithAnswer = (text: string) =>
  /^\s+(?:yes|no|none|nil|y|n|absent|present|negative|positive|equivocal|possible)\b/i.test(text);
