/** A CDS client as one call knows it. */
export interface CdsClient {
  /** Name for logs, metrics and the store. */
  readonly name: string;
  /** Who called, for the audit line. */
  readonly audit: { readonly client: string; readonly issuer?: string; readonly tenant?: string };
  /** The base to open when this client sends us to a FHIR server; undefined when not agreed. */
  agreedBase(fhirServer: string): string | undefined;
  /** Whether that server may stand on a private or loopback address. */
  mayBePrivate(fhirServer: string): boolean;
  /** Our OAuth client id there; undefined when none was agreed. */
  readonly subject: string | undefined;
  readonly features: ReadonlySet<string>;
}
