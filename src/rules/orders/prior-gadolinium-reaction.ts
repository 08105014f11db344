import { z } from 'zod';
import type { RecordedReaction } from '../../facts/contrast-safety/allergies.ts';
import { words } from '../../facts/reading/order-words.ts';
import {
  contrastOrders,
  mayGiveContrast,
  removeContrast,
} from '../parts/orders/ordered-contrast.ts';
import { defineOrderRule } from '../rule.ts';
import { missingIn, silent, undecided, type Phrase } from '../verdict.ts';

const settings = z.strictObject({
  warnIfSevere: z
    .boolean()
    .describe('whether a severe reaction to a named gadolinium agent is a warning'),
});

/** A list of duplicates is not read; the most telling entries are. */
const MAX_SHOWN = 2;

/**
 * A lumbar MRI with contrast, or one that leaves contrast open, is signed while the allergy list holds a reaction to gadolinium, or to
 * contrast of a kind that is not said. Repeats what is recorded, and advises no premedication.
 */
export const priorGadoliniumReaction = defineOrderRule({
  id: 'prior-gadolinium-reaction',
  hooks: ['order-sign'],
  settings,
  concerns: mayGiveContrast,

  evaluate({ contrast }, { selected }, { warnIfSevere }) {
    const { orders: ordered, isAsking } = contrastOrders(selected);
    if (ordered.length === 0) return silent('not-ordered');
    const orders = ordered.filter(({ reason }) => !words.gadoliniumReaction.test(reason.words));
    if (orders.length === 0) return silent('order-says-so');
    const recorded = contrast.recordedReactions;
    if (recorded.status !== 'known') {
      const missing = missingIn(recorded);
      return missing.length > 0 ? undecided(...missing) : silent('trigger-not-recorded');
    }

    const isNamed = recorded.value.some(({ isGadolinium }) => isGadolinium);
    // A reaction to some contrast says little beside one to gadolinium.
    const reactions = recorded.value
      .filter(({ isGadolinium }) => isGadolinium === isNamed)
      .slice(0, MAX_SHOWN);
    const isSevere = reactions.some((reaction) => reaction.isSevere);
    const [first] = reactions;
    const phrases = first && { reactionNote: reactionPhrase('note-reaction', first) };
    return {
      outcome: 'advise',
      wording: wordingFor({ isAsking, isNamed, isSevere: isSevere && warnIfSevere }),
      slots: { agent: first?.agent ?? 'contrast' },
      why: reactions.map((reaction) => reactionPhrase('reaction', reaction)),
      about: orders,
      suggestions: [
        { name: 'add-note', ...(phrases && { phrases }), orders },
        ...(isAsking ? [] : [removeContrast(orders, phrases && { phrases })]),
      ],
      evidence: reactions.map(({ evidence }) => evidence),
    };
  },
});

function wordingFor(of: { isAsking: boolean; isNamed: boolean; isSevere: boolean }): string {
  if (of.isAsking) return of.isNamed ? 'contrast-unsaid' : 'contrast-unsaid-kind-not-stated';
  if (!of.isNamed) return 'kind-not-stated';
  return of.isSevere ? 'named-severe' : 'named';
}

/** What the entry says of the reaction; an entry may say no more than the agent. */
function reactionPhrase(
  name: string,
  { agent, manifestation, severity, on, verification, evidence }: RecordedReaction,
): Phrase {
  const recorded = [manifestation, severity && `severity ${severity}`, on, verification]
    .filter((part) => part !== undefined)
    .join('; ');
  return {
    name: recorded === '' ? `${name}-bare` : name,
    slots: { agent, recorded, source: evidence.reference ?? 'the allergy list' },
  };
}
