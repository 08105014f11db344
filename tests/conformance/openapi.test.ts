import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';
import packageFile from '../../package.json' with { type: 'json' };
import { Cauda } from '../support/cauda.ts';
import { httpRequests } from '../support/http-file.ts';
import { schemaFaults } from '../support/schema-faults.ts';
import { signingClient } from '../support/tokens.ts';

// Two servers start here, on a machine that may be busy.

const document: any = load(readFileSync('docs/openapi.yaml', 'utf8'), {
  schema: CORE_SCHEMA.withTags(mergeTag),
});
const methods = ['get', 'post', 'put', 'delete', 'patch'];

/** Every documented answer: `get /cards/{id} 404`. */
const documented: readonly string[] = Object.entries<any>(document.paths).flatMap(([path, item]) =>
  methods
    .filter((method) => method in item)
    .flatMap((method) =>
      Object.keys(item[method].responses).map((status) => `${method} ${path} ${status}`),
    ),
);

/** Answers that nobody can ask for from outside. Tests of their own hold them. */
const heldElsewhere: Readonly<Record<string, string>> = {
  '429': 'tests/conformance/security-use: more calls than a share',
  '500': 'tests/stories/doubtful-data: a rule that throws',
  '503': 'tests/http/health: a store that is away',
};

const order = readFileSync('fhir-fixtures/hooks/readme-example-order-sign.json', 'utf8');
const json = { 'content-type': 'application/json' };
const sign = '/cds-services/lumbar-mri-order-sign';

interface Asked {
  /** As the document writes it. */
  readonly of: string;
  readonly path?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  /** Another method than the documented one, for 405. */
  readonly method?: string;
  /** A server that asks for tokens. */
  readonly isClosed?: boolean;
}

const asHtml = { accept: 'text/html' };
const asJson = { accept: 'application/json' };
const pages = ['/', '/cards', '/guide', '/agreement'];
const requests: readonly Asked[] = [
  ...pages.flatMap((path): readonly Asked[] => [
    { of: `get ${path} 200`, headers: asHtml },
    { of: `get ${path} 200`, headers: asJson },
  ]),
  ...[
    ...pages,
    '/cds-services',
    '/insights',
    '/health/live',
    '/health/ready',
    '/metrics',
    '/demo',
  ].map((path): Asked => ({ of: `get ${path} 405`, method: 'DELETE' })),
  { of: 'get /cds-services 200' },
  { of: 'get /cds-services 401', headers: { authorization: 'Bearer x.y.z' }, isClosed: true },
  { of: 'post /cds-services/{id} 200', path: sign, body: order },
  { of: 'post /cds-services/{id} 400', path: sign, body: '{' },
  { of: 'post /cds-services/{id} 401', path: sign, body: order, isClosed: true },
  { of: 'post /cds-services/{id} 404', path: '/cds-services/no-such', body: order },
  { of: 'post /cds-services/{id} 405', path: sign, method: 'GET' },
  {
    of: 'post /cds-services/{id} 412',
    path: '/cds-services/lumbar-mri-patient-view',
    body: JSON.stringify({
      hook: 'patient-view',
      hookInstance: '1d9c3c0e-35a9-4f5c-8a8e-6f4f0f0b8f4d',
      context: { userId: 'Practitioner/x', patientId: 'x' },
    }),
  },
  { of: 'post /cds-services/{id} 413', path: sign, body: `"${'x'.repeat(200_000)}"` },
  { of: 'post /cds-services/{id} 415', path: sign, body: order, headers: { 'content-type': 'text/plain' } }, // prettier-ignore
  { of: 'post /cds-services/{id}/feedback 200', path: `${sign}/feedback`, body: '{"feedback":[]}' },
  { of: 'post /cds-services/{id}/feedback 400', path: `${sign}/feedback`, body: '{}' },
  { of: 'post /cds-services/{id}/feedback 401', path: `${sign}/feedback`, body: '{}', isClosed: true }, // prettier-ignore
  { of: 'post /cds-services/{id}/feedback 404', path: '/cds-services/no-such/feedback', body: '{}' }, // prettier-ignore
  { of: 'post /cds-services/{id}/feedback 405', path: `${sign}/feedback`, method: 'PUT' },
  { of: 'post /cds-services/{id}/feedback 413', path: `${sign}/feedback`, body: `"${'x'.repeat(200_000)}"` }, // prettier-ignore
  { of: 'post /cds-services/{id}/feedback 415', path: `${sign}/feedback`, body: '{}', headers: { 'content-type': 'text/plain' } }, // prettier-ignore
  { of: 'get /cards/{id} 200', path: '/cards/mri-device-check', headers: asHtml },
  { of: 'get /cards/{id} 200', path: '/cards/mri-device-check', headers: asJson },
  { of: 'get /cards/{id} 404', path: '/cards/no-such-card' },
  { of: 'get /cards/{id} 405', path: '/cards/mri-device-check', method: 'POST' },
  { of: 'get /agreement 400', path: '/agreement?enhancement=maybe', headers: asHtml },
  { of: 'get /agreement 400', path: '/agreement?enhancement=maybe', headers: asJson },
  { of: 'get /insights 200', headers: asHtml },
  { of: 'get /insights 200', headers: asJson },
  { of: 'get /insights 200', headers: { accept: 'text/csv' } },
  { of: 'get /insights 400', path: '/insights?weeks=0' },
  { of: 'get /insights 401', headers: asHtml, isClosed: true },
  { of: 'get /insights 401', headers: asJson, isClosed: true },
  { of: 'get /health/live 200' },
  { of: 'get /health/ready 200' },
  { of: 'get /metrics 200' },
  { of: 'get /metrics 403', isClosed: true },
  { of: 'get /demo 200' },
  { of: 'get /demo/fhir/metadata 200' },
];

/** Answers that depend on who asks from where; a machine that asks itself is always let in. */
const needAnotherMachine = ['get /insights 403', 'post /cds-services/{id} 403'];

let open: Cauda;
let closed: Cauda;
beforeAll(async () => {
  open = await Cauda.start({ env: { MAX_BODY_BYTES: '150000' }, now: () => new Date() });
  const { entry } = await signingClient('ES256');
  closed = await Cauda.start({
    clients: [entry],
    env: { METRICS_TOKEN: 'm'.repeat(40), INSIGHTS_TOKEN: 'x'.repeat(40) },
  });
});
afterAll(async () => {
  // One of the two may not have started.
  for (const server of [open, closed] as readonly (Cauda | undefined)[]) await server?.close();
});

test('is valid OpenAPI 3.1', async () => {
  const { valid, errors } = await new Validator().validate(structuredClone(document));
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
  expect(document.openapi).toMatch(/^3\.1\./);
});

test('every documented answer is asked for, or held elsewhere', () => {
  const asked = new Set([...requests.map(({ of }) => of), ...needAnotherMachine]);
  const left = documented.filter(
    (each) => !asked.has(each) && !((each.split(' ')[2] ?? '') in heldElsewhere),
  );
  expect(left).toEqual([]);
  expect([...asked].filter((each) => !documented.includes(each))).toEqual([]);
});

test.each(requests.map((asked) => [asked.of, asked] as const))('%s', async (_of, asked) => {
  const [method = '', template = '', status = ''] = asked.of.split(' ');
  const { url } = asked.isClosed ? closed : open;
  const response = await fetch(url + (asked.path ?? template), {
    method: asked.method ?? method.toUpperCase(),
    headers: { ...(asked.body !== undefined && json), ...asked.headers },
    ...(asked.body !== undefined && { body: asked.body }),
  });
  const text = await response.text();
  expect({ status: response.status, text }).toEqual({ status: Number(status), text });
  const documentedAs = resolved(document.paths[template][method].responses[status]);
  for (const header of Object.keys(documentedAs.headers ?? {})) {
    expect(response.headers.get(header)).not.toBeNull();
  }
  if (!documentedAs.content) {
    expect(text).toBe('');
    return;
  }
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  expect(Object.keys(documentedAs.content)).toContain(type);
  if (!type.endsWith('json')) return;
  expect(schemaFaults(JSON.parse(text), documentedAs.content[type].schema, document)).toEqual([]);
});

const resolved = (value: any): any =>
  value.$ref === undefined
    ? value
    : value.$ref
        .slice(2)
        .split('/')
        .reduce((at: any, name: string) => at[name], document);

test('the services and versions are those of discovery', async () => {
  const { services } = (await (await fetch(`${open.url}/cds-services`)).json()) as any;
  expect(document.components.parameters.ServiceId.schema.enum.toSorted()).toEqual(
    services.map(({ id }: { id: string }) => id).toSorted(),
  );
  expect(packageFile.license).toBe(document.info.license.identifier);
});

describe('docs/requests.http', () => {
  const collection = httpRequests(join('docs', 'requests.http'));

  test('has a request for every documented address', () => {
    const paths = collection.map(({ address }) => address.replace(/\?.*/, ''));
    for (const path of Object.keys(document.paths)) {
      const pattern = new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/]+')}$`);
      expect({ path, found: paths.some((each) => pattern.test(each)) }).toEqual({ path, found: true }); // prettier-ignore
    }
  });

  test.each(collection.map((request) => [request.name, request] as const))(
    '%s',
    async (_name, { method, address, headers, body, status }) => {
      const response = await fetch(open.url + address, {
        method,
        headers,
        ...(body !== undefined && { body }),
      });
      const text = await response.text();
      expect({ status: response.status, text }).toEqual({ status, text });
    },
  );
});
