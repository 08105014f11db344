import { kebabCase } from '../cards/card-file.ts';
import type { SiteCard } from '../cards/site-card.ts';
import type { CountedCard } from './insight-types.ts';

/** What the insights say of the cards beside their counts. */
export const countedCards = (cards: readonly SiteCard[]): readonly CountedCard[] =>
  cards.map(({ file, mode }) => ({
    id: file.id,
    title: file.title,
    version: file.version,
    mode,
    reviewDue: file.reviewed === 'none' ? undefined : file.reviewed.due,
    isAcceptable: Object.keys(file.suggestions).length > 0,
    reasons: file.overrideReasons.map(kebabCase),
    silences: file.silent,
  }));
