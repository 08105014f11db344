import { setImmediate } from 'node:timers/promises';
import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { CdsError } from '../errors.ts';

/** Calls of one client that are being answered at a time. */
export const MAX_IN_FLIGHT = 100;
/** From this size on a body may be dear; a smaller one cannot hold what would take long. */
export const LARGE_BYTES = 65_536;
/** Large bodies of one client that wait for its lane. */
const MAX_WAITING = 50;
/** Processor time that is no matter: a whole chart of ordinary length takes less. */
const ORDINARY_MS = 20;
/**
 * What the large bodies of a client who sends several at a time may take in a window beyond that: a
 * twenty-fifth of it, so that whoever calls beside it hardly ever waits.
 */
export const SPARE_MS = 400;
export const WINDOW_SECONDS = 10;
/** Clients that are kept in mind; in demo mode every address is one. */
const MAX_CLIENTS = 1_000;

interface Lane {
  inFlight: number;
  /** Large bodies that are received, wait or are worked at. */
  large: number;
  /** Until when the client counts as one who sends several of them at a time, ms. */
  crowdedUntil: number;
  readonly oneAtATime: BulkheadPolicy;
}

/**
 * Sees to it that one client's work delays no other's by more than its share. Calls in flight are
 * counted. Large bodies of a client are worked at one after another, with room for others between; who
 * sends several at a time has a budget of processor time for those that are dear. A client that sends
 * them one by one is never refused.
 */
export class FairShare {
  readonly #lanes = new Map<string, Lane>();
  readonly #spent = new RateLimiterMemory({ points: SPARE_MS, duration: WINDOW_SECONDS });
  readonly #nowMs: () => number;
  readonly #cpuMs: () => number;

  /** @param nowMs Clock, and @param cpuMs processor time of this thread; both in milliseconds. */
  constructor(nowMs = () => performance.now(), cpuMs = threadCpuMs) {
    this.#nowMs = nowMs;
    this.#cpuMs = cpuMs;
  }

  /**
   * Begins a call.
   *
   * @param client Whose share it is.
   * @param bytes Length that the body is announced with; NaN when it is not said, which may be any.
   * @returns Ends it; to be called once, however it ended.
   * @throws {CdsError} `too-many-requests` (429): too many in flight, or the budget is spent.
   */
  async begin(client: string, bytes: number): Promise<() => void> {
    const lane = this.#laneOf(client);
    if (lane.inFlight >= MAX_IN_FLIGHT) {
      throw tooMany(`at most ${MAX_IN_FLIGHT} calls at a time`, 1);
    }
    const isLarge = !(bytes < LARGE_BYTES);
    if (isLarge) {
      if (lane.large > 0) lane.crowdedUntil = this.#nowMs() + WINDOW_SECONDS * 1000;
      await this.#checkBudget(client, lane);
    }
    lane.inFlight += 1;
    if (isLarge) lane.large += 1;
    return () => {
      lane.inFlight -= 1;
      if (isLarge) lane.large -= 1;
    };
  }

  /**
   * Works at a body: at once when it is small, else when the client's earlier ones are done, or wait
   * for a FHIR server.
   *
   * @throws {CdsError} 429 as `begin`, and whatever the work throws.
   */
  async work<T>(client: string, bytes: number, answer: () => Promise<T>): Promise<T> {
    if (bytes < LARGE_BYTES) return answer();
    const lane = this.#laneOf(client);
    try {
      const { answered } = await lane.oneAtATime.execute(async () => {
        // Whoever else has called meanwhile comes first.
        await setImmediate();
        await this.#checkBudget(client, lane);
        const before = this.#cpuMs();
        let after: number | undefined;
        const settled = () => (after = this.#cpuMs());
        const answered = answer();
        answered.then(settled, settled);
        // What is done without waiting is done by then.
        await setImmediate();
        const ms = Math.ceil((after ?? this.#cpuMs()) - before - ORDINARY_MS);
        if (ms > 0) await this.#spent.penalty(client, ms);
        return { answered };
      });
      return await answered;
    } catch (error) {
      if (error instanceof BulkheadRejectedError) {
        throw tooMany(`at most ${MAX_WAITING} large bodies at a time`, 1);
      }
      throw error;
    }
  }

  async #checkBudget(client: string, lane: Lane): Promise<void> {
    if (lane.crowdedUntil <= this.#nowMs()) return;
    const spent = await this.#spent.get(client);
    if (spent === null || spent.consumedPoints < SPARE_MS) return;
    const bound = `${SPARE_MS} ms of work on large bodies in ${WINDOW_SECONDS} s`;
    throw tooMany(bound, Math.max(1, Math.ceil(spent.msBeforeNext / 1000)));
  }

  #laneOf(client: string): Lane {
    const known = this.#lanes.get(client);
    if (known) return known;
    if (this.#lanes.size >= MAX_CLIENTS) {
      for (const [name, { inFlight }] of this.#lanes) if (inFlight === 0) this.#lanes.delete(name);
    }
    const oneAtATime = bulkhead(1, MAX_WAITING);
    const lane: Lane = { inFlight: 0, large: 0, crowdedUntil: 0, oneAtATime };
    this.#lanes.set(client, lane);
    return lane;
  }
}

/** Not the time on the clock: what others of this machine do is not the client's doing. */
function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const tooMany = (bound: string, retryAfterSeconds: number) =>
  new CdsError('too-many-requests', `This client is over its share: ${bound}.`, {
    retryAfterSeconds,
  });
