import { parentPort, workerData } from 'node:worker_threads';
import { replayServices } from '../src/replay-services.ts';
import type { AssumedOrder } from '../src/replay/moments.ts';
import type { Unit } from '../src/replay/population.ts';
import { replayUnit, type UnitResult } from '../src/replay/replay-unit.ts';

/** What a worker needs to know, once. */
export interface WorkerStart {
  readonly folder: string;
  readonly siteFile: string | undefined;
  readonly against: string | undefined;
  readonly assumed: readonly AssumedOrder[];
  readonly salt: string;
}

/** A unit, and what came of it. */
export interface WorkerReply {
  readonly name: string;
  readonly result: UnitResult;
}

const start = workerData as WorkerStart;
const options = {
  ...replayServices(start.siteFile, start.against),
  assumed: start.assumed,
  salt: start.salt,
};
parentPort?.on('message', (message: { name: string; unit: Unit } | 'end') => {
  if (message === 'end') {
    parentPort?.close();
    return;
  }
  const { name, unit } = message;
  replayUnit(start.folder, unit, options).then(
    (result) => parentPort?.postMessage({ name, result } satisfies WorkerReply),
    (error: unknown) => {
      throw error;
    },
  );
});
