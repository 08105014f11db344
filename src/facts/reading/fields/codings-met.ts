import type { CodingsMet } from '../../../cds-hooks/call-trace.ts';
import { entriesOf } from '../../../cds-hooks/request/json.ts';
import type { LumbarChart } from '../../../chart/lumbar-chart.ts';
import type { Terminology } from '../../../terminology/terminology.ts';
import { asList, asObject, asText } from './fields.ts';

/** So many systems are named to an integrator, each to so many characters. */
const MAX_SYSTEMS = 20;
const MAX_SYSTEM_LENGTH = 200;

/**
 * Counts the codings by which a call names what is in the chart and what is ordered, and why: those of
 * systems that we know, and those of others, which say nothing here unless words stand beside them.
 *
 * @param draftOrders The Bundle of the call's context, where it has one.
 */
export function codingsMet(
  chart: LumbarChart,
  draftOrders: unknown,
  terminology: Terminology,
): CodingsMet {
  let known = 0;
  let unknown = 0;
  const others = new Set<string>();
  const count = (concept: unknown) => {
    for (const item of asList(asObject(concept)?.['coding'])) {
      const coding = asObject(item);
      if (asText(coding?.['code']) === undefined) continue;
      const system = asText(coding?.['system']);
      if (system !== undefined && terminology.isKnownSystem(system)) known += 1;
      else {
        unknown += 1;
        if (system !== undefined && others.size < MAX_SYSTEMS) {
          others.add(system.slice(0, MAX_SYSTEM_LENGTH));
        }
      }
    }
  };
  for (const gathered of Object.values(chart)) {
    if (gathered.status !== 'listed') continue;
    for (const resource of gathered.resources) {
      count(resource['code']);
      for (const component of asList(resource['component'])) count(asObject(component)?.['code']);
    }
  }
  for (const { resource } of entriesOf(draftOrders)) {
    count(resource['code']);
    for (const reason of asList(resource['reasonCode'])) count(reason);
  }
  return { known, unknown, systemsNotUnderstood: [...others].sort() };
}
