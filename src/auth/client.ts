/** A CDS client as one call knows it. */
export interface CdsClient {
  /** Name for logs, metrics and the store. */
  readonly name: string;
  /** Who called, for the audit line. */
  readonly audit: { readonly client: string; readonly issuer?: string; readonly tenant?: string };
  /** Whether this client may send us to a FHIR server. */
  isAgreedServer(fhirServer: string): boolean;
  /** Whether that server may stand on a private or loopback address. */
  mayBePrivate(fhirServer: string): boolean;
  /** Our OAuth client id there; undefined when none was agreed. */
  readonly subject: string | undefined;
  readonly features: ReadonlySet<string>;
}
