/**
 * The words of an examination that its grammar asks for, each a file of this name under
 * `cards/words/<language>/examination`. The service refuses to start while one has no file, or a file has
 * none of these names.
 */
export const findingIds = [
  // sides
  'side-left', 'side-right', 'side-both',
  // muscles and their power
  'muscle-toe-extension', 'muscle-ankle-dorsiflexion', 'muscle-foot-drop', 'muscle-plantar-flexion', 'muscle-heel-and-toe-walking', 'muscle-knee-extension', 'muscle-hip-flexion', 'muscle-hip-abduction', 'muscle-trendelenburg', 'muscle-ankle-inversion', 'muscle-ankle-eversion', 'muscle-other', 'power',
  // reflexes
  'reflex-knee', 'reflex-ankle', 'reflex-knee-and-ankle', 'reflex-hamstring', 'reflexes', 'knee-alone', 'ankle-alone', 'calf-alone',
  // skin
  'skin-shin', 'skin-foot-dorsum', 'skin-foot-lateral', 'skin-thigh', 'skin-other', 'sensation',
  // tests and results
  'stretch-test', 'result-less', 'result-weak', 'result-unable', 'result-numb', 'result-whole', 'result-equal', 'result-brisk', 'result-positive', 'result-negative', 'result-unclear', 'grade-word',
  // what is said of a finding
  'said-no', 'said-except', 'said-rest', 'said-old', 'said-unchanged', 'said-past', 'said-then', 'said-now', 'said-new', 'said-reported', 'said-by-patient', 'said-aside', 'said-doubt', 'said-fits', 'said-gone', 'said-radiculopathy', 'said-dermatome', 'said-myotome', 'said-pain', 'said-spine', 'said-imaging',
  // what imitates a root, and what is no leg
  'mimic-central', 'mimic-polyneuropathy', 'mimic-peroneal', 'mimic-plexus', 'elsewhere-arm',
  // electrodiagnosis
  'emg-active', 'emg-chronic', 'emg-paraspinal', 'emg-title',
  // headings of notes and reports
  'heading-examination', 'heading-impression', 'heading-other',
] as const; // prettier-ignore

export type FindingId = (typeof findingIds)[number];
