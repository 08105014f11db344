import { CdsError } from '../../errors.ts';
import { entriesOf, isObject, isResource } from './json.ts';
import { readReference } from './reference.ts';
import type { CdsRequest } from './request.ts';

/**
 * Refuses a call in which a draft order's subject, the prefetched Patient or the patient of the
 * access token is somebody else than `context.patientId`: a card for the wrong patient is the worst
 * answer there is. References are compared where an id can be read; others prove nothing.
 *
 * @throws {CdsError} `request-invalid` (400), naming the place only.
 * @see checklist REQ-14
 */
export function checkPatientCoherence(request: CdsRequest): void {
  const { patientId } = request.context;
  const patients = patientIdsIn(request);
  const isOther = (reference: unknown) => {
    const target =
      typeof reference === 'string'
        ? (patients.get(reference) ?? readReference(reference))
        : undefined;
    if (!target) return false;
    // A subject that is a Group or Device is no other patient.
    return (target.type === undefined || target.type === 'Patient') && target.id !== patientId;
  };

  if ('draftOrders' in request.context) {
    entriesOf(request.context.draftOrders).forEach(({ resource }, index) => {
      for (const member of ['subject', 'patient'] as const) {
        const subject = resource[member];
        if (isObject(subject) && isOther(subject['reference'])) {
          refuse(`context.draftOrders.entry[${index}].resource.${member}`);
        }
      }
    });
  }
  for (const [key, value] of Object.entries(request.prefetch)) {
    if (
      isResource(value) &&
      value.resourceType === 'Patient' &&
      isOtherId(value['id'], patientId)
    ) {
      refuse(`prefetch.${key}.id`);
    }
  }
  const tokenPatient = request.fhirAuthorization?.patient;
  if (tokenPatient) {
    const id = readReference(tokenPatient)?.id ?? tokenPatient;
    if (id !== patientId) refuse('fhirAuthorization.patient');
  }
}

/** Patients that stand in the draft Bundle itself, by fullUrl: what a `urn:uuid` there points at. */
function patientIdsIn(request: CdsRequest): ReadonlyMap<string, { type: string; id: string }> {
  const found = new Map<string, { type: string; id: string }>();
  if (!('draftOrders' in request.context)) return found;
  for (const { fullUrl, resource } of entriesOf(request.context.draftOrders)) {
    if (fullUrl && resource.resourceType === 'Patient' && typeof resource['id'] === 'string') {
      found.set(fullUrl, { type: 'Patient', id: resource['id'] });
    }
  }
  return found;
}

const isOtherId = (id: unknown, patientId: string) => typeof id === 'string' && id !== patientId;

function refuse(at: string): never {
  throw new CdsError('request-invalid', 'The request speaks of two different patients.', {
    at: [at],
  });
}
