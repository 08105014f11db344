import type { Mimic } from '../../clinical-text/examination/sign.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { isActive } from '../reading/conditions.ts';
import { allWordsOf } from '../reading/fields/fields.ts';

const sets: readonly (readonly [ValueSetId, Mimic])[] = [
  ['polyneuropathy', 'polyneuropathy'],
  ['nerve-lesion-of-leg', 'peroneal'],
  ['lumbosacral-plexus-disease', 'plexus'],
  ['central-signs', 'central'],
];

/**
 * What imitates a lesion of a root among the active conditions, by code or by words. For silencing only,
 * so that the side of it does not matter.
 */
export function codedMimics({ conditions, texts }: ChartReading): ReadonlySet<Mimic> {
  const found = new Set<Mimic>();
  for (const [set, mimic] of sets) {
    if (conditions.in(set).some((condition) => isActive(condition))) found.add(mimic);
  }
  for (const condition of conditions.resources) {
    if (!isActive(condition)) continue;
    for (const words of allWordsOf(condition['code'])) {
      for (const { topic } of texts.findings(words).found) {
        if (topic === 'mimic-polyneuropathy') found.add('polyneuropathy');
        if (topic === 'mimic-peroneal') found.add('peroneal');
        if (topic === 'mimic-plexus') found.add('plexus');
        if (topic === 'mimic-central') found.add('central');
      }
    }
  }
  return found;
}
