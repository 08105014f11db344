import type { RequestHandler } from 'express';
import { isLoopbackHost } from '../config/settings.ts';
import { CdsError } from '../errors.ts';

/**
 * Lets requests pass that name this machine or PUBLIC_URL as their host. A page elsewhere whose name
 * was made to lead to this machine ("DNS rebinding") would otherwise read what stands here.
 *
 * @throws {CdsError} `client-forbidden` (403).
 */
export function onlyKnownHosts(publicUrl: string): RequestHandler {
  const publicHost = new URL(publicUrl).host;
  return (request, _response, next) => {
    const host = (request.headers.host ?? '').toLowerCase();
    if (host !== publicHost && !isLoopbackHost(host.replace(/:\d+$/, ''))) {
      throw new CdsError(
        'client-forbidden',
        'The demo answers under the name of this machine only; PUBLIC_URL gives it another.',
      );
    }
    next();
  };
}
