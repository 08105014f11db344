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

const audienceCode = z.strictObject({
  system: text.optional(),
  code: text,
  display: text.optional(),
});

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
        /** Roles or specialties that it is shown to; an empty list: all clinicians. */
        audience: z.array(audienceCode).max(100).optional(),
      }),
    )
    .optional(),
  /** Of every card that says nothing else. */
  audience: z.array(audienceCode).max(100).optional(),
  gadoliniumFormulary: z.enum(['unknown', 'mixed', 'groupIIOnly']).optional(),
  includeDecompression: z.boolean().optional(),
  codeMap: z.array(z.strictObject({ system: text, code: text, valueSet: text })).optional(),
  contacts: z
    .record(z.string(), z.strictObject({ label: text, url: z.url({ protocol: /^https$/ }) }))
    .optional(),
  orderCodes: z.record(z.string(), coding).optional(),
  /** Which answers to a card keep it from being shown again; nothing unless it is said. */
  repeat: z
    .strictObject({
      scope: z.enum(['user', 'site']).default('user'),
      afterOverrideDays: z.int().min(0).max(365).optional(),
      afterAcceptDays: z.int().min(0).max(365).optional(),
      sameOrderFromSelectToSign: z.boolean().optional(),
    })
    .optional(),
  /** What is kept of cards that were withheld, so that a silent trial can be reviewed. */
  silentTrial: z
    .strictObject({
      /** Whether a record of a withheld card names the orders or reports that it was about. */
      keepReferences: z.boolean().default(false),
      /** Days after which these references are deleted; the record without them stays. */
      retentionDays: z.int().min(1).max(90).default(30),
    })
    .optional(),
  approvals: z
    .record(z.string(), z.strictObject({ version: z.int().min(1), by: text, on: z.iso.date() }))
    .optional(),
});
export type SiteChoices = z.infer<typeof siteChoices>;

/** What a site decides. */
export type Site = {
  readonly [
    Member in keyof Omit<SiteChoices, 'repeat' | 'silentTrial' | 'audience'>
  ]-?: NonNullable<SiteChoices[Member]>;
} & Pick<SiteChoices, 'repeat' | 'silentTrial' | 'audience'>;

const undecided: Site = {
  timeZone: 'UTC',
  cards: {},
  gadoliniumFormulary: 'unknown',
  includeDecompression: false,
  codeMap: [],
  contacts: {},
  orderCodes: {},
  approvals: {},
};

/** What one client's entry says in place of the site: it wins for the calls of that client. */
export function siteFor(site: Site, own: SiteChoices): Site {
  const {
    cards = {},
    contacts = {},
    orderCodes = {},
    approvals = {},
    codeMap = [],
    ...single
  } = own;
  const choices = Object.entries(cards).map(([id, choice]) => {
    const { mode, settings, audience } = { ...site.cards[id] };
    const merged = {
      mode: choice.mode ?? mode,
      settings: { ...settings, ...choice.settings },
      audience: choice.audience ?? audience,
    };
    return [id, merged] as const;
  });
  // A code that both map belongs where the client says.
  const owns = (code: { readonly system: string; readonly code: string }) =>
    codeMap.some((each) => each.system === code.system && each.code === code.code);
  return {
    ...site,
    ...withoutUndefined(single),
    cards: { ...site.cards, ...Object.fromEntries(choices) },
    contacts: { ...site.contacts, ...contacts },
    orderCodes: { ...site.orderCodes, ...orderCodes },
    approvals: { ...site.approvals, ...approvals },
    codeMap: [...site.codeMap.filter((code) => !owns(code)), ...codeMap],
  };
}

/** Tells what a site names that does not exist. */
export type CheckSite = (choices: SiteChoices) => readonly Fault[];

/** Reads SITE_FILE. @throws {Error} naming every fault by its place. */
export function readSite(path: string | undefined, check?: CheckSite): Site {
  if (path === undefined) return undecided;
  return withDefaults(readJsonFile('SITE_FILE', path, siteChoices, check));
}

/** A site for tests and for the page that shows thresholds. */
export const siteOf = (choices: unknown): Site => withDefaults(siteChoices.parse(choices));

const withDefaults = (choices: SiteChoices): Site => ({
  ...undecided,
  ...withoutUndefined(choices),
});

type WithoutUndefined<T> = { [Member in keyof T]?: NonNullable<T[Member]> };

/** zod names members that were left out; spread, they would overwrite. */
const withoutUndefined = <T extends object>(choices: T) =>
  Object.fromEntries(
    Object.entries(choices).filter(([, value]) => value !== undefined),
  ) as WithoutUndefined<T>;

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError: the platform does not know this name.
    return false;
  }
}
