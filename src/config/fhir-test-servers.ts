import ipaddr from 'ipaddr.js';
import { z } from 'zod';

const MAX_SERVERS = 20;

/**
 * DEMO_FHIR_SERVERS: https bases with commas or blanks between. Demo mode takes calls from anybody, so
 * what such a call may make us contact is on the public internet: a private address is refused here,
 * and a name that leads to one when it is looked up.
 */
export const fhirTestServers = z.string().transform((value, context): readonly string[] => {
  const bases = value.split(/[\s,]+/).filter((base) => base !== '');
  if (bases.length > MAX_SERVERS) context.addIssue(`expected at most ${MAX_SERVERS} servers`);
  bases.forEach((base, at) => {
    const fault = faultOf(base);
    if (fault !== undefined) context.addIssue(`server ${at + 1}: ${fault}`);
  });
  return bases;
});

/** What is wrong with a base, without naming it. */
function faultOf(base: string): string | undefined {
  if (!URL.canParse(base)) return 'expected an address such as https://fhir.example.org/r4';
  const { protocol, username, password, hostname } = new URL(base);
  if (protocol !== 'https:') return 'expected https';
  // An empty query or fragment is lost by the parser, so the text is looked at.
  if (username || password || /[?#\\]/.test(base)) {
    return 'expected no user information, query or fragment';
  }
  return isPublicHost(hostname) ? undefined : 'expected a host on the public internet';
}

/** True for names that are looked up later, and for addresses of the public internet. */
function isPublicHost(hostname: string): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  if (ipaddr.isValid(address)) return ipaddr.process(address).range() === 'unicast';
  return !/(?:^|\.)localhost\.?$/.test(hostname);
}
