import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isScalar, isSeq, LineCounter, parseDocument, type Document } from 'yaml';
import type { z } from 'zod';

/** One line of a word file: a phrase, a word, an example. */
export interface Line {
  readonly text: string;
  /** `en/saddle-numbness.yaml:12`, for a message. */
  readonly place: string;
  /** What stands behind a phrase, after the `#`. */
  readonly remark?: string;
}

/**
 * Opens a file of words and holds it against its shape.
 *
 * @param faults What is wrong is added, each with file and line; then there is no result.
 */
export function openWordFile<S extends z.ZodType>(
  folder: string,
  name: string,
  schema: S,
  faults: string[],
): { readonly file: WordFile; readonly data: z.infer<S> } | undefined {
  const file = new WordFile(join(folder, name), name);
  const result = file.faults.length > 0 ? undefined : schema.safeParse(file.value);
  faults.push(...file.faults);
  if (result?.success) return { file, data: result.data };
  for (const { path, message } of result?.error.issues ?? []) {
    faults.push(`${file.placeOf(path)}: ${path.join('.')}: ${message}`);
  }
  return undefined;
}

type Path = readonly (string | number | symbol)[];

/** A YAML file whose lines know where they stand. */
export class WordFile {
  readonly faults: readonly string[];
  readonly value: unknown;
  readonly #name: string;
  readonly #document: Document;
  readonly #lineCounter = new LineCounter();

  constructor(path: string, name: string) {
    this.#name = name;
    let text = '';
    const faults: string[] = [];
    try {
      text = readFileSync(path, 'utf8')
        .replace(/^\uFEFF/, '')
        .replaceAll('\r\n', '\n');
    } catch {
      faults.push(`${name}: there is no such file`);
    }
    this.#document = parseDocument(text, { lineCounter: this.#lineCounter });
    for (const { message } of this.#document.errors) {
      faults.push(`${name}: ${message.split('\n')[0] ?? ''}`);
    }
    this.faults = faults;
    this.value = faults.length > 0 ? undefined : this.#document.toJS();
  }

  /** Words and phrases: what follows a `#` is a comment. */
  lines(path: Path): readonly Line[] {
    return this.#read(path, (line) => {
      const at = /(?:^|\s)#/.exec(line);
      return at === null ? [line] : [line.slice(0, at.index), line.slice(at.index + at[0].length)];
    });
  }

  /** Examples: a line that begins with `#` is a comment, a `#` inside is part of the example. */
  examples(path: Path): readonly Line[] {
    return this.#read(path, (line) => [line.replace(/^\s*#.*$/, '')]);
  }

  /** `file:line` of a member, or of the nearest one above it. */
  placeOf(path: Path): string {
    for (let length = path.length; length > 0; length -= 1) {
      const node = this.#document.getIn(path.slice(0, length), true);
      if (isScalar(node) || isSeq(node)) return this.#place(node.range?.[0] ?? 0);
    }
    return this.#name;
  }

  /** @param part What of a line is read, and what is a remark. */
  #read(path: Path, part: (line: string) => readonly [string, string?]): readonly Line[] {
    const node = this.#document.getIn(path, true);
    const scalars = isSeq(node) ? node.items : [node];
    return scalars.flatMap((scalar) => {
      if (!isScalar(scalar)) return [];
      const { line } = this.#lineCounter.linePos(scalar.range?.[0] ?? 0);
      // The text of a block begins on the line after its sign.
      const first = line + (scalar.type === 'BLOCK_LITERAL' ? 1 : 0);
      return String(scalar.value)
        .split('\n')
        .map((line, i): Line => {
          const [text, remark] = part(line);
          const place = `${this.#name}:${first + i}`;
          return { text: text.trim(), place, ...(remark && { remark: remark.trim() }) };
        })
        .filter((read) => read.text !== '');
    });
  }

  #place(offset: number): string {
    return `${this.#name}:${this.#lineCounter.linePos(offset).line}`;
  }
}
