import { readWhen, type Day } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { signal, type Signal } from '../values/fact.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  referenceTo,
  type Opaque,
} from '../reading/fields/fields.ts';
import { studyOf } from '../studies/study.ts';

/** What an order may be part of, as far as it can silence a card. */
export type Plan = 'neurology' | 'oncology' | 'cytology' | 'puncture' | 'brain-mri';

/** Nursing orders ("neuro checks every four hours") are no consultation. */
const wordsOfPlans: Readonly<Record<Plan, RegExp>> = {
  neurology:
    /\bneurolog(?:y|ist)\b|\bneuro(?:logical|logic)? (?:consult\w*|referral|review|clinic|opinion|assessment by)\b/i,
  oncology:
    /oncolog|\bchemotherap\w*|\bradiotherap\w*|\bradiation therapy\b|\bpalliative\b|\btumou?r board\b/i,
  cytology:
    /\b(?:CSF|cerebrospinal|spinal fluid)\b[^·]{0,200}\bcytolog\w*|\bcytolog\w{0,20}[^·]{0,200}\b(?:CSF|cerebrospinal|spinal fluid)\b|(?:^|·)\s*cytology\s*(?:·|$)/i,
  puncture: /\blumbar puncture\b|\bspinal tap\b|\bCSF (?:analysis|study|examination)\b/i,
  // By its code or title, see `studyOf`.
  'brain-mri': /(?!)/,
};

/** Orders of the chart that say that something is already under way. */
export class Plans {
  readonly #reading: ChartReading;

  constructor(reading: ChartReading) {
    this.#reading = reading;
  }

  /**
   * Active orders that speak of any of the plans, by code or in words, made on or after a day. One
   * without a date counts. For silencing only.
   */
  since(day: Day, ...plans: readonly Plan[]): Signal {
    const orders = this.#reading.list('orders');
    const found = orders.resources.filter(
      (order) =>
        order['status'] === 'active' &&
        order['doNotPerform'] !== true &&
        this.#isSince(order, day) &&
        plans.some((plan) => this.#isOf(order, plan)),
    );
    return signal(
      found.map((order) => {
        const reference = referenceTo(order);
        return { ...(reference && { reference }), says: 'active order' };
      }),
      orders.otherwise,
    );
  }

  #isSince(order: Opaque, day: Day): boolean {
    const when = readWhen(order['authoredOn'], this.#reading.timeZone);
    return !when || when.last >= day;
  }

  #isOf(order: Opaque, plan: Plan): boolean {
    if (wordsOfPlans[plan].test(wordsOfOrder(order))) return true;
    if (plan !== 'puncture' && plan !== 'brain-mri') return false;
    const study = studyOf(order, this.#reading);
    if (plan === 'puncture') return study?.kind === 'lumbar-puncture';
    return study?.kind === 'mri' && study.region === 'brain';
  }
}

/** What is ordered and of whom; not why, which may name any specialty. */
function wordsOfOrder(order: Opaque): string {
  const performers = asList(order['performer']).flatMap(
    (performer) => asText(asObject(performer)?.['display']) ?? [],
  );
  const concepts = [
    order['code'],
    order['performerType'],
    ...asList(order['category']),
    ...asList(order['orderDetail']),
  ];
  return [...concepts.flatMap((concept) => allWordsOf(concept)), ...performers].join(' · ');
}
