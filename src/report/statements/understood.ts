import { isIn } from '../lexicon/denial-words.ts';
import type { Item } from '../notation/items.ts';
import type { Mention } from './mentions.ts';

/**
 * Why a clause that denies root enhancement is not vouched for: the first of its words that no list knows.
 * The grammar of denials is closed: what is not known may lessen, except or turn round what it stands
 * beside ("no mistaking the enhancement"), and then a denial that was read is none.
 *
 * @param found What was made of the clause.
 */
export function strangerIn(clause: readonly Item[], found: readonly Mention[]): string | undefined {
  const isDenied = found.some(
    ({ finding, said }) => finding === 'rootEnhancement' && said.as === 'absent',
  );
  if (!isDenied) return undefined;
  const at = clause.findIndex((item) => !isKnown(item));
  return at === -1 ? undefined : (clause[at]?.words ?? '');
}

const isKnown = ({ kind, words }: Item): boolean =>
  kind !== 'word' || isIn('harmless', words) || !/[a-z]/.test(words) || words.startsWith('#');
