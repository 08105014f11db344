import { describe, expect, test } from '@jest/globals';
import { lumbarMri } from '../support/orders.ts';
import {
  condition,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  without,
  type Patient,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/** The operation stood in the problem list only, where most outside operations stand, and was not read. */
const option = 'contrast-option-after-disc-surgery';
const underSix = 'contrast-mri-under-six-months';
const early = 'root-enhancement-under-six-months';
const late = 'root-enhancement-after-six-months';
const lucia = patient('lucia-report-enhancement-3-months');
const wen = patient('wen-old-surgery-report');
const maria = patient('maria-discectomy-2024');
const on = stage([]);

/** The patient without the operation among the procedures. */
const unlisted = (p: Patient) =>
  without(p, ({ resourceType, id }) => resourceType === 'Procedure' && id.includes('discectomy'));
const problem = (text: string, more: object = {}) => ({
  resourceType: 'Condition',
  id: 'problem',
  code: { text },
  recordedDate: '2026-10-02',
  ...more,
});
const withProblem = (p: Patient, text: string, more: object = {}) =>
  withResource(unlisted(p), problem(text, more));

describe('An operation that the problem list names speaks with the weight of words', () => {
  test.each([
    'S/P lumbar discectomy 2022',
    's/p L5-S1 microdiscectomy (2022)',
    'Status post lumbar discectomy, 2022',
    'History of lumbar discectomy',
    'H/O L4/5 discectomy 03/2021',
    'Hx of lumbar microdiscectomy',
    'Past surgical history: L5-S1 discectomy, left',
    'PSH: lumbar discectomy May 2019',
    'Previous L4-L5 discectomy',
    'Prior lumbar diskectomy in 2018',
    'Post lumbar discectomy',
    'Lumbar discectomy 2020',
    'Lumbar discectomy (history)',
    'Lumbar discectomy, 12 March 2020',
    'L5-S1 discectomy 2020-03-12',
    'S/P L4-5 excision of intervertebral disc',
    'S/P Lumbar Discectomy status',
  ])('"%s"', async (text) => {
    const { cards } = await on.cauda.sign(withProblem(maria, text), lumbarMri('without'));
    expect(cards.map((card) => card.source.topic.code)).toEqual([option]);
    expect(cards[0].detail).toContain('confirm');
    expect(cards[0].detail.replaceAll('\\', '')).toContain(`“${text}”`);
  });

  test.each<[string, object]>([
    [
      'Z98.890 with the words as its text',
      { coding: [{ system: ICD10CM, code: 'Z98.890' }], text: 'S/P lumbar discectomy 2022' },
    ],
    [
      'Z98.890 with the words as its display',
      { coding: [{ system: ICD10CM, code: 'Z98.890', display: 'S/P lumbar discectomy 2022' }] },
    ],
    [
      'Z98.890 with the operation alone',
      { coding: [{ system: ICD10CM, code: 'Z98.890' }], text: 'Lumbar discectomy' },
    ],
    [
      'a local code',
      { coding: [{ system: 'urn:x', code: '1', display: 'S/P lumbar discectomy' }] },
    ],
  ])('%s', async (_what, code) => {
    const p = withProblem(maria, '', { code });
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without')))).toEqual([option]);
  });

  test('resolved, it was done all the same', async () => {
    const p = withProblem(maria, 'S/P lumbar discectomy 2022', {
      clinicalStatus: { coding: [{ code: 'resolved' }] },
    });
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without')))).toEqual([option]);
  });

  test('its date is that of its words', async () => {
    const recent = withProblem(lucia, 'S/P L4-L5 discectomy 08/2026');
    expect(cardIds(await on.cauda.view(recent))).toEqual([early]);
    expect(cardIds(await on.cauda.sign(recent, lumbarMri('without-and-with')))).toEqual([underSix]);
    // Neither the day of the entry nor its beginning is one of an operation.
    const entered = withProblem(lucia, 'S/P L4-L5 discectomy', { onsetDateTime: '2026-08-10' });
    expect(cardIds(await on.cauda.view(entered))).toEqual([]);
    expect(cardIds(await on.cauda.sign(entered, lumbarMri('without-and-with')))).toEqual([]);
  });

  test('late agreement needs more than words', async () => {
    expect(cardIds(await on.cauda.view(withProblem(wen, 'S/P L5-S1 discectomy 03/2025')))).toEqual(
      [],
    );
  });
});

describe('What the problem list does not say', () => {
  test.each([
    'Lumbar discectomy',
    'Lumbar discectomy 2026',
    'Planned lumbar discectomy 2022',
    'S/P consult for lumbar discectomy 2022',
    'Possible lumbar discectomy 2020',
    'No history of lumbar discectomy',
    'Family history of lumbar discectomy',
    'Mother s/p lumbar discectomy 2010',
    'S/P cervical discectomy C5-6 2019',
    'S/P discectomy 2019',
    'S/P lumbar laminectomy 2019',
    'S/P lumbar fusion 2019',
    'S/P L4-5 discectomy and fusion 2019',
    'S/P lumbar surgery 2019',
    'S/P back surgery',
    'S/P lumbar epidural injection 2022',
    'S/P lumbar discectomy 2031',
    'Pain after lumbar discectomy 2022',
    'Lumbar disc herniation, declined discectomy 2022',
    'History of lumbar disc herniation',
    'Lumbar radiculopathy 2022',
  ])('"%s": silent', async (text) => {
    const answer = await on.cauda.sign(withProblem(maria, text), lumbarMri('without'));
    expect(cardIds(answer)).toEqual([]);
  });

  test.each<[string, object]>([
    ['refuted', { verificationStatus: { coding: [{ code: 'refuted' }] } }],
    ['entered in error', { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }],
    ['provisional', { verificationStatus: { coding: [{ code: 'provisional' }] } }],
    ['differential', { verificationStatus: { coding: [{ code: 'differential' }] } }],
    [
      'a display beside a SNOMED CT code is not the chart speaking',
      {
        code: { coding: [{ system: SNOMED, code: '279039007', display: 'S/P lumbar discectomy' }] },
      },
    ],
  ])('%s: silent', async (_what, more = {}) => {
    const p = withProblem(maria, 'S/P lumbar discectomy 2022', more);
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without')))).toEqual([]);
  });
});

describe('Beside the operation among the procedures', () => {
  test.each([
    'S/P L5-S1 discectomy',
    'S/P L5-S1 discectomy 2025',
    'S/P lumbar laminectomy 03/2025',
    'S/P lumbar discectomy 2011',
    'Z',
  ])('"%s" is the same or an older one', async (text) => {
    expect(cardIds(await on.cauda.view(withResource(wen, problem(text))))).toEqual([late]);
  });

  test.each([
    ['a later one', 'S/P redo L5-S1 discectomy 09/2026', [early]],
    ['a later fusion', 'S/P L5-S1 fusion 09/2026', []],
    ['a fusion of unknown date', 'S/P L5-S1 fusion', []],
  ])('%s', async (_what, text, cards) => {
    expect(cardIds(await on.cauda.view(withResource(wen, problem(text))))).toEqual(cards);
  });
});

describe('A later operation that the problem list mentions and does not name', () => {
  test.each([
    'S/P lumbar spine surgery 09/2026',
    'Back surgery 2026',
    'Numbness of the foot after spinal surgery 08/2026',
    'Failed back surgery syndrome, operated 2026',
    'Pain after lumbar decompression and other surgery, 2026',
  ])('"%s": which operation is the latest is left open', async (text) => {
    const answer = await on.cauda.view(withResource(wen, problem(text)));
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)).toMatchObject({ [late]: ['kind of a recorded procedure'] });
  });

  test.each([
    'S/P lumbar spine surgery 03/2025',
    'S/P lumbar spine surgery 2025',
    'S/P back surgery 2009',
    'S/P back surgery',
    'S/P cervical spine surgery 2026',
    'S/P knee surgery 2026',
    'Lumbar surgery planned 2028',
    'Low back pain since 2026',
  ])('"%s": as before', async (text) => {
    expect(cardIds(await on.cauda.view(withResource(wen, problem(text))))).toEqual([late]);
  });
});

test('an entry without a date beside a dated one is the same operation', async () => {
  const p = withResource(
    unlisted(lucia),
    problem('S/P L4-L5 discectomy 08/2026'),
    problem('S/P lumbar discectomy', { id: 'again' }),
  );
  expect(cardIds(await on.cauda.view(p))).toEqual([early]);
});

test('words about another patient, or about a code of something else, are not read', async () => {
  const other = withResource(unlisted(maria), {
    ...condition(ICD10CM, 'M51.26'),
    id: 'problem',
    subject: { reference: 'Patient/somebody-else' },
    code: { text: 'S/P lumbar discectomy 2022' },
  });
  expect(cardIds(await on.cauda.sign(other, lumbarMri('without')))).toEqual([]);
});
