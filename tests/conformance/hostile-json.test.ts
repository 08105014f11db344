import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { fc } from '../support/property.ts';
import { Cauda } from '../support/cauda.ts';
import { allKeys, keyOfType, prefetchOf } from '../support/patients.ts';
import { amara, contrastMri, lucia } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
const view = 'lumbar-mri-patient-view';
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

describe('Any JSON in any place is answered and never a fault of ours', () => {
  /** JSON that looks like FHIR here and there, so that it gets further in. */
  const wild = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom<unknown>(
        null,
        true,
        0,
        -1,
        1e308,
        '',
        'x',
        'Bundle',
        'active',
        '2026',
        '2026-11-20T12:00:00Z',
        'Patient/x',
        '__proto__',
        '\u0000\ud800',
      ),
      fc.array(tie('any'), { maxLength: 3 }),
      fc.dictionary(
        fc.constantFrom(
          'resourceType',
          'id',
          'entry',
          'resource',
          'code',
          'coding',
          'system',
          'text',
          'status',
          'subject',
          'reference',
          'link',
          'relation',
          'url',
          'performedDateTime',
          'effectiveDateTime',
          'conclusion',
          'presentedForm',
          'data',
          'contentType',
          'valueQuantity',
          'value',
          'clinicalStatus',
          'note',
          'reasonCode',
          'priority',
          'authoredOn',
          'bodySite',
          'total',
          '_status',
          '__proto__',
        ),
        tie('any'),
        { maxKeys: 5 },
      ),
    ),
  })).any;

  test('as the body', async () => {
    await fc.assert(
      fc.asyncProperty(wild, async (body) => {
        for (const path of [sign, view, `${sign}/feedback`]) {
          expect((await cauda.post(path, JSON.stringify(body))).status).toBeLessThan(500);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('as a prefetch value', async () => {
    const keys = fc.constantFrom(...allKeys);
    await fc.assert(
      fc.asyncProperty(keys, wild, async (key, value) => {
        for (const [p, call] of [
          [amara, 'sign'],
          [lucia, 'view'],
        ] as const) {
          const prefetch = { [key]: value };
          const answer =
            call === 'sign'
              ? cauda.sign(p, contrastMri, { prefetch })
              : cauda.view(p, { prefetch });
          expect([200, 400, 412]).toContain((await answer).status);
        }
      }),
      { numRuns: 150 },
    );
  });

  const types = Object.fromEntries(
    Object.entries(keyOfType).flatMap(([type, key]) => (key === 'patient' ? [] : [[key, type]])),
  );
  test('as a member of any resource of the chart', async () => {
    const member = fc.constantFrom(
      'status',
      'code',
      'subject',
      'id',
      'performedDateTime',
      'performedPeriod',
      'effectiveDateTime',
      'valueQuantity',
      'clinicalStatus',
      'verificationStatus',
      'presentedForm',
      'conclusion',
      'bodySite',
      'issued',
      'recordedDate',
      'onsetDateTime',
      'interpretation',
      'identifier',
      'reaction',
      'authoredOn',
      'priority',
      'category',
      'birthDate',
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...Object.keys(types)),
        member,
        wild,
        async (key, name, value) => {
          for (const p of [amara, lucia]) {
            const sent: any = structuredClone(prefetchOf(p)[key as 'conditions']);
            for (const { resource } of sent.entry ?? []) resource[name] = value;
            const options = { prefetch: { [key]: sent } };
            const answer =
              p === amara ? cauda.sign(p, contrastMri, options) : cauda.view(p, options);
            expect([200, 400, 412]).toContain((await answer).status);
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  test('as a member of a draft order', async () => {
    const member = fc.constantFrom(
      'id',
      'status',
      'code',
      'subject',
      'reasonCode',
      'reasonReference',
      'note',
      'priority',
      'bodySite',
      'authoredOn',
      'category',
      'meta',
      '_note',
      'doNotPerform',
      'occurrencePeriod',
    );
    await fc.assert(
      fc.asyncProperty(member, wild, async (name, value) => {
        const answer = await cauda.sign(amara, { ...contrastMri, [name]: value });
        expect([200, 400, 412]).toContain(answer.status);
      }),
      { numRuns: 200 },
    );
  });
});
