import type { Meanings } from '../reading/meanings.ts';
import { namesOtherSpine } from '../values/anatomy.ts';
import type { Day } from '../values/calendar.ts';
import { known, type Fact } from '../values/fact.ts';
import { allWordsOf, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import { operationOf, type LumbarSurgery } from './operation-of-procedure.ts';
import { operationsInProblems } from './operations-in-problems.ts';
import { whetherDone } from '../reading/fields/performed.ts';

/**
 * The completed lumbar operations of the chart, by reference.
 *
 * Coded ones by value set, unless the words beside the code speak of another part of the spine.
 * Text and local codes by a conservative reading: a lumbar level or the word lumbar together with
 * the operation, and nothing that speaks of another region, a plan or a refusal. One whose status is
 * unknown and whose date is past has the weight of words. An operation that the problem list names
 * counts, with the weight of words, where no procedure is the same one. A code for postlaminectomy
 * syndrome stands for disc surgery of unknown date when none is recorded.
 *
 * @param today Operations that end after it have not happened yet and are left out.
 * @param read What a procedure of the list was, where somebody knows that already.
 * @returns `not-recorded` when the chart could be had and holds none.
 */
export function lumbarSurgeries(
  procedures: Listed,
  conditions: Listed,
  isActive: (condition: Opaque) => boolean,
  meanings: Meanings,
  timeZone: string,
  today: Day,
  read = (procedure: Opaque) => operationOf(procedure, meanings, timeZone),
): Fact<RecordedSurgeries> {
  const found = procedures.resources.flatMap((procedure) => {
    const surgery = read(procedure);
    return surgery ? doneByNow(surgery, procedure, procedures, today) : [];
  });
  const isComplete = procedures.otherwise.status === 'not-recorded';
  if (isComplete || found.length > 0) {
    const named = operationsInProblems(conditions, meanings, timeZone, today);
    found.push(...named.filter((surgery) => isAnother(surgery, found)));
  }
  if (isComplete && !found.some(({ kind }) => kind === 'disc')) {
    for (const condition of conditions.in('postlaminectomy-syndrome')) {
      if (isActive(condition) && !namesOtherSpine(allWordsOf(condition['code']).join(' · '))) {
        found.push(surgeryStatus(condition));
      }
    }
  }
  if (found.length === 0) return procedures.otherwise;
  // By reference, so that the order in which a server lists them changes nothing.
  found.sort(({ evidence: a }, { evidence: b }) =>
    (a.reference ?? '').localeCompare(b.reference ?? '', 'en'),
  );
  return known(
    { surgeries: found, complete: isComplete },
    found.map(({ evidence }) => evidence),
  );
}

/** The operation if it was done by today; one that is only past, by an unknown status, as words. */
function doneByNow(
  surgery: LumbarSurgery,
  procedure: Opaque,
  procedures: Listed,
  today: Day,
): readonly LumbarSurgery[] {
  const { when } = surgery;
  const done = whetherDone(procedure, when, today);
  if (done === 'no' || done === 'open') return [];
  // A completed operation was over by today, whatever month or year is written.
  const over = when ? { ...surgery, when: { ...when, last: Math.min(when.last, today) } } : surgery;
  if (done === 'yes') return [over];
  const name = procedures.nameOf(procedure) ?? over.name;
  return [{ ...over, name, readFrom: 'text', isStatusUnknown: true }];
}

/**
 * Whether an operation of the problem list is another one than those that are recorded as procedures:
 * most problem lists only repeat them. A fusion is looked at by itself. Later than all is another one;
 * what may be the same is taken to be the same.
 */
function isAnother({ kind, when }: LumbarSurgery, recorded: readonly LumbarSurgery[]): boolean {
  const alike = kind === 'fusion' ? recorded.filter((other) => other.kind === 'fusion') : recorded;
  if (alike.length === 0) return true;
  return when !== undefined && alike.every((other) => other.when && other.when.last < when.first);
}

function surgeryStatus(condition: Opaque): LumbarSurgery {
  const reference = referenceTo(condition);
  const name = 'Postlaminectomy syndrome';
  return {
    kind: 'disc',
    name,
    readFrom: 'status',
    when: undefined,
    levels: [],
    side: undefined,
    evidence: { ...(reference && { reference }), says: name },
  };
}

/** The operations that the chart shows. */
export interface RecordedSurgeries {
  readonly surgeries: readonly LumbarSurgery[];
  /** False when a page of the list is missing, so that there may be a later one. */
  readonly complete: boolean;
}

export type { LumbarSurgery } from './operation-of-procedure.ts';
