import { setImmediate as endOfTurn } from 'node:timers/promises';
import { isPassing, StoreTooLate } from './store-fault.ts';

/** What may wait for the database before more is refused at once. */
const MAX_WAITING = 5_000;
/** Rows of one statement; a database bounds the parameters of a statement. */
const MAX_ROWS = 500;
const PAUSE_MS = 10;

interface Waiting<In, Out> {
  readonly item: In;
  readonly until: number;
  readonly resolve: (value: Out) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does what many callers want at the same moment in one statement: while one is under way the others
 * gather for the next. One disk flush then serves all of them, and nobody waits for a timer: a first
 * batch is what the same turn of the event loop brought, since no answer could be sent before its end.
 *
 * @param write Carries out a batch and gives one result for each item, in their order.
 */
export function groupCommit<In, Out>(write: (items: readonly In[]) => Promise<readonly Out[]>) {
  let waiting: Waiting<In, Out>[] = [];
  let isRunning = false;
  let running: Promise<void> = Promise.resolve();

  const alone = ({ item, resolve, reject }: Waiting<In, Out>) =>
    write([item]).then(([result]) => resolve(result as Out), reject);

  async function run(): Promise<void> {
    isRunning = true;
    await endOfTurn();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, MAX_ROWS);
      waiting = waiting.slice(batch.length);
      try {
        const results = await write(batch.map(({ item }) => item));
        batch.forEach(({ resolve }, index) => resolve(results[index] as Out));
      } catch (error) {
        if (!isPassing(error) && batch.length > 1) {
          // One item that cannot be written must not keep the others out.
          await Promise.all(batch.map((one) => alone(one)));
          continue;
        }
        const now = performance.now();
        const again = isPassing(error) ? batch.filter(({ until }) => now + PAUSE_MS < until) : [];
        for (const one of batch) if (!again.includes(one)) one.reject(error);
        if (again.length > 0) {
          waiting = [...again, ...waiting];
          await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
        }
      }
    }
    isRunning = false;
  }

  return {
    /** @param forMs How long a passing fault (a lock, a restart) is waited out. */
    add(item: In, forMs: number): Promise<Out> {
      if (waiting.length >= MAX_WAITING) return Promise.reject(new StoreTooLate('its queue'));
      return new Promise<Out>((resolve, reject) => {
        waiting.push({ item, until: performance.now() + forMs, resolve, reject });
        if (!isRunning) running = run();
      });
    },
    waiting: () => waiting.length,
    /** Resolves when nothing waits any more. */
    idle: () => running,
  };
}
