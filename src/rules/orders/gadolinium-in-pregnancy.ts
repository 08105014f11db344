import { z } from 'zod';
import { anyOf } from '../../facts/values/fact.ts';
import { presentReason, type Order } from '../../facts/orders/orders.ts';
import { words } from '../../facts/reading/order-words.ts';
import { newestOfEach } from '../parts/newest-of-each.ts';
import {
  contrastOrders,
  mayGiveContrast,
  removeContrast,
} from '../parts/orders/ordered-contrast.ts';
import { defineOrderRule } from '../rule.ts';
import { missingIn, silent, undecided, type Phrase } from '../verdict.ts';

const settings = z.strictObject({
  // Not above 42: what lies further back does not silence the offer of contrast either.
  pregnancyWeeks: z
    .int()
    .min(40)
    .max(42)
    .describe('weeks after which a recorded pregnancy, or a status, is no longer taken for today'),
});

/** More of them are not read in thirty seconds. */
const MAX_ENTRIES = 2;

const notPregnantNow = ['delivery', 'pregnancy-ended', 'possible-pregnancy'];

/**
 * A lumbar MRI with contrast, or one that leaves contrast open, is signed while a pregnancy is recorded. A
 * possible one is silence.
 */
export const gadoliniumInPregnancy = defineOrderRule({
  id: 'gadolinium-in-pregnancy',
  hooks: ['order-sign'],
  settings,
  concerns: mayGiveContrast,

  evaluate({ contrast }, { selected }, { pregnancyWeeks }) {
    const { orders: ordered, isAsking } = contrastOrders(selected);
    if (ordered.length === 0) return silent('not-ordered');
    const orders = ordered.filter((order) => !saysThatItWasDiscussed(order));
    if (orders.length === 0) return silent('order-says-so');

    const stated = anyOf(
      ...orders.map((order) => presentReason(order, ['pregnancy'], notPregnantNow)),
    );
    const recorded = contrast.recordedPregnancies(pregnancyWeeks);
    if (stated.status !== 'known' && recorded.status !== 'known') {
      const missing = missingIn(recorded);
      return missing.length > 0 ? undecided(...missing) : silent('trigger-not-recorded');
    }
    const pregnancies = newestOfEach(
      recorded.status === 'known' ? recorded.value : [],
      ({ name }) => name,
      ({ on }) => on,
    );
    const fromChart = pregnancies.slice(0, MAX_ENTRIES).map(({ name, on, evidence }): Phrase => ({
      name: on === undefined ? 'recorded-undated' : 'recorded',
      slots: {
        name,
        date: on ?? '',
        source: evidence.reference ?? 'chart',
      },
    }));
    const fromOrders = (stated.status === 'known' ? stated.evidence : []).map(
      ({ says }): Phrase => ({ name: 'order-reason', slots: { name: says } }),
    );
    // A record may be wrong about either; nobody is passed over for it.
    const isMale = contrast.isRecordedMale;
    return {
      outcome: 'advise',
      wording: isAsking ? 'contrast-unsaid' : isMale ? 'recorded-male' : 'standard',
      why: [
        ...[...fromChart, ...fromOrders].slice(0, MAX_ENTRIES),
        ...(isMale ? [{ name: 'male' }] : []),
      ],
      about: orders,
      suggestions: isAsking ? [] : [removeContrast(orders)],
      evidence: [
        ...(recorded.status === 'known' ? recorded.evidence : []),
        ...(stated.status === 'known' ? stated.evidence : []),
      ],
    };
  },
});

const saysThatItWasDiscussed = ({ reason }: Order) =>
  words.pregnant.test(reason.words) && words.talkedAbout.test(reason.words);
