import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { FhirRouter, MemoryRepository } from '@medplum/fhir-router';
import { indexDefinitions } from './fhir-definitions.ts';
import type { Patient } from './patients.ts';

/** A real FHIR R4 server in memory, on loopback, that remembers what it was asked. */
export interface FhirServer {
  readonly url: string;
  /** `GET Condition?patient=…`, or `POST ` for a batch, of every request, and the Authorization header that came with it. */
  readonly asked: { readonly query: string; readonly authorization: string | undefined }[];
  close(): Promise<void>;
}

export async function startFhirServer(...patients: readonly Patient[]): Promise<FhirServer> {
  indexDefinitions();
  const repository = new MemoryRepository();
  await repository.withSeeding(async () => {
    for (const patient of patients) {
      for (const resource of patient.resources) {
        await repository.createResource(structuredClone(resource) as never);
      }
    }
  });
  const router = new FhirRouter();
  const asked: { query: string; authorization: string | undefined }[] = [];

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://fhir.test');
    const path = url.pathname.replace(/^\/fhir\/?/, '');
    asked.push({
      query: `${request.method ?? ''} ${path}${url.search}`,
      authorization: request.headers.authorization,
    });
    const isPost = request.method === 'POST';
    void router
      .handleRequest(
        {
          method: isPost ? 'POST' : 'GET',
          url: `/${path}${url.search}`,
          pathname: '',
          body: isPost ? await json(request) : undefined,
          params: {},
          query: {},
        },
        repository,
      )
      .then(([outcome, resource]) => {
        const status = resource ? 200 : outcome.id === 'not-found' ? 404 : 400;
        response.writeHead(status, { 'content-type': 'application/fhir+json' });
        response.end(JSON.stringify(resource ?? outcome));
      });
  }
  const server: Server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/fhir`,
    asked,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
