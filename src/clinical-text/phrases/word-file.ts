import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { YamlText, type YamlPath } from '../../yaml/yaml-text.ts';

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
    faults.push(`${file.placeOf(path as YamlPath)}: ${path.join('.')}: ${message}`);
  }
  return undefined;
}

/** A YAML file whose lines know where they stand. */
export class WordFile {
  readonly faults: readonly string[];
  readonly value: unknown;
  readonly #name: string;
  readonly #yaml: YamlText;

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
    this.#yaml = new YamlText(text);
    for (const { line, says } of this.#yaml.faults) faults.push(`${name}:${line}: ${says}`);
    this.faults = faults;
    this.value = faults.length > 0 ? undefined : this.#yaml.value;
  }

  /** Words and phrases: what follows a `#` is a comment. */
  lines(path: YamlPath): readonly Line[] {
    return this.#read(path, (line) => {
      const at = /(?:^|\s)#/.exec(line);
      return at === null ? [line] : [line.slice(0, at.index), line.slice(at.index + at[0].length)];
    });
  }

  /** Examples: a line that begins with `#` is a comment, a `#` inside is part of the example. */
  examples(path: YamlPath): readonly Line[] {
    return this.#read(path, (line) => [line.replace(/^\s*#.*$/, '')]);
  }

  /** `file:line` of a member, or of the nearest one above it. */
  placeOf(path: YamlPath): string {
    for (let length = path.length; length > 0; length -= 1) {
      const place = this.#yaml.placeOf(path.slice(0, length));
      if (place && place.kind !== 'map') return `${this.#name}:${place.line}`;
    }
    return this.#name;
  }

  /** @param part What of a line is read, and what is a remark. */
  #read(path: YamlPath, part: (line: string) => readonly [string, string?]): readonly Line[] {
    const value = valueAt(this.#yaml.value, path);
    const texts: readonly (readonly [unknown, YamlPath])[] = Array.isArray(value)
      ? value.map((each: unknown, i) => [each, [...path, i]])
      : [[value, path]];
    return texts.flatMap(([text, at]) => {
      const place = this.#yaml.placeOf(at);
      if (place?.kind !== 'scalar') return [];
      // The text of a block begins on the line after its sign.
      const first = place.line + (place.isBlock ? 1 : 0);
      return String(text)
        .split('\n')
        .map((line, i): Line => {
          const [text, remark] = part(line);
          const place = `${this.#name}:${first + i}`;
          return { text: text.trim(), place, ...(remark && { remark: remark.trim() }) };
        })
        .filter((read) => read.text !== '');
    });
  }
}

/** What stands at a path of what a text comes to. */
const valueAt = (value: unknown, path: YamlPath): unknown =>
  path.reduce<unknown>((holder, name) => (holder as Record<string, unknown> | null)?.[name], value);
