import { z } from 'zod';
import { isDeeperThan } from '../cds-hooks/request/json.ts';
import type { Resource } from './stories.ts';

export const MAX_OWN_PATIENTS = 10;
export const MAX_OWN_RESOURCES = 2000;
export const MAX_OWN_BYTES = 2_097_152;
const MAX_FAULTS = 20;
/** Levels of objects and lists within a Bundle; a real one has some twenty. */
const MAX_NESTING = 100;

export interface OwnPatient {
  readonly id: string;
  readonly name: string;
  readonly resources: readonly Resource[];
}

/** Patients that a user of the demo added: in memory, a bounded number; the oldest gives way. */
export class OwnPatients {
  /** Changes with every change of the content. */
  revision = 0;
  readonly #byId = new Map<string, OwnPatient>();

  list(): readonly OwnPatient[] {
    return [...this.#byId.values()];
  }

  chart(id: string): readonly Resource[] | undefined {
    return this.#byId.get(id)?.resources;
  }

  keep(patient: OwnPatient): void {
    this.#byId.delete(patient.id);
    this.#byId.set(patient.id, patient);
    const [oldest] = this.#byId.keys();
    if (this.#byId.size > MAX_OWN_PATIENTS && oldest !== undefined) this.#byId.delete(oldest);
    this.revision += 1;
  }

  /** @returns false when there was none. */
  remove(id: string): boolean {
    const removed = this.#byId.delete(id);
    if (removed) this.revision += 1;
    return removed;
  }
}

const bundle = z.looseObject({
  resourceType: z.literal('Bundle', 'This is not a FHIR Bundle: resourceType is not "Bundle".'),
  entry: z
    .array(
      z.looseObject({
        fullUrl: z.string().optional(),
        resource: z.looseObject({ resourceType: z.string(), id: z.string().optional() }),
      }),
      'The Bundle has no entries.',
    )
    .min(1, 'The Bundle has no entries.')
    .max(MAX_OWN_RESOURCES, `More than ${MAX_OWN_RESOURCES} resources.`),
});

const fhirId = /^[A-Za-z0-9.-]{1,64}$/;
const patientId = (resource: Resource): string | undefined => {
  const { subject, patient } = resource as {
    subject?: { reference?: unknown };
    patient?: { reference?: unknown };
  };
  const reference = (subject ?? patient)?.reference;
  return typeof reference === 'string' ? /^Patient\/(.+)$/.exec(reference)?.[1] : undefined;
};

/**
 * Reads a Bundle of one patient. Resources that are named by `urn:uuid:` only get that id, and the
 * references to them follow.
 *
 * @param faultsOf Checks one resource by the R4 definitions; undefined = they are not installed.
 * @returns The patient, or what is wrong, in words and with places.
 */
export function readOwnPatient(
  input: unknown,
  faultsOf: ((resource: unknown) => readonly string[]) | undefined,
): OwnPatient | { readonly faults: readonly string[] } {
  if (isDeeperThan(input, MAX_NESTING)) {
    return { faults: [`The Bundle is nested deeper than ${MAX_NESTING} levels.`] };
  }
  const parsed = bundle.safeParse(input);
  if (!parsed.success) {
    return {
      faults: parsed.error.issues
        .slice(0, MAX_FAULTS)
        .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message)),
    };
  }
  const { resources, faults } = addressed(parsed.data.entry);
  const patients = resources.filter(({ resourceType }) => resourceType === 'Patient');
  const [patient] = patients;
  if (patients.length !== 1 || !patient) {
    faults.push(`The Bundle holds ${patients.length} Patients; the demo takes exactly one.`);
  }
  for (const resource of resources) {
    const at = `${resource.resourceType}/${resource.id}`;
    const other = patientId(resource);
    if (patient && other !== undefined && other !== patient.id) {
      faults.push(`${at}: belongs to Patient/${other}, not to Patient/${patient.id}.`);
    }
    for (const fault of faultsOf?.(resource) ?? []) faults.push(`${at}: ${fault}`);
  }
  const addresses = resources.map(({ resourceType, id }) => `${resourceType}/${id}`);
  for (const address of addresses.filter((each, at) => addresses.indexOf(each) !== at)) {
    faults.push(`${address}: stands in the Bundle twice.`);
  }
  if (faults.length > 0 || !patient) return { faults: faults.slice(0, MAX_FAULTS) };
  return { id: patient.id, name: nameOf(patient), resources };
}

function addressed(entries: z.infer<typeof bundle>['entry']) {
  const faults: string[] = [];
  const addresses = new Map<string, string>();
  const resources = entries.map(({ fullUrl, resource }, at): Resource => {
    const id = resource.id ?? /^urn:uuid:(.+)$/.exec(fullUrl ?? '')?.[1] ?? `entry-${at + 1}`;
    if (!fhirId.test(id))
      faults.push(`entry.${at}: the id of a resource has 1–64 of A–Z a–z 0–9 - .`);
    if (fullUrl !== undefined) addresses.set(fullUrl, `${resource.resourceType}/${id}`);
    return { ...resource, id };
  });
  return { resources: resources.map((resource) => withAddresses(resource, addresses)), faults };
}

/** References to an entry's fullUrl become `Type/id`. */
function withAddresses<T>(value: T, addresses: ReadonlyMap<string, string>): T {
  return JSON.parse(
    JSON.stringify(value, (key, child: unknown) =>
      key === 'reference' && typeof child === 'string' ? (addresses.get(child) ?? child) : child,
    ),
  ) as T;
}

function nameOf(patient: Resource): string {
  const [name] = Array.isArray(patient['name']) ? (patient['name'] as unknown[]) : [];
  const parts = z
    .looseObject({
      text: z.string().optional(),
      given: z.array(z.string()).optional(),
      family: z.string().optional(),
    })
    .safeParse(name);
  const { text, given = [], family = '' } = parts.data ?? {};
  return (text ?? [...given, family].join(' ').trim()) || patient.id;
}
