/** A patient of the list, in words for somebody who does not know the stories. */
interface Entry {
  readonly group: string;
  readonly title: string;
}

/** Groups in their order, each with its patients in theirs: folder → title. */
const groups: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'Start here': {
    'maria-discectomy-2024': 'Leg pain again, two years after disc surgery',
    'lucia-report-enhancement-3-months': 'A report: a root enhances three months after surgery',
    'anneke-cauda-equina-signs': 'New bladder and saddle signs, routine order',
    'klara-low-egfr-and-gadobutrol': 'Two cards on one order: kidneys and an old reaction',
    'george-unoperated': 'An operation on the neck: silent',
  },
  'MRI orders after disc surgery': {
    'amara-contrast-mri-10-weeks': 'Contrast MRI ten weeks after surgery',
    'ingrid-surgery-free-text': 'Surgery recorded in words only',
    'piotr-surgery-year-only': 'Only the year of surgery is known',
    'helena-surgery-entered-in-error': 'Surgery entered in error: silent',
    'dario-contrast-only': 'MRI with contrast only',
    'elif-puncture-last-monday': 'Contrast MRI a few days after a puncture',
  },
  'Urgent signs, infection, tumour': {
    'dmitri-numbness-in-words': 'Saddle numbness, written in words',
    'ottilie-retention-since-2023': 'Retention for years, explained',
    'greta-suspected-metastasis': 'Suspected metastasis, no contrast ordered',
    'olu-infection-in-question': 'Suspected infection, contrast ordered: silent',
  },
  'Contrast and devices: safety': {
    'gwen-low-egfr': 'Low eGFR with a contrast order',
    'ruth-gadobutrol-hives': 'Hives after gadobutrol',
    'elif-pregnant-contrast': 'Pregnant, contrast ordered',
    'fatima-pregnant': 'Pregnant, no contrast ordered',
    'nils-pacemaker': 'Pacemaker',
    'pia-cochlear-implant': 'Cochlear implant',
    'quirin-generator-removed': 'Generator removed, leads may remain',
    'oda-stimulator-removed': 'Stimulator removed whole: silent',
    'ravi-shunt-of-the-past': 'A shunt of the past: silent',
  },
  'Lumbar puncture and MRI': {
    'tomasz-puncture-and-mri': 'Puncture and contrast MRI together',
    'samir-leptomeningeal-question': 'Puncture for suspected leptomeningeal spread',
    'jonas-active-puncture-order': 'Brain MRI while a puncture is ordered',
    'nadia-suspected-meningitis': 'Suspected meningitis: silent',
  },
  'Lumbar puncture and bleeding': {
    'dina-warfarin-high-inr': 'Warfarin, INR too high',
    'farid-warfarin-old-inr': 'Warfarin, INR too old',
    'edda-warfarin-low-inr': 'Warfarin, INR low: silent',
    'gustav-apixaban-this-morning': 'Apixaban given this morning',
    'hana-apixaban-ordered': 'Apixaban ordered, last dose not known',
    'leif-injection-on-rivaroxaban': 'Epidural injection on rivaroxaban',
    'kaisa-clopidogrel': 'Clopidogrel',
    'arjun-platelets-fifteen': 'Platelets 15',
    'beatriz-platelets-thirty-five': 'Platelets 35: guidelines differ',
    'carlo-platelets-sixty': 'Platelets 60: silent',
    'mona-haemophilia-and-fever': 'Haemophilia and fever, urgent puncture',
    'ines-aspirin-and-line-flush': 'Aspirin and a line flush: silent',
    'jorge-stopped-medicines': 'Anticoagulant stopped: silent',
  },
  'MRI reports, on opening the chart': {
    'wen-old-surgery-report': 'A root enhances years after surgery',
    'yusuf-scar-three-signs': 'Scar with thickening and displacement',
    'dagny-other-root-painful': 'The enhancing root is not the painful one',
    'kofi-back-pain-only': 'Enhancement without sciatica',
    'esther-unoperated-root': 'Enhancement without surgery',
    'bruno-report-without-contrast': 'Scan without contrast',
    'viktor-several-roots-enhance': 'Several roots enhance',
    'rosa-mass-on-root': 'A mass on a root',
    'agnes-cancer-nodular-roots': 'Nodular roots and a cancer',
    'noor-trident-sign': 'A pattern of the cord',
    'emil-new-leg-weakness': 'Roots enhance, new weakness',
    'tendai-hiv-cauda-equina': 'Advanced HIV, roots enhance',
  },
  'Examined roots': {
    'mateo-same-root-examined': 'The examined root is the one that enhances',
    'berit-other-root-examined': 'Another root was examined',
    'ingeborg-root-by-emg': 'Another root by electromyography',
    'tova-two-roots-examined': 'Two roots examined: silent',
    'lena-quiet-emg': 'Electromyogram without a finding: silent',
    'hugo-residual-weakness': 'An old weakness: silent',
    'yrsa-weak-before-operation': 'Weak before the operation: silent',
    'petra-strong-inversion': 'A nerve of the leg, not a root: silent',
    'samuel-stocking-feet': 'Polyneuropathy: silent',
    'otto-both-ankle-jerks': 'Both ankle jerks gone at his age: silent',
    'rafaela-brisk-reflexes': 'Brisk reflexes: silent',
    'gaston-weak-for-pain': 'Weak for pain: silent',
  },
};

const ofPatient: ReadonlyMap<string, Entry> = new Map(
  Object.entries(groups).flatMap(([group, patients]) =>
    Object.entries(patients).map(([id, title]) => [id, { group, title }]),
  ),
);
const order = [...ofPatient.keys()];

/** Group and title of a story; one that is not listed stands at the end, by the words of its folder. */
export const listed = (id: string): Entry =>
  ofPatient.get(id) ?? { group: 'Others', title: id.split('-').slice(1).join(' ') };

/** Place of a story in the list; those that are not listed come last. */
export const placeInList = (id: string): number =>
  ofPatient.has(id) ? order.indexOf(id) : order.length;
