import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { replayServices } from '../src/replay-services.ts';
import type { AssumedOrder } from '../src/replay/moments.ts';
import type { Unit } from '../src/replay/population.ts';
import { replayUnit, type UnitResult } from '../src/replay/replay-unit.ts';

const REPLAYED = 'src/replay-services.ts';

/** What a worker needs to know, once. */
export interface WorkerStart {
  readonly folder: string;
  readonly siteFile: string | undefined;
  readonly against: string | undefined;
  /** Folder of another version of the project, whose services are compared with. */
  readonly againstTree: string | undefined;
  readonly assumed: readonly AssumedOrder[];
  readonly salt: string;
}

/** A unit, and what came of it. */
export interface WorkerReply {
  readonly name: string;
  readonly result: UnitResult;
}

const start = workerData as WorkerStart;
const services = replayServices(start.siteFile, start.against);
const options = {
  ...services,
  against: start.againstTree === undefined ? services.against : await servicesAt(start.againstTree),
  assumed: start.assumed,
  salt: start.salt,
};
/** The services of another version: its rules, facts, cards and words, with the site file of this run. */
async function servicesAt(tree: string) {
  const module = pathToFileURL(join(tree, REPLAYED)).href;
  const then = (await import(module)) as {
    readonly replayServices: typeof replayServices;
  };
  return then.replayServices(start.siteFile, undefined).services;
}

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
