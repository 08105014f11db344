import { askedWords, type AskedWords } from './asked-words.ts';
import type { OfferedWords } from './asked-words-faults.ts';
import type { CardFault } from '../text/card-fault.ts';
import { countWords } from '../text/cut-words.ts';
import { limitOf } from '../text/slot-words.ts';
import { SUMMARY_END } from '../text/summary-text.ts';
import type { Template } from './template.ts';

/** A clinician who signs an order reads no more: words of summary and detail together. */
export const MAX_WORDS = 80;

/** The lines that stand beside them: what a figure does not show, and what an emergency waits for. */
const apart = /This does not prove the cause\.|No reason to delay[^.]*\./g;

/** Words of a card as it is read: marks of Markdown are none, and some lines stand apart. */
export const wordsOfCard = (summary: string, detail: string): number =>
  countWords(`${summary} ${detail}`.replace(apart, ' ').replace(/\\(?=\S)/g, ''));

/**
 * Wordings that could be too long, also with the words of the chart cut as short as they get: a summary of
 * 140 characters and more, or a card of more than {@link MAX_WORDS} words. Empty when all is well, and for a card whose rule
 * asks for nothing that is known.
 */
export function cardLengthFaults(id: string, file: OfferedWords): readonly CardFault[] {
  const asked = askedWords[id];
  if (!asked) return [];
  return Object.entries(file.wordings).flatMap(([name, { summary, detail }]) => {
    const characters = [...summary.fill(longest(summary, file, asked, 'characters'))].length;
    const groups = asked.why.filter((one) => one.in?.includes(name) ?? true);
    const words = longestCard(file, { ...asked, why: groups }, summary, detail);
    return [
      ...(characters >= SUMMARY_END
        ? [
            {
              place: `wordings.${name}.summary`,
              says: `it can have ${characters} characters; 139 are the most: take out ${characters - SUMMARY_END + 1}`,
            },
          ]
        : []),
      ...(words > MAX_WORDS
        ? [
            {
              place: `# ${name}`,
              says: `with its summary it can have ${words} words; ${MAX_WORDS} are the most: take out ${words - MAX_WORDS}, of the text or of its longest phrase`,
            },
          ]
        : []),
    ];
  });
}

function longestCard(file: OfferedWords, asked: AskedWords, summary: Template, detail: Template) {
  const why = detail.slots.has('why') ? longestWhy(file, asked) : '';
  return wordsOfCard(
    summary.fill(longest(summary, file, asked, 'words')),
    detail.fill({ ...longest(detail, file, asked, 'words'), why }),
  );
}

/** Of each group of phrases the longest, as often as it can stand there. */
const longestWhy = ({ phrases }: OfferedWords, { why }: AskedWords): string =>
  why
    .map(({ oneOf, times }) =>
      Array(times)
        .fill(longestOf(oneOf, phrases, 'words'))
        .join(' '),
    )
    .join(' ');

type Measure = 'words' | 'characters';

/** For every slot of a text the longest that can fill it. */
function longest(
  text: Template,
  { phrases }: OfferedWords,
  { filledBy = {} }: AskedWords,
  measure: Measure,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Array.from(text.slots, (slot) => {
      const names = filledBy[slot];
      return [slot, names ? longestOf(names, phrases, measure) : filler(slot, measure)];
    }),
  );
}

function longestOf(
  names: readonly string[],
  phrases: OfferedWords['phrases'],
  measure: Measure,
): string {
  const texts = names.flatMap((name) => {
    const phrase = phrases[name];
    if (!phrase) return [];
    return [
      phrase.fill(Object.fromEntries(Array.from(phrase.slots, (s) => [s, filler(s, measure)]))),
    ];
  });
  const size = (text: string) => (measure === 'words' ? wordsOfCard('', text) : text.length);
  return texts.sort((a, b) => size(b) - size(a))[0] ?? '';
}

function filler(slot: string, measure: Measure): string {
  const { words } = limitOf(slot, Number.POSITIVE_INFINITY);
  const { characters } = limitOf(slot);
  return measure === 'words' ? Array(words).fill('word').join(' ') : 'x'.repeat(characters);
}
