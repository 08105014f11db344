import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { Cauda } from '../support/cauda.ts';
import { brainMriWithContrast, lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import {
  CPT,
  ICD10CM,
  LOINC,
  patient,
  prefetchOf,
  withResource,
  type Patient,
} from '../support/patients.ts';
import { cardIds } from '../support/story.ts';

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const names = readdirSync('fhir-fixtures/patients');
const drafts = [
  [lumbarMri('without')],
  [lumbarMri('with')],
  [lumbarMri('without-and-with')],
  [lumbarPuncture()],
  [lumbarPuncture(), brainMriWithContrast()],
  [order('block', '64483')],
] as const;

const coded = (system: string, code: string) => ({ coding: [{ system, code }] });
const earlier = '2026-11-02';
/** What every chart is full of and no card has anything to do with. */
const unrelated: readonly object[] = [
  { resourceType: 'Condition', code: { text: 'Osteoarthritis of the knee' } },
  { resourceType: 'Condition', code: coded(ICD10CM, 'I10'), recordedDate: earlier },
  { resourceType: 'Condition', code: coded(ICD10CM, 'H52.1'), onsetDateTime: '2019' },
  { resourceType: 'Procedure', status: 'completed', code: { text: 'Appendicectomy' } },
  {
    resourceType: 'Procedure',
    status: 'completed',
    code: coded(CPT, '29881'),
    performedDateTime: earlier,
  },
  { resourceType: 'Observation', status: 'final', code: { text: 'Haemoglobin' } },
  {
    resourceType: 'Observation',
    status: 'final',
    code: coded(LOINC, '718-7'),
    effectiveDateTime: earlier,
    valueQuantity: { value: 7, unit: 'g/dL' },
  },
  {
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: { text: 'X-ray chest' },
    conclusion: 'Enhancing mass of the left hilum. Discitis is not seen.',
    effectiveDateTime: earlier,
  },
  {
    resourceType: 'DiagnosticReport',
    status: 'final',
    code: coded(CPT, '73721'),
    conclusion: 'Enhancement of the synovium of the right knee.',
    effectiveDateTime: earlier,
  },
  { resourceType: 'AllergyIntolerance', code: { text: 'Peanut' } },
  {
    resourceType: 'ServiceRequest',
    status: 'active',
    intent: 'order',
    code: { text: 'Physiotherapy of the shoulder' },
    authoredOn: earlier,
  },
  // Of somebody else: whatever it says.
  {
    resourceType: 'Condition',
    code: coded(ICD10CM, 'G83.4'),
    recordedDate: earlier,
    subject: { reference: 'Patient/somebody-else' },
  },
  {
    resourceType: 'Procedure',
    status: 'completed',
    code: coded(CPT, '63030'),
    performedDateTime: earlier,
    subject: { reference: 'Patient/somebody-else' },
  },
];

/** What a call answers, without what is made anew each time. */
async function answers(p: Patient, call: number, prefetch: Record<string, unknown>) {
  const of = drafts[call];
  const answer = of
    ? await cauda.sign(p, [...of], { prefetch })
    : await cauda.view(p, { prefetch });
  return {
    status: answer.status,
    cards: cardIds(answer),
    details: answer.cards.map(({ detail }) => detail),
  };
}

const shuffled = (p: Patient, seed: number) =>
  Object.fromEntries(
    Object.entries(prefetchOf(p)).map(([key, value]) => {
      const { entry } = (value ?? {}) as { entry?: unknown[] };
      const turned = entry?.map((item, i) => [(i * 7919 + seed) % 104_729, item] as const);
      return [
        key,
        turned
          ? { ...(value as object), entry: turned.sort(([a], [b]) => a - b).map(([, e]) => e) }
          : value,
      ];
    }),
  );

test.each(names)(
  '%s: what is unrelated, and the order of the chart, change nothing',
  async (name) => {
    const p = patient(name);
    const expected = new Map<number, Awaited<ReturnType<typeof answers>>>();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(drafts.length),
        fc.uniqueArray(fc.constantFrom(...unrelated), { minLength: 1 }),
        fc.nat(100_000),
        async (call, noise, seed) => {
          if (!expected.has(call)) expected.set(call, await answers(p, call, prefetchOf(p)));
          expect(await answers(p, call, shuffled(withResource(p, ...noise), seed))).toEqual(
            expected.get(call),
          );
        },
      ),
      { numRuns: 15 },
    );
  },
);
