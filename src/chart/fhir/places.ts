/** Calls that ask one FHIR server at a time, at most. */
const MOST = 100;
/** Fewer are not counted as too many, however late they are: then the server itself is slow. */
const FEWEST = 4;
/** Shares of the budget from which on a call was late, and up to which it had time to spare. */
const LATE = 0.8;
const EASY = 0.5;
/** What is left of the places when calls were late. */
const LOWERED = 0.5;
/** Places that come back with each call that had time to spare, while they are used. */
const RAISED = 0.2;

/**
 * How many calls may ask one FHIR server at a time, so that those that do are answered inside their
 * budget. Where more come than it, or this process, can serve, all of them would be late, and each would
 * end in a 412 after it had cost its whole share: better that some are refused at once and the others
 * are served. The number is found by trying, as TCP finds how much a line carries: late calls halve it,
 * calls with time to spare let it grow again.
 */
export class Places {
  #limit = MOST;
  #taken = 0;
  #loweredAt = Number.NEGATIVE_INFINITY;
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /**
   * @param budgetMs What the call may take.
   * @returns Gives the place back, to be called once; undefined when there is none.
   */
  take(budgetMs: number): (() => void) | undefined {
    if (this.#taken >= Math.floor(this.#limit)) return undefined;
    const takenAt = this.#nowMs();
    this.#taken += 1;
    return () => {
      this.#learn(takenAt, budgetMs);
      this.#taken -= 1;
    };
  }

  #learn(takenAt: number, budgetMs: number): void {
    const now = this.#nowMs();
    const share = (now - takenAt) / budgetMs;
    // Those that began before the places were fewer say nothing of whether these are few enough.
    if (share > LATE && this.#taken > FEWEST && takenAt >= this.#loweredAt) {
      this.#limit = Math.max(FEWEST, Math.min(this.#limit, this.#taken) * LOWERED);
      this.#loweredAt = now;
    } else if (share < EASY && this.#taken >= this.#limit * EASY) {
      this.#limit = Math.min(MOST, this.#limit + RAISED);
    }
  }
}
