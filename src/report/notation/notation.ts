import { tokenAt, type Token } from './tokens.ts';

/** Items of "a/b/c - x/y/z" that are told apart. */
const MOST_SLASHED = 8;

const closes = (token: Token | undefined) => token === undefined || /^[.,;:|)]$/.test(token.word);
const answer =
  /^(?:yes|no|none|nil|y|n|absent|present|negative|positive|normal|abnormal|equivocal|possible|uncertain|\+|-|#number)$/;
/** Beside these a sign belongs to the name of a sequence: "C+", "T1 +", "Gd +". */
const sequence = /^(?:c|t1|t2|gd|gad|gadolinium|contrast|fs|post|pre|iv|ce)$/;
const isSign = (token: Token | undefined, sign: '+' | '-') => token?.word === sign;

/**
 * Notes in signs as the words they stand for: "enh S1 lt ++; displ -" is "enh S1 lt: present; displ:
 * absent". A minus counts only where a plus shows that signs are used, or beside a nought; alone it may
 * be a dash.
 */
export function withSignsRead(tokens: readonly Token[], text: string): readonly Token[] {
  const hasPlus = tokens.some(
    (token, i) => isSign(token, '+') && !sequence.test(tokens[i - 1]?.word ?? '') && i > 0,
  );
  const read: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    if (!token) break;
    const before = read.at(-1);
    // "L5 root (++)": more of the same.
    if (isSign(token, '+') && isSign(before, '+') && read.at(-2)?.word === '(') continue;
    // "root enhancement = no"
    if (token.word === '=' && before && /\p{L}{2}/u.test(before.word)) {
      read.push({ ...token, word: ':' });
      continue;
    }
    if (token.word === '±' && before) {
      read.push({ ...token, word: ':' }, { ...token, word: 'equivocal' });
      continue;
    }
    if (isSign(token, '+') && before && before.word !== '(' && !sequence.test(before.word)) {
      let last = i;
      while (isSign(tokens[last + 1], '+')) last++;
      const isDoubtful = tokens[last + 1]?.word === '/' && isSign(tokens[last + 2], '-');
      const next = tokens[isDoubtful ? last + 3 : last + 1];
      if (closes(next)) {
        if (!/^[:|=]$/.test(before.word)) read.push({ ...token, word: ':' });
        read.push({ ...token, word: isDoubtful ? 'equivocal' : 'present' });
        i = isDoubtful ? last + 2 : last;
        continue;
      }
    }
    const isNought = text.slice(token.start, token.end) === '0';
    if ((isSign(token, '-') || isNought) && before && !/^[(]$/.test(before.word)) {
      const isApart = before.end < token.start;
      const isLabelled = /^[:|=]$/.test(before.word);
      const isAnswer = closes(tokens[i + 1]) && (isNought ? isApart : hasPlus);
      if (isAnswer && !(isNought && isLabelled)) {
        if (!isLabelled) read.push({ ...token, word: ':' });
        read.push({ ...token, word: 'absent' });
        continue;
      }
    }
    read.push(token);
  }
  return read;
}

/** "Infection/tumour/arachnoiditis: none/none/none": each its own answer. */
export function withSlashesParted(tokens: readonly Token[]): readonly Token[] {
  const sign = tokens.findIndex(
    ({ word }, i) =>
      i > 2 && (word === ':' || word === '-') && answer.test(tokens[i + 1]?.word ?? ''),
  );
  if (sign === -1) return tokens;
  const answers: Token[] = [];
  let end = sign + 1;
  for (; end < tokens.length && answers.length < MOST_SLASHED; end += 2) {
    const token = tokens[end];
    if (!token || !answer.test(token.word)) return tokens;
    answers.push(token);
    if (tokens[end + 1]?.word !== '/') break;
  }
  if (answers.length < 2 || !closes(tokens[end + 1])) return tokens;
  const labels: (readonly Token[])[] = [];
  let from = sign;
  for (let i = sign - 1; i >= -1 && labels.length < answers.length; i--) {
    if (i >= 0 && !/^[/.;|:]$/.test(tokens[i]?.word ?? '')) continue;
    labels.unshift(tokens.slice(i + 1, from));
    from = i;
    if (i === -1 || tokens[i]?.word !== '/') break;
  }
  if (labels.length !== answers.length || labels.some((label) => label.length === 0)) return tokens;
  const start = Math.max(0, from + 1);
  return [
    ...tokens.slice(0, start),
    ...labels.flatMap((label, i) => {
      const said = answers[i];
      const last = label.at(-1);
      if (!said || !last) return label;
      const mark = (word: string): Token => tokenAt(last.end, last.end, word);
      return [...(i > 0 ? [mark(';')] : []), ...label, mark(':'), said];
    }),
    ...tokens.slice(end + 1),
  ];
}

/** "Gd root: +" asks for the uptake of the root. */
export function withUptakeNamed(tokens: readonly Token[]): readonly Token[] {
  return tokens.flatMap((token, i) => {
    const next = tokens[i + 1];
    const isNamed =
      /^(?:gd|gad|contrast|post)$/.test(tokens[i - 1]?.word ?? '') &&
      /^(?:root|roots|scar)$/.test(token.word) &&
      next?.word === ':' &&
      answer.test(tokens[i + 2]?.word ?? '');
    return isNamed ? [token, { ...token, start: token.end, word: 'enhancement' }] : [token];
  });
}
