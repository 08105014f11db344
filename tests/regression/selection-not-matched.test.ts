import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { authorization, Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient, prefetchOf, type Resource } from '../support/patients.ts';
import { closingAfterEach, startFaultyFhirServer } from '../support/raw-http.ts';
import { cardIds } from '../support/story.ts';

/**
 * Seen with the Da Vinci client: `selections` holds the fullUrl of the entry, which has an id too. No
 * order was taken for selected, and the answer was empty.
 */
const opened = closingAfterEach();
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const amara = patient('amara-contrast-mri-10-weeks');
const URN = 'urn:uuid:3fa85f64-5717-4562-b3fc-2c963f66afa6';
const ABSOLUTE = 'https://ehr.example.org/fhir/ServiceRequest/o1';

interface Entry {
  readonly fullUrl?: string;
  /** Undefined: the order has no id. */
  readonly id?: string;
}

function draftEntry({ fullUrl, id }: Entry) {
  const subject = { reference: `Patient/${amara.id}` };
  return {
    ...(fullUrl !== undefined && { fullUrl }),
    resource: { ...lumbarMri('without-and-with'), id, subject },
  };
}

async function select(
  selections: readonly string[],
  entry: Entry,
  others: readonly Resource[] = [],
) {
  return cauda.post('lumbar-mri-order-select', {
    hook: 'order-select',
    hookInstance: crypto.randomUUID(),
    context: {
      userId: 'Practitioner/dr',
      patientId: amara.id,
      selections,
      draftOrders: {
        resourceType: 'Bundle',
        type: 'collection',
        entry: [...others.map((resource) => ({ resource })), draftEntry(entry)],
      },
    },
    prefetch: prefetchOf(amara),
  });
}
const selected = ['contrast-mri-under-six-months'];

describe('an order is selected by', () => {
  test.each<[string, string, Entry]>([
    ['Type/id', 'ServiceRequest/o1', { id: 'o1' }],
    ['the bare id', 'o1', { id: 'o1' }],
    ['a version', 'ServiceRequest/o1/_history/3', { id: 'o1' }],
    ['the fullUrl of an entry with an id', ABSOLUTE, { fullUrl: ABSOLUTE, id: 'o1' }],
    ['a version of the fullUrl', `${ABSOLUTE}/_history/1`, { fullUrl: ABSOLUTE, id: 'o1' }],
    ['an absolute reference, no fullUrl', ABSOLUTE, { id: 'o1' }],
    [
      'an absolute reference by another name of the server',
      'http://inner:8080/r4/ServiceRequest/o1',
      { fullUrl: ABSOLUTE, id: 'o1' },
    ],
    ['the fullUrl of an entry without an id', ABSOLUTE, { fullUrl: ABSOLUTE }],
    ['Type/id where only the fullUrl holds it', 'ServiceRequest/o1', { fullUrl: ABSOLUTE }],
    ['the bare id where only the fullUrl holds it', 'o1', { fullUrl: ABSOLUTE }],
    ['a version where the fullUrl has one', ABSOLUTE, { fullUrl: `${ABSOLUTE}/_history/2` }],
    ['a urn', URN, { fullUrl: URN }],
    ['a urn beside an id', URN, { fullUrl: URN, id: 'o1' }],
    ['Type/id beside a urn', 'ServiceRequest/o1', { fullUrl: URN, id: 'o1' }],
    ['a urn whose id the order has', URN, { id: URN.slice(9) }],
    ['an odd fullUrl', 'temp-17', { fullUrl: 'temp-17', id: 'o1' }],
    ['a relative fullUrl', 'ServiceRequest/o1', { fullUrl: 'ServiceRequest/o1' }],
    [
      'an id of 194 characters with a U+2011',
      `ServiceRequest/draft\u2011${'x'.repeat(188)}`,
      { id: `draft\u2011${'x'.repeat(188)}` },
    ],
  ])('%s', async (_name, selection, entry) => {
    expect(cardIds(await select([selection], entry))).toEqual(selected);
    expect(cardIds(await select(['MedicationRequest/m', selection], entry))).toEqual(selected);
  });

  test('the fullUrl, the chart by a FHIR server', async () => {
    const fhir = opened(await startFaultyFhirServer(amara));
    const answer = await cauda.post('lumbar-mri-order-select', {
      hook: 'order-select',
      hookInstance: crypto.randomUUID(),
      fhirServer: `${fhir.url}/fhir`,
      fhirAuthorization: authorization,
      context: {
        userId: 'Practitioner/dr',
        patientId: amara.id,
        selections: [ABSOLUTE],
        draftOrders: {
          resourceType: 'Bundle',
          entry: [draftEntry({ fullUrl: ABSOLUTE, id: 'o1' })],
        },
      },
    });
    expect(cardIds(answer)).toEqual(selected);
  });
});

describe('an order is not selected by', () => {
  test.each<[string, string, Entry]>([
    ['another id', 'ServiceRequest/o2', { fullUrl: ABSOLUTE, id: 'o1' }],
    ['the same id of another type', 'MedicationRequest/o1', { fullUrl: ABSOLUTE, id: 'o1' }],
    ['an absolute reference of another type', ABSOLUTE.replace('Service', 'Device'), { id: 'o1' }],
    ['a part of the id', 'ServiceRequest/o', { id: 'o1' }],
    ['the type alone', 'ServiceRequest/', { id: 'o1' }],
    ['another urn', URN.replace('3fa8', '3fa9'), { fullUrl: URN, id: 'o1' }],
    ['the base of the fullUrl', 'https://ehr.example.org/fhir', { fullUrl: ABSOLUTE, id: 'o1' }],
  ])('%s', async (_name, selection, entry) => {
    const answer = await select([selection], entry);
    expect({ status: answer.status, cards: answer.cards }).toEqual({ status: 200, cards: [] });
  });

  test('a selection of another draft of the session', async () => {
    const knee = { ...lumbarMri('without'), id: 'knee', code: { text: 'MRI knee' } };
    expect((await select(['ServiceRequest/knee'], { id: 'o1' }, [knee])).cards).toEqual([]);
  });
});
