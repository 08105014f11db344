import type { CallTrace } from './call-trace.ts';
import type { JsonObject } from './request/json.ts';

/** A document as an attachment would hold it. */
export interface FhirDocument {
  /** As the server names it, with its charset; undefined when it does not say. */
  readonly contentType: string | undefined;
  /** The bytes, base64. */
  readonly data: string;
}

/** How a service may ask the EHR's FHIR server within one call. Nothing of it outlives the call. */
export interface FhirReader {
  /** The base the caller named and we agreed to, with its path. */
  readonly baseUrl: string;
  /**
   * GET of a query relative to the base, or of a page link that lies under it.
   * @throws when the server does not answer with a resource in time; the cause is not patient data.
   */
  read(query: string): Promise<JsonObject>;
  /**
   * GET of a document that lies under the base: a Binary, or what the server gives of it itself.
   * @throws as `read`, and when the document is larger than is read.
   */
  readDocument(url: string): Promise<FhirDocument>;
  /** Whether the caller's scopes cover a resource type; a query they exclude is not tried. */
  mayRead(resourceType: string): boolean;
}

/** Why there is no reader: said in a 412 (a busy server: 429), so that the EHR's people know. */
export type NoReader =
  | 'no-server-sent'
  | 'server-not-agreed'
  | 'subject-not-agreed'
  /** More calls ask it than are answered in time. */
  | 'server-busy'
  | 'token-expired';

/** Where the data of one call may come from: what was sent along, and what may be asked for. */
export interface FhirSource<Key extends string = string> {
  /** Patient of the call: resources of anybody else are passed over. */
  readonly patientId: string;
  /** Values by prefetch key exactly as sent; a key that was not sent is undefined. */
  readonly prefetch: Readonly<Partial<Record<Key, unknown>>>;
  /** The query of a key with its tokens filled; undefined when a token has no value. */
  query(key: Key): string | undefined;
  readonly reader: FhirReader | NoReader;
  /** Kept for the answer's timing; what is gathered is noted here. */
  readonly trace: CallTrace;
}
