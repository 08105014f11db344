import { entriesOf, isObject, isResource, type FhirResource } from '../cds-hooks/request/json.ts';
import { readReference } from '../cds-hooks/request/reference.ts';
import { enteredAt } from './as-of.ts';

/** A resource and when it came into the chart. */
export interface Entered {
  readonly resource: FhirResource;
  /** Milliseconds; undefined when it does not say: it then counts at every moment. */
  readonly at: number | undefined;
}

/** Everything that is on file of one patient. */
export interface PatientRecord {
  readonly id: string;
  readonly byType: ReadonlyMap<string, readonly Entered[]>;
}

/** @throws {Error} in words without patient data, when there is no one patient. */
export function recordOf(resources: readonly FhirResource[]): PatientRecord {
  const patients = resources.filter(({ resourceType }) => resourceType === 'Patient');
  const ids = new Set(patients.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])));
  const [id] = ids;
  if (id === undefined) throw new Error('there is no Patient with an id');
  if (ids.size > 1) throw new Error(`there are ${ids.size} patients`);
  const byType = new Map<string, Entered[]>();
  for (const resource of resources) {
    const list = byType.get(resource.resourceType);
    const entered = { resource, at: enteredAt(resource) };
    if (list) list.push(entered);
    else byType.set(resource.resourceType, [entered]);
  }
  return { id, byType };
}

/** @throws {Error} when the text is no Bundle of R4 resources. */
export function bundleResources(text: string): readonly FhirResource[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error('it is not JSON');
  }
  if (!isResource(content)) throw new Error('it is no FHIR resource');
  if (content.resourceType !== 'Bundle') throw new Error('it is no Bundle');
  return entriesOf(content).map(({ resource }) => resource);
}

/** Whose resource it is: the id of its patient; undefined when it belongs to no patient. */
export function patientOf(resource: FhirResource): string | undefined {
  if (resource.resourceType === 'Patient') {
    return typeof resource['id'] === 'string' ? resource['id'] : undefined;
  }
  for (const member of ['subject', 'patient']) {
    const subject = resource[member];
    const target = isObject(subject) ? readReference(subject['reference']) : undefined;
    if (target && (target.type === undefined || target.type === 'Patient')) return target.id;
  }
  return undefined;
}
