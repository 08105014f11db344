import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { allergy, egfr } from '../support/contrast-safety.ts';
import { lumbarMri, order, withoutRating } from '../support/orders.ts';
import {
  allKeys,
  condition,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'contrast-only-without-baseline';
/** Dario, 47: leg pain after a discectomy of 2023; his last MRI is from before it. */
const dario = patient('dario-contrast-only');
const on = stage([dario]);
const contrastOnly = lumbarMri('with');
const RADLEX = 'http://radlex.org';
const PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';
const coded = (...coding: readonly { system: string; code: string }[]) =>
  order('o', '', { code: { coding } });
const report = (code: string, effectiveDateTime: string | undefined, more: object = {}) => ({
  resourceType: 'DiagnosticReport',
  status: 'final',
  code: { coding: [{ system: CPT, code }] },
  ...(effectiveDateTime !== undefined && { effectiveDateTime }),
  ...more,
});

describe('A lumbar MRI with contrast only is ordered', () => {
  test.each(['prefetch', 'fhir'] as const)('the card speaks (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.sign(dario, contrastOnly, options);

    expect(answer).toMatchObject({
      status: 200,
      cards: [
        {
          summary: expect.stringMatching(cardWords(id).summary('standard')),
          indicator: 'info',
          detail: expect.stringMatching(/30 days/),
          source: { topic: { code: id } },
          extension: { 'cauda.about': ['ServiceRequest/lumbar-mri-with'] },
        },
      ],
    });
  });

  test('order-select says the same', async () => {
    const [select, sign] = [
      await on.cauda.select(dario, contrastOnly),
      await on.cauda.sign(dario, contrastOnly),
    ];
    expect(select.cards[0].summary).toBe(sign.cards[0].summary);
    expect(select.cards[0].detail).toBe(sign.cards[0].detail);
  });

  test.each([
    ['CPT', CPT, '72149', '72158'],
    ['CPT by its oid', 'urn:oid:2.16.840.1.113883.6.12', '72149', '72158'],
    ['LOINC', LOINC, '30678-7', '24967-2'],
    ['LOINC, with the sacrum', LOINC, '91715-3', '91716-1'],
    ['LOINC, whole spine', LOINC, '91561-1', '30855-1'],
    ['RadLex', RADLEX, 'RPID501', 'RPID500'],
    ['ICD-10-PCS', PCS, 'BR39YZZ', 'BR39Y0Z'],
    ['LOINC, limited: no such pair', LOINC, '36100-6', undefined],
  ])('%s', async (_what, system, code, to) => {
    const { cards } = await on.cauda.sign(dario, coded({ system, code }));
    expect(cards[0].source.topic.code).toBe(id);
    const changed = cards[0].suggestions?.[0].actions[0].resource.code.coding;
    expect(changed).toEqual(to && [{ system, code: to, display: expect.any(String) }]);
  });

  test('a local code beside it: words, and no suggestion', async () => {
    const draft = coded({ system: CPT, code: '72149' }, { system: 'urn:local', code: 'MR7' });
    const { cards } = await on.cauda.sign(dario, draft);
    expect(cards).toHaveLength(1);
    expect(cards[0]).not.toHaveProperty('suggestions');
  });

  test('the exchange changes the code and nothing else', async () => {
    const draft = { ...contrastOnly, priority: 'urgent', note: [{ text: 'L5 left' }] };
    const { cards } = await on.cauda.sign(dario, draft);
    expect(withoutRating(cards[0].suggestions[0].actions[0].resource)).toEqual({
      ...draft,
      subject: { reference: `Patient/${dario.id}` },
      code: { coding: [{ system: CPT, code: '72158', display: expect.any(String) }] },
    });
  });

  test.each([
    ['a scan without contrast 31 days ago', report('72148', '2026-10-20')],
    ['contrast only, last week', report('72149', '2026-11-13')],
    ['the neck, last week', report('72141', '2026-11-13')],
    ['the thoracic spine, last week', report('72146', '2026-11-13')],
    ['a CT, last week', report('72131', '2026-11-13')],
    ['a scan that was cancelled', report('72148', '2026-11-13', { status: 'cancelled' })],
    ['a scan known to the year, long ago', report('72148', '2019')],
    ['somebody else’s', report('72148', '2026-11-13', { subject: { reference: 'Patient/x' } })],
    ['iodinated contrast reaction', allergy({ system: SNOMED, code: '426722004' })],
    ['eGFR 45', egfr(45)],
    ['kidney disease stage 3', condition(ICD10CM, 'N18.31')],
  ])('%s changes nothing', async (_what, resource) => {
    expect(cardIds(await on.cauda.sign(withResource(dario, resource), contrastOnly))).toEqual([id]);
  });
});

describe('For whom it is silent', () => {
  test.each([
    ['a scan without contrast 30 days ago', report('72148', '2026-10-21')],
    ['a scan without and with, yesterday', report('72158', '2026-11-19')],
    [
      'the whole spine without contrast',
      report('', '2026-11-01', { code: { coding: [{ system: LOINC, code: '30854-4' }] } }),
    ],
    [
      'as a procedure',
      {
        resourceType: 'Procedure',
        status: 'completed',
        code: { coding: [{ system: CPT, code: '72148' }] },
        performedDateTime: '2026-11-01',
      },
    ],
    ['an active order for one', { ...lumbarMri('without'), id: 'active', status: 'active' }],
    ['pregnancy', condition(ICD10CM, 'Z33.1')],
    ['gadolinium reaction', allergy({ system: SNOMED, code: '58281002' })],
    ['kidney disease in words', condition('urn:local', '1', { code: { text: 'CKD stage 4' } })],
    ['saddle anaesthesia', condition(SNOMED, '449813001', { recordedDate: '2026-11-19' })],
  ])('%s', async (_what, resource) => {
    const answer = await on.cauda.sign(withResource(dario, resource), contrastOnly);
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)).toEqual({});
  });

  test.each([
    ['low eGFR', egfr(22), 'gadolinium-and-kidney-function'],
    ['pregnancy', condition(ICD10CM, 'Z33.1'), 'gadolinium-in-pregnancy'],
    ['reaction', allergy({ system: SNOMED, code: '58281002' }), 'prior-gadolinium-reaction'],
  ])('%s: the card of contrast itself has the word', async (_what, resource, other) => {
    const p = withResource(dario, resource);
    expect(cardIds(await on.cauda.sign(p, contrastOnly))).toEqual([other]);
    expect(cardIds(await on.cauda.select(p, contrastOnly))).toEqual([]);
  });

  test.each([
    ['SNOMED', [coded({ system: SNOMED, code: '41333006' })]],
    ['SNOMED, whole spine', [coded({ system: SNOMED, code: '431985004' })]],
    ['in words only', [order('w', '', { code: { text: 'MRI lumbar spine with contrast' } })]],
    ['without contrast', [lumbarMri('without')]],
    ['without and with', [lumbarMri('without-and-with')]],
    ['intrathecal', [coded({ system: LOINC, code: '48436-0' })]],
    ['the neck', [order('c', '72142')]],
    ['the thoracic spine', [order('t', '72147')]],
    ['the brain', [order('b', '70552')]],
    ['CT', [order('ct', '72132')]],
    ['both codes', [coded({ system: CPT, code: '72149' }, { system: CPT, code: '72148' })]],
    [
      'SNOMED beside without-and-with',
      [coded({ system: SNOMED, code: '41333006' }, { system: CPT, code: '72158' })],
    ],
    ['beside one without contrast', [contrastOnly, lumbarMri('without')]],
    ['beside one without and with', [contrastOnly, lumbarMri('without-and-with')]],
    [
      'completion study',
      [lumbarMri('with', { note: [{ text: 'To complete the study of Monday' }] })],
    ],
    ['contrast part', [lumbarMri('with', { orderDetail: [{ text: 'contrast part only' }] })]],
    [
      'words that say both',
      [
        lumbarMri('with', {
          code: { coding: [{ system: CPT, code: '72149' }], text: 'MRI L-spine w/wo contrast' },
        }),
      ],
    ],
    ['stat', [lumbarMri('with', { priority: 'stat' })]],
    ['?CES', [lumbarMri('with', { priority: 'urgent', reasonCode: [{ text: '?cauda equina' }] })]],
  ])('the order: %s', async (_what, drafts) => {
    expect(cardIds(await on.cauda.sign(dario, drafts))).not.toContain(id);
  });

  test.each([
    ['Completion of the scan of 12 November', []],
    ['please add contrast sequences to the plain MRI', []],
    ['Plain MRI done outside on Monday', []],
    ['baseline scan available', []],
    ['after the non-contrast study', []],
    ['completed 6 weeks of physiotherapy', [id]],
    ['pain worse than baseline', [id]],
    ['after previous surgery', [id]],
    ['?recurrent disc', [id]],
  ])('the order says "%s"', async (text, expected) => {
    const draft = lumbarMri('with', { note: [{ text }] });
    expect(cardIds(await on.cauda.sign(dario, draft))).toEqual(expected);
  });

  test('one without contrast among the drafts that are not selected', async () => {
    const drafts = [contrastOnly, lumbarMri('without')];
    const selections = ['ServiceRequest/lumbar-mri-with'];
    expect(cardIds(await on.cauda.select(dario, drafts, { selections }))).toEqual([]);
    // And one with contrast only that is not selected is no subject.
    const other = { selections: ['ServiceRequest/knee'] };
    const beside = [contrastOnly, order('knee', '73721')];
    expect(cardIds(await on.cauda.select(dario, beside, other))).toEqual([]);
  });

  test.each([
    [
      'a scan of which the contrast is not said',
      report('', '2026-11-10', { code: { coding: [{ system: LOINC, code: '24968-0' }] } }),
      'contrast of an earlier study',
    ],
    ['a scan without a date', report('72148', undefined), 'an earlier scan of the region'],
    ['a scan of October', report('72148', '2026-10'), 'an earlier scan of the region'],
    ['a scan of this year', report('72148', '2026'), 'an earlier scan of the region'],
    ['eGFR without a unit', egfr({ valueQuantity: { value: 50 } }), 'eGFR'],
  ])('%s: undecided', async (_what, resource, missing) => {
    const answer = await on.cauda.sign(withResource(dario, resource), contrastOnly);
    expect({ cards: cardIds(answer), missing: notChecked(answer)[id] }).toEqual({
      cards: [],
      missing: [missing],
    });
  });

  test.each(['reports', 'orders', 'observations', 'allergies'] as const)(
    '%s could not be had: undecided',
    async (key) => {
      const keys = allKeys.filter((k) => k !== key);
      const answer = await on.cauda.sign(dario, contrastOnly, { keys });
      expect({ cards: cardIds(answer), missing: notChecked(answer)[id] }).toEqual({
        cards: [],
        missing: [key],
      });
    },
  );
});
