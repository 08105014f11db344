/**
 * Words that name a finding by themselves, whatever they stand with. Those that are also things which
 * may enhance (scar, fragment, abscess, mass …) are in `anatomy`.
 */
export const findingWords = {
  arachnoiditis: [
    'arachnoiditis',
    'adhesive|chronic? arachnoiditis',
    'arachnoid adhesions|adhesion',
  ],
  carcinomatosis: [
    'leptomeningeal|meningeal|leptomeningitic|csf|subarachnoid coating|disease|carcinomatosis|metastasis|metastases|metastatic|mets|seeding|spread|dissemination|tumor|lymphoma|deposits|involvement|malignancy disease?',
    'carcinomatous|neoplastic|lymphomatous|malignant meningitis',
    'sugar coating|coated|coat',
    'coating',
    'carcinomatosis',
    'lmd|lmc',
    'drop|csf seeding|spread',
  ],
  notInfection: [
    'viral|zoster|vzv|hsv|cmv|lyme|herpetic infection|infections|radiculitis|radiculopathy|neuritis',
    'infection|infections elsewhere',
    'wound|urinary|chest|skin|superficial infection|infections',
    'urinary|chest|respiratory|wound? tract infection',
    'aseptic discitis',
    'disseminated|cord|brain|spinal? lymphomatous|neoplastic|carcinomatous radiculopathy',
  ],
  recurrence: ['recurrence|recurrences'],
  trident: ['trident sign|appearance|pattern|configuration|shape?', 'trident', "trident's head"],
  massEffect: [
    'right|appropriate clinical? setting|context',
    'mass effect',
    'mass like effect',
    'cord|mass|tumor like',
    'bone mass|density',
    'muscle|lean|fat|body mass',
    'no significant? mass effect',
  ],
  notMass: [
    'cord|compressive|marrow|bone|bony|osseous|vertebral|sclerotic|lytic|renal|cystic|focal? cord|kidney|hepatic|liver|modic|adnexal|uterine|ovarian lesion|lesions|mass|masses|tumor|tumors',
    'lipoma of the filum|filum?',
  ],
  noCollection: ['drainable? collection'],
} as const satisfies Record<string, readonly string[]>;
