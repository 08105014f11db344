import { describe, expect, test } from '@jest/globals';
import { CdsError } from '../../../src/errors.ts';
import {
  FairShare,
  LARGE_BYTES,
  MAX_IN_FLIGHT,
  SPARE_MS,
  WINDOW_SECONDS,
} from '../../../src/http/fair-share.ts';

/** A share whose processor time is what the work says it took. */
function share() {
  const spent = { ms: 0, now: 0 };
  const one = new FairShare(
    () => spent.now,
    () => spent.ms,
  );
  const working = (ms: number) => () => {
    spent.ms += ms;
    return Promise.resolve('answered');
  };
  return { one, spent, working };
}

const refusal = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof CdsError ? error : Promise.reject(error as Error)),
  );

describe('calls in flight', () => {
  test('are counted for each client apart', async () => {
    const { one } = share();
    const ends = [];
    for (let i = 0; i < MAX_IN_FLIGHT; i += 1) ends.push(await one.begin('a', 10));
    expect(await refusal(one.begin('a', 10))).toMatchObject({
      code: 'too-many-requests',
      retryAfterSeconds: 1,
    });
    expect(await refusal(one.begin('b', 10))).toBe('answered');
    ends[0]?.();
    expect(await refusal(one.begin('a', 10))).toBe('answered');
  });
});

describe('large bodies', () => {
  const length = LARGE_BYTES;

  test('one by one are never refused, however dear', async () => {
    const { one, working } = share();
    for (let i = 0; i < 20; i += 1) {
      const end = await one.begin('a', length);
      expect(await one.work('a', length, working(200))).toBe('answered');
      end();
    }
  });

  test('several at a time have a budget, and the refusal says when to come again', async () => {
    const { one, working } = share();
    await one.begin('a', length);
    await one.begin('a', length);
    expect(await one.work('a', length, working(SPARE_MS + 20))).toBe('answered');
    const refused = await refusal(one.work('a', length, working(1)));
    expect(refused).toMatchObject({ code: 'too-many-requests' });
    const { retryAfterSeconds } = refused as CdsError;
    expect(retryAfterSeconds).toBeGreaterThanOrEqual(1);
    expect(retryAfterSeconds).toBeLessThanOrEqual(WINDOW_SECONDS);
    // Before the body is read, too; and a body of unsaid length may be any.
    expect(await refusal(one.begin('a', length))).toMatchObject({ code: 'too-many-requests' });
    expect(await refusal(one.begin('a', Number.NaN))).toMatchObject({ code: 'too-many-requests' });
  });

  test('of one client take nothing from another, nor from its own small ones', async () => {
    const { one, working } = share();
    await one.begin('a', length);
    await one.begin('a', length);
    await one.work('a', length, working(SPARE_MS + 20));
    expect(await refusal(one.begin('b', length))).toBe('answered');
    expect(await refusal(one.begin('a', 10))).toBe('answered');
    expect(await one.work('a', 10, working(1))).toBe('answered');
  });

  test('of ordinary cost are not counted', async () => {
    const { one, working } = share();
    await one.begin('a', length);
    for (let i = 0; i < 100; i += 1) {
      const end = await one.begin('a', length);
      expect(await one.work('a', length, working(15))).toBe('answered');
      end();
    }
  });

  test('one that waits for a FHIR server holds up no other', async () => {
    const { one, working } = share();
    let goOn: (value: string) => void = () => undefined;
    const waiting = one.work('a', length, () => new Promise((resolve) => (goOn = resolve)));
    expect(await one.work('a', length, working(1))).toBe('answered');
    goOn('late');
    expect(await waiting).toBe('late');
  });

  test('what a call throws is its own', async () => {
    const { one, working } = share();
    const failing = () => Promise.reject(new Error('of the call'));
    await expect(one.work('a', length, failing)).rejects.toThrow('of the call');
    expect(await one.work('a', length, working(1))).toBe('answered');
  });
});
