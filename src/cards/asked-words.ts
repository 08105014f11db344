/**
 * What a rule asks of its card file: the wordings it chooses from, and the phrases and suggestions it
 * uses, each with the slots that it fills. A file that has others, or lacks one, is refused at start:
 * it would fail only when it is needed.
 */
export interface AskedWords {
  readonly wordings: readonly string[];
  readonly phrases: Readonly<Record<string, readonly string[]>>;
  readonly suggestions: Readonly<Record<string, readonly string[]>>;
}

/** By card id, alphabetically. A card that is not in it is not held to it. */
export const askedWords: Readonly<Record<string, AskedWords>> = {
  'contrast-for-suspected-infection-or-tumour': {
    wordings: ['infection', 'tumour', 'immune-compromise'],
    phrases: { suspicion: ['source', 'suspicion'] },
    suggestions: { 'add-contrast': ['suspicion'], 'add-note': ['suspicion'] },
  },
  'contrast-mri-under-six-months': {
    wordings: ['standard'],
    phrases: {
      'surgery-coded': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'surgery-text': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'note-surgery-coded': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'note-surgery-text': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
    },
    suggestions: { 'add-note': ['surgeryNote'] },
  },
  'contrast-only-without-baseline': {
    wordings: ['standard'],
    phrases: { 'coded-with': [], 'last-baseline': ['date'] },
    suggestions: { 'add-baseline': [] },
  },
  'contrast-option-after-disc-surgery': {
    wordings: ['from-six-months', 'under-six-months', 'undated'],
    phrases: {
      'surgery-coded': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'surgery-coded-undated': ['surgery', 'surgerySource'],
      'surgery-text': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'surgery-text-undated': ['surgery', 'surgerySource'],
      'surgery-status': ['surgery', 'surgerySource'],
      symptom: [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
        'symptom',
      ],
      'note-surgery-coded': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'note-surgery-text': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'note-surgery-coded-undated': ['surgeryPlaceInNote'],
      'note-surgery-text-undated': ['surgery'],
      'note-surgery-status': ['surgery'],
    },
    suggestions: {
      'add-contrast': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryNote',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
        'symptom',
      ],
      'add-note': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryNote',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
        'symptom',
      ],
    },
  },
  'cord-or-meningeal-pattern': {
    wordings: ['standard', 'new-deficit'],
    phrases: {
      quote: ['quote', 'reportDate', 'reportSource'],
      deficit: ['deficit', 'deficitDate', 'deficitSource'],
      trident: [],
      'skull-base': [],
      miliary: [],
      ependymal: [],
    },
    suggestions: {},
  },
  'enhancement-pattern-differential': {
    wordings: ['multi-root', 'nodular', 'leptomeningeal', 'focal'],
    phrases: { quote: ['quote', 'reportDate', 'reportSource'], 'on-record': ['conditions'] },
    suggestions: {},
  },
  'enhancing-root-differs-from-painful-root': {
    wordings: ['standard'],
    phrases: {
      quote: ['quote', 'reportDate', 'reportSource'],
      symptom: ['symptom', 'symptomSource'],
      difference: ['enhancing', 'operated', 'painful'],
      'surgery-coded': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'level-from-report': ['levels'],
    },
    suggestions: {},
  },
  'gadolinium-and-kidney-function': {
    wordings: [
      'formulary-unknown',
      'formulary-unknown-pressing',
      'formulary-mixed',
      'formulary-mixed-receding',
      'group-ii-only',
      'contrast-unsaid',
      'group-ii-only-contrast-unsaid',
    ],
    phrases: {
      'low-egfr': ['date', 'formula', 'source', 'unit', 'value'],
      'low-egfr-bare': ['date', 'source', 'unit', 'value'],
      'acute-kidney-injury': ['recorded', 'source'],
      dialysis: ['recorded', 'source'],
      'chronic-kidney-disease': ['recorded', 'source'],
      'order-reason': ['name'],
      'latest-egfr': ['date', 'formula', 'source', 'unit', 'value'],
      'latest-egfr-bare': ['date', 'source', 'unit', 'value'],
      'note-low-egfr': ['date', 'formula', 'source', 'unit', 'value'],
      'note-low-egfr-bare': ['date', 'unit', 'value'],
      'note-recorded': ['recorded', 'source'],
      'note-order-reason': ['name'],
    },
    suggestions: {
      'add-note': ['kidneyNote'],
      'add-note-if-given': ['kidneyNote'],
      'remove-contrast': ['kidneyNote'],
    },
  },
  'gadolinium-in-pregnancy': {
    wordings: ['standard', 'contrast-unsaid', 'recorded-male'],
    phrases: {
      recorded: ['date', 'name', 'source'],
      'recorded-undated': ['name', 'source'],
      'order-reason': ['name'],
      male: [],
    },
    suggestions: { 'remove-contrast': [] },
  },
  'mass-like-root-enhancement': {
    wordings: ['single', 'multiple'],
    phrases: { quote: ['quote', 'reportDate', 'reportSource'] },
    suggestions: {},
  },
  'mri-before-lumbar-puncture': {
    wordings: ['both-planned-spine', 'both-planned-brain', 'suspected-leptomeningeal'],
    phrases: {
      'both-drafted': ['mri', 'puncture'],
      'one-in-chart': ['active', 'activeSource', 'mri', 'puncture'],
      suspicion: ['suspicion', 'suspicionSource'],
      'last-mri': ['mriDate', 'mriSource'],
    },
    suggestions: {
      'note-on-puncture': [],
      'note-on-mri': [],
      'note-after-mri': [],
      'order-mri': ['study'],
    },
  },
  'nerve-root-block-selectivity': {
    wordings: ['standard'],
    phrases: { root: ['roots'] },
    suggestions: {},
  },
  'no-root-enhancement': {
    wordings: ['standard'],
    phrases: {
      quote: ['quote', 'reportDate', 'reportSource'],
      'surgery-coded': ['elapsed', 'surgery', 'surgeryDate', 'surgeryPlace', 'surgerySource'],
      'level-from-report': ['levels'],
      symptom: ['symptom', 'symptomSource'],
    },
    suggestions: {},
  },
  'possible-cauda-equina-routine-order': {
    wordings: ['coded', 'in-words', 'retention-explained'],
    phrases: {
      'sign-coded': ['date', 'sign', 'source'],
      'sign-coded-undated': ['sign', 'source'],
      'sign-words': ['date', 'sign', 'source'],
      'sign-words-undated': ['sign', 'source'],
      'reason-coded': ['sign'],
      'reason-words': ['sign'],
      'explained-coded': ['date', 'name', 'source'],
      'explained-coded-undated': ['name', 'source'],
      'explained-earlier': ['date', 'name', 'source'],
      'explained-reason': ['name'],
      further: ['count'],
      'not-looked-up': ['missing'],
    },
    suggestions: { 'raise-priority': [] },
  },
  'prior-gadolinium-reaction': {
    wordings: [
      'named',
      'named-severe',
      'kind-not-stated',
      'contrast-unsaid',
      'contrast-unsaid-kind-not-stated',
    ],
    phrases: {
      reaction: ['agent', 'recorded', 'source'],
      'reaction-bare': ['agent', 'recorded', 'source'],
      'note-reaction': ['agent', 'recorded', 'source'],
      'note-reaction-bare': ['agent', 'recorded', 'source'],
    },
    suggestions: { 'add-note': ['reactionNote'], 'remove-contrast': ['reactionNote'] },
  },
  'recent-puncture-or-injection': {
    wordings: ['puncture', 'injection', 'both'],
    phrases: {
      needle: ['date', 'level', 'needle', 'source'],
      'needle-at-level': ['date', 'level', 'needle', 'source'],
    },
    suggestions: { 'add-note': ['needles'] },
  },
  'root-enhancement-after-six-months': {
    wordings: ['subgroup', 'overall'],
    phrases: {
      quote: ['quote', 'reportDate', 'reportSource'],
      'surgery-coded': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'level-from-report': ['levels'],
      symptom: ['symptom', 'symptomSource'],
      signs: ['signs'],
      'row-herniation-and-all-three': [],
      'row-herniation-and-enhancement': [],
      'row-fibrosis-and-all-three': [],
      'row-fibrosis-and-enhancement': [],
      'row-thickening-and-enhancement': [],
      'row-agreement-any-time': [],
      time: [],
      'thickening-alone-not-reported': [],
      'displacement-not-derivable': [],
      'herniation-open': [],
      'not-studied': ['groups'],
    },
    suggestions: {},
  },
  'root-enhancement-in-advanced-hiv': {
    wordings: ['low-cd4', 'no-cd4'],
    phrases: {
      quote: ['hiv', 'hivSource', 'quote', 'reportDate', 'reportSource'],
      cd4: ['cd4', 'cd4Date', 'cd4Source'],
      'cd4-older': ['cd4', 'cd4Date', 'cd4Source'],
    },
    suggestions: {},
  },
  'root-enhancement-under-six-months': {
    wordings: ['standard'],
    phrases: {
      quote: ['quote', 'reportDate', 'reportSource'],
      'surgery-coded': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'surgery-text': ['elapsed', 'surgery', 'surgeryDate', 'surgerySource'],
      'level-from-report': ['levels'],
      'check-level': [],
    },
    suggestions: {},
  },
  'root-enhancement-with-acute-weakness': {
    wordings: ['standard'],
    phrases: {
      quote: ['quote', 'reportDate', 'reportSource', 'weakness', 'weaknessDate', 'weaknessSource'],
    },
    suggestions: {},
  },
  'root-enhancement-without-sciatica': {
    wordings: ['standard'],
    phrases: {
      quote: ['quote', 'reportDate', 'reportSource'],
      'surgery-coded': [
        'elapsed',
        'surgery',
        'surgeryDate',
        'surgeryPlace',
        'surgeryPlaceInNote',
        'surgerySource',
      ],
      'level-from-report': ['levels'],
      'back-pain': ['symptom', 'symptomSource'],
      'leg-pain': ['symptom', 'symptomSource'],
    },
    suggestions: {},
  },
  'root-enhancement-without-surgery': {
    wordings: ['standard'],
    phrases: { quote: ['quote', 'reportDate', 'reportSource'], 'procedures-read': ['procedures'] },
    suggestions: {},
  },
};

interface Slotted {
  readonly slots: ReadonlySet<string>;
}

/** A card file as far as its words are compared with what its rule asks for. */
export interface OfferedWords {
  readonly wordings: Readonly<Record<string, { readonly detail: Slotted }>>;
  readonly phrases: Readonly<Record<string, Slotted>>;
  readonly suggestions: Readonly<
    Record<string, { readonly description: Slotted; readonly note: Slotted | undefined }>
  >;
}

/** Slots of every detail. */
const detailSlots = ['about', 'why'];

/** Where a card file and its rule do not fit, each with its place. Empty when all is well. */
export function askedWordsFaults(id: string, file: OfferedWords): readonly string[] {
  const asked = askedWords[id];
  const details = Object.entries(file.wordings).flatMap(([name, { detail }]) =>
    unfilledSlots(`# ${name}`, detail, detailSlots),
  );
  if (!asked) return details;
  return [
    ...details,
    ...differing('wordings', Object.keys(file.wordings), asked.wordings),
    ...differing('phrases', Object.keys(file.phrases), Object.keys(asked.phrases)),
    ...differing('suggestions', Object.keys(file.suggestions), Object.keys(asked.suggestions)),
    ...Object.entries(file.phrases).flatMap(([name, phrase]) =>
      unfilledSlots(`phrases.${name}`, phrase, asked.phrases[name]),
    ),
    ...Object.entries(file.suggestions).flatMap(([name, { description, note }]) => [
      ...unfilledSlots(`suggestions.${name}.description`, description, asked.suggestions[name]),
      ...(note ? unfilledSlots(`suggestions.${name}.note`, note, asked.suggestions[name]) : []),
    ]),
  ];
}

function differing(
  kind: string,
  inFile: readonly string[],
  asked: readonly string[],
): readonly string[] {
  return [
    ...inFile
      .filter((name) => !asked.includes(name))
      .map((name) => `${kind}.${name}: the rule of this card has no use for it`),
    ...asked
      .filter((name) => !inFile.includes(name))
      .map((name) => `${kind}.${name}: the rule of this card asks for it, and it is missing`),
  ];
}

/** @param filled Undefined for words that the rule does not ask for: that is a fault by itself. */
function unfilledSlots(
  place: string,
  { slots }: Slotted,
  filled: readonly string[] | undefined,
): readonly string[] {
  if (!filled) return [];
  const known = filled.length === 0 ? 'it has none' : `it has ${filled.join(', ')}`;
  return [...slots]
    .filter((slot) => !filled.includes(slot))
    .map((slot) => `${place}: nothing fills the slot ${slot}; ${known}`);
}
