/** How long records may wait for others to be written with, in milliseconds. */
const WINDOW_MS = 20;
/** Rows of one statement; SQLite bounds the parameters of a statement. */
const MAX_ROWS = 500;
/** Rows that may wait while the store cannot be written; the oldest go first. */
const MAX_WAITING = 50_000;

/**
 * Writes what comes within a few milliseconds in one statement: the cost of a row by itself is that of
 * the rest of a small call. What waits is lost when the process is killed, so only records that can be
 * lost go this way. When a write fails the rows are tried one by one; one that cannot be written now
 * stays and is tried again.
 */
export function writeBehind<T>(write: (rows: readonly T[]) => Promise<void>) {
  let waiting: T[] = [];
  let scheduled: Promise<void> | undefined;
  let running: Promise<void> = Promise.resolve();

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const rows = waiting.slice(0, MAX_ROWS);
      waiting = waiting.slice(rows.length);
      try {
        await write(rows);
      } catch (error) {
        const failed = rows.length === 1 ? rows : await oneByOne(rows);
        waiting = [...failed, ...waiting].slice(-MAX_WAITING);
        if (failed.length > 0) throw error;
      }
    }
  }

  async function oneByOne(rows: readonly T[]): Promise<readonly T[]> {
    const failed: T[] = [];
    for (const row of rows) {
      await write([row]).catch(() => failed.push(row));
    }
    return failed;
  }

  /** After whatever is being written now. */
  function flush(): Promise<void> {
    running = running.catch(() => undefined).then(drain);
    return running;
  }

  return {
    /** Resolves when the rows are written; rejects when the store cannot be written now. */
    add(rows: readonly T[]): Promise<void> {
      waiting.push(...rows);
      scheduled ??= new Promise((resolve, reject) => {
        setTimeout(() => {
          scheduled = undefined;
          flush().then(resolve, reject);
        }, WINDOW_MS);
      });
      return scheduled;
    },
    /** Writes at once what waits, after what is being written. @throws when it cannot be written. */
    flush,
  };
}
