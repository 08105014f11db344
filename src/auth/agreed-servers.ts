/**
 * The agreed base that a caller's `fhirServer` names: same origin and the same path, after
 * normalisation. User information, a query or a fragment, even an empty one, is never agreed.
 *
 * @returns The base with one slash at its end, which is what is opened; undefined when not agreed.
 */
export function agreedBase(fhirServer: string, agreed: readonly string[]): string | undefined {
  const asked = baseOf(fhirServer);
  return asked !== undefined && agreed.some((server) => baseOf(server) === asked)
    ? asked
    : undefined;
}

/** The same for any http or https URL of this machine's loopback. */
export function loopbackBase(value: string): string | undefined {
  const base = baseOf(value);
  const isLoopback =
    base !== undefined && /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?\//.test(base);
  return isLoopback ? base : undefined;
}

const MAX_LENGTH = 2048;

function baseOf(value: string): string | undefined {
  // The parser lets an empty query or fragment vanish; a longer path could be hidden behind it.
  if (value.length > MAX_LENGTH || /[?#\\]/.test(value) || !URL.canParse(value)) return undefined;
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username || url.password || url.search || url.hash) return undefined;
  let { pathname } = url;
  while (pathname.endsWith('/')) pathname = pathname.slice(0, -1);
  return `${url.origin}${pathname}/`;
}

/** True when a URL names an address (or localhost) itself, so that no name can lead elsewhere. */
export function namesAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { hostname } = new URL(value);
  return hostname === 'localhost' || hostname.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(hostname);
}
