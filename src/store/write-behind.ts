/** How long records may wait for others to be written with, in milliseconds. */
const WINDOW_MS = 20;
/** Rows of one statement; SQLite bounds the parameters of a statement. */
const MAX_ROWS = 500;

/**
 * Writes what comes within a few milliseconds in one statement: the cost of a row by itself is that of
 * the rest of a small call. What waits is lost when the process is killed, so only records that can be
 * lost go this way.
 */
export function writeBehind<T>(write: (rows: readonly T[]) => Promise<void>) {
  let waiting: T[] = [];
  let pending: Promise<void> | undefined;

  async function flush(): Promise<void> {
    while (waiting.length > 0) {
      const rows = waiting.slice(0, MAX_ROWS);
      waiting = waiting.slice(MAX_ROWS);
      await write(rows);
    }
  }

  return {
    /** Resolves when the rows are written. */
    add(rows: readonly T[]): Promise<void> {
      waiting.push(...rows);
      pending ??= new Promise<void>((resolve, reject) => {
        setTimeout(() => {
          pending = undefined;
          flush().then(resolve, reject);
        }, WINDOW_MS);
      });
      return pending;
    },
    /** Writes at once what waits. */
    flush,
  };
}
