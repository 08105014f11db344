import { randomUUID } from 'node:crypto';
import type { Response } from 'express';
import type { Step } from '../answer/every-answer.ts';

/** By what one request is known to caller, log and FHIR server. */
export interface RequestIds {
  readonly requestId: string;
  /** W3C Trace Context: as it was given, or of our own span where spans are reported. */
  readonly traceparent: string;
}

/** Bounded, and nothing that could break a log line or a header. */
const REQUEST_ID = /^[\w.:+/=-]{1,128}$/;
const TRACEPARENT = /^(?!ff)[\da-f]{2}-(?!0{32})[\da-f]{32}-(?!0{16})[\da-f]{16}-[\da-f]{2}$/;

/**
 * Takes `X-Request-Id` and `traceparent` of the request, or makes them, and puts them on the answer.
 * What is not well-formed is replaced and never repeated.
 *
 * @see W3C Trace Context §3.2
 */
export const identify: Step = ({ headers }, response) => {
  const given = headers['x-request-id'];
  const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  const { traceparent: parent } = headers;
  const isGiven = typeof parent === 'string' && TRACEPARENT.test(parent);
  if (isGiven) response.locals['parent'] = parent;
  response.locals['ids'] = { requestId, traceparent: '' } satisfies RequestIds;
  setTraceparent(response, isGiven ? parent : newTraceparent());
  response.setHeader('X-Request-Id', requestId);
};

/** Whose span the request belongs to; undefined when the caller does not say. */
export const givenParent = (response: Response): string | undefined =>
  response.locals['parent'] as string | undefined;

/** Tells the caller, the log and FHIR servers what the request is known by. */
export function setTraceparent(response: Response, traceparent: string): void {
  response.locals['ids'] = { requestId: idsOf(response)?.requestId ?? '', traceparent };
  response.setHeader('traceparent', traceparent);
}

/** Not sampled: nobody asked for a trace. Node draws uuids from a pool, other random bytes one by one. */
function newTraceparent(): string {
  const trace = randomUUID();
  const span = randomUUID();
  const hex = `${trace.slice(0, 8)}${trace.slice(9, 13)}${trace.slice(14, 18)}${trace.slice(19, 23)}${trace.slice(24)}`;
  return `00-${hex}-${span.slice(0, 8)}${span.slice(24, 32)}-00`;
}

export const idsOf = (response: Response): RequestIds | undefined =>
  response.locals['ids'] as RequestIds | undefined;

/** The same as headers of a request to somebody else. */
export const passedOn = ({ requestId, traceparent }: RequestIds) => ({
  'X-Request-Id': requestId,
  traceparent,
});
