import { contrastForSuspectedInfectionOrTumour } from './contrast-for-suspected-infection-or-tumour.ts';
import { contrastMriUnderSixMonths } from './contrast-mri-under-six-months.ts';
import { contrastOnlyWithoutBaseline } from './contrast-only-without-baseline.ts';
import { contrastOptionAfterDiscSurgery } from './contrast-option-after-disc-surgery.ts';
import { cordOrMeningealPattern } from './cord-or-meningeal-pattern.ts';
import { enhancementPatternDifferential } from './enhancement-pattern-differential.ts';
import { enhancingRootDiffersFromPainfulRoot } from './enhancing-root-differs-from-painful-root.ts';
import { gadoliniumAndKidneyFunction } from './gadolinium-and-kidney-function.ts';
import { gadoliniumInPregnancy } from './gadolinium-in-pregnancy.ts';
import { massLikeRootEnhancement } from './mass-like-root-enhancement.ts';
import { mriBeforeLumbarPuncture } from './mri-before-lumbar-puncture.ts';
import { nerveRootBlockSelectivity } from './nerve-root-block-selectivity.ts';
import { noRootEnhancement } from './no-root-enhancement.ts';
import { nodularEnhancementWithCancer } from './nodular-enhancement-with-cancer.ts';
import { possibleCaudaEquinaRoutineOrder } from './possible-cauda-equina-routine-order.ts';
import { priorGadoliniumReaction } from './prior-gadolinium-reaction.ts';
import { recentPunctureOrInjection } from './recent-puncture-or-injection.ts';
import { rootEnhancementAfterSixMonths } from './root-enhancement-after-six-months.ts';
import { rootEnhancementInAdvancedHiv } from './root-enhancement-in-advanced-hiv.ts';
import { rootEnhancementUnderSixMonths } from './root-enhancement-under-six-months.ts';
import { rootEnhancementWithAcuteWeakness } from './root-enhancement-with-acute-weakness.ts';
import { rootEnhancementWithoutSciatica } from './root-enhancement-without-sciatica.ts';
import { rootEnhancementWithoutSurgery } from './root-enhancement-without-surgery.ts';
import type { OrderRule, ReportRule } from './rule.ts';

/** Every rule, alphabetically. */
export const rules: readonly (OrderRule | ReportRule)[] = [
  contrastForSuspectedInfectionOrTumour,
  contrastMriUnderSixMonths,
  contrastOnlyWithoutBaseline,
  contrastOptionAfterDiscSurgery,
  cordOrMeningealPattern,
  enhancementPatternDifferential,
  enhancingRootDiffersFromPainfulRoot,
  gadoliniumAndKidneyFunction,
  gadoliniumInPregnancy,
  massLikeRootEnhancement,
  mriBeforeLumbarPuncture,
  nerveRootBlockSelectivity,
  noRootEnhancement,
  nodularEnhancementWithCancer,
  possibleCaudaEquinaRoutineOrder,
  priorGadoliniumReaction,
  recentPunctureOrInjection,
  rootEnhancementAfterSixMonths,
  rootEnhancementInAdvancedHiv,
  rootEnhancementUnderSixMonths,
  rootEnhancementWithAcuteWeakness,
  rootEnhancementWithoutSciatica,
  rootEnhancementWithoutSurgery,
] as const;
