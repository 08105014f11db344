import type { FhirResource } from '../../cds-hooks/request/json.ts';
import type { LumbarChart } from '../../chart/lumbar-chart.ts';
import type { TextElsewhere } from '../../chart/report-texts.ts';
import { reportText } from '../../report/report-text.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import type { Meanings } from '../reading/meanings.ts';
import { dayAt, readWhen, withinDays } from '../values/calendar.ts';
import { scanWhen } from '../studies/done-studies.ts';
import { asList, asObject, asText, type Opaque } from '../reading/fields/fields.ts';
import { resultsOf, resultTexts } from './report-results.ts';
import { isStanding } from './reports.ts';
import { studyOf } from '../studies/study.ts';

/** The longest time in which a card may look at a report; older ones are not asked for. */
const MAX_AGE_DAYS = 90;
/** Reports that are looked at for it, and of those the ones whose text is asked for: the newest. */
const MAX_LOOKED_AT = 20;
const MAX_REPORTS = 5;
const MAX_ADDRESSES = 5;

/**
 * Recent MRI reports whose text was not sent along and can be asked for: forms that are an address of a
 * Binary, and results that were not sent. Only where nothing that was sent is the text.
 *
 * @returns Possibly empty; never throws.
 */
export function textsElsewhere(
  { reports, observations }: LumbarChart,
  now: Date,
  meanings: Meanings,
  timeZone: string,
): readonly TextElsewhere[] {
  if (reports?.status !== 'listed') return [];
  const today = dayAt(now.getTime(), timeZone);
  const sent = observations?.status === 'listed' ? observations.resources : [];
  return reports.resources
    .flatMap((report) => {
      if (!isStanding(report)) return [];
      const dated = scanWhen(report, timeZone) ?? readWhen(report['issued'], timeZone);
      if (!dated || withinDays(dated, MAX_AGE_DAYS, today) === 'no') return [];
      return studyOf(report, meanings)?.kind === 'mri' ? [{ report, dated }] : [];
    })
    .sort((a, b) => b.dated.last - a.dated.last)
    .slice(0, MAX_LOOKED_AT)
    .flatMap(({ report }) => elsewhere(report, sent, meanings.terminology) ?? [])
    .slice(0, MAX_REPORTS);
}

function elsewhere(
  report: FhirResource,
  sent: readonly Opaque[],
  terminology: Terminology,
): TextElsewhere | undefined {
  const documents = asList(report['presentedForm']).flatMap(
    (form) => addressOf(asObject(form)) ?? [],
  );
  const results = resultsOf(report, sent);
  if (documents.length === 0 && results.missing.length === 0) return undefined;
  const texts = resultTexts(results, terminology);
  const text = reportText(report['conclusion'], report['presentedForm'], texts);
  if (text.status === 'text' && text.isWhole) return undefined;
  return {
    report,
    documents: documents.slice(0, MAX_ADDRESSES),
    observations: results.missing.slice(0, MAX_ADDRESSES),
  };
}

/** The address of a form that may be text; the type of a PDF or an image need not be asked for. */
function addressOf(form: Opaque | undefined): string | undefined {
  if (asText(form?.['data']) !== undefined) return undefined;
  const type = asText(form?.['contentType']);
  if (
    type !== undefined &&
    !/^(?:text\/(?:plain|html|xhtml)|application\/(?:xhtml\+xml|fhir\+json|octet-stream))\b/i.test(
      type,
    )
  ) {
    return undefined;
  }
  const url = asText(form?.['url']);
  return url !== undefined && /(?:^|\/)Binary\//.test(url) ? url : undefined;
}
