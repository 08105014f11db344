import { describe, expect, test } from '@jest/globals';
import { wordsOfCard } from '../../src/cards/file/card-length.ts';
import {
  condition,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
  type Patient,
} from '../support/patients.ts';
import { textOf } from '../support/readable.ts';
import { contrastStudy, withReport } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

const hiv = 'root-enhancement-in-advanced-hiv';
const weakness = 'root-enhancement-with-acute-weakness';
const nodular = 'nodular-enhancement-with-cancer';
/** Tendai: HIV, CD4 38 in October; an MRI on 17 November. */
const tendai = patient('tendai-hiv-cauda-equina');
/** Esther: one root enhances on 12 November; her spine was never operated on. */
const esther = patient('esther-unoperated-root');
const on = stage([tendai, esther]);

describe('Nodules, cancer, a low CD4 count and new weakness meet', () => {
  const lungCancer = condition(ICD10CM, 'C34.11', {
    code: { coding: [{ system: ICD10CM, code: 'C34.11' }], text: 'Lung cancer' },
  });
  const weakLegs = condition(SNOMED, '6077001', {
    code: { coding: [{ system: SNOMED, code: '6077001' }], text: 'Weakness of both legs' },
    recordedDate: '2026-11-11',
    onsetDateTime: '2026-11-11',
  });
  const told = (text: string, p: Patient) =>
    withReport(p, 'tendai-mri-2026-11', contrastStudy(text));
  const nodules = 'Nodular enhancement of the cauda equina nerve roots on both sides.';
  const smooth = 'Diffuse smooth enhancement of the cauda equina nerve roots.';

  test('HIV and cancer are shown, and what the weakness asks for stands with them', async () => {
    const answer = await on.cauda.view(told(nodules, withResource(tendai, lungCancer, weakLegs)));
    expect(cardIds(answer)).toEqual([hiv, nodular]);
    const said = answer.cards.map(textOf).join('\n');
    expect(said).toMatch(
      /Weakness of both legs, 1 week.*breathing and bulbar function, neurology today/s,
    );
    for (const { summary, detail } of answer.cards) {
      expect(wordsOfCard(summary, detail)).toBeLessThanOrEqual(80);
    }
    expect(notChecked(answer)).toEqual({});
  });

  test('without nodules, HIV and weakness are shown', async () => {
    const answer = await on.cauda.view(told(smooth, withResource(tendai, lungCancer, weakLegs)));
    expect(cardIds(answer)).toEqual([hiv, weakness]);
    expect(answer.cards.map(textOf).join()).not.toContain('Also:');
  });

  test.each([
    ['the weakness is missing', [lungCancer], [hiv, nodular]],
    ['the cancer is missing', [weakLegs], [hiv]],
    [
      'the weakness is a year old',
      [
        lungCancer,
        condition(SNOMED, '6077001', { recordedDate: '2025-11-11', onsetDateTime: '2025-11-11' }),
      ],
      [hiv, nodular],
    ],
  ])('%s: nothing of it is left', async (_what, more, shown) => {
    const answer = await on.cauda.view(told(nodules, withResource(tendai, ...more)));
    expect(cardIds(answer).filter((id) => [hiv, weakness, nodular].includes(id))).toEqual(shown);
    expect(answer.cards.map(textOf).join()).not.toMatch(/Also:|bulbar/);
  });
});

describe('Of one enhancing root one card speaks', () => {
  const unoperated = 'root-enhancement-without-surgery';
  const differential = 'enhancement-pattern-differential';
  const discectomy = (performedDateTime: string, text: string, code = '63030') => ({
    resourceType: 'Procedure',
    id: 'an-operation',
    status: 'completed',
    subject: { reference: `Patient/${esther.id}` },
    code: { coding: [{ system: CPT, code }], text },
    performedDateTime,
  });

  test.each<[string, readonly object[], readonly string[]]>([
    ['never operated on', [], [unoperated]],
    [
      'disc surgery at another level',
      [discectomy('2024-05-01', 'Discectomy L2-L3, left')],
      [differential],
    ],
    ['disc surgery since the scan', [discectomy('2026-11-16', 'Discectomy L2-L3, left')], []],
    [
      'an operation that cannot be read',
      [
        {
          resourceType: 'Procedure',
          status: 'completed',
          code: { coding: [{ system: 'urn:local', code: '7' }] },
        },
      ],
      [],
    ],
    ['decompression', [discectomy('2024-05-01', 'Laminectomy L2-L3', '63047')], []],
    ['a fusion', [discectomy('2024-05-01', 'Fusion L2-L3', '22630')], []],
    [
      'a puncture last week',
      [
        {
          ...discectomy('2026-11-13', 'Lumbar puncture'),
          code: { coding: [{ system: LOINC, code: '24973-0' }], text: 'Lumbar puncture' },
        },
      ],
      [],
    ],
  ])('%s', async (_what, more, expected) => {
    const answer = await on.cauda.view(withResource(esther, ...more));
    const both = cardIds(answer).filter((id) => id === unoperated || id === differential);
    expect(both.length).toBeLessThanOrEqual(1);
    expect(both).toEqual(expected);
  });
});
