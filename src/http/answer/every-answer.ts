import type { Request, RequestHandler, Response } from 'express';
import { CdsError } from '../../errors.ts';

/** Something that is done with every request before it is routed; it answers none, and may refuse one by throwing. */
export type Step = (request: Request, response: Response) => void;

/** Steps one after another, as one layer: the router takes a microsecond for each. */
export const inOrder =
  (...steps: readonly Step[]): RequestHandler =>
  (request, response, next) => {
    for (const step of steps) step(request, response);
    next();
  };

/** Headers that every answer has; a page that may be kept says so itself. */
export const safeHeaders: Step = (_request, response) => {
  response.setHeader('X-Content-Type-Options', 'nosniff');
  // Advice is about one moment of one patient, and what is known of the service changes with it.
  response.setHeader('Cache-Control', 'no-store');
};

/**
 * Refuses a request that names two hosts: a proxy in front may have believed the other one.
 * @throws {CdsError} `request-malformed` (400).
 * @see RFC 9112 §3.2
 */
export const oneHost: Step = ({ rawHeaders }) => {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  if (hosts > 1) throw new CdsError('request-malformed', 'Expected one Host header.');
};
