import type { LoadClient, Call } from './load-client.ts';
import type { ServerProcess } from './server-process.ts';

/** What one round of calls on one server cost. */
export interface Round {
  /** CPU microseconds of the server per request; the client's are not in it. */
  readonly cpuMicros: number;
  /** Requests per second on the clock: with a client on the same machine, so a lower bound. */
  readonly perSecond: number;
}

/** A server and how many cards it answers to the call. */
export interface Contender {
  readonly server: ServerProcess;
  readonly client: LoadClient;
  readonly expectedCards: number;
}

/** A round ends after so many requests, or after so many milliseconds if that is sooner. */
export interface RoundSize {
  readonly requests: number;
  readonly maxMs: number;
}

/**
 * Runs one round: the server's CPU time and the clock, from before its first call to after its last.
 *
 * @throws {Error} when an answer is not the expected one.
 */
export async function runRound(
  { server, client, expectedCards }: Contender,
  call: Call,
  { requests, maxMs }: RoundSize,
): Promise<Round> {
  const cpuBefore = await server.cpuMicroseconds();
  const startedAt = performance.now();
  const answered = await client
    .load(call, requests, maxMs, expectedCards)
    .catch((error: unknown) => {
      throw new Error(`${server.name} answered wrongly.`, { cause: error });
    });
  const seconds = (performance.now() - startedAt) / 1_000;
  const cpu = (await server.cpuMicroseconds()) - cpuBefore;
  return { cpuMicros: cpu / answered, perSecond: answered / seconds };
}

/** One round on each of the two servers, one right after the other. */
export interface Pair {
  readonly bare: Round;
  readonly cauda: Round;
}

/**
 * Runs rounds in turns (bare, Cauda, bare, Cauda, …), so that what disturbs the machine for longer
 * than a round disturbs both alike; each pair gives one ratio.
 */
export async function runPairs(
  bare: Contender,
  cauda: Contender,
  call: Call,
  pairs: number,
  size: RoundSize,
): Promise<readonly Pair[]> {
  const done: Pair[] = [];
  for (let index = 0; index < pairs; index += 1) {
    done.push({
      bare: await runRound(bare, call, size),
      cauda: await runRound(cauda, call, size),
    });
  }
  return done;
}
