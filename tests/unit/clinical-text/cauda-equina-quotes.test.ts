import { describe, expect, test } from '@jest/globals';
import { readCaudaEquinaSigns } from '../../../src/clinical-text/topics/cauda-equina-signs.ts';
import { read } from '../../support/lexicon.ts';

const quoteOf = (text: string) => readCaudaEquinaSigns(read(text)).signs[0]?.quote;

describe('Words that speak of a present sign', () => {
  test.each([
    'difficulty passing urine and numb saddle area',
    'saddle altered sensation',
    'bilateral leg weakness, bowel and bladder incontinence',
    'loss of rectal tone',
    'numbness in groin and genitals',
    'numbness between the legs',
    'Saddle anesthesia?: Yes',
    'Does not have fever, new saddle numbness',
    'Bladder symptoms?: No Saddle anesthesia?: Yes',
    'Incontinent of urine since yesterday',
    'sciatica with sphincter disturbance',
    '(+) saddle anesthesia, (-) bowel incontinence',
    'urinary retention, no weakness, saddle numbness',
    'Denied trauma. Now incontinent of stool',

    'saddle anaesthesia since yesterday',
    '?CES',
    '? cauda equina',
    'query cauda equina',
    'r/o cauda equina syndrome',
    'Low back pain with saddle numbness and urinary retention',
    'new urinary retention, catheterised',
    'numbness around the back passage',
    'LBP. Reduced anal tone on PR.',
    'no anal tone',
    'cannot pass urine',
    'no longer able to pass urine',
    "can't pee since this morning",
    'No fever but urinary retention',
    'No trauma, 3 day history of saddle numbness',
    '3 day history of perianal numbness',
    'chronic LBP, new saddle anaesthesia',
    'known disc prolapse with new saddle numbness',
    'No improvement with physio, saddle numbness since Monday',
    'urinary retention, no weakness',
    'Urinary retention? no weakness',
    'urinary retention and absent reflexes',
    'faecal incontinence',
    'incontinent of urine and faeces',
    'loss of bladder control',
    'overflow incontinence',
    'saddle numbness 2 weeks post discectomy',
    'saddle numbness 2 months after discectomy',
    'not sleeping, urinary retention',
    'CES symptoms for 2 days',
    'GP advised urgent MRI for saddle numbness',
    'bilateral sciatica with perineal paraesthesia',
    'Painless urinary retention 800 mL on scan',
    'impaired perianal sensation',
    'history of 2 days of saddle numbness',
    'Prev discectomy 2019, now saddle numbness 11/2026',
    'worsening sciatica, exclude cauda equina',
    'urinary retention, reflexes absent',
    'No relief, new urinary retention',
    'MRI lumbar spine without contrast ?CES',
  ])('%s', (text) => {
    expect(quoteOf(text)).toBeDefined();
  });

  test('are given back as they stand, the clause of the sign only', () => {
    const text = 'Sciatica since May. Saddle numbness since Monday; no fever.';
    expect(quoteOf(text)).toBe('Saddle numbness since Monday');
  });
});

describe('Words that do not', () => {
  test.each([
    'Mum had CES',
    'Red flags: Cauda equina syndrome [ ] Fracture [ ] Infection [ ]',
    'perianal numbness: denies',
    'Saddle numbness - denies',
    'Urinary retention (denies)',
    'Does not have saddle anesthesia',
    'Doesn’t report urinary retention',
    'Has not had saddle numbness',
    'Fecal incontinence for 10 years after childbirth injury',
    'Bladder or bowel incontinence?: No Saddle anesthesia?: No',
    'no bowel and bladder incontinence',
    '(-) saddle anesthesia, (-) bowel incontinence',
    'Red flags: saddle anaesthesia ✗, urinary retention ✗',
    'Saddle anaesthesia N, urinary retention N',
    'saddle anaesthesia (N)',
    'no sphincter disturbance',
    'Incontinent of urine since 2019',
    'saddle altered sensation: no',
    'Saddle anaesthesia -ve, bladder -ve',
    'Saddle anaesthesia (-), urinary retention (-)',
    'No: saddle numbness, urinary retention, faecal incontinence',
    'Denies: incontinence of stool, saddle numbness',
    'CESR excluded in ED yesterday',
    'urinary retention? - no',
    'Neg for saddle anesthesia',
    'negative saddle anesthesia',
    'Patient worried about cauda equina',
    'CES unlikely, PVR 20 ml, anal tone normal',
    'Post op discectomy for CES in 2021, persistent left leg pain',
    'Advised to attend if saddle numbness or loss of bladder control',
    'screened for CES - negative',
    'Saddle numbness not present',

    'no saddle anaesthesia',
    'No bladder or bowel symptoms, no saddle numbness',
    'denies saddle anaesthesia, urinary retention or faecal incontinence',
    'no weakness, numbness, saddle anaesthesia or incontinence',
    'No red flags for cauda equina syndrome',
    'CES safety net advice given',
    'safety-netted for cauda equina symptoms',
    'warned about CES red flags',
    'return if saddle numbness or urinary retention develops',
    'If saddle numbness, call 999',
    'Hx cauda equina syndrome 2018',
    'history of cauda equina syndrome',
    'previous CES decompression',
    's/p CES decompression in 2019',
    'cauda equina syndrome excluded on examination',
    'CES ruled out',
    'saddle numbness: no',
    'Cauda equina symptoms? No',
    'Saddle anaesthesia - no',
    'chronic urinary retention, long-term catheter',
    'long-standing urinary retention',
    'Urinary retention for 10 years',
    'mother had cauda equina syndrome',
    'cauda equina nerve roots clump',
    '? cauda equina tumour',
    'cauda equina ependymoma follow-up',
    'stress incontinence',
    'urinary incontinence',
    'bilateral sciatica',
    'weakness of left foot, foot drop',
    'saddle numbness, urinary retention all denied',
    'No evidence of cauda equina syndrome',
    'not suspicious for CES',
    'without cauda equina features',
    'urinary retention resolved after catheter removed',
    'urinary retention resolved',
    'no loss of bladder control',
    'normal anal tone',
    'cauda equina symptoms discussed',
    'low back pain and sciatica',
    'CES clinic follow up',
    'process. ces',
    'fluid retention',
    'no new urinary retention',
    'nil urinary retention',
    'neither saddle numbness nor retention of urine',
    'follow-up after cauda equina syndrome',
    'saddle horse riding accident',
    'No urinary/bowel symptoms or saddle anaesthesia',
    'ulcerative colitis with stool frequency',
    'post-void residual normal',
    'cauda equina syndrome, excluded',
    'urinary retention, resolved',
  ])('%s', (text) => {
    expect(quoteOf(text)).toBeUndefined();
  });

  test.each(['', '·', '.'.repeat(100_000), 'a'.repeat(100_000)])('nothing to read', (text) => {
    expect(quoteOf(text)).toBeUndefined();
  });

  test('a year that is not now makes it past, this year does not', () => {
    expect(quoteOf('saddle numbness 2019')).toBeUndefined();
    expect(quoteOf('saddle numbness 18/11/2026')).toBeDefined();
  });
});

describe('Words beside a code', () => {
  test.each([
    ['Cauda equina syndrome', false],
    ['?Urinary retention', false],
    ['Cauda equina syndrome without neurogenic bladder', false],
    ['Compression of cauda equina', false],
    ['History of cauda equina syndrome', true],
    ['Cauda equina syndrome - ruled out', true],
    ['Family history of incontinence', true],
    ['Chronic urinary retention', true],
    ['Urinary incontinence', false],
    ['Neurogenic bladder', false],
    ['Ruled out', true],
  ])('%s: takes it back: %s', (text, expected) => {
    expect(readCaudaEquinaSigns(read(text)).takesBack).toBe(expected);
  });
});

test('a long text is still read where it names a sign', () => {
  const long = 'back pain for a day. '.repeat(200);
  expect(quoteOf(`${long}numb saddle`)).toBe('numb saddle');
  expect(quoteOf(`${long}CES`)).toBe('CES');
  expect(quoteOf(long)).toBeUndefined();
});
