import type { LumbarChart } from '../src/chart/lumbar-chart.ts';
import { siteOf } from '../src/config/site.ts';
import { LumbarPicture } from '../src/facts/lumbar-picture.ts';
import { draftOrders } from '../src/facts/orders/orders.ts';
import { notRecorded } from '../src/facts/values/fact.ts';
import { meaningsAt } from '../src/facts/reading/meanings.ts';
import { readKnowledge } from '../src/knowledge.ts';
import { chart, type ChartSize } from './charts.ts';
import { contrastMri, searchset } from './cases.ts';
import { patient, type Resource } from './resources.ts';
import { median } from './statistics.ts';

/** A chart of 260 resources as the large case of the bench has it; the others are multiples. */
const mix: ChartSize = {
  conditions: 39,
  procedures: 58,
  observations: 146,
  reports: 10,
  allergies: 3,
  orders: 4,
};
const MIX_TOTAL = Object.values(mix).reduce((sum: number, n: number) => sum + n, 0);
const sizes = [65, 260, 1_000, 2_500, 5_000, 10_000];
const RECENT_DAYS = 61;
/** Enough that the median stands still; large charts take long enough by themselves. */
const repeatsFor = (resources: number) => Math.max(15, Math.round(60_000 / resources));

export const curveHeading = [
  'resources',
  'body KB',
  'JSON.parse µs',
  'facts + rules µs: order-sign',
  'of parse',
  'µs/resource',
  'facts + rules µs: patient-view',
  'of parse',
  'µs/resource',
];

/**
 * What facts and rules alone cost as charts grow, beside the JSON.parse of the same chart: every
 * rule of a hook, from a chart that nobody has looked at yet. In this process, wall-clock medians.
 */
export function curveRows(): readonly (readonly string[])[] {
  const { terminology, lexicon, cards } = readKnowledge(siteOf({}));
  const orders = draftOrders(
    { resourceType: 'Bundle', entry: [{ resource: contrastMri() }] },
    meaningsAt(new Date(), 'UTC', { terminology, lexicon }),
    'UTC',
  );
  const hand = {
    selected: orders,
    background: [],
    sessionWords: '',
    isSessionWhole: true,
    sessionAnticoagulant: notRecorded,
  };
  const now = new Date();
  const look = (text: string) =>
    new LumbarPicture(
      chartOf(text),
      now,
      meaningsAt(now, 'UTC', { terminology, lexicon }),
      siteOf({}),
    );
  const sign = (picture: LumbarPicture) => {
    for (const { rule, settings } of cards) {
      if (rule.about === 'orders') rule.evaluate(picture, hand, settings);
    }
  };
  const view = (picture: LumbarPicture) => {
    for (const { rule, settings } of cards) {
      if (rule.about === 'reports') rule.evaluate(picture, settings);
    }
  };

  // The compiler sees both hooks before anything is measured.
  const warm = textOf(260);
  for (let i = 0; i < 300; i += 1) {
    sign(look(warm));
    view(look(warm));
  }
  return sizes.map((resources) => {
    const text = textOf(resources);
    const repeats = repeatsFor(resources);
    const parse = medianMicros(
      repeats,
      () => undefined,
      () => JSON.parse(text),
    );
    const [forSign, forView] = [sign, view].map((evaluate) =>
      medianMicros(repeats, () => look(text), evaluate),
    );
    return [
      String(resources),
      (text.length / 1_000).toFixed(0),
      parse.toFixed(0),
      ...[forSign!, forView!].flatMap((micros) => [
        micros.toFixed(0),
        (micros / parse).toFixed(2),
        (micros / resources).toFixed(2),
      ]),
    ];
  });
}

function medianMicros<T>(repeats: number, prepare: () => T, run: (prepared: T) => unknown): number {
  const micros = Array.from({ length: repeats }, () => {
    const prepared = prepare();
    const start = performance.now();
    run(prepared);
    return (performance.now() - start) * 1_000;
  });
  return median(micros);
}

/** The prefetch of a chart with so many resources, as text. */
function textOf(resources: number): string {
  const factor = resources / MIX_TOTAL;
  const size = Object.fromEntries(
    Object.entries(mix).map(([key, count]) => [key, Math.max(1, Math.round(count * factor))]),
  ) as unknown as ChartSize;
  const lists = Object.entries(chart(size, RECENT_DAYS)).map(([key, list]) => [
    key,
    searchset(list),
  ]);
  return JSON.stringify({ patient: patient(), ...Object.fromEntries(lists) });
}

/** A parsed prefetch as gathering would hand it on. */
function chartOf(text: string): LumbarChart {
  const { patient: one, ...lists } = JSON.parse(text);
  const listed = (resources: readonly Resource[]) => ({
    status: 'listed',
    resources,
    complete: true,
    via: 'prefetch',
  });
  return Object.fromEntries([
    ['patient', listed([one])],
    ...Object.entries(lists).map(([key, bundle]: [string, any]) => [
      key,
      listed(bundle.entry.map(({ resource }: { resource: Resource }) => resource)),
    ]),
  ]);
}
