import { describe, expect, test } from '@jest/globals';
import { lumbarMri, order } from '../support/orders.ts';
import { patient, withResource } from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * Symptom: spinal injections were known by their codes alone, so that an order called "TFESI L5" for a
 * patient with few platelets brought nothing, and one that was done was not told before the next scan.
 */
const beatriz = patient('beatriz-platelets-thirty-five');
const george = patient('george-unoperated');
const on = stage([beatriz]);
const card = 'coagulation-before-lumbar-puncture';

const named = (text: string) => order('o', '', { code: { text } });
const local = (display: string) =>
  order('o', '', { code: { coding: [{ system: 'urn:example:orders', code: '77', display }] } });

const injections = [
  'TFESI L5', 'Left L5 SNRB', 'Selective nerve root block L4 left', 'CT guided nerve root sleeve injection', 'Foraminal block L5', 'IR NERVE ROOT BLOCK LUMBAR', 'Caudal epidural', 'FL GUIDED EPIDURAL STEROID INJECTION LUMBAR', 'LESI L4/5', 'Interlaminar ESI L5/S1', 'Transforaminal_Epidural_Injection lumbar', 'Periradicular infiltration L5 right',
]; // prettier-ignore

const lookAlikes = [
  'Facet joint injection L4/5', 'Medial branch block lumbar', 'SI joint injection', 'C6 nerve root block', 'Cervical epidural steroid injection', 'Labour epidural', 'Epidural analgesia', 'Epidural abscess drainage', 'TLIF L5/S1', 'Transforaminal lumbar interbody fusion', 'Femoral nerve block', 'Referral for nerve root block', 'Nerve root block consent form', 'Trigger point injection', 'NRB mask', 'ESI', 'Pain clinic after TFESI', 'Root canal treatment', 'Knee injection', 'TFESI cancelled',
]; // prettier-ignore

describe('Few platelets and an order of', () => {
  test.each(injections)('%s: the card speaks of a spinal injection', async (name) => {
    for (const injection of [named(name), local(name)]) {
      const { cards } = await on.cauda.sign(beatriz, injection);
      expect(cards).toMatchObject([
        { source: { topic: { code: card } }, summary: expect.stringMatching(/spinal injection/) },
      ]);
    }
  });

  test.each(lookAlikes)('%s: silent', async (name) => {
    for (const other of [named(name), local(name)]) {
      expect(cardIds(await on.cauda.sign(beatriz, other))).toEqual([]);
    }
  });

  test('by a FHIR server', async () => {
    const answer = await on.cauda.sign(beatriz, named('SNRB L5'), { fhirServer: on.fhir.url });
    expect(cardIds(answer)).toEqual([card]);
  });
});

describe('A contrast MRI is signed, and the chart has a procedure of the day before yesterday called', () => {
  const recent = 'recent-puncture-or-injection';
  const after = async (text: string, more: object = {}) =>
    cardIds(
      await on.cauda.sign(
        withResource(george, {
          resourceType: 'Procedure',
          status: 'completed',
          code: { text },
          performedDateTime: '2026-11-18',
          ...more,
        }),
        lumbarMri('without-and-with'),
      ),
    );

  test.each(['TFESI L5 left', 'SNRB L4', 'Lumbar epidural steroid injection', 'LESI L4/5'])(
    '%s: radiology should know',
    async (text) => {
      expect(await after(text)).toEqual([recent]);
    },
  );

  test('a name that does not say where counts with its site', async () => {
    expect(await after('Nerve root block')).toEqual([]);
    expect(await after('Nerve root block', { bodySite: [{ text: 'Lumbar spine' }] })).toEqual([
      recent,
    ]);
  });

  test.each([
    'Facet joint injection L4/5',
    'C6 nerve root block',
    'Thoracic epidural injection',
    'Lumbar epidural anaesthesia for caesarean',
    'Trigger point injection lumbar',
    'Nerve root block L5 declined',
  ])('%s: silent', async (text) => {
    expect(await after(text)).toEqual([]);
  });
});
