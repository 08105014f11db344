import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compiled } from '../support/compiled.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The whole program in a process of its own. */
export interface CaudaProcess {
  readonly pid: number;
  /** Complete lines of standard output so far. */
  readonly lines: readonly string[];
  readonly stderr: () => string;
  /** Resolves when standard output goes on; rejects when it has ended. */
  nextLine(): Promise<void>;
  /** Resolves to its address once it says that it listens. */
  readonly url: Promise<string>;
  /** Resolves when it is gone. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: string | null }>;
  kill(signal: 'SIGTERM' | 'SIGKILL' | 'SIGINT' | 'SIGHUP'): void;
}

/** @param from Another copy of the project. */
export function startProcess(env: Readonly<Record<string, string>>, from = root): CaudaProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', 'src/main.ts'], {
    cwd: from,
    env: {
      PATH: process.env['PATH'],
      PORT: '0',
      // A test machine may be busy; what a budget does has tests of its own.
      HOOK_BUDGET_MS: '20000',
      ...compiled,
      ...env,
    },
  });
  const lines: string[] = [];
  let rest = '';
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: string | null }>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal }));
  });
  const url = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const parts = (rest + chunk.toString()).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      if (lines[0] === undefined) return;
      const { port } = JSON.parse(lines[0]) as { port: number };
      resolve(`http://127.0.0.1:${port}`);
    });
    void ended.then(() => reject(new Error(`The program ended before it listened. ${stderr}`)));
  });
  // Not every test waits for the address.
  url.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    lines,
    stderr: () => stderr,
    nextLine: () =>
      new Promise((resolve, reject) => {
        child.stdout.once('data', () => resolve());
        // Whoever waits for a line of a program that is gone would wait without end.
        void ended.then(() => reject(new Error(`The program ended. ${stderr}`)));
      }),
    url,
    ended,
    kill: (signal) => void child.kill(signal),
  };
}

/** A folder for the files of one test. */
export function temporaryFolder() {
  const path = mkdtempSync(join(tmpdir(), 'cauda-process-'));
  return {
    file: (name: string) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
