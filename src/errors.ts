/**
 * Every error a CDS client may see: its HTTP status and the FHIR issue type of its OperationOutcome.
 * The status of an error lives here and nowhere else.
 */
export const errorTable = {
  'request-malformed': { status: 400, issue: 'structure' },
  'request-invalid': { status: 400, issue: 'invalid' },
  'client-untrusted': { status: 401, issue: 'login' },
  'client-forbidden': { status: 403, issue: 'forbidden' },
  'not-found': { status: 404, issue: 'not-found' },
  'method-not-allowed': { status: 405, issue: 'not-supported' },
  'data-unavailable': { status: 412, issue: 'processing' },
  'request-too-large': { status: 413, issue: 'too-long' },
  'media-type-unsupported': { status: 415, issue: 'not-supported' },
  'too-many-requests': { status: 429, issue: 'throttled' },
  internal: { status: 500, issue: 'exception' },
  unavailable: { status: 503, issue: 'transient' },
} as const satisfies Record<string, { status: number; issue: string }>;

export type ErrorCode = keyof typeof errorTable;

/**
 * An error whose message may be shown to the calling EHR. Everything else is answered as `internal`.
 * The message and `at` name places and rules, never a value of the request: it may be a patient's.
 */
export class CdsError extends Error {
  override readonly name = 'CdsError';
  readonly code: ErrorCode;
  /** Where in the request, as simple FHIRPath-like expressions (`context.patientId`). */
  readonly at: readonly string[];
  /** When the caller may try again; undefined when that is not known. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    details: { at?: readonly string[]; cause?: unknown; retryAfterSeconds?: number } = {},
  ) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.at = details.at ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
  }
}
