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

/** No round takes longer, however slow the machine. */
const MAX_ROUND_MS = 5_000;

/**
 * Runs one round: the server's CPU time and the clock, from before its first call to after its last.
 *
 * @throws {Error} when an answer is not the expected one.
 */
export async function runRound(
  { server, client, expectedCards }: Contender,
  call: Call,
  requests: number,
  maxMs = MAX_ROUND_MS,
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

/** Calls at least in a round, so that the two that are checked do not count for much. */
const MIN_REQUESTS = 50;

/**
 * Warms all contenders up by the same number of calls, then runs rounds in turns (each contender once,
 * then all again), so that what disturbs the machine for longer than a round disturbs all alike. Each
 * round has as many calls as cost that server the same processor time.
 *
 * @param warmUp Calls before anything counts.
 * @param roundMicros Processor time of a round.
 * @returns The rounds of each contender, in their order.
 */
export async function runInTurns(
  contenders: readonly Contender[],
  call: Call,
  { warmUp, rounds, roundMicros }: { warmUp: number; rounds: number; roundMicros: number },
): Promise<readonly (readonly Round[])[]> {
  const sizes: number[] = [];
  for (const contender of contenders) {
    await runRound(contender, call, warmUp, Number.POSITIVE_INFINITY);
    const { cpuMicros } = await runRound(contender, call, 4 * MIN_REQUESTS);
    sizes.push(Math.max(MIN_REQUESTS, Math.round(roundMicros / cpuMicros)));
  }
  const done = contenders.map(() => [] as Round[]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, contender] of contenders.entries()) {
      done[index]?.push(await runRound(contender, call, sizes[index] ?? MIN_REQUESTS));
    }
  }
  return done;
}
