import type { Part } from '../../clinical-text/phrases/notation.ts';
import type { phraseLists } from './list-ids.ts';
import { reportWords } from './report-words.ts';

export type DenialList = (typeof phraseLists)['denials'][number];

/** Words of the longest phrase of `denials.yaml`. */
const LONGEST = 4;

let lists: ReadonlyMap<string, ReadonlySet<string>> | undefined;

function wordsOf(list: DenialList): ReadonlySet<string> {
  lists ??= new Map(
    [...Map.groupBy(reportWords().phrases.denials, (phrase) => phrase.list)].map(
      ([name, phrases]) => [name, new Set(phrases.flatMap(({ parts }) => writtenOut(parts)))],
    ),
  );
  return lists.get(list) ?? new Set();
}

/** Every form of a phrase; the phrases are short. */
const writtenOut = (parts: readonly Part[]): readonly string[] =>
  parts.reduce<readonly string[]>(
    (before, part) => {
      const forms =
        part.kind === 'choice'
          ? part.of.flatMap(writtenOut)
          : part.kind === 'word'
            ? [part.word]
            : [];
      return before.flatMap((start) => forms.map((form) => `${start} ${form}`.trim()));
    },
    [''],
  );

/** Whether the words are a phrase of a list of `denials.yaml`. */
export const isIn = (list: DenialList, words: string | undefined): boolean =>
  words !== undefined && wordsOf(list).has(words);

/** Whether a phrase of a list of `denials.yaml` stands among the words. */
export function holds(list: DenialList, words: string): boolean {
  const known = wordsOf(list);
  if (known.has(words)) return true;
  const each = words.split(' ');
  if (each.length === 1) return false;
  return each.some((_, at) =>
    Array.from({ length: LONGEST }, (_unused, i) => each.slice(at, at + i + 1).join(' ')).some(
      (run) => known.has(run),
    ),
  );
}
