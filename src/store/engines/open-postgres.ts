import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { migrate } from '../tables/migrate.ts';
import { persist } from '../persist.ts';
import { sqlStore } from '../sql-store.ts';
import type { Store } from '../store.ts';
import type { Tables } from '../tables/tables.ts';

/** Connections of one replica. */
const MAX_CONNECTIONS = 10;
/** How long a start waits for a server that is starting itself. */
const START_MS = 20_000;
/** Number of our advisory lock: any, as long as it stays the same. */
const RETENTION_LOCK = 7_311_402;

/**
 * Opens the shared store of several replicas.
 *
 * @param url `postgres://user:password@host:port/database`, with the options that `pg` takes.
 * @param deadlineMs See {@link Store}. A statement that takes longer is ended by the server as well.
 * @throws when it cannot be reached or migrated; `faultOf` tells why.
 */
export async function openPostgres(url: string, deadlineMs = 1000): Promise<Store> {
  // Making the tables of a large store may take longer than a call may.
  const first = connect(url, { max: 1, connectionTimeoutMillis: START_MS });
  try {
    await persist(() => migrate(first, 'postgres'), START_MS);
  } finally {
    await first.destroy().catch(() => undefined);
  }
  // A statement, a lock and an idle transaction have an end on the server's side too.
  const serverMs = Math.max(100, deadlineMs);
  const db = connect(url, {
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: deadlineMs,
    statement_timeout: serverMs,
    lock_timeout: serverMs,
    idle_in_transaction_session_timeout: serverMs,
  });

  return sqlStore(
    {
      db,
      alone: (work) =>
        db.connection().execute(async (connection) => {
          const { rows } = await sql<{ got: boolean }>`
            select pg_try_advisory_lock(${RETENTION_LOCK}) as got`.execute(connection);
          if (rows[0]?.got !== true) return undefined;
          try {
            return await work();
          } finally {
            await sql`select pg_advisory_unlock(${RETENTION_LOCK})`.execute(connection);
          }
        }),
      backup: () =>
        Promise.reject(new Error('DATABASE_URL names PostgreSQL: make the backup with pg_dump.')),
    },
    deadlineMs,
  );
}

function connect(url: string, more: pg.PoolConfig): Kysely<Tables> {
  const pool = new pg.Pool({
    connectionString: url,
    idleTimeoutMillis: 30_000,
    application_name: 'cauda',
    keepAlive: true,
    ...more,
  });
  // A connection that breaks while it is idle leaves the pool; the next caller gets a new one.
  pool.on('error', () => undefined);
  // One that breaks between two statements of its user is told to nobody else: without a listener it
  // would end the process. The next statement on it fails, and that is answered.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
}
