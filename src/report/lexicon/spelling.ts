/** One spelling for each word, so that the other lexicons need only one. */
export const spellings: Readonly<Record<string, string>> = {
  reccurent: 'recurrent', reccurrent: 'recurrent', recurent: 'recurrent', recurrant: 'recurrent', reccurence: 'recurrence', recurrance: 'recurrence', reherniate: 'reherniation', recidive: 'recurrence', residive: 'recurrence', arachnoidities: 'arachnoiditis', discits: 'discitis', absess: 'abscess', abcess: 'abscess', abcesses: 'abscesses', flegmon: 'phlegmon', neurinomas: 'schwannoma',
  enhancment: 'enhancement', enhancemnt: 'enhancement', enhacement: 'enhancement', enhancemet: 'enhancement', gatolinium: 'gadolinium', gadolinum: 'gadolinium', gadolineum: 'gadolinium', galodinium: 'gadolinium', contast: 'contrast', contarst: 'contrast',
  disk: 'disc', disks: 'discs', diskitis: 'discitis', spondylodiskitis: 'spondylodiscitis',
  tumour: 'tumor', tumours: 'tumors', oedema: 'edema', oedematous: 'edematous', haematoma: 'hematoma',
  haematomas: 'hematomas', haemorrhage: 'hemorrhage', calibre: 'caliber', calibres: 'caliber', fibre: 'fiber', fibres: 'fibers',
  visualised: 'visualized', recognised: 'recognized', characterise: 'characterize', characterised: 'characterized',
  favour: 'favor', favours: 'favor', favoured: 'favored', favouring: 'favoring', normalised: 'normalized',
  localised: 'localized', centre: 'center', grey: 'gray', hypertrophised: 'hypertrophied', anaesthesia: 'anesthesia',
  mould: 'mold', oedemas: 'edema', aetiology: 'etiology', aetiologies: 'etiologies', neurilemmoma: 'schwannoma',
  rootlet: 'rootlet', artefact: 'artifact', artefacts: 'artifact', artifacts: 'artifact', artefactual: 'artifactual',
  infiltrated: 'infiltrated', cannt: 'cannot', "can't": 'cannot', cant: 'cannot', "couldn't": 'cannot',
  "doesn't": 'not', doesnt: 'not', "don't": 'not', dont: 'not', "isn't": 'not', isnt: 'not', "aren't": 'not', arent: 'not',
  "didn't": 'not', didnt: 'not', "hasn't": 'not', "haven't": 'not', "wasn't": 'not', "weren't": 'not',
  'w/o': 'without', 'w/': 'with', 'w/wo': 'with and without', 'w/w/o': 'with and without', 'wo/w': 'without and with', 'w/ow': 'with and without', wwo: 'with and without', 'i.v.': 'iv', '−ve': 'negative', '–ve': 'negative', neg: 'negative', pos: 'positive', sol: 'tumor', 'b/l': 'bilateral', captation: 'uptake', fixation: 'fixation', 'k/c/o': 'k/c/o', cemri: 'contrast enhanced mri', cect: 'contrast enhanced', noncon: 'noncontrast', nonc: 'noncontrast', nativ: 'noncontrast', native: 'native', preop: 'preoperative', intradurally: 'intradural', sequestrum: 'sequestrum', localiser: 'localizer', programme: 'program', focussed: 'focused', 'c/w': 'consistent', 'r/o': 'r/o', 's/o': 'suggestive of', 'e/o': 'evidence of',
  abn: 'abnormal', nl: 'normal', wnl: 'normal', displ: 'displacement', enhncmt: 'enhancement', clmp: 'clumping', nad: 'normal', unremarkble: 'unremarkable', eval: 'evaluate',
  poss: 'possible', prob: 'probable', mod: 'moderate', '-ve': 'negative', '+ve': 'positive', lisw: 'lies',
  gadavist: 'gadavist', rec: 'recommend', prev: 'previous', susp: 'suspected', ext: 'extrusion', prot: 'protrusion',
  herniations: 'herniations', adhesive: 'adhesive', equinae: 'equina', equine: 'equina', arachnoditis: 'arachnoiditis',
  arachnoidits: 'arachnoiditis', nerveroot: 'root', nerveroots: 'roots', noncontrast: 'noncontrast', neuroforamina: 'foramina', neuroforaminal: 'foraminal',
}; // prettier-ignore

/** Nouns and verbs worth a mended misprint. Short words are not mended: they come too near others. */
export const keyWords: readonly string[] = [
  'enhancement', 'enhancing', 'enhances', 'enhanced', 'enhance', 'thickened', 'thickening', 'displaced', 'displacement', 'displaces', 'displacing',
  'recurrent', 'recurrence', 'residual', 'herniation', 'protrusion', 'extrusion', 'sequestration', 'fibrosis', 'granulation', 'epidural',
  'arachnoiditis', 'discitis', 'spondylodiscitis', 'osteomyelitis', 'abscess', 'phlegmon', 'gadolinium', 'leptomeningeal', 'nodular',
  'bilateral', 'bilaterally', 'schwannoma', 'neurofibroma', 'traversing', 'descending', 'exiting', 'contrast', 'clumping', 'swollen',
  'possible', 'possibly', 'without', 'laminectomy', 'discectomy', 'microdiscectomy', 'impression', 'findings', 'trident', 'metastasis', 'metastases', 'ependymoma',
  'identified', 'evidence', 'unremarkable', 'symmetric', 'symmetrical', 'diffuse', 'intradural',
]; // prettier-ignore
