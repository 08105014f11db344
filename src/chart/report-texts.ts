import type { FhirReader, FhirSource } from '../cds-hooks/fhir-source.ts';
import { isObject, isResource, type FhirResource } from '../cds-hooks/request/json.ts';
import type { ChartKey } from './chart-keys.ts';
import type { LumbarChart } from './lumbar-chart.ts';
import { concerns } from './whose.ts';

/** Text of a report of the chart that stands elsewhere on the FHIR server. */
export interface TextElsewhere {
  /** The report, as it stands in the chart. */
  readonly report: FhirResource;
  /** Addresses of attached forms. */
  readonly documents: readonly string[];
  /** `Observation/<id>` of results. */
  readonly observations: readonly string[];
}

/** Reads beside the lists of the chart in one call. */
const MAX_READS = 12;

/**
 * Asks the agreed FHIR server for report texts that were not sent, side by side and under the one
 * deadline of the call. A form that was had stands in the report as if it had been sent along; an
 * observation is contained in it. What could not be had stays as it is, and counts as not read.
 */
export async function withReportTexts<Key extends ChartKey>(
  source: FhirSource<Key>,
  chart: LumbarChart,
  wanted: readonly TextElsewhere[],
): Promise<LumbarChart> {
  const { reports } = chart;
  if (wanted.length === 0 || reports?.status !== 'listed') return chart;
  const { reader } = source;
  if (typeof reader === 'string') return chart;
  const startedAt = performance.now();
  let left = MAX_READS;
  const pending = wanted.map(async (text): Promise<readonly [FhirResource, FhirResource]> => {
    const documents = reader.mayRead('Binary') ? text.documents.slice(0, left) : [];
    left -= documents.length;
    const observations = reader.mayRead('Observation') ? text.observations.slice(0, left) : [];
    left -= observations.length;
    const forms = await Promise.all(documents.map((url) => formAt(reader, url)));
    const results = await Promise.all(observations.map((name) => resultAt(source, reader, name)));
    return [text.report, completed(text.report, new Map(forms.flat()), results.flat())];
  });
  const changed = new Map(await Promise.all(pending));
  source.trace.gatherMs = (source.trace.gatherMs ?? 0) + performance.now() - startedAt;
  return {
    ...chart,
    reports: {
      ...reports,
      resources: reports.resources.map((report) => changed.get(report) ?? report),
    },
  };
}

/** @returns Nothing when it could not be had: the form then stays an address. */
async function formAt(
  reader: FhirReader,
  url: string,
): Promise<readonly (readonly [string, object])[]> {
  try {
    const { contentType, data } = await reader.readDocument(url);
    // "Bytes" is less than what the report says of its form.
    const isSaid = contentType !== undefined && !/^application\/octet-stream\b/i.test(contentType);
    return [[url, { data, ...(isSaid && { contentType }) }]];
  } catch {
    return [];
  }
}

async function resultAt<Key extends string>(
  { patientId }: FhirSource<Key>,
  reader: FhirReader,
  name: string,
): Promise<readonly FhirResource[]> {
  try {
    const resource = await reader.read(name);
    const isIts =
      isResource(resource) && `${resource.resourceType}/${String(resource['id'])}` === name;
    return isIts && concerns(resource, patientId) ? [resource] : [];
  } catch {
    return [];
  }
}

function completed(
  report: FhirResource,
  forms: ReadonlyMap<string, object>,
  results: readonly FhirResource[],
): FhirResource {
  const { presentedForm, contained } = report;
  return {
    ...report,
    ...(forms.size > 0 &&
      Array.isArray(presentedForm) && {
        presentedForm: presentedForm.map((form: unknown) => {
          const url = isObject(form) ? form['url'] : undefined;
          const had = typeof url === 'string' ? forms.get(url) : undefined;
          return had && isObject(form) ? { ...form, ...had } : form;
        }),
      }),
    ...(results.length > 0 && {
      contained: [...(Array.isArray(contained) ? (contained as unknown[]) : []), ...results],
    }),
  };
}
