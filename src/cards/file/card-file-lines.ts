import { YamlText } from '../../yaml/yaml-text.ts';
import type { CardFault } from '../text/card-fault.ts';

/** Finds the lines of a card file at which its faults stand. */
export class CardFileLines {
  readonly #lines: readonly string[];
  readonly #front: YamlText;

  /** @param fileText With line ends of one character. */
  constructor(fileText: string) {
    this.#lines = fileText.split('\n');
    const [, yaml = ''] = /^---\n([\s\S]*?)\n---\n/.exec(fileText) ?? [];
    this.#front = new YamlText(yaml);
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

  /** Where the name of a member stands, or an entry of a list. */
  #member(place: string): number | undefined {
    const path = place.split(/[.[\]]+/).filter((name) => name !== '');
    for (let length = path.length; length > 0; length -= 1) {
      const found = this.#front.placeOf(path.slice(0, length));
      // The mark above the front matter is a line of its own.
      if (found) return found.nameLine + 1;
    }
    return undefined;
  }
}
