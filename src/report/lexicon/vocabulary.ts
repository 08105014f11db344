import { anatomy } from './anatomy.ts';
import { backward, forward } from './assertion.ts';
import { contrastWords } from './contrast.ts';
import { enhancement, rootState } from './enhancement.ts';
import { findingWords } from './findings.ts';
import { grammar, place } from './grammar.ts';
import { headings } from './headings.ts';
import { keyWords, spellings } from './spelling.ts';

/** Every word that any lexicon knows: a word that is none of them may be a misread one. */
export const vocabulary: ReadonlySet<string> = new Set(
  [
    ...[anatomy, backward, forward, contrastWords, enhancement, rootState, findingWords, grammar, place, headings]
      .flatMap((lists) => Object.values<readonly string[]>(lists))
      .flat()
      .flatMap((phrase) => phrase.split(/[ |?]/)),
    ...keyWords,
    ...Object.keys(spellings),
    ...Object.values(spellings).flatMap((words) => words.split(' ')),
    'mild', 'moderate', 'postoperative', 'level', 'levels', 'abnormal', 'normal', 'lumbar', 'images', 'signal', 'seen', 'small', 'minimal', 'is', 'in', 'into', 'it', 'if',
  ].filter((word) => word.length > 1),
); // prettier-ignore
