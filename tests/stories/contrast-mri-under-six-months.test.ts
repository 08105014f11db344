import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { startFhirServer, type FhirServer } from '../support/fhir-server.ts';
import { lumbarMri } from '../support/orders.ts';
import { changed, patient } from '../support/patients.ts';

/** Amara, 47: L4-5 microdiscectomy ten weeks ago, leg pain goes on. */
const amara = patient('amara-contrast-mri-10-weeks');
let cauda: Cauda;
let fhir: FhirServer;
beforeAll(async () => {
  fhir = await startFhirServer(amara);
  cauda = await Cauda.start();
});
afterAll(async () => {
  await cauda.close();
  await fhir.close();
});

describe('A contrast MRI is signed ten weeks after disc surgery', () => {
  test.each(['prefetch', 'fhir'] as const)('the card speaks (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: fhir.url } : {};
    const { status, cards } = await cauda.sign(amara, lumbarMri('without-and-with'), options);

    expect(status).toBe(200);
    expect(cards).toMatchObject([
      {
        summary:
          'Under 6 months after disc surgery, root enhancement can be normal. Do not use it alone to pick the painful root.',
        indicator: 'info',
        detail: expect.stringContaining('on 2026-09-11 (2 months ago'),
        source: { topic: { system: 'urn:cauda:card', code: 'contrast-mri-under-six-months' } },
        extension: { 'cauda.about': ['ServiceRequest/lumbar-mri-without-and-with'] },
      },
    ]);
  });
});

describe('How long ago the surgery was', () => {
  const operatedOn = (performedDateTime: string) =>
    changed(amara, 'Procedure', (p) => (p.id.includes('discectomy') ? { performedDateTime } : {}));

  test.each([
    ['2026-11-20', 1],
    ['2026-05-21', 1],
    ['2026-05-20', 0],
    ['2026-05-19', 0],
    ['2025-11-20', 0],
    ['2026-06', 1],
    ['2026-05', 0],
    ['2026-04', 0],
    ['2026', 0],
    ['2026-11-21', 0],
    ['about two months ago', 0],
  ])('%s: %i card', async (date, count) => {
    const { cards } = await cauda.sign(operatedOn(date), lumbarMri('with'));
    expect(cards).toHaveLength(count);
  });
});
