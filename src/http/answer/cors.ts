import type { RequestHandler } from 'express';

/**
 * CORS for browser clients: an agreed origin is echoed, on errors too, and a preflight is answered
 * without authentication. Never a wildcard, never with credentials.
 *
 * @see Fetch standard, CORS protocol; Private Network Access; checklist SEC-25, SEC-26
 */
export function cors(isAgreedOrigin: (origin: string) => boolean): RequestHandler {
  return (request, response, next) => {
    const { origin } = request.headers;
    if (origin === undefined) {
      next();
      return;
    }
    response.setHeader('Vary', 'Origin');
    const isAgreed = isAgreedOrigin(origin);
    if (isAgreed) {
      response.setHeader('Access-Control-Allow-Origin', origin);
      response.setHeader('Access-Control-Expose-Headers', 'x-request-id, traceparent');
    }
    const isPreflight =
      request.method === 'OPTIONS' &&
      request.headers['access-control-request-method'] !== undefined;
    if (!isPreflight) {
      next();
      return;
    }
    if (isAgreed) {
      response.setHeader('Access-Control-Allow-Methods', 'GET, POST');
      response.setHeader(
        'Access-Control-Allow-Headers',
        'authorization, content-type, accept, x-request-id, traceparent',
      );
      response.setHeader('Access-Control-Max-Age', '600');
      if (request.headers['access-control-request-private-network'] === 'true') {
        response.setHeader('Access-Control-Allow-Private-Network', 'true');
      }
    }
    response.statusCode = 204;
    response.end();
  };
}

const SANDBOX_ORIGIN = 'https://sandbox.cds-hooks.org';

/** In demo mode: loopback on any port, and the public sandbox. */
export const isDemoOrigin = (origin: string): boolean =>
  origin === SANDBOX_ORIGIN ||
  /^https?:\/\/(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(origin);
