/**
 * Resource types that the demo's stories have, and what they can be searched by. Any other type of R4
 * can be searched too: by what R4 has for it, and mostly with an empty result.
 */
export const searchable: Readonly<Record<string, readonly string[]>> = {
  Patient: ['_id', 'name', 'family', 'given', 'birthdate', 'gender', 'identifier'],
  Practitioner: ['_id', 'name'],
  Condition: ['_id', 'patient', 'subject', 'code', 'clinical-status', 'category', 'onset-date'],
  Procedure: ['_id', 'patient', 'subject', 'code', 'status', 'date'],
  Observation: ['_id', 'patient', 'subject', 'code', 'category', 'status', 'date'],
  DiagnosticReport: ['_id', 'patient', 'subject', 'code', 'category', 'status', 'date'],
  AllergyIntolerance: ['_id', 'patient', 'code', 'clinical-status'],
  ServiceRequest: ['_id', 'patient', 'subject', 'code', 'status', 'intent', 'authored'],
  MedicationRequest: ['_id', 'patient', 'subject', 'code', 'status', 'intent'],
  MedicationAdministration: ['_id', 'patient', 'subject', 'code', 'status', 'effective-time'],
  Device: ['_id', 'patient', 'type', 'status'],
  Immunization: ['_id', 'patient', 'status', 'date'],
  Encounter: ['_id', 'patient', 'subject', 'status', 'date'],
  ImagingStudy: ['_id', 'patient', 'subject', 'status', 'started'],
  Specimen: ['_id', 'patient', 'subject'],
};

/** What the server says of itself at `metadata`. */
export function capabilityStatement(base: string, date: string): object {
  return {
    resourceType: 'CapabilityStatement',
    status: 'active',
    date,
    kind: 'instance',
    implementation: { description: 'Invented patients of the Cauda demo, read only', url: base },
    fhirVersion: '4.0.1',
    format: ['application/fhir+json', 'json'],
    rest: [
      {
        mode: 'server',
        security: { cors: true, description: 'Open: invented data only.' },
        resource: Object.entries(searchable).map(([type, parameters]) => ({
          type,
          interaction: [{ code: 'read' }, { code: 'search-type' }],
          searchParam: parameters.map((name) => ({ name, type: typeOf(name) })),
        })),
      },
    ],
  };
}

const dates = ['birthdate', 'date', 'onset-date', 'authored', 'started', 'effective-time'];
const strings = ['name', 'family', 'given'];
const typeOf = (name: string): string =>
  name === 'patient' || name === 'subject'
    ? 'reference'
    : dates.includes(name)
      ? 'date'
      : strings.includes(name)
        ? 'string'
        : 'token';
