import type { Part } from '../../clinical-text/phrases/notation.ts';
import type { ReportPhrase } from '../lexicon/report-words.ts';

/** A phrase of the lexicon: which file it stands in, and the name of its list. */
export interface PhraseName {
  readonly kind: string;
  readonly name: string;
}

/** What stands at a place: the longest phrase, under every name that it has. */
export interface Match {
  readonly found: readonly PhraseName[];
  readonly length: number;
}

/** A place inside a phrase: what may follow. */
interface Node {
  /** Here a phrase ends. */
  readonly found: PhraseName | undefined;
  readonly arrows: readonly Arrow[];
  /** Places that are reached without a word. */
  readonly skips: readonly Node[];
}
interface Arrow {
  readonly word: string;
  readonly to: Node;
}

/** Phrases that the words read so far can be part of. */
interface State {
  /** Phrases that these words are, in the order of the book: the first names what they are. */
  readonly found: readonly PhraseName[];
  /** What each word leads to, and the states of those words that were met. */
  readonly moves: ReadonlyMap<string, ReadonlySet<Node>>;
  readonly states: Map<string, State>;
}

/**
 * Phrases of all lists. One look-up a word finds the longest phrase, however many there are: the states of
 * the automaton are made when words first lead to them, so there are never more than the phrases allow.
 */
export class PhraseBook {
  readonly #begins: Node[] = [];
  #start: State | undefined;

  /** Adds the phrases of a file. Those added first name what is a phrase twice. */
  add(kind: string, phrases: readonly ReportPhrase[]): this {
    for (const { list, parts } of phrases) {
      const end: Node = { found: { kind, name: list }, arrows: [], skips: [] };
      this.#begins.push(nodeOf(parts, 0, end));
    }
    this.#start = undefined;
    return this;
  }

  /** The longest phrase that begins at a token. Phrases are short, so this is bounded. */
  longestAt(tokens: readonly { readonly word: string }[], at: number): Match | undefined {
    let state = (this.#start ??= stateOf(this.#begins));
    let best: readonly PhraseName[] | undefined;
    let length = 0;
    for (let i = at; i < tokens.length; i++) {
      const next = after(state, tokens[i]?.word ?? '');
      if (next === undefined) break;
      state = next;
      if (state.found.length === 0) continue;
      best = state.found;
      length = i - at + 1;
    }
    return best && { found: best, length };
  }
}

function after(state: State, word: string): State | undefined {
  const known = state.states.get(word);
  if (known !== undefined) return known;
  const begun = state.moves.get(word);
  if (begun === undefined) return undefined;
  const next = stateOf(begun);
  state.states.set(word, next);
  return next;
}

/** The places of a phrase from a part on, with what follows them. */
function nodeOf(parts: readonly Part[], from: number, next: Node): Node {
  let node = next;
  for (let i = parts.length - 1; i >= from; i--) {
    const part = parts[i];
    if (part?.kind === 'word') {
      node = { found: undefined, arrows: [{ word: part.word, to: node }], skips: [] };
    } else if (part?.kind === 'choice') {
      const to = node;
      const words = new Set(part.of.flatMap((one) => singleWord(one) ?? []));
      node = {
        found: undefined,
        arrows: [...words].map((word) => ({ word, to })),
        skips: part.of.flatMap((one) => (singleWord(one) ? [] : [nodeOf(one, 0, to)])),
      };
    }
  }
  return node;
}

const singleWord = (parts: readonly Part[]): string | undefined =>
  parts.length === 1 && parts[0]?.kind === 'word' ? parts[0].word : undefined;

function stateOf(begun: Iterable<Node>): State {
  const moves = new Map<string, Set<Node>>();
  const found = new Set<PhraseName>();
  const seen = new Set<Node>();
  const visit = (node: Node): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (node.found) found.add(node.found);
    for (const { word, to } of node.arrows) {
      const next = moves.get(word);
      if (next) next.add(to);
      else moves.set(word, new Set([to]));
    }
    for (const skipped of node.skips) visit(skipped);
  };
  for (const node of begun) visit(node);
  return { found: [...found], moves, states: new Map() };
}
