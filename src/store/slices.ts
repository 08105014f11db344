import { setTimeout as sleep } from 'node:timers/promises';
import { persist } from './persist.ts';
import { faultOf } from './store-fault.ts';

/** Rows of one slice: what one statement deletes while others wait for it. */
export const SLICE = 500;
/** A store that cannot delete so many within its deadline has a fault of another kind. */
export const LEAST_SLICE = 5;
/** Between slices others get their turn. */
export const PAUSE_MS = 5;
const PATIENCE_MS = 10_000;

/**
 * Deletes slice after slice, each a transaction of its own, until nothing is left. A slice that the database
 * ends as too late is tried again with a quarter of the rows: a slow disk or a busy server makes the deletion
 * slower and does not stop it. What succeeds grows again.
 *
 * @param deleteUpTo Deletes at most so many rows, and resolves to how many there were.
 * @throws when even the smallest slice is too late, and any other fault that does not pass.
 */
export async function deleteSlices(deleteUpTo: (rows: number) => Promise<bigint>): Promise<void> {
  let rows = SLICE;
  for (;;) {
    try {
      const deleted = await persist(() => deleteUpTo(rows), PATIENCE_MS);
      if (deleted < BigInt(rows)) return;
      rows = Math.min(SLICE, rows * 2);
    } catch (error) {
      if (faultOf(error) !== 'too-late' || rows <= LEAST_SLICE) throw error;
      rows = Math.max(LEAST_SLICE, Math.floor(rows / 4));
    }
    await sleep(PAUSE_MS);
  }
}
