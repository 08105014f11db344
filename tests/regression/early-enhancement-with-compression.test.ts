import { describe, expect, test } from '@jest/globals';
import { patient } from '../support/patients.ts';
import { contrastStudy, withReport } from '../support/reports.ts';
import { cardIds, stage } from '../support/story.ts';

/**
 * "Enhancement can be normal" stood beside a report that said that the enhancing root was compressed.
 * Lucia: L4-L5 discectomy on the left, scanned three months later.
 */
const on = stage([]);
const lucia = patient('lucia-report-enhancement-3-months');
const id = 'root-enhancement-under-six-months';
const mri = lucia.resources.find(({ resourceType }) => resourceType === 'DiagnosticReport')!.id;
const root = 'The left L5 nerve root enhances.';
const speaks = async (findings: string) =>
  cardIds(await on.cauda.view(withReport(lucia, mri, contrastStudy(findings)))).includes(id);

describe('Silent', () => {
  test.each([
    `${root} It is compressed by a recurrent herniation: the left L5 root is compressed at L4-L5.`,
    `${root} Recurrent disc herniation at L4-L5 compressing the left L5 nerve root.`,
    `${root} Compression of the traversing left L5 root.`,
    `${root} L4-L5 extrusion impinges on the left L5 root.`,
    `${root} The left L5 root is entrapped in scar.`,
    `${root} Mild flattening of the left L5 nerve root.`,
    'The left S1 nerve root enhances.',
    'The left L2 nerve root enhances.',
    'The left L5 nerve root enhances, in keeping with postoperative change.',
    'Expected postoperative enhancement of the left L5 nerve root; the left L5 nerve root enhances.',
  ])('%s', async (findings) => {
    expect(await speaks(findings)).toBe(false);
  });
});

describe('Speaks', () => {
  test.each([
    root,
    `${root} Recurrent disc herniation at L4-L5 abutting the left L5 nerve root.`,
    `${root} Recurrent disc protrusion at L4-L5 reaches the left L5 nerve root.`,
    `${root} Without compression of the left L5 nerve root.`,
    `${root} No nerve root compression.`,
    `${root} The right S1 nerve root is compressed at L5-S1.`,
    `${root} Good decompression of the left L5 root.`,
  ])('%s', async (findings) => {
    expect(await speaks(findings)).toBe(true);
  });
});
