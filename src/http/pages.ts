import { cardListPage } from './card-list-page.ts';
import { cardPage } from './card-page.ts';
import type { Pages } from './pages-router.ts';
import { startPage, type StartPageContent } from './start-page.ts';

/** The readable pages, made once at start. */
export function makePages({ cards, services, isDemo }: StartPageContent): Pages {
  const byId = new Map(cards.map((card) => [card.id, cardPage(card)]));
  return {
    start: startPage({ cards, services, isDemo }),
    cardList: cardListPage(cards),
    card: (id) => byId.get(id),
  };
}
