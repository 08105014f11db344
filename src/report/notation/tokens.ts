import { reportWords } from '../lexicon/report-words.ts';
import { between, segmentOf, span, type Level } from './levels.ts';
import type { RootName } from '../findings/report-findings.ts';

/** A word, number, level or mark, with its place in the report. */
export interface Token {
  readonly start: number;
  readonly end: number;
  /** Lower case, one spelling, misprints of key words mended. A level is `#level`, a number `#number`. */
  readonly word: string;
  readonly level: Level | undefined;
}

/** A token; all are made here, so that all have the same members in the same order. */
export const tokenAt = (start: number, end: number, word: string, level?: Level): Token => ({
  start,
  end,
  word,
  level,
});

// Alternatives begin with different characters, and none repeats inside a repetition: linear.
const tokenPattern =
  /\d+(?:\.\d+)?(?:st|nd|rd|th)?(?![\p{L}\p{N}])|[+\-−–]ve\b|\b(?:w\/w\/?o|wo?\/w|w\/o|y\/n|k\/c\/o|[a-z]\/[ocd]|c\/w|b\/l|s\/p)\b|\bw\/|\bi\.v\.|[\p{L}\p{N}]+(?:['’]\p{L}+)?|[^\s\p{L}\p{N}]/giuy;

/** What a character of ASCII begins: nothing, a plain word, a mark by itself, or what the pattern reads. */
const [BLANK, LETTER, MARK, OTHER] = [0, 1, 2, 3];
const kindOf = Uint8Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code);
  if (/\s/.test(sign)) return BLANK;
  if (/[a-z]/i.test(sign)) return LETTER;
  return /[\d+-]/.test(sign) ? OTHER : MARK;
});
const [DOT, SLASH, APOSTROPHE] = ['.', '/', "'"].map((sign) => sign.charCodeAt(0));

/**
 * Where the token that begins at a place ends; a blank is told by the negative of where it ends. Plain
 * words and marks are told by their characters, the rest by the pattern, which says the same of those.
 */
function endOfToken(text: string, at: number): number {
  const code = text.charCodeAt(at);
  const kind = code < 128 ? kindOf[code] : OTHER;
  if (kind === BLANK) return -(at + 1);
  if (kind === MARK) return at + 1;
  if (kind === LETTER) {
    let end = at + 1;
    let next = text.charCodeAt(end);
    while (next < 128 && (kindOf[next] === LETTER || (next >= 48 && next <= 57)))
      next = text.charCodeAt(++end);
    const isShort = end - at <= 2;
    const isPlain =
      Number.isNaN(next) ||
      (next < 128 && next !== APOSTROPHE && !(isShort && (next === SLASH || next === DOT)));
    if (isPlain) return end;
  }
  tokenPattern.lastIndex = at;
  const found = tokenPattern.exec(text);
  return found ? at + found[0].length : -(at + 1);
}

/**
 * Words, numbers, levels and marks of a piece of the report; time grows with its length.
 *
 * @param seen Words of this report that were read before; forgotten with the report.
 * @param most Tokens that are read; what stands behind them is left out.
 */
export function tokensOf(
  text: string,
  from = 0,
  to = text.length,
  seen = new Map<string, readonly Token[]>(),
  most = Infinity,
): readonly Token[] {
  const raw: Token[] = [];
  const piece = from === 0 && to === text.length ? text : text.slice(from, to);
  for (let at = 0; at < piece.length && raw.length < most;) {
    const end = endOfToken(piece, at);
    if (end < 0) {
      at = -end;
      continue;
    }
    for (const { start, end: last, word, level } of wordNamed(piece.slice(at, end), seen))
      raw.push(tokenAt(from + at + start, from + at + last, word, level));
    at = end;
  }
  return withoutHyphens(joinLevels(asMeant(withWordsJoined(raw, text), text), text)).filter(
    ({ word }) => word !== 'y/n' && word !== '_',
  );
}

const numbers: Readonly<Record<string, string>> = { one: '1', two: '2', to: '2', too: '2', three: '3', four: '4', for: '4', five: '5', fife: '5' }; // prettier-ignore

/** "no evi-\ndence": a word that the end of its line parted, where the whole is one that is known. */
function withWordsJoined(tokens: readonly Token[], text: string): readonly Token[] {
  const isParted = (i: number): boolean => {
    const [first, sign, rest] = [tokens[i], tokens[i + 1], tokens[i + 2]];
    return (
      sign?.word === '-' &&
      first?.end === sign.start &&
      rest !== undefined &&
      rest.start - sign.end <= MOST_BLANKS &&
      text.slice(sign.end, rest.start).includes('\n') &&
      reportWords().vocabulary.has(`${first.word}${rest.word}`)
    );
  };
  if (!tokens.some((_, i) => isParted(i))) return tokens;
  return tokens.flatMap((token, i) => {
    if (isParted(i - 1) || isParted(i - 2)) return [];
    const rest = tokens[i + 2];
    return isParted(i) && rest
      ? readWord(`${token.word}${rest.word}`, token.start).map((one) => ({ ...one, end: rest.end }))
      : [token];
  });
}
/** Blanks and line ends between the two parts of a word. */
const MOST_BLANKS = 8;

/** Words that may stand for others. */
const mayMeanOther: ReadonlySet<string> = new Set([
  'route', 'routes', '.', '(', 'may', 'recommend', 'comma', 'colon', 'cord', 'chord', 'corda', 'caudal', 'cawda', 'coda', 'caudae', 'el', 'ell', 'ess', 'es', 'l', 's',
]); // prettier-ignore

/** "enh. -", "displ. of S1" */
const isShort = /^(?:enh|displ)$/;

/** What speech recognition hears instead: "nerve route", "cord a equina", "el five", "comma". */
function asMeant(tokens: readonly Token[], text: string): readonly Token[] {
  const read: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const [token, next, third] = [tokens[i], tokens[i + 1], tokens[i + 2]];
    if (!token) break;
    if (!mayMeanOther.has(token.word)) {
      read.push(token);
      continue;
    }
    const before = read.at(-1);
    if (
      /^routes?$/.test(token.word) &&
      (/^(?:nerve|exiting|traversing|descending|lumbar|sacral|cauda|equina|the)$/.test(
        before?.word ?? '',
      ) ||
        before?.level)
    ) {
      read.push({ ...token, word: token.word === 'route' ? 'root' : 'roots' });
    } else if (token.word === '.' && next?.word === '.' && third?.word === '.') {
      // Leader dots stand for a colon.
      while (tokens[i + 1]?.word === '.') i++;
      read.push({ ...token, word: ':' });
    } else if (
      token.word === '(' &&
      third?.word === ')' &&
      /^(?:left|right|lt|rt|l|r|bilateral|bilaterally)$/.test(next?.word ?? '') &&
      next
    ) {
      // "L5 (right) root"
      const word = next.word === 'l' || next.word === 'lt' ? 'left' : next.word;
      read.push({ ...next, word: word === 'r' || word === 'rt' ? 'right' : word });
      i += 2;
    } else if (
      token.word === 'may' &&
      text.startsWith('May', token.start) &&
      (/^(?:in|of|since|from|last|early|late|until|by|on|and)$/.test(before?.word ?? '') ||
        next?.word === '#number')
    ) {
      read.push({ ...token, word: '#month' });
    } else if (
      token.word === 'recommend' &&
      text.slice(token.start, token.end).toLowerCase() === 'rec' &&
      /^(?:disc|discs|hnp|herniation|protrusion|extrusion|prolapse|prolapsed|sequestrum|sequester|fragment|pivd)$/.test(
        next?.word ?? '',
      )
    ) {
      read.push({ ...token, word: 'recurrent' });
    } else if (token.word === 'comma' || token.word === 'colon') {
      read.push({ ...token, word: token.word === 'comma' ? ',' : ':' });
    } else if (
      /^(?:cord|chord|corda|caudal|cawda)$/.test(token.word) &&
      next?.word === 'a' &&
      third?.word === 'equina'
    ) {
      read.push({ ...token, word: 'cauda' });
      i++;
    } else if (
      /^(?:corda|caudal|cawda|coda|caudae)$/.test(token.word) &&
      /^equina|^equinus$/.test(next?.word ?? '')
    ) {
      read.push({ ...token, word: 'cauda' });
    } else if (
      token.word === '.' &&
      before &&
      (isShort.test(before.word) || /^(?:vs|left|right|approx|st)$/.test(before.word)) &&
      next &&
      next.start - token.end <= 1 &&
      (isShort.test(before.word) ||
        /^(?:vs|lt|rt|approx|st)$/i.test(text.slice(before.start, before.end))) &&
      before.end === token.start
    ) {
      continue;
    } else if (
      next &&
      /^[ls]$/.test(token.word) &&
      next.word.length > 2 &&
      numbers[next.word] !== undefined &&
      /[LS]/.test(text[token.start] ?? '') &&
      (/^(?:nerve|root|roots)$/.test(third?.word ?? '') ||
        /^(?:left|right|both)$/.test(before?.word ?? ''))
    ) {
      // "the left S one root"
      const read1 = readWord(`${token.word}${numbers[next.word] ?? ''}`, token.start);
      read.push(...read1.map((level) => ({ ...level, end: next.end })));
      i++;
    } else if (next && /^(?:el|ell|ess|es)$/.test(token.word) && numbers[next.word] !== undefined) {
      const region = token.word.startsWith('el') ? 'l' : 's';
      read.push(
        ...readWord(`${region}${numbers[next.word] ?? ''}`, token.start).map((level) => ({
          ...level,
          end: next.end,
        })),
      );
      i++;
    } else read.push(token);
  }
  return read;
}

/** A hyphen inside or at the end of a word is no mark: "non-enhancing", "pre- and post-contrast". */
function withoutHyphens(tokens: readonly Token[]): readonly Token[] {
  return tokens.filter((token, i) => {
    if (token.word !== '-') return true;
    const [before, after] = [tokens[i - 1], tokens[i + 1]];
    if (!before || before.end < token.start || before.end - before.start < 2) return true;
    if (before.level) return after?.start !== token.end;
    return false;
  });
}

/** Words that were read, as they are written: the same few thousand return in all reports. */
const known = new Map<string, readonly Token[]>();
/** Words that are kept, and their length: nothing that a text repeats makes it grow. */
const MOST_KNOWN = 20_000;
const LONGEST_KNOWN = 24;

/** What a written word is, as if it stood at the beginning of a text. */
function wordNamed(written: string, seen: Map<string, readonly Token[]>): readonly Token[] {
  const before = known.get(written) ?? seen.get(written);
  if (before) return before;
  const read = readWord(written, 0);
  if (written.length > LONGEST_KNOWN) return read;
  // Names and numbers are not kept: only what the reader's lexicons know.
  if (isKept(written, read)) {
    if (known.size < MOST_KNOWN) known.set(written, read);
  } else if (seen.size < MOST_KNOWN) seen.set(written, read);
  return read;
}

/** No word that a patient could be known by is kept: only words of the lexicons, marks and levels. */
const isKept = (written: string, read: readonly Token[]) =>
  !/\d/.test(written) &&
  read.every(({ word }) => reportWords().vocabulary.has(word) || !/\p{L}/u.test(word));

function readWord(written: string, start: number): readonly Token[] {
  const end = start + written.length;
  const measure = /^(\d+)(ml|cc|mg|mmol|mm|cm|x|d|y|yo|yr|yrs|t)$/i.exec(written);
  if (measure) {
    const middle = start + (measure[1]?.length ?? 0);
    return [
      tokenAt(start, middle, '#number'),
      tokenAt(middle, end, (measure[2] ?? '').toLowerCase()),
    ];
  }
  if (/^\d[\d.]*(?:st|nd|rd|th)?$/i.test(written)) return [tokenAt(start, end, '#number')];
  if (written.length === 1 && !/[\p{L}\p{N}]/u.test(written))
    return [tokenAt(start, end, mark(written))];
  const lower = written.toLowerCase().replace('’', "'");
  const compound = /^([ls])([1-5])([ls]?)([1-5])$/.exec(lower);
  if (compound) {
    const upper = segmentOf(`${compound[1] ?? ''}${compound[2] ?? ''}`);
    const lowerName = segmentOf(
      `${compound[3] !== '' ? (compound[3] ?? '') : (compound[1] ?? '')}${compound[4] ?? ''}`,
    );
    if (upper && lowerName) return [tokenAt(start, end, '#level', between(upper, lowerName))];
  }
  if (/^[ls][1-5]$/.test(lower)) {
    const name = segmentOf(lower);
    if (name) return [tokenAt(start, end, '#level', { kind: 'root', name })];
  }
  if (/^(?:[cd]\d{1,2}|t[3-9]|t1[0-2])$/.test(lower)) {
    return [tokenAt(start, end, '#level', { kind: 'elsewhere' })];
  }
  const { vocabulary, spellings } = reportWords();
  const read = vocabulary.has(lower) ? lower : misread(lower);
  const spelled = spellings.get(read) ?? mended(read);
  return spelled.split(' ').map((word) => tokenAt(start, end, word));
}

const marks: Readonly<Record<string, string>> = { '–': '-', '—': '-', '−': '-', '‐': '-', '‑': '-', '‒': '-', '\\': '/', '’': "'", '→': '-', '•': ';' }; // prettier-ignore
const mark = (written: string) => marks[written] ?? written;

/** Letters that a scanner takes for others, as it writes them and as they were. */
const lookAlikes: readonly (readonly [written: RegExp, meant: string])[] = [
  [/0/g, 'o'],
  [/1/g, 'l'],
  [/rn/g, 'm'],
  [/^i/, 'l'],
  [/^l/, 'i'],
  [/l/g, 'i'],
  [/vv/g, 'w'],
  [/5/g, 's'],
];

/** A word that only becomes known when look-alike letters are changed; else the word itself. */
function misread(word: string): string {
  if (word.length < 2 || word.length > 20) return word;
  const { vocabulary } = reportWords();
  let changed = word;
  for (const [written, meant] of lookAlikes) {
    const one = word.replace(written, meant);
    if (one !== word && vocabulary.has(one)) return one;
    if (meant !== 'i' || written.source !== 'l') {
      changed = changed.replace(written, meant);
      if (changed !== word && vocabulary.has(changed)) return changed;
    }
  }
  return word;
}

let keysByLetter: ReadonlyMap<string, readonly string[]> | undefined;
const keysOf = (letter: string): readonly string[] => {
  keysByLetter ??= Map.groupBy(
    reportWords().keyWords.filter(({ length }) => length >= 7),
    (key) => key[0] ?? '',
  );
  return keysByLetter.get(letter) ?? [];
};

/** A key word within one misprint (two in a long word), first letter kept; else the word itself. */
function mended(word: string): string {
  const { vocabulary, otherWords } = reportWords();
  if (word.length < 7 || word.length > 20 || vocabulary.has(word) || otherWords.has(word))
    return word;
  const allowed = word.length >= 9 ? 2 : 1;
  for (const key of keysOf(word[0] ?? '')) {
    if (Math.abs(key.length - word.length) > allowed) continue;
    if (misprints(word, key, allowed) <= allowed) return key;
  }
  return word;
}

/** Letters wrong, missing, too many or swapped; stops counting above `most`. */
function misprints(a: string, b: string, most: number): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      next.push(cost);
      least = Math.min(least, cost);
    }
    if (least > most) return least;
    before = row;
    row = next;
  }
  return row[b.length] ?? most + 1;
}

const units = /^\s*(?:mm|cm|ml|mg|%|x\b)/i;

/** Joins what is one level: `L4 / 5`, `L5-S1`, `L3 to S1`, `L4/L5/S1`, `first sacral`. */
function joinLevels(tokens: readonly Token[], text: string): readonly Token[] {
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length;) {
    const chain = levelChain(tokens, i, text);
    if (chain) {
      joined.push(chain.token);
      i += chain.length;
    } else {
      const token = tokens[i];
      if (token) joined.push(sideBefore(token, tokens[i - 1], tokens[i + 1], text));
      i++;
    }
  }
  return joined;
}

/** "R L5", "L S1": a side. */
function sideBefore(
  token: Token,
  before: Token | undefined,
  next: Token | undefined,
  text: string,
): Token {
  if (token.word !== 'r' && token.word !== 'l') return token;
  const side = { ...token, word: token.word === 'r' ? 'right' : 'left' };
  if (next?.level) return side;
  // "S1 R.", "L5 L, S1 R"
  if (before?.level && (next === undefined || /^[.,;)]$/.test(next.word))) return side;
  // "R exiting root", "L: no", "R>L"; not "L spine", "T/L", "C. L. Smith".
  const isCapital = /[RL]/.test(text[token.start] ?? '');
  const isPart =
    /^(?:spine|sp|s|lumbar)$/.test(next?.word ?? '') ||
    (/^[./&'-]$/.test(next?.word ?? '') && next?.start === token.end) ||
    (/^[./&'-]$/.test(before?.word ?? '') && before?.end === token.start);
  return isCapital && !isPart ? side : token;
}

const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];

function levelChain(
  tokens: readonly Token[],
  at: number,
  text: string,
): { token: Token; length: number } | undefined {
  const first = tokens[at];
  if (!first) return undefined;
  const spelledOut = spelledLevel(tokens, at, text);
  if (spelledOut) return spelledOut;
  if (first.level?.kind !== 'root') {
    return thoracolumbar(tokens, at);
  }
  const names: RootName[] = [first.level.name];
  let isRange = false;
  let length = 1;
  let last = first;
  for (;;) {
    const sign = tokens[at + length];
    const next = tokens[at + length + 1];
    if (!sign) break;
    // "l4 5", dictated or typed without the sign.
    const follower = names.length === 1 ? blankFollower(first, sign, next, text) : undefined;
    if (follower) {
      names.push(follower);
      last = sign;
      length += 1;
      break;
    }
    const through = ['to', 'through', 'thru', 'till', 'until', 'upto'].includes(sign.word);
    // "L4 down to S1"
    if (/^(?:down|up)$/.test(sign.word) && next?.word === 'to') {
      const far = tokens[at + length + 2];
      const end = far && segmentAt(far, names.at(-1), text, tokens[at + length + 3]);
      if (!end) break;
      isRange = true;
      names.push(end);
      last = far;
      length += 3;
      break;
    }
    if (!next || (!through && sign.word !== '-' && sign.word !== '/')) break;
    const name = segmentAt(next, names.at(-1), text, tokens[at + length + 2]);
    if (!name) break;
    // "L4 - L5" may be a label and the root below only when a blank stands on one side of the sign.
    isRange ||= through;
    names.push(name);
    last = next;
    length += 2;
    if (through) break;
  }
  if (names.length === 1) return undefined;
  const token = (level: Level): { token: Token; length: number } => ({
    token: tokenAt(first.start, last.end, '#level', level),
    length,
  });
  const [from, to] = [names[0], names.at(-1)];
  if (!from || !to) return undefined;
  if (names.length === 2) {
    const level = between(from, to);
    return token(isRange && level.kind === 'disc' ? { kind: 'range', names: [from, to] } : level);
  }
  return token({ kind: 'range', names: isRange ? span(from, to) : [...new Set(names)] });
}

/** The lower vertebra of a disc whose sign is missing: "L4 5", "L5 1"; never a number with a unit. */
function blankFollower(
  first: Token,
  digit: Token,
  next: Token | undefined,
  text: string,
): RootName | undefined {
  const from = first.level?.kind === 'root' ? first.level.name : undefined;
  const written = text.slice(digit.start, digit.end);
  if (!from?.startsWith('L') || digit.start - first.end !== 1 || !/^[1-5]$/.test(written))
    return undefined;
  const name = from === 'L5' ? 'S1' : (`L${Number(from[1]) + 1}` as RootName);
  const isUnit =
    units.test(text.slice(digit.end, digit.end + 6)) ||
    /^(?:#number|\/|-|x|to|mm|cm|levels?|roots?|weeks?|months?|days?|years?|screws?)$/.test(
      next?.word ?? '',
    );
  return !isUnit && written === name[1] ? name : undefined;
}

function segmentAt(
  token: Token,
  before: RootName | undefined,
  text: string,
  following: Token | undefined,
): RootName | undefined {
  if (token.level?.kind === 'root') return token.level.name;
  const written = text.slice(token.start, token.end).toLowerCase();
  if (/^s[il]$/.test(written)) return 'S1';
  if (!/^[1-5]$/.test(written) || !before) return undefined;
  if (following && units.test(text.slice(token.end, token.end + 6))) return undefined;
  const region = before.startsWith('S') ? 'S' : 'L';
  // L5/1 is L5/S1.
  if (region === 'L' && written === '1' && before === 'L5') return 'S1';
  const name = `${region}${written}` as RootName;
  return segments(name) > segments(before) ? name : undefined;
}
const segments = (name: RootName) => (name.startsWith('S') ? 5 : 0) + Number(name[1]);

/** "T12-L1" is a disc with one lumbar vertebra. */
function thoracolumbar(
  tokens: readonly Token[],
  at: number,
): { token: Token; length: number } | undefined {
  const [first, sign, next] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (first?.level?.kind !== 'elsewhere' || !sign || !next) return undefined;
  if (!['-', '/', 'to', 'through'].includes(sign.word)) return undefined;
  if (next.level?.kind === 'elsewhere') {
    return {
      token: tokenAt(first.start, next.end, '#level', first.level),
      length: 3,
    };
  }
  if (next.level?.kind !== 'root') return undefined;
  const level: Level =
    next.level.name === 'L1' && sign.word !== 'to'
      ? { kind: 'disc', upper: undefined, lower: 'L1' }
      : { kind: 'range', names: span('L1', next.level.name) };
  return { token: tokenAt(first.start, next.end, '#level', level), length: 3 };
}

/** "L 5", "S-1", "fifth lumbar", "1st sacral". */
function spelledLevel(
  tokens: readonly Token[],
  at: number,
  text: string,
): { token: Token; length: number } | undefined {
  const [first, next] = [tokens[at], tokens[at + 1]];
  if (!first || !next) return undefined;
  if (first.end - first.start > 1 && next.word !== 'lumbar' && next.word !== 'sacral')
    return undefined;
  const make = (name: RootName, end: Token, length: number) => ({
    token: tokenAt(first.start, end.end, '#level', { kind: 'root', name }),
    length,
  });
  const written = text.slice(first.start, first.end).toLowerCase();
  if (
    (written === 'l' || written === 's') &&
    /^[1-5]$/.test(text.slice(next.start, next.end)) &&
    next.start - first.end <= 1
  ) {
    return make(
      `${written === 'l' ? 'L' : 'S'}${text.slice(next.start, next.end)}` as RootName,
      next,
      2,
    );
  }
  const ordinal = /^([1-5])(?:st|nd|rd|th)$/.exec(written)?.[1];
  const index = ordinal ? Number(ordinal) : ordinals.indexOf(written) + 1;
  if (index > 0 && (next.word === 'lumbar' || next.word === 'sacral')) {
    return make(`${next.word === 'lumbar' ? 'L' : 'S'}${index}` as RootName, next, 2);
  }
  return undefined;
}
