import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { dateInWords } from '../facts/values/date-in-words.ts';

/** Where the versions of cards are kept: `<card id>/<version>.json`. */
export const versionsFolder = fileURLToPath(new URL('../../cards/versions', import.meta.url));

const text = z.string();
const link = z.looseObject({ label: text, url: text });

/** The page of a version as it was, with the defaults of its thresholds filled in. */
const releasedCard = z.looseObject({
  /** Calendar date; null while the version is not released. */
  released: z.iso.date().nullable(),
  page: z.looseObject({
    id: text,
    title: text,
    version: z.int(),
    indicator: text,
    hooks: z.array(text),
    wordings: z.array(z.looseObject({ name: text, indicator: text, summary: text, detail: text })),
    phrases: z.array(z.looseObject({ name: text, text })),
    explained: z.array(z.looseObject({ heading: text, text })).default([]),
    fires: z.array(text),
    /** Sentences; later versions name each by an id. */
    silent: z.array(z.union([text, z.looseObject({ because: text, says: text })])),
    disputed: text,
    figures: z.array(
      z.looseObject({
        label: text,
        printed: text,
        source: text,
        population: text,
        caveat: text,
        sourceLinks: z.array(link).default([]),
      }),
    ),
    interval: text,
    thresholds: z.array(
      z.looseObject({ name: text, meaning: text, default: z.unknown(), allowed: text }),
    ),
    suggestions: z.array(
      z.looseObject({ name: text, label: text, description: text, note: text.optional() }),
    ),
    sources: z.array(
      z.looseObject({ citation: text, links: z.array(link), note: text.optional() }),
    ),
    overrideReasons: z.array(text),
    history: z.array(z.looseObject({ version: z.int(), on: text, changed: text })).default([]),
  }),
});
export type ReleasedCard = z.infer<typeof releasedCard>;

/** The versions of a card that are kept, ascending; none of an unknown card. */
export function keptVersions(id: string, folder = versionsFolder): readonly number[] {
  // An id of a card and no path.
  if (!/^[a-z0-9-]+$/.test(id)) return [];
  try {
    return readdirSync(join(folder, id))
      .flatMap((name) => /^(\d+)\.json$/.exec(name)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
  } catch {
    // ENOENT: a card that no version was kept of.
    return [];
  }
}

/** @throws {Error} when the file is not there or not as expected. */
export function readReleasedCard(
  id: string,
  version: number,
  folder = versionsFolder,
): ReleasedCard {
  const file = join(folder, id, `${version}.json`);
  const result = releasedCard.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (!result.success) throw new Error(`${file}: ${z.prettifyError(result.error)}`);
  return result.data;
}

/** The day of a release as people write it; undefined while there is none. */
export const releasedInWords = ({
  released,
}: Pick<ReleasedCard, 'released'>): string | undefined =>
  released === null ? undefined : dateInWords(released);
