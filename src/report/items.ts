import { anatomy } from './lexicon/anatomy.ts';
import { backward, forward, type Effect } from './lexicon/assertion.ts';
import { enhancement, rootState } from './lexicon/enhancement.ts';
import { grammar, place } from './lexicon/grammar.ts';
import { findingWords } from './lexicon/findings.ts';
import { PhraseBook } from './phrases.ts';
import type { Level } from './levels.ts';
import type { Token } from './tokens.ts';

/** One phrase of a sentence: what it is (`kind`), and which (`name`). */
export interface Item {
  readonly kind:
    | 'head' | 'enhance' | 'state' | 'finding' | 'forward' | 'backward' | 'grammar' | 'place' | 'level' | 'mark' | 'word'; // prettier-ignore
  readonly name: string;
  readonly start: number;
  readonly end: number;
  /** The first word, one spelling. */
  readonly word: string;
  /** All its words. */
  readonly words: string;
  readonly level?: Level;
  /** What it makes of that which follows, and of that which it follows. */
  readonly forward?: Effect;
  readonly backward?: Effect;
}

const book = new PhraseBook();
// The order decides when one phrase stands in two lists.
book.add('enhance', enhancement);
book.add('finding', findingWords);
book.add('state', rootState);
book.add('backward', backward);
book.add('forward', forward);
book.add('place', place);
book.add('head', anatomy);
book.add('grammar', grammar);

/** The phrases of a stretch of tokens, the longest at each place; nothing is left out. */
export function itemsOf(tokens: readonly Token[]): readonly Item[] {
  const items: Item[] = [];
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i];
    if (!token) break;
    const { start, end, word } = token;
    const match = book.longestAt(tokens, i);
    if (match) {
      const last = tokens[i + match.length - 1] ?? token;
      const [first] = match.found;
      const forwards = match.found.find(({ kind }) => kind === 'forward')?.name as
        Effect | undefined;
      const backwards = match.found.find(({ kind }) => kind === 'backward')?.name as
        Effect | undefined;
      items.push({
        kind: (first?.kind ?? 'word') as Item['kind'],
        name: first?.name ?? '',
        start,
        end: last.end,
        word,
        words: tokens
          .slice(i, i + match.length)
          .map((t) => t.word)
          .join(' '),
        ...(forwards && { forward: forwards }),
        ...(backwards && { backward: backwards }),
      });
      i += match.length;
      continue;
    }
    if (token.level)
      items.push({
        kind: 'level',
        name: token.level.kind,
        start,
        end,
        word,
        words: word,
        level: token.level,
      });
    else
      items.push({
        kind: /[\p{L}\p{N}#]/u.test(word) && word !== '#' ? 'word' : 'mark',
        name: word,
        start,
        end,
        word,
        words: word,
      });
    i++;
  }
  return items;
}

export const is = (item: Item | undefined, kind: Item['kind'], ...names: readonly string[]) =>
  item?.kind === kind && (names.length === 0 || names.includes(item.name));
