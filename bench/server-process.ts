import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** Milliseconds a server may take to say its port, or to end. */
const PATIENCE_MS = 180_000;

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export interface ServerOptions {
  readonly name: string;
  /** Script, relative to this folder or absolute. */
  readonly script: string;
  /** Folder for the file that takes the server's output. */
  readonly folder: string;
  /** The whole environment of the process: nothing is passed on from the bench. */
  readonly env?: Readonly<Record<string, string>>;
  /** Where it runs; this project unless given. */
  readonly cwd?: string;
  /** Further flags of node. */
  readonly flags?: readonly string[];
}

/** One server under measurement, in a process of its own. */
export class ServerProcess {
  readonly name: string;
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(name: string, port: number, child: ChildProcess) {
    this.name = name;
    this.port = port;
    this.#child = child;
  }

  /**
   * Starts a server and waits until it has logged its port. Output goes to a file: a pipe would have
   * to be drained by the client, which costs both sides time.
   *
   * @throws {Error} with the server's output when it ends or stays silent.
   */
  static async start({
    name,
    script,
    folder,
    env = {},
    cwd = here('..'),
    flags = [],
  }: ServerOptions) {
    const logFile = join(folder, `${name}.log`);
    const log = openSync(logFile, 'w');
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=ExperimentalWarning',
        '--import',
        new URL('report-cpu.ts', import.meta.url).href,
        ...flags,
        here(script),
      ],
      { env, cwd, stdio: ['ignore', log, log, 'ipc'] },
    );
    closeSync(log);
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      const port = /"port":(\d+)/.exec(readFileSync(logFile, 'utf8'))?.[1];
      if (port !== undefined) return new ServerProcess(name, Number(port), child);
      if (child.exitCode !== null) break;
      await sleep(20);
    }
    child.kill('SIGKILL');
    throw new Error(`${name} did not start: ${readFileSync(logFile, 'utf8')}`);
  }

  /** Of the process itself; its main thread has the same number on Linux. */
  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** CPU time the process has used since its start, in microseconds. */
  async cpuMicroseconds(): Promise<number> {
    const answer = once(this.#child, 'message', { signal: AbortSignal.timeout(PATIENCE_MS) });
    this.#child.send('cpu');
    const [microseconds] = (await answer) as [number];
    return microseconds;
  }

  /** Ends the process; by force when it does not end by itself. */
  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const ended = once(this.#child, 'exit');
    const force = setTimeout(() => this.#child.kill('SIGKILL'), PATIENCE_MS);
    this.#child.kill('SIGTERM');
    await ended;
    clearTimeout(force);
  }
}
