import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { afterAccepting, afterReplacing, noteTexts, waysToAccept } from '../support/accepting.ts';
import { Cauda } from '../support/cauda.ts';
import { allergy, egfr } from '../support/contrast-safety.ts';
import { brainMriWithContrast, lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import {
  condition,
  CPT,
  ICD10CM,
  patient,
  withResource,
  type Patient,
  type Resource,
} from '../support/patients.ts';

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start({
    site: {
      gadoliniumFormulary: 'mixed',
      orderCodes: {
        'mri-brain-without-and-with-contrast': { system: CPT, code: '70553' },
        'mri-spine-multiregion-without-and-with-contrast': { system: CPT, code: '72158' },
      },
    },
  });
});
afterAll(() => cauda.close());

/** What makes cards speak of one order together; each beside whatever the patient has. */
const findings: readonly (readonly object[])[] = [
  [],
  [egfr(22)],
  [allergy('Gadobutrol')],
  [condition(ICD10CM, 'Z33.1', { recordedDate: '2026-10-01' })],
  [
    {
      resourceType: 'Procedure',
      status: 'completed',
      code: { coding: [{ system: CPT, code: '62270' }] },
      performedDateTime: '2026-11-17',
    },
  ],
  [egfr(22), allergy('Gadobutrol', { id: 'added-allergy' })],
];
const draftsOf: readonly (readonly Resource[])[] = [
  [lumbarMri('without')],
  [lumbarMri('with')],
  [lumbarMri('without-and-with', { note: [{ text: 'Please phone the ward.' }] })],
  [lumbarMri('without-and-with'), order('second', '72149')],
  [lumbarPuncture(), lumbarMri('without-and-with'), brainMriWithContrast()],
  [lumbarPuncture()],
];

const patients = readdirSync('fhir-fixtures/patients').map(patient);
let answersWithTwoCards = 0;
let accepted = 0;

test.each(patients.map((p) => [p.id, p] as const))(
  '%s: whatever is accepted of an answer, in whatever order, nothing is lost',
  async (_id, p) => {
    for (const added of findings) {
      for (const [i, drafts] of draftsOf.entries()) {
        // Both hooks run the same rules on orders: each chart is asked through one of them.
        const hook = (i + added.length) % 2 === 0 ? 'sign' : 'select';
        await check(withResource(p, ...added), drafts, hook);
      }
    }
  },
  60_000,
);

test('the answers above put two cards beside each other, often', () => {
  expect(answersWithTwoCards).toBeGreaterThan(50);
  expect(accepted).toBeGreaterThan(500);
});

async function check(
  p: Patient,
  drafts: readonly Resource[],
  hook: 'select' | 'sign',
): Promise<void> {
  const sent = drafts.map((draft) => ({ subject: { reference: `Patient/${p.id}` }, ...draft }));
  const { cards } = await cauda[hook](p, sent);
  if (cards.length > 1) answersWithTwoCards += 1;
  const updated = cards.map(
    ({ suggestions = [] }) =>
      new Set(
        suggestions.flatMap(({ actions }: any) =>
          actions.filter((a: any) => a.type === 'update').map((a: any) => a.resource.id),
        ),
      ),
  );
  // At most one card carries updates of an order.
  for (const { id } of sent) {
    expect(updated.filter((ids) => ids.has(id)).length).toBeLessThan(2);
  }
  for (const way of waysToAccept(cards)) {
    accepted += 1;
    const read = afterReplacing(sent, way);
    // The demo takes over differences only, and comes to the same orders.
    expect(afterAccepting(sent, way)).toEqual(read);
    for (const { actions } of way) {
      for (const { type, resource } of actions) {
        if (type === 'create') {
          expect(read).toContainEqual(resource);
          continue;
        }
        const order = read.find(({ id }) => id === resource.id)!;
        expect(noteTexts(order)).toEqual(expect.arrayContaining([...noteTexts(resource)]));
        expect(order['code']).toEqual(resource['code']);
        expect(order['priority']).toEqual(resource['priority']);
      }
    }
    // What the clinician wrote stays, and no note stands there twice.
    for (const draft of sent) {
      const notes = noteTexts(read.find(({ id }) => id === draft.id));
      expect(notes).toEqual(expect.arrayContaining([...noteTexts(draft)]));
      expect(new Set(notes).size).toBe(notes.length);
    }
  }
}
