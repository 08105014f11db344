import { z } from 'zod';
import type { Order } from '../../facts/orders/orders.ts';
import { rootsIn, type NerveRoot } from '../../facts/studies/root-in-words.ts';
import { words } from '../../facts/reading/order-words.ts';
import { defineOrderRule } from '../rule.ts';
import { silent } from '../verdict.ts';

const concerns = ({ study }: Order) => study.kind === 'nerve-root-block';

/**
 * A diagnostic block of the L4 or L5 root is signed: contrast of such a block often reaches the next
 * root. The order alone decides; without an intent or a root in its words the card is silent.
 */
export const nerveRootBlockSelectivity = defineOrderRule({
  id: 'nerve-root-block-selectivity',
  hooks: ['order-sign'],
  settings: z.strictObject({}),
  concerns,

  evaluate(_picture, { selected }) {
    const blocks = selected.filter(concerns);
    if (blocks.length === 0) return silent('not-ordered');
    const diagnostic = blocks.filter(isDiagnostic);
    if (diagnostic.length === 0) return silent('not-diagnostic');
    const orders = diagnostic.filter((order) => rootsOf(order).length > 0);
    if (orders.length === 0) return silent('root-not-named');
    const roots = [...new Set(orders.flatMap(rootsOf))].sort();
    return {
      outcome: 'advise',
      wording: 'standard',
      slots: { roots: roots.join(' and ') },
      why: [{ name: roots[0] === 'L4' ? 'spread-l4' : 'spread-l5' }],
      about: orders,
      suggestions: [],
      evidence: orders.map(({ reference, name }) => ({
        ...(reference !== undefined && { reference }),
        says: name,
      })),
    };
  },
});

const isDiagnostic = ({ reason }: Order): boolean =>
  words.diagnosticBlock.test(reason.words) && !words.therapeuticBlock.test(reason.words);

/** Of the body site when it names one; else of the words. */
function rootsOf({ reason, site }: Order): readonly NerveRoot[] {
  const atSite = rootsIn(site);
  return atSite.length > 0 ? atSite : rootsIn(reason.words);
}
