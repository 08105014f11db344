import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { replayServices } from '../src/replay-services.ts';
import { Needs } from '../src/replay/needs.ts';
import { partition } from '../src/replay/partition.ts';
import { bundleUnits, filesOf } from '../src/replay/population.ts';
import { replayUnit } from '../src/replay/replay-unit.ts';
import { emptyTally, merge } from '../src/replay/tally.ts';
import { writePopulation, type PopulationFormat } from './population.ts';

/**
 * How many patients one core replays in a second of its own time, on charts of about 150 resources. Wall
 * time is not asked: the machine may do other work. With `node --cpu-prof` it says where the time goes.
 */
const { values } = parseArgs({
  options: {
    patients: { type: 'string', default: '1000' },
    format: { type: 'string', default: 'ndjson' },
    text: { type: 'boolean', default: false },
  },
});
const folder = mkdtempSync(join(tmpdir(), 'cauda-replay-speed-'));
try {
  const population = join(folder, 'population');
  const truth = await writePopulation(population, values.format as PopulationFormat, {
    patients: Number(values.patients),
    seed: 3,
    fillers: 145,
    hasReportText: values.text,
  });
  const started = process.cpuUsage();
  const options = { ...replayServices(undefined, undefined), assumed: [], salt: 'bench' };
  const begun = process.cpuUsage();
  const files = filesOf(population);
  const whole = { index: 0, of: 1 };
  const units = [
    ...bundleUnits(files.bundles, whole),
    ...(files.exports.length === 0
      ? []
      : await partition(
          population,
          files.exports,
          join(folder, 'parts'),
          whole,
          console.error,
          new Needs(options.services.queries),
        )),
  ];
  const sorted = process.cpuUsage();
  const tally = emptyTally();
  for (const unit of units) merge(tally, (await replayUnit(population, unit, options)).tally);
  const ended = process.cpuUsage();
  const seconds = (from: NodeJS.CpuUsage, to: NodeJS.CpuUsage) =>
    (to.user + to.system - from.user - from.system) / 1e6;
  const work = seconds(begun, ended);
  const fired = Object.fromEntries(
    Object.entries(tally.cards).flatMap(([key, { shown }]) =>
      shown === 0 ? [] : [[key.split('@')[0], shown]],
    ),
  );
  const isMet = Object.entries(truth.fired).every(([card, n]) => fired[card] === n);
  console.log(
    `${tally.patients} patients, ${tally.orders} orders, ${tally.reports} reports; fired as the generator says: ${isMet ? 'yes' : 'NO'}
start ${seconds(started, begun).toFixed(1)} s, sorting ${seconds(begun, sorted).toFixed(1)} s, walking ${seconds(sorted, ended).toFixed(1)} s of processor time
${Math.round(tally.patients / work)} patients a second of processor time, ${Math.round(process.resourceUsage().maxRSS / 1024)} MB at most`,
  );
} finally {
  rmSync(folder, { recursive: true, force: true });
}
