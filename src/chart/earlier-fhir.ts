import type { FhirResource } from '../cds-hooks/json.ts';

/**
 * A resource of DSTU2 or STU3 as R4 has it, where the same thing stands under another name and would
 * be missed or taken for its opposite. Statuses and dates of those versions are read where they are
 * read; what R4 has is left as it is.
 *
 * @see HL7 FHIR DSTU2 and STU3, Procedure.notPerformed, Procedure.notDone, AllergyIntolerance.substance
 */
export function asR4(resource: FhirResource): FhirResource {
  switch (resource.resourceType) {
    case 'Procedure':
      // It stands beside the status "completed" there.
      return resource['notPerformed'] === true || resource['notDone'] === true
        ? { ...resource, status: 'not-done' }
        : resource;
    case 'AllergyIntolerance':
      return resource['code'] === undefined && resource['substance'] !== undefined
        ? { ...resource, code: resource['substance'] }
        : resource;
    default:
      return resource;
  }
}
