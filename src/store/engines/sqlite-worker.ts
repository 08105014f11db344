import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';

/**
 * The embedded database in a thread of its own: its driver is synchronous, and a disk that flushes
 * slowly would stop every call.
 */

/** One statement to carry out. */
export interface SqliteRequest {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly unknown[];
}

/** What came of it. An error is told by its codes: messages may hold what was written. */
export type SqliteReply =
  | { readonly id: number; readonly rows: readonly unknown[]; readonly changes: bigint }
  | { readonly id: number; readonly message: string; readonly errcode: number | undefined };

/** Statements that are kept prepared. */
const MAX_PREPARED = 200;

const database = new DatabaseSync(workerData as string);
// A lock is waited out by who asks, between other statements, never here.
database.exec('PRAGMA busy_timeout = 0; PRAGMA foreign_keys = ON;');

const prepared = new Map<string, StatementSync>();
function statementOf(sql: string): StatementSync {
  const known = prepared.get(sql);
  if (known) return known;
  if (prepared.size >= MAX_PREPARED) prepared.clear();
  const statement = database.prepare(sql);
  prepared.set(sql, statement);
  return statement;
}

function answer({ id, sql, parameters }: SqliteRequest): SqliteReply {
  try {
    const statement = statementOf(sql);
    if (statement.columns().length > 0) {
      return { id, rows: statement.all(...(parameters as SQLInputValue[])), changes: 0n };
    }
    const { changes } = statement.run(...(parameters as SQLInputValue[]));
    return { id, rows: [], changes: BigInt(changes) };
  } catch (error) {
    const { errcode } = error as { errcode?: number };
    return { id, message: error instanceof Error ? error.message : 'failed', errcode };
  }
}

parentPort?.on('message', (request: SqliteRequest | 'close') => {
  if (request === 'close') {
    database.close();
    parentPort?.close();
  } else parentPort?.postMessage(answer(request));
});
