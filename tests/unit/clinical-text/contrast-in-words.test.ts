import { describe, expect, test } from '@jest/globals';
import { contrastInWords } from '../../../src/clinical-text/contrast/contrast-in-words.ts';

/** Each spelling as it stands behind "MRI LUMBAR SPINE" in a title. */
const spellings = {
  'without-and-with': [
    'W/ + W/O CONTRAST', 'w/ + w/o', 'W/+ W/O CONTRAST', 'W/+W/O', 'w/ & w/o', 'W/ & W/O CONTRAST', 'w/, w/o', 'W/, W/O CONTRAST',
    'w, w/o contrast', 'WWO', 'WWO CONTRAST', 'WOW', 'WOW CONTRAST', 'W-W/O', 'W-WO', 'W_WO', 'W/WO', 'WO/W', 'W/O-W', 'W/O/W', 'W/W/O', 'W/W/O CONTRAST',
    'W & WO', 'W&WO IV CON', 'W AND WO CONTRAST', 'W and W/O Contrast', 'w/and w/o contrast', 'w/ and w/o', 'WO AND W', 'WO & W', 'W/O & W', 'WO+W', 'WO + W GAD',
    'W WO', 'WO W CONTRAST', 'W W/O', 'W W/O CON', 'W/CON + W/O CON', 'w/c & w/o c', 'WITH CONTRAST AND WITHOUT CONTRAST', 'WITHOUT CONTRAST, WITH CONTRAST',
    'without and with', 'with & without', 'with/without contrast', 'WITH-WITHOUT CONTRAST', 'WITHOUT THEN WITH CONTRAST', 'W/O followed by W/', 'without, then with gadolinium',
    'with (and without) contrast', 'C-/C+', 'C-/C+ CONTRAST', 'C+/C-', 'C- C+', 'C-C+', 'C- & C+', 'C+ and C-', 'T1 C-/C+', 'pre and post', 'PRE/POST', 'PRE & POST CONTRAST',
    'pre-/post-contrast', 'pre- and post-contrast', 'PRE POST GAD', 'PRE AND POST GADOLINIUM', 'pre gad and post gad', 'precontrast and postcontrast', 'combo', 'COMBO',
    'before and after', 'before and after contrast', 'before & after gadobutrol', 'before and following IV contrast', 'plain and enhanced', 'plain & contrast', 'plain + Gd', 'plain and post contrast',
    'native and contrast', 'native and enhanced', 'unenhanced and enhanced', 'UNENHANCED + ENHANCED', 'enhanced and unenhanced', 'non-contrast and contrast', 'non con and post con', 'NC + CE', 'NC and CE',
    'W/WO (72158)', 'W/WO FOR MS', 'W WO 3T', 'W/ + W/O CONTRAST (DEMENTIA)', 'W AND WO DYE', 'W/DYE & W/O DYE', 'w/ gad & w/o', 'WITH AND WITHOUT IV CONTRAST MATERIAL', 'w/ou and w/ contrast'.replace('ou', 'out'),
    'WITHOUT AND WITH INTRAVENOUS CONTRAST ADMINISTRATION', 'W. & W/O CONTRAST', 'wo. and w. contrast', 'W/O CONTRAST & W/ CONTRAST', 'WITHOUT PLUS WITH', 'W/WOCONTRAST', 'wwocon', 'W\\WO', 'W / WO', 'W / O + W /', 'gad+/gad-', 'WITH OUT AND WITH CONTRAST', 'w/ & w/0 contrast',
  ],
  with: [
    '(contrast)', '(IV con)', 'with contrast', 'WITH IV CONTRAST', 'W CONTRAST', 'W/ CONTRAST', 'w/contrast', 'W/IV CONTRAST', 'W CON', 'w/ cont', 'W/CON', 'W/ C', 'W DYE', 'with dye', 'with gad', 'W GAD', 'W/GAD', '+ gad', '+GAD', '+ contrast', 'plus contrast',
    'Gd', 'GD', 'gadolinium', 'with Gd-DTPA', 'with Gd', 'CE', 'CE-MRI', '(CE)', 'contrast enhanced', 'contrast-enhanced', 'enhanced', 'ENHANCED', 'post contrast', 'POST-CONTRAST', 'postcontrast', 'post gad', 'POST GD', 'after gadolinium',
    'after contrast', 'following IV contrast', 'gadobutrol', 'with Dotarem', 'Gadavist', 'with ProHance', 'with Clariscan', 'with MultiHance', 'with gadoterate meglumine', 'C+', '(C+)', 'T1 C+', 'W', 'W/', 'with', 'W/ (72149)',
    'contrast: yes', 'Contrast - Yes', 'contrast given', 'contrast required', 'contrast only', 'with contrast only', 'add contrast', 'contrast study', 'W/ contrast w/ sedation', 'with contrast under GA', 'WCONTRAST', 'WITHCONTRAST', 'contrast? yes',
    'with the administration of intravenous contrast', 'with 7 ml gadobutrol', 'with contrast for discitis', 'with contrast ?discitis', 'W CONTRAST WITHOUT SEDATION',
  ],
  without: [
    'without contrast', 'WITHOUT IV CONTRAST', 'W/O CONTRAST', 'w/o contrast', 'WO CONTRAST', 'WO IV CON', 'W/O CON', 'w/o cont', 'W O CONTRAST', 'W/O', 'WO', 'without', 'W/O GAD', 'without gadolinium', 'w/out contrast', 'W/0 CONTRAST', 'w/o dye', 'W/O C', 'W/O IV',
    'no contrast', 'NO IV CONTRAST', 'no gad', 'nil contrast', 'non contrast', 'non-contrast', 'NONCONTRAST', 'non con', 'NON-CON', 'NC', 'N.C.', 'non gad', 'non-enhanced', 'unenhanced', 'UNENHANCED', 'plain', 'native', 'C-', '(C-)',
    'contrast: no', 'contrast: none', 'Contrast - No', 'contrast not required', 'contrast not needed', 'contrast? no', 'avoid gadolinium', 'declines contrast', 'minus contrast', 'w/o contrast w/ sedation', 'without contrast ?discitis',
    'W/O CONTRAST (72148)', 'W/O, LIMITED', 'WO CONTRAST STAT', 'without contrast for sciatica', 'WOCONTRAST', 'w\\o contrast', 'w.o. contrast', 'contrast: without', 'contrast free', 'non-contrast only', 'without contrast (gadolinium allergy)', 'WITH OUT CONTRAST', 'W OUT CONTRAST', 'w/o contrast (eGFR 22, no gad please)', 'no IV con', 'NCMRI',
  ],
  unspecified: [
    '', '+/- contrast', '+/-', '±contrast', '± gad', '+/- GAD', 'C+/-', 'with or without contrast', 'W OR WO', 'w or w/o contrast', 'W/ or W/O CONTRAST', 'contrast', 'contrast if needed', 'contrast if indicated', 'with contrast if needed', 'without contrast, with if indicated',
    'contrast per radiologist', 'contrast as per protocol', 'contrast at the discretion of radiology', 'possible contrast', 'maybe with contrast', 'contrast?', '?contrast', 'contrast TBD', 'contrast prn', 'with/without contrast as needed', 'contrast y/n', 'contrast vs no contrast',
    'with sedation', 'W SEDATION', 'without sedation', 'w/o sedation', 'with flexion and extension', 'with and without flexion', 'w/wo sedation', 'pre op', 'POST OP', 'pre and post op', 'PRE AND POST SURGERY', 'before and after surgery', 'post laminectomy', 'pre and post treatment', 'after fall', 'within a week',
    'with diffusion', 'W MARS', 'W/C', 'contrast allergy', 'gadolinium allergy', 'allergy to gadolinium', 'C- and L-spine', 'C+T+L', 'C- T- L-', '?CE', 'query CE', 'plain film', 'without contrast last year, now with contrast', 'contrast or not', 'both', 'limited', 'wound', 'WOMAN', 'WEIGHT BEARING',
    'cervical without, lumbar with contrast', 'with possible contrast', 'not with contrast if GFR low', 'contrast optional', 'pre contrast', 'no contrast allergy', 'gad +/-', 'double contrast', 'W OR WO CONTRAST',
  ],
} as const; // prettier-ignore

describe.each(Object.entries(spellings))('%s', (contrast, list) => {
  test.each(list)('MRI LUMBAR SPINE %s', (spelling) => {
    for (const words of [
      `MRI LUMBAR SPINE ${spelling}`,
      `mri spine lumbar ${spelling.toLowerCase()}`,
      `MR L-SPINE, ${spelling}`,
    ]) {
      expect([words, contrastInWords(words)]).toEqual([words, contrast]);
    }
  });
});
