/**
 * What a rule asks of its card file: the wordings it chooses from, and the phrases and suggestions it
 * uses, each with the slots that it fills. A file that has others, or lacks one, is refused at start:
 * it would fail only when it is needed.
 */
export interface AskedWords {
  readonly wordings: readonly string[];
  /** Slots of every summary and detail, beside `about` and `why`. */
  readonly slots: readonly string[];
  /** Which phrases stand together in `why`: of each group one, at most so many times. */
  readonly why: readonly PhraseGroup[];
  /** Slots of a summary or detail that a phrase fills: one of these. */
  readonly filledBy?: Readonly<Record<string, readonly string[]>>;
  readonly phrases: Readonly<Record<string, readonly string[]>>;
  readonly suggestions: Readonly<Record<string, readonly string[]>>;
}

export interface PhraseGroup {
  readonly oneOf: readonly string[];
  readonly times: number;
  /** Wordings that have it; all when this is not said. */
  readonly in?: readonly string[];
}

const group = (...oneOf: readonly string[]): PhraseGroup => ({ oneOf, times: 1 });
const upTo = (times: number, ...oneOf: readonly string[]): PhraseGroup => ({ oneOf, times });

const only = (wordings: readonly string[], of: PhraseGroup): PhraseGroup => ({
  ...of,
  in: wordings,
});

const surgery = [
  'elapsed',
  'surgery',
  'surgeryDate',
  'surgeryPlace',
  'surgeryPlaceInNote',
  'surgerySource',
];
const quote = { quote: ['quote'] };
/** How an examination is told. */
const examination = {
  examined: ['examDate', 'examTime', 'examWords', 'examined'],
  'examined-named': ['examDate', 'examTime', 'examWords'],
  electrodiagnosis: ['examDate', 'examTime', 'examWords'],
};
const agreementRows = [
  'herniation-and-all-three',
  'herniation-and-enhancement',
  'fibrosis-and-all-three',
  'fibrosis-and-enhancement',
  'thickening-and-enhancement',
  'agreement-any-time',
];

const bleedingResults = ['platelets', 'inr', 'aptt-ratio', 'aptt', 'anti-xa'] as const;
const bleedingResultPhrases = bleedingResults.flatMap((test) => [test, `${test}-undated`]);
const bleeding = [
  ...bleedingResultPhrases,
  'dose',
  'dose-running',
  'direct-oral',
  'direct-oral-given',
  'direct-oral-dose',
  'medicine',
  'medicine-given',
  'medicine-last-inr',
  'disorder',
];

const resultFirst = ['platelets-very-low', 'inr-very-high', 'platelets', 'inr', 'clotting-test'];
const injections = ['injection-warning', 'injection'];
const notResultFirst = [
  'dose-given',
  'direct-oral',
  'inr-to-ask-for',
  'anticoagulant',
  'antiplatelet',
  'bleeding-disorder',
  ...injections,
];

/** By card id, alphabetically. A card that is not in it is not held to it. */
export const askedWords: Readonly<Record<string, AskedWords>> = {
  'coagulation-before-lumbar-puncture': {
    wordings: [
      'platelets-very-low',
      'inr-very-high',
      'dose-given',
      'platelets',
      'inr',
      'direct-oral',
      'inr-to-ask-for',
      'anticoagulant',
      'clotting-test',
      'antiplatelet',
      'bleeding-disorder',
      'injection-warning',
      'injection',
    ],
    slots: ['trigger'],
    // The gravest, by which the wording goes, and one of another nature.
    why: [
      only(['platelets-very-low', 'platelets'], group('platelets', 'platelets-undated')),
      only(['inr-very-high', 'inr'], group('inr', 'inr-undated')),
      only(['clotting-test'], group(...bleedingResultPhrases)),
      only(resultFirst, group(...bleeding)),
      only(['dose-given'], group('dose', 'dose-running', 'direct-oral-dose')),
      only(['direct-oral'], group('direct-oral', 'direct-oral-given')),
      only(['inr-to-ask-for'], group('medicine', 'medicine-last-inr')),
      only(['anticoagulant', 'antiplatelet'], group('medicine', 'medicine-given')),
      only(['bleeding-disorder'], group('disorder')),
      only(injections, group(...bleeding)),
      only(notResultFirst, group(...bleeding.filter((name) => !name.startsWith('direct-oral')))),
      group('also'),
      group('emergency'),
    ],
    filledBy: {
      trigger: [
        ...bleedingResults.map((test) => `trigger-${test}`),
        'trigger-dose',
        'trigger-dose-running',
        'trigger-recorded',
      ],
    },
    phrases: {
      ...Object.fromEntries(
        bleedingResults.flatMap((test) => [
          [`trigger-${test}`, ['value']],
          [test, ['value', 'date', 'elapsed']],
          [`${test}-undated`, ['value']],
        ]),
      ),
      'trigger-dose': ['name', 'elapsed'],
      'trigger-dose-running': ['name'],
      'trigger-recorded': ['name'],
      dose: ['name', 'elapsed', 'date'],
      'dose-running': ['name', 'date'],
      'direct-oral': ['name', 'source'],
      'direct-oral-given': ['name', 'elapsed'],
      'direct-oral-dose': ['name', 'elapsed'],
      medicine: ['name', 'source'],
      'medicine-given': ['name', 'elapsed'],
      'medicine-last-inr': ['name', 'source', 'value', 'elapsed'],
      disorder: ['name', 'source'],
      also: ['others'],
      emergency: [],
    },
    suggestions: {},
  },
  'contrast-for-suspected-infection-or-tumour': {
    wordings: ['infection', 'tumour', 'immune-compromise'],
    slots: ['suspicion'],
    why: [upTo(2, 'suspicion', 'suspicion-undated')],
    phrases: {
      suspicion: ['date', 'source', 'suspicion'],
      'suspicion-undated': ['source', 'suspicion'],
    },
    suggestions: { 'add-contrast': ['suspicion'], 'add-note': ['suspicion'] },
  },
  'contrast-mri-under-six-months': {
    wordings: ['standard'],
    slots: surgery,
    why: [group('surgery-coded', 'surgery-text')],
    phrases: {
      'surgery-coded': surgery,
      'surgery-text': surgery,
      'note-surgery-coded': surgery,
      'note-surgery-text': surgery,
    },
    suggestions: { 'add-note': ['surgeryNote'] },
  },
  'contrast-only-without-baseline': {
    wordings: ['standard'],
    slots: [],
    why: [group('coded-with'), group('last-baseline')],
    phrases: { 'coded-with': [], 'last-baseline': ['date'] },
    suggestions: { 'add-baseline': [] },
  },
  'contrast-option-after-disc-surgery': {
    wordings: ['from-six-months', 'under-six-months', 'undated'],
    slots: [...surgery, 'symptom'],
    why: [
      group(
        'surgery-coded',
        'surgery-coded-undated',
        'surgery-text',
        'surgery-text-undated',
        'surgery-status',
      ),
      group('symptom'),
    ],
    phrases: {
      'surgery-coded': surgery,
      'surgery-coded-undated': ['surgery', 'surgerySource'],
      'surgery-text': surgery,
      'surgery-text-undated': ['surgery', 'surgerySource'],
      'surgery-status': ['surgery', 'surgerySource'],
      symptom: [...surgery, 'symptom'],
      'note-surgery-coded': surgery,
      'note-surgery-text': surgery,
      'note-surgery-coded-undated': ['surgeryPlaceInNote'],
      'note-surgery-text-undated': ['surgery'],
      'note-surgery-status': ['surgery'],
    },
    suggestions: {
      'add-contrast': [...surgery, 'surgeryNote', 'symptom'],
      'add-note': [...surgery, 'surgeryNote', 'symptom'],
    },
  },
  'cord-or-meningeal-pattern': {
    wordings: ['standard', 'new-deficit'],
    slots: ['pattern'],
    why: [
      group('quote'),
      only(['new-deficit'], group('deficit')),
      upTo(2, 'trident', 'skull-base', 'miliary', 'ependymal'),
    ],
    filledBy: {
      pattern: ['named-trident', 'named-skull-base', 'named-miliary', 'named-ependymal'],
    },
    phrases: {
      ...quote,
      deficit: ['deficit', 'deficitDate', 'deficitSource'],
      trident: [],
      'skull-base': [],
      miliary: [],
      ependymal: [],
      'named-trident': [],
      'named-skull-base': [],
      'named-miliary': [],
      'named-ependymal': [],
    },
    suggestions: {},
  },
  'enhancement-pattern-differential': {
    wordings: ['multi-root', 'nodular', 'leptomeningeal', 'focal'],
    slots: ['roots'],
    why: [group('quote'), group('on-record'), group('medicines')],
    phrases: { ...quote, 'on-record': ['conditions'], medicines: ['medicines'] },
    suggestions: {},
  },
  'enhancing-root-differs-from-painful-root': {
    wordings: ['standard', 'examined'],
    slots: [...surgery, 'roots', 'painful', 'examined', 'levels'],
    why: [
      group('quote'),
      only(['standard'], group('symptom')),
      only(['examined'], group(...Object.keys(examination))),
    ],
    phrases: { ...quote, symptom: ['symptom', 'symptomSource'], ...examination },
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
    slots: ['trigger'],
    why: [
      group(
        'low-egfr',
        'acute-kidney-injury',
        'acute-kidney-injury-undated',
        'dialysis',
        'dialysis-undated',
        'chronic-kidney-disease',
        'chronic-kidney-disease-undated',
        'order-reason',
      ),
      group(
        'low-egfr',
        'acute-kidney-injury',
        'acute-kidney-injury-undated',
        'dialysis',
        'dialysis-undated',
        'chronic-kidney-disease',
        'chronic-kidney-disease-undated',
        'order-reason',
        'latest-egfr',
      ),
    ],
    filledBy: {
      trigger: [
        'trigger-low-egfr',
        'trigger-acute-kidney-injury',
        'trigger-receding',
        'trigger-dialysis',
        'trigger-chronic-kidney-disease',
        'trigger-order-reason',
      ],
    },
    phrases: {
      'trigger-low-egfr': ['value'],
      'trigger-acute-kidney-injury': [],
      'trigger-receding': [],
      'trigger-dialysis': [],
      'trigger-chronic-kidney-disease': [],
      'trigger-order-reason': ['reason'],
      'low-egfr': ['date', 'formula', 'source', 'unit', 'value'],
      'acute-kidney-injury': ['date', 'name', 'source'],
      'acute-kidney-injury-undated': ['name', 'source'],
      dialysis: ['date', 'name', 'source'],
      'dialysis-undated': ['name', 'source'],
      'chronic-kidney-disease': ['date', 'name', 'source'],
      'chronic-kidney-disease-undated': ['name', 'source'],
      'order-reason': ['name'],
      'latest-egfr': ['date', 'formula', 'source', 'unit', 'value'],
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
    slots: [],
    why: [
      upTo(2, 'recorded', 'recorded-undated', 'order-reason'),
      only(['contrast-unsaid', 'recorded-male'], group('male')),
    ],
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
    slots: [],
    why: [group('quote')],
    phrases: quote,
    suggestions: {},
  },
  'mri-before-lumbar-puncture': {
    wordings: ['both-planned-spine', 'both-planned-brain', 'suspected-leptomeningeal'],
    slots: [],
    why: [
      group('one-in-chart', 'suspicion'),
      only(['suspected-leptomeningeal'], group('last-mri')),
    ],
    phrases: {
      'one-in-chart': ['active', 'activeSource'],
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
  'mri-device-check': {
    wordings: [
      'cardiac-device',
      'neurostimulator',
      'cochlear-implant',
      'shunt',
      'pump',
      'clip',
      'metal',
    ],
    slots: [],
    why: [upTo(2, 'device', 'device-undated'), upTo(2, 'removal')],
    phrases: {
      device: ['name', 'date', 'source'],
      'device-undated': ['name', 'source'],
      removal: ['date'],
      leaves: ['name'],
    },
    suggestions: { 'add-note': ['name'] },
  },
  'nerve-root-block-selectivity': {
    wordings: ['standard'],
    slots: ['roots'],
    why: [group('spread-l4', 'spread-l5')],
    phrases: { 'spread-l4': [], 'spread-l5': [] },
    suggestions: {},
  },
  'no-root-enhancement': {
    wordings: ['standard'],
    slots: [...surgery, 'levels'],
    why: [group('quote')],
    phrases: quote,
    suggestions: {},
  },
  'nodular-enhancement-with-cancer': {
    wordings: ['standard', 'past'],
    slots: ['pattern', 'cancer'],
    why: [group('quote', 'quote-past')],
    filledBy: { pattern: ['pattern-nodular', 'pattern-leptomeningeal'] },
    phrases: {
      quote: ['cancer', 'cancerSource', 'quote'],
      'quote-past': ['cancer', 'cancerSource', 'quote'],
      'pattern-nodular': [],
      'pattern-leptomeningeal': [],
      leaves: ['cancer'],
    },
    suggestions: { 'order-mri': ['study'] },
  },
  'possible-cauda-equina-routine-order': {
    wordings: ['coded', 'in-words', 'retention-explained'],
    slots: ['sign'],
    why: [
      group(
        'sign-coded',
        'sign-coded-undated',
        'sign-words',
        'sign-words-undated',
        'reason-coded',
        'reason-words',
      ),
      only(
        ['coded', 'in-words'],
        group(
          'sign-coded',
          'sign-coded-undated',
          'sign-words',
          'sign-words-undated',
          'reason-coded',
          'reason-words',
        ),
      ),
      only(['coded', 'in-words'], group('further')),
      only(
        ['retention-explained'],
        group(
          'explained-coded',
          'explained-coded-undated',
          'explained-earlier',
          'explained-reason',
        ),
      ),
      group('not-looked-up'),
    ],
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
    slots: ['agent'],
    why: [upTo(2, 'reaction', 'reaction-bare')],
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
    slots: ['needle', 'needleDate', 'seen'],
    why: [upTo(2, 'needle', 'needle-at-level')],
    filledBy: { seen: ['puncture', 'injection-day-1', 'injection-day-2', 'injection-day-3'] },
    phrases: {
      needle: ['date', 'level', 'needle', 'source'],
      'needle-at-level': ['date', 'level', 'needle', 'source'],
      puncture: [],
      'injection-day-1': [],
      'injection-day-2': [],
      'injection-day-3': [],
    },
    suggestions: { 'add-note': ['needles'] },
  },
  'root-enhancement-after-six-months': {
    wordings: ['same-root', 'leg-pain', 'examined-root', 'other-sign', 'two-roots'],
    slots: [...surgery, 'roots', 'levels', 'row', 'briefRow'],
    why: [
      group('quote'),
      only(['examined-root'], group(...Object.keys(examination))),
      only(['other-sign'], group('also-recorded')),
      only(['two-roots'], group('two-roots', 'two-roots-named')),
    ],
    filledBy: {
      row: agreementRows.map((row) => `row-${row}`),
      briefRow: agreementRows.map((row) => `brief-${row}`),
    },
    phrases: {
      ...quote,
      ...examination,
      'also-recorded': ['oneSign', 'examined'],
      'two-roots': ['oneSign', 'otherSign'],
      'two-roots-named': ['examWords'],
      ...Object.fromEntries(
        agreementRows.flatMap((row) => [
          [`row-${row}`, []],
          [`brief-${row}`, []],
        ]),
      ),
    },
    suggestions: {},
  },
  'root-enhancement-in-advanced-hiv': {
    wordings: ['low-cd4', 'no-cd4'],
    slots: ['cd4'],
    why: [group('quote'), group('cd4', 'cd4-older'), group('viral-load')],
    phrases: {
      quote: ['hiv', 'hivSource', 'quote'],
      cd4: ['cd4', 'cd4Date', 'cd4Source'],
      'cd4-older': ['cd4', 'cd4Date', 'cd4Source'],
      'viral-load': ['load', 'loadDate'],
      leaves: ['cd4'],
    },
    suggestions: {},
  },
  'root-enhancement-under-six-months': {
    wordings: ['standard'],
    slots: [...surgery, 'roots', 'levels'],
    why: [group('quote'), group('surgery-coded', 'surgery-text'), group('check-level')],
    phrases: { ...quote, 'surgery-coded': surgery, 'surgery-text': surgery, 'check-level': [] },
    suggestions: {},
  },
  'root-enhancement-with-acute-weakness': {
    wordings: ['standard'],
    slots: ['weakness'],
    why: [group('quote')],
    phrases: {
      quote: ['quote', 'weakness', 'weaknessDate', 'weaknessSource'],
      leaves: ['weakness', 'weaknessAge'],
    },
    suggestions: {},
  },
  'root-enhancement-without-sciatica': {
    wordings: ['standard'],
    slots: [...surgery, 'roots', 'levels'],
    why: [group('quote'), group('back-pain'), group('leg-pain')],
    phrases: {
      ...quote,
      'back-pain': ['symptom', 'symptomSource'],
      'leg-pain': ['symptom', 'symptomSource'],
    },
    suggestions: {},
  },
  'root-enhancement-without-surgery': {
    wordings: ['standard'],
    slots: ['roots'],
    why: [group('quote'), group('procedures-read')],
    phrases: { ...quote, 'procedures-read': ['procedures'] },
    suggestions: {},
  },
};
