import { describe, expect, test } from '@jest/globals';
import { Places } from '../../../src/chart/fhir/places.ts';

const BUDGET_MS = 450;

/** Places under a clock of their own. @param msOf How long so many calls at a time take. */
function placesAt(msOf: (served: number) => number = () => 0) {
  let now = 0;
  const places = new Places(() => now);
  /** So many calls at a time. @returns How many were served. */
  const wave = (callers: number, ms?: number) => {
    const closes = Array.from({ length: callers }, () => places.take(BUDGET_MS));
    const served = closes.filter((close) => close !== undefined);
    now += ms ?? msOf(served.length);
    for (const close of served) close();
    return served.length;
  };
  return { wave, msOf };
}

describe('Places at a FHIR server', () => {
  test('as many as come, while they are answered in time', () => {
    const { wave } = placesAt();
    for (let again = 0; again < 20; again += 1) expect(wave(50, 100)).toBe(50);
    expect(wave(200, 100)).toBe(100);
  });

  test('late calls make them fewer, once for each wave, to no fewer than four', () => {
    const { wave } = placesAt();
    expect([50, 50, 50, 50, 50, 50].map((callers) => wave(callers, 460))).toEqual([
      50, 25, 12, 6, 4, 4,
    ]);
  });

  test('a few late calls refuse nobody: then the server is slow', () => {
    const { wave } = placesAt();
    for (let again = 0; again < 20; again += 1) expect(wave(4, 460)).toBe(4);
    expect(wave(50, 100)).toBe(50);
  });

  test('they come back with calls that have time to spare, while more are asked for', () => {
    const { wave } = placesAt();
    for (let again = 0; again < 6; again += 1) wave(50, 460);
    const served = Array.from({ length: 60 }, () => wave(50, 100));
    expect(served[0]).toBe(4);
    expect(served.at(-1)).toBe(50);
    expect([...served].sort((a, b) => a - b)).toEqual(served);
  });

  test('they stay where calls take about as long as they may', () => {
    const { wave } = placesAt();
    wave(50, 460);
    for (let again = 0; again < 20; again += 1) expect(wave(50, 300)).toBe(25);
  });

  test('a process that has 30 ms of work with each call: few waves are late', () => {
    const { wave, msOf } = placesAt((served) => served * 30);
    const late = Array.from({ length: 100 }, () => msOf(wave(50))).filter((ms) => ms > BUDGET_MS);
    expect(late.length).toBeLessThan(5);
  });
});
