/** FHIR R4 resources of an invented patient, in the shape and length in which EHRs send them. */
export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [member: string]: unknown;
}

/** A code with its display, and what a clinician typed beside it. */
export type Code = readonly [system: string, code: string, display: string, text?: string];

export const CPT = 'http://www.ama-assn.org/go/cpt';
export const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
export const LOINC = 'http://loinc.org';
export const SNOMED = 'http://snomed.info/sct';
const HL7 = 'http://terminology.hl7.org/CodeSystem';

export const PATIENT_ID = 'bench-patient';
const subject = { reference: `Patient/${PATIENT_ID}` };
const author = { reference: 'Practitioner/dr-example', display: 'Dr. Example' };

const coded = (system: string, code: string, display: string) => ({
  coding: [{ system, code, display }],
});
const concept = ([system, code, display, text = display]: Code) => ({
  ...coded(system, code, display),
  text,
});

/** The instant `days` before now; for `Condition.recordedDate`, `Observation.issued` and the like. */
export const daysAgo = (days: number): string =>
  new Date(Date.now() - days * 86_400_000).toISOString();
/** The calendar date `days` before today (UTC). */
export const dateAgo = (days: number): string => daysAgo(days).slice(0, 10);

/** The one patient of the bench, with the members an EHR commonly sends. */
export const patient = (): Resource => ({
  resourceType: 'Patient',
  id: PATIENT_ID,
  identifier: [{ system: 'https://example.org/fhir/sid/invented', value: 'invented-bench' }],
  active: true,
  name: [{ use: 'official', text: 'Bench Invented', family: 'Invented', given: ['Bench'] }],
  telecom: [
    { system: 'phone', value: '555-0100', use: 'home' },
    { system: 'email', value: 'bench@example.org' },
  ],
  gender: 'female',
  birthDate: '1974-05-02',
  address: [{ use: 'home', line: ['1 Invented Street'], city: 'Exampleton', state: 'MA' }],
  maritalStatus: coded(`${HL7}/v3-MaritalStatus`, 'M', 'Married'),
  communication: [{ language: coded('urn:ietf:bcp:47', 'en-US', 'English'), preferred: true }],
});

/** @param days Days since it was recorded. @param status Clinical status code. */
export const condition = (id: string, code: Code, days: number, status: string): Resource => ({
  resourceType: 'Condition',
  id,
  clinicalStatus: { coding: [{ system: `${HL7}/condition-clinical`, code: status }] },
  verificationStatus: { coding: [{ system: `${HL7}/condition-ver-status`, code: 'confirmed' }] },
  category: [{ coding: [{ system: `${HL7}/condition-category`, code: 'problem-list-item' }] }],
  code: concept(code),
  subject,
  onsetDateTime: dateAgo(days + 30),
  ...(status === 'resolved' && { abatementDateTime: dateAgo(days - 20) }),
  recordedDate: dateAgo(days),
});

/** A completed procedure. @param days Days since it was done. */
export const procedure = (id: string, code: Code, days: number, site?: string): Resource => ({
  resourceType: 'Procedure',
  id,
  status: 'completed',
  code: concept(code),
  subject,
  performedDateTime: dateAgo(days),
  ...(site !== undefined && { bodySite: [{ text: site }] }),
});

/** A result with its unit, as UCUM has it. */
export interface Result {
  readonly code: Code;
  readonly category: 'laboratory' | 'vital-signs';
  readonly value: number;
  readonly unit: string;
}

/** A final result. @param days Days since it was measured; may be a fraction. */
export const observation = (id: string, result: Result, days: number): Resource => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ system: `${HL7}/observation-category`, code: result.category }] }],
  code: concept(result.code),
  subject,
  effectiveDateTime: daysAgo(days),
  valueQuantity: {
    value: result.value,
    unit: result.unit,
    system: 'http://unitsofmeasure.org',
    code: result.unit,
  },
});

/** A final imaging report. @param days Days since the images were made. */
export const report = (id: string, code: Code, days: number, conclusion: string): Resource => ({
  resourceType: 'DiagnosticReport',
  id,
  status: 'final',
  category: [coded('http://terminology.hl7.org/CodeSystem/v2-0074', 'RAD', 'Radiology')],
  code: concept(code),
  subject,
  effectiveDateTime: daysAgo(days),
  issued: daysAgo(days - 0.5),
  conclusion,
});

/** An active, confirmed allergy, named in words only, as most charts have them. */
export const allergy = (id: string, text: string): Resource => ({
  resourceType: 'AllergyIntolerance',
  id,
  clinicalStatus: coded(`${HL7}/allergyintolerance-clinical`, 'active', 'Active'),
  verificationStatus: coded(`${HL7}/allergyintolerance-verification`, 'confirmed', 'Confirmed'),
  type: 'allergy',
  code: { text },
  patient: subject,
  reaction: [{ manifestation: [{ text: 'Rash' }] }],
});

/** A routine order: a draft of today, or one of nine days ago. */
export const order = (id: string, code: Code, status: string, reason: string): Resource => ({
  resourceType: 'ServiceRequest',
  id,
  status,
  intent: 'order',
  priority: 'routine',
  code: concept(code),
  subject,
  authoredOn: daysAgo(status === 'draft' ? 0 : 9),
  requester: author,
  reasonCode: [{ text: reason }],
});
