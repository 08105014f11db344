import { NotationFault, type Part } from './notation.ts';
import type { Token } from '../text/tokens.ts';

/** A place between two words of a phrase. */
export interface Place {
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
const builtIn: Readonly<
  Record<string, (token: Pick<Token, 'word' | 'kind' | 'year' | 'part'>) => boolean>
> = {
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

/** More than all word lists together will ever hold. */
const MAX_SYMBOLS = 2 ** 24;

/** Letters by which stems are looked up; shorter ones are asked for one by one. */
const STEM_KEY = 3;

/** All phrases as places and steps between them; the automaton walks it. */
export class PhraseNet {
  readonly places: Place[] = [{ ends: [], steps: [], free: [] }];
  /** Where a step leads, by its place and its symbol: thousands begin at the first place. */
  readonly #steps = new Map<number, number>();
  readonly #symbols = new Map<string, number>();
  readonly #literals = new Map<string, number[]>();
  readonly #capitals = new Map<string, number[]>();
  readonly #stems = new Map<string, number[]>();
  readonly #stemLengths = new Set<number>();
  /** Stems by their first letters. */
  readonly #stemsByStart = new Map<string, string[]>();
  readonly #lists: ReadonlyMap<string, readonly (readonly Part[])[]>;
  /** Words that no gap passes over. */
  readonly #barriers: ReadonlySet<string>;

  constructor(
    lists: ReadonlyMap<string, readonly (readonly Part[])[]>,
    barriers: ReadonlySet<string>,
  ) {
    this.#lists = lists;
    this.#barriers = barriers;
  }

  /** Every word that some phrase spells out. */
  get words(): Iterable<string> {
    return this.#literals.keys();
  }

  /** Every word that some phrase wants in capitals. */
  get capitals(): Iterable<string> {
    return this.#capitals.keys();
  }

  /** What a word that no phrase spells out or begins may stand for: something for a gap. */
  readonly symbolsOfOther = [GAP];

  /** True when all that a word may stand for is something for a gap. */
  isOther(word: string): boolean {
    if (this.#literals.has(word) || this.#barriers.has(word)) return false;
    const stems = this.#stemsByStart.get(word.slice(0, STEM_KEY));
    return stems?.some((stem) => word.startsWith(stem)) !== true && !this.#hasShortStem(word);
  }

  #hasShortStem(word: string): boolean {
    for (let length = 1; length < STEM_KEY; length += 1) {
      if (this.#stems.has(word.slice(0, length))) return true;
    }
    return false;
  }

  /** @throws {NotationFault} when the phrase names an unknown list. */
  add(phrase: readonly Part[], owner: number): void {
    this.places[this.#follow(phrase, 0, [])]?.ends.push(owner);
  }

  /** What a plain word may stand for: itself, beginnings of it, something for a gap. */
  symbolsOfWord(word: string): number[] {
    const symbols = [...(this.#literals.get(word) ?? [])];
    for (const length of this.#stemLengths) {
      if (length <= word.length) symbols.push(...(this.#stems.get(word.slice(0, length)) ?? []));
    }
    if (!this.#barriers.has(word)) symbols.push(GAP);
    return symbols;
  }

  /** What any other token may stand for: a word in capitals, a number, a mark. */
  symbolsOf(token: Pick<Token, 'word' | 'kind' | 'year' | 'part'>): number[] {
    const { word, kind } = token;
    const symbols = this.symbolsOfWord(word);
    const isPassable = kind === 'mark' ? passable.has(word) : kind !== 'box';
    if (!isPassable && symbols.at(-1) === GAP) symbols.pop();
    if (kind === 'word') symbols.push(...(this.#capitals.get(word) ?? []));
    for (const [symbol, name] of builtInNames.entries()) {
      if (builtIn[name]?.(token)) symbols.push(symbol);
    }
    return symbols;
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
        this.places[at]?.free.push(end);
        const next = this.#place();
        this.places[at]?.steps.push([GAP, next]);
        at = next;
      }
      this.places[at]?.free.push(end);
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
        this.places[this.#follow(parts, from, inside)]?.free.push(end);
      }
    }
    if (single.length > 0) {
      const symbol = this.#symbol(single);
      this.places[this.#step(from, symbol)]?.free.push(end);
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
        if (!this.#stems.has(part.stem))
          push(this.#stemsByStart, part.stem.slice(0, STEM_KEY), part.stem);
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
    const key = from * MAX_SYMBOLS + symbol;
    const known = this.#steps.get(key);
    if (known !== undefined) return known;
    const to = this.#place();
    this.places[from]?.steps.push([symbol, to]);
    this.#steps.set(key, to);
    return to;
  }

  #place(): number {
    return this.places.push({ ends: [], steps: [], free: [] }) - 1;
  }
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
