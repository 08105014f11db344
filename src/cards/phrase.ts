import type { Phrase } from '../rules/verdict.ts';
import type { CardFile } from './card-file.ts';

/** @throws {Error} when the card file has no such phrase, or a slot of it has no value. */
export function renderPhrase(
  file: CardFile,
  { name, slots = {} }: Phrase,
  escape: (text: string) => string,
): string {
  const template = file.phrases[name];
  if (!template) throw new Error(`${file.id} has no phrase ${name}.`);
  return template.fill(mapSlots(slots, escape));
}

export function mapSlots(
  slots: Readonly<Record<string, string>>,
  change: (text: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(slots).map(([name, value]) => [name, change(value)]));
}

/** `a`, `a and the b`, `a, b and the c`. */
export function listInWords(items: readonly string[]): string {
  if (items.length <= 1) return items[0] ?? 'chart';
  return `${items.slice(0, -1).join(', ')} and the ${items.at(-1) ?? ''}`;
}
