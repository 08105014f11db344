import type { Part } from './notation.ts';
import { END, PhraseNet } from './phrase-net.ts';
import type { Token } from '../text/tokens.ts';

/** A phrase found in a text: whose it is, and the tokens from `from` up to, not including, `to`. */
export interface Found<Owner> {
  readonly owner: Owner;
  readonly from: number;
  readonly to: number;
}

/** Several places of the net at once. */
interface State<Owner> {
  readonly places: readonly number[];
  readonly owners: readonly Owner[];
  /** Where tokens of a class lead; filled in as they are met. */
  readonly next: (State<Owner> | null | undefined)[];
}

/** Marks that stand in most texts; of others the class is worked out anew each time. */
const commonMarks = [
  ...Array.from({ length: 0x7f }, (_, code) => String.fromCharCode(code)).filter((character) =>
    /[^\s\p{L}\p{N}]/u.test(character),
  ),
  ...Array.from('·•–—‘’“”…'),
];

/** More states than these are forgotten again: hostile text must not fill the memory. */
const MAX_STATES = 20_000;

/**
 * All phrases of all word files as one automaton over tokens. From each token on a text is followed as
 * far as any phrase goes, which is a bounded number of tokens: the time grows with the length of the
 * text, however many phrases there are. What is worked out on the way is kept, and holds only places
 * in phrases, never a word of a text.
 */
export class Automaton<Owner> {
  readonly #owners: Owner[] = [];
  readonly #net: PhraseNet;
  #start: State<Owner> = { places: [0], owners: [], next: [] };
  /** States by their places. */
  readonly #states = new Map<string, State<Owner>>();
  /** Tokens that stand for the same things are of one class; its symbols, by its number. */
  readonly #classes: (readonly number[])[] = [];
  readonly #classNumbers = new Map<string, number>();
  /** The classes of the words that phrases spell out; of those written in capitals, where they differ. */
  readonly #classOfWord = new Map<string, number>();
  readonly #classOfCapitals = new Map<string, number>();
  readonly #classOfMark = new Map<string, number>();
  /** Of numbers, years, dates and levels that no phrase spells out, by what they are. */
  readonly #classOfKind = new Map<string, number>();
  /** Of a word that no phrase and no beginning in one stands for: most words of a text. */
  #classOfOther = 0;
  #classOfEnd = 0;

  constructor(
    lists: ReadonlyMap<string, readonly (readonly Part[])[]>,
    barriers: ReadonlySet<string>,
  ) {
    this.#net = new PhraseNet(lists, barriers);
  }

  /** Every word that some phrase spells out. */
  get words(): Iterable<string> {
    return this.#net.words;
  }

  /** @throws {NotationFault} when the phrase names an unknown list. */
  add(phrase: readonly Part[], owner: Owner): void {
    this.#net.add(phrase, this.#owners.push(owner) - 1);
  }

  /** To be called once, when every phrase is in. */
  close(): void {
    for (const word of this.#net.words) {
      this.#classOfWord.set(word, this.#classNumber(this.#net.symbolsOfWord(word)));
    }
    for (const word of this.#net.capitals) {
      this.#classOfCapitals.set(
        word,
        this.#classNumber(this.#net.symbolsOf({ word, kind: 'word' })),
      );
    }
    for (const word of commonMarks) {
      this.#classOfMark.set(word, this.#classNumber(this.#net.symbolsOf({ word, kind: 'mark' })));
    }
    this.#classOfOther = this.#classNumber(this.#net.symbolsOfOther);
    this.#classOfEnd = this.#classNumber(this.#net.symbolsOf({ word: END, kind: 'mark' }));
    const start = this.#stateOf([0]) ?? this.#start;
    // Every token is looked up here: a list that is filled at once is read faster than one with gaps.
    this.#start = { ...start, next: this.#classes.map(() => undefined) };
  }

  /**
   * Every phrase in the tokens, in the order of their beginnings; none reaches over the end of a line. A
   * phrase that asks for the end of the text finds it behind the last token.
   */
  find(tokens: readonly Token[]): readonly Found<Owner>[] {
    const found: Found<Owner>[] = [];
    const classes = this.#classesOf(tokens);
    const { length } = tokens;
    for (let from = 0; from < length; from += 1) {
      let state = this.#follow(this.#start, classes[from] ?? 0);
      for (let i = from + 1; state; i += 1) {
        const { owners } = state;
        const to = i < length ? i : length;
        for (let o = 0; o < owners.length; o += 1) {
          found.push({ owner: owners[o] as Owner, from, to });
        }
        if (i > length || tokens[i]?.opensLine === true) break;
        state = this.#follow(state, classes[i] ?? 0);
      }
    }
    return found;
  }

  /** The class of each token, and of the end. */
  #classesOf(tokens: readonly Token[]): Int32Array {
    const isAllCapitals = !tokens.some(({ kind, isCapital }) => kind === 'word' && !isCapital);
    const classes = new Int32Array(tokens.length + 1);
    for (let i = 0; i < tokens.length; i += 1) {
      const token = tokens[i] as Token;
      const { kind } = token;
      if (kind === 'word') classes[i] = this.#classOfWordIn(token, isAllCapitals);
      else if (kind === 'mark' || kind === 'box') {
        classes[i] =
          this.#classOfMark.get(token.word) ?? this.#classNumber(this.#net.symbolsOf(token));
      } else classes[i] = this.#classOfFigures(token);
    }
    classes[tokens.length] = this.#classOfEnd;
    return classes;
  }

  #classOfWordIn({ word, isCapital }: Token, isAllCapitals: boolean): number {
    const ofCapitals = isCapital || isAllCapitals ? this.#classOfCapitals.get(word) : undefined;
    const known = ofCapitals ?? this.#classOfWord.get(word);
    if (known !== undefined) return known;
    return this.#net.isOther(word)
      ? this.#classOfOther
      : this.#classNumber(this.#net.symbolsOfWord(word));
  }

  #classOfFigures(token: Token): number {
    if (!this.#net.isOther(token.word)) return this.#classNumber(this.#net.symbolsOf(token));
    const { kind, year, part } = token;
    const what = `${kind}${year === undefined ? '' : '#'}${part ?? ''}`;
    const known = this.#classOfKind.get(what);
    if (known !== undefined) return known;
    const number = this.#classNumber(this.#net.symbolsOf(token));
    this.#classOfKind.set(what, number);
    return number;
  }

  #classNumber(symbols: number[]): number {
    const key = symbols.sort((a, b) => a - b).join(' ');
    const known = this.#classNumbers.get(key);
    if (known !== undefined) return known;
    const number = this.#classes.push(symbols) - 1;
    this.#classNumbers.set(key, number);
    return number;
  }

  #follow(state: State<Owner>, classNumber: number): State<Owner> | undefined {
    const { next } = state;
    const before = next[classNumber];
    if (before !== undefined) return before ?? undefined;
    const symbols = new Set(this.#classes[classNumber]);
    const reached: number[] = [];
    for (const place of state.places) {
      for (const step of this.#net.places[place]?.steps ?? []) {
        if (symbols.has(step[0])) reached.push(step[1]);
      }
    }
    const to = this.#stateOf(reached);
    next[classNumber] = to ?? null;
    return to;
  }

  /** The state of some places and of what is reached from them without a token; undefined of none. */
  #stateOf(reached: readonly number[]): State<Owner> | undefined {
    if (reached.length === 0) return undefined;
    const closed = new Set(reached);
    for (const place of closed) {
      for (const free of this.#net.places[place]?.free ?? []) closed.add(free);
    }
    const places = [...closed].sort((a, b) => a - b);
    const key = places.join(' ');
    const known = this.#states.get(key);
    if (known) return known;
    if (this.#states.size >= MAX_STATES) this.#forget();
    const owners = places.flatMap((place) => this.#net.places[place]?.ends ?? []);
    const state = { places, owners: owners.map((at) => this.#owners[at] as Owner), next: [] };
    this.#states.set(key, state);
    return state;
  }

  #forget(): void {
    this.#states.clear();
    this.#start.next.fill(undefined);
  }
}
