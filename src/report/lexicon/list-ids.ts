/** Part of a report that a sentence stands in. */
export type Section =
  | 'history'
  | 'technique'
  | 'comparison'
  | 'findings'
  | 'impression'
  | 'recommendation'
  | 'addendum';

/** What words make of that which stands beside them. */
export type Effect = 'absent' | 'uncertain' | 'present' | 'void' | 'past' | 'notAssessed';

/**
 * The lists of phrases that the reader asks for by name, each file of `cards/words/<language>/report`
 * with its lists. The service refuses to start while one is missing, or a file has one that nobody asks
 * for: a clinician adds a phrase, a new list needs a reader.
 */
export const phraseLists = {
  things: [
    'root',
    'cauda',
    'caudaSyndrome',
    'scar',
    'softTissue',
    'disc',
    'herniation',
    'rim',
    'facet',
    'vein',
    'cord',
    'dura',
    'epidural',
    'lepto',
    'skullBase',
    'ependyma',
    'bone',
    'ligament',
    'muscle',
    'ganglion',
    'plexus',
    'otherRoot',
    'organ',
    'mass',
    'lesion',
    'infection',
    'collection',
    'cyst',
    'fat',
  ],
  uptake: ['noun', 'verb', 'brightNoun', 'brightVerb', 'dull', 'negative', 'notUptake'],
  'root-states': [
    'thickNoun',
    'thickVerb',
    'size',
    'position',
    'notThick',
    'notDisplaced',
    'displaceNoun',
    'displaceVerb',
    'displaceActive',
    'clump',
    'notClump',
  ],
  findings: [
    'arachnoiditis',
    'carcinomatosis',
    'notInfection',
    'recurrence',
    'trident',
    'massEffect',
    'notMass',
    'noCollection',
  ],
  'assertion-before': ['absent', 'uncertain', 'present', 'void', 'past', 'notAssessed'],
  'assertion-behind': ['absent', 'uncertain', 'present', 'void', 'past', 'notAssessed'],
  contrast: [
    'notGiven',
    'namedWithout',
    'notGivenWeak',
    'given',
    'notThisExam',
    'thisExam',
    'advice',
  ],
  grammar: [
    'contrast',
    'exception',
    'and',
    'around',
    'preposition',
    'be',
    'show',
    'exist',
    'verb',
    'which',
    'pronoun',
    'there',
    'strength',
  ],
  places: [
    'left',
    'right',
    'bilateral',
    'opposite',
    'sameSide',
    'traversing',
    'exiting',
    'several',
    'single',
  ],
  denials: [
    'leavesOut',
    'leavesOutBehind',
    'some',
    'ofAll',
    'beginsThing',
    'compares',
    'ofThen',
    'negates',
    'setsAside',
    'lessens',
    'mayBeDeniedAgain',
    'deniesEach',
    'deniesByItself',
    'betweenNegations',
    'deniesAgain',
    'noneOfForm',
    'goesOn',
    'ofChange',
    'singlesOut',
    'explains',
    'saysNothing',
    'harmless',
    'reaches',
    'fallsShort',
    'others',
    'reasons',
    'grounds',
    'agents',
    'annuls',
    'stands',
    'headsOnly',
    'labelsPlace',
    'firstReader',
    'lastReader',
    'agrees',
    'disagrees',
  ],
} as const satisfies Record<string, readonly string[]>;

export type PhraseFile = keyof typeof phraseLists;

/** The lists of `headings.yaml`: the sections, what ends an addendum, and labels of template lines. */
export const headingLists = [
  'history',
  'technique',
  'comparison',
  'findings',
  'impression',
  'recommendation',
  'addendum',
  'original',
  'bodyLabels',
] as const satisfies readonly (Section | 'original' | 'bodyLabels')[];
