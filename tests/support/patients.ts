import { readFileSync } from 'node:fs';
import {
  chartKeys,
  keysToGather,
  type ChartKey,
  type ChartKeyEntry,
} from '../../src/chart/chart-keys.ts';

export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [member: string]: any;
}

/** A patient of the fixtures with the whole chart. */
export interface Patient {
  readonly id: string;
  readonly resources: readonly Resource[];
}

/** The patient of a story under fhir-fixtures/patients. */
export function patient(name: string): Patient {
  const path = new URL(`../../fhir-fixtures/patients/${name}/bundle.json`, import.meta.url);
  const bundle = JSON.parse(readFileSync(path, 'utf8'));
  return {
    id: name,
    resources: bundle.entry.map((entry: { resource: Resource }) => entry.resource),
  };
}

/** The same patient without the resources that match: a type, or a test. */
export function without(p: Patient, what: string | ((resource: Resource) => boolean)): Patient {
  const matches = typeof what === 'string' ? (r: Resource) => r.resourceType === what : what;
  return { ...p, resources: p.resources.filter((resource) => !matches(resource)) };
}

/** The same patient with further resources; their subject is filled in. */
export function withResource(p: Patient, ...resources: readonly object[]): Patient {
  return {
    ...p,
    resources: [
      ...p.resources,
      ...resources.map(
        (resource, index) =>
          ({
            id: `added-${index}`,
            [isOfPatient(resource) ? 'patient' : 'subject']: { reference: `Patient/${p.id}` },
            ...resource,
          }) as unknown as Resource,
      ),
    ],
  };
}

/** These call their subject the patient. */
const isOfPatient = (resource: object) =>
  'resourceType' in resource &&
  (resource.resourceType === 'AllergyIntolerance' || resource.resourceType === 'Device');

/** The same patient with every resource of a type changed. */
export function changed(p: Patient, type: string, change: (resource: Resource) => object): Patient {
  return {
    ...p,
    resources: p.resources.map((resource) =>
      resource.resourceType === type ? { ...resource, ...change(resource) } : resource,
    ),
  };
}

/** A condition of a code, active and confirmed unless said otherwise. */
export function condition(system: string, code: string, more: object = {}): object {
  return {
    resourceType: 'Condition',
    clinicalStatus: { coding: [{ system: conditionClinical, code: 'active' }] },
    code: { coding: [{ system, code }] },
    ...more,
  };
}

export const conditionClinical = 'http://terminology.hl7.org/CodeSystem/condition-clinical';
export const conditionVerification = 'http://terminology.hl7.org/CodeSystem/condition-ver-status';
export const CPT = 'http://www.ama-assn.org/go/cpt';
export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';

export type PrefetchKey = ChartKey;

/** Every prefetch key, in the order of discovery. */
export const allKeys = (
  Object.entries(chartKeys) as readonly (readonly [ChartKey, ChartKeyEntry])[]
).flatMap(([key, { byFhirOnly }]) => (byFhirOnly ? [] : [key]));

/** What the FHIR server is asked when an MRI with contrast is signed and nothing was sent. */
export const keysOfMri = keysToGather(new Set(['devices', 'medications', 'administrations']));

/** Which key a list of a type is sent under; of two keys of one type the first. */
export const keyOfType: Readonly<Record<string, PrefetchKey>> = Object.fromEntries(
  allKeys.toReversed().map((key) => [chartKeys[key].type, key]),
);

/** True for an observation of the category of examinations. */
const isExamination = ({ category }: Resource): boolean =>
  JSON.stringify(category ?? '').includes('"exam"');

/** What an EHR that honours every template would send along. */
export function prefetchOf(p: Patient): Record<PrefetchKey, unknown> {
  const of = (type: string) => p.resources.filter((resource) => resource.resourceType === type);
  const searchset = (resources: readonly Resource[]) => ({
    resourceType: 'Bundle',
    type: 'searchset',
    total: resources.length,
    ...(resources.length > 0 && {
      entry: resources.map((resource) => ({
        fullUrl: `https://ehr.example.org/fhir/${resource.resourceType}/${resource.id}`,
        resource,
        search: { mode: 'match' },
      })),
    }),
  });
  const lists = allKeys.map((key) => [key, searchset(of(chartKeys[key].type))]);
  return {
    ...(Object.fromEntries(lists) as Record<PrefetchKey, unknown>),
    examinations: searchset(of('Observation').filter(isExamination)),
    patient: of('Patient')[0] ?? null,
    orders: searchset(of('ServiceRequest').filter((r) => r['status'] === 'active')),
  };
}
