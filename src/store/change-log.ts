import type { Kysely } from 'kysely';
import type { ConfigurationChange, ConfigurationState, SettingsRecord } from './store.ts';
import type { Tables } from './tables/tables.ts';

/** More changes are not told at a time; the export has all of them. */
const MAX_TOLD = 200;

/** Keeps what is in force, each state once. */
export async function keepSettings(
  db: Kysely<Tables>,
  records: readonly SettingsRecord[],
): Promise<void> {
  if (records.length === 0) return;
  await db
    .insertInto('settings_in_force')
    .values(
      records.map(({ card, version, hash, settings, since }) => ({
        card,
        version,
        settings_hash: hash,
        settings: JSON.stringify(settings),
        since,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What was in force with a version of a card, the oldest first. */
export async function settingsOf(
  db: Kysely<Tables>,
  card: string,
  version: number,
): Promise<readonly SettingsRecord[]> {
  const rows = await db
    .selectFrom('settings_in_force')
    .selectAll()
    .where('card', '=', card)
    .where('version', '=', version)
    .orderBy('since')
    .orderBy('settings_hash')
    .limit(MAX_TOLD)
    .execute();
  return rows.map(({ settings_hash, settings, ...row }) => ({
    ...row,
    hash: settings_hash,
    settings: JSON.parse(settings) as unknown,
  }));
}

/**
 * Writes a change of the configuration. A start with the same one as before is none.
 *
 * @returns false when nothing was to be written.
 */
export async function logChange(
  db: Kysely<Tables>,
  { at, kind, service, hash, parts, note }: ConfigurationState,
): Promise<boolean> {
  const last = await db
    .selectFrom('change_log')
    .select(['hash_after', 'parts'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (kind === 'start' && last?.hash_after === hash) return false;
  const before = JSON.parse(last?.parts ?? '{}') as Readonly<Record<string, string>>;
  const changed = Object.keys({ ...before, ...parts }).filter(
    (part) => before[part] !== parts[part],
  );
  await db
    .insertInto('change_log')
    .values({
      at,
      kind,
      service_version: service,
      hash_before: last?.hash_after ?? null,
      hash_after: hash ?? last?.hash_after ?? '',
      parts: hash === undefined ? (last?.parts ?? '{}') : JSON.stringify(parts),
      what: note ?? changed.join(', '),
    })
    .execute();
  return true;
}

/** The newest changes first. */
export async function changes(db: Kysely<Tables>): Promise<readonly ConfigurationChange[]> {
  const rows = await db
    .selectFrom('change_log')
    .select(['at', 'kind', 'service_version', 'hash_before', 'hash_after', 'what'])
    .orderBy('id', 'desc')
    .limit(MAX_TOLD)
    .execute();
  return rows.map(({ service_version, hash_before, hash_after, ...row }) => ({
    ...row,
    service: service_version,
    before: hash_before,
    after: hash_after,
  }));
}
