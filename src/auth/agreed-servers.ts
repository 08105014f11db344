/**
 * Whether a FHIR server is one of those agreed: same origin and the same base path, after
 * normalisation. User information, a query or a fragment is never agreed.
 */
export function isAgreedServer(fhirServer: string, agreed: readonly string[]): boolean {
  const asked = baseOf(fhirServer);
  return asked !== undefined && agreed.some((server) => baseOf(server) === asked);
}

/** True for an http or https URL of this machine's loopback. */
export function isLoopbackUrl(value: string): boolean {
  const base = baseOf(value);
  return (
    base !== undefined && /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?\//.test(base)
  );
}

function baseOf(value: string): string | undefined {
  if (!URL.canParse(value)) return undefined;
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined;
  if (url.username || url.password || url.search || url.hash) return undefined;
  return `${url.origin}${url.pathname.replace(/\/*$/, '/')}`;
}

/** True when a URL names an address (or localhost) itself, so that no name can lead elsewhere. */
export function namesAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { hostname } = new URL(value);
  return hostname === 'localhost' || hostname.startsWith('[') || /^\d+(?:\.\d+){3}$/.test(hostname);
}
