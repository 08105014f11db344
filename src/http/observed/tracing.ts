import type { Context } from '@opentelemetry/api';
import type { Step } from '../answer/every-answer.ts';
import { givenParent, setTraceparent } from './request-ids.ts';
import type { CallLog } from './request-log.ts';

/** Spans of requests, sent to a collector. */
export interface Tracing {
  readonly begin: Step;
  /** Sends what waits, for at most some seconds. Never rejects. */
  close(): Promise<void>;
}

/** How long the end of the process waits for the collector. */
/** How long a span waits for others at most. */
const SEND_EVERY_MS = 1_000;
const CLOSE_MS = 2_000;
const SERVER_ERROR = 500;

/**
 * Reports one span for each request to an OpenTelemetry collector: its method, the service that answered,
 * the status, and how long it took. Nothing else of a request stands in it: no address, no query, no id of
 * a patient, a user or a call. The packages are read here and not before, so that whoever sends no spans
 * does not wait for them.
 *
 * @param endpoint Base of the collector (OTLP over HTTP); `/v1/traces` is added.
 */
export async function openTracing(endpoint: string, version: string): Promise<Tracing> {
  const [{ ROOT_CONTEXT, SpanKind, SpanStatusCode, trace }, sdk, exporter, resources] =
    await Promise.all([
      import('@opentelemetry/api'),
      import('@opentelemetry/sdk-trace'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
    ]);
  const provider = new sdk.TracerProvider({
    resource: resources.resourceFromAttributes({
      'service.name': 'cauda',
      'service.version': version,
    }),
    // Who calls decides whether a trace is taken; of what nobody has begun, all of it is.
    sampler: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    spanProcessors: [
      new sdk.BatchSpanProcessor({
        exporter: new exporter.OTLPTraceExporter({ url: `${endpoint}/v1/traces` }),
        scheduledDelayMillis: SEND_EVERY_MS,
      }),
    ],
  });
  const tracer = provider.getTracer('cauda', version);

  const parentOf = (traceparent: string | undefined): Context => {
    if (traceparent === undefined) return ROOT_CONTEXT;
    const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
    const traceFlags = Number.parseInt(flags, 16);
    return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true });
  };

  return {
    begin(request, response) {
      const { method } = request;
      const span = tracer.startSpan(
        method,
        { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
        parentOf(givenParent(response)),
      );
      const { traceId, spanId, traceFlags } = span.spanContext();
      // The caller, the log and the FHIR server are told of our span, not of its parent.
      setTraceparent(
        response,
        `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`,
      );
      response.on('close', () => {
        const call = response.locals['call'] as CallLog | undefined;
        const { statusCode } = response;
        // A service is in the log only once it was found by its id.
        if (call) {
          span.updateName(`${method} ${call.service}`);
          span.setAttribute('cauda.service', call.service);
        }
        if (response.writableFinished) span.setAttribute('http.response.status_code', statusCode);
        if (!response.writableFinished || statusCode >= SERVER_ERROR) {
          span.setStatus({ code: SpanStatusCode.ERROR });
        }
        span.end();
      });
    },
    close: () =>
      Promise.race([
        provider.shutdown().catch(() => undefined),
        new Promise<void>((resolve) => setTimeout(resolve, CLOSE_MS).unref()),
      ]),
  };
}
