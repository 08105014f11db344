import { isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type { CardFault } from './card-fault.ts';

/** Finds the lines of a card file at which its faults stand. */
export class CardFileLines {
  readonly #lines: readonly string[];
  readonly #counter = new LineCounter();
  readonly #front;

  /** @param fileText With line ends of one character. */
  constructor(fileText: string) {
    this.#lines = fileText.split('\n');
    const [, yaml = ''] = /^---\n([\s\S]*?)\n---\n/.exec(fileText) ?? [];
    this.#front = parseDocument(yaml, { lineCounter: this.#counter });
  }

  /** @returns The line, counted from 1; that of the nearest holder for what is missing. */
  of({ place, words, line }: CardFault): number | undefined {
    if (line !== undefined) return line;
    const start = place.startsWith('# ') ? this.#heading(place) : this.#member(place);
    if (start === undefined || words === undefined) return start;
    const further = this.#lines.slice(start - 1).findIndex((text) => text.includes(words));
    return further < 0 ? start : start + further;
  }

  #heading(place: string): number | undefined {
    const index = this.#lines.findIndex((line) => line.trimEnd() === place);
    return index < 0 ? undefined : index + 1;
  }

  #member(place: string): number | undefined {
    const path = place.split(/[.[\]]+/).filter((name) => name !== '');
    for (let length = path.length; length > 0; length -= 1) {
      const offset = this.#offsetOf(path.slice(0, length));
      // The mark above the front matter is a line of its own.
      if (offset !== undefined) return this.#counter.linePos(offset).line + 1;
    }
    return undefined;
  }

  /** Where the name of a member begins, or an entry of a list. */
  #offsetOf(path: readonly string[]): number | undefined {
    const name = path.at(-1);
    const holder = path.length === 1 ? this.#front.contents : this.#get(path.slice(0, -1));
    if (isMap(holder)) {
      const pair = holder.items.find(({ key }) => isScalar(key) && String(key.value) === name);
      return isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    }
    const entry: unknown = isSeq(holder) ? holder.items[Number(name)] : undefined;
    return isScalar(entry) || isMap(entry) || isSeq(entry) ? entry.range?.[0] : undefined;
  }

  #get(path: readonly string[]): unknown {
    return this.#front.getIn(
      path.map((name) => (/^\d+$/.test(name) ? Number(name) : name)),
      true,
    );
  }
}
