import { adviseOnOrders } from '../cards/advise.ts';
import type { ServiceCall } from '../cds-hooks/define-service.ts';
import { entriesOf } from '../cds-hooks/request/json.ts';
import type { CdsResponse } from '../cds-hooks/response.ts';
import { keysToGather, type ChartKeyOf } from '../chart/chart-keys.ts';
import { gatherLumbarChart, type LumbarChart } from '../chart/lumbar-chart.ts';
import { refuseWhenBusy, requireLists } from '../chart/required.ts';
import { anticoagulantInDrafts } from '../facts/neurology/anticoagulants.ts';
import { codingsMet } from '../facts/reading/fields/codings-met.ts';
import { meaningsAt, type Meanings } from '../facts/reading/meanings.ts';
import { notRecorded } from '../facts/values/fact.ts';
import { LumbarPicture } from '../facts/lumbar-picture.ts';
import { draftWords } from '../facts/orders/order-reason.ts';
import { draftOrders } from '../facts/orders/orders.ts';
import { findReasonIn, type FindReason } from '../facts/orders/reason-targets.ts';
import type { OrdersAtHand } from '../rules/rule.ts';
import { forAudience } from './audience.ts';
import { collectOutcomes, explained, noCardAfterDeath } from './explain.ts';
import { shownBefore } from './shown-before.ts';
import { isAboutOrders, type Knowledge } from './knowledge.ts';

/**
 * Advice on the orders of a call. Hooks come for every order of every kind: when no card could ever
 * speak of the selected ones, the answer is empty at once and nothing is gathered.
 *
 * @param isSelected By position among the draft orders of the call.
 * @throws {CdsError} `data-unavailable` (412) when nothing speaks and conditions or procedures could
 *   not be had.
 */
export async function adviseOnDraftOrders<H extends 'order-select' | 'order-sign'>(
  call: ServiceCall<H, ChartKeyOf<'orders'>>,
  isSelected: (position: number) => boolean,
  { cards, terminology, lexicon, site, publicUrl, sharedWords, observe }: Knowledge,
): Promise<CdsResponse> {
  const { draftOrders: bundle } = call.context;
  const drafts = entriesOf(bundle);
  const meanings = meaningsAt(call.now, site.timeZone, { terminology, lexicon });
  const chartAsked = { isAsked: false };
  const inDrafts = findReasonIn(
    () => drafts,
    () => {
      chartAsked.isAsked = true;
      return [];
    },
  );
  const orders = ordersAtHand(bundle, isSelected, meanings, site.timeZone, inDrafts);
  const concerned = cards
    .filter(isAboutOrders)
    .filter(({ rule }) => rule.hooks.includes(call.hook))
    .filter(({ rule }) => orders.selected.some((order) => rule.concerns(order)));
  if (concerned.length === 0) return { cards: [] };

  const collected = collectOutcomes(observe, call.source.trace);
  const read = new Set(
    concerned.flatMap(({ rule }) =>
      orders.selected
        .filter((order) => rule.concerns(order))
        .flatMap((order) => rule.reads?.(order) ?? []),
    ),
  );
  const addressed = forAudience(concerned, call.source, call.context.userId);
  const chart = await gatherLumbarChart(call.source, keysToGather(read));
  refuseWhenBusy(chart, 'orders');
  call.source.trace.codings = codingsMet(chart, bundle, terminology);
  const picture = new LumbarPicture(chart, call.now, meanings, site);
  if (picture.patientHasDied) {
    return explained(
      noCardAfterDeath(concerned, collected.observe),
      call,
      collected.outcomes,
      concerned,
    );
  }
  const repeats = await shownBefore(
    call,
    site.repeat,
    orders.selected.map(({ study }) => JSON.stringify(study)),
  );
  const inCall = findReasonIn(
    () => drafts,
    () => reasonsIn(chart),
  );
  const response = adviseOnOrders(
    await addressed,
    picture,
    // Reasons that stand in the chart can be read only now; no rule asks for them before.
    chartAsked.isAsked ? ordersAtHand(bundle, isSelected, meanings, site.timeZone, inCall) : orders,
    {
      publicUrl,
      patientId: call.context.patientId,
      drafts: drafts.map(({ resource }) => resource),
      orderCodes: site.orderCodes,
      contacts: site.contacts,
      features: call.features,
      sharedWords,
      repeats,
      silentTrial: site.silentTrial,
    },
    collected.observe,
  );
  if (response.cards.length === 0) requireLists(chart, 'orders');
  return explained(response, call, collected.outcomes, concerned);
}

/** What an order of the chart's patient may give as its reason. */
const reasonsIn = (chart: LumbarChart) =>
  (['conditions', 'observations', 'reports'] as const).flatMap((key) => {
    const list = chart[key];
    return list?.status === 'listed' ? list.resources.map((resource) => ({ resource })) : [];
  });

function ordersAtHand(
  bundle: unknown,
  isSelected: (position: number) => boolean,
  meanings: Meanings,
  timeZone: string,
  find: FindReason,
): OrdersAtHand {
  const { terminology } = meanings;
  const all = draftOrders(bundle, meanings, timeZone, find);
  const session = all.length === 0 ? nothingSaid : draftWords(bundle, terminology);
  return {
    selected: all.filter(({ draft }) => isSelected(draft)),
    background: all.filter(({ draft }) => !isSelected(draft)),
    sessionWords: session.words,
    isSessionWhole: session.isWhole,
    sessionAnticoagulant:
      all.length === 0 ? notRecorded : anticoagulantInDrafts(bundle, terminology),
  };
}

const nothingSaid = { words: '', isWhole: true };
