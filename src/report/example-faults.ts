import type { Line } from '../clinical-text/phrases/word-file.ts';
import { contrastListsIn } from './decision/contrast.ts';
import type { PhraseFile } from './lexicon/list-ids.ts';
import { reportWords } from './lexicon/report-words.ts';
import { itemsOf, type Item } from './notation/items.ts';
import { tokensOf } from './notation/tokens.ts';

export interface ReportExampleFault {
  /** `en/report/uptake.yaml:12` */
  readonly place: string;
  readonly says: string;
}

/** What a phrase of a file becomes in a sentence. */
const kinds: Readonly<Record<Exclude<PhraseFile, 'contrast' | 'denials'>, Item['kind']>> = {
  uptake: 'enhance',
  findings: 'finding',
  'root-states': 'state',
  'assertion-behind': 'backward',
  'assertion-before': 'forward',
  places: 'place',
  things: 'head',
  grammar: 'grammar',
};

/**
 * Examples of the lists of reports that are read otherwise than they say. The longest phrase at a place is
 * what a place is, so a sentence under `not` may hold a phrase of the list inside a longer one of another.
 */
export const reportExampleFaults = (): readonly ReportExampleFault[] =>
  reportWords().examples.flatMap(({ file, list, says, not }) => [
    ...says.flatMap((line) =>
      listsIn(file, line).includes(list)
        ? []
        : [fault(line, `stands under "says", and nothing in it is read as ${list}`)],
    ),
    ...not.flatMap((line) =>
      listsIn(file, line).includes(list)
        ? [fault(line, `stands under "not", and something in it is read as ${list}`)]
        : [],
    ),
  ]);

const fault = ({ text, place }: Line, says: string): ReportExampleFault => ({
  place,
  says: `"${text}" ${says}`,
});

/** The lists of a file of which the reader finds a phrase in a sentence. */
function listsIn(file: PhraseFile, { text }: Line): readonly string[] {
  const tokens = tokensOf(text);
  // Its lists are asked of stretches that others have parted: they have no examples.
  if (file === 'denials') return [];
  if (file === 'contrast') return contrastListsIn(tokens);
  const isTrigger = file === 'assertion-before' || file === 'assertion-behind';
  const own = kinds[file];
  return itemsOf(tokens).flatMap((item) => {
    const effect = isTrigger ? (own === 'forward' ? item.forward : item.backward) : undefined;
    return [...(item.kind === own ? [item.name] : []), ...(effect ? [effect] : [])];
  });
}
