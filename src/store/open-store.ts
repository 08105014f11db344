import { openPostgres } from './open-postgres.ts';
import { openSqlite } from './open-sqlite.ts';
import { codeOf, faultOf, remedies } from './store-fault.ts';
import type { Store } from './store.ts';

/**
 * Opens the store that `DATABASE_URL` names: `sqlite:<file>` or `postgres://…`.
 *
 * @param deadlineMs See {@link Store}.
 * @throws {Error} that names the setting and the remedy, never the address: it may hold a password.
 */
export async function openStore(databaseUrl: string, deadlineMs: number): Promise<Store> {
  try {
    return await (databaseUrl.startsWith('sqlite:')
      ? openSqlite(databaseUrl.slice('sqlite:'.length), deadlineMs)
      : openPostgres(databaseUrl, deadlineMs));
  } catch (cause) {
    const fault = faultOf(cause);
    const code = codeOf(cause);
    throw new Error(
      `DATABASE_URL: the store cannot be used (${fault}${code === undefined ? '' : `, ${code}`}): ${remedies[fault]}.`,
      { cause },
    );
  }
}
