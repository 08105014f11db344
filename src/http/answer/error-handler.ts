import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { CdsError, errorTable } from '../../errors.ts';
import { sendJson } from './send.ts';

/**
 * The only place that turns an error into an answer: an OperationOutcome with the table's status.
 * An error that is not ours keeps its text for the log.
 *
 * @see CDS Hooks 3.0 "Returning OperationOutcome"; checklist HTTP-05, HTTP-13
 */
export const errorHandler: ErrorRequestHandler = (error: unknown, request, response, next) => {
  if (response.headersSent) {
    next(error);
    return;
  }
  const known = toCdsError(error);
  const { status, issue } = errorTable[known.code];
  response.locals['error'] = error;
  if (known.code === 'client-untrusted') response.setHeader('WWW-Authenticate', 'Bearer');
  if (known.code === 'too-many-requests') {
    response.setHeader('Retry-After', String(known.retryAfterSeconds ?? 60));
  }
  // The rest of a body that is too large is not read.
  if (known.code === 'request-too-large') response.setHeader('Connection', 'close');
  sendJson(
    response,
    status,
    {
      resourceType: 'OperationOutcome',
      issue: [
        {
          severity: 'error',
          code: issue,
          details: { text: known.message },
          ...(known.at.length > 0 && { expression: known.at }),
        },
      ],
    },
    prefersPlainJson(request) ? 'application/json' : 'application/fhir+json',
  );
};

/** Answers 405 for the other methods of a path. */
export const methodNotAllowed =
  (...allowed: readonly string[]): RequestHandler =>
  (_request, response) => {
    response.setHeader('Allow', allowed.join(', '));
    throw new CdsError('method-not-allowed', `This address answers ${allowed.join(' and ')}.`);
  };

export const notFound: RequestHandler = () => {
  throw new CdsError('not-found', 'There is nothing at this address.');
};

function toCdsError(error: unknown): CdsError {
  if (error instanceof CdsError) return error;
  if (error instanceof URIError)
    return new CdsError('request-malformed', 'The address is malformed.');
  return new CdsError('internal', 'The service could not answer; its log has the cause.', {
    cause: error,
  });
}

function prefersPlainJson(request: Request): boolean {
  const accept = request.headers.accept ?? '*/*';
  if (accept === '*/*') return false;
  return request.accepts(['application/fhir+json', 'application/json']) === 'application/json';
}
