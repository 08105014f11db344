import { z } from 'zod';
import type { Fault } from './faults.ts';
import { readJsonFile } from './read-json-file.ts';

const text = z.string().min(1);
const coding = z
  .strictObject({ system: text, code: text, display: text.optional() })
  .transform(({ system, code, display }) => ({
    system,
    code,
    ...(display !== undefined && { display }),
  }));

/** What a site, or the entry of one client, may say. Every member may be left out. */
export const siteChoices = z.strictObject({
  timeZone: text
    .refine((name) => isTimeZone(name), 'expected an IANA time zone, such as Europe/Paris')
    .optional(),
  cards: z
    .record(
      z.string(),
      z.strictObject({
        mode: z.enum(['on', 'silent', 'off']).optional(),
        settings: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
  gadoliniumFormulary: z.enum(['unknown', 'mixed', 'groupIIOnly']).optional(),
  includeDecompression: z.boolean().optional(),
  codeMap: z.array(z.strictObject({ system: text, code: text, valueSet: text })).optional(),
  contacts: z
    .record(z.string(), z.strictObject({ label: text, url: z.url({ protocol: /^https$/ }) }))
    .optional(),
  orderCodes: z.record(z.string(), coding).optional(),
});
export type SiteChoices = z.infer<typeof siteChoices>;

/** What a site decides. */
export type Site = {
  readonly [Member in keyof SiteChoices]-?: NonNullable<SiteChoices[Member]>;
};

const undecided: Site = {
  timeZone: 'UTC',
  cards: {},
  gadoliniumFormulary: 'unknown',
  includeDecompression: false,
  codeMap: [],
  contacts: {},
  orderCodes: {},
};

/** Tells what a site names that does not exist. */
export type CheckSite = (choices: SiteChoices) => readonly Fault[];

/** Reads SITE_FILE. @throws {Error} naming every fault by its place. */
export function readSite(path: string | undefined, check?: CheckSite): Site {
  if (path === undefined) return undecided;
  return withDefaults(readJsonFile('SITE_FILE', path, siteChoices, check));
}

/** A site for tests and for the page that shows thresholds. */
export const siteOf = (choices: unknown): Site => withDefaults(siteChoices.parse(choices));

function withDefaults(choices: SiteChoices): Site {
  const said = Object.entries(choices).filter(([, value]) => value !== undefined);
  return { ...undecided, ...Object.fromEntries(said) };
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError: the platform does not know this name.
    return false;
  }
}
