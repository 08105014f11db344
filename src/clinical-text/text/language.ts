import type { Token } from './tokens.ts';

/** What a text is written in, as far as its function words tell. `unclear`: too few words to say. */
export type Language = 'english' | 'other' | 'unclear';

/** Fewer words of another language than this prove nothing: a name may hold two. */
const FEWEST_WORDS = 3;
/** So much oftener must they be than English ones. */
const TIMES_OFTENER = 2;
/** From this share of letters of another script on, a text is not English. */
const OTHER_SCRIPT = 0.3;
/** What stands behind this many words is not looked at: a text has one language. */
const WORDS_LOOKED_AT = 2_000;

/** Function words by the languages that have them: one look for each word of a text. */
export class FunctionWords {
  /** Languages, English first. */
  readonly #languages: readonly string[];
  /** By word, the positions of its languages. */
  readonly #of = new Map<string, readonly number[]>();

  constructor(words: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#languages = ['english', ...[...words.keys()].filter((name) => name !== 'english')];
    for (const [at, language] of this.#languages.entries()) {
      for (const word of words.get(language) ?? []) {
        this.#of.set(word, [...(this.#of.get(word) ?? []), at]);
      }
    }
  }

  /** How many words of each language stand among some tokens. */
  count(tokens: readonly Token[]): {
    readonly english: number;
    readonly others: readonly number[];
  } {
    const counts = this.#languages.map(() => 0);
    for (let i = 0; i < tokens.length && i < WORDS_LOOKED_AT; i += 1) {
      const { kind, word } = tokens[i] as Token;
      if (kind !== 'word') continue;
      for (const at of this.#of.get(word) ?? NONE) counts[at] = (counts[at] ?? 0) + 1;
    }
    const [english = 0, ...others] = counts;
    return { english, others };
  }
}
const NONE: readonly number[] = [];

/**
 * The language of a text by its share of function words. Telegraphic English has few of them, so that
 * another language must be seen to be taken for one.
 */
export function languageOf(
  text: string,
  tokens: readonly Token[],
  functionWords: FunctionWords,
): Language {
  const start = text.slice(0, 10 * WORDS_LOOKED_AT);
  if (!onlyLatin.test(start)) {
    const letters = start.match(/\p{L}/gu)?.length ?? 0;
    const foreign = start.match(/(?!\p{Script=Latin}|\p{Script=Greek})\p{L}|\p{Script=Greek}{2}/gu);
    if (letters > 0 && (foreign?.length ?? 0) / letters > OTHER_SCRIPT) return 'other';
  }
  const { english, others } = functionWords.count(tokens);
  const most = Math.max(0, ...others);
  if (most >= FEWEST_WORDS && most > TIMES_OFTENER * english) return 'other';
  return english > 0 ? 'english' : 'unclear';
}

/** Every letter of these ranges is Latin, but for the sign of micro. */
const onlyLatin = /^[\0-\xb4\xb6-\u024f]*$/;
