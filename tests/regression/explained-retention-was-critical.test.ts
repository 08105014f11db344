import { describe, expect, test } from '@jest/globals';
import { lumbarMri, order } from '../support/orders.ts';
import {
  condition,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  type Resource,
} from '../support/patients.ts';
import { cardIds, stage } from '../support/story.ts';

const id = 'possible-cauda-equina-routine-order';
/** George: never operated on, sciatica, nothing else. */
const george = patient('george-unoperated');
const retained = withResource(
  george,
  condition(ICD10CM, 'R33.9', { id: 'retention', recordedDate: '2026-11-18' }),
  condition(ICD10CM, 'N40.1', { id: 'prostate', recordedDate: '2019-02-01' }),
);
const on = stage([{ ...retained, id: george.id }]);
const mri = lumbarMri('without');

const retention = (more: object = {}) =>
  condition(ICD10CM, 'R33.9', { recordedDate: '2026-11-18', ...more });
const prostate = (more: object = {}) =>
  condition(ICD10CM, 'N40.1', { recordedDate: '2019-02-01', ...more });
const text = (words: string, more: object = {}) => ({
  ...condition('', ''),
  code: { text: words },
  recordedDate: '2026-11-15',
  ...more,
});
const done = (code: object, performedDateTime: string | undefined, more: object = {}) => ({
  resourceType: 'Procedure',
  status: 'completed',
  code,
  ...(performedDateTime !== undefined && { performedDateTime }),
  ...more,
});
const cpt = (code: string) => ({ coding: [{ system: CPT, code }] });
const reasons = (...codes: readonly string[]) =>
  lumbarMri('without', {
    reasonCode: codes.map((code) => ({ coding: [{ system: ICD10CM, code }] })),
  });
const noted = (words: string) => lumbarMri('without', { note: [{ text: words }] });

const numbered = (resources: readonly object[]) =>
  resources.map((resource, index) => ({ id: `r${index}`, ...resource }));
const said = async (resources: readonly object[], drafts: Resource | readonly Resource[] = mri) =>
  (await on.cauda.sign(withResource(george, ...numbered(resources)), drafts)).cards.map(
    ({ indicator, source }) => `${indicator} ${source.topic.code}`,
  );
const critical = [`critical ${id}`];
const warning = [`warning ${id}`];

describe('Retention alone with a coded explanation is a warning', () => {
  test.each(['prefetch', 'fhir'] as const)('the card names the explanation (%s)', async (via) => {
    const p = { ...retained, id: george.id };
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.sign(p, mri, options);
    expect(cards).toMatchObject([{ indicator: 'warning', source: { topic: { code: id } } }]);
    expect(cards[0].detail).toMatch(
      /Benign prostatic hyperplasia.*may explain it \(1 February 2019, problem list\)/,
    );
    expect(cards[0].extension['cauda.evidence']).toContainEqual(
      expect.objectContaining({ reference: 'Condition/prostate' }),
    );
    expect(cards[0].suggestions[0].actions[0].resource.priority).toBe('stat');
  });

  test.each<[string, readonly object[], Resource]>([
    [
      'drug-induced, by its own code',
      [condition(ICD10CM, 'R33.0', { recordedDate: '2026-11-18' })],
      mri,
    ],
    ['obstruction', [retention(), condition(ICD10CM, 'N13.8')], mri],
    ['both as reasons of the order', [], reasons('R33.9', 'N40.1')],
    [
      'an entry of 2024 and the order names it',
      [retention({ recordedDate: '2024-01-09' })],
      reasons('R33.9'),
    ],
    ['an operation years ago', [retention(), prostate(), done(cpt('63030'), '2019-05-01')], mri],
    ['a puncture last spring', [retention(), prostate(), done(cpt('62270'), '2026-04-01')], mri],
    [
      'no anticoagulant, as the order says',
      [retention(), prostate()],
      noted('Not on anticoagulants.'),
    ],
    ['a lupus anticoagulant', [retention(), prostate(), text('Lupus anticoagulant disorder')], mri],
    ['one-sided sciatica', [retention(), prostate(), condition(ICD10CM, 'M54.32')], mri],
    [
      'a knee operation last week',
      [retention(), prostate(), done(cpt('27447'), '2026-11-12')],
      mri,
    ],
    [
      'an epidural that was not done',
      [retention(), prostate(), done(cpt('62323'), '2026-11-12', { status: 'not-done' })],
      mri,
    ],
  ])('%s', async (_what, resources, draft) => {
    expect(await said(resources, draft)).toEqual(warning);
  });
});

describe('It stays critical', () => {
  test.each<[string, readonly object[], Resource | readonly Resource[]]>([
    ['without an explanation', [retention()], mri],
    [
      'where the explanation is only suspected',
      [retention(), prostate({ verificationStatus: { coding: [{ code: 'provisional' }] } })],
      mri,
    ],
    [
      'where it is resolved',
      [retention(), prostate({ clinicalStatus: { coding: [{ code: 'resolved' }] } })],
      mri,
    ],
    ['where it stands in words only', [retention(), text('Enlarged prostate')], mri],
    ['a prostate without symptoms', [retention(), condition(ICD10CM, 'N40.0')], mri],
    [
      'a newer entry beside the old one',
      [retention(), retention({ recordedDate: '2024-01-09' })],
      mri,
    ],
    [
      'the old entry was resolved',
      [
        retention({
          recordedDate: '2024-01-09',
          clinicalStatus: { coding: [{ code: 'resolved' }] },
        }),
      ],
      reasons('R33.9'),
    ],
    ['the old entry is 90 days old', [retention({ recordedDate: '2026-08-22' })], reasons('R33.9')],
    [
      'saddle anaesthesia beside it',
      [retention(), prostate(), condition(SNOMED, '449813001', { recordedDate: '2026-11-19' })],
      mri,
    ],
    [
      'saddle anaesthesia three weeks ago',
      [retention(), prostate(), condition(SNOMED, '449813001', { recordedDate: '2026-10-28' })],
      mri,
    ],
    [
      'faecal incontinence beside it',
      [retention(), prostate(), condition(ICD10CM, 'R15.9', { recordedDate: '2026-11-19' })],
      mri,
    ],
    [
      'the syndrome beside it',
      [retention(), prostate(), condition(ICD10CM, 'G83.4', { recordedDate: '2026-11-19' })],
      mri,
    ],
    [
      'saddle numbness in the order',
      [retention(), prostate()],
      noted('Since last night numb around the anus.'),
    ],
    [
      'weakness',
      [retention(), prostate(), condition(SNOMED, '6077001', { recordedDate: '2026-11-15' })],
      mri,
    ],
    ['weakness in the order', [retention(), prostate()], noted('New foot drop.')],
    [
      'sciatica on both sides, coded',
      [retention(), prostate(), condition(ICD10CM, 'M54.31'), condition(ICD10CM, 'M54.32')],
      mri,
    ],
    [
      'sciatica on both sides, in words',
      [retention(), prostate(), text('Bilateral sciatica')],
      mri,
    ],
    ['leg pain on both sides in the order', [retention(), prostate()], noted('Pain in both legs.')],
    ['discectomy ten days ago', [retention(), prostate(), done(cpt('63030'), '2026-11-10')], mri],
    [
      'discectomy thirty days ago',
      [retention(), prostate(), done(cpt('63030'), '2026-10-21')],
      mri,
    ],
    [
      'an operation on the neck',
      [
        retention(),
        prostate(),
        done({ text: 'Anterior cervical discectomy and fusion' }, '2026-11-10'),
      ],
      mri,
    ],
    ['a puncture on Monday', [retention(), prostate(), done(cpt('62270'), '2026-11-16')], mri],
    [
      'spinal anaesthesia for a hip',
      [retention(), prostate(), done({ text: 'Spinal anaesthesia' }, '2026-11-14')],
      mri,
    ],
    [
      'an epidural in labour',
      [retention(), prostate(), done({ text: 'Epidural analgesia' }, '2026-11-14')],
      mri,
    ],
    ['an injection last week', [retention(), prostate(), done(cpt('62323'), '2026-11-12')], mri],
    ['an injection without a date', [retention(), prostate(), done(cpt('64483'), undefined)], mri],
    [
      'a puncture known by its report',
      [
        retention(),
        prostate(),
        {
          resourceType: 'DiagnosticReport',
          status: 'final',
          code: cpt('62270'),
          effectiveDateTime: '2026-11-16',
        },
      ],
      mri,
    ],
    ['after an operation, as the order says', [retention(), prostate()], noted('Day 4 post-op.')],
    ['an anticoagulant by code', [retention(), prostate(), condition(ICD10CM, 'Z79.01')], mri],
    [
      'an anticoagulant in words',
      [retention(), prostate(), text('On apixaban for AF', { recordedDate: '2020-01-01' })],
      mri,
    ],
    [
      'an anticoagulant observed',
      [
        retention(),
        prostate(),
        {
          resourceType: 'Observation',
          status: 'final',
          code: { text: 'Anticoagulation' },
          valueString: 'warfarin',
          effectiveDateTime: '2026-11-01',
        },
      ],
      mri,
    ],
    ['an anticoagulant in the order', [retention(), prostate()], noted('Takes rivaroxaban.')],
    [
      'an anticoagulant in the session, by code',
      [retention(), prostate()],
      [
        mri,
        {
          resourceType: 'MedicationRequest',
          id: 'm',
          status: 'draft',
          intent: 'order',
          subject: {},
          medicationCodeableConcept: {
            coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '1364430' }],
          },
        },
      ],
    ],
    [
      'an anticoagulant in the session, in words',
      [retention(), prostate()],
      [
        mri,
        {
          resourceType: 'MedicationRequest',
          id: 'm',
          status: 'draft',
          intent: 'order',
          subject: {},
          medicationCodeableConcept: { text: 'Enoxaparin 40 mg s.c.' },
        },
      ],
    ],
  ])('%s', async (_what, resources, drafts) => {
    const subject = { reference: `Patient/${george.id}` };
    const sent = [drafts].flat().map((draft) => ({ ...draft, subject }));
    expect(await said(resources, sent)).toEqual(critical);
  });

  test('where procedures could not be had', async () => {
    const answer = await on.cauda.sign(
      withResource(george, ...numbered([retention(), prostate()])),
      mri,
      {
        keys: ['patient', 'conditions', 'observations', 'reports', 'allergies', 'orders'],
      },
    );
    expect(answer.cards).toMatchObject([{ indicator: 'critical' }]);
  });
});

describe('It is silent as before', () => {
  test.each<[string, readonly object[], Resource]>([
    [
      'retention since 2024 and another reason',
      [retention({ recordedDate: '2024-01-09' }), prostate()],
      reasons('M54.32'),
    ],
    ['an enlarged prostate alone', [prostate()], mri],
    [
      'resolved retention',
      [retention({ clinicalStatus: { coding: [{ code: 'resolved' }] } }), prostate()],
      mri,
    ],
    [
      'refuted retention',
      [retention({ verificationStatus: { coding: [{ code: 'refuted' }] } }), prostate()],
      mri,
    ],
    ['an urgent order', [retention(), prostate()], lumbarMri('without', { priority: 'urgent' })],
    ['another study', [retention(), prostate()], order('knee', '73721')],
    [
      'chronic, by its words',
      [
        {
          ...retention(),
          code: { coding: [{ system: ICD10CM, code: 'R33.9' }], text: 'Chronic urinary retention' },
        },
        prostate(),
      ],
      mri,
    ],
  ])('%s', async (_what, resources, draft) => {
    expect(
      cardIds(await on.cauda.sign(withResource(george, ...numbered(resources)), draft)),
    ).toEqual([]);
  });
});
