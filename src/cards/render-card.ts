import { randomUUID } from 'node:crypto';
import type { Card } from '../cds-hooks/response.ts';
import type { Advice } from '../rules/verdict.ts';
import { MAX_ABOUT } from './answer-size.ts';
import type { CardFile } from './card-file.ts';
import { markdownChartText } from './chart-text.ts';
import { suggestionOf, type Offer } from './offer.ts';
import { listInWords, renderPhrase } from './phrase.ts';
import { offersOf } from './render-offers.ts';
import type { CardSurroundings } from './surroundings.ts';

/** A card with all its words, whose offers are not written as suggestions yet. */
export interface RenderedCard {
  readonly title: string;
  readonly card: Card & { readonly detail: string };
  readonly offers: readonly Offer[];
}

/** Writes one card from its file and the advice of its rule. Chart text is escaped here, once. */
export function renderCard(file: CardFile, advice: Advice, around: CardSurroundings): RenderedCard {
  const wording = file.wordings[advice.wording];
  if (!wording) throw new Error(`${file.id} has no wording ${advice.wording}.`);
  const about = advice.about.slice(0, MAX_ABOUT);
  const references = about.flatMap(({ reference }) => reference ?? []);
  const page = `${around.publicUrl}/cards/${file.id}`;

  const card = {
    uuid: randomUUID(),
    summary: wording.summary,
    indicator: wording.indicator,
    detail: wording.detail.fill({
      about: listInWords(about.map(({ name }) => markdownChartText(name))),
      why: advice.why.map((phrase) => renderPhrase(file, phrase, markdownChartText)).join('\n\n'),
    }),
    // What rests on the patient's own record has no address outside: its page says so.
    source: { ...file.cardSource, url: file.cardSource.url ?? page },
    overrideReasons: [...file.overrideCodings],
    links: [
      { label: 'Evidence and thresholds of this card', url: page, type: 'absolute' as const },
      ...file.contacts.flatMap((role) => {
        const contact = around.contacts[role];
        return contact ? [{ ...contact, type: 'absolute' as const }] : [];
      }),
    ],
    extension: {
      ...(references.length > 0 && { 'cauda.about': references }),
      'cauda.version': file.version,
    },
  };
  return {
    title: file.title,
    card,
    offers: advice.suggestions.flatMap((change) => offersOf(file, change, around)),
  };
}

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
