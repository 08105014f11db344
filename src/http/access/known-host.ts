import { isLoopbackHost } from '../../config/settings.ts';
import { CdsError } from '../../errors.ts';
import type { Step } from '../answer/every-answer.ts';

/**
 * Lets requests pass that name this machine or PUBLIC_URL as their host, on every path. Demo mode takes
 * calls from anybody, so a page elsewhere whose name was made to lead here ("DNS rebinding") could
 * otherwise read the answers. Ports are not compared: a proxy or a container may show another.
 *
 * @throws {CdsError} `client-forbidden` (403).
 */
export function onlyKnownHosts(publicUrl: string): Step {
  const publicHost = new URL(publicUrl).hostname;
  return ({ headers }) => {
    const host = (headers.host ?? '').toLowerCase().replace(/:\d*$/, '');
    if (host !== publicHost && !isLoopbackHost(host)) {
      throw new CdsError(
        'client-forbidden',
        'Demo mode answers under the names of this machine and the host of PUBLIC_URL only. Set PUBLIC_URL to the address that is used.',
      );
    }
  };
}
