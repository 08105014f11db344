import { isObject, type FhirResource } from '../cds-hooks/request/json.ts';

/** Where each type says when it came into the chart, the first that is there. */
const dateMembers: Readonly<Record<string, readonly string[]>> = {
  Condition: ['recordedDate', 'onsetDateTime', 'onsetPeriod'],
  Procedure: ['performedDateTime', 'performedPeriod'],
  Observation: ['issued', 'effectiveDateTime', 'effectiveInstant', 'effectivePeriod'],
  DiagnosticReport: ['issued', 'effectiveDateTime', 'effectivePeriod'],
  AllergyIntolerance: ['recordedDate', 'onsetDateTime'],
  ServiceRequest: ['authoredOn', 'occurrenceDateTime'],
  MedicationRequest: ['authoredOn'],
  MedicationAdministration: ['effectiveDateTime', 'effectivePeriod'],
  MedicationStatement: ['dateAsserted', 'effectiveDateTime', 'effectivePeriod'],
};

/**
 * The first instant a date can mean, in milliseconds: of a year its first day, of a day its first
 * second (UTC). The start of a period.
 *
 * @returns undefined when it is no date.
 */
export function firstInstant(value: unknown): number | undefined {
  if (isObject(value)) return firstInstant(value['start']);
  if (typeof value !== 'string' || !/^\d{4}(?:-\d\d(?:-\d\d)?)?(?:T|$)/.test(value))
    return undefined;
  const ms = Date.parse(value);
  return Number.isNaN(ms) ? undefined : ms;
}

/** When a resource came into the chart, as far as it says; undefined when it does not. */
export function enteredAt(resource: FhirResource): number | undefined {
  for (const member of dateMembers[resource.resourceType] ?? []) {
    const at = firstInstant(resource[member]);
    if (at !== undefined) return at;
  }
  return undefined;
}

/**
 * A resource as it stood at a moment that is not before it came into the chart: what was not yet over
 * was active, and who died later was alive. Other changes of a resource are not recorded in it.
 */
export function asOf(resource: FhirResource, atMs: number): FhirResource {
  if (resource.resourceType === 'Condition') return conditionAsOf(resource, atMs);
  if (resource.resourceType === 'Patient') return patientAsOf(resource, atMs);
  return resource;
}

function conditionAsOf(condition: FhirResource, atMs: number): FhirResource {
  const { abatementDateTime, abatementPeriod, ...rest } = condition;
  const over = firstInstant(abatementDateTime) ?? firstInstant(abatementPeriod);
  if (over === undefined || over <= atMs) return condition;
  return {
    ...rest,
    clinicalStatus: {
      coding: [
        { system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' },
      ],
    },
  };
}

/** Whoever was ordered a scan was alive; a death counts only when it is dated before. */
function patientAsOf(patient: FhirResource, atMs: number): FhirResource {
  const { deceasedBoolean, deceasedDateTime, ...rest } = patient;
  const died = firstInstant(deceasedDateTime);
  if (deceasedBoolean === undefined && deceasedDateTime === undefined) return patient;
  return died !== undefined && died <= atMs ? patient : rest;
}
