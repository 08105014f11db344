import { Worker } from 'node:worker_threads';
import {
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type Kysely,
  type QueryResult,
} from 'kysely';
import type { SqliteReply, SqliteRequest } from './sqlite-worker.ts';

/** A fault of the embedded database, with SQLite's own code. */
export class SqliteError extends Error {
  override readonly name = 'SqliteError';
  readonly errcode: number;
  constructor(message: string, errcode: number) {
    super(message);
    this.errcode = errcode;
  }
}
/** "Unable to open": also said when the thread of the database is gone. */
const CANTOPEN = 14;

/** kysely on SQLite in a thread of its own. One connection: kysely lets one caller at it at a time. */
export class SqliteThreadDialect implements Dialect {
  readonly #file: string;
  constructor(file: string) {
    this.#file = file;
  }
  createDriver = (): Driver => new SqliteThreadDriver(this.#file);
  createQueryCompiler = () => new SqliteQueryCompiler();
  createAdapter = () => new TransactionalSqliteAdapter();
  createIntrospector = (db: Kysely<unknown>) => new SqliteIntrospector(db);
}

/** SQLite changes tables inside a transaction: several processes that start at once then do it in turn. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class SqliteThreadDriver implements Driver {
  readonly #thread: DatabaseThread;
  constructor(file: string) {
    this.#thread = new DatabaseThread(file);
  }
  init = () => Promise.resolve();
  acquireConnection = (): Promise<DatabaseConnection> => Promise.resolve(this.#thread);
  releaseConnection = () => Promise.resolve();
  // The write lock is taken at once: a transaction that begins by reading can lose it in between.
  beginTransaction = () => this.#thread.execute('begin immediate');
  commitTransaction = () => this.#thread.execute('commit');
  rollbackTransaction = () => this.#thread.execute('rollback');
  destroy = () => this.#thread.close();
}

interface OpenRequest {
  readonly resolve: (reply: SqliteReply) => void;
  readonly reject: (error: Error) => void;
}

class DatabaseThread implements DatabaseConnection {
  readonly #worker: Worker;
  readonly #open = new Map<number, OpenRequest>();
  #last = 0;
  /** Why the thread is gone, once it is. */
  #gone: Error | undefined;

  constructor(file: string) {
    this.#worker = new Worker(new URL('./sqlite-worker.ts', import.meta.url), { workerData: file });
    this.#worker.on('message', (reply: SqliteReply) => {
      this.#open.get(reply.id)?.resolve(reply);
      this.#open.delete(reply.id);
      if (this.#open.size === 0) this.#worker.unref();
    });
    this.#worker.on('error', (error: { errcode?: number; message: string }) =>
      this.#end(new SqliteError(error.message, error.errcode ?? CANTOPEN)),
    );
    this.#worker.on('exit', () =>
      this.#end(new SqliteError('The thread of the database has ended.', CANTOPEN)),
    );
    // An idle database does not keep the process alive; one that is asked does.
    this.#worker.unref();
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const reply = await this.#ask(sql, parameters);
    return { rows: reply.rows as R[], numAffectedRows: reply.changes };
  }

  streamQuery(): AsyncIterableIterator<QueryResult<never>> {
    throw new Error('The embedded store streams nothing.');
  }

  async execute(sql: string): Promise<void> {
    await this.#ask(sql, []);
  }

  async close(): Promise<void> {
    if (this.#gone) return;
    const ended = new Promise((resolve) => this.#worker.once('exit', resolve));
    this.#worker.ref();
    this.#worker.postMessage('close');
    await ended;
  }

  async #ask(sql: string, parameters: readonly unknown[]) {
    if (this.#gone) throw this.#gone;
    const reply = await new Promise<SqliteReply>((resolve, reject) => {
      const id = (this.#last += 1);
      this.#open.set(id, { resolve, reject });
      this.#worker.ref();
      this.#worker.postMessage({ id, sql, parameters } satisfies SqliteRequest);
    });
    if ('message' in reply) throw new SqliteError(reply.message, reply.errcode ?? 1);
    return reply;
  }

  #end(why: Error): void {
    this.#gone ??= why;
    for (const { reject } of this.#open.values()) reject(this.#gone);
    this.#open.clear();
  }
}
