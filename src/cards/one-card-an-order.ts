import { orderKey, type Offer, type OrderUpdate } from './offers/offer.ts';
import { withLine, type RenderedCard } from './rendering/render-card.ts';
import { fillWords, type SharedWords } from './rendering/shared-words.ts';

/**
 * Sees to it that of two cards one at most updates a given draft order. An update carries the whole
 * order, so that whichever is accepted last would undo the other.
 *
 * The card that exchanges the study keeps its updates, else the first. It also offers the notes of
 * the other, alone and together with each change of its own; the other says so in words. A second
 * exchange of a study is never taken over.
 */
export function oneCardAnOrder(
  cards: readonly RenderedCard[],
  words: SharedWords,
): readonly RenderedCard[] {
  const [first, second] = cards;
  if (!first || !second) return cards;
  const shared = new Set([...ordersOf(first)].filter((key) => ordersOf(second).has(key)));
  if (shared.size === 0) return cards;
  const isSecondTheOwner = !exchanges(first, shared) && exchanges(second, shared);
  const [owner, other] = isSecondTheOwner ? [second, first] : [first, second];
  const joined = joinOffers(owner, other, shared, words);
  const left = withoutOrders(other, shared, takenOver(other, shared, words));
  return isSecondTheOwner ? [left, joined] : [joined, left];
}

const ordersOf = ({ offers }: RenderedCard): ReadonlySet<string> =>
  new Set(offers.flatMap(({ updates }) => updates.map(orderKey)));

const exchanges = ({ offers }: RenderedCard, orders: ReadonlySet<string>): boolean =>
  offers.some(
    ({ exchange, updates }) =>
      exchange !== undefined && updates.some((update) => orders.has(orderKey(update))),
  );

/** The owner's own offers, the other's notes alone, and each of its own together with them. */
function joinOffers(
  owner: RenderedCard,
  other: RenderedCard,
  shared: ReadonlySet<string>,
  words: SharedWords,
): RenderedCard {
  const offered = notesOf(other, shared);
  const alone = offered.filter(({ exchange }) => exchange === undefined);
  const unions = owner.offers.flatMap((own) => {
    // A note that explains a change goes with that change; no other note of its card does.
    const same = offered.filter(
      ({ exchange }) => exchange !== undefined && exchange === own.exchange,
    );
    const partners = same.length > 0 ? same : alone;
    return partners.map((partner) => union(own, partner, words));
  });
  return { ...owner, offers: [...owner.offers, ...alone, ...unions] };
}

/** The offers of a card as far as they add a note to one of the orders; nothing else of them. */
function notesOf({ offers }: RenderedCard, orders: ReadonlySet<string>): readonly Offer[] {
  return offers.flatMap((offer) => {
    const updates = offer.updates
      .filter((update) => orders.has(orderKey(update)) && update.change.notes.length > 0)
      .map(({ change: { notes }, ...update }) => ({ ...update, change: { notes } }));
    return updates.length > 0 ? [{ ...offer, updates, creates: [] }] : [];
  });
}

/** Both offers in one: of each order one update, with the notes of both. */
function union(own: Offer, added: Offer, { labels }: SharedWords): Offer {
  const addedTo = new Map(added.updates.map((update) => [orderKey(update), update]));
  const updates = own.updates.map((update): OrderUpdate => {
    const more = addedTo.get(orderKey(update));
    if (!more) return update;
    return {
      ...update,
      description: `${update.description}; ${lowerFirst(more.description)}`,
      change: { ...update.change, notes: [...update.change.notes, ...more.change.notes] },
    };
  });
  const keys = new Set(own.updates.map(orderKey));
  return {
    ...own,
    label:
      added.exchange === undefined
        ? fillWords(labels.both, { first: own.label, second: lowerFirst(added.label) })
        : fillWords(labels.sameChange, { first: own.label }),
    updates: [...updates, ...added.updates.filter((update) => !keys.has(orderKey(update)))],
  };
}

/** What the other card says of the offers that moved. */
function takenOver(other: RenderedCard, shared: ReadonlySet<string>, words: SharedWords): string {
  const notes = notesOf(other, shared);
  const alone = notes.filter(({ exchange }) => exchange === undefined);
  if (alone.length > 0) return words.takenOver.note;
  const { noteWithChange, change } = words.takenOver;
  return notes.length > 0 ? noteWithChange : change;
}

/** A card without its updates of some orders, and a sentence that says where they went. */
function withoutOrders(
  rendered: RenderedCard,
  orders: ReadonlySet<string>,
  sentence: string,
): RenderedCard {
  return {
    ...withLine(rendered, sentence),
    offers: rendered.offers.flatMap((offer) => {
      const updates = offer.updates.filter((update) => !orders.has(orderKey(update)));
      return updates.length + offer.creates.length > 0 ? [{ ...offer, updates }] : [];
    }),
  };
}

/** Inside a sentence; an abbreviation stays as it is. */
const lowerFirst = (text: string) =>
  /^[A-Z][a-z]/.test(text) ? `${text.charAt(0).toLowerCase()}${text.slice(1)}` : text;
