import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { benchCases } from '../cases.ts';
import { sayPort } from './fixed-answer.ts';

/** A FHIR server that holds the chart of the small case and answers each query after `QUERY_MS`. */
const wait = Number(process.env['QUERY_MS'] ?? 20);
const small = benchCases().find(({ name }) => name === 'small, 1 card');
const { prefetch } = JSON.parse(small?.bodies[0]?.toString() ?? '{}') as {
  prefetch: Record<
    string,
    { resourceType: string; entry?: { resource: { resourceType: string } }[] }
  >;
};
const byType = new Map(
  Object.values(prefetch).map((value) => [
    value.entry?.[0]?.resource.resourceType ?? value.resourceType,
    JSON.stringify(value),
  ]),
);
const nothing = JSON.stringify({ resourceType: 'Bundle', type: 'searchset', total: 0, entry: [] });

const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const type = /^\/fhir\/(\w+)/.exec(request.url ?? '')?.[1] ?? '';
  setTimeout(() => {
    response.setHeader('Content-Type', 'application/fhir+json');
    response.end(byType.get(type) ?? nothing);
  }, wait);
});
server.listen(0, '127.0.0.1', () => sayPort((server.address() as AddressInfo).port));
