import { isObject, type FhirResource } from '../cds-hooks/request/json.ts';
import { readReference } from '../cds-hooks/request/reference.ts';

/**
 * False only when a resource names another patient. One that names nobody was found by a search for
 * this patient, so it is kept.
 */
export function concerns(resource: FhirResource, patientId: string): boolean {
  if (resource.resourceType === 'Patient') {
    return typeof resource['id'] !== 'string' || resource['id'] === patientId;
  }
  return isNotOther(resource['subject'], patientId) && isNotOther(resource['patient'], patientId);
}

function isNotOther(subject: unknown, patientId: string): boolean {
  if (!isObject(subject)) return true;
  // The way nearly all are written, without a pattern.
  const { reference } = subject;
  if (typeof reference === 'string' && reference === `Patient/${patientId}`) return true;
  const target = readReference(reference);
  if (!target) return true;
  return target.id === patientId && (target.type === undefined || target.type === 'Patient');
}
