import { describe, expect, test } from '@jest/globals';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { CdsError } from '../../../src/errors.ts';
import {
  FairShare,
  LARGE_BYTES,
  MAX_IN_FLIGHT,
  SPARE_MS,
  WINDOW_SECONDS,
} from '../../../src/http/access/fair-share.ts';

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

describe('room for small calls', () => {
  /** A client that sends two large bodies at a time, of which the first has taken 100 ms. */
  async function crowded() {
    const all = share();
    await all.one.begin('a', LARGE_BYTES);
    await all.one.begin('a', LARGE_BYTES);
    await all.one.work('a', LARGE_BYTES, all.working(100));
    const order: string[] = [];
    const next = () =>
      all.one.work('a', LARGE_BYTES, () => {
        order.push('large');
        return Promise.resolve();
      });
    return { ...all, order, next };
  }

  test('one that is under way is answered before the next large body', async () => {
    const { one, order, next } = await crowded();
    const answered = one.arrive(10);
    const large = next();
    // The clock of this test stands still: only the small call can let the large one go on.
    await new Promise((resolve) => setTimeout(resolve, 20));
    order.push('small');
    answered();
    await large;
    expect(order).toEqual(['small', 'large']);
  });

  test('it waits no longer than the last one took', async () => {
    const { one, spent, order, next } = await crowded();
    const answered = one.arrive(10);
    const clock = setInterval(() => (spent.now += 10), 1);
    await next();
    clearInterval(clock);
    expect(order).toEqual(['large']);
    answered();
  });

  test('large ones are not waited for, nor is anybody by a client that sends one at a time', async () => {
    const { one, order, next } = await crowded();
    const large = one.arrive(LARGE_BYTES);
    const unsaid = one.arrive(Number.NaN);
    await next();
    expect(order).toEqual(['large']);
    large();
    unsaid();

    const other = share();
    const small = other.one.arrive(10);
    await other.one.begin('b', LARGE_BYTES);
    await other.one.work('b', LARGE_BYTES, other.working(100));
    expect(await other.one.work('b', LARGE_BYTES, other.working(1))).toBe('answered');
    small();
  });
});

describe('refused bodies', () => {
  const body = (bytes: number) =>
    Readable.from(Array.from({ length: bytes / 65_536 }, () => Buffer.alloc(65_536)));
  const discarded = (stream: Readable, one = new FairShare()) =>
    one.discard('a', stream as unknown as IncomingMessage);

  test('are taken to their end', async () => {
    const one = new FairShare();
    const [first, second] = [body(1_048_576), body(1_048_576)];
    await Promise.all([discarded(first, one), discarded(second, one)]);
    expect([first.readableEnded, second.readableEnded]).toEqual([true, true]);
  });

  test('one that never ends keeps no other, and ends with its caller', async () => {
    const one = new FairShare();
    const silent = new Readable({ read: () => undefined });
    const waiting = discarded(silent, one);
    const other = body(65_536);
    await discarded(other, one);
    expect(other.readableEnded).toBe(true);
    silent.destroy(new Error('aborted'));
    await waiting;
  });
});

test('a faulty body counts from its first millisecond', async () => {
  const { one, spent } = share();
  await one.begin('a', LARGE_BYTES);
  await one.begin('a', LARGE_BYTES);
  const faulty = () => {
    spent.ms += 15;
    return Promise.reject(new CdsError('request-invalid', 'no chart'));
  };
  for (let i = 0; i * 15 < SPARE_MS; i += 1) {
    expect(await refusal(one.work('a', LARGE_BYTES, faulty))).toMatchObject({
      code: 'request-invalid',
    });
  }
  expect(await refusal(one.work('a', LARGE_BYTES, faulty))).toMatchObject({
    code: 'too-many-requests',
  });
});
