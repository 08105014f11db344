import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MAX_PAGES } from '../../src/chart/gather.ts';
import { Cauda } from '../support/cauda.ts';
import { brainMriWithContrast, lumbarMri, lumbarPuncture } from '../support/orders.ts';
import { patient, type Patient } from '../support/patients.ts';
import { cardIds } from '../support/story.ts';

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

/** A FHIR server that gives every list in pages of a size, by links under its base. */
async function pagedServer(p: Patient, size: number) {
  const server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    const [, , type = '', id] = url.pathname.split('/');
    const all = p.resources.filter((resource) => resource.resourceType === type);
    const from = Number(url.searchParams.get('_offset') ?? 0);
    const next = new URL(url);
    next.searchParams.set('_offset', String(from + size));
    const isMore = from + size < all.length;
    const bundle = {
      resourceType: 'Bundle',
      type: 'searchset',
      total: all.length,
      entry: all.slice(from, from + size).map((resource) => ({ resource })),
      ...(isMore && { link: [{ relation: 'next', url: next.href }] }),
    };
    response.setHeader('content-type', 'application/fhir+json');
    response.end(JSON.stringify(id === undefined ? bundle : all[0]));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

const calls = [
  ['amara-contrast-mri-10-weeks', [lumbarMri('with')]],
  ['maria-discectomy-2024', [lumbarMri('without')]],
  ['tomasz-puncture-and-mri', [lumbarPuncture(), lumbarMri('with')]],
  ['samir-leptomeningeal-question', [lumbarPuncture()]],
  ['nadia-suspected-meningitis', [lumbarPuncture(), brainMriWithContrast()]],
  ['olu-infection-in-question', [lumbarMri('with')]],
] as const;

test.each(calls)('%s: pages of two, three or fifty change no card', async (name, drafts) => {
  const p = patient(name);
  const expected = cardIds(await cauda.sign(p, drafts));
  for (const size of [2, 3, 50]) {
    const fhir = await pagedServer(p, size);
    try {
      const answer = await cauda.sign(p, drafts, { fhirServer: fhir.url });
      expect({ size, status: answer.status, cards: cardIds(answer) }).toEqual({
        size,
        status: 200,
        cards: expected,
      });
    } finally {
      fhir.close();
    }
  }
});

test('a list of more pages than are followed is not taken for whole', async () => {
  const p = patient('george-unoperated');
  const noise = Array.from({ length: MAX_PAGES }, (_unused, index) => ({
    resourceType: 'Procedure',
    id: `noise-${index}`,
    status: 'completed',
    code: { text: 'Vaccination' },
    subject: { reference: `Patient/${p.id}` },
  }));
  const fhir = await pagedServer({ ...p, resources: [...p.resources, ...noise] }, 1);
  try {
    const answer = await cauda.sign(p, lumbarMri('with'), { fhirServer: fhir.url });
    expect(answer.status).toBe(412);
  } finally {
    fhir.close();
  }
});
