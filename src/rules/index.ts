import { contrastMriUnderSixMonths } from './contrast-mri-under-six-months.ts';
import { contrastOptionAfterDiscSurgery } from './contrast-option-after-disc-surgery.ts';
import { cordOrMeningealPattern } from './cord-or-meningeal-pattern.ts';
import { enhancementPatternDifferential } from './enhancement-pattern-differential.ts';
import { enhancingRootDiffersFromPainfulRoot } from './enhancing-root-differs-from-painful-root.ts';
import { massLikeRootEnhancement } from './mass-like-root-enhancement.ts';
import { mriBeforeLumbarPuncture } from './mri-before-lumbar-puncture.ts';
import { noRootEnhancement } from './no-root-enhancement.ts';
import { nodularEnhancementWithCancer } from './nodular-enhancement-with-cancer.ts';
import { rootEnhancementAfterSixMonths } from './root-enhancement-after-six-months.ts';
import { rootEnhancementInAdvancedHiv } from './root-enhancement-in-advanced-hiv.ts';
import { rootEnhancementUnderSixMonths } from './root-enhancement-under-six-months.ts';
import { rootEnhancementWithAcuteWeakness } from './root-enhancement-with-acute-weakness.ts';
import { rootEnhancementWithoutSciatica } from './root-enhancement-without-sciatica.ts';
import { rootEnhancementWithoutSurgery } from './root-enhancement-without-surgery.ts';
import type { OrderRule, ReportRule } from './rule.ts';

/** Every rule, alphabetically. */
export const rules: readonly (OrderRule | ReportRule)[] = [
  contrastMriUnderSixMonths,
  contrastOptionAfterDiscSurgery,
  cordOrMeningealPattern,
  enhancementPatternDifferential,
  enhancingRootDiffersFromPainfulRoot,
  massLikeRootEnhancement,
  mriBeforeLumbarPuncture,
  noRootEnhancement,
  nodularEnhancementWithCancer,
  rootEnhancementAfterSixMonths,
  rootEnhancementInAdvancedHiv,
  rootEnhancementUnderSixMonths,
  rootEnhancementWithAcuteWeakness,
  rootEnhancementWithoutSciatica,
  rootEnhancementWithoutSurgery,
] as const;
