/** A word, a number or one sign of a text, lower case. */
export interface Piece {
  readonly text: string;
  /** Nothing stands between it and the piece before it. */
  readonly isGlued: boolean;
}

// Alternatives begin with different characters, and none repeats inside a repetition: linear.
const piece = /\p{L}[\p{L}\p{M}]*|\d+(?:\.\d+)?|[^\s\p{L}\p{N}]/gu;

/** The words, numbers and signs of a text, in their order. */
export function wordsAndSigns(text: string): readonly Piece[] {
  let end = -1;
  return [...text.matchAll(piece)].map((match) => {
    const isGlued = match.index === end;
    end = match.index + match[0].length;
    return { text: match[0].toLowerCase(), isGlued };
  });
}

interface Phrase<Kind> {
  readonly words: readonly string[];
  readonly kinds: ReadonlySet<Kind>;
}

/** Lists of phrases by kind, found by their first word: the longest phrase at a place counts. */
export class PhraseTable<Kind extends string> {
  readonly #byFirst = new Map<string, Phrase<Kind>[]>();

  /** @param lists Phrases by kind; words and signs of a phrase have a blank between them. */
  constructor(lists: Readonly<Record<Kind, readonly string[]>>) {
    const kindsOf = new Map<string, Set<Kind>>();
    for (const [kind, phrases] of Object.entries(lists) as [Kind, readonly string[]][]) {
      for (const phrase of phrases) {
        const kinds = kindsOf.get(phrase) ?? new Set<Kind>();
        kindsOf.set(phrase, kinds.add(kind));
      }
    }
    for (const [phrase, kinds] of kindsOf) {
      const words = phrase.split(' ');
      const first = words[0] ?? '';
      this.#byFirst.set(first, [...(this.#byFirst.get(first) ?? []), { words, kinds }]);
    }
    for (const phrases of this.#byFirst.values()) {
      phrases.sort((a, b) => b.words.length - a.words.length);
    }
  }

  /** The longest phrase that begins at a place; undefined when none does. Bounded by the lists. */
  longestAt(
    pieces: readonly Piece[],
    at: number,
  ): { readonly kinds: ReadonlySet<Kind>; readonly length: number } | undefined {
    const phrases = this.#byFirst.get(pieces[at]?.text ?? '');
    const found = phrases?.find(({ words }) =>
      words.every((word, i) => pieces[at + i]?.text === word),
    );
    return found && { kinds: found.kinds, length: found.words.length };
  }
}
