import type { FhirResource } from '../cds-hooks/request/json.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * A resource of DSTU2 or STU3 as R4 has it, where the same thing stands under another name and would
 * be missed or taken for its opposite: a dose that was not given stands there as "completed", a medicine
 * that is not taken as "active". Statuses and dates of conditions are read where they are read; what R4
 * has is left as it is.
 *
 * @see HL7 FHIR DSTU2 (1.0.2) and STU3 (3.0.2), the resources named below
 */
export function asR4(resource: FhirResource): FhirResource {
  const changes = changesOf[resource.resourceType]?.(resource);
  return changes === undefined ? resource : { ...resource, ...changes };
}

/** What R4 has otherwise; undefined when nothing is. */
const changesOf: Readonly<Record<string, (resource: Members) => Members | undefined>> = {
  Procedure: ({ notPerformed, notDone, reasonCode, reasonCodeableConcept }) => {
    const isNotDone = notPerformed === true || notDone === true;
    const hasReason = reasonCode === undefined && reasonCodeableConcept !== undefined;
    if (!isNotDone && !hasReason) return undefined;
    return {
      ...(isNotDone && { status: 'not-done' }),
      ...(hasReason && { reasonCode: [reasonCodeableConcept] }),
    };
  },

  AllergyIntolerance: ({ code, substance }) =>
    code === undefined && substance !== undefined ? { code: substance } : undefined,

  MedicationStatement({ wasNotTaken, taken }) {
    if (wasNotTaken === true || taken === 'n') return { status: 'not-taken' };
    // Neither "taken" nor "not taken" is known.
    return taken === 'unk' || taken === 'na' ? { status: 'unknown' } : undefined;
  },

  MedicationAdministration(resource) {
    if (resource['wasNotGiven'] === true || resource['notGiven'] === true) {
      return { status: 'not-done' };
    }
    return renamed(resource, {
      effectiveTimeDateTime: 'effectiveDateTime',
      effectiveTimePeriod: 'effectivePeriod',
    });
  },

  DiagnosticReport: (resource) => renamed(resource, { codedDiagnosis: 'conclusionCode' }),

  Observation({ note, comment, comments }) {
    const text = comments ?? comment;
    return note === undefined && typeof text === 'string' ? { note: [{ text }] } : undefined;
  },

  Device: ({ status }) => valueOf(deviceStatuses, status, 'status'),

  Encounter: ({ class: own }) => {
    const known = valueOf(encounterClasses, own, 'code');
    return known && { class: known };
  },
};

/** @see HL7 FHIR DSTU2, DeviceStatus */
const deviceStatuses: Members = { available: 'active', 'not-available': 'inactive' };

/** A code in DSTU2, a Coding of HL7 v3 ActCode since. @see HL7 FHIR DSTU2, EncounterClass */
const encounterClasses: Members = {
  emergency: 'EMER',
  inpatient: 'IMP',
  outpatient: 'AMB',
  ambulatory: 'AMB',
  daytime: 'AMB',
  home: 'HH',
  field: 'FLD',
  virtual: 'VR',
};

function valueOf(table: Members, value: unknown, member: string): Members | undefined {
  if (typeof value !== 'string' || !Object.hasOwn(table, value)) return undefined;
  return { [member]: table[value] };
}

/** Members under their names of R4, where those are free. */
function renamed(resource: Members, names: Readonly<Record<string, string>>): Members | undefined {
  const found = Object.entries(names).filter(
    ([earlier, name]) => resource[earlier] !== undefined && resource[name] === undefined,
  );
  if (found.length === 0) return undefined;
  return Object.fromEntries(found.map(([earlier, name]) => [name, resource[earlier]]));
}
