/** A phrase of the lexicon: which list it stands in, and its name there. */
export interface PhraseName {
  readonly kind: string;
  readonly name: string;
}

interface Word {
  readonly options: readonly string[];
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

/** A phrase of which some words have been read. */
interface Begun {
  /** Its place in the book: of two phrases of one length the first names more. */
  readonly phrase: number;
  readonly at: number;
}

/** Phrases that the words read so far can be part of. */
interface State {
  /** Phrases that these words are. */
  readonly found: readonly PhraseName[];
  /** What each word leads to, and the states of those words that were met. */
  readonly moves: ReadonlyMap<string, readonly Begun[]>;
  readonly states: Map<string, State>;
}

/**
 * Phrases of all lexicons. `a|b` is either word, `word?` may be missing. One look-up a word finds the
 * longest phrase, however many there are: the states of the automaton are made when words first lead to
 * them, so there are never more than the phrases allow.
 */
export class PhraseBook {
  readonly #phrases: Phrase[] = [];
  #start: State | undefined;

  /** Adds the phrases of a lexicon. */
  add(kind: string, lists: Readonly<Record<string, readonly string[]>>): void {
    for (const [name, phrases] of Object.entries(lists)) {
      for (const phrase of phrases)
        this.#phrases.push({ words: wordsOf(phrase), found: { kind, name } });
    }
    this.#start = undefined;
  }

  /** The longest phrase that begins at a token. Phrases are short, so this is bounded. */
  longestAt(tokens: readonly { readonly word: string }[], at: number): Match | undefined {
    let state = (this.#start ??= this.#stateOf(
      this.#phrases.map((_, phrase) => ({ phrase, at: 0 })),
    ));
    let best: readonly PhraseName[] | undefined;
    let length = 0;
    for (let i = at; i < tokens.length; i++) {
      const next = this.#after(state, tokens[i]?.word ?? '');
      if (next === undefined) break;
      state = next;
      if (state.found.length === 0) continue;
      best = state.found;
      length = i - at + 1;
    }
    return best && { found: best, length };
  }

  #after(state: State, word: string): State | undefined {
    const known = state.states.get(word);
    if (known !== undefined) return known;
    const begun = state.moves.get(word);
    if (begun === undefined) return undefined;
    const next = this.#stateOf(begun);
    state.states.set(word, next);
    return next;
  }

  #stateOf(begun: readonly Begun[]): State {
    const moves = new Map<string, Begun[]>();
    const complete = new Set<number>();
    for (const { phrase, at } of begun) {
      const words = this.#phrases[phrase]?.words ?? [];
      let i = at;
      for (; i < words.length; i++) {
        const word = words[i];
        for (const option of word?.options ?? []) {
          const next = moves.get(option);
          if (next) next.push({ phrase, at: i + 1 });
          else moves.set(option, [{ phrase, at: i + 1 }]);
        }
        if (word?.isOptional !== true) break;
      }
      if (i === words.length) complete.add(phrase);
    }
    const found = [...complete].flatMap((phrase) => this.#phrases[phrase]?.found ?? []);
    return { found, moves, states: new Map() };
  }
}

const wordsOf = (phrase: string): readonly Word[] =>
  phrase.split(' ').map((written) => {
    const isOptional = written.length > 1 && written.endsWith('?');
    const options = (isOptional ? written.slice(0, -1) : written).split('|');
    return { options: [...new Set(options)], isOptional };
  });
