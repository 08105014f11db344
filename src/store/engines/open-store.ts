import { resolve } from 'node:path';
import { openSqlite } from './open-sqlite.ts';
import { codeOf, faultOf, remedies } from '../store-fault.ts';
import type { Store } from '../store.ts';

/**
 * Opens the store that `DATABASE_URL` names: `sqlite:<file>` or `postgres://…`.
 *
 * @param deadlineMs See {@link Store}.
 * @throws {Error} that names the setting, the file and the remedy, never a server's address: it may
 *   hold a password.
 */
export async function openStore(databaseUrl: string, deadlineMs: number): Promise<Store> {
  const file = databaseUrl.startsWith('sqlite:') ? databaseUrl.slice('sqlite:'.length) : undefined;
  try {
    return await (file !== undefined
      ? openSqlite(file, deadlineMs)
      : // Its packages are loaded where a server is named.
        (await import('./open-postgres.ts')).openPostgres(databaseUrl, deadlineMs));
  } catch (cause) {
    throw unusableStore(file, cause);
  }
}

/**
 * Why a store cannot be used, in words for whoever starts the service.
 *
 * @param file Path of the embedded store; undefined for a server, whose address is not repeated.
 */
export function unusableStore(file: string | undefined, cause: unknown): Error {
  const fault = faultOf(cause);
  const code = codeOf(cause);
  return new Error(
    `DATABASE_URL: the store ${file === undefined ? '' : `${resolve(file)} `}cannot be used (${fault}${code === undefined ? '' : `, ${code}`}): ${remedies[fault]}.`,
    { cause },
  );
}
