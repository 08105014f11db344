import { NotationFault, type Part } from './notation.ts';
import type { Token } from './tokens.ts';

/** A phrase found in a text: whose it is, and the tokens from `from` up to, not including, `to`. */
export interface Found<Owner> {
  readonly owner: Owner;
  readonly from: number;
  readonly to: number;
}

interface State {
  /** Owners of the phrases that may end here. */
  readonly ends: number[];
  /** What the next token must be, and where that leads. */
  readonly steps: [symbol: number, to: number][];
  /** Places that are reached without a token. */
  readonly free: number[];
}

/** What the end of a text is written as, and marks that end a piece of one. */
export const END = '\u0003';
const ends: ReadonlySet<string> = new Set([END, '·', '.', ';', ')', ']']);

/** Lists that no file can hold. */
const builtIn: Readonly<Record<string, (token: Token) => boolean>> = {
  number: ({ kind }) => kind === 'number' || kind === 'year',
  year: ({ kind, year }) => year !== undefined && kind === 'year',
  date: ({ year }) => year !== undefined,
  /** The end of the text, or of a piece of it. */
  end: ({ kind, word }) => kind === 'mark' && ends.has(word),
  bracket: ({ word }) => word === '(' || word === ')',
  'lumbar level': ({ part }) => part === 'lumbar',
  'cervical level': ({ part }) => part === 'cervical',
  'thoracic level': ({ part }) => part === 'thoracic',
};
/** Marks that a gap may pass over. */
const passable: ReadonlySet<string> = new Set(['/', '&', ':', '=']);
const builtInNames = Object.keys(builtIn);
/** What a gap may pass over. */
const GAP = builtInNames.length;

/**
 * All phrases of all word files as one automaton over tokens: a text is passed through once, however
 * many phrases there are. Time grows with the length of the text; a phrase spans a bounded number of
 * tokens, and of all ways to be at one place of one phrase only the shortest is kept.
 */
export class Automaton<Owner> {
  readonly #owners: Owner[] = [];
  readonly #states: State[] = [{ ends: [], steps: [], free: [] }];
  readonly #symbols = new Map<string, number>();
  readonly #literals = new Map<string, number[]>();
  readonly #capitals = new Map<string, number[]>();
  readonly #stems = new Map<string, number[]>();
  readonly #stemLengths = new Set<number>();
  readonly #lists: ReadonlyMap<string, readonly (readonly Part[])[]>;
  /** Words that no gap passes over. */
  readonly #barriers: Set<string>;
  readonly #firstSteps = new Map<number, number[]>();

  constructor(
    lists: ReadonlyMap<string, readonly (readonly Part[])[]>,
    barriers: ReadonlySet<string>,
  ) {
    this.#lists = lists;
    this.#barriers = new Set(barriers);
  }

  /** Every word that some phrase spells out. */
  get words(): Iterable<string> {
    return this.#literals.keys();
  }

  /** @throws {NotationFault} when the phrase names an unknown list. */
  add(phrase: readonly Part[], owner: Owner): void {
    const end = this.#follow(phrase, 0, []);
    this.#states[end]?.ends.push(this.#owners.push(owner) - 1);
  }

  /** To be called once, when every phrase is in. */
  close(): void {
    const starts = new Set([0]);
    for (const start of starts) {
      for (const free of this.#states[start]?.free ?? []) starts.add(free);
      for (const [symbol, to] of this.#states[start]?.steps ?? []) {
        push(this.#firstSteps, symbol, to);
      }
    }
  }

  /** Every phrase that ends somewhere in the tokens, in the order of their ends. */
  find(tokens: readonly Token[]): readonly Found<Owner>[] {
    const found: Found<Owner>[] = [];
    const states = this.#states;
    // Which token each symbol, and each place of a phrase, was last seen at; and where that began.
    const seen = new Int32Array(this.#symbols.size + GAP + 1).fill(-1);
    const entered = new Int32Array(states.length).fill(-1);
    const begun = [new Int32Array(states.length), new Int32Array(states.length)] as const;
    const isAllCapitals = !tokens.some(({ kind, isCapital }) => kind === 'word' && !isCapital);
    const symbolsOf = this.#symbolReader(isAllCapitals);
    let places: number[] = [];
    let next: number[] = [];
    let i = 0;
    const enter = (to: number, from: number) => {
      const beginnings = begun[i % 2 === 0 ? 0 : 1];
      if (entered[to] === i) {
        if ((beginnings[to] ?? 0) >= from) return;
      } else {
        entered[to] = i;
        next.push(to);
      }
      beginnings[to] = from;
      const state = states[to];
      if (!state) return;
      for (const owner of state.ends) {
        found.push({ owner: this.#owners[owner] as Owner, from, to: i + 1 });
      }
      for (const free of state.free) enter(free, from);
    };
    for (; i < tokens.length; i += 1) {
      const symbols = symbolsOf(tokens[i] as Token);
      for (const symbol of symbols) seen[symbol] = i;
      next = [];
      const beginnings = begun[i % 2 === 0 ? 1 : 0];
      for (const place of places) {
        const steps = states[place]?.steps ?? [];
        for (const step of steps) {
          if (seen[step[0]] === i) enter(step[1], beginnings[place] ?? 0);
        }
      }
      for (const symbol of symbols) {
        const first = this.#firstSteps.get(symbol);
        if (first) for (const to of first) enter(to, i);
      }
      places = next;
    }
    return found;
  }

  /** Says what a token may stand for: itself, beginnings of it, a number, something for a gap. */
  #symbolReader(isAllCapitals: boolean): (token: Token) => readonly number[] {
    const ofWords = new Map<string, readonly number[]>();
    const stemLengths = [...this.#stemLengths];
    const read = ({ word }: Token): number[] => {
      const symbols: number[] = [...(this.#literals.get(word) ?? [])];
      for (const length of stemLengths) {
        if (length <= word.length) symbols.push(...(this.#stems.get(word.slice(0, length)) ?? []));
      }
      return symbols;
    };
    return (token) => {
      const { word, kind, isCapital } = token;
      if (kind === 'word' && !isCapital && !isAllCapitals) {
        const known = ofWords.get(word);
        if (known) return known;
        const symbols = read(token);
        if (!this.#barriers.has(word)) symbols.push(GAP);
        ofWords.set(word, symbols);
        return symbols;
      }
      const symbols = read(token);
      if (kind === 'word') symbols.push(...(this.#capitals.get(word) ?? []));
      for (const [symbol, name] of builtInNames.entries()) {
        if (builtIn[name]?.(token)) symbols.push(symbol);
      }
      const isPassable = kind === 'mark' ? passable.has(word) : kind !== 'box';
      if (isPassable && !this.#barriers.has(word)) symbols.push(GAP);
      return symbols;
    };
  }

  /** Lays the parts of a phrase from a place on; returns the place where they end. */
  #follow(parts: readonly Part[], from: number, inside: readonly string[]): number {
    let at = from;
    for (const part of parts) at = this.#lay(part, at, inside);
    return at;
  }

  #lay(part: Part, from: number, inside: readonly string[]): number {
    if (part.kind === 'gap') {
      const end = this.#place();
      let at = from;
      for (let i = 0; i < part.most; i += 1) {
        this.#states[at]?.free.push(end);
        const next = this.#place();
        this.#states[at]?.steps.push([GAP, next]);
        at = next;
      }
      this.#states[at]?.free.push(end);
      return end;
    }
    const members = this.#members(part, inside);
    if (members) return this.#step(from, this.#symbol(members));
    if (part.kind === 'list') {
      const of = this.#lists.get(part.name) ?? [];
      return this.#choose(of, from, [...inside, part.name]);
    }
    return part.kind === 'choice' ? this.#choose(part.of, from, inside) : from;
  }

  #choose(of: readonly (readonly Part[])[], from: number, inside: readonly string[]): number {
    const end = this.#place();
    const single: Part[] = [];
    for (const parts of of) {
      const [only] = parts;
      if (parts.length === 1 && only && (only.kind === 'word' || only.kind === 'stem')) {
        single.push(only);
      } else {
        this.#states[this.#follow(parts, from, inside)]?.free.push(end);
      }
    }
    if (single.length > 0) {
      const symbol = this.#symbol(single);
      this.#states[this.#step(from, symbol)]?.free.push(end);
    }
    return end;
  }

  /** The single words that a part stands for; undefined when it is something longer. */
  #members(part: Part, inside: readonly string[]): readonly Part[] | undefined {
    if (part.kind === 'word' || part.kind === 'stem') return [part];
    if (part.kind !== 'list') return undefined;
    const { name } = part;
    if (builtIn[name]) return [part];
    const of = this.#lists.get(name);
    if (!of) throw new NotationFault(`there is no list {${name}}`);
    if (inside.includes(name)) throw new NotationFault(`the list {${name}} contains itself`);
    const single = of.map((parts) => (parts.length === 1 ? parts[0] : undefined));
    return single.every((one) => one?.kind === 'word' || one?.kind === 'stem') ? single : undefined;
  }

  /** One number for a set of single words: a list of fifty words is one step. */
  #symbol(members: readonly Part[]): number {
    const [only] = members;
    if (only?.kind === 'list') return builtInNames.indexOf(only.name);
    const keys = members.map((part) => {
      if (part.kind === 'stem') return `${part.stem}*`;
      return part.kind === 'word' ? `${part.isCapital ? '^' : ''}${part.word}` : '';
    });
    const key = keys.sort().join('|');
    const known = this.#symbols.get(key);
    if (known !== undefined) return known;
    const symbol = GAP + 1 + this.#symbols.size;
    this.#symbols.set(key, symbol);
    for (const part of members) {
      if (part.kind === 'stem') {
        push(this.#stems, part.stem, symbol);
        this.#stemLengths.add(part.stem.length);
      } else if (part.kind === 'word') {
        push(part.isCapital ? this.#capitals : this.#literals, part.word, symbol);
      }
    }
    return symbol;
  }

  /** Phrases that begin alike share their first steps. */
  #step(from: number, symbol: number): number {
    const state = this.#states[from];
    const known = state?.steps.find(([own]) => own === symbol);
    if (known) return known[1];
    const to = this.#place();
    state?.steps.push([symbol, to]);
    return to;
  }

  #place(): number {
    return this.#states.push({ ends: [], steps: [], free: [] }) - 1;
  }
}

function push<Key>(map: Map<Key, number[]>, key: Key, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
