/** The base of a FHIR server with one slash at its end. */
export const baseOf = (baseUrl: string) => new URL(baseUrl.endsWith('/') ? baseUrl : `${baseUrl}/`);

/** By which a server is known from one call to the next: one caller's faults, or another path's, are nobody else's. */
export const serverKey = ({ caller, baseUrl }: { caller: string; baseUrl: string }) =>
  `${caller} ${baseOf(baseUrl).href}`;
