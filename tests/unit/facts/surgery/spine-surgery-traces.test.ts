import { expect, test } from '@jest/globals';
import { ChartReading } from '../../../../src/facts/reading/chart-reading.ts';
import { spineSurgeryTraces } from '../../../../src/facts/surgery/spine-surgery-traces.ts';
import { concept, CPT, ICD10CM, meanings, status } from '../../charts.ts';

const settings = {
  timeZone: 'UTC',
  includeDecompression: false,
  gadoliniumFormulary: 'unknown',
} as const;
const listed = (resourceType: string, resources: readonly object[], complete = true) =>
  ({
    status: 'listed',
    complete,
    via: 'prefetch',
    resources: resources.map((r) => ({ resourceType, ...r })),
  }) as const;
const traces = (procedures: readonly object[], conditions: readonly object[], complete = true) =>
  spineSurgeryTraces(
    new ChartReading(
      {
        procedures: listed('Procedure', procedures, complete),
        conditions: listed('Condition', conditions),
      },
      new Date('2026-11-20T12:00:00Z'),
      meanings(),
      settings,
    ),
  ).status;
const procedure = (text: string, more: object = {}) => ({
  status: 'completed',
  code: { text },
  ...more,
});

test.each([
  ['L4/5 microdiscectomy', 'known'],
  ['Lumbar spinal fusion', 'known'],
  ['TLIF', 'known'],
  ['Back surgery', 'known'],
  ['Kyphoplasty L1', 'known'],
  ['Decompression of the lumbar canal', 'known'],
  ['Carpal tunnel decompression', 'not-recorded'],
  ['Total hip replacement', 'not-recorded'],
  ['Lumbar puncture', 'not-recorded'],
  ['Physiotherapy, low back', 'not-recorded'],
  ['Cataract surgery', 'not-recorded'],
  ['Spinal anaesthesia', 'not-recorded'],
])('procedure "%s": %s', (text, expected) => {
  expect(traces([procedure(text)], [])).toBe(expected);
});

test.each([
  ['completed', 'known'],
  ['in-progress', 'known'],
  ['unknown', 'known'],
  ['not-done', 'not-recorded'],
  ['entered-in-error', 'not-recorded'],
  ['preparation', 'not-recorded'],
])('status %s: %s', (code, expected) => {
  expect(traces([{ status: code, code: concept(CPT, '63030') }], [])).toBe(expected);
});

test.each([
  ['arthrodesis status', { code: concept(ICD10CM, 'Z98.1') }, 'known'],
  ['postlaminectomy syndrome', { code: concept(ICD10CM, 'M96.1') }, 'known'],
  ['in words', { code: { text: 'S/p lumbar laminectomy 1998' } }, 'known'],
  [
    'refuted',
    { code: concept(ICD10CM, 'M96.1'), verificationStatus: status('refuted') },
    'not-recorded',
  ],
  ['low back pain', { code: { text: 'Low back pain' } }, 'not-recorded'],
])('condition, %s: %s', (_what, condition, expected) => {
  expect(traces([], [condition])).toBe(expected);
});

test('a page that is missing may hold one', () => {
  expect(traces([], [], false)).toBe('not-available');
});
