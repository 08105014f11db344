import { cardListPage } from './card-list-page.ts';
import { cardPage, type GuideStepLink } from './card-page.ts';
import { cardVersionPage, versionsOf, type SettingsOf } from './card-versions.ts';
import type { Pages } from './pages-router.ts';
import { startPage, type StartPageContent } from './start-page.ts';

/**
 * The readable pages but for the guide, each made once, when it is first asked for.
 * @param steps Those of the guide, for the cards that they name.
 */
export function makePages(
  content: StartPageContent,
  steps: readonly GuideStepLink[],
  settingsOf: SettingsOf,
): Omit<Pages, 'guide'> {
  const byId = new Map(
    content.cards.map((card) => [
      card.id,
      once(() => cardPage(card, steps, versionsOf(card.id, card.version))),
    ]),
  );
  const start = once(() => startPage(content));
  const cardList = once(() => cardListPage(content.cards));
  return {
    start,
    cardList,
    card: (id) => byId.get(id)?.(),
    async cardVersion(id, asked) {
      const card = content.cards.find((each) => each.id === id);
      const page = byId.get(id)?.();
      return card && page && cardVersionPage(card, asked, page, settingsOf);
    },
  };
}

/** What is made when it is first asked for, and then kept. */
export function once<T>(make: () => T): () => T {
  let made: { readonly one: T } | undefined;
  return () => (made ??= { one: make() }).one;
}
