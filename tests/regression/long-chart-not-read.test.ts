import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { nextLinks, startPagingServer } from '../support/paging-server.ts';
import { patient, withResource, type Patient } from '../support/patients.ts';
import { closingAfterEach } from '../support/raw-http.ts';
import { cardIds } from '../support/story.ts';

/**
 * A chart of real length comes in more pages than were followed: the operation stood on page six, and
 * the list was given up after five. `npm run bench:long-chart` measures how long it takes.
 */
const opened = closingAfterEach();
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const film = (resourceType: string, index: number) => ({
  resourceType,
  id: `${resourceType}-${index}`,
  status: resourceType === 'Procedure' ? 'completed' : 'final',
  code: { coding: [{ system: 'http://www.ama-assn.org/go/cpt', code: '71045' }] },
  performedDateTime: '2019-01-02',
});

/** The same patient behind 260 procedures and 60 reports of other things. */
function longChart(p: Patient): Patient {
  const other = withResource(
    { ...p, resources: [] },
    ...Array.from({ length: 258 }, (_unused, index) => film('Procedure', index)),
    ...Array.from({ length: 60 }, (_unused, index) => film('DiagnosticReport', index)),
  );
  return { ...p, resources: [...other.resources, ...p.resources] };
}

const amara = longChart(patient('amara-contrast-mri-10-weeks'));
const george = longChart(patient('george-unoperated'));

test.each([10, 20, 50, 100])('by %i a page the right card comes', async (size) => {
  const server = opened(await startPagingServer(amara, size, nextLinks['HAPI']!));
  const answer = await cauda.sign(amara, lumbarMri('without-and-with'), {
    fhirServer: `${server.url}/fhir`,
  });
  expect({ status: answer.status, cards: cardIds(answer) }).toEqual({
    status: 200,
    cards: ['contrast-mri-under-six-months'],
  });
});

test.each([10, 20, 50, 100])('by %i a page, never operated: silence', async (size) => {
  const server = opened(await startPagingServer(george, size, nextLinks['Epic']!));
  const answer = await cauda.sign(george, lumbarMri('without-and-with'), {
    fhirServer: `${server.url}/fhir`,
  });
  expect({ status: answer.status, cards: answer.cards }).toEqual({ status: 200, cards: [] });
});
