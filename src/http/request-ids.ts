import { randomBytes, randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';

/** By what one request is known to caller, log and FHIR server. */
export interface RequestIds {
  readonly requestId: string;
  /** W3C Trace Context, as it was given: we report no spans, so ours would be a gap in the tree. */
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
export const identify: RequestHandler = ({ headers }, response, next) => {
  const given = headers['x-request-id'];
  const requestId = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  const { traceparent: parent } = headers;
  const traceparent =
    typeof parent === 'string' && TRACEPARENT.test(parent) ? parent : newTraceparent();
  response.locals['ids'] = { requestId, traceparent } satisfies RequestIds;
  response.setHeader('X-Request-Id', requestId);
  response.setHeader('traceparent', traceparent);
  next();
};

/** Not sampled: nobody asked for a trace. */
const newTraceparent = () =>
  `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-00`;

export const idsOf = (response: Response): RequestIds | undefined =>
  response.locals['ids'] as RequestIds | undefined;

/** The same as headers of a request to somebody else. */
export const passedOn = ({ requestId, traceparent }: RequestIds) => ({
  'X-Request-Id': requestId,
  traceparent,
});
