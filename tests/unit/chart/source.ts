import { expect } from '@jest/globals';
import { CallTrace } from '../../../src/cds-hooks/call-trace.ts';
import type { FhirReader, FhirSource } from '../../../src/cds-hooks/fhir-source.ts';
import type { JsonObject } from '../../../src/cds-hooks/request/json.ts';
import { gather } from '../../../src/chart/gather.ts';

export const BASE = 'https://ehr.example/fhir';
export const QUERY = 'Condition?patient=p1';

/** A FHIR server that answers by query, and remembers what it was asked. */
export function server(pages: Readonly<Record<string, JsonObject | Error>>) {
  const asked: string[] = [];
  const reader: FhirReader = {
    baseUrl: BASE,
    mayRead: () => true,
    read(query) {
      asked.push(query);
      const answer = pages[query] ?? new Error('404');
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
    readDocument: () => Promise.reject(new Error('404')),
  };
  return { reader, asked };
}

export const source = (
  prefetch: Record<string, unknown>,
  reader: FhirSource['reader'] = 'no-server-sent',
  query: string | undefined = QUERY,
): FhirSource => ({
  patientId: 'p1',
  prefetch,
  query: () => query,
  reader,
  trace: new CallTrace(),
});

export const conditions = (from: FhirSource) =>
  Promise.resolve(gather(from, 'conditions', 'Condition'));

export const condition = (id: string, patient = 'p1') => ({
  resourceType: 'Condition',
  id,
  subject: { reference: `Patient/${patient}` },
});
export const bundle = (resources: readonly object[], more: object = {}) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
  ...more,
});
export const next = (url: unknown) => ({ link: [{ relation: 'self' }, { relation: 'next', url }] });
export const outcome = { resourceType: 'OperationOutcome', issue: [] };

export const listed = (ids: readonly string[], complete: boolean, via: 'prefetch' | 'fhir') => ({
  status: 'listed',
  resources: ids.map((id) => expect.objectContaining({ id })),
  complete,
  via,
});
