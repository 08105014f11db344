import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { importJWK, type CryptoKey, type JWK } from 'jose';
import { benchCases } from './cases.ts';
import { caller, post, type Caller } from './hostile-caller.ts';
import { quantile } from './statistics.ts';

/** What the neighbour sends: an ordinary call, so many milliseconds after the answer to the one before. */
const APART_MS = 20;

interface Task {
  readonly port: number;
  /** Of the service. */
  readonly pid: number;
  readonly seconds: number;
  readonly address: string;
  readonly issuer?: string;
  readonly jwk?: JWK;
}

/** How another client was answered. */
export interface Beside {
  readonly calls: number;
  /** Milliseconds. */
  readonly p95: number;
  /**
   * What the main thread of the service used of a processor while the neighbour waited, 95th percentile, ms;
   * NaN where the system does not say. It is what the wait comes to on a machine that has nothing else to do,
   * apart from disk and network; on a busy one only this says something about the service.
   */
  readonly usedP95: number;
  /** Share of the answers that took 100 ms or more, 0 to 1. */
  readonly slow: number;
  /** How late its own event loop was, 95th percentile, ms: what of its wait may be this machine's. */
  readonly ownDelayP95: number;
}

/**
 * The other client, in a process of its own: beside the sender of five-megabyte bodies it would measure
 * how busy the sender is.
 */
export class Neighbour {
  readonly #child: ChildProcess = fork(fileURLToPath(import.meta.url), {
    execArgv: process.execArgv,
  });

  /** Calls at its pace for so long. @throws {Error} when an answer is not 200. */
  async measure(task: Task): Promise<Beside> {
    const answer = once(this.#child, 'message');
    this.#child.send(task);
    const [result] = (await answer) as [Beside | string];
    if (typeof result === 'string') throw new Error(result);
    return result;
  }

  stop(): void {
    this.#child.disconnect();
  }
}

/** Processor time of a thread, ms (Linux: proc(5), schedstat). */
function usedMs(pid: number): number {
  try {
    const [nanoseconds] = readFileSync(`/proc/${pid}/task/${pid}/schedstat`, 'utf8').split(' ');
    return Number(nanoseconds) / 1e6;
  } catch {
    return Number.NaN;
  }
}

async function calls({ port, pid, seconds, address, issuer, jwk }: Task): Promise<Beside> {
  const small = benchCases().find(({ name }) => name === 'small, 1 card');
  const body = small?.bodies[0];
  if (!small || !body) throw new Error('The bench has no small case.');
  const from: Caller = {
    ...caller(address),
    ...(issuer !== undefined && { issuer }),
    ...(jwk && { key: (await importJWK(jwk, 'ES256')) as CryptoKey }),
  };
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const waited: number[] = [];
  const used: number[] = [];
  const end = performance.now() + seconds * 1_000;
  while (performance.now() < end) {
    const before = usedMs(pid);
    const { status, ms } = await post(port, { path: small.path, body }, from);
    if (status !== 200) throw new Error(`The neighbour was answered ${status}.`);
    waited.push(ms);
    used.push(usedMs(pid) - before);
    await sleep(APART_MS);
  }
  from.agent.destroy();
  return {
    calls: waited.length,
    p95: quantile(waited, 0.95),
    usedP95: quantile(used, 0.95),
    slow: waited.filter((ms) => ms >= 100).length / waited.length,
    ownDelayP95: delay.percentile(95) / 1e6,
  };
}

process.on('message', (task) => {
  calls(task as Task).then(
    (result) => process.send?.(result),
    (error: unknown) => process.send?.(error instanceof Error ? error.message : 'failed'),
  );
});
