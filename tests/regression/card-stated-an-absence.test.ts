import { describe, expect, test } from '@jest/globals';
import { statedAbsence } from '../../src/cards/text/stated-absence.ts';
import { lumbarMri, lumbarPuncture } from '../support/orders.ts';
import { changed, CPT, patient, withResource, without } from '../support/patients.ts';
import { withMembers } from '../support/reports.ts';
import { stage } from '../support/story.ts';

/**
 * A card said "no operation on the spine was found" of a patient whose operation stood in the chart
 * under a code that was not read. Cards say what was read. That no card of any story states an absence
 * is held wherever a story is told (tests/support/cauda.ts).
 */
const on = stage([]);
const esther = patient('esther-unoperated-root');
const viktor = patient('viktor-several-roots-enhance');
const tendai = patient('tendai-hiv-cauda-equina');
const samir = patient('samir-leptomeningeal-question');
const dario = patient('dario-contrast-only');

const detailOf = ({ cards }: { cards: readonly any[] }, id: string): string =>
  cards.find(({ source }) => source.topic.code === id)?.detail ?? '';

describe('A card names what was read', () => {
  test('an unoperated spine: the procedures that were read', async () => {
    const detail = detailOf(await on.cauda.view(esther), 'root-enhancement-without-surgery');
    expect(detail).toContain('Procedures read: ');
    expect(detail).toContain('Laparoscopic hysterectomy, 2022');
    expect(detail).toMatch(/operated on/);
  });

  test('an unoperated spine and a chart without procedures: nothing is said of them', async () => {
    const answer = await on.cauda.view(without(esther, 'Procedure'));
    const detail = detailOf(answer, 'root-enhancement-without-surgery');
    expect(detail).not.toContain('Procedures read');
    expect(detail).toMatch(/operated on/);
  });

  test('a pattern without a cause: the conditions that bear on it, before the others', async () => {
    const condition = (text: string, recordedDate: string, coding: readonly object[] = []) => ({
      resourceType: 'Condition',
      id: text.replaceAll(' ', '-'),
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: { text, coding },
      recordedDate,
    });
    const p = withResource(
      without(viktor, 'Condition'),
      condition('Hay fever', '2026-11-01'),
      condition('Osteoarthritis of the knee', '2026-10-01'),
      condition('Hypertension', '2026-09-01'),
      condition('Back pain for years', '2020-01-01', [
        { system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'M54.50' },
      ]),
    );
    expect(detailOf(await on.cauda.view(p), 'enhancement-pattern-differential')).toContain(
      'On record: Back pain for years; Hay fever; Osteoarthritis of the knee.',
    );
  });

  test('HIV and a CD4 count of two years ago: that count', async () => {
    const older = withMembers(tendai, 'Observation', 'cd4-2026', {
      effectiveDateTime: '2024-10-20',
    });
    const detail = detailOf(await on.cauda.view(older), 'root-enhancement-in-advanced-hiv');
    expect(detail).toMatch(/CD4 last read: 38 cells\/µL on 20 October 2024/);
  });

  test('a puncture for suspected spread: the contrast MRI of the spring', async () => {
    const mri = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { coding: [{ system: CPT, code: '70553' }] },
      effectiveDateTime: '2026-05-03',
    };
    const last = async (p: typeof samir) =>
      detailOf(await on.cauda.sign(p, lumbarPuncture()), 'mri-before-lumbar-puncture');
    expect(await last(withResource(samir, mri))).toContain('Contrast MRI last read: 3 May 2026');
    expect(await last(samir)).toContain('EANO-ESMO');
  });

  test('contrast alone: the last scan before contrast', async () => {
    const mri = {
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: { coding: [{ system: CPT, code: '72148' }] },
      effectiveDateTime: '2026-05-03',
    };
    const answer = await on.cauda.sign(withResource(dario, mri), lumbarMri('with'));
    expect(detailOf(answer, 'contrast-only-without-baseline')).toContain('last read: 3 May 2026');
  });
});

describe('Where a date or a level is missing, the card asks or leaves it out', () => {
  const maria = patient('maria-discectomy-2024');
  test('surgery without a date', async () => {
    const undated = changed(maria, 'Procedure', () => ({
      performedPeriod: undefined,
      performedDateTime: undefined,
    }));
    const { cards } = await on.cauda.sign(undated, lumbarMri('without'));
    const [{ detail, suggestions }] = cards;
    expect(detail).toMatch(/please check when it was done/i);
    const notes = JSON.stringify(suggestions);
    expect(notes).toContain('Earlier lumbar disc surgery; L5-S1 (from the chart)');
    expect(statedAbsence(detail)).toEqual([]);
  });
});
