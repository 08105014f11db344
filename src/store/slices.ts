import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf, isPassing } from './store-fault.ts';

/** Rows of one slice: what one statement deletes while others wait for it. */
export const SLICE = 500;
/** The smallest that is tried where the database is slow. */
export const LEAST_SLICE = 5;
/** Between slices others get their turn. */
export const PAUSE_MS = 5;
const AFTER_FAULT_MS = 100;
/** For so long no slice succeeds before it is a fault: nobody waits for a deletion. */
const PATIENCE_MS = 120_000;

/**
 * Deletes slice after slice, each a transaction of its own, until nothing is left. A slice that the database
 * ends as too late is tried again with a quarter of the rows: a slow disk or a busy server makes the deletion
 * slower and does not stop it. What succeeds grows again. A lock, a restart and a want of connections pass.
 *
 * @param deleteUpTo Deletes at most so many rows, and resolves to how many there were.
 * @param patienceMs How long no slice may succeed.
 * @throws the last fault after that, and any that does not pass at once.
 */
export async function deleteSlices(
  deleteUpTo: (rows: number) => Promise<bigint>,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  let rows = SLICE;
  let lastSuccess = performance.now();
  for (;;) {
    try {
      const deleted = await deleteUpTo(rows);
      if (deleted < BigInt(rows)) return;
      rows = Math.min(SLICE, rows * 2);
      lastSuccess = performance.now();
      await sleep(PAUSE_MS);
    } catch (error) {
      const isLate = faultOf(error) === 'too-late';
      if (!isLate && !isPassing(error)) throw error;
      if (performance.now() - lastSuccess > patienceMs) throw error;
      if (isLate) rows = Math.max(LEAST_SLICE, Math.floor(rows / 4));
      await sleep(AFTER_FAULT_MS);
    }
  }
}
