import { describe, expect, test } from '@jest/globals';
import { brainMriWithContrast, lumbarMri, lumbarPuncture, order } from '../support/orders.ts';
import {
  changed,
  condition,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
  without,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/** Charts and orders as they are really written. Most of them must leave every card silent. */
const amara = patient('amara-contrast-mri-10-weeks');
const maria = patient('maria-discectomy-2024');
const tomasz = patient('tomasz-puncture-and-mri');
const samir = patient('samir-leptomeningeal-question');
const lucia = patient('lucia-report-enhancement-3-months');
const on = stage([]);
const reason = (text: string) => ({ reasonCode: [{ text }] });
const words = (text: string, more: object = {}) => ({
  resourceType: 'Condition',
  code: { text },
  ...more,
});

describe('Text that only mentions an operation is no operation', () => {
  const told = (text: string, more: object = {}) =>
    changed(amara, 'Procedure', (p) =>
      p.id.includes('discectomy') ? { code: { text }, bodySite: undefined, ...more } : {},
    );
  test.each([
    'No previous lumbar discectomy',
    'Lumbar discectomy not performed',
    'L4/5 microdiscectomy abandoned',
    'Awaiting L4/5 microdiscectomy',
    'Listed for lumbar discectomy',
    'Consent for L4/5 discectomy',
    'Mother: lumbar discectomy',
    'L4-5 laminectomy without discectomy',
    'Physiotherapy after L4/5 microdiscectomy 2017',
    'L5-S1 epidural steroid injection, s/p microdiscectomy 2016',
    'Wound check after lumbar discectomy',
    'MRI lumbar spine post L4/5 discectomy',
    'Lumbar microdiscectomy 2011',
  ])('"%s"', async (text) => {
    expect(cardIds(await on.cauda.sign(told(text), lumbarMri('without-and-with')))).toEqual([]);
  });

  test.each([
    'L4/5 microdiscectomy, left',
    'Lumbar micro-discectomy L5-S1',
    'L4-L5 discectomy and laminectomy',
    'Lumbar discectomy 2026',
    'LUMBAR DISKECTOMY L4 L5',
  ])('but "%s" is', async (text) => {
    const { cards } = await on.cauda.sign(told(text), lumbarMri('without-and-with'));
    expect(cards[0].suggestions[0].actions[0].resource.note[0].text).toContain(
      'read from words, to be confirmed',
    );
  });

  test('words beside a CPT code of something else are not read', async () => {
    const code = {
      coding: [{ system: CPT, code: '62323' }],
      text: 'Injection, L4/5 microdiscectomy',
    };
    const p = changed(amara, 'Procedure', (r) => (r.id.includes('discectomy') ? { code } : {}));
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without-and-with')))).toEqual([]);
  });
});

describe('A contrast MRI ten weeks after surgery: what the order or the chart says in words', () => {
  test.each([
    'perianal numbness, cannot pass urine',
    'unable to void since yesterday',
    'loss of anal tone',
    'paraparesis',
    'bilateral leg weakness worse today',
    'temp 38.4',
    'purulent discharge, CRP 180',
    '?collection',
    'known cancer, ?mets',
    'renal transplant',
  ])('order: "%s"', async (text) => {
    const answer = await on.cauda.sign(amara, lumbarMri('without-and-with', reason(text)));
    expect(cardIds(answer)).not.toContain('contrast-mri-under-six-months');
  });

  test.each([
    'Foot drop, left',
    'Suspected cauda equina',
    'Perianal numbness',
    'Wound dehiscence, lumbar',
    'Vertebral metastases',
    'MSSA bacteraemia',
    'HIV positive',
  ])('condition: "%s"', async (text) => {
    const p = withResource(amara, words(text, { recordedDate: '2026-11-18' }));
    const ids = cardIds(await on.cauda.sign(p, lumbarMri('without-and-with')));
    expect(ids).not.toContain('contrast-mri-under-six-months');
  });

  test('a sign entered tomorrow, where it is tomorrow already', async () => {
    const p = withResource(amara, condition(ICD10CM, 'G83.4', { recordedDate: '2026-11-21' }));
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without-and-with')))).toEqual([
      'possible-cauda-equina-routine-order',
    ]);
  });

  test('a careful referral is not punished', async () => {
    const text = 'Leg pain. No fever, no saddle anaesthesia, bladder normal, no foot drop';
    const { cards } = await on.cauda.sign(amara, lumbarMri('without-and-with', reason(text)));
    expect(cards).toHaveLength(1);
  });

  test.each([
    ['CRP in mg/dL', { value: 1.8, unit: 'mg/dL' }, [], {}],
    [
      'CRP without a unit',
      { value: 18 },
      [],
      { 'contrast-mri-under-six-months': ['C-reactive protein'] },
    ],
    ['low CRP in mg/dL', { value: 0.4, unit: 'mg/dL' }, ['contrast-mri-under-six-months'], {}],
  ])('%s', async (_what, valueQuantity, cards, missing) => {
    const crp = {
      resourceType: 'Observation',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '1988-5' }] },
      effectiveDateTime: '2026-11-15',
      valueQuantity,
    };
    const answer = await on.cauda.sign(withResource(amara, crp), lumbarMri('without-and-with'));
    expect({ cards: cardIds(answer), missing: notChecked(answer) }).toMatchObject({
      cards,
      missing,
    });
  });
});

describe('No contrast is offered against a recorded contraindication', () => {
  const allergy = (text: string) => ({ resourceType: 'AllergyIntolerance', code: { text } });
  test.each([
    allergy('Contrast media - anaphylaxis'),
    allergy('MRI dye - hives'),
    allergy('Gadolinium (no iodine allergy)'),
    allergy('Primovist'),
    words('End stage renal disease on haemodialysis'),
    words('CKD stage 4'),
    words('Pregnant 22 weeks'),
    condition(ICD10CM, 'Z91.041', {
      code: {
        coding: [{ system: ICD10CM, code: 'Z91.041' }],
        text: 'Allergy to gadolinium contrast',
      },
    }),
    condition(ICD10CM, 'Z34.90', { recordedDate: '2026-09-01' }),
    {
      resourceType: 'Procedure',
      status: 'completed',
      code: { coding: [{ system: SNOMED, code: '302497006' }] },
      performedDateTime: '2026-11-19',
    },
    condition(ICD10CM, 'M46.46'),
    words('Postoperative discitis L4/5'),
  ])('%j', async (resource) => {
    expect(
      cardIds(await on.cauda.sign(withResource(maria, resource), lumbarMri('without'))),
    ).not.toContain('contrast-option-after-disc-surgery');
  });

  test.each([
    'allergic to gadolinium',
    'on haemodialysis',
    '20/40 pregnant',
    'please give gadolinium',
    '?discitis',
  ])('the order says "%s"', async (text) => {
    expect(cardIds(await on.cauda.sign(maria, lumbarMri('without', reason(text))))).toEqual([]);
  });

  test('an old delivery does not end a new pregnancy', async () => {
    const status = {
      resourceType: 'Observation',
      id: 'status',
      status: 'final',
      code: { coding: [{ system: LOINC, code: '82810-3' }] },
      effectiveDateTime: '2026-11-10',
      valueCodeableConcept: { coding: [{ system: SNOMED, code: '77386006' }] },
    };
    const delivered = {
      ...condition(ICD10CM, 'O80', { recordedDate: '2015-03-01' }),
      id: 'delivered',
    };
    const p = withResource(maria, status, delivered);
    expect(cardIds(await on.cauda.sign(p, lumbarMri('without')))).toEqual([]);
  });

  test.each([
    'CT lumbar spine without contrast (MRI contraindicated: pacemaker)',
    'MRI lumbosacral plexus without contrast',
    'MRI pelvis without contrast (lumbar pain)',
    'X-ray lumbar spine before MRI without contrast',
  ])('"%s" is no lumbar MRI', async (text) => {
    const answer = await on.cauda.sign(maria, order('o', '', { code: { text } }));
    expect(answer.body).toEqual({ cards: [] });
  });
});

describe('A puncture that must not wait, as it is written', () => {
  test.each([
    '?CNS infection',
    'query bacterial mening',
    'stiff neck, photophobia, temp 39.2',
    'nuchal rigidity and confusion',
    'meningococcal contact, rash',
    'acute encephalopathy ?HSV',
    'CT negative ?xanthochromia',
    'worst headache of life, normal CT',
    'ascending numbness and weakness',
    'acute flaccid paralysis',
    'returned traveller, typhoid fever',
    'IT methotrexate',
    'Nusinersen loading',
    'high volume tap',
    'raised ICP - LP to lower pressure',
    'renal transplant on tacrolimus, acute confusion',
    'sudden onset headache ?bleed',
    'query haemorrhage',
    'acute confusion',
    'new seizures',
    'obtunded since this morning',
    'non-blanching rash',
    '?neurosyphilis',
    '?Lyme',
    'VZV?',
    'URGENT please',
    'stat LP',
    'asap - emergency',
  ])('"%s"', async (text) => {
    const drafts = [lumbarPuncture(reason(text)), brainMriWithContrast()];
    expect(cardIds(await on.cauda.sign(tomasz, drafts))).toEqual([]);
  });

  test.each([
    ['a second MRI is stat', lumbarMri('without-and-with', { priority: 'stat' })],
    ['a second puncture is stat', lumbarPuncture({ id: 'lp2', priority: 'stat' })],
    ['another MRI asks for meningitis', lumbarMri('without-and-with', reason('?meningitis'))],
    [
      'a laboratory order asks for encephalitis',
      order('csf', '', { code: { text: 'CSF HSV PCR ?encephalitis' } }),
    ],
  ])('%s', async (_what, further) => {
    const drafts = [lumbarPuncture(), brainMriWithContrast(), further];
    expect(cardIds(await on.cauda.sign(tomasz, drafts))).toEqual([]);
  });

  test('the reason stands in a contained condition', async () => {
    const more = {
      contained: [
        {
          resourceType: 'Condition',
          id: 'm',
          code: { coding: [{ system: ICD10CM, code: 'G03.9' }] },
        },
      ],
      reasonReference: [{ reference: '#m' }],
    };
    expect(
      cardIds(await on.cauda.sign(tomasz, [lumbarPuncture(more), brainMriWithContrast()])),
    ).toEqual([]);
  });

  test.each([
    'MRI brain with contrast - post lumbar puncture headache ?CSF leak',
    'CSF cell count and protein, lumbar puncture specimen',
    'Neurology consult: lumbar puncture?',
  ])('"%s" is no puncture', async (text) => {
    const drafts = [order('x', '', { code: { text } }), brainMriWithContrast()];
    expect(cardIds(await on.cauda.sign(tomasz, drafts))).toEqual([]);
  });

  test.each(['polyneuropathy, not urgent', 'non-urgent work-up of neuropathy', 'static symptoms'])(
    'but "%s" can wait',
    async (text) => {
      const drafts = [lumbarPuncture(reason(text)), brainMriWithContrast()];
      expect(cardIds(await on.cauda.sign(tomasz, drafts))).toHaveLength(1);
    },
  );

  test('an order that nobody closed for years is no plan', async () => {
    const old = {
      resourceType: 'ServiceRequest',
      status: 'active',
      intent: 'order',
      code: { coding: [{ system: CPT, code: '62270' }] },
      authoredOn: '2022-03-01',
    };
    expect(cardIds(await on.cauda.sign(withResource(tomasz, old), brainMriWithContrast()))).toEqual(
      [],
    );
  });

  test('a temperature in a panel of vital signs', async () => {
    const panel = {
      resourceType: 'Observation',
      status: 'preliminary',
      code: { text: 'Vital signs' },
      effectiveDateTime: '2026-11-20T08:00:00Z',
      component: [
        {
          code: { coding: [{ system: LOINC, code: '8310-5' }] },
          valueQuantity: { value: 39.2, code: 'Cel' },
        },
      ],
    };
    const drafts = [lumbarPuncture(), brainMriWithContrast()];
    expect(cardIds(await on.cauda.sign(withResource(tomasz, panel), drafts))).toEqual([]);
  });

  test.each(['?carcinomatous meningitis, breast ca', 'Neoplastic meningitis'])(
    'but suspected spread is not silenced by its own name: "%s"',
    async (text) => {
      const p = without(samir, (r) => r.resourceType === 'Condition' && r.id.includes('question'));
      const reasonCode = [{ text, coding: [{ system: ICD10CM, code: 'C79.32' }] }];
      expect(cardIds(await on.cauda.sign(p, lumbarPuncture({ reasonCode })))).toHaveLength(1);
    },
  );

  test('a meningioma is no leptomeningeal cancer', async () => {
    const p = withResource(tomasz, condition(ICD10CM, 'C70.9'));
    expect(cardIds(await on.cauda.sign(p, lumbarPuncture()))).toEqual([]);
  });

  test('reports that could not be had are no "none found"', async () => {
    const keys = [
      'patient',
      'conditions',
      'procedures',
      'observations',
      'allergies',
      'orders',
      'medications',
      'administrations',
    ] as const;
    const answer = await on.cauda.sign(samir, lumbarPuncture(), { keys });
    expect({ cards: cardIds(answer), missing: notChecked(answer) }).toEqual({
      cards: [],
      missing: { 'mri-before-lumbar-puncture': ['reports'] },
    });
  });
});

describe('A report is read in its plainest sentence only', () => {
  const told = (findings: string) =>
    changed(lucia, 'DiagnosticReport', (report) =>
      report.id === 'lucia-mri-2026-11'
        ? {
            conclusion: undefined,
            presentedForm: [
              {
                contentType: 'text/plain',
                data: Buffer.from(
                  `Technique: MRI before and after gadobutrol.\nFindings: ${findings}\n`,
                ).toString('base64'),
              },
            ],
          }
        : {},
    );
  const plain = 'There is enhancement of the right L5 nerve root.';

  test.each([
    'Interval resolution of enhancement of the right L5 nerve root.',
    'The right L5 nerve root fails to enhance.',
    'Enhancement of the right L5 nerve root: nil.',
    'Enhancement of the right L5 nerve root is unlikely.',
    'Rim-enhancing collection displaces the right L5 nerve root.',
    'Enhancing synovial cyst compresses the right L5 nerve root.',
    'Last MRI: enhancement of the right L5 nerve root.',
    'On 3 September there was enhancement of the right L5 nerve root.',
    'There is enhancement of the right L5 nerve root, concerning for neoplasm.',
    'There is enhancement of nerve roots L3 through S1.',
    'The L5 nerve roots enhance.',
    `${plain} There is enhancement of the left L5 nerve root.`,
    `${plain} Discitis at L4/5 with no abscess.`,
    `${plain} No haematoma but L4/5 discitis.`,
    `${plain} Epidural abscess is not excluded.`,
    `${plain} Epidural clot compresses the thecal sac.`,
    `${plain} Appearances favour drop metastases.`,
    `${plain} Crowding of the cauda equina.`,
  ])('"%s": silent', async (findings) => {
    expect(cardIds(await on.cauda.view(told(findings)))).toEqual([]);
  });

  test.each([
    plain,
    'Following contrast there is mild enhancement of the right L5 nerve root.',
    'The right L5 nerve root demonstrates enhancement.',
    'After gadolinium, the right L5 nerve root enhances.',
    `${plain} No discitis, no abscess. There is no epidural haematoma or collection.`,
  ])('"%s": speaks', async (findings) => {
    expect(cardIds(await on.cauda.view(told(findings)))).toHaveLength(1);
  });

  test.each([
    [
      'surgery on the other side',
      changed(lucia, 'Procedure', (p) =>
        p.id.includes('discectomy') ? { bodySite: [{ text: 'L4-L5, left' }] } : {},
      ),
    ],
    [
      'leg pain that began after the scan',
      changed(lucia, 'Condition', (c) =>
        c.id === 'lucia-sciatica-right' ? { onsetDateTime: '2026-11-17' } : {},
      ),
    ],
    ['discitis in words', withResource(lucia, words('Postoperative discitis L4/5'))],
    ['GBS', withResource(lucia, condition(ICD10CM, 'G61.0'))],
    [
      'a new cauda equina sign',
      withResource(lucia, condition(SNOMED, '449813001', { recordedDate: '2026-11-17' })),
    ],
  ])('%s: silent', async (_what, p) => {
    expect(cardIds(await on.cauda.view(p))).toEqual([]);
  });
});
