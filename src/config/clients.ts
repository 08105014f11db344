import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { z } from 'zod';
import { readJsonFile } from './read-json-file.ts';
import { isLoopbackHost } from './settings.ts';
import { siteChoices, type CheckSite } from './site.ts';

const text = z.string().min(1);

/** The name of callers without a verified token, in demo mode; no entry may have it. */
export const UNVERIFIED_CALLER = 'demo';

/**
 * What the built-in client of demo mode has switched on, and with it everybody who calls there. Not
 * `fhirBatch`: it says what the client's FHIR server can do, and anybody may name another one there.
 */
export const demoFeatures = ['explain', 'pamaRating', 'actionSelectionBehavior'] as const;

/** https, or http to loopback outside production; no user information, query or fragment. */
const serverUrl = (allowHttp: boolean) =>
  z.url({ protocol: /^https?$/ }).superRefine((value, context) => {
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (!url) return;
    if (url.protocol === 'http:' && !(allowHttp && isLoopbackHost(url.hostname))) {
      context.addIssue('expected https (http is for loopback outside production)');
    }
    if (url.username || url.password || url.search || url.hash) {
      context.addIssue('expected no user information, query or fragment');
    }
  });

/** As a browser sends it: scheme, host and port, nothing after. */
const origin = z
  .url({ protocol: /^https?$/ })
  .refine((value) => URL.canParse(value) && new URL(value).origin === value, 'expected an origin');

const publicKey = z
  .looseObject({ kty: z.enum(['EC', 'RSA']), kid: text })
  .superRefine((jwk, context) => {
    const fault = keyFault(jwk);
    if (fault !== undefined) context.addIssue(fault);
  });

/** What is wrong with a key, without anything of it. */
function keyFault(jwk: JsonWebKey): string | undefined {
  const parts = jwk.kty === 'EC' ? ['crv', 'x', 'y'] : ['n', 'e'];
  if ('d' in jwk || 'k' in jwk) {
    return 'expected a public key: a private one does not belong here';
  }
  if (!parts.every((member) => member in jwk)) return 'expected all parts of the public key';
  try {
    createPublicKey({ key: jwk, format: 'jwk' });
    return undefined;
  } catch {
    // Not base64url, or no point of the curve.
    return 'expected a key: its parts make none (a letter too many or too few?)';
  }
}

const clientsSchema = (allowHttp: boolean) =>
  z
    .array(
      z
        .strictObject({
          name: text
            .regex(/^[\w. -]{1,80}$/)
            .refine(
              (name) => name !== UNVERIFIED_CALLER,
              `${UNVERIFIED_CALLER} is the name of unsigned callers`,
            ),
          iss: text,
          keys: z.array(publicKey).min(1).optional(),
          jwksUrl: serverUrl(allowHttp).optional(),
          fhirServers: z.array(serverUrl(allowHttp)),
          audiences: z.array(text).optional(),
          tenants: z.array(text).min(1).optional(),
          subject: text.optional(),
          /** The servers of this entry stand in a private network. */
          privateNetwork: z.boolean().default(false),
          origins: z.array(origin).optional(),
          /** Two days: tokens of the Da Vinci client live one to the second, and clocks differ. */
          maxTokenAgeSeconds: z.int().min(1).max(172_800).default(3600),
          features: z
            .array(z.enum(['explain', 'pamaRating', 'actionSelectionBehavior', 'fhirBatch']))
            .default([]),
          /** Choices that win over those of SITE_FILE for the calls of this client. */
          site: siteChoices.optional(),
        })
        .refine((c) => (c.keys === undefined) !== (c.jwksUrl === undefined), {
          error: 'expected either keys or jwksUrl',
        }),
    )
    .min(1)
    .superRefine((clients, context) => {
      for (const member of ['name', 'iss'] as const) {
        const values = clients.map((client) => client[member]);
        if (new Set(values).size !== values.length) {
          context.addIssue(`two clients have the same ${member}`);
        }
      }
    });

export type ClientEntry = z.infer<ReturnType<typeof clientsSchema>>[number];

/** Reads CLIENTS_FILE. @throws {Error} naming every fault by its place, never a value. */
export function readClients(
  path: string,
  isProduction: boolean,
  check: CheckSite = () => [],
): readonly ClientEntry[] {
  return readJsonFile('CLIENTS_FILE', path, clientsSchema(!isProduction), (clients) =>
    clients.flatMap(({ site }, index) =>
      check(site ?? {}).map((fault) => ({ ...fault, at: [index, 'site', ...fault.at] })),
    ),
  );
}
