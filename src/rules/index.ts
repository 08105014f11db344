import { contrastForSuspectedInfectionOrTumour } from './contrast-for-suspected-infection-or-tumour.ts';
import { contrastMriUnderSixMonths } from './contrast-mri-under-six-months.ts';
import { contrastOptionAfterDiscSurgery } from './contrast-option-after-disc-surgery.ts';
import { mriBeforeLumbarPuncture } from './mri-before-lumbar-puncture.ts';
import { nerveRootBlockSelectivity } from './nerve-root-block-selectivity.ts';
import { possibleCaudaEquinaRoutineOrder } from './possible-cauda-equina-routine-order.ts';
import { recentPunctureOrInjection } from './recent-puncture-or-injection.ts';
import { rootEnhancementUnderSixMonths } from './root-enhancement-under-six-months.ts';
import type { OrderRule, ReportRule } from './rule.ts';

/** Every rule, alphabetically. */
export const rules: readonly (OrderRule | ReportRule)[] = [
  contrastForSuspectedInfectionOrTumour,
  contrastMriUnderSixMonths,
  contrastOptionAfterDiscSurgery,
  mriBeforeLumbarPuncture,
  nerveRootBlockSelectivity,
  possibleCaudaEquinaRoutineOrder,
  recentPunctureOrInjection,
  rootEnhancementUnderSixMonths,
] as const;
