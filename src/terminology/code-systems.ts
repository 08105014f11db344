const ICD10CM = 'http://hl7.org/fhir/sid/icd-10-cm';
const ICD10PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';
export const CPT = 'http://www.ama-assn.org/go/cpt';
const LOINC = 'http://loinc.org';
const SNOMED = 'http://snomed.info/sct';
const RADLEX = 'http://radlex.org';
const ATC = 'http://www.whocc.no/atc';
const NDC = 'http://hl7.org/fhir/sid/ndc';

/** Other URIs under which real systems send the same code system. */
const aliases: ReadonlyMap<string, string> = new Map([
  ['http://terminology.hl7.org/CodeSystem/icd10PCS', ICD10PCS],
  ['http://www.icd10data.com/icd10pcs', ICD10PCS],
  ['urn:oid:2.16.840.1.113883.6.12', CPT],
  ['http://terminology.hl7.org/CodeSystem/icd10CM', ICD10CM],
  ['urn:oid:2.16.840.1.113883.6.90', ICD10CM],
  ['urn:oid:2.16.840.1.113883.6.256', RADLEX],
  ['https://loinc.org/', LOINC],
  ['https://loinc.org', LOINC],
  ['http://loinc.org/', LOINC],
]);

/** Systems in which a longer code lies below the shorter code it begins with. */
export const PREFIX_SYSTEMS: ReadonlySet<string> = new Set([ICD10CM, ICD10PCS, ATC, NDC]);

/** Systems whose codes say what they are, so that a display sent with them is never read. */
export const STANDARD_SYSTEMS: ReadonlySet<string> = new Set([
  ICD10CM,
  ICD10PCS,
  CPT,
  LOINC,
  SNOMED,
  RADLEX,
]);

export function canonicalSystem(system: string): string {
  return aliases.get(system) ?? system;
}

/** Case and dots do not distinguish ICD codes (`m5126` is M51.26); elsewhere the code is itself. */
export function normalisedCode(canonicalSystem: string, code: string): string {
  const trimmed = code.trim();
  if (canonicalSystem === ICD10CM || canonicalSystem === ICD10PCS) {
    return trimmed.replaceAll('.', '').toUpperCase();
  }
  return trimmed;
}
