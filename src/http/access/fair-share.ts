import type { IncomingMessage } from 'node:http';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { bulkhead, BulkheadRejectedError, type BulkheadPolicy } from 'cockatiel';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { CdsError } from '../../errors.ts';

/** Calls of one client that are being answered at a time. */
export const MAX_IN_FLIGHT = 100;
/** From this size on a body may be dear; a smaller one cannot hold what would take long. */
export const LARGE_BYTES = 65_536;
/** Large bodies of one client that wait for its lane. */
const MAX_WAITING = 50;
/** Processor time that is no matter: a whole chart of ordinary length takes less. Of a faulty body all counts. */
const ORDINARY_MS = 20;
/**
 * What the large bodies of a client who sends several at a time may take in a window beyond that: a
 * twenty-fifth of it, so that whoever calls beside it hardly ever waits.
 */
export const SPARE_MS = 400;
export const WINDOW_SECONDS = 10;
/** Clients that are kept in mind; in demo mode every address is one. */
const MAX_CLIENTS = 1_000;

/**
 * A refused body is read and thrown away before the refusal goes out, all of a client's together at this pace
 * (50 MB/s). Who is refused at once comes again at once, and taking five megabytes off the wire for nothing a
 * hundred times a second delays everybody more than working at them would.
 */
const DISCARDED_PER_MS = 52_428;
/** What a client's next large body leaves to prompt calls: as long as its last one took, at most this. */
const MAX_REST_MS = 250;
const REST_STEP_MS = 2;

interface Lane {
  inFlight: number;
  /** Large bodies that are received, wait or are worked at. */
  large: number;
  /** Until when the client counts as one who sends several of them at a time, ms. */
  crowdedUntil: number;
  /** Processor time of the last large body, ms. */
  lastMs: number;
  /** Until when the refused bodies so far are paid for, ms. */
  discardedUntil: number;
  readonly oneAtATime: BulkheadPolicy;
}

/**
 * Sees to it that one client's work delays no other's by more than its share. Calls in flight are
 * counted. Large bodies of a client are worked at one after another, with room for others between; who
 * sends several at a time leaves small calls that are under way as much time as it takes, and has a budget
 * of processor time for bodies that are dear. A client that sends them one by one is never refused.
 */
export class FairShare {
  readonly #lanes = new Map<string, Lane>();
  readonly #spent = new RateLimiterMemory({ points: SPARE_MS, duration: WINDOW_SECONDS });
  readonly #nowMs: () => number;
  readonly #cpuMs: () => number;
  /** Small calls that are under way, whoever sends them. */
  #prompt = 0;

  /** @param nowMs Clock, and @param cpuMs processor time of this thread; both in milliseconds. */
  constructor(nowMs = () => performance.now(), cpuMs = threadCpuMs) {
    this.#nowMs = nowMs;
    this.#cpuMs = cpuMs;
  }

  /**
   * Notes that a call has come, before it is known whose it is: large bodies leave room for small calls.
   *
   * @param bytes Length that the body is announced with; NaN when it is not said.
   * @returns Notes that it is answered; to be called once.
   */
  arrive(bytes: number): () => void {
    if (!(bytes < LARGE_BYTES)) return () => undefined;
    this.#prompt += 1;
    return () => {
      this.#prompt -= 1;
    };
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
   * Takes the body of a refused call off the wire at the client's pace for such, and throws it away.
   * Resolves when it is over; a caller that hangs up ends it, too.
   */
  async discard(client: string, request: IncomingMessage): Promise<void> {
    const lane = this.#laneOf(client);
    try {
      for await (const chunk of request as AsyncIterable<Buffer>) {
        const ms = chunk.length / DISCARDED_PER_MS;
        lane.discardedUntil = Math.max(this.#nowMs(), lane.discardedUntil) + ms;
        await sleep(lane.discardedUntil - this.#nowMs());
      }
    } catch {
      // Whoever hung up hears no refusal either.
    }
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
        await this.#rest(lane);
        await this.#checkBudget(client, lane);
        const before = this.#cpuMs();
        let after: number | undefined;
        let allowed = ORDINARY_MS;
        const settled = () => (after = this.#cpuMs());
        const answered = answer();
        answered.then(settled, (error: unknown) => {
          settled();
          if (isFaulty(error)) allowed = 0;
        });
        // What is done without waiting is done by then.
        await setImmediate();
        lane.lastMs = (after ?? this.#cpuMs()) - before;
        const ms = Math.ceil(lane.lastMs - allowed);
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

  /** Half of the time belongs to small calls, while there are any and the client sends several large ones. */
  async #rest(lane: Lane): Promise<void> {
    if (lane.crowdedUntil <= this.#nowMs()) return;
    const until = this.#nowMs() + Math.min(lane.lastMs, MAX_REST_MS);
    while (this.#prompt > 0 && this.#nowMs() < until) await sleep(REST_STEP_MS);
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
    const lane: Lane = {
      inFlight: 0,
      large: 0,
      crowdedUntil: 0,
      lastMs: 0,
      discardedUntil: 0,
      oneAtATime,
    };
    this.#lanes.set(client, lane);
    return lane;
  }
}

/** Whether the body itself was refused: no ordinary chart is. */
const isFaulty = (error: unknown) =>
  error instanceof CdsError &&
  (error.code === 'request-invalid' || error.code === 'request-malformed');

/** Not the time on the clock: what others of this machine do is not the client's doing. */
function threadCpuMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

const tooMany = (bound: string, retryAfterSeconds: number) =>
  new CdsError('too-many-requests', `This client is over its share: ${bound}.`, {
    retryAfterSeconds,
  });
