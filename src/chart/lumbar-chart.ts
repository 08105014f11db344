import type { FhirSource } from '../cds-hooks/fhir-source.ts';
import { chartKeys, type ChartKey } from './chart-keys.ts';
import { gather, type Gathered } from './gather.ts';

/** The part of a patient's chart that a service asked for. A key it did not ask for is absent. */
export type LumbarChart = Readonly<Partial<Record<ChartKey, Gathered>>>;

/**
 * Gathers the given keys side by side under the one deadline of the call. A query that fails loses
 * its own list only.
 */
export async function gatherLumbarChart<Key extends ChartKey>(
  source: FhirSource<Key>,
  keys: readonly Key[],
): Promise<LumbarChart> {
  const startedAt = performance.now();
  const chart: Partial<Record<ChartKey, Gathered>> = {};
  const pending: Promise<void>[] = [];
  const keep = (key: Key, gathered: Gathered) => {
    chart[key] = gathered;
    // The call names no encounter: nothing was asked for, so nothing is missing.
    if (gathered.status === 'unavailable' && gathered.why === 'no-query') return;
    const via = gathered.status === 'listed' ? gathered.via : 'unavailable';
    const beyond = gathered.status === 'listed' ? gathered.beyond : undefined;
    source.trace.keys.push(beyond === undefined ? { key, via } : { key, via, beyond });
  };
  for (const key of keys) {
    const gathered = gather(source, key, chartKeys[key].type);
    if (gathered instanceof Promise) pending.push(gathered.then((list) => keep(key, list)));
    else keep(key, gathered);
  }
  if (pending.length > 0) await Promise.all(pending);
  source.trace.gatherMs = performance.now() - startedAt;
  return chart;
}
