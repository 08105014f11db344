import { describe, expect, test } from '@jest/globals';
import {
  condition,
  CPT,
  ICD10CM,
  patient,
  SNOMED,
  withResource,
  without,
  type Patient,
} from '../support/patients.ts';
import { contrastStudy, withMembers, withReport, withReportMembers } from '../support/reports.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';
import { textOf } from '../support/readable.ts';

const id = 'root-enhancement-after-six-months';
const early = 'root-enhancement-under-six-months';
/** Wen: left L5-S1 discectomy in March 2025; left S1 enhances with recurrent herniation. */
const wen = patient('wen-old-surgery-report');
/** Yusuf: L4-5 discectomy in 2024, level in the report only; scar, right L5 with all three signs. */
const yusuf = patient('yusuf-scar-three-signs');
const on = stage([wen, yusuf]);

const told = (findings: string, history?: string) =>
  withReport(wen, 'wen-mri-2026-11', contrastStudy(findings, history));
const report = (more: object) => withReportMembers(wen, 'wen-mri-2026-11', more);
const operated = (more: object) => withMembers(wen, 'Procedure', 'discectomy', more);
const pain = (more: object) => withMembers(wen, 'Condition', 'radiculopathy', more);
const also = (...resources: readonly object[]) =>
  withResource(wen, ...resources.map((resource, i) => ({ id: `also-${i}`, ...resource })));
const procedure = (code: object, more: object = {}) => ({
  resourceType: 'Procedure',
  status: 'completed',
  code,
  ...more,
});
const cpt = (code: string, text?: string) => ({ coding: [{ system: CPT, code }], text });
const positive = 'The left S1 nerve root enhances.';
const detailOf = async (p: Patient): Promise<string> =>
  (await on.cauda.view(p)).cards[0]?.detail ?? 'no card';

describe('A chart is opened with a report of late root enhancement', () => {
  test.each(['prefetch', 'fhir'] as const)('Wen, recurrent herniation (%s)', async (via) => {
    const options = via === 'fhir' ? { fhirServer: on.fhir.url } : {};
    const { cards } = await on.cauda.view(wen, options);
    expect(cards).toMatchObject([
      {
        indicator: 'info',
        summary: expect.stringMatching(/left S1.*20 months.*L5-S1/),
        source: { label: 'Lee et al., AJNR 2009', url: 'https://doi.org/10.3174/ajnr.A1497' },
        extension: { 'cauda.about': ['DiagnosticReport/wen-mri-2026-11'] },
      },
    ]);
    expect(cards[0].detail).toContain('left S1 nerve root enhances');
    expect(cards[0].detail).toContain('10 November 2026');
    expect(cards[0].detail).toMatch(/recurrent herniation.*29 of 33 \(73–95%\).*84 of 140/);
    expect(cards[0].extension['cauda.evidence']).toEqual([
      { reference: 'DiagnosticReport/wen-mri-2026-11', says: expect.stringContaining('enhances') },
      {
        reference: expect.stringMatching(/^Procedure\//),
        says: expect.stringContaining('2025-03-02'),
      },
      { reference: expect.stringMatching(/^Condition\//), says: expect.any(String) },
    ]);
    expect(cards[0]).not.toHaveProperty('suggestions');
  });

  test('Yusuf, scar with all three signs; the level is read from the report', async () => {
    const { cards } = await on.cauda.view(yusuf);
    expect(cards.map((card) => card.source.topic.code)).toEqual([id]);
    expect(cards[0].summary).toContain('L4-L5');
    expect(cards[0].detail).toMatch(/scar and an enhancing, thickened, displaced root.*13 of 14/);
  });

  const shown = [
    '16/17',
    '29/33',
    '23/27',
    '27/32',
    '13/14',
    '40/58',
    '29/43',
    '17/27',
    '50/57',
    '55/76',
    '47/64',
    '29/31',
    '77/92',
    '63/72',
  ];
  test.each([
    [positive, []],
    [`${positive} The left S1 nerve root is thickened.`, ['50/57']],
    [`${positive} The left S1 nerve root is displaced.`, []],
    [`${positive} Recurrent disc protrusion at L5-S1.`, ['29/33']],
    [`${positive} No recurrent disc herniation at L5-S1. Epidural fibrosis at L5-S1.`, ['40/58']],
    [`${positive} Epidural fibrosis at L5-S1. The left S1 nerve root is thickened.`, ['40/58']],
    [
      `${positive} Recurrent disc extrusion at L5-S1. The left S1 nerve root is thickened and displaced.`,
      ['16/17'],
    ],
    [`${positive} Possible recurrent disc herniation at L5-S1. Epidural fibrosis at L5-S1.`, []],
    [`${positive} Recurrent disc protrusion at L3-4.`, []],
  ])('"%s": %j, or the row of late scans', async (findings, rows) => {
    const detail = await detailOf(told(findings));
    const expected = rows.length > 0 ? rows : ['63/72'];
    expect(shown.filter((row) => detail.includes(row.replace('/', ' of ')))).toEqual(expected);
    expect(detail).not.toContain('87.2%');
  });

  test('"not stated" is not "absent", and what is said of another level is not said here', async () => {
    for (const findings of [
      positive,
      `${positive} Recurrent disc protrusion at L3-4.`,
      `${positive} Scar versus recurrent disc herniation at L5-S1.`,
    ]) {
      expect(await detailOf(told(findings))).not.toMatch(/herniation|scar|not stated|absent/i);
    }
  });
});

describe('What the report says', () => {
  test.each([
    ['hedged', 'Possible enhancement of the left S1 nerve root.'],
    ['denied', 'No enhancement of the left S1 nerve root.'],
    ['not mentioned', 'The left S1 nerve root is thickened.'],
    ['both sides', 'Both S1 nerve roots enhance.'],
    ['three roots', 'Enhancement of the left L4, L5 and S1 nerve roots.'],
    ['cauda equina', 'Diffuse enhancement of the cauda equina nerve roots.'],
    ['nodular', 'Nodular enhancement of the left S1 nerve root.'],
    ['root of another level', 'The left L3 nerve root enhances.'],
    ['the root that leaves, by its name alone', 'The left L5 nerve root enhances.'],
    ['the root that leaves, at the disc above', 'The left L5 nerve root enhances at L4-L5.'],
    ['one of two elsewhere', 'The left L4 and S1 nerve roots enhance.'],
    ['the other side of the operation', 'The right S1 nerve root enhances.'],
    ['scar enhances, not the root', 'Enhancing scar surrounds the left S1 nerve root.'],
    ['infection', `${positive} Findings are in keeping with discitis at L5-S1.`],
    ['possible infection', `${positive} Discitis cannot be excluded.`],
    ['haematoma', `${positive} Epidural haematoma at L5-S1.`],
    ['arachnoiditis', `${positive} Clumping of the nerve roots, in keeping with arachnoiditis.`],
    ['a mass', `${positive} There is an enhancing intradural mass.`],
    ['leptomeningeal', `${positive} Leptomeningeal enhancement over the conus.`],
    ['compression', `${positive} Compression of the cauda equina at L3-4.`],
    ['metastases', `${positive} Metastatic deposits in L2.`],
    ['a lytic lesion', `${positive} Lytic lesion of L3.`],
    ['implants', `${positive} Pedicle screws at L4 and L5.`],
    ['roots of a side that is left open', 'S1 nerve roots enhance.'],
    ['hedged elsewhere', `${positive} The root enhancement is equivocal.`],
    [
      'taken back by an addendum',
      `${positive}\nADDENDUM: The left S1 nerve root does not enhance.`,
    ],
  ])('%s: silent', async (_what, findings) => {
    expect(cardIds(await on.cauda.view(told(findings)))).not.toContain(id);
  });

  test.each([
    'The left L5 nerve root enhances in the foramen.',
    'The left L5 nerve root enhances at L5-S1.',
  ])('the root that leaves at the operated disc: "%s" speaks', async (findings) => {
    expect(cardIds(await on.cauda.view(told(findings)))).toEqual([id]);
  });

  test('what is plainly denied does not silence', async () => {
    const text = `${positive} No discitis, abscess or collection. No intradural mass. No haematoma.`;
    expect(cardIds(await on.cauda.view(told(text)))).toEqual([id]);
  });

  test.each([
    ['a later operation in the history', told(positive, 'L5-S1 discectomy 3 months ago.')],
    ['a later year in the history', told(positive, 'L5-S1 discectomy in May 2026.')],
    ['a red flag in the history', told(positive, 'New foot drop, ?cauda equina syndrome.')],
    ['known cancer in the history', told(positive, 'Known breast cancer.')],
    ['only in the history', told('The roots are unremarkable.', positive)],
    [
      'only in the comparison',
      withReport(
        wen,
        'wen-mri-2026-11',
        `Comparison: ${positive}\nTechnique: with gadobutrol.\nFindings: No herniation.`,
      ),
    ],
    ['preliminary', report({ status: 'preliminary' })],
    ['entered in error', report({ status: 'entered-in-error' })],
    ['31 days old', report({ effectiveDateTime: '2026-10-20' })],
    ['coded as without contrast', report({ code: cpt('72148') })],
    ['cervical', report({ code: cpt('72156') })],
    ['CT', report({ code: { text: 'CT lumbar spine with contrast' } })],
    ['sacroiliac joints', report({ code: { text: 'MRI sacroiliac joints with contrast' } })],
    ['of somebody else', report({ subject: { reference: 'Patient/other' } })],
    [
      'a later scan with contrast',
      also({
        resourceType: 'DiagnosticReport',
        status: 'final',
        code: cpt('72158'),
        effectiveDateTime: '2026-11-15',
        issued: '2026-11-15T10:00:00Z',
        conclusion: 'No abnormal enhancement of the nerve roots.',
      }),
    ],
    [
      'operated on since the scan',
      also(
        procedure(cpt('63042', 'Lumbar re-exploration L5-S1'), { performedDateTime: '2026-11-17' }),
      ),
    ],
  ])('%s: silent', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });

  test('two reports of one scan give one card', async () => {
    const twin = {
      ...wen.resources.find((r) => r.id === 'wen-mri-2026-11')!,
      id: 'twin',
      effectiveDateTime: '2026-11-10T16:00:00Z',
    };
    expect(cardIds(await on.cauda.view(withResource(wen, twin)))).toEqual([id]);
  });

  test('a later scan without contrast says nothing of enhancement', async () => {
    const later = also({
      resourceType: 'DiagnosticReport',
      status: 'final',
      code: cpt('72148'),
      effectiveDateTime: '2026-11-15',
      issued: '2026-11-15T10:00:00Z',
      conclusion: 'Unchanged postoperative appearance.',
    });
    expect(cardIds(await on.cauda.view(later))).toEqual([id]);
  });
});

describe('Which operation and when', () => {
  test.each([
    ['six months before the scan, to the day', operated({ performedDateTime: '2026-05-10' }), [id]],
    ['one day less', operated({ performedDateTime: '2026-05-11' }), [early]],
    ['known to the month, before', operated({ performedDateTime: '2026-04' }), [id]],
    ['known to the year, before', operated({ performedDateTime: '2025' }), [id]],
    ['after the scan', operated({ performedDateTime: '2026-11-15' }), []],
    ['decompression', operated({ code: cpt('63047') }), []],
    ['fusion', operated({ code: cpt('22630') }), []],
    ['read from words', operated({ code: { text: 'L5/S1 microdiscectomy left' } }), []],
    ['not done', operated({ status: 'not-done' }), []],
    ['entered in error', operated({ status: 'entered-in-error' }), []],
    ['at another level', operated({ bodySite: [{ text: 'L3-L4' }], code: cpt('63030') }), []],
    [
      'cervical',
      operated({ bodySite: [{ text: 'C5-C6' }], code: { text: 'Cervical discectomy C5-C6' } }),
      [],
    ],
    [
      'a later fusion at the level',
      also(procedure(cpt('22630', 'Fusion L5-S1'), { performedDateTime: '2026-01-12' })),
      [],
    ],
    [
      'a later fusion elsewhere',
      also(procedure(cpt('22630', 'Fusion L2-L3'), { performedDateTime: '2026-01-12' })),
      [id],
    ],
    [
      'a second disc operation at the level, recent',
      also(procedure(cpt('63042', 'Revision L5-S1'), { performedDateTime: '2026-09-01' })),
      [early],
    ],
    [
      'a disc operation elsewhere, recent',
      also(
        procedure(cpt('63030', 'Microdiscectomy L2-L3'), {
          performedDateTime: '2026-09-01',
          bodySite: [{ text: 'L2-L3' }],
        }),
      ),
      [id],
    ],
    ['no operation at all', without(wen, 'Procedure'), []],
  ])('%s', async (_what, p, expected) => {
    expect(cardIds(await on.cauda.view(p))).toEqual(expected);
  });

  const noLevel = { bodySite: undefined, code: cpt('63030') };
  test.each([
    ['known to the year, straddling', operated({ performedDateTime: '2026' }), ['date of surgery']],
    [
      'known to the month, straddling',
      operated({ performedDateTime: '2026-05' }),
      ['date of surgery'],
    ],
    ['without a date', operated({ performedDateTime: undefined }), ['date of surgery']],
    [
      'a date in words',
      operated({ performedDateTime: undefined, performedString: 'about a year ago' }),
      ['date of surgery'],
    ],
    [
      'a scan known to the month, straddling',
      withReportMembers(operated({ performedDateTime: '2026-05-15' }), 'wen-mri-2026-11', {
        effectiveDateTime: '2026-11',
      }),
      ['date of the scan'],
    ],
    [
      'a report without a scan date',
      report({ effectiveDateTime: undefined }),
      ['date of the scan'],
    ],
    [
      'a PDF',
      report({
        conclusion: undefined,
        presentedForm: [{ contentType: 'application/pdf', data: 'JVBERi0=' }],
      }),
      ['report text'],
    ],
    [
      'a level neither in the chart nor in the report',
      withReport(operated(noLevel), 'wen-mri-2026-11', contrastStudy(positive)),
      ['operated level'],
    ],
    [
      'postlaminectomy syndrome alone',
      withResource(without(wen, 'Procedure'), condition(ICD10CM, 'M96.1')),
      ['date of surgery'],
    ],
  ])('%s: undecided', async (_what, p, missing) => {
    const answer = await on.cauda.view(p);
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)[id]).toEqual(expect.arrayContaining(missing));
  });

  test.each(['after', 'before'])(
    'recorded twice, as a code without level and in words with it, the words %s',
    async (where) => {
      const coded = withReport(operated(noLevel), 'wen-mri-2026-11', contrastStudy(positive));
      const inWords = {
        ...procedure({ text: 'L5/S1 discectomy left' }, { performedDateTime: '2025-03-02' }),
        id: 'in-words',
        subject: { reference: `Patient/${wen.id}` },
      };
      const p =
        where === 'after'
          ? { ...coded, resources: [...coded.resources, inWords as never] }
          : { ...coded, resources: [inWords as never, ...coded.resources] };
      expect((await on.cauda.view(p)).cards[0].summary).toContain('L5-S1');
    },
  );

  test('one record for each level: both levels count, in whatever order they stand', async () => {
    const second = {
      ...procedure(cpt('63030', 'Discectomy L4-L5 left'), { performedDateTime: '2025-03-02' }),
      id: 'a-second-level',
      subject: { reference: `Patient/${wen.id}` },
    };
    const p = told('The left L5 nerve root enhances.');
    const answers = await Promise.all(
      [
        [...p.resources, second],
        [second, ...p.resources],
      ].map((resources) => on.cauda.view({ ...p, resources: resources })),
    );
    const said = answers.map(({ cards }) => textOf(cards[0]));
    expect(said[0]).toContain('after L4-L5, L5-S1 disc surgery');
    expect(said[1]).toBe(said[0]);
  });

  test('the level said in the history of the report', async () => {
    const p = withReport(
      operated(noLevel),
      'wen-mri-2026-11',
      contrastStudy(positive, 'L5-S1 discectomy in 2025.'),
    );
    expect((await on.cauda.view(p)).cards[0].summary).toContain('L5-S1');
    const other = withReport(
      operated(noLevel),
      'wen-mri-2026-11',
      contrastStudy(positive, 'L3-L4 discectomy in 2025.'),
    );
    expect(cardIds(await on.cauda.view(other))).toEqual([]);
  });
});

describe('The symptom, and those who were left out', () => {
  test.each([
    ['no radicular symptom', without(wen, (r) => r.id === 'wen-radiculopathy-left')],
    ['resolved', pain({ clinicalStatus: { coding: [{ code: 'resolved' }] } })],
    ['refuted', pain({ verificationStatus: { coding: [{ code: 'refuted' }] } })],
    ['entered in error', pain({ verificationStatus: { coding: [{ code: 'entered-in-error' }] } })],
    ['in remission', pain({ clinicalStatus: { coding: [{ code: 'remission' }] } })],
    ['begun after the scan', pain({ onsetDateTime: '2026-11-12' })],
    ['of somebody else', pain({ subject: { reference: 'Patient/other' } })],
    ['cervical radiculopathy', pain({ code: { coding: [{ system: ICD10CM, code: 'M54.12' }] } })],
    [
      'on the other side',
      pain({ code: { coding: [{ system: SNOMED, code: '23056005' }], text: 'Sciatica, right' } }),
    ],
    ['16 years old', withMembers(wen, 'Patient', 'wen', { birthDate: '2010-01-01' })],
    ['arachnoiditis', also(condition(SNOMED, '8217007'))],
    [
      'arachnoiditis in words',
      also({ resourceType: 'Condition', code: { text: 'Arachnoiditis' } }),
    ],
    ['spinal infection', also(condition(ICD10CM, 'M46.46'))],
    ['postoperative infection', also(condition(ICD10CM, 'T81.49XA'))],
    [
      'spondylolisthesis with stenosis',
      also(condition(ICD10CM, 'M43.16'), condition(ICD10CM, 'M48.061')),
    ],
    ['a new foot drop', also(condition(SNOMED, '6077001', { recordedDate: '2026-11-10' }))],
    ['saddle anaesthesia', also(condition(SNOMED, '449813001', { recordedDate: '2026-11-15' }))],
    ['fever', also(condition(ICD10CM, 'R50.9'))],
    ['active cancer', also(condition(ICD10CM, 'C50.911'))],
    ['cancer in words', also({ resourceType: 'Condition', code: { text: 'Prostate carcinoma' } })],
    ['metastasis', also(condition(ICD10CM, 'C79.51'))],
    ['HIV', also(condition(ICD10CM, 'B20'))],
    ['shingles', also({ resourceType: 'Condition', code: { text: 'Shingles, left leg' } })],
    ['a cancer of the past', also(condition(SNOMED, '266987004'))],
    ['Guillain-Barré syndrome', also(condition(ICD10CM, 'G61.0'))],
  ])('%s: silent', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });

  test.each([
    ['spondylolisthesis alone', also(condition(ICD10CM, 'M43.16'))],
    [
      'an old foot drop',
      also(condition(SNOMED, '6077001', { recordedDate: '2026-10-22', onsetDateTime: '2026-09' })),
    ],
    [
      'resolved arachnoiditis',
      also(condition(SNOMED, '8217007', { clinicalStatus: { coding: [{ code: 'resolved' }] } })),
    ],
    [
      'refuted discitis',
      also(condition(ICD10CM, 'M46.46', { verificationStatus: { coding: [{ code: 'refuted' }] } })),
    ],
    ['basal cell carcinoma', also(condition(ICD10CM, 'C44.311'))],
    [
      'a family history of cancer',
      also({ resourceType: 'Condition', code: { text: 'Family history of breast cancer' } }),
    ],
    [
      'a sciatica coded otherwise',
      pain({ code: { coding: [{ system: ICD10CM, code: 'M54.16' }] } }),
    ],
    ['no clinical status', pain({ clinicalStatus: undefined })],
    ['17 years old', withMembers(wen, 'Patient', 'wen', { birthDate: '2009-11-20' })],
  ])('%s does not silence', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([id]);
  });

  test('an age that is not recorded does not silence', async () => {
    const p = withMembers(wen, 'Patient', 'wen', { birthDate: undefined });
    expect(cardIds(await on.cauda.view(p))).toEqual([id]);
  });
});

describe('Hostile words of the chart', () => {
  test.each([
    [
      'in the text of the pain',
      pain({
        code: {
          coding: [{ system: ICD10CM, code: 'M54.17' }],
          text: 'left S1 ![x](http://evil) <b onload=1>\u202e\u0007',
        },
      }),
    ],
    [
      'in the report',
      told('The left S1 nerve root enhances [here](http://evil) <script>alert(1)</script>.'),
    ],
  ])('%s: escaped on the card', async (_what, p) => {
    const detail = await detailOf(p);
    expect(detail).toMatch(/63 of 72|29 of 33/);
    expect(detail).not.toMatch(/(?<!\\)<|(?<!\\)\]\(|[\u0007\u202e]/);
  });
});

describe('What could be had', () => {
  const keys = ['patient', 'conditions', 'procedures', 'observations', 'reports'] as const;
  test.each(['procedures', 'conditions', 'patient', 'observations'] as const)(
    '%s missing: undecided',
    async (key) => {
      const answer = await on.cauda.view(wen, { keys: keys.filter((k) => k !== key) });
      expect({ status: answer.status, cards: cardIds(answer) }).toEqual({ status: 200, cards: [] });
      expect(notChecked(answer)[id]).toEqual(expect.arrayContaining([key]));
    },
  );

  test('reports missing: 412', async () => {
    const answer = await on.cauda.view(wen, { keys: ['patient', 'conditions', 'procedures'] });
    expect(answer.status).toBe(412);
  });
});

describe('A site decides', () => {
  const site = {
    includeDecompression: true,
    cards: { [id]: { settings: { fromMonths: 12, reportDays: 5 } } },
  };
  const strict = stage([], { site });
  test('ten months are too few for this site, and ten days too many', async () => {
    const recent = withReport(
      operated({ performedDateTime: '2026-01-10' }),
      'wen-mri-2026-11',
      contrastStudy(positive),
      { effectiveDateTime: '2026-11-16' },
    );
    expect(cardIds(await on.cauda.view(recent))).toEqual([id]);
    expect(cardIds(await strict.cauda.view(recent))).toEqual([]);
    expect(cardIds(await strict.cauda.view(wen))).toEqual([]);
    expect(
      cardIds(
        await strict.cauda.view(
          withReport(
            operated({ performedDateTime: '2020' }),
            'wen-mri-2026-11',
            contrastStudy(positive),
            { effectiveDateTime: '2026-11-16' },
          ),
        ),
      ),
    ).toEqual([id]);
  });

  const wide = stage([], { site: { includeDecompression: true } });
  test('decompression counts where the site says so', async () => {
    expect(
      cardIds(await wide.cauda.view(operated({ code: cpt('63047', 'Decompression L5-S1') }))),
    ).toEqual([id]);
  });
});
