import { z } from 'zod';
import { readJsonFile } from './read-json-file.ts';

const text = z.string().min(1);
const coding = z
  .strictObject({ system: text, code: text, display: text.optional() })
  .transform(({ system, code, display }) => ({
    system,
    code,
    ...(display !== undefined && { display }),
  }));

const siteSchema = z.strictObject({
  timeZone: text.refine((name) => isTimeZone(name), 'expected an IANA time zone').default('UTC'),
  cards: z
    .record(
      z.string(),
      z.strictObject({
        mode: z.enum(['on', 'silent', 'off']).optional(),
        settings: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .default({}),
  gadoliniumFormulary: z.enum(['unknown', 'mixed', 'groupIIOnly']).default('unknown'),
  includeDecompression: z.boolean().default(false),
  codeMap: z.array(z.strictObject({ system: text, code: text, valueSet: text })).default([]),
  contacts: z
    .record(z.string(), z.strictObject({ label: text, url: z.url({ protocol: /^https$/ }) }))
    .default({}),
  orderCodes: z.record(z.string(), coding).default({}),
});

/** What a site decides. The default is a site that decided nothing. */
export type Site = z.infer<typeof siteSchema>;

/** Reads SITE_FILE. @throws {Error} naming every fault by its place. */
export function readSite(path: string | undefined): Site {
  return path === undefined ? siteSchema.parse({}) : readJsonFile('SITE_FILE', path, siteSchema);
}

/** A site for tests and for the page that shows thresholds. */
export const siteOf = (choices: unknown): Site => siteSchema.parse(choices);

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    // RangeError: the platform does not know this name.
    return false;
  }
}
