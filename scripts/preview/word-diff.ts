/** A run of words of two texts: in both, only in the first, or only in the second. */
export interface Run {
  readonly in: 'both' | 'before' | 'after';
  readonly words: string;
}

/** A text of a card has under two hundred words; beyond this the texts are shown as two runs. */
const MAX_WORDS = 2_000;

/** What of a text was taken out and what was put in, by whole words (longest common subsequence). */
export function wordDiff(before: string, after: string): readonly Run[] {
  const a = before.split(/\s+/).filter((word) => word !== '');
  const b = after.split(/\s+/).filter((word) => word !== '');
  if (a.length > MAX_WORDS || b.length > MAX_WORDS) {
    return [
      { in: 'before', words: a.join(' ') },
      { in: 'after', words: b.join(' ') },
    ];
  }
  // common[i][j]: how many words the ends from a[i] and b[j] have in common.
  const common = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => common[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const row = common[i];
      if (row) row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const runs: { in: Run['in']; words: string[] }[] = [];
  const add = (where: Run['in'], word: string | undefined) => {
    const last = runs.at(-1);
    if (last?.in === where) last.words.push(word ?? '');
    else runs.push({ in: where, words: [word ?? ''] });
  };
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      add('both', a[i]);
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && at(i + 1, j) >= at(i, j + 1))) {
      add('before', a[i]);
      i += 1;
    } else {
      add('after', b[j]);
      j += 1;
    }
  }
  return runs.map((run) => ({ in: run.in, words: run.words.join(' ') }));
}
