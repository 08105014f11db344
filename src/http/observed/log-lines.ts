/** How long a line waits for others at most, in milliseconds. */
const WAIT_MS = 20;
/** Characters that wait at most. */
const MAX_WAITING = 8_192;

/** Takes text at once, and writes all of it before it returns. */
export interface Destination {
  write(text: string): unknown;
}

/**
 * Gathers the lines of a log for a moment, so that a busy process writes twenty at a time: the call of the
 * system costs more than the line. Whoever ends the process flushes; one that is killed loses what waited
 * for 20 ms.
 */
export class LogLines implements Destination {
  readonly #destination: Destination;
  #waiting = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(destination: Destination) {
    this.#destination = destination;
  }

  write(line: string): void {
    this.#waiting += line;
    if (this.#waiting.length >= MAX_WAITING) this.flush();
    else this.#timer ??= setTimeout(this.flush, WAIT_MS).unref();
  }

  /** Writes what waits. */
  readonly flush = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#waiting;
    this.#waiting = '';
    if (lines !== '') this.#destination.write(lines);
  };
}
