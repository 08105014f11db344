import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cauda } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import {
  condition,
  conditionVerification,
  patient,
  prefetchOf,
  SNOMED,
  withResource,
  type Patient,
  type Resource,
} from '../support/patients.ts';
import { closingAfterEach, startFaultyFhirServer } from '../support/raw-http.ts';
import { cardIds } from '../support/story.ts';

/** The reason of an order often is a reference: only what the order itself contained was followed. */
const opened = closingAfterEach();
let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const george = patient('george-unoperated');
const amara = patient('amara-contrast-mri-10-weeks');
const URN = 'urn:uuid:3fa85f64-5717-4562-b3fc-2c963f66afa6';
const critical = ['possible-cauda-equina-routine-order'];

const saddle = (more: object = {}): object => condition(SNOMED, '449813001', more);
const status = (code: string) => ({
  verificationStatus: { coding: [{ system: conditionVerification, code }] },
});
const resolved = { clinicalStatus: { coding: [{ code: 'resolved' }] } };
const observation = (more: object) => ({ resourceType: 'Observation', status: 'final', ...more });
const saddleCode = { coding: [{ system: SNOMED, code: '449813001' }] };

interface Drafted {
  readonly fullUrl?: string;
  readonly resource: object;
}

/** Signs a routine MRI whose reason is a reference, with further entries in the draft Bundle. */
async function sign(
  by: string,
  p: Patient,
  order: Resource,
  reference: object,
  drafted: readonly Drafted[] = [],
) {
  const subject = { reference: `Patient/${p.id}` };
  const fhir = by === 'FHIR' ? opened(await startFaultyFhirServer(p)) : undefined;
  const body = cauda.signBody(p, [], fhir ? { fhirServer: `${fhir.url}/fhir` } : {});
  const entry = [
    { resource: { ...order, subject, reasonReference: [reference] } },
    ...drafted.map(({ resource, ...rest }) => ({ ...rest, resource: { subject, ...resource } })),
  ];
  return cauda.post('lumbar-mri-order-sign', {
    ...body,
    context: { ...body.context, draftOrders: { resourceType: 'Bundle', entry } },
  });
}

describe.each(['prefetch', 'FHIR'])('the chart by %s', (by) => {
  const order = lumbarMri('without');

  describe('a reason in the draft Bundle is read', () => {
    test.each<[string, string, Drafted]>([
      ['by a urn', URN, { fullUrl: URN, resource: saddle() }],
      ['by a urn, beside an id', URN, { fullUrl: URN, resource: saddle({ id: 'c1' }) }],
      ['by Type/id', 'Condition/c1', { resource: saddle({ id: 'c1' }) }],
      ['by a version', 'Condition/c1/_history/2', { resource: saddle({ id: 'c1' }) }],
      [
        'by an absolute reference',
        'https://e.example/Condition/c1',
        { resource: saddle({ id: 'c1' }) },
      ],
      [
        'by the fullUrl',
        'https://e.example/Condition/c1',
        { fullUrl: 'https://e.example/Condition/c1', resource: saddle() },
      ],
      [
        'an observation that names it',
        URN,
        { fullUrl: URN, resource: observation({ valueCodeableConcept: saddleCode }) },
      ],
      [
        'an observation that says yes',
        URN,
        { fullUrl: URN, resource: observation({ code: saddleCode, valueBoolean: true }) },
      ],
      [
        'the conclusion of a report',
        URN,
        {
          fullUrl: URN,
          resource: { resourceType: 'DiagnosticReport', conclusionCode: [saddleCode] },
        },
      ],
    ])('%s', async (_name, reference, drafted) => {
      expect(cardIds(await sign(by, george, order, { reference }, [drafted]))).toEqual(critical);
    });
  });

  describe('nothing is said by', () => {
    test.each<[string, object]>([
      ['a refuted condition', saddle(status('refuted'))],
      ['a condition entered in error', saddle(status('entered-in-error'))],
      ['a condition that is over', saddle(resolved)],
      ['an observation that says no', observation({ code: saddleCode, valueBoolean: false })],
      [
        'an observation that says no in words',
        observation({ code: saddleCode, valueString: 'no' }),
      ],
      [
        'an observation of an unclear value',
        observation({ code: saddleCode, valueString: 'see 3' }),
      ],
      ['an observation without its value', observation({ code: saddleCode, dataAbsentReason: {} })],
      [
        'an observation entered in error',
        { ...observation({ valueCodeableConcept: saddleCode }), status: 'entered-in-error' },
      ],
    ])('%s', async (_name, resource) => {
      const answer = await sign(by, george, order, { reference: URN, display: 'Saddle numbness' }, [
        { fullUrl: URN, resource },
      ]);
      expect({ status: answer.status, cards: answer.cards }).toEqual({ status: 200, cards: [] });
    });

    test('another entry of the Bundle', async () => {
      const answer = await sign(by, george, order, { reference: 'Condition/c2' }, [
        { resource: saddle({ id: 'c1' }) },
      ]);
      expect(answer.cards).toEqual([]);
    });

    test('what the order contains, when it is refuted', async () => {
      const contained = [saddle({ id: 'c', ...status('refuted') })];
      const answer = await sign(by, george, { ...order, contained }, { reference: '#c' });
      expect(answer.cards).toEqual([]);
    });
  });

  describe('a reason in the chart', () => {
    const contrastMri = lumbarMri('without-and-with');
    const discitis = {
      ...condition(SNOMED, '0', resolved),
      id: 'd1',
      code: { text: 'Lumbar discitis' },
      recordedDate: '2020-01-01',
      onsetDateTime: '2020-01-01',
      abatementDateTime: '2020-06-01',
    };
    const chart = withResource(amara, discitis);

    test('that is over speaks as history: the follow-up of an infection silences', async () => {
      const speaks = await sign(by, chart, contrastMri, { reference: 'Condition/elsewhere' });
      expect(cardIds(speaks)).toEqual(['contrast-mri-under-six-months']);
      const reference = 'https://ehr.example.org/fhir/Condition/d1/_history/4';
      expect((await sign(by, chart, contrastMri, { reference })).cards).toEqual([]);
    });

    test('of another patient is not read', async () => {
      const other = { ...discitis, subject: { reference: 'Patient/somebody-else' } };
      const answer = await sign(by, withResource(amara, other), contrastMri, {
        reference: 'Condition/d1',
      });
      expect(cardIds(answer)).toEqual(['contrast-mri-under-six-months']);
    });

    test('of long standing is judged by its own dates', async () => {
      const old = saddle({ id: 'r1', recordedDate: '2024-08-12', onsetDateTime: '2024-08-12' });
      const p = withResource(george, old);
      expect((await sign(by, p, order, { reference: 'Condition/r1' })).cards).toEqual([]);
    });

    test('that is new speaks once', async () => {
      const p = withResource(george, saddle({ id: 'r1', recordedDate: '2026-11-18' }));
      const answer = await sign(by, p, order, { reference: 'Condition/r1' });
      expect(cardIds(answer)).toEqual(critical);
    });
  });
});

test('a reason that the chart holds and that was not sent leads nowhere, and harms nothing', async () => {
  const answer = await cauda.sign(
    amara,
    {
      ...lumbarMri('without-and-with'),
      reasonReference: [{ reference: 'Condition/x' }, {}, null, 7],
    },
    { prefetch: prefetchOf(amara) },
  );
  expect(cardIds(answer)).toEqual(['contrast-mri-under-six-months']);
});
