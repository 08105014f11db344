import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, handleWhen } from 'cockatiel';
import { statusOf } from './http-status.ts';

/** Failures in a row after which a server is left alone: about three calls' worth of queries. */
const FAILURES_IN_A_ROW = 20;
const LEAVE_ALONE_MS = 10_000;
const MAX_SERVERS = 200;

/** What is known of a FHIR server from one call to the next. Nothing of a patient. */
export interface KnownServer {
  readonly breaker: ReturnType<typeof newBreaker>;
  /** Until when it is not sent a batch, because it refused one; milliseconds of `performance.now`. */
  noBatchBefore: number;
}

const servers = new Map<string, KnownServer>();

/** Late because this process had no time, so that it says nothing of the server; `Places` sees to that. */
export class LateByUs extends Error {
  override readonly name = 'TimeoutError';
}

const newBreaker = () =>
  circuitBreaker(
    handleWhen((error) => isServersFault(error)),
    { halfOpenAfter: LEAVE_ALONE_MS, breaker: new ConsecutiveBreaker(FAILURES_IN_A_ROW) },
  );

/** @param key Of the client and the base together. */
export function knownServer(key: string): KnownServer {
  const known = servers.get(key);
  if (known) return known;
  // Only agreed servers come here; in demo mode any loopback port is one.
  if (servers.size >= MAX_SERVERS) servers.clear();
  const server = { breaker: newBreaker(), noBatchBefore: 0 };
  servers.set(key, server);
  return server;
}

/** Slow, broken or 5xx; a 4xx is an answer, and about this call only. */
function isServersFault(error: unknown): boolean {
  if (error instanceof BrokenCircuitError || error instanceof LateByUs) return false;
  const status = statusOf(error);
  return status === undefined || status >= 500;
}
