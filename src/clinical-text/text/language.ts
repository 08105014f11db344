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

/**
 * The language of a text by its share of function words. Telegraphic English has few of them, so that
 * another language must be seen to be taken for one.
 */
export function languageOf(
  text: string,
  tokens: readonly Token[],
  functionWords: ReadonlyMap<string, ReadonlySet<string>>,
): Language {
  const start = text.slice(0, 10 * WORDS_LOOKED_AT);
  if (!onlyAscii.test(start)) {
    const letters = start.match(/\p{L}/gu)?.length ?? 0;
    const foreign = start.match(/(?!\p{Script=Latin}|\p{Script=Greek})\p{L}|\p{Script=Greek}{2}/gu);
    if (letters > 0 && (foreign?.length ?? 0) / letters > OTHER_SCRIPT) return 'other';
  }
  const counts = new Map([...functionWords.keys()].map((language) => [language, 0]));
  for (let i = 0; i < tokens.length && i < WORDS_LOOKED_AT; i += 1) {
    const { kind, word } = tokens[i] as Token;
    if (kind !== 'word') continue;
    for (const [language, words] of functionWords) {
      if (words.has(word)) counts.set(language, (counts.get(language) ?? 0) + 1);
    }
  }
  const english = counts.get('english') ?? 0;
  counts.delete('english');
  const most = Math.max(0, ...counts.values());
  if (most >= FEWEST_WORDS && most > TIMES_OFTENER * english) return 'other';
  return english > 0 ? 'english' : 'unclear';
}

const onlyAscii = /^[\0-\x7f]*$/;
