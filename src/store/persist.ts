import { setTimeout as sleep } from 'node:timers/promises';
import { isPassing, StoreTooLate } from './store-fault.ts';

const PAUSE_MS = 10;

/**
 * Does some work again while its fault is a passing one (a lock, a restart), for at most `forMs`. The
 * pauses hold up nobody else.
 *
 * @throws the last fault; one that is not passing at once.
 */
export async function persist<T>(work: () => Promise<T>, forMs: number): Promise<T> {
  const until = performance.now() + forMs;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!isPassing(error) || performance.now() + PAUSE_MS > until) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/**
 * The result of some work, unless it takes longer than `ms`. The work itself goes on: what it wrote
 * late is found as a repeat when the caller sends again.
 *
 * @throws {StoreTooLate}
 */
export function within<T>(work: Promise<T>, ms: number, method: string): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = setTimeout(() => reject(new StoreTooLate(method)), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
