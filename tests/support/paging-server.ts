import { keyOfType, prefetchOf, type Patient } from './patients.ts';
import { json, startLoopback, type Loopback } from './raw-http.ts';

/** How a server writes the link to a further page. Any text will do that holds the token. */
export type NextLink = (at: {
  /** The server's own base, `http://127.0.0.1:<port>/fhir`. */
  readonly base: string;
  readonly type: string;
  /** Names the page. */
  readonly token: string;
  readonly size: number;
}) => string;

const parts = {
  HAPI: ({ base, token, size }) =>
    `${base}?_getpages=${token}&_getpagesoffset=${size}&_count=${size}&_bundletype=searchset`,
  'Smile CDR': ({ base, token }) => `${base}?_getpages=${token}&_pageId=2&_bundletype=searchset`,
  'HAPI, with a slash': ({ base, token }) => `${base}/?_getpages=${token}`,
  Firely: ({ base, type, token, size }) =>
    `${base}/${type}?_count=${size}&_skip=${size}&q=${token}`,
  Microsoft: ({ base, type, token }) =>
    `${base}/${type}?_count=100&ct=%7B%22token%22%3A%22${token}%22%7D`,
  Epic: ({ base, type, token }) => `${base}/${type}?sessionID=16-${token}`,
  Cerner: ({ base, type, token }) =>
    `${base}/${type}?patient=12724066&-pageContext=${token}&-pageDirection=NEXT`,
  'an opaque path': ({ base, token }) => `${base}/pages/${token}`,
  'four kilobytes long': ({ base, type, token }) =>
    `${base}/${type}?ct=${token}${'Zx9+'.repeat(1024)}`,
  'relative to the base': ({ type, token }) => `${type}?page=${token}`,
  'a path': ({ type, token }) => `/fhir/${type}?page=${token}`,
  'a query alone': ({ token }) => `?_getpages=${token}`,
  'an inner host': ({ type, token }) =>
    `http://fhir-node-7.inner.example:8080/fhir/${type}?page=${token}`,
  'an inner host, HAPI': ({ token }) => `http://hapi:8080/fhir?_getpages=${token}`,
  'another scheme': ({ base, type, token }) =>
    `${base.replace('http:', 'https:')}/${type}?page=${token}`,
  'no scheme': ({ type, token }) => `//fhir.inner.example/fhir/${type}?page=${token}`,
} as const satisfies Record<string, NextLink>;

/** Next links under the base as servers in use write them, by who does. */
export const nextLinks: Readonly<Record<string, NextLink>> = parts;

/**
 * A FHIR server that gives every list in pages of a size, each link written in a given way. Its base
 * is `<url>/fhir`.
 */
export async function startPagingServer(
  patient: Patient,
  size: number,
  next: NextLink,
): Promise<Loopback> {
  const lists: Readonly<Record<string, unknown>> = prefetchOf(patient);
  const server = await startLoopback((request, response) => {
    const url = request.url ?? '';
    const [, named, from = '0'] = /page-([a-z]+)-(\d+)/.exec(url) ?? [];
    const type = /^\/fhir\/([A-Z]\w+)/.exec(url)?.[1] ?? '';
    const key = named ?? keyOfType[type];
    if (key === undefined) {
      response.writeHead(404).end();
      return;
    }
    json(pageOf(lists[key], Number(from), key))(request, response);
  });

  function pageOf(list: unknown, from: number, key: string): unknown {
    const { entry = [], ...bundle } = list as { entry?: readonly unknown[] };
    if (key === 'patient') return list;
    const to = from + size;
    const link = {
      relation: 'next',
      url: next({
        base: `${server.url}/fhir`,
        type: types[key] ?? '',
        token: `page-${key}-${to}`,
        size,
      }),
    };
    return { ...bundle, entry: entry.slice(from, to), ...(to < entry.length && { link: [link] }) };
  }
  return server;
}

const types = Object.fromEntries(Object.entries(keyOfType).map(([type, key]) => [key, type]));
