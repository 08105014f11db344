import type { Phrase } from '../../rules/verdict.ts';
import type { CardFile } from '../file/card-file.ts';
import { noteText, slotText } from '../text/slot-words.ts';

/**
 * A phrase on a card, what fills it cut to what is read.
 * @throws {Error} when the card file has no such phrase, or a slot of it has no value.
 */
export const phraseOnCard = (
  file: CardFile,
  { name, slots = {} }: Phrase,
  escape: (text: string) => string,
  fewer = 0,
): string =>
  templateOf(file, name).fill(
    mapSlots(slots, (value, slot) => escape(slotText(slot, value, fewer))),
  );

/** A phrase in the note of an order, what fills it in full. @throws {Error} as on a card. */
export const phraseInNote = (
  file: CardFile,
  { name, slots = {} }: Phrase,
  escape: (text: string) => string,
): string =>
  templateOf(file, name).fill(mapSlots(slots, (value, slot) => escape(noteText(slot, value))));

function templateOf({ id, phrases }: CardFile, name: string) {
  const template = phrases[name];
  if (!template) throw new Error(`${id} has no phrase ${name}.`);
  return template;
}

export function mapSlots(
  slots: Readonly<Record<string, string>>,
  change: (text: string, slot: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(slots).map(([name, value]) => [name, change(value, name)]),
  );
}

/** "a", "a and b", "a and 2 more": what a card is about; the same name is said once. */
export function listInWords(items: readonly string[]): string {
  const names = [...new Set(items)];
  const [first = 'chart', second] = names;
  if (names.length > 2) return `${first} and ${names.length - 1} more`;
  return second === undefined ? first : `${first} and ${second}`;
}
