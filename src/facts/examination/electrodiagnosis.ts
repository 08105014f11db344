import { readElectrodiagnosis } from '../../clinical-text/examination/read-electrodiagnosis.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { asList, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import { isStanding } from '../imaging/reports.ts';
import { scanWhen } from '../studies/done-studies.ts';
import { isElectrodiagnosis } from '../studies/electrodiagnosis.ts';
import { resultsOf, resultTexts } from '../imaging/report-results.ts';
import { readWhen } from '../values/calendar.ts';
import type { Examination } from './examination.ts';
import { textOfReport } from './recorded-examinations.ts';

/** Reports of one patient that are looked at. */
const MAX_REPORTS = 20;

/** Reports of electromyography and nerve conduction, with the roots that their conclusions name. */
export function electrodiagnoses(reading: ChartReading): readonly Examination[] {
  return reading
    .list('reports')
    .resources.filter((report) => isStanding(report) && isElectrodiagnosis(report, reading))
    .slice(0, MAX_REPORTS)
    .map((report): Examination => {
      const text = textOf(report, reading);
      const reference = referenceTo(report);
      const words = text === undefined ? undefined : reading.texts.findings(text);
      const read = words && readElectrodiagnosis(words);
      return {
        by: 'electrodiagnosis',
        when: scanWhen(report, reading.timeZone) ?? readWhen(report['issued'], reading.timeZone),
        references: reference === undefined ? [] : [reference],
        signs: [],
        named: read === undefined || read.isParaspinalOnly ? [] : read.named,
        mimics: read?.mimics ?? new Set(),
        // Needles find what they find.
        knowsPictures: false,
        hasUnread: words === undefined || words.isCut || words.language === 'other',
      };
    });
}

/** Its conclusion and forms, else the texts among its results. */
function textOf(report: Opaque, { observations, terminology }: ChartReading): string | undefined {
  const own = textOfReport(report);
  if (own !== undefined || asList(report['result']).length === 0) return own;
  const { narratives } = resultTexts(resultsOf(report, observations.resources), terminology);
  return narratives.length === 0
    ? undefined
    : narratives
        .map(({ heading, text }) => (heading === '' ? text : `${heading}: ${text}`))
        .join('\n');
}
