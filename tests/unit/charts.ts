import { chartKeys } from '../../src/chart/chart-keys.ts';
import { day, formatDay, type Day } from '../../src/facts/values/calendar.ts';
import { ChartReading } from '../../src/facts/reading/chart-reading.ts';
import { meaningsAt, type Meanings } from '../../src/facts/reading/meanings.ts';
import { Listed } from '../../src/facts/reading/fields/listed.ts';
import { lexicon } from '../support/lexicon.ts';
import { Terminology } from '../../src/terminology/terminology.ts';
import { readConceptMaps, readValueSets } from '../../src/terminology/value-set-file.ts';

/** The value sets of the project, as the service reads them. */
export const valueSets = readValueSets('cards/value-sets');
export const conceptMaps = readConceptMaps('cards/concept-maps');
export const terminology = new Terminology(valueSets, conceptMaps);

/** The day and the moment on which all unit tests are told: noon of 20 November 2026, in UTC. */
export const TODAY = day(2026, 11, 20);
export const NOW_MS = Date.parse('2026-11-20T12:00:00Z');
export const ZONE = 'UTC';

/** What codes and words mean, as one call has it. */
export const meanings = (): Meanings =>
  meaningsAt(new Date(NOW_MS), ZONE, { terminology, lexicon });

export const CPT = 'http://www.ama-assn.org/go/cpt';
export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
export const RADLEX = 'http://radlex.org';
export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const ICD10PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';

/** A CodeableConcept of one coding, with words if given. */
export const concept = (system: string, code: string, text?: string) => ({
  coding: [{ system, code }],
  ...(text !== undefined && { text }),
});

/** Codes of the status systems are read whatever their system. */
export const status = (code: string) => ({ coding: [{ code }] });

/** A list of a chart that could be had whole. */
export const list = (key: string, ...resources: readonly object[]): Listed =>
  listOf(key, resources, true);

/** A list of which a page is missing. */
export const partOf = (key: string, ...resources: readonly object[]): Listed =>
  listOf(key, resources, false);

/** A list that could not be had at all. */
export const unavailable = (key: string): Listed =>
  new Listed(key, { status: 'unavailable', why: 'ehr-error' }, terminology);

const types: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(chartKeys).map(([key, { type }]) => [key, type]),
);

function listOf(key: string, resources: readonly object[], complete: boolean): Listed {
  const resourceType = types[key] ?? key;
  return new Listed(
    key,
    {
      status: 'listed',
      resources: resources.map((resource) => ({ resourceType, ...resource })),
      complete,
      via: 'prefetch',
    },
    terminology,
  );
}

/** A chart of the given lists, read on the day of the tests; lists that are not given were not to be had. */
export function reading(lists: Readonly<Record<string, readonly object[]>>): ChartReading {
  const chart = Object.fromEntries(
    Object.entries(lists).map(([key, resources]) => [
      key,
      {
        status: 'listed' as const,
        resources: resources.map((resource) => ({ resourceType: types[key] ?? key, ...resource })),
        complete: true,
        via: 'prefetch' as const,
      },
    ]),
  );
  return new ChartReading(chart, new Date(NOW_MS), meanings(), {
    timeZone: ZONE,
    includeDecompression: false,
    gadoliniumFormulary: 'unknown',
  });
}

/** A day as `2026-11-20`; the infinities stand for an open end. */
export const dayText = (on: Day): string => (Number.isFinite(on) ? formatDay(on) : String(on));

/** A day from `2026-11-20`. */
export const dayOf = (text: string): Day => Date.parse(text) / 86_400_000;
