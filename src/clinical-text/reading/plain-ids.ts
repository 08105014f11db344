/**
 * Plain lists that facts and rules ask for, each a file of this name under `cards/words/<language>/plain`: their
 * words are there or not, however they are meant.
 */
export const plainIds = [
  // why something is ordered
  'puncture-must-not-wait', 'haste', 'group-two-agent', 'contrast-talked-about', 'completion-study', 'problem-must-not-wait', 'order-fever', 'order-therapeutic-puncture', 'which-goes-first', 'raised-pressure', 'order-infection', 'order-tumour', 'order-cauda-equina', 'order-deficit', 'acute-neurology', 'order-wound', 'order-immune-compromise', 'order-kidney', 'order-pregnancy', 'order-gadolinium-reaction', 'order-needle', 'diagnostic-block', 'therapeutic-block', 'contrast-decided',
] as const; // prettier-ignore

export type PlainId = (typeof plainIds)[number];
