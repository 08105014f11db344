import { describe, expect, test } from '@jest/globals';
import { saysLegPain, saysRedFlag } from '../../../../src/facts/imaging/report-history.ts';
import {
  operatedLevelsSaid,
  saysFusion,
  saysLaterOperation,
  saysSpineSurgery,
} from '../../../../src/facts/imaging/report-operations.ts';
import {
  explainsRootEnhancement,
  hedgesEnhancement,
  mentionsOtherProcess,
  qualifiesEnhancement,
  saysCancer,
  saysRootCompression,
  saysTransitionalVertebra,
} from '../../../../src/facts/imaging/report-words.ts';
import { readReport } from '../../../../src/report/read-report.ts';

const positive = 'The left S1 nerve root enhances.';
const of = (text: string, history = '') =>
  readReport(`${history && `HISTORY: ${history}\n`}TECHNIQUE: with gadobutrol.\nFINDINGS: ${text}`);

describe('Another process', () => {
  test.each([
    ['Epidural haematoma.', true],
    ['Small seroma dorsal to the sac.', true],
    ['Postoperative fluid collection.', true],
    ['No haematoma, collection or pseudomeningocele.', false],
    ['No drainable fluid collection.', false],
    ['No change in the epidural haematoma.', true],
    ['No abscess, but an epidural collection.', true],
    ['No herniation. There is blood in the sac, a haematoma.', true],
    ['Severe central canal stenosis at L3-4.', true],
    ['Moderate canal stenosis.', false],
    ['Compression of the cauda equina.', true],
    ['Metastatic deposit in L2.', true],
    ['Lytic lesion of L3.', true],
    ['Pathological fracture of L1.', true],
    ['Possible neuritis.', true],
    ['Diffuse disc bulges. Multiple renal cysts.', false],
    ['Simple renal cyst.', false],
  ])('"%s": %s', (text, expected) => {
    expect(mentionsOtherProcess(of(text))).toBe(expected);
  });

  test('what the history asks is no finding', () => {
    expect(mentionsOtherProcess(of('Normal.', '?haematoma ?discitis'))).toBe(false);
  });
});

describe('An operation on the spine, in any part of the report', () => {
  test.each([
    ['Left laminotomy defect.', true],
    ['Post-operative change at L4-5.', true],
    ['Epidural scar.', true],
    ['No prior surgery.', false],
    ['No evidence of previous lumbar surgery.', false],
    ['Post-contrast images show nothing.', false],
    ['Facet joint effusion.', false],
  ])('"%s": %s', (text, expected) => {
    expect(saysSpineSurgery(of(text)) !== undefined).toBe(expected);
  });
  test('in the history too', () => {
    expect(saysSpineSurgery(of('Normal.', 'Status post L4-5 discectomy.'))).toBeDefined();
  });

  test.each([
    ['Pedicle screws at L4-5.', true],
    ['Solid interbody fusion.', true],
    ['Disc arthroplasty at L5-S1.', true],
    ['No hardware. No fusion.', false],
    ['Left laminotomy.', false],
    ['Joint effusion.', false],
  ])('of another kind: "%s": %s', (text, expected) => {
    expect(saysFusion(of(text)) !== undefined).toBe(expected);
  });

  test.each([
    ['Normal.', 'L4-L5 microdiscectomy in 2024.', ['L4-L5']],
    ['L5-S1: left laminotomy.', '', ['L5-S1']],
    ['Postoperative change at L4-5 and L5-S1.', '', ['L4-L5', 'L5-S1']],
    ['No laminectomy at L3-4.', '', []],
    ['Normal.', 'Planned L4-5 discectomy.', []],
    ['Normal.', 'Previous discectomy.', []],
    ['Bulge at L4-5.', '', []],
  ])('at a level: "%s" "%s": %j', (text, history, expected) => {
    expect(operatedLevelsSaid(of(text, history))).toEqual(expected);
  });
});

describe('An operation later than that of the chart, of 2025', () => {
  test.each([
    ['Left L5-S1 microdiscectomy 3 months ago.', true],
    ['Six weeks post L5-S1 discectomy.', true],
    ['6-week post discectomy study.', true],
    ['Recent lumbar surgery.', true],
    ['POD 10 after discectomy.', true],
    ['Discectomy in August 2026.', true],
    ['Discectomy in March 2025.', false],
    ['Discectomy 8 months ago.', false],
    ['Discectomy 20 months ago, now leg pain.', false],
    ['Status post discectomy.', false],
    ['Leg pain for 3 months.', false],
    ['No surgery in the last 3 months.', false],
  ])('"%s": %s', (history, expected) => {
    expect(saysLaterOperation(of('Normal.', history), 6, 2025) !== undefined).toBe(expected);
  });

  test('the date of an earlier study is none', () => {
    const report = readReport('COMPARISON: Postoperative MRI of 2026.\nFINDINGS: Normal.');
    expect(saysLaterOperation(report, 6, 2025)).toBeUndefined();
  });
});

describe('What is said of the enhancement itself', () => {
  test.each([
    [`${positive} This is in keeping with radiculitis.`, true],
    ['The left S1 nerve root enhances, likely a radicular vein.', true],
    [`${positive} The differential for root enhancement is wide.`, true],
    [positive, false],
    [`${positive} Bulge at L3-4, likely degenerative.`, false],
  ])('explained: "%s": %s', (text, expected) => {
    expect(explainsRootEnhancement(of(text)) !== undefined).toBe(expected);
  });

  test.each([
    [`${positive} The root enhancement is equivocal.`, true, true],
    [`${positive} Root enhancement may be artefact.`, true, true],
    ['Unchanged enhancement of the left S1 nerve root.', false, true],
    [`${positive} Unchanged since 2024.`, false, true],
    [`${positive} This is unchanged.`, false, true],
    [positive, false, false],
    [`${positive} Alignment is normal.`, false, false],
  ])('"%s": hedged %s, qualified %s', (text, hedged, isQualified) => {
    expect([hedgesEnhancement(of(text)), qualifiesEnhancement(of(text))]).toEqual([
      hedged,
      isQualified,
    ]);
  });
});

describe('What else silences', () => {
  test.each([
    ['Extrusion compressing the left L5 nerve root.', true],
    ['The S1 root is contacted by the protrusion.', true],
    ['No compression of the nerve roots.', false],
    ['Compression fracture of L1.', false],
  ])('pressure on a root: "%s": %s', (text, expected) => {
    expect(saysRootCompression(of(text)) !== undefined).toBe(expected);
  });

  test.each([
    ['Transitional lumbosacral vertebra.', true],
    ['Sacralised L5.', true],
    ['Six lumbar-type vertebrae.', true],
    ['Five lumbar-type vertebrae.', false],
    ['Numbering assumes five lumbar-type vertebrae.', false],
    ['Numbering is uncertain.', true],
  ])('doubtful levels: "%s": %s', (text, expected) => {
    expect(saysTransitionalVertebra(of(text)) !== undefined).toBe(expected);
  });

  test.each([
    ['Known breast cancer.', true],
    ['Myeloma, back pain.', true],
    ['No history of cancer.', false],
    ['Back pain.', false],
  ])('cancer in the history: "%s": %s', (history, expected) => {
    expect(saysCancer(of('Normal.', history)) !== undefined).toBe(expected);
  });

  test.each([
    ['Left leg pain since June.', true],
    ['Sciatica.', true],
    ['Pain radiating to the right foot.', true],
    ['Back pain without leg pain.', false],
    ['Denies leg pain.', false],
    ['Low back pain.', false],
  ])('leg pain in the history: "%s": %s', (history, expected) => {
    expect(saysLegPain(of('Normal.', history)) !== undefined).toBe(expected);
  });

  test.each([
    ['New cauda equina syndrome.', true],
    ['Progressive leg weakness, evaluate for Guillain-Barre syndrome.', true],
    ['Fever after injection.', true],
    ['No fever, no incontinence.', false],
    ['Left leg pain with weakness of the big toe since 2020.', false],
    ['Left leg pain.', false],
  ])('a red flag in the history: "%s": %s', (history, expected) => {
    expect(saysRedFlag(of('Normal.', history)) !== undefined).toBe(expected);
  });
});
