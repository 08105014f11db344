import { describe, expect, test } from '@jest/globals';
import { changed, patient } from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/**
 * Symptom: a report without any date that could be read was passed over in silence, as if the chart held
 * no report. It may be of today.
 */
const lucia = patient('lucia-report-enhancement-3-months');
const on = stage([lucia]);
const undated = (id: string, more: object) => (report: any) => (report.id === id ? more : {});

describe('A report of an unknown day', () => {
  test.each([
    ['no date at all', { effectiveDateTime: undefined, issued: undefined }],
    ['a placeholder', { effectiveDateTime: '0001-01-01', issued: '9999-12-31T00:00:00Z' }],
    ['a date that is none', { effectiveDateTime: 'last week', issued: undefined }],
  ])('leaves the cards on it open: %s', async (_what, dates) => {
    const chart = changed(lucia, 'DiagnosticReport', undated('lucia-mri-2026-11', dates));
    const answer = await on.cauda.view(chart);
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)['root-enhancement-under-six-months']).toContain('date of the scan');
  });

  test('does not matter where it is of another part of the body', async () => {
    const dates = { effectiveDateTime: undefined, issued: undefined, code: { text: 'MRI knee' } };
    const chart = changed(lucia, 'DiagnosticReport', undated('lucia-mri-2026-11', dates));
    const answer = await on.cauda.view(chart);
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)).toEqual({});
  });

  test('does not matter where it is no report yet', async () => {
    const dates = { effectiveDateTime: undefined, issued: undefined, status: 'registered' };
    const chart = changed(lucia, 'DiagnosticReport', undated('lucia-mri-2026-11', dates));
    expect(notChecked(await on.cauda.view(chart))).toEqual({});
  });
});
