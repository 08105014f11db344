import { describe, expect, test } from '@jest/globals';
import {
  condition,
  CPT,
  ICD10CM,
  LOINC,
  patient,
  SNOMED,
  withResource,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/**
 * The chart held a procedure that could not be read, and the card said that no operation on the spine
 * was found.
 */
const id = 'root-enhancement-without-surgery';
const missing = 'kind of a recorded procedure';
/** Esther: no operation on the spine; linear enhancement of the left L5 root. */
const esther = patient('esther-unoperated-root');
const on = stage([esther]);

const PCS = 'http://www.cms.gov/Medicare/Coding/ICD10';
const LOCAL = 'urn:example:theatre';
const absent = (code: string) => ({
  extension: [
    { url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: code },
  ],
});
const also = (code: unknown, more: object = {}) =>
  withResource(esther, {
    resourceType: 'Procedure',
    status: 'completed',
    code,
    performedDateTime: '2019-04-11',
    ...more,
  });
const coded = (system: string, code: string, display?: string) => ({
  coding: [{ system, code, ...(display !== undefined && { display }) }],
});

describe('A procedure that cannot be read leaves "unoperated" open', () => {
  test.each<[string, unknown, object?]>([
    ['a data-absent-reason in the code', absent('masked')],
    ['another reason', absent('unknown')],
    ['in the coding', { coding: [absent('masked')] }],
    ['in the code of the coding', { coding: [{ system: CPT, _code: absent('masked') }] }],
    ['in place of the code', { coding: [{ system: CPT, code: absent('masked') }] }],
    ['beside the text', { _text: absent('masked') }],
    [
      'as a code of its own',
      coded('http://terminology.hl7.org/CodeSystem/data-absent-reason', 'masked', 'Masked'),
    ],
    ['a null flavour', coded('http://terminology.hl7.org/CodeSystem/v3-NullFlavor', 'MSK')],
    ['a word in place of a CPT code', coded(CPT, 'masked')],
    ['stars', { text: '*****' }],
    ['"Restricted"', { text: 'Restricted' }],
    ['"Sensitive procedure"', { text: 'Sensitive procedure' }],
    ['no code at all', undefined],
    ['an empty code', {}],
    ['a code that is a text', 'Operation'],
    [
      'a code within a code',
      { coding: [{ system: CPT, code: coded('urn:oid:1.2.3', '0SB20ZZ') }] },
    ],
    ['a local code alone', coded(LOCAL, '4711')],
    ['a local code with words that do not help', coded(LOCAL, '4711', 'Elective procedure')],
    ['a code without a system', { coding: [{ code: '4711' }] }],
    ['a private UK list', coded('https://www.ccsd.org.uk', 'V2540')],
    ['German codes', coded('http://fhir.de/CodeSystem/bfarm/ops', '5-831.2')],
    ['French codes', coded('https://mos.esante.gouv.fr/NOS/CCAM', 'LFFA002')],
    ['HCPCS', coded('https://www.cms.gov/Medicare/Coding/HCPCSReleaseCodeSets', 'S2350')],
    ['HCPCS under the URI of CPT', coded(CPT, 'S2350')],
    ['a SNOMED CT code without a word', coded(SNOMED, '112790001')],
    ['"Operation"', { text: 'Operation' }],
    ['"Surgery 2009"', { text: 'Surgery 2009' }],
    ['"Hospital stay with procedure"', { text: 'Hospital stay with procedure' }],
    [
      'a reason that names a disc',
      { text: 'Operation' },
      { reasonCode: [{ text: 'Lumbar disc herniation' }] },
    ],
    ['a surgical category', coded(LOCAL, '4711'), { category: { text: 'Surgical procedure' } }],
    ['a status that is not known', absent('masked'), { status: 'unknown' }],
    ['no date', absent('masked'), { performedDateTime: undefined }],
  ])('%s', async (_what, code, more = {}) => {
    const answer = await on.cauda.view(also(code, more));
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)).toMatchObject({ [id]: [missing] });
  });
});

describe('Words that name the spine and are not understood leave it open', () => {
  test.each([
    'Lumbar procedure NOS',
    'Spine procedure, elective',
    'L4/5 IDET',
    'Intradiscal electrothermal therapy',
    'Endoscopic treatment L5-S1',
    'CT guided lumbar procedure',
    'Fluoroscopically guided treatment of the L4-5 disc',
    'Sacral nerve root procedure',
    'Removal of disk fragment',
    'Chemonucleolysis',
    'Evacuation of epidural haematoma, lumbar',
    'Repair of spinal dural tear',
    'Untethering of tethered cord',
    'Biopsy of vertebra L2',
    'LWS-Eingriff',
    'Bandscheibenoperation',
    'Bandscheiben-OP L4/5',
    'Nukleotomie L5/S1',
    'Spondylodese L4-S1',
    'Wirbelsäulenoperation 2011',
    'Rückenoperation',
    'Opération du rachis lombaire',
    'Cure de hernie discale L5-S1',
    'Chirurgie de la colonne vertébrale',
    'Intervención de columna lumbar',
    'Cirugía de hernia discal',
    'Operación de espalda',
    'Intervento per ernia del disco',
    'Chirurgia della colonna vertebrale',
    'Cirurgia da coluna lombar',
    'Rughernia-operatie',
    'HNP operatie L4-L5',
    'Wervelkolomoperatie',
    'Ryggoperation',
    'Diskbråcksoperation',
    'Operation i lænderyggen',
    'Välilevyleikkaus',
    'Operacja kręgosłupa lędźwiowego',
    'Operace páteře',
    'Gerincműtét',
    'Bel fıtığı ameliyatı',
    'Operacija kralježnice',
    'Операция на позвоночнике',
    'Удаление межпозвонковой грыжи',
    'Επέμβαση σπονδυλικής στήλης',
    'Phẫu thuật cột sống',
    '腰椎椎間板ヘルニア手術',
    '腰椎间盘突出手术',
    '요추 추간판 제거술',
    'جراحة العمود الفقري',
    'ניתוח דיסק',
    'ผ่าตัดหมอนรองกระดูกทับเส้นประสาท',
  ])('"%s"', async (text) => {
    for (const code of [{ text }, { text, ...coded(LOCAL, '1', text) }]) {
      const answer = await on.cauda.view(also(code));
      expect(cardIds(answer)).toEqual([]);
    }
  });

  test.each<[string, unknown, object]>([
    ['beside a CPT code', coded(CPT, '22899', 'Unlisted procedure, spine'), {}],
    ['beside a SNOMED CT code', coded(SNOMED, '387713003', 'Procedure on lumbar spine'), {}],
    ['in the body site', { text: 'Operation' }, { bodySite: [{ text: 'Lumbar vertebrae' }] }],
    ['a level in the body site', coded(LOCAL, '7'), { bodySite: [{ text: 'L4-L5' }] }],
    ['a coded body site', coded(LOCAL, '7'), { bodySite: [coded(SNOMED, '122496007')] }],
    ['a body site that is no list', coded(LOCAL, '7'), { bodySite: { text: 'L5/S1' } }],
    ['a code of a lumbar disc', coded(PCS, '0SR20JZ'), {}],
  ])('%s', async (_what, code, more) => {
    const answer = await on.cauda.view(also(code, more));
    expect(cardIds(answer)).toEqual([]);
    expect(Object.keys(notChecked(answer))).toContain(id);
  });
});

/** What charts hold without a word about the spine. None of it makes a spine an operated one. */
const ordinary =
  `Appendectomy|Laparoscopic cholecystectomy|Tonsillectomy and adenoidectomy|Inguinal hernia repair|
Umbilical hernia repair|Total abdominal hysterectomy|Caesarean section|C-section x2|Tubal ligation|D&C|Vasectomy|
Circumcision|Cataract extraction, right|Phacoemulsification with IOL|LASIK|Total knee replacement, left|TKR right|
Total hip arthroplasty|Hip resurfacing|Knee arthroscopy|ACL reconstruction|Meniscectomy|Rotator cuff repair|
Shoulder decompression|Carpal tunnel release|Trigger finger release|Dupuytren fasciectomy|Bunionectomy|
Achilles tendon repair|ORIF ankle|Wrist fracture fixation|Ganglion excision|CABG x3|Coronary angioplasty with stent|
Pacemaker insertion|Aortic valve replacement|Varicose vein stripping|AV fistula creation|Thyroidectomy|
Parathyroidectomy|Mastectomy, left|Lumpectomy|Breast augmentation|Prostatectomy|TURP|Cystoscopy|Nephrectomy|
Lithotripsy|Kidney transplant|Colonoscopy with polypectomy|Gastroscopy|EGD|ERCP|Gastric bypass|Sleeve gastrectomy|
Haemorrhoidectomy|Right hemicolectomy|Splenectomy|Liver biopsy|Bone marrow biopsy|Skin biopsy|
Excision of mole, back|Excision of lipoma of lower back|Mohs surgery, nose|Wart removal|Ingrown toenail removal|
Wisdom tooth extraction|Dental implant|Root canal treatment|Septoplasty|Sinus surgery|Myringotomy tubes|
Cochlear implant|Blepharoplasty|Facelift|Tracheostomy|Thoracotomy|Bronchoscopy|Craniotomy for meningioma|VP shunt|
Carotid endarterectomy|Laceration repair, hand|Blood transfusion|Haemodialysis|Chemotherapy|Radiotherapy, breast|
Influenza vaccination|Tetanus booster|Venepuncture|ECG|Echocardiogram|Spirometry|Hearing test|Eye examination|
Chest X-ray|Mammography|Abdominal ultrasound|CT abdomen|MRI brain|DEXA scan|Physiotherapy|Occupational therapy|
Psychotherapy|Counselling|Diabetes education|Smoking cessation advice|Blood pressure measurement|Depression screening|
Medication reconciliation|Wound dressing|Suture removal|Office visit|Care plan review|Appendektomie|Kniegelenksersatz|
Kaiserschnitt|Leistenbruch-OP|Weisheitszahnentfernung|Cholécystectomie|Césarienne|Apendicectomía|Cesárea|
Artroscopia de rodilla|Tonsillectomia|Nasal septum repair|Optic disc drusen treatment|Iliac crest bone biopsy, pelvis`
    .split('|')
    .map((text) => text.trim());

/** What is filed as a procedure, names the spine and is no operation. */
const noOperation =
  `MRI lumbar spine|X-ray of lumbar spine, AP and lateral|CT lumbar spine without contrast|
Bone density scan of lumbar spine|Lumbar myelogram|Physiotherapy for low back pain|Physical therapy, lumbar spine|
Spinal manipulation|Chiropractic adjustment of lumbar spine, manipulation|Lumbar traction|Core exercises, lumbar spine|
Back school|Patient education: lumbar disc herniation|Lumbar corset fitting, brace|Massage of lumbar region|
Acupuncture for lumbar pain|Lumbar facet joint injection|Trigger point injection, lumbar paraspinal|
Medial branch block L4-5|Range of motion measurement, lumbar spine|Oswestry disability index, lumbar|
EMG of lumbar paraspinal muscles|Examination of lumbar spine|Consultation for lumbar disc disease|
Spinal anaesthesia|Caesarean section under spinal anaesthesia|Hip replacement, spinal anesthesia|
Epidural for labour|Lumbar epidural analgesia, delivery|Röntgen LWS|Krankengymnastik LWS|IRM du rachis lombaire|
Resonancia magnética de columna lumbar|Kinésithérapie du rachis|Fisioterapia lombare`
    .split('|')
    .map((text) => text.trim());

describe('Ordinary procedures leave it decided', () => {
  const old = { performedDateTime: '2015-06-01' };
  test('these are enough', () => {
    expect(ordinary.length).toBeGreaterThan(100);
  });

  test.each(ordinary)('"%s", in words and beside a local code', async (text) => {
    for (const code of [{ text }, coded(LOCAL, '1', text)]) {
      const answer = await on.cauda.view(also(code, old));
      expect(notChecked(answer)).toEqual({});
      expect(cardIds(answer)).toEqual([id]);
    }
  });

  test.each(noOperation)('"%s" is no operation', async (text) => {
    const answer = await on.cauda.view(also({ text }, old));
    expect(notChecked(answer)).toEqual({});
    expect(cardIds(answer)).toEqual([id]);
  });

  test.each<[string, unknown, object?]>([
    ['another CPT code', coded(CPT, '29881')],
    ['CPT, radiology of the lumbar spine', coded(CPT, '72100', 'Lumbosacral spine, 2 or 3 views')],
    ['CPT, physiotherapy of the lumbar spine', coded(CPT, '97110', 'Lumbar strengthening program')],
    ['a SNOMED CT code with words that say little', coded(SNOMED, '71388002', 'Procedure')],
    ['a LOINC code', coded(LOINC, '24968-0')],
    ['a vaccine', coded('http://hl7.org/fhir/sid/cvx', '140')],
    ['a drug', coded('http://www.nlm.nih.gov/research/umls/rxnorm', '1049502')],
    ['a dental code', coded('http://www.ada.org/cdt', 'D7240')],
    ['ICD-10-PCS, imaging', coded(PCS, 'BR39ZZZ')],
    ['ICD-10-PCS of another part', coded(PCS, '0DTJ4ZZ')],
    [
      'a local code beside a CPT code',
      { coding: [...coded(LOCAL, '9').coding, ...coded(CPT, '29881').coding] },
    ],
    ['masked, and the words help', { ...absent('masked'), text: 'Cataract surgery' }],
    ['masked, and the site helps', absent('masked'), { bodySite: [{ text: 'Left knee' }] }],
    ['masked, of a category that is none', absent('masked'), { category: { text: 'Imaging' } }],
    ['masked education', absent('masked'), { category: coded(SNOMED, '409073007', 'Education') }],
    ['masked, not done', absent('masked'), { status: 'not-done' }],
    ['masked, entered in error', absent('masked'), { status: 'entered-in-error' }],
    ['masked, still to come', absent('masked'), { performedDateTime: '2027-02-01' }],
    ['a lumbar puncture by code', coded(CPT, '62270', 'Spinal puncture, lumbar, diagnostic')],
  ])('%s', async (_what, code, more = {}) => {
    const answer = await on.cauda.view(also(code, { ...old, ...more }));
    expect(notChecked(answer)).toEqual({});
    expect(cardIds(answer)).toEqual([id]);
  });
});

test('what is present wins over what is open', async () => {
  const both = withResource(also(absent('masked')), {
    ...condition(ICD10CM, 'Z98.1'),
    id: 'fused',
  });
  const answer = await on.cauda.view(both);
  expect(cardIds(answer)).toEqual([]);
  expect(notChecked(answer)).not.toHaveProperty(id);
});

test('with a thousand words on one procedure, and a thousand procedures, the answer still comes', async () => {
  const long = withResource(
    esther,
    ...Array.from({ length: 1000 }, (_, i) => ({
      resourceType: 'Procedure',
      id: `p${i}`,
      status: 'completed',
      code: { text: `Appendectomy ${'and so on '.repeat(100)}` },
      performedDateTime: '2015-06-01',
    })),
  );
  const answer = await on.cauda.view(long);
  expect(answer.status).toBe(200);
  // So many words are over a bound: the list is not whole, and what was not read is not none.
  expect(cardIds(answer)).toEqual([]);
  expect(notChecked(answer)).toMatchObject({ [id]: ['procedures'] });
});
