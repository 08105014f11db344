import type { SiteCard } from '../cards/site-card.ts';
import type { CountedCard } from './insight-types.ts';

/** What the insights say of the cards beside their counts. */
export const countedCards = (cards: readonly SiteCard[]): readonly CountedCard[] =>
  cards.map(({ file, mode, ...card }) => ({
    id: file.id,
    title: file.title,
    version: file.version,
    mode,
    heldBack: heldBack(card),
    reviewDue: file.reviewed === 'none' ? undefined : file.reviewed.due,
    isAcceptable: Object.keys(file.suggestions).length > 0,
    reasons: file.overrideCodings.map(({ code }) => code),
    silences: file.silent,
  }));

/** Why a card that would be on is not shown. */
function heldBack({
  recalled,
  awaitsApproval,
  awaitsContact,
}: Pick<SiteCard, 'recalled' | 'awaitsApproval' | 'awaitsContact'>): string | undefined {
  if (recalled) return `recalled on ${recalled.at.slice(0, 10)}: ${recalled.why}`;
  if (awaitsContact) return 'silent until the site names a contact for it';
  return awaitsApproval ? 'silent until its version is approved' : undefined;
}
