import { contrastMriUnderSixMonths } from './contrast-mri-under-six-months.ts';
import { contrastOptionAfterDiscSurgery } from './contrast-option-after-disc-surgery.ts';
import { enhancingRootDiffersFromPainfulRoot } from './enhancing-root-differs-from-painful-root.ts';
import { mriBeforeLumbarPuncture } from './mri-before-lumbar-puncture.ts';
import { noRootEnhancement } from './no-root-enhancement.ts';
import { rootEnhancementAfterSixMonths } from './root-enhancement-after-six-months.ts';
import { rootEnhancementUnderSixMonths } from './root-enhancement-under-six-months.ts';
import { rootEnhancementWithoutSciatica } from './root-enhancement-without-sciatica.ts';
import { rootEnhancementWithoutSurgery } from './root-enhancement-without-surgery.ts';
import type { OrderRule, ReportRule } from './rule.ts';

/** Every rule, alphabetically. */
export const rules: readonly (OrderRule | ReportRule)[] = [
  contrastMriUnderSixMonths,
  contrastOptionAfterDiscSurgery,
  enhancingRootDiffersFromPainfulRoot,
  mriBeforeLumbarPuncture,
  noRootEnhancement,
  rootEnhancementAfterSixMonths,
  rootEnhancementUnderSixMonths,
  rootEnhancementWithoutSciatica,
  rootEnhancementWithoutSurgery,
] as const;
