import type { Logger } from 'pino';
import type { Step } from '../answer/every-answer.ts';
import type { Metrics } from './metrics.ts';
import { idsOf } from './request-ids.ts';
import { shownPath } from './shown-path.ts';

/** A caller that hung up before the answer was out, as nginx counts it. */
const HUNG_UP = 499;

/** What the log says of a call: ids and counts, never a word or an id of the patient. */
export interface CallLog {
  service: string;
  client?: string;
  issuer?: string;
  tenant?: string;
  /** Prefetch keys and where each came from. */
  keys?: Readonly<Record<string, string>>;
  hookInstance?: string;
  /** Card ids with their versions. */
  cards?: readonly string[];
  /** Pseudonym of the user: the same within one run of the process. */
  user?: string;
  feedback?: Readonly<Record<string, number>>;
  /** What of the specification the request bent without harm. */
  warnings?: readonly string[];
}

/** One line for each request, when it is answered: the audit line of a signed call. */
export function requestLog(log: Logger, metrics: Metrics): Step {
  return (request, response) => {
    const startedAt = performance.now();
    // Not `finish`: a caller that hangs up is to be seen too.
    response.on('close', () => {
      const ms = Math.round((performance.now() - startedAt) * 100) / 100;
      const call = response.locals['call'] as CallLog | undefined;
      const error: unknown = response.locals['error'];
      const isAnswered = response.writableFinished;
      const status = isAnswered ? response.statusCode : HUNG_UP;
      metrics.request(call?.service ?? 'other', call?.client ?? 'none', status, ms / 1000);
      const { reason } = errorFields(error);
      if (reason !== undefined) metrics.refusal(reason);
      const isOurs = call !== undefined && status !== 404;
      const line = {
        method: request.method,
        // A call is named by its service; elsewhere the address is what is asked about.
        ...(!isOurs && { path: shownPath(request.originalUrl) }),
        status,
        ms,
        ...idsOf(response),
        ...(!isAnswered && { aborted: true }),
        ...call,
        ...errorFields(error),
      };
      if (response.statusCode >= 500) log.error({ ...line, err: safeError(error) }, 'failed');
      else if (call?.warnings) log.warn(line, 'answered');
      else log.info(line, 'answered');
    });
  };
}

function errorFields(error: unknown): { error?: string; reason?: string } {
  if (!(error instanceof Error)) return {};
  const { code, reason } = error as { code?: unknown; reason?: unknown };
  return {
    ...(typeof code === 'string' && { error: code }),
    ...(typeof reason === 'string' && { reason }),
  };
}

/** Names and places of an error and its causes. Messages may quote data, so they stay out. */
export function safeError(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return {
    name: error.name,
    at: error.stack
      ?.split('\n')
      .filter((line) => line.startsWith('    at '))
      .slice(0, 8),
    ...(error.cause instanceof Error && { cause: safeError(error.cause) }),
  };
}
