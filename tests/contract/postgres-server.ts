import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, chmodSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

/** Where Debian puts the server of PostgreSQL; undefined when it is not installed. */
export function postgresBinaries(): string | undefined {
  const base = '/usr/lib/postgresql';
  if (!existsSync(base)) return undefined;
  return readdirSync(base)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(base, version, 'bin'))
    .find((bin) => existsSync(join(bin, 'initdb')));
}

/** A PostgreSQL server of its own, on loopback, in a folder that goes with it. */
export class PostgresServer {
  readonly port: number;
  readonly #folder: string;
  readonly #bin: string;
  readonly #isDurable: boolean;
  #process: ChildProcess | undefined;
  #databases = 0;

  private constructor(bin: string, folder: string, port: number, isDurable: boolean) {
    this.#bin = bin;
    this.#folder = folder;
    this.port = port;
    this.#isDurable = isDurable;
  }

  /** @param isDurable Whether it flushes, as a hospital's does: slower, and only of use to a bench. */
  static async start(bin: string, isDurable = false): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'cauda-postgres-'));
    const server = new PostgresServer(bin, folder, await freePort(), isDurable);
    if (process.getuid?.() === 0) execFileSync('chown', ['postgres', folder]);
    chmodSync(folder, 0o700);
    server.#run('initdb', ['-D', join(folder, 'data'), '-A', 'trust', '-U', 'cauda', '--no-sync']);
    await server.up();
    return server;
  }

  /** Starts it, also again after {@link down}. */
  async up(): Promise<void> {
    const [command, args] = this.#asItsUser('postgres', [
      ...['-D', join(this.#folder, 'data'), '-p', String(this.port)],
      ...['-c', 'listen_addresses=127.0.0.1', '-k', this.#folder, '-c', 'max_connections=60'],
      // What a test asks is not whether PostgreSQL flushes.
      ...(this.#isDurable
        ? []
        : ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off']),
    ]);
    this.#process = spawn(command, args, { stdio: 'ignore' });
    for (;;) {
      const client = new pg.Client(this.url('postgres'));
      try {
        await client.connect();
        await client.end();
        return;
      } catch {
        await client.end().catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  }

  /** Stops it: what is connected is cut off. */
  async down(): Promise<void> {
    const ended = new Promise((resolve) => this.#process?.once('exit', resolve));
    this.#run('pg_ctl', ['-D', join(this.#folder, 'data'), '-m', 'fast', '-W', 'stop']);
    await ended;
  }

  async createDatabase(): Promise<string> {
    const name = `cauda_${(this.#databases += 1)}`;
    await this.query('postgres', `create database ${name}`);
    return name;
  }

  async query(database: string, sql: string): Promise<readonly unknown[]> {
    const client = new pg.Client(this.url(database));
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  }

  url = (database: string) => `postgres://cauda@127.0.0.1:${this.port}/${database}`;

  async stop(): Promise<void> {
    await this.down();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #run(program: string, args: readonly string[]): void {
    const [command, all] = this.#asItsUser(program, args);
    execFileSync(command, all, { stdio: 'ignore' });
  }

  /** The server will not run as root. */
  #asItsUser(program: string, args: readonly string[]): [string, string[]] {
    const path = join(this.#bin, program);
    return process.getuid?.() === 0
      ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', path, ...args]]
      : [path, [...args]];
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
