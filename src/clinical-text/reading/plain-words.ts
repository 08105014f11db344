import { ownLexicon } from './lexicon.ts';
import type { PlainId } from './plain-ids.ts';

/** Whether words stand in a text, however they are meant. */
export interface WordTest {
  test(text: string): boolean;
}

/** Texts that are asked about in one turn, each found through once; nothing outlives the turn. */
const found = new Map<string, ReadonlySet<PlainId>>();
/** More texts than these are read again. */
const MAX_TEXTS = 500;

function plainIn(text: string): ReadonlySet<PlainId> {
  const known = found.get(text);
  if (known) return known;
  const now = ownLexicon().plain(text);
  if (found.size === 0) {
    queueMicrotask(() => {
      found.clear();
    });
  }
  if (found.size < MAX_TEXTS) found.set(text, now);
  return now;
}

/** The words of a plain list. */
export const plainWords = (id: PlainId): WordTest => ({
  test: (text) => text !== '' && plainIn(text).has(id),
});
