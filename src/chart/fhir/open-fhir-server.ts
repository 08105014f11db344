import type { FhirReader } from '../../cds-hooks/fhir-source.ts';
import { grantsIn, mayRead, type Grant } from '../../cds-hooks/scopes.ts';
import type { FhirReaderOptions } from './fhir-reader.ts';
import { Places } from './places.ts';
import { baseOf, serverKey } from './server-key.ts';

const MAX_SERVERS = 200;
const places = new Map<string, Places>();

/**
 * Opens a FHIR server for one hook call. The packages that speak to it are loaded when the first call asks
 * one, unless {@link loadFhirReader} was called before: a start needs none of them.
 *
 * @param options As `fhirReader`, and what the call may take, in milliseconds.
 * @returns `server-busy` when more calls ask it than are answered in time.
 */
export function openFhirServer(
  options: FhirReaderOptions & { readonly budgetMs: number },
): { readonly reader: FhirReader; close(): void } | 'server-busy' {
  const close = placesOf(serverKey(options)).take(options.budgetMs);
  return close ? { reader: readerOf(options), close } : 'server-busy';
}

/** Loads what asks FHIR servers, so that no call waits for it. */
export const loadFhirReader = () => import('./fhir-reader.ts');

function placesOf(key: string): Places {
  const known = places.get(key);
  if (known) return known;
  // Only agreed servers come here; in demo mode any loopback port is one.
  if (places.size >= MAX_SERVERS) places.clear();
  const made = new Places();
  places.set(key, made);
  return made;
}

function readerOf(options: FhirReaderOptions): FhirReader {
  const { accessToken, scope } = options;
  let granted: readonly Grant[] | undefined;
  let opened: Promise<Pick<FhirReader, 'read' | 'readDocument'>> | undefined;
  const reader = () => (opened ??= loadFhirReader().then(({ fhirReader }) => fhirReader(options)));
  return {
    baseUrl: baseOf(options.baseUrl).href.slice(0, -1),
    mayRead: (resourceType) =>
      accessToken === '' || mayRead((granted ??= grantsIn(scope)), resourceType),
    read: async (query) => (await reader()).read(query),
    readDocument: async (address) => (await reader()).readDocument(address),
  };
}
