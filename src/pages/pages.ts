import { cardListPage } from './card-list-page.ts';
import { cardPage } from './card-page.ts';
import type { Pages } from './pages-router.ts';
import { startPage, type StartPageContent } from './start-page.ts';

/** The readable pages, made once at start. */
export function makePages(content: StartPageContent): Pages {
  const byId = new Map(content.cards.map((card) => [card.id, cardPage(card)]));
  return {
    start: startPage(content),
    cardList: cardListPage(content.cards),
    card: (id) => byId.get(id),
  };
}
