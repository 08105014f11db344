import { describe, expect, test } from '@jest/globals';
import { patient, without } from '../support/patients.ts';
import { contrastStudy, withReport } from '../support/reports.ts';
import { stage } from '../support/story.ts';

/**
 * Cards told radiologists' readers what the report had said; and warnings fell silent for a diagnosis
 * that the report called less likely.
 */
const on = stage([]);
const indicators = (id: string, p: ReturnType<typeof patient>, text: string) => async () => {
  const mri = p.resources.find(
    ({ resourceType, code }) =>
      resourceType === 'DiagnosticReport' && JSON.stringify(code).match(/MR/),
  )!.id;
  const { cards } = await on.cauda.view(withReport(p, mri, contrastStudy(text)));
  return cards
    .filter(({ source }) => source.topic.code === id)
    .map(({ indicator }) => indicator as string);
};

const nodules = 'There is nodular enhancement along the nerve roots of the cauda equina.';
const roots = 'There is smooth enhancement of the nerve roots of the cauda equina on both sides.';
const spread = 'nodular-enhancement-with-cancer';
const hiv = 'root-enhancement-in-advanced-hiv';
const weak = 'root-enhancement-with-acute-weakness';
const agnes = patient('agnes-cancer-nodular-roots');
const tendai = patient('tendai-hiv-cauda-equina');
const emil = patient('emil-new-leg-weakness');

describe('A warning stays where the report does not affirm the diagnosis', () => {
  test.each([
    [spread, agnes, `${nodules} No features of leptomeningeal metastasis.`],
    [spread, agnes, `${nodules} Leptomeningeal carcinomatosis is less likely.`],
    [spread, agnes, `${nodules} This may represent leptomeningeal metastases or infection.`],
    [spread, agnes, `${nodules} Please notify the oncology team.`],
    [spread, agnes, `${nodules} Dr Example could not be contacted.`],
    [hiv, tendai, `${roots} CMV polyradiculopathy is less likely.`],
    [hiv, tendai, `${roots} The differential includes CMV and lymphoma.`],
    [hiv, tendai, `${roots} Could be reactive to stenosis.`],
    [weak, emil, `${roots} No features of Guillain-Barré syndrome.`],
    [weak, emil, `${roots} Consider GBS or CIDP.`],
    [weak, emil, `${roots} Findings will be communicated to the ward.`],
  ])('%s: %#', async (id, p, text) => {
    expect(await indicators(id, p, text)()).toEqual(['warning']);
  });
});

describe('A warning is silent where it does, or where somebody was told', () => {
  test.each([
    [spread, agnes, `${nodules} In keeping with leptomeningeal metastases.`],
    [spread, agnes, `${nodules} Findings consistent with leptomeningeal carcinomatosis.`],
    [spread, agnes, `${nodules} Discussed with Dr Example of oncology at 14:05.`],
    [spread, agnes, `${nodules} The referring team was informed.`],
    [hiv, tendai, `${roots} Findings are those of CMV polyradiculopathy.`],
    [hiv, tendai, `${roots} Telephoned to the ward at 10:20.`],
    [weak, emil, `${roots} In keeping with Guillain-Barré syndrome.`],
    [weak, emil, `${roots} Findings were communicated to the neurology registrar.`],
  ])('%s: %#', async (id, p, text) => {
    expect(await indicators(id, p, text)()).toEqual([]);
  });
});

describe('Information is silent where the report names it at all', () => {
  const noCd4 = without(tendai, (r) => r.id.includes('cd4'));
  test.each([
    [hiv, noCd4, roots, ['info']],
    [hiv, noCd4, `${roots} The differential includes CMV and lymphoma.`, []],
    [hiv, noCd4, `${roots} Please correlate with the CD4 count.`, []],
    ['enhancement-pattern-differential', patient('viktor-several-roots-enhance'), roots, ['info']],
    [
      'enhancement-pattern-differential',
      patient('viktor-several-roots-enhance'),
      `${roots} The differential includes GBS and CIDP.`,
      [],
    ],
  ])('%s: %#', async (id, p, text, expected) => {
    expect(await indicators(id, p, text)()).toEqual(expected);
  });
});
