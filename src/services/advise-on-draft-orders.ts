import { adviseOnOrders } from '../cards/advise.ts';
import type { ServiceCall } from '../cds-hooks/define-service.ts';
import { entriesOf } from '../cds-hooks/json.ts';
import type { CdsResponse } from '../cds-hooks/response.ts';
import { gatherLumbarChart } from '../chart/lumbar-chart.ts';
import { requireLists } from '../chart/required.ts';
import { codingsMet } from '../facts/codings-met.ts';
import { LumbarPicture } from '../facts/lumbar-picture.ts';
import { draftOrders, draftWords } from '../facts/orders.ts';
import type { OrdersAtHand } from '../rules/rule.ts';
import { collectOutcomes, explained, noCardAfterDeath } from './explain.ts';
import { isAboutOrders, type Knowledge } from './knowledge.ts';
import type { ChartTemplates } from './prefetch-templates.ts';

export type OrderChartKey = keyof ChartTemplates;
const keys: readonly OrderChartKey[] = [
  'patient',
  'conditions',
  'procedures',
  'observations',
  'reports',
  'allergies',
  'orders',
];

/**
 * Advice on the orders of a call. Hooks come for every order of every kind: when no card could ever
 * speak of the selected ones, the answer is empty at once and nothing is gathered.
 *
 * @param isSelected By position among the draft orders of the call.
 * @throws {CdsError} `data-unavailable` (412) when nothing speaks and conditions or procedures could
 *   not be had.
 */
export async function adviseOnDraftOrders<H extends 'order-select' | 'order-sign'>(
  call: ServiceCall<H, OrderChartKey>,
  isSelected: (position: number) => boolean,
  { cards, terminology, site, publicUrl, observe }: Knowledge,
): Promise<CdsResponse> {
  const orders = ordersAtHand(call, isSelected, { terminology, site });
  const concerned = cards
    .filter(isAboutOrders)
    .filter(({ rule }) => rule.hooks.includes(call.hook))
    .filter(({ rule }) => orders.selected.some((order) => rule.concerns(order)));
  if (concerned.length === 0) return { cards: [] };

  const collected = collectOutcomes(observe);
  const chart = await gatherLumbarChart(call.source, keys);
  call.source.trace.codings = codingsMet(chart, call.context.draftOrders, terminology);
  const picture = new LumbarPicture(chart, call.now, terminology, site);
  if (picture.patientHasDied) {
    return explained(noCardAfterDeath(concerned, collected.observe), call, collected.outcomes);
  }
  const response = adviseOnOrders(
    concerned,
    picture,
    orders,
    {
      publicUrl,
      patientId: call.context.patientId,
      drafts: entriesOf(call.context.draftOrders).map(({ resource }) => resource),
      orderCodes: site.orderCodes,
      contacts: site.contacts,
      features: call.features,
    },
    collected.observe,
  );
  if (response.cards.length === 0) requireLists(chart, ['procedures', 'conditions']);
  return explained(response, call, collected.outcomes);
}

function ordersAtHand(
  { context }: ServiceCall<'order-select' | 'order-sign', OrderChartKey>,
  isSelected: (position: number) => boolean,
  { terminology, site }: Pick<Knowledge, 'terminology' | 'site'>,
): OrdersAtHand {
  const all = draftOrders(context.draftOrders, terminology, site.timeZone);
  return {
    selected: all.filter(({ draft }) => isSelected(draft)),
    background: all.filter(({ draft }) => !isSelected(draft)),
    sessionWords: all.length === 0 ? '' : draftWords(context.draftOrders, terminology),
  };
}
