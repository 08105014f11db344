import { Automaton } from '../phrases/automaton.ts';
import type { Part } from '../phrases/notation.ts';
import type { Line, TopicFile } from '../phrases/word-files.ts';
import type { Span } from '../text/sentences.ts';
import type { Token } from '../text/tokens.ts';
import type { PlainId } from './plain-ids.ts';

/** A phrase of a list, words that take one away, or one of two things that must stand together. */
interface Owner {
  readonly id: PlainId;
  readonly isException: boolean;
  readonly half?: { readonly pair: number; readonly side: 0 | 1 };
}

/** Marks behind which another clause begins. */
const clauseEnds: ReadonlySet<string> = new Set(['.', ';', '·']);

/** The plain lists, all found in one pass. */
export class PlainLists {
  readonly #automaton: Automaton<Owner>;
  #pairs = 0;

  constructor(
    lists: ReadonlyMap<string, readonly (readonly Part[])[]>,
    barriers: ReadonlySet<string>,
  ) {
    this.#automaton = new Automaton<Owner>(lists, barriers);
  }

  /** @param add Adds a phrase, and says what is wrong with it and where. */
  add(id: PlainId, { phrases, together, except }: TopicFile, add: AddPhrase): void {
    const lay = (line: Line, owner: Owner) =>
      add(line, (parts) => {
        this.#automaton.add(parts, owner);
      });
    for (const line of phrases) lay(line, { id, isException: false });
    for (const line of except) lay(line, { id, isException: true });
    for (const line of together) {
      const [first = '', second = ''] = line.text.split(' & ');
      const pair = this.#pairs;
      this.#pairs += 1;
      lay({ ...line, text: first }, { id, isException: false, half: { pair, side: 0 } });
      lay({ ...line, text: second }, { id, isException: false, half: { pair, side: 1 } });
    }
  }

  /** To be called once, when every list is in. */
  close(): Iterable<string> {
    this.#automaton.close();
    return this.#automaton.words;
  }

  /** The lists of which something stands in the tokens. Time grows with their number. */
  in(tokens: readonly Token[]): ReadonlySet<PlainId> {
    const found = this.#automaton.find(tokens);
    const ids = new Set<PlainId>();
    if (found.length === 0) return ids;
    const taken = takenAway(found);
    const clauses = clausesOf(tokens);
    const halves = new Map<string, Set<number>>();
    for (const { owner, from, to } of found) {
      const { id, isException, half } = owner;
      if (isException || ids.has(id)) continue;
      if (half === undefined) {
        if (!taken.get(id)?.some((span) => span.from < to && span.to > from)) ids.add(id);
        continue;
      }
      const clause = clauses[from] ?? 0;
      if (halves.get(`${half.pair} ${1 - half.side}`)?.has(clause)) ids.add(id);
      const own = `${half.pair} ${half.side}`;
      halves.set(own, (halves.get(own) ?? new Set()).add(clause));
    }
    return ids;
  }
}

export type AddPhrase = (line: Line, add: (parts: readonly Part[]) => void) => void;

/** Exceptions of a list are few in a text; of a hostile one no more than these are looked at. */
const MAX_EXCEPTIONS = 50;

function takenAway(
  found: readonly (Span & { readonly owner: Owner })[],
): ReadonlyMap<PlainId, readonly Span[]> {
  const taken = new Map<PlainId, Span[]>();
  for (const { owner, from, to } of found) {
    if (!owner.isException) continue;
    const spans = taken.get(owner.id) ?? [];
    if (spans.length < MAX_EXCEPTIONS) spans.push({ from, to });
    taken.set(owner.id, spans);
  }
  return taken;
}

/** The clause of each token, by number. */
function clausesOf(tokens: readonly Token[]): readonly number[] {
  let clause = 0;
  return tokens.map(({ word, kind, opensLine }) => {
    if (opensLine || (kind === 'mark' && clauseEnds.has(word))) clause += 1;
    return clause;
  });
}
