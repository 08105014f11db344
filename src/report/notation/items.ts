import type { Effect } from '../lexicon/list-ids.ts';
import { reportWords } from '../lexicon/report-words.ts';
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
  readonly level: Level | undefined;
  /** What it makes of that which follows, and of that which it follows. */
  readonly forward: Effect | undefined;
  readonly backward: Effect | undefined;
}

/** An item; all are made here, so that all have the same members in the same order. */
const item = (
  kind: Item['kind'],
  name: string,
  { start, word, level }: Token,
  end: number,
  words: string,
  forward?: Effect,
  backward?: Effect,
): Item => ({ kind, name, start, end, word, words, level, forward, backward });

let made: PhraseBook | undefined;

/** All phrases. The order decides when one phrase stands in two lists. */
function book(): PhraseBook {
  if (made) return made;
  const { phrases } = reportWords();
  made = new PhraseBook()
    .add('enhance', phrases.uptake)
    .add('finding', phrases.findings)
    .add('state', phrases['root-states'])
    .add('backward', phrases['assertion-behind'])
    .add('forward', phrases['assertion-before'])
    .add('place', phrases.places)
    .add('head', phrases.things)
    .add('grammar', phrases.grammar);
  return made;
}

function effectIn(
  found: readonly { readonly kind: string; readonly name: string }[],
  kind: 'forward' | 'backward',
): Effect | undefined {
  for (const one of found) if (one.kind === kind) return one.name as Effect;
  return undefined;
}

const isWordOrNumber = (word: string) =>
  word.length > 1 ? /[\p{L}\p{N}#]/u.test(word) : /[\p{L}\p{N}]/u.test(word);

/** The phrases of a stretch of tokens, the longest at each place; nothing is left out. */
export function itemsOf(tokens: readonly Token[]): readonly Item[] {
  const items: Item[] = [];
  const all = book();
  for (let i = 0; i < tokens.length;) {
    const token = tokens[i];
    if (!token) break;
    const { word } = token;
    const match = all.longestAt(tokens, i);
    if (match) {
      const last = tokens[i + match.length - 1] ?? token;
      const [first] = match.found;
      let words = word;
      for (let k = 1; k < match.length; k++) words += ` ${tokens[i + k]?.word ?? ''}`;
      items.push(
        item(
          (first?.kind ?? 'word') as Item['kind'],
          first?.name ?? '',
          { ...token, level: undefined },
          last.end,
          words,
          effectIn(match.found, 'forward'),
          effectIn(match.found, 'backward'),
        ),
      );
      i += match.length;
      continue;
    }
    if (token.level) items.push(item('level', token.level.kind, token, token.end, word));
    else items.push(item(isWordOrNumber(word) ? 'word' : 'mark', word, token, token.end, word));
    i++;
  }
  return items;
}

/** Whether an item is of a kind, and of one of the names when any are given. Asked everywhere, so it allocates nothing. */
export function is(
  item: Item | undefined,
  kind: Item['kind'],
  a?: string,
  b?: string,
  c?: string,
  d?: string,
  e?: string,
  f?: string,
): boolean {
  if (item?.kind !== kind) return false;
  if (a === undefined) return true;
  const { name } = item;
  return name === a || name === b || name === c || name === d || name === e || name === f;
}
