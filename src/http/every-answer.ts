import type { RequestHandler } from 'express';
import { CdsError } from '../errors.ts';

/** Headers that every answer has; a page that may be kept says so itself. */
export const safeHeaders: RequestHandler = (_request, response, next) => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // Advice is about one moment of one patient, and what is known of the service changes with it.
  response.setHeader('Cache-Control', 'no-store');
  next();
};

/**
 * Refuses a request that names two hosts: a proxy in front may have believed the other one.
 * @throws {CdsError} `request-malformed` (400).
 * @see RFC 9112 §3.2
 */
export const oneHost: RequestHandler = ({ rawHeaders }, _response, next) => {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (rawHeaders[at]?.toLowerCase() === 'host') hosts += 1;
  }
  if (hosts > 1) throw new CdsError('request-malformed', 'Expected one Host header.');
  next();
};
