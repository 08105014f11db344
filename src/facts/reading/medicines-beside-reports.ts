import type { LumbarChart } from '../../chart/lumbar-chart.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import { valueSetsOf } from './fields/fields.ts';

/**
 * Whether the medicines of a chart can bear on a card about its reports: HIV infection or a cancer is on
 * the problem list. Others are not worth a request each time a chart is opened.
 */
export function medicinesBearOnReports(
  { conditions }: LumbarChart,
  terminology: Terminology,
): boolean {
  if (conditions?.status !== 'listed') return false;
  return conditions.resources.some((condition) => {
    const sets = valueSetsOf(condition['code'], terminology);
    return sets.has('hiv-infection') || sets.has('malignant-neoplasm');
  });
}
