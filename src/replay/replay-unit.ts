import { patientsOf, type Unit } from './population.ts';
import { replayPatient, type ReplayOptions } from './replay-patient.ts';
import { addFault, emptyTally, type Tally } from './tally.ts';

/** What came of a unit: its counts, and whose the cases of its sample are. */
export interface UnitResult {
  readonly tally: Tally;
  /** Patient id by case id, for the file that is made on request only. */
  readonly patients: Readonly<Record<string, string>>;
  /** File and line of every patient by case id, so that one who stands in two files is noticed. */
  readonly walked: Readonly<Record<string, string>>;
}

/** Walks the patients of a unit. One that cannot be walked is told and passed over. */
export async function replayUnit(
  folder: string,
  unit: Unit,
  options: ReplayOptions,
): Promise<UnitResult> {
  const tally = emptyTally();
  const patients: Record<string, string> = {};
  const walked: Record<string, string> = {};
  for await (const read of patientsOf(folder, unit)) {
    if ('fault' in read) {
      addFault(tally, read.fault);
      continue;
    }
    try {
      const { caseId, notes } = await replayPatient(read.record, tally, options);
      for (const note of notes) addFault(tally, `${read.where}: ${note}`);
      if (walked[caseId] !== undefined) addFault(tally, twice(read.where));
      walked[caseId] = read.where;
      patients[caseId] = read.record.id;
    } catch (error) {
      const name = error instanceof Error ? error.name : 'error';
      addFault(tally, `${read.where}: this patient could not be walked (${name})`);
    }
  }
  const kept = new Set(
    [...Object.values(tally.sample), ...Object.values(tally.examples)]
      .flat()
      .map(({ case: id }) => id),
  );
  return {
    tally,
    walked,
    patients: Object.fromEntries(Object.entries(patients).filter(([id]) => kept.has(id))),
  };
}

/** A patient whose chart stands in two places is counted in each: neither chart is whole, perhaps. */
export const twice = (where: string): string =>
  `${where}: this patient stands in another place too and is counted in both`;
