import { cardListPage } from './card-list-page.ts';
import { cardPage } from './card-page.ts';
import { cardVersionPage, versionsOf, type SettingsOf } from './card-versions.ts';
import type { Pages } from './pages-router.ts';
import { startPage, type StartPageContent } from './start-page.ts';

/** The readable pages, made once at start. */
export function makePages(content: StartPageContent, settingsOf: SettingsOf): Pages {
  const byId = new Map(
    content.cards.map((card) => [card.id, cardPage(card, versionsOf(card.id, card.version))]),
  );
  return {
    start: startPage(content),
    cardList: cardListPage(content.cards),
    card: (id) => byId.get(id),
    async cardVersion(id, asked) {
      const card = content.cards.find((each) => each.id === id);
      const page = byId.get(id);
      return card && page && cardVersionPage(card, asked, page, settingsOf);
    },
  };
}
