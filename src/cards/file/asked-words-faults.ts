import { askedWords } from './asked-words.ts';
import type { CardFault } from '../text/card-fault.ts';
import type { Template } from './template.ts';

/** A card file as far as its words are compared with what its rule asks for. */
export interface OfferedWords {
  readonly wordings: Readonly<
    Record<string, { readonly summary: Template; readonly detail: Template }>
  >;
  readonly phrases: Readonly<Record<string, Template>>;
  readonly suggestions: Readonly<
    Record<string, { readonly description: Template; readonly note: Template | undefined }>
  >;
}

/** Where a card file and its rule do not fit, each with its place. Empty when all is well. */
export function askedWordsFaults(id: string, file: OfferedWords): readonly CardFault[] {
  const asked = askedWords[id];
  const slots = ['about', 'scan', ...(asked?.slots ?? []), ...Object.keys(asked?.filledBy ?? {})];
  const details = Object.entries(file.wordings).flatMap(([name, { summary, detail }]) => [
    ...unfilledSlots(`wordings.${name}.summary`, summary, slots),
    ...unfilledSlots(`# ${name}`, detail, [...slots, 'why']),
  ]);
  if (!asked) return details;
  return [
    ...details,
    ...differing('wordings', Object.keys(file.wordings), asked.wordings),
    ...differing('phrases', Object.keys(file.phrases), Object.keys(asked.phrases)),
    ...differing('suggestions', Object.keys(file.suggestions), Object.keys(asked.suggestions)),
    ...Object.entries(file.phrases).flatMap(([name, phrase]) =>
      unfilledSlots(`phrases.${name}`, phrase, asked.phrases[name]),
    ),
    ...Object.entries(file.suggestions).flatMap(([name, { description, note }]) => [
      ...unfilledSlots(`suggestions.${name}.description`, description, asked.suggestions[name]),
      ...(note ? unfilledSlots(`suggestions.${name}.note`, note, asked.suggestions[name]) : []),
    ]),
  ];
}

function differing(
  kind: string,
  inFile: readonly string[],
  asked: readonly string[],
): readonly CardFault[] {
  const missing = asked.filter((name) => !inFile.includes(name));
  const instead = missing.length === 0 ? '' : `, or is it ${missing.join(' or ')}?`;
  return [
    ...inFile
      .filter((name) => !asked.includes(name))
      .map((name) => ({
        place: `${kind}.${name}`,
        says: `the rule of this card has no use for it; take it out${instead}`,
      })),
    ...missing.map((name) => ({
      place: `${kind}.${name}`,
      says: 'the rule of this card asks for it, and it is missing; write it',
    })),
  ];
}

/** @param filled Undefined for words that the rule does not ask for: that is a fault by itself. */
function unfilledSlots(
  place: string,
  { slots }: Template,
  filled: readonly string[] | undefined,
): readonly CardFault[] {
  if (!filled) return [];
  const known =
    filled.length === 0 ? 'it has none' : `it has ${[...new Set(filled)].sort().join(', ')}`;
  return [...slots]
    .filter((slot) => !filled.includes(slot))
    .map((slot) => ({
      place,
      words: `{{${slot}}}`,
      says: `nothing fills the slot ${slot}; ${known}`,
    }));
}
