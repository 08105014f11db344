import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf, isPassing } from '../store-fault.ts';

const PAUSE_MS = 200;
/** As long as a start waits for a server that is starting itself. */
const START_MS = 20_000;

/**
 * Asks the store again while it is too slow or its fault is a passing one. A call has no time for that;
 * a start has: one that gives up within a call's deadline is started again, and again, on a database
 * that is busy for a minute.
 *
 * @param forMs How long it is tried, in milliseconds.
 * @throws the last fault; one that waiting does not mend at once.
 */
export async function atStart<T>(ask: () => Promise<T>, forMs = START_MS): Promise<T> {
  const until = performance.now() + forMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const mayPass = isPassing(error) || faultOf(error) === 'too-late';
      if (!mayPass || performance.now() + PAUSE_MS > until) throw error;
      await sleep(PAUSE_MS);
    }
  }
}
