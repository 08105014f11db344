import { expect, test } from '@jest/globals';
import { atStart } from '../../src/store/engines/at-start.ts';
import { StoreTooLate } from '../../src/store/store-fault.ts';

/**
 * Symptom: a replica was started while the database was busy, asked it for the shared key within the
 * deadline of a call, and ended with "The store did not finish a shared key in time".
 */

/** Fails so many times, then answers. */
function store(failures: number, fault: Error) {
  let asked = 0;
  return {
    ask: () => ((asked += 1) > failures ? Promise.resolve('key') : Promise.reject(fault)),
    asked: () => asked,
  };
}
const locked = Object.assign(new Error('database is locked'), { errcode: 5 });
const readOnly = Object.assign(new Error('attempt to write a readonly database'), { errcode: 8 });

test.each([
  ['too slow', new StoreTooLate('a shared key')],
  ['locked', locked],
])('a store that is %s for a moment is asked again', async (_name, fault) => {
  const busy = store(2, fault);
  expect(await atStart(busy.ask)).toBe('key');
  expect(busy.asked()).toBe(3);
});

test('one that stays too slow ends the start, with its fault', async () => {
  const fault = new StoreTooLate('a shared key');
  await expect(atStart(store(Infinity, fault).ask, 0)).rejects.toBe(fault);
});

test('what waiting does not mend is not waited for', async () => {
  const broken = store(Infinity, readOnly);
  await expect(atStart(broken.ask)).rejects.toBe(readOnly);
  expect(broken.asked()).toBe(1);
});
