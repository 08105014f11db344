import { describe, expect, test } from '@jest/globals';
import { cardWords } from '../support/card-words.ts';
import { Cauda } from '../support/cauda.ts';
import {
  condition,
  conditionClinical,
  conditionVerification,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  without,
} from '../support/patients.ts';
import { contrastStudy, withMembers, withReport, withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const id = 'nodular-enhancement-with-cancer';
const said = cardWords(id);
/** Agnes: lung cancer with a bone metastasis; nodules along the cauda equina on 13 November. */
const agnes = patient('agnes-cancer-nodular-roots');
const on = stage([agnes]);

const mri = 'agnes-mri-2026-11';
const report = (more: object) => withReportMembers(agnes, mri, more);
const told = (text: string) => withReport(agnes, mri, contrastStudy(text));
/** Agnes with the lung cancer alone, and that as told. */
const cancer = (more: object) =>
  withMembers(
    without(agnes, (r) => r.id === 'agnes-metastasis-of-ilium'),
    'Condition',
    'lung-cancer',
    more,
  );
const coded = (system: string, code: string, text?: string) => ({
  code: { coding: [{ system, code }], ...(text !== undefined && { text }) },
});
/** A code that our lists do not hold, with the name that the chart gives it. */
const named = (display: string, system = SNOMED) => ({
  code: { coding: [{ system, code: '12345', display }] },
});
const status = (system: string, code: string) => ({ coding: [{ system, code }] });
const mine = async (p: typeof agnes) =>
  cardIds(await on.cauda.view(p)).filter((card) => card === id);

describe('Nodular or leptomeningeal enhancement with known cancer', () => {
  test.each(['prefetch', 'fhir'] as const)('Agnes (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const answer = await on.cauda.view(agnes, options);
    expect(answer.cards).toMatchObject([
      {
        indicator: 'warning',
        summary: expect.stringMatching(/^Nodular enhancement\b.*Cancer of the right lung/),
        detail: expect.stringMatching(
          /13 November 2026: “[^”]*nodular enhancement.*186 of 254 \(68–78%\)/s,
        ),
        extension: { 'cauda.about': ['DiagnosticReport/agnes-mri-2026-11'] },
      },
    ]);
    expect(answer.cards).toHaveLength(1);
    // No codes are known by which this site orders.
    expect(answer.cards[0]).not.toHaveProperty('suggestions');
  });

  describe('a site that says how it orders', () => {
    const brain = { system: CPT, code: '70553', display: 'MRI brain without and with contrast' };
    const spine = { system: 'urn:example:orders', code: 'MRSPINE', display: 'MRI whole spine' };
    const orderCodes = {
      'mri-brain-without-and-with-contrast': brain,
      'mri-spine-multiregion-without-and-with-contrast': spine,
    };
    const viewAt = async (codes: object, p: typeof agnes) => {
      const cauda = await Cauda.start({ site: { orderCodes: codes } });
      const { cards } = await cauda.view(p);
      await cauda.close();
      return cards[0];
    };

    test('is offered drafts of what remains to be imaged, none preselected', async () => {
      const card = await viewAt(orderCodes, agnes);
      expect(card.selectionBehavior).toBe('at-most-one');
      expect(card.suggestions).toMatchObject([
        {
          label: said.label('order-mri'),
          actions: [
            {
              type: 'create',
              resource: {
                status: 'draft',
                code: { coding: [brain] },
                subject: { reference: `Patient/${agnes.id}` },
              },
            },
            { type: 'create', resource: { code: { coding: [spine] } } },
          ],
        },
      ]);
      expect(card.suggestions[0]).not.toHaveProperty('isRecommended');
    });

    test('after a whole-spine study the brain remains', async () => {
      const whole = report({ code: { text: 'MRI whole spine without and with contrast' } });
      const card = await viewAt(orderCodes, whole);
      expect(card.suggestions[0].actions).toHaveLength(1);
    });

    test('half a work-up is not offered', async () => {
      const { 'mri-brain-without-and-with-contrast': one } = orderCodes;
      const card = await viewAt({ 'mri-brain-without-and-with-contrast': one }, agnes);
      expect(card).not.toHaveProperty('suggestions');
    });
  });

  test.each([
    ['Leptomeningeal enhancement is present along the conus and cauda equina.', [id]],
    ['Linear leptomeningeal enhancement of the conus.', [id]],
    ['There is a 6 mm enhancing nodule on the left S1 nerve root.', [id]],
    ['No nodular enhancement of the cauda equina nerve roots.', []],
    ['No leptomeningeal enhancement.', []],
    ['Possible leptomeningeal enhancement of the conus.', []],
    ['Questionable nodular enhancement of the cauda equina nerve roots.', []],
    ['Smooth enhancement of the left L5 nerve root.', []],
    ['Dural enhancement at L3.', []],
    ['Discitis at L3-L4 with leptomeningeal enhancement.', []],
    ['Enhancing metastasis of the L3 vertebral body.', []],
    ['Nodular facet joint synovial enhancement at L4-L5.', []],
    ['Unchanged nodular enhancement of the cauda equina nerve roots.', []],
    ['Nodular enhancement of the cauda equina nerve roots, increased since August.', [id]],
    [
      'Nodular enhancement of the cauda equina nerve roots in this patient with known lung cancer.',
      [id],
    ],
  ])('"%s": %j', async (text, expected) => {
    expect(await mine(told(text))).toEqual(expected);
  });
});

test('of two cancers the same is named, whichever the server lists first', async () => {
  const turned = { ...agnes, resources: [...agnes.resources].reverse() };
  const [first, second] = [await on.cauda.view(agnes), await on.cauda.view(turned)];
  expect(first.cards[0].extension['cauda.evidence']).toContainEqual(
    expect.objectContaining({ reference: 'Condition/agnes-lung-cancer' }),
  );
  expect(second.cards[0].detail).toBe(first.cards[0].detail);
});

describe('The cancer', () => {
  test.each([
    ['a metastasis code is enough', without(agnes, (r) => r.id === 'agnes-lung-cancer'), [id]],
    ['ICD-10-CM', cancer(coded(ICD10CM, 'C34.11')), [id]],
    ['melanoma of the skin', cancer(coded(ICD10CM, 'C43.59')), [id]],
    [
      'a SNOMED code beyond our lists, by its name',
      cancer(named('Malignant neoplasm of breast (disorder)')),
      [id],
    ],
    ['in situ', cancer(named('Ductal carcinoma in situ of breast')), []],
    ['history of it', cancer(named('History of malignant neoplasm of breast')), [id]],
    ['fear of it', cancer(named('Fear of malignant neoplasm')), []],
    ['another malignant thing', cancer(named('Malignant otitis externa')), []],
    ['a local code', cancer(named('Malignant neoplasm of breast', 'urn:local')), [id]],
    ['C44', cancer(coded(ICD10CM, 'C44.311')), []],
    [
      'basal cell cancer by its words',
      cancer(coded(SNOMED, '363346000', 'Basal cell carcinoma')),
      [],
    ],
    ['history code', cancer(coded(ICD10CM, 'Z85.118')), [id]],
    ['history in words', cancer(coded(ICD10CM, 'C34.11', 'History of lung cancer')), [id]],
    ['family history', cancer(coded(ICD10CM, 'C34.11', 'Family history of lung cancer')), []],
    ['benign tumour', cancer(coded(ICD10CM, 'D36.13')), []],
    ['in words only', cancer({ code: { text: 'Lung cancer' } }), [id]],
    ['in remission', cancer({ clinicalStatus: status(conditionClinical, 'remission') }), [id]],
    ['resolved', cancer({ clinicalStatus: status(conditionClinical, 'resolved') }), [id]],
    ['refuted', cancer({ verificationStatus: status(conditionVerification, 'refuted') }), []],
    ['suspected', cancer({ verificationStatus: status(conditionVerification, 'provisional') }), []],
    ['of somebody else', cancer({ subject: { reference: 'Patient/other' } }), []],
  ])('%s', async (_what, p, expected) => {
    expect(await mine(p)).toEqual(expected);
  });

  test('without a known cancer the pattern alone is spoken of', async () => {
    const p = cancer(coded(ICD10CM, 'C44.311'));
    expect(cardIds(await on.cauda.view(p))).toEqual(['enhancement-pattern-differential']);
  });
});

describe('What silences', () => {
  const done = (cpt: string, performedDateTime: string | undefined, more: object = {}) =>
    ({
      resourceType: 'Procedure',
      status: 'completed',
      ...coded(CPT, cpt),
      performedDateTime,
      ...more,
    }) as const;
  const order = (text: string, authoredOn: string, more: object = {}) =>
    withResource(agnes, {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      authoredOn,
      code: { text },
      ...more,
    });
  const smooth = told('Linear leptomeningeal enhancement of the conus.');

  test.each([
    ['spread already coded', withResource(agnes, condition(ICD10CM, 'C79.32')), []],
    [
      'spread in words',
      withResource(agnes, { resourceType: 'Condition', code: { text: 'Leptomeningeal disease' } }),
      [],
    ],
    [
      'spread refuted',
      withResource(
        agnes,
        condition(ICD10CM, 'C79.32', {
          verificationStatus: status(conditionVerification, 'refuted'),
        }),
      ),
      [id],
    ],
    ['neurofibromatosis', withResource(agnes, condition(ICD10CM, 'Q85.01')), []],
    ['infectious meningitis', withResource(agnes, condition(ICD10CM, 'G00.1')), []],
    ['oncology asked on the day of the scan', order('Oncology review', '2026-11-13'), []],
    ['oncology asked before', order('Oncology review', '2026-11-12'), [id]],
    [
      'oncology asked, revoked',
      order('Oncology review', '2026-11-14', { status: 'revoked' }),
      [id],
    ],
    ['puncture ordered', order('Lumbar puncture', '2026-11-14'), []],
    ['CSF cytology ordered', order('CSF cytology', '2026-11-14'), []],
    ['cervical cytology ordered', order('Cervical cytology', '2026-11-14'), [id]],
    ['brain MRI ordered', order('MRI brain with contrast', '2026-11-14'), []],
    ['puncture done since', withResource(agnes, done('62270', '2026-11-16')), []],
    [
      'puncture not done',
      withResource(agnes, done('62270', '2026-11-16', { status: 'not-done' })),
      [id],
    ],
    ['brain MRI made since', withResource(agnes, done('70553', '2026-11-16')), []],
    ['brain MRI made before', withResource(agnes, done('70553', '2026-11-01')), [id]],
    ['chemotherapy into the fluid', withResource(agnes, done('96450', '2026-10-01')), []],
    ['nodules after a puncture', withResource(agnes, done('62270', '2026-11-10')), [id]],
    ['smooth, puncture 7 days before', withResource(smooth, done('62270', '2026-11-06')), []],
    ['smooth, puncture 8 days before', withResource(smooth, done('62270', '2026-11-05')), [id]],
  ])('%s', async (_what, p, expected) => {
    expect(await mine(p)).toEqual(expected);
  });

  test.each(['2026-11', undefined])('smooth, puncture of %s: undecided or silent', async (when) => {
    const answer = await on.cauda.view(withResource(smooth, done('62270', when)));
    expect(cardIds(answer)).not.toContain(id);
    // A puncture of this month may have been made since, which silences too.
    if (when === undefined) {
      expect(notChecked(answer)[id]).toEqual(['date of an earlier puncture']);
    }
  });
});

describe('Which report, and what could be had', () => {
  test.each([
    ['30 days old', report({ effectiveDateTime: '2026-10-21' }), [id]],
    ['31 days old', report({ effectiveDateTime: '2026-10-20' }), []],
    ['preliminary', report({ status: 'preliminary' }), []],
    ['cancelled', report({ status: 'cancelled' }), []],
    ['of the neck', report({ code: { coding: [{ system: CPT, code: '72156' }] } }), []],
    ['of the brain', report({ code: { coding: [{ system: CPT, code: '70553' }] } }), []],
    ['of somebody else', report({ subject: { reference: 'Patient/other' } }), []],
  ])('%s', async (_what, p, expected) => {
    expect(await mine(p)).toEqual(expected);
  });

  test.each(['conditions', 'orders', 'procedures'] as const)('%s: undecided', async (key) => {
    const all = [
      'patient',
      'conditions',
      'procedures',
      'observations',
      'reports',
      'orders',
    ] as const;
    const answer = await on.cauda.view(agnes, { keys: all.filter((k) => k !== key) });
    expect(cardIds(answer)).not.toContain(id);
    expect(notChecked(answer)[id]).toContain(key);
  });

  test('hostile words of the chart stay words', async () => {
    const text = 'Cancer [x](javascript:alert(1)) <script>';
    const { cards } = await on.cauda.view(cancer(coded(ICD10CM, 'C34.11', text)));
    expect(cards[0].detail).toContain('\\[x\\]\\(javascript\\:alert\\(1\\)\\) \\<script\\>');
  });
});
