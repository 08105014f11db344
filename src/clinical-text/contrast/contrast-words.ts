/**
 * How titles and techniques write intravenous contrast. Plain lists; each entry is a word, or words and
 * signs with a blank between them ("w / o"). The reader looks for the longest entry.
 *
 * @see contrast-in-words.ts for what each kind of word means beside another.
 */
export const contrastWords = {
  /** Needs something behind it: contrast, or nothing at all. */
  with: ['with', 'w', 'w /', 'w .', 'wiht', 'wth'],
  without: [
    'without', 'sans', 'w / o', 'w \\ o', 'wo', 'w o', 'w - o', 'w . o', 'w . o .', 'w / out', 'w / 0', 'w out', 'with out', 'wout', 'witout', 'withou', 'wihtout', 'withot', 'w / o .',
    'wo .',
  ], // prettier-ignore
  /** Says both series in one word. */
  both: [
    'wwo',
    'wow',
    'wawo',
    'wandwo',
    'w / ow',
    'wwoc',
    'wwocon',
    'wwocm',
    'combo',
    'c - / c +',
    'c + / c -',
  ],
  /** Says by itself that contrast is given. */
  plus: [
    'enhanced', 'contrast enhanced', 'contrast - enhanced', 'gad enhanced', 'gd enhanced', 'postcontrast', 'postgad', 'postgadolinium',
    'contrasted', 'cemri', 'cemr', 'contrast only', '( contrast )', '( iv contrast )', '( iv con )', '( gad )', '( gadolinium )',
  ], // prettier-ignore
  /** Says by itself that none is given. */
  minus: [
    'noncontrast', 'non contrast', 'non - contrast', 'noncon', 'non con', 'non - con', 'non cont', 'non - cont', 'noncont', 'noncontrasted',
    'non enhanced', 'non - enhanced', 'nonenhanced', 'unenhanced', 'un - enhanced', 'uncontrasted', 'non gad', 'non - gad',
    'non gadolinium', 'non - gadolinium', 'non dye', 'non iv contrast', 'non - iv contrast', 'plain', 'native', 'contrast free', 'contrast - free',
    'gadolinium free', 'gadolinium - free', 'ncmri', 'no iv con', 'no iv cm', 'sine contrast',
  ], // prettier-ignore
  /** As the two above, but only where nothing else can be meant: CE is the cauda equina as well. */
  shortPlus: ['ce'],
  shortMinus: ['nc', 'n . c'],
  /** Words before a disease that is asked for. */
  asked: [
    'query',
    '?',
    'suspected',
    'suspect',
    'rule out',
    'r / o',
    'exclude',
    'for',
    'possible',
    'known',
  ],
  before: ['pre', 'before', 'precontrast', 'pregad', 'pregadolinium'],
  after: ['post', 'after', 'following'],
  /** An agent of MRI: it is not named where none is given. */
  agent: [
    'gadolinium', 'gad', 'gado', 'gd', 'gbca', 'gadavist', 'gadovist', 'dotarem', 'gadobutrol', 'gadoterate', 'clariscan', 'prohance', 'magnevist',
    'multihance', 'gadobenate', 'gadopiclenol', 'gadoteridol', 'gadopentetate', 'vueway', 'elucirem', 'omniscan', 'gadodiamide', 'primovist',
    'eovist', 'gadoteric', 'gadoxetate', 'gadoversetamide',
  ], // prettier-ignore
  /** Contrast of a kind that is not said: by its name alone it says nothing. */
  contrast: [
    'contrast', 'dye', 'contr', 'cntrst', 'contrst', 'constrast', 'contast', 'contrats', 'contrsat', 'cont', 'ctrst', 'enhancement',
    'contrast medium', 'contrast media', 'contrast material', 'contrast agent', 'contrast dye', 'mri contrast', 'mr contrast', 'iv dye',
  ], // prettier-ignore
  /** Contrast only right behind "with" or "without". */
  shortContrast: ['con', 'c', 'cm', 'iv', 'i . v .', 'k'],
  /** Changes nothing between a word and its contrast. */
  filler: [
    'iv', 'i . v .', 'i . v', 'intravenous', 'intraven', 'any', 'the', 'use of', 'administration of', 'injection of', 'infusion of', 'dose of',
    'double dose', 'single dose', 'half dose', 'full dose', 'low dose', 'triple dose', 'paramagnetic', 'additional', 'admin', 'of',
    'based', 'gadolinium based', 'macrocyclic', 'group ii', 'group 2', 'administration', 'injection',
  ], // prettier-ignore
  /** The images made with it. */
  images: [
    'images', 'imaging', 'sequences', 'sequence', 'series', 'study', 'scan', 'scans', 'exam', 'examination', 'phase', 'part', 'mri', 'mr', 't1', 't1w',
  ], // prettier-ignore
  join: [
    'and', '&', '+', '/', ',', ';', '-', '–', '_', 'then', 'and then', 'plus', 'followed by', "' n '", 'as well as', '\\', 'also', 'and also', 'n',
  ], // prettier-ignore
  /** Leaves it to somebody, or to what is seen. */
  open: [
    'if', 'decide', 'decides', 'decision', 'decided', 'discretion', 'per radiologist', 'per radiology', 'per rad', 'per rads', 'per protocol',
    'radiologist', 'radiology to', 'prn', 'as needed', 'when needed', 'as indicated', 'when indicated', 'as required', 'as appropriate', 'as necessary',
    'tbd', 'to be determined', 'optional', 'option', 'unknown', 'undecided',
    'unless', 'unsure', 'not sure', 'pending', '±', '∓', '+ / -', '+ -', '- / +', '+ / −', 'y / n', 'choice', 'either', 'not with', 'not without',
    'not enhanced', 'depending',
  ], // prettier-ignore
  /** Leaves it open where contrast stands right behind, or where nothing does. */
  openBefore: [
    'possible',
    'possibly',
    'may',
    'maybe',
    'might',
    'perhaps',
    'consider',
    'potential',
    'potentially',
  ],
  /** Between two words for contrast: one or the other. */
  or: ['or', 'vs', 'versus', 'and / or'],
  no: [
    'no',
    'nil',
    'avoid',
    'avoiding',
    'declines',
    'declined',
    'refuses',
    'refused',
    'minus',
    'omit',
    'withhold',
    'not give',
    'no need for',
    'does not need',
    'zero',
  ],
  give: [
    'give',
    'add',
    'needs',
    'requires',
    'request',
    'requested',
    'use',
    'using',
    'plus',
    'administer',
  ],
  /** Answers behind "contrast:". */
  yes: [
    'yes',
    'y',
    'given',
    'added',
    'administered',
    'required',
    'needed',
    'indicated',
    'requested',
    'positive',
    'ordered',
  ],
  none: [
    'no',
    'none',
    'nil',
    'n',
    'n / a',
    'na',
    'not',
    'negative',
    'contraindicated',
    'declined',
    'refused',
    'withheld',
    'omitted',
    'avoided',
  ],
  /** Speaks of something that contrast once did. */
  harm: [
    'allergy',
    'allergic',
    'allergies',
    'reaction',
    'intolerance',
    'intolerant',
    'hypersensitivity',
    'induced',
    'anaphylaxis',
    'nephropathy',
  ],
  /** What "with", "without", "before" and "after" may belong to instead, also behind a pair of them. */
  otherThing: [
    'sedation', 'anesthesia', 'anaesthesia', 'anes', 'ga', 'general', 'flexion', 'extension', 'flex', 'stress', 'load', 'loading', 'axial', 'weight',
    'weightbearing', 'standing', 'traction', 'mra', 'mrv', 'angio', 'diffusion', 'dwi', 'perfusion', 'spectroscopy', 'reconstruction', 'recon', 'cad',
    '3d', 'mars', 'metal', 'hardware', 'implant', 'complications', 'complication', 'myelopathy', 'radiculopathy', 'stir', 'op', 'operative', 'operation', 'surgery', 'surgical',
    'treatment', 'therapy', 'chemo', 'chemotherapy', 'radiation', 'void', 'voiding', 'injection', 'procedure', 'fusion', 'laminectomy', 'oral', 'intrathecal',
    'film', 'films', 'radiograph', 'radiographs', 'xray', 'x', 'ray',
  ], // prettier-ignore
  /** Begins what the study is for. */
  ending: [
    'for',
    '(',
    ')',
    '[',
    ']',
    '.',
    '*',
    'eval',
    'evaluate',
    'r',
    'ltd',
    'limited',
    'stat',
    'protocol',
    'bilateral',
    'adult',
    'peds',
    'complete',
  ],
} as const satisfies Record<string, readonly string[]>;
