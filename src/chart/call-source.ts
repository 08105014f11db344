import type { CallTrace } from '../cds-hooks/call-trace.ts';
import type { FhirReader, FhirSource, NoReader } from '../cds-hooks/fhir-source.ts';
import { fillTemplate } from '../cds-hooks/prefetch.ts';
import type { CdsRequest } from '../cds-hooks/request/request.ts';
import type { AnyService } from '../cds-hooks/service-registry.ts';

/** What was agreed with the client whose call this is about the FHIR servers that it may name. */
export interface AgreedFhirServers {
  /** Name for logs, metrics and the share of connections. */
  readonly name: string;
  /** The base to open when this client sends us to a FHIR server; undefined when not agreed. */
  agreedBase(fhirServer: string): string | undefined;
  /** Whether that server may stand on a private or loopback address. */
  mayBePrivate(fhirServer: string): boolean;
  /** Our OAuth client id there; undefined when none was agreed. */
  readonly subject: string | undefined;
  /** `fhirBatch`: the server takes one Bundle of type batch for all queries. */
  readonly features: ReadonlySet<string>;
}

/** A FHIR server that is open for one call. */
export interface OpenServer {
  readonly reader: FhirReader;
  /** To be called once, when the call is over. */
  close(): void;
}

/** Opens a FHIR server for one call. */
export type OpenReader = (options: {
  baseUrl: string;
  accessToken: string;
  signal: AbortSignal;
  caller: string;
  scope: string;
  mayBePrivate: boolean;
  /** What the call may take, in milliseconds; `signal` ends it. */
  budgetMs: number;
  inBatches: boolean;
  /** By which the call is known: its id and trace. */
  headers?: Readonly<Record<string, string>>;
}) => OpenServer | NoReader;

/**
 * The data of one call. A class, because an accessor in a literal made for each call keeps the whole
 * parsed body alive into the old generation: measured, a third of a large call.
 */
export class CallSource implements FhirSource {
  readonly patientId: string;
  readonly prefetch: FhirSource['prefetch'];
  readonly trace: CallTrace;
  readonly #service: AnyService;
  readonly #request: CdsRequest;
  readonly #open: () => OpenServer | NoReader;
  #opened: OpenServer | NoReader | undefined;
  #reader: FhirReader | NoReader | undefined;

  constructor(
    service: AnyService,
    request: CdsRequest,
    trace: CallTrace,
    open: () => OpenServer | NoReader,
  ) {
    this.patientId = request.context.patientId;
    this.prefetch = request.prefetch;
    this.trace = trace;
    this.#service = service;
    this.#request = request;
    this.#open = open;
  }

  query(key: string): string | undefined {
    const { prefetch, fhirQueries } = this.#service;
    const template = prefetch[key] ?? fhirQueries?.[key];
    return template === undefined ? undefined : fillTemplate(template, this.#request.context);
  }

  /** Opened only when something has to be asked for. */
  get reader(): FhirReader | NoReader {
    if (this.#reader !== undefined) return this.#reader;
    this.#opened = this.#open();
    this.#reader =
      typeof this.#opened === 'string' ? this.#opened : traced(this.#opened.reader, this.trace);
    return this.#reader;
  }

  /** To be called once, when the call is over. */
  close(): void {
    if (typeof this.#opened === 'object') this.#opened.close();
  }
}

/** Notes every request of a reader. */
function traced(reader: FhirReader, trace: CallTrace): FhirReader {
  async function noted<T>(query: string, ask: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const note = (outcome: string) => {
      const ms = Math.round((performance.now() - startedAt) * 10) / 10;
      trace.reads.push({ query, outcome, ms });
    };
    try {
      const answer = await ask();
      note('ok');
      return answer;
    } catch (error) {
      note(error instanceof Error ? error.name : 'failed');
      throw error;
    }
  }
  return {
    baseUrl: reader.baseUrl,
    mayRead: (resourceType) => reader.mayRead(resourceType),
    read: (query) => noted(query, () => reader.read(query)),
    readDocument: (url) => noted(url, () => reader.readDocument(url)),
  };
}

/** Both the server and an authorization must have come (checklist FHIR-01), and be agreed ones. */
export function openFor(
  { fhirServer, fhirAuthorization }: CdsRequest,
  client: AgreedFhirServers,
  budgetMs: number,
  openReader: OpenReader,
): OpenServer | NoReader {
  if (fhirServer === undefined || fhirAuthorization === undefined) return 'no-server-sent';
  const baseUrl = client.agreedBase(fhirServer);
  if (baseUrl === undefined) return 'server-not-agreed';
  // Compared when it is given: some clients leave it out.
  const { subject } = fhirAuthorization;
  if (client.subject !== undefined && subject != null && subject !== client.subject) {
    return 'subject-not-agreed';
  }
  // A token without a lifetime serves this call, which is shorter than any token's.
  const lifetimeMs = (fhirAuthorization.expires_in ?? Number.POSITIVE_INFINITY) * 1000;
  if (lifetimeMs <= 0) return 'token-expired';
  const callMs = Math.min(budgetMs, lifetimeMs);
  return openReader({
    baseUrl,
    caller: client.name,
    accessToken: fhirAuthorization.access_token,
    signal: AbortSignal.timeout(callMs),
    budgetMs: callMs,
    inBatches: client.features.has('fhirBatch'),
    scope: fhirAuthorization.scope,
    mayBePrivate: client.mayBePrivate(fhirServer),
  });
}
