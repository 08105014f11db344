import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { CardFile } from '../cards/file/card-file.ts';
import type { Rule } from '../rules/rule.ts';
import { fingerprintOf, PARTS, type FingerprintSources } from './fingerprint.ts';
import { versionsFolder } from './released-cards.ts';

/** The command that brings the lock up to date. */
export const LOCK_COMMAND = 'npm run release-cards';

const hash = z.string();

/** What content each version of a card has: `cards/versions/lock.json`. */
const cardLock = z.strictObject({
  cards: z.record(
    z.string(),
    z.strictObject({
      version: z.int().min(1),
      /** Calendar date; null while the version may still change. */
      released: z.iso.date().nullable(),
      words: hash,
      settings: hash,
      figures: hash,
      lists: hash,
      /** Names of the lists that its rule reaches. */
      restsOn: z.array(z.string()),
    }),
  ),
  /** Hash of each list that some card rests on. */
  lists: z.record(z.string(), hash.nullable()),
});
export type CardLock = z.infer<typeof cardLock>;
export type LockedCard = CardLock['cards'][string];

export const lockFile = (folder = versionsFolder) => join(folder, 'lock.json');

const noLock: CardLock = { cards: {}, lists: {} };

/** The lock; an empty one where there is none yet. @throws {Error} when it is not as expected. */
export function readCardLock(folder = versionsFolder): CardLock {
  if (!existsSync(lockFile(folder))) return noLock;
  const result = cardLock.safeParse(JSON.parse(readFileSync(lockFile(folder), 'utf8')));
  if (!result.success)
    throw new Error(`cards/versions/lock.json: ${z.prettifyError(result.error)}`);
  return result.data;
}

/**
 * The cards whose content is not that of their version: what changed, by card. A card at another version
 * than the locked one is not among them: it waits for its approval as a new version does.
 */
export function changedContent(
  files: ReadonlyMap<string, CardFile>,
  rules: readonly Rule[],
  sources: FingerprintSources,
  lock: CardLock,
): ReadonlyMap<string, readonly string[]> {
  return new Map(
    rules.flatMap((rule): readonly (readonly [string, readonly string[]])[] => {
      const file = files.get(rule.id);
      const locked = lock.cards[rule.id];
      if (!file || locked?.version !== file.version) return [];
      const now = fingerprintOf(file, rule, locked.restsOn, sources);
      const changed = PARTS.filter((part) => now[part] !== locked[part]);
      return changed.length === 0 ? [] : [[rule.id, changed]];
    }),
  );
}
