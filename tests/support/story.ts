import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe } from '@jest/globals';
import { isDraft } from '../../src/cards/file/card-text.ts';
import { Cauda, type Answer, type CaudaOptions } from './cauda.ts';
import { startFhirServer, type FhirServer } from './fhir-server.ts';
import type { Patient } from './patients.ts';

/** The server of one story file, with a FHIR server that holds its patients. */
export function stage(patients: readonly Patient[], options: CaudaOptions = {}) {
  const on = {} as { cauda: Cauda; fhir: FhirServer };
  const opened = on as Partial<typeof on>;
  beforeAll(async () => {
    on.fhir = await startFhirServer(...patients);
    on.cauda = await Cauda.start(options);
  });
  afterAll(async () => {
    // One of the two may not have started: the other must not keep the process alive.
    await opened.cauda?.close();
    await opened.fhir?.close();
  });
  return on;
}

/** The story of a card; left out while the card is a draft, which runs nowhere. */
export function storyOf(id: string, tell: () => void): void {
  const isStillDraft = isDraft(readFileSync(`cards/${id}.md`, 'utf8'));
  (isStillDraft ? describe.skip : describe)(id, tell);
}

/** Ids of the cards of an answer, in their order. */
export const cardIds = ({ cards }: Answer): readonly string[] =>
  cards.map((card) => card.source.topic.code);

/** What an answer says it could not check: card → what was missing. */
export const notChecked = ({ body }: Answer): Readonly<Record<string, readonly string[]>> =>
  Object.fromEntries(
    (body.extension?.['cauda.evaluation']?.notChecked ?? []).map(
      ({ card, missing }: { card: string; missing: readonly string[] }) => [card, missing],
    ),
  );
