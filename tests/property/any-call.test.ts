import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { Cauda } from '../support/cauda.ts';
import { brainMriWithContrast, lumbarMri, lumbarPuncture } from '../support/orders.ts';
import { patient } from '../support/patients.ts';

/** `npm run fuzz` raises the number of runs and bounds the time. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 60);
const bound = {
  numRuns,
  ...(process.env['FUZZ_SECONDS'] && {
    interruptAfterTimeLimit: Number(process.env['FUZZ_SECONDS']) * 1000,
  }),
};

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const services = ['lumbar-mri-order-select', 'lumbar-mri-order-sign', 'lumbar-mri-patient-view'];
const anyJson = fc.jsonValue({ maxDepth: 5 });

test('any JSON at all is answered, and never as a fault of ours', async () => {
  const where = fc.constantFrom(...services, ...services.map((id) => `${id}/feedback`), 'nope');
  await fc.assert(
    fc.asyncProperty(where, anyJson, async (service, body) => {
      const { status } = await cauda.post(service, JSON.stringify(body));
      expect(status).toBeLessThan(500);
    }),
    bound,
  );
});

/** Puts any value in the place of one member, anywhere in a body. */
function mutated(body: unknown, path: readonly number[], value: unknown): unknown {
  if (typeof body !== 'object' || body === null || path.length === 0) return value;
  const keys = Object.keys(body);
  const key = keys[path[0]! % Math.max(1, keys.length)];
  if (key === undefined) return value;
  const copy = (Array.isArray(body) ? [...body] : { ...body }) as Record<string, unknown>;
  copy[key] = mutated((body as Record<string, unknown>)[key], path.slice(1), value);
  return copy;
}

test('a real call with anything in the place of anything', async () => {
  const charts = [
    'amara-contrast-mri-10-weeks',
    'samir-leptomeningeal-question',
    'lucia-report-enhancement-3-months',
  ].map(patient);
  const drafts = [
    lumbarMri('with'),
    lumbarMri('without'),
    lumbarPuncture(),
    brainMriWithContrast(),
  ];
  const path = fc.array(fc.nat(40), { minLength: 1, maxLength: 9 });
  const odd = fc.oneof(
    anyJson,
    fc.constantFrom(
      null,
      [],
      {},
      '',
      'STAT',
      '2026-13-45',
      '0026',
      -1,
      1e308,
      '__proto__',
      [null],
      [{}],
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...charts),
      path,
      odd,
      fc.boolean(),
      async (p, at, value, isView) => {
        const body = isView
          ? { ...cauda.signBody(p, drafts), hook: 'patient-view' }
          : cauda.signBody(p, drafts);
        const service = isView ? 'lumbar-mri-patient-view' : 'lumbar-mri-order-sign';
        const { status } = await cauda.post(service, mutated(body, at, value));
        expect(status).toBeLessThan(500);
      },
    ),
    bound,
  );
});
