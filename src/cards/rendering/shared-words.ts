import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { yamlValue } from '../../yaml/yaml-text.ts';

const text = z.string().min(1);
const sharedWordsFile = z.strictObject({
  takenOver: z.strictObject({ note: text, noteWithChange: text, change: text }),
  labels: z.strictObject({ both: text, sameChange: text }),
});

/** What cards say of each other, with slots in `{{…}}`. */
export type SharedWords = z.infer<typeof sharedWordsFile>;

/** Which slots each text has, and must have. */
const slots: readonly (readonly [place: string, of: (words: SharedWords) => string, string[]])[] = [
  ['takenOver.note', ({ takenOver }) => takenOver.note, []],
  ['takenOver.noteWithChange', ({ takenOver }) => takenOver.noteWithChange, []],
  ['takenOver.change', ({ takenOver }) => takenOver.change, []],
  ['labels.both', ({ labels }) => labels.both, ['first', 'second']],
  ['labels.sameChange', ({ labels }) => labels.sameChange, ['first']],
];

/** @throws {Error} at start, naming the file and every place that is wrong. */
export function readSharedWords(path: string): SharedWords {
  const result = sharedWordsFile.safeParse(
    yamlValue(readFileSync(path, 'utf8'), 'shared-words.yaml'),
  );
  if (!result.success) {
    const says = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
    throw new Error(`shared-words.yaml: ${says.join('; ')}`);
  }
  const faults = slots.flatMap(([place, of, expected]) =>
    slotsIn(of(result.data)).join() === expected.join()
      ? []
      : [`${place}: its slots are ${expected.join(' and ')}`],
  );
  if (faults.length > 0) throw new Error(`shared-words.yaml: ${faults.join('; ')}`);
  return result.data;
}

const slotsIn = (template: string): readonly string[] =>
  [...new Set(Array.from(template.matchAll(/\{\{(\w+)\}\}/g), ([, name]) => name ?? ''))].sort();

/** Puts values into the slots of a shared text; what fills one is not read again. */
export const fillWords = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{\{(\w+)\}\}/g, (_slot, name: string) => values[name] ?? '');
