import { nothingBroken } from './call.js';

/** @typedef {{ resource: any, changes: any[], isSigned: boolean, stored?: string }} Order */
/**
 * The answer of a service, with what it was asked about.
 * @typedef {{ hook: string, service: any, sent: any[], answer?: import('./api.js').Answer }} Advice
 */
/**
 * What a clinician answered to a card: what is chosen, and what was done in the end.
 * @typedef {{ reason?: number, comment: string, outcome?: string, says: string, isFinal: boolean }} Reply
 */

/** What the page knows. Whoever changes it calls `draw`. */
export const page = {
  /** @type {any} */ setup: undefined,
  /** @type {any[]} */ services: [],
  /** @type {any} */ patient: undefined,
  /** @type {any[]} */ resources: [],
  /** @type {Order[]} */ orders: [],
  /** @type {'draft' | 'advised' | 'failed' | 'signed'} */ phase: 'draft',
  /** Where advice at signing is shown. @type {'dialog' | 'panel'} */ view: 'dialog',
  isDialogOpen: false,
  isSigning: false,
  selectsAsChosen: true,
  breakage: nothingBroken(),
  /** Advice by the hook that brought it. @type {Map<string, Advice>} */ advice: new Map(),
  /** @type {WeakMap<any, Reply>} */ replies: new WeakMap(),
  /** Calls, newest first. @type {import('./call.js').Exchange[]} */ wire: [],
  /** Sends the last call once more. */ again: () => {},
  /** Counts the patients that were opened: an answer that comes late is for nobody. */ opened: 0,
  /** Width of the timeline in pixels. */ width: 0,
  /** Why a patient of one's own was not taken. @type {string[]} */ faults: [],
  /** Shown to an audience. */ isPresented: false,
  /** Step of the script that was done last. */ step: -1,
  /** In place of the page. */ notice: '',
};

let drawing = () => {};
/** Says how the page is drawn. @param {() => void} how */
export const drawWith = (how) => {
  drawing = how;
};
export const draw = () => drawing();

export const isDraft = ({ isSigned }) => !isSigned;
export const drafts = () => page.orders.filter(isDraft).map(({ resource }) => resource);

/** @param {any} card @returns {Reply} */
export function replyTo(card) {
  const known = page.replies.get(card);
  if (known) return known;
  const reply = { comment: '', says: '', isFinal: false };
  page.replies.set(card, reply);
  return reply;
}

/** @param {string} hook @returns {any[]} */
export const cardsOf = (hook) => page.advice.get(hook)?.answer?.body?.cards ?? [];

/** A card that cannot be signed past as things stand: it is critical and has no answer. */
export const holdsBack = (card) => {
  const { outcome, reason, comment } = replyTo(card);
  const isGiven = card.overrideReasons?.length ? reason !== undefined : comment.trim() !== '';
  return card.indicator === 'critical' && outcome === undefined && !isGiven;
};
/** Whether anything is left to answer: an offer of the card's own, or the reason that is needed. */
export const isOpen = (card) =>
  replyTo(card).outcome === undefined &&
  (card.suggestions?.length > 0 || card.indicator === 'critical');
export const isHeldBack = () => cardsOf('order-sign').some(holdsBack);
