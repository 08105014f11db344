import { setTimeout as wait } from 'node:timers/promises';
import { Router, type Request, type Response } from 'express';
import { CdsError } from '../errors.ts';
import { methodNotAllowed } from '../http/answer/error-handler.ts';
import { sendJson, sendText } from '../http/answer/send.ts';
import { capabilityStatement, searchable } from './capability.ts';
import type { DemoCharts } from './demo-charts.ts';
import { HUNG_MS, isFhirFault, PAGE_SIZE, SLOW_MS, type FhirFault } from './faults.ts';
import type { FhirEngine } from './medplum.ts';
import { readText } from './read-text.ts';

const FHIR_JSON = 'application/fhir+json';
const MAX_FORM_BYTES = 65_536;
const MAX_COUNT = 1000;
const DEFAULT_COUNT = 100;

/** The demo's FHIR server, read only: `/fhir/…`, and the same broken on purpose, `/fhir-faults/<fault>/…`. */
export function fhirRouter(charts: DemoCharts, publicUrl: string): Router {
  const router = Router();
  router.use('/fhir', (request, response) =>
    answer(charts, `${publicUrl}/demo/fhir`, undefined, request, response),
  );
  router.use('/fhir-faults/:fault', (request, response) => {
    const { fault } = request.params;
    if (!isFhirFault(fault)) throw new CdsError('not-found', 'There is no such fault.');
    return answer(charts, `${publicUrl}/demo/fhir-faults/${fault}`, fault, request, response);
  });
  return router;
}

async function answer(
  charts: DemoCharts,
  base: string,
  fault: FhirFault | undefined,
  request: Request,
  response: Response,
): Promise<void> {
  if (fault === 'slow') await wait(SLOW_MS);
  if (fault === 'hung') await hang(response);
  if (fault === 'html') {
    const page = '<!doctype html><title>Maintenance</title><p>The interface engine is restarting.';
    sendText(response, 200, 'text/html; charset=utf-8', page);
    return;
  }
  if (fault === 'error') {
    sendOutcome(response, 500, 'exception', 'Broken on purpose.');
    return;
  }
  const [path, query] = await asked(request, response);
  if (path === 'metadata') {
    sendJson(response, 200, capabilityStatement(base, charts.today), FHIR_JSON);
    return;
  }
  const [type = '', id, ...rest] = path.split('/');
  const engine = await charts.engine().catch((cause: unknown) => {
    throw new CdsError(
      'unavailable',
      'The demo’s FHIR server is not installed: its packages are development dependencies (npm ci).',
      { cause },
    );
  });
  // A server that knows R4 answers "none" for what it does not hold; a client may stumble over a 404.
  if (!engine.hasType(type)) {
    sendOutcome(response, 404, 'not-found', 'R4 has no resources of this type.');
    return;
  }
  if (id !== undefined) {
    // What is no id is an operation; this server has none.
    const isId = rest.length === 0 && /^[A-Za-z0-9.-]{1,64}$/.test(id);
    const { resource } = isId ? await engine.ask(path, undefined) : {};
    if (resource) sendJson(response, 200, resource, FHIR_JSON);
    else sendOutcome(response, 404, 'not-found', 'There is no such resource.');
    return;
  }
  const page = Math.max(1, Math.trunc(Number(query.get('_page') ?? '1')) || 1);
  // What a server does not know it leaves out; the self link says what was used.
  for (const name of [...query.keys()]) {
    if (!isKnown(engine, type, name)) query.delete(name);
  }
  const size = fault === 'paged' ? PAGE_SIZE : countOf(query.get('_count'));
  query.set('_count', String(size));
  const address = `${type}?${query.toString()}`;
  const { resource, outcome } = await engine.ask(
    `${address}&_offset=${(page - 1) * size}`,
    (query.get('patient') ?? query.get('subject'))?.replace(/^Patient\//, ''),
  );
  if (resource === undefined) sendJson(response, 400, outcome, FHIR_JSON);
  else
    sendJson(
      response,
      200,
      searchset(resource as Found, `${base}/${address}`, base, page, size),
      FHIR_JSON,
    );
}

/** Matches on a page: what was asked for, within bounds; 0 asks for their number alone. */
function countOf(asked: string | null): number {
  const count = asked === null || asked === '' ? Number.NaN : Math.trunc(Number(asked));
  return count >= 0 ? Math.min(count, MAX_COUNT) : DEFAULT_COUNT;
}

const resultParameters = [
  '_count',
  '_sort',
  '_include',
  '_revinclude',
  '_lastUpdated',
  '_elements',
];
const isKnown = (engine: FhirEngine, type: string, name: string): boolean => {
  if (resultParameters.includes(name)) return true;
  const [parameter = ''] = name.split(/[.:]/);
  return Object.hasOwn(searchable, type)
    ? searchable[type]?.includes(parameter) === true
    : engine.hasParameter(type, parameter);
};

interface Found {
  readonly total?: number;
  readonly entry?: readonly {
    readonly resource?: { resourceType: string; id: string };
    readonly search?: unknown;
  }[];
}

/**
 * A page of a result with addresses of this server.
 *
 * @param search Address of the first page.
 * @param size Matches on a page.
 */
function searchset(
  { total, entry = [] }: Found,
  search: string,
  base: string,
  page: number,
  size: number,
) {
  const isLast = size === 0 || page * size >= (total ?? 0);
  const link = (relation: string, to: number) => ({
    relation,
    url: to === 1 ? search : `${search}&_page=${to}`,
  });
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total !== undefined && { total }),
    link: [link('self', page), ...(isLast ? [] : [link('next', page + 1)])],
    ...(entry.length > 0 && {
      entry: entry.map(({ resource, search }) => ({
        fullUrl: `${base}/${resource?.resourceType ?? ''}/${resource?.id ?? ''}`,
        resource,
        search,
      })),
    }),
  };
}

/** Path below the base and the parameters, those of a POSTed search included. */
async function asked(request: Request, response: Response): Promise<[string, URLSearchParams]> {
  const url = new URL(request.url, 'http://localhost');
  const path = decodeURIComponent(url.pathname).replace(/^\/|\/$/g, '');
  if (request.method === 'GET' || request.method === 'HEAD') return [path, url.searchParams];
  const type = /^(\w+)\/_search$/.exec(path)?.[1];
  if (request.method !== 'POST' || type === undefined) {
    return methodNotAllowed('GET')(request, response, () => undefined) as never;
  }
  const form = new URLSearchParams(await readText(request, MAX_FORM_BYTES));
  for (const [name, value] of form) url.searchParams.append(name, value);
  return [type, url.searchParams];
}

/** Waits until the caller gives up, at most so long. */
async function hang(response: Response): Promise<void> {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await wait(HUNG_MS, undefined, { signal: gone.signal }).catch(() => undefined);
}

function sendOutcome(response: Response, status: number, code: string, text: string): void {
  const issue = [{ severity: 'error', code, details: { text } }];
  sendJson(response, status, { resourceType: 'OperationOutcome', issue }, FHIR_JSON);
}
