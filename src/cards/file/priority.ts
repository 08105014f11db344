/** Which of two cards of the same indicator comes first. From the catalogue of the evidence. */
export const priority: readonly string[] = [
  'possible-cauda-equina-routine-order',
  'gadolinium-in-pregnancy',
  'gadolinium-and-kidney-function',
  'prior-gadolinium-reaction',
  'root-enhancement-in-advanced-hiv',
  'root-enhancement-with-acute-weakness',
  'nodular-enhancement-with-cancer',
  'contrast-for-suspected-infection-or-tumour',
  'coagulation-before-lumbar-puncture',
  'mri-before-lumbar-puncture',
  'cord-or-meningeal-pattern',
  'contrast-mri-under-six-months',
  'contrast-option-after-disc-surgery',
  'contrast-only-without-baseline',
  'recent-puncture-or-injection',
  'mri-device-check',
  'root-enhancement-after-six-months',
  'root-enhancement-under-six-months',
  'enhancing-root-differs-from-painful-root',
  'mass-like-root-enhancement',
  'enhancement-pattern-differential',
  'root-enhancement-without-surgery',
  'root-enhancement-without-sciatica',
  'no-root-enhancement',
  'nerve-root-block-selectivity',
];

/** When this card speaks, no other does: what it warns of must not wait for anything. */
export const speaksAlone = 'possible-cauda-equina-routine-order';
