import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import ipaddr from 'ipaddr.js';
import { Agent } from 'undici';

/** Largest answer that is read; a page of a chart is a few hundred kilobytes. */
export const MAX_RESPONSE_BYTES = 10_000_000;

/** True for addresses of the public internet: not loopback, private, link-local or reserved. */
export function isPublicAddress(address: string): boolean {
  return ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';
}

type LookupCallback = (
  error: NodeJS.ErrnoException | null,
  address: string | LookupAddress[],
  family?: number,
) => void;

/**
 * Resolves a name to public addresses only. The check sits where the connection is made, so a name
 * that changes its address between check and use changes nothing.
 */
export function publicLookup(
  hostname: string,
  options: LookupOptions,
  callback: LookupCallback,
): void {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) {
      callback(error, []);
      return;
    }
    const allowed = addresses.filter(({ address }) => isPublicAddress(address));
    const [first] = allowed;
    if (!first) callback(new Error('The name leads to no public address.'), []);
    else if (options.all) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
}

/**
 * A clinician who opens one chart and then the next is half a minute apart: connections stay open for
 * so long unless the server says a shorter time, so that a call does not begin with handshakes. One that
 * the server closed meanwhile is noticed, and what was asked over it is asked again.
 */
const KEEP_ALIVE_MS = 30_000;

const common = {
  maxResponseSize: MAX_RESPONSE_BYTES,
  connections: 32,
  keepAliveTimeout: KEEP_ALIVE_MS,
};

/** Connections to servers on the public internet, shared by all calls; they hold no token. */
export const publicNetwork = new Agent({
  ...common,
  connect: { timeout: 2000, lookup: publicLookup },
});

/** Connections wherever an agreed address leads: for servers that a client's entry names itself. */
export const anyNetwork = new Agent({ ...common, connect: { timeout: 2000 } });
