import { coagulationBeforeLumbarPuncture } from './orders/coagulation-before-lumbar-puncture.ts';
import { contrastForSuspectedInfectionOrTumour } from './orders/contrast-for-suspected-infection-or-tumour.ts';
import { contrastMriUnderSixMonths } from './orders/contrast-mri-under-six-months.ts';
import { contrastOnlyWithoutBaseline } from './orders/contrast-only-without-baseline.ts';
import { contrastOptionAfterDiscSurgery } from './orders/contrast-option-after-disc-surgery.ts';
import { cordOrMeningealPattern } from './reports/cord-or-meningeal-pattern.ts';
import { enhancementPatternDifferential } from './reports/enhancement-pattern-differential.ts';
import { enhancingRootDiffersFromPainfulRoot } from './reports/enhancing-root-differs-from-painful-root.ts';
import { gadoliniumAndKidneyFunction } from './orders/gadolinium-and-kidney-function.ts';
import { gadoliniumInPregnancy } from './orders/gadolinium-in-pregnancy.ts';
import { massLikeRootEnhancement } from './reports/mass-like-root-enhancement.ts';
import { mriBeforeLumbarPuncture } from './orders/mri-before-lumbar-puncture.ts';
import { mriDeviceCheck } from './orders/mri-device-check.ts';
import { nerveRootBlockSelectivity } from './orders/nerve-root-block-selectivity.ts';
import { noRootEnhancement } from './reports/no-root-enhancement.ts';
import { nodularEnhancementWithCancer } from './reports/nodular-enhancement-with-cancer.ts';
import { possibleCaudaEquinaRoutineOrder } from './orders/possible-cauda-equina-routine-order.ts';
import { priorGadoliniumReaction } from './orders/prior-gadolinium-reaction.ts';
import { recentPunctureOrInjection } from './orders/recent-puncture-or-injection.ts';
import { rootEnhancementAfterSixMonths } from './reports/root-enhancement-after-six-months.ts';
import { rootEnhancementInAdvancedHiv } from './reports/root-enhancement-in-advanced-hiv.ts';
import { rootEnhancementUnderSixMonths } from './reports/root-enhancement-under-six-months.ts';
import { rootEnhancementWithAcuteWeakness } from './reports/root-enhancement-with-acute-weakness.ts';
import { rootEnhancementWithoutSciatica } from './reports/root-enhancement-without-sciatica.ts';
import { rootEnhancementWithoutSurgery } from './reports/root-enhancement-without-surgery.ts';
import type { OrderRule, ReportRule } from './rule.ts';

/** Every rule, alphabetically. */
export const rules: readonly (OrderRule | ReportRule)[] = [
  coagulationBeforeLumbarPuncture,
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
  mriDeviceCheck,
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
