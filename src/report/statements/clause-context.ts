import type { Clause } from '../clauses/clauses.ts';
import { is, type Item } from '../notation/items.ts';
import { isRootName, type Antecedent, type Memory } from './memory.ts';
import type { Mention } from './mentions.ts';
import { placesOf, type Place } from '../clauses/places.ts';
import type { PlacedSentence } from '../document/sentences.ts';

/** One clause and what it leans on: what its pronouns mean, what a thing in it is, and where. */
export class ClauseContext {
  protected readonly items: readonly Item[];
  protected readonly sentence: PlacedSentence;
  protected readonly memory: Memory;
  protected readonly found: Mention[] = [];

  constructor(clause: Clause, sentence: PlacedSentence, memory: Memory) {
    this.items = clause.items;
    this.sentence = sentence;
    this.memory = memory;
  }

  protected add(mention: Omit<Mention, 'sentence'>): void {
    this.found.push({ ...mention, sentence: this.sentence });
  }

  protected antecedent(at: number): Antecedent | undefined {
    const item = this.items[at];
    const { root, subject, last, namedRoots } = this.memory;
    if (namedRoots?.length === 2) {
      if (/\bformer$/.test(item?.words ?? '')) return namedRoots[0];
      if (/\blatter$/.test(item?.words ?? '')) return namedRoots[1];
    }
    if (is(item, 'grammar', 'which')) return last;
    if (is(item, 'place', 'left', 'right')) {
      if (!root) return undefined;
      const side = item?.name === 'left' ? 'left' : 'right';
      return { name: root.name, places: root.places.map((p) => ({ ...p, side })) };
    }
    if (!is(item, 'grammar', 'pronoun')) return undefined;
    if (/root|nerve/.test(item?.words ?? '')) return root ?? { name: 'root', places: [] };
    // "The root is normal, with contrast in it": what the clause is about.
    const own = this.items.findIndex((other, i) => i < at && other.kind === 'head');
    if (
      own !== -1 &&
      is(this.items[at - 1], 'grammar', 'preposition') &&
      isRootName(this.nameAt(own))
    ) {
      return { name: this.nameAt(own), places: this.placesAt(own, at) };
    }
    const isObject = is(this.items[at - 1], 'state', 'displaceActive');
    const isPlural = /^(?:these|they|both|those|them|themselves|neither|none|each|all)$/.test(
      item?.word ?? '',
    );
    if (isObject) {
      const near = this.items.findLastIndex(
        (other, i) => i < at && is(other, 'head', 'root', 'cauda'),
      );
      if (near !== -1) return { name: 'root', places: this.placesAt(near, near) };
    }
    return (isPlural || isObject) && root ? root : subject;
  }

  /** Name of the thing at a place, through pronouns. */
  protected nameAt(at: number): string {
    const item = this.items[at];
    if (item?.kind === 'head') {
      // "… matted into a band, and that band enhances".
      const isThat = /^(?:that|this|which)$/.test(this.items[at - 1]?.word ?? '');
      const { root } = this.memory;
      if (item.name === 'softTissue' && isThat && root) return root.name;
      return item.name === 'root' && this.isOfNeck() ? 'otherRoot' : item.name;
    }
    if (item?.level) return 'level';
    return this.antecedent(at)?.name ?? '';
  }

  /** The neck and the chest have roots too. */
  protected isOfNeck(): boolean {
    let isNamed = false;
    for (const { level } of this.items) {
      if (level === undefined) continue;
      if (level.kind !== 'elsewhere') return false;
      isNamed = true;
    }
    return isNamed;
  }

  protected placesAt(at: number, predicate: number): readonly Place[] {
    const own = placesOf(this.items, at, predicate, this.memory.disc);
    const exact = own.filter(({ isVague }) => !isVague);
    if (exact.length > 0) return exact;
    if (this.items[at]?.name === 'softTissue' && this.memory.root) return this.memory.root.places;
    const antecedent = this.antecedent(at);
    if (antecedent) return antecedent.places.length > 0 ? withSide(antecedent.places, own) : own;
    const { root, topic } = this.memory;
    if (root && refersBack(this.items, at)) return withSide(root.places, own);
    if (topic && topic.places.length > 0) return withSide(topic.places, own);
    return own;
  }

  /**
   * The places of a thing itself, to be looked for when they are asked for: at once where they depend on
   * what was said before, because that changes.
   */
  protected placesLater(at: number): readonly Place[] | (() => readonly Place[]) {
    const { root, topic, disc } = this.memory;
    const dependsOnBefore =
      topic !== undefined ||
      this.items[at]?.name === 'softTissue' ||
      this.antecedent(at) !== undefined ||
      (root !== undefined && refersBack(this.items, at));
    if (!dependsOnBefore) {
      const items = this.items;
      return () => {
        const own = placesOf(items, at, at, disc);
        const exact = own.filter(({ isVague }) => !isVague);
        return exact.length > 0 ? exact : own;
      };
    }
    return this.placesAt(at, at);
  }

  /** A predicate whose clause names nothing: the label of the line, or the subject before. */
  protected impliedRoot(): Antecedent | undefined {
    const { topic, subject } = this.memory;
    if (topic) return isRootName(topic.name) || topic.name === 'level' ? topic : undefined;
    if (this.items.some((item) => item.kind === 'head')) return undefined;
    return subject && isRootName(subject.name) ? subject : undefined;
  }
}

/** Places of what was meant, with the side that is said here. */
export function withSide(places: readonly Place[], own: readonly Place[]): readonly Place[] {
  const side = own[0]?.side ?? 'unspecified';
  return places.map((p) => (side === 'unspecified' ? p : { ...p, side }));
}

/** "the root", "this root", "that nerve root": a root that was spoken of before. */
function refersBack(items: readonly Item[], head: number): boolean {
  if (!/root$|nerve$|sleeve$|itself$/.test(items[head]?.words ?? '')) return false;
  const before = items[head - 1];
  return (
    /^(?:the|this|that|its|same|said|affected|involved|aforementioned|displaced|compressed)$/.test(
      before?.word ?? '',
    ) || is(before, 'grammar', 'pronoun', 'which')
  );
}
