import { randomUUID } from 'node:crypto';
import type { Card } from '../../cds-hooks/response.ts';
import type { Evidence } from '../../facts/values/fact.ts';
import type { Advice, Phrase } from '../../rules/verdict.ts';
import { MAX_ABOUT } from './answer-size.ts';
import type { CardFile, Wording } from '../file/card-file.ts';
import { MAX_WORDS, wordsOfCard } from '../file/card-length.ts';
import { markdownChartText, plainChartText } from '../text/chart-text.ts';
import { suggestionOf, type Offer } from '../offers/offer.ts';
import { countWords } from '../text/cut-words.ts';
import { listInWords, phraseOnCard } from './phrase.ts';
import { offersOf } from './render-offers.ts';
import { slotText } from '../text/slot-words.ts';
import { asSentence, summaryChartText } from '../text/summary-text.ts';
import type { CardSurroundings } from './surroundings.ts';

/** A card with all its words, whose offers are not written as suggestions yet. */
export interface RenderedCard {
  /** The same words shorter, with room for so many more within what is read. */
  readonly write: (room: number) => Words;
  readonly card: Card & { readonly detail: string };
  readonly offers: readonly Offer[];
}

/** So many words fewer leave of everything the least. */
const MOST_LEFT_OUT = 6;

/**
 * Writes one card from its file and the advice of its rule. Chart text is escaped here, once, and cut
 * further where the card would be longer than what is read.
 */
export function renderCard(file: CardFile, advice: Advice, around: CardSurroundings): RenderedCard {
  const wording = file.wordings[advice.wording];
  if (!wording) throw new Error(`${file.id} has no wording ${advice.wording}.`);
  const about = advice.about.slice(0, MAX_ABOUT);
  const references = about.flatMap(({ reference }) => reference ?? []);
  const evidence = resourcesRead(advice.evidence).slice(0, MAX_ABOUT);
  const page = `${around.publicUrl}/cards/${file.id}`;

  const write = (room: number) =>
    shortEnough(room, (fewer) => writtenWords(file, wording, advice, fewer));
  const { summary, detail } = write(0);
  const card = {
    uuid: randomUUID(),
    summary,
    indicator: wording.indicator,
    detail,
    // What rests on the patient's own record has no address outside: its page says so.
    source: { ...file.cardSource, url: file.cardSource.url ?? page },
    overrideReasons: [...file.overrideCodings],
    links: [
      {
        label: 'Evidence and thresholds of this card',
        // What was shown can be read as it was shown, whatever the card says by then.
        url: `${page}?version=${file.version}`,
        type: 'absolute' as const,
      },
      ...file.contacts.flatMap((role) => {
        const contact = around.contacts[role];
        return contact ? [{ ...contact, type: 'absolute' as const }] : [];
      }),
    ],
    extension: {
      ...(references.length > 0 && { 'cauda.about': references }),
      ...(evidence.length > 0 && { 'cauda.evidence': evidence }),
      'cauda.version': file.version,
      ...(file.basis && {
        'cauda.basis': {
          ...file.basis,
          wording: advice.wording,
          ...(advice.roots && advice.roots.length > 0 && { roots: advice.roots }),
        },
      }),
    },
  };
  return {
    write,
    card,
    offers: advice.suggestions.flatMap((change) => offersOf(file, change, around)),
  };
}

interface Words {
  readonly summary: string;
  readonly detail: string;
}

/** The words of the chart are cut further, two at a time, until the card is short enough. */
function shortEnough(room: number, write: (fewer: number) => Words): Words {
  let words = write(0);
  for (let fewer = 2; fewer <= MOST_LEFT_OUT; fewer += 2) {
    if (wordsOfCard(words.summary, words.detail) <= MAX_WORDS - room) break;
    words = write(fewer);
  }
  return words;
}

function writtenWords(
  file: CardFile,
  { summary, detail }: Wording,
  advice: Advice,
  fewer: number,
): Words {
  const phrases = (escape: Escape) =>
    advice.why.map((phrase) => phraseOnCard(file, phrase, escape, fewer)).join(' ');
  return {
    summary: asSentence(
      summary.fill(slotValues(file, advice, summary.slots, summaryChartText, fewer)),
    ),
    detail: detail.fill({
      ...slotValues(file, advice, detail.slots, markdownChartText, fewer),
      why: detail.slots.has('why') ? phrases(markdownChartText) : '',
    }),
  };
}

type Escape = (text: string) => string;

/** What fills the slots of a summary or a detail: what the rule gives, and what the card is about. */
function slotValues(
  file: CardFile,
  { about, slots = {} }: Advice,
  asked: ReadonlySet<string>,
  escape: Escape,
  fewer: number,
): Readonly<Record<string, string>> {
  const values = Object.entries(slots)
    .filter(([name]) => asked.has(name))
    .map(([name, value]): [string, string] => [
      name,
      typeof value === 'string'
        ? escape(slotText(name, value, fewer))
        : phraseOnCard(file, value, escape, fewer),
    ]);
  const names = listInWords(about.map(({ name }) => name));
  for (const slot of ['about', 'scan'].filter((one) => asked.has(one))) {
    values.push([slot, asSentence(escape(slotText(slot, names, fewer)))]);
  }
  return Object.fromEntries(values);
}

/** The resources that a card rests on, each once, with what was read there. */
function resourcesRead(evidence: readonly Evidence[]) {
  const says = new Map(
    evidence.flatMap(({ reference, says: words }) =>
      reference === undefined ? [] : [[reference, plainChartText(words)] as const],
    ),
  );
  return Array.from(says, ([reference, words]) => ({ reference, says: words }));
}

/** A card with a line that another card of the answer leaves with it, its own words cut to make room. */
export function withLine(rendered: RenderedCard, line: string): RenderedCard {
  const write = (room: number): Words => {
    const { summary, detail } = rendered.write(room + countWords(line));
    return { summary, detail: `${detail}\n\n${line}` };
  };
  return { write, offers: rendered.offers, card: { ...rendered.card, ...write(0) } };
}

/** A shown card that also tells what one that found no place leaves to be done. */
export const withLeft = (rendered: RenderedCard, file: CardFile, leaves: Phrase): RenderedCard =>
  withLine(rendered, phraseOnCard(file, leaves, markdownChartText));

/** The card as it is sent, its offers as suggestions of which one at most is taken. */
export function withSuggestions(
  { card, offers }: RenderedCard,
  { features }: CardSurroundings,
): Card {
  if (offers.length === 0) return card;
  return {
    ...card,
    suggestions: offers.map((offer) => suggestionOf(offer, features)),
    selectionBehavior: 'at-most-one',
  };
}
