/** A phrase of the lexicon: which list it stands in, and its name there. */
export interface PhraseName {
  readonly kind: string;
  readonly name: string;
}

interface Node {
  readonly next: Map<string, Node>;
  readonly stems: [stem: string, node: Node][];
  /** In the order in which they were added; one phrase may stand in several lists. */
  readonly found: PhraseName[];
}

const newNode = (): Node => ({ next: new Map(), stems: [], found: [] });

/**
 * Phrases of all lexicons in one tree. `a|b` is either word, `word?` may be missing (all its
 * alternatives), `stem*` is any word that begins so.
 */
export class PhraseTree {
  readonly #root = newNode();

  /** Adds the phrases of a lexicon. */
  add(kind: string, lists: Readonly<Record<string, readonly string[]>>): void {
    for (const [name, phrases] of Object.entries(lists)) {
      for (const phrase of phrases) this.#addPhrase(phrase.split(' '), { kind, name });
    }
  }

  #addPhrase(words: readonly string[], found: PhraseName): void {
    let ends = new Set([this.#root]);
    for (const word of words) {
      const optional = word.length > 1 && word.endsWith('?');
      const reached = new Set(optional ? ends : []);
      for (const option of (optional ? word.slice(0, -1) : word).split('|')) {
        // "root?" among alternatives is a slip of the pen that would silently never match.
        const plain = option.length > 1 && option.endsWith('?') ? option.slice(0, -1) : option;
        for (const node of ends) reached.add(step(node, plain));
      }
      ends = reached;
    }
    ends.delete(this.#root);
    for (const node of ends) node.found.push(found);
  }

  /** The longest phrase that begins at a token. Phrases are short, so this is bounded. */
  longestAt(
    words: readonly { readonly word: string }[],
    at: number,
  ): { readonly found: readonly PhraseName[]; readonly length: number } | undefined {
    let best: { found: readonly PhraseName[]; length: number } | undefined;
    let nodes: readonly Node[] = [this.#root];
    for (let i = at; i < words.length && nodes.length > 0; i++) {
      const word = words[i]?.word ?? '';
      const reached: Node[] = [];
      for (const node of nodes) {
        const exact = node.next.get(word);
        if (exact) reached.push(exact);
        for (const [stem, next] of node.stems) if (word.startsWith(stem)) reached.push(next);
      }
      const found = reached.flatMap((node) => node.found);
      if (found.length > 0) best = { found, length: i - at + 1 };
      nodes = reached;
    }
    return best;
  }
}

function step(node: Node, option: string): Node {
  if (option.endsWith('*')) {
    const stem = option.slice(0, -1);
    const known = node.stems.find(([other]) => other === stem)?.[1];
    if (known) return known;
    const made = newNode();
    node.stems.push([stem, made]);
    return made;
  }
  const known = node.next.get(option);
  if (known) return known;
  const made = newNode();
  node.next.set(option, made);
  return made;
}
