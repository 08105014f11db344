import { describe, expect, test } from '@jest/globals';
import { deleteSlices, SLICE } from '../../../src/store/slices.ts';

/** A table of so many rows, in a database that is too late with more than `most` of them. */
function table(count: number, most: number) {
  const asked: number[] = [];
  let left = count;
  const deleteUpTo = (rows: number) => {
    asked.push(rows);
    if (rows > most) {
      return Promise.reject(Object.assign(new Error('statement timeout'), { code: '57014' }));
    }
    const deleted = Math.min(rows, left);
    left -= deleted;
    return Promise.resolve(BigInt(deleted));
  };
  return { asked, deleteUpTo, left: () => left };
}

describe('Deleting in slices', () => {
  test('goes on until nothing is left', async () => {
    const all = table(3 * SLICE + 1, SLICE);
    await deleteSlices(all.deleteUpTo);
    expect([all.left(), all.asked]).toEqual([0, [SLICE, SLICE, SLICE, SLICE]]);
  });

  test('a whole number of slices, and nothing at all', async () => {
    const whole = table(SLICE, SLICE);
    await deleteSlices(whole.deleteUpTo);
    expect(whole.left()).toBe(0);
    const none = table(0, SLICE);
    await deleteSlices(none.deleteUpTo);
    expect(none.asked).toEqual([SLICE]);
  });

  test('a database that is too late with them gets smaller ones, and all is deleted', async () => {
    const slow = table(700, 60);
    await deleteSlices(slow.deleteUpTo);
    expect(slow.left()).toBe(0);
    expect(slow.asked.slice(0, 3)).toEqual([500, 125, 31]);
  });

  test('one that is too late with the fewest is a fault in the end', async () => {
    const dead = table(700, 0);
    await expect(deleteSlices(dead.deleteUpTo, 0)).rejects.toThrow('statement timeout');
    expect(dead.left()).toBe(700);
  });

  test('a fault that passes is waited for', async () => {
    const slow = table(700, SLICE);
    let faults = 3;
    await deleteSlices((rows) => {
      if (faults === 0) return slow.deleteUpTo(rows);
      faults -= 1;
      return Promise.reject(Object.assign(new Error('too many connections'), { code: '53300' }));
    });
    expect(slow.left()).toBe(0);
  });

  test('any other fault ends it at once', async () => {
    let asked = 0;
    const full = () => {
      asked += 1;
      return Promise.reject(Object.assign(new Error('no room'), { code: '53100' }));
    };
    await expect(deleteSlices(full)).rejects.toThrow('no room');
    expect(asked).toBe(1);
  });
});
