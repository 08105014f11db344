/**
 * The topics that readers ask for, each a file of this name under `cards/words/<language>`. The service
 * refuses to start while one has no file, or a file has none of these names.
 */
export const topicIds = [
  // beside a code
  'taken-back', 'bowel-urgency',
  // signs that can fit cauda equina syndrome
  'saddle-numbness', 'urinary-retention', 'bladder-residual', 'bladder-loss', 'urinary-incontinence', 'bowel-loss', 'anal-tone-loss', 'both-legs', 'cauda-equina-syndrome',
  // titles of operations
  'disc-operation', 'spine-decompression', 'spine-fusion', 'spine-implant', 'implant-in-spine', 'other-spine-operation', 'lumbar-region', 'upper-spine-region', 'other-body-part', 'around-an-operation',
  'joined-with', 'not-done-in-title',
  // titles of punctures
  'lumbar-puncture', 'puncture-look-alike', 'fluid-laboratory', 'therapeutic-puncture', 'image-guidance',
  // titles of spinal injections
  'nerve-root-block', 'epidural-injection', 'injection-look-alike',
  // conditions in words
  'active-cancer', 'blood-cancer', 'spinal-tumour', 'spinal-infection', 'endocarditis', 'sepsis', 'nervous-system-infection', 'other-infection', 'immune-compromise', 'new-weakness', 'fever', 'wound-problem', 'wound-infection', 'root-disease', 'arachnoiditis',
  // causes that a problem list names
  'inflammatory-neuropathy', 'meningeal-spread', 'brain-metastasis', 'meningeal-infection', 'root-tumour', 'other-meningeal-disease', 'cause-of-enhancing-roots',
  // medicines
  'vitamin-k-antagonist', 'factor-xa-inhibitor', 'dabigatran', 'low-molecular-weight-heparin', 'unfractionated-heparin', 'fondaparinux', 'thrombin-inhibitor', 'anticoagulant', 'p2y12-inhibitor', 'glycoprotein-inhibitor', 'immunosuppressant', 'cmv-antiviral', 'immunoglobulin', 'corticosteroid', 'line-flush', 'no-longer-taken',
  // places of an encounter
  'emergency-place', 'hospital-place',
  // devices, as orders name them
  'implanted-device',
  // beside the name of a result
  'target-value',
] as const; // prettier-ignore

export type TopicId = (typeof topicIds)[number];
