/** A phrase of the lexicon: which list it stands in, and its name there. */
export interface PhraseName {
  readonly kind: string;
  readonly name: string;
}

interface Word {
  readonly options: ReadonlySet<string>;
  readonly isOptional: boolean;
}

interface Phrase {
  readonly words: readonly Word[];
  readonly found: PhraseName;
}

/** What stands at a place: the longest phrase, under every name that it has. */
export interface Match {
  readonly found: readonly PhraseName[];
  readonly length: number;
}

/** Phrases of all lexicons, by the words that can begin them. `a|b` is either word, `word?` may be missing. */
export class PhraseBook {
  readonly #byFirst = new Map<string, Phrase[]>();

  /** Adds the phrases of a lexicon. */
  add(kind: string, lists: Readonly<Record<string, readonly string[]>>): void {
    for (const [name, phrases] of Object.entries(lists)) {
      for (const phrase of phrases) this.#addPhrase(phrase, { kind, name });
    }
  }

  #addPhrase(phrase: string, found: PhraseName): void {
    const words = phrase.split(' ').map((written): Word => {
      const isOptional = written.length > 1 && written.endsWith('?');
      const options = (isOptional ? written.slice(0, -1) : written).split('|');
      return { options: new Set(options), isOptional };
    });
    const entry = { words, found };
    const firsts = new Set<string>();
    for (const word of words) {
      for (const option of word.options) firsts.add(option);
      if (!word.isOptional) break;
    }
    for (const first of firsts) {
      const known = this.#byFirst.get(first);
      if (known) known.push(entry);
      else this.#byFirst.set(first, [entry]);
    }
  }

  /** The longest phrase that begins at a token. Phrases are short, so this is bounded. */
  longestAt(tokens: readonly { readonly word: string }[], at: number): Match | undefined {
    const candidates = this.#byFirst.get(tokens[at]?.word ?? '');
    if (!candidates) return undefined;
    let length = 0;
    let found: PhraseName[] = [];
    for (const phrase of candidates) {
      const reached = reach(phrase.words, 0, tokens, at) - at;
      if (reached <= 0 || reached < length) continue;
      if (reached > length) found = [];
      length = reached;
      found.push(phrase.found);
    }
    return length > 0 ? { found, length } : undefined;
  }
}

/** How far the words match from a token on; -1 when they do not. */
function reach(
  words: readonly Word[],
  from: number,
  tokens: readonly { readonly word: string }[],
  at: number,
): number {
  const word = words[from];
  if (!word) return at;
  const token = tokens[at]?.word;
  const taken =
    token !== undefined && word.options.has(token) ? reach(words, from + 1, tokens, at + 1) : -1;
  const left = word.isOptional ? reach(words, from + 1, tokens, at) : -1;
  return Math.max(taken, left);
}
