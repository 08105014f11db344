/** Which of two cards of the same indicator comes first. From the catalogue of the evidence. */
export const priority: readonly string[] = [
  'mri-before-lumbar-puncture',
  'contrast-mri-under-six-months',
  'contrast-option-after-disc-surgery',
  'root-enhancement-under-six-months',
];
