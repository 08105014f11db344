import { MAX_WORDS, wordsOfCard } from '../../src/cards/file/card-length.ts';
import { countWords } from '../../src/cards/text/cut-words.ts';
import { statedAbsence } from '../../src/cards/text/stated-absence.ts';

/** A card as it is sent, as far as somebody reads it. */
interface ReadCard {
  readonly summary: string;
  readonly detail: string;
  readonly suggestions?: readonly any[];
}

/**
 * What of a card cannot be read in thirty seconds, each with its words: too long, more than one figure,
 * ids, dates as machines write them, long quotations, advice without a guideline. Empty when all is well.
 */
export const hardToRead = (cards: readonly ReadCard[]): readonly string[] =>
  cards.flatMap(({ summary, detail }) => {
    const plain = detail.replace(/\\(?=\S)/g, '');
    const all = `${summary} ${plain}`;
    // What the chart says is the chart's own.
    const ours = all.replace(/“[^”]*”/g, '“…”');
    const words = wordsOfCard(summary, detail);
    return [
      ...(words > MAX_WORDS ? [`${words} words: ${all}`] : []),
      ...found(ours, ids, 'an id'),
      ...found(ours, /\b\d{4}-\d\d(?:-\d\d)?\b/g, 'a date'),
      ...found(ours, /% interval|\binterval \d|\bP ?[=<]|&[a-z]+;/g, 'what belongs on the page'),
      ...found(ours, /\b(?:usually|should)\b/g, 'no guideline beside').filter(
        () => !/\b(?:ACR|ACOG|EANO-ESMO|ASNR)\b|usually done first/.test(ours),
      ),
      ...(figures(ours) > 1 ? [`${figures(ours)} figures: ${ours}`] : []),
      ...Array.from(all.matchAll(/“([^”]*)”/g), ([, quote]) => quote ?? '')
        .filter((quote) => countWords(quote) > 14)
        .map((quote) => `a long quotation: ${quote}`),
    ];
  });

const ids =
  /\b(?:Condition|Procedure|Observation|DiagnosticReport|AllergyIntolerance|ServiceRequest|MedicationRequest|Patient)\/\S+|\burn:\S+|\bslot\b|\bruling\b/g;

const found = (text: string, pattern: RegExp, what: string) =>
  (text.match(pattern) ?? []).map((words) => `${what}: ${words} in: ${text}`);

/** A share with its interval, or a percentage; a base rate beside it is none of its own. */
const figures = (text: string): number =>
  (text.match(/\b\d+ of \d+ \(\d|(?<![–\d(])\b\d+(?:\.\d+)?% (?:of|in a series)/g) ?? []).length;

/** Words of cards that say that something is not in the chart; what they quote is the chart's own. */
export const absencesIn = (cards: readonly ReadCard[]): readonly string[] =>
  cards.flatMap(({ summary, detail, suggestions = [] }) =>
    [
      summary,
      detail,
      ...suggestions.flatMap(({ label, actions = [] }: any) => [
        label,
        ...actions.flatMap(({ resource }: any) => resource?.note?.at(-1)?.text ?? []),
      ]),
    ].flatMap((text: string) => statedAbsence(text.replace(/“[^”]*”/g, '“…”'))),
  );

/** Everything that a card says, as it reads without the marks of Markdown. */
export const textOf = ({ summary, detail }: ReadCard): string =>
  `${summary}\n${detail.replace(/\\(?=\S)/g, '')}`;
