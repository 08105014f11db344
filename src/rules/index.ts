import { contrastMriUnderSixMonths } from './contrast-mri-under-six-months.ts';
import { contrastOptionAfterDiscSurgery } from './contrast-option-after-disc-surgery.ts';
import { mriBeforeLumbarPuncture } from './mri-before-lumbar-puncture.ts';
import { possibleCaudaEquinaRoutineOrder } from './possible-cauda-equina-routine-order.ts';
import { rootEnhancementUnderSixMonths } from './root-enhancement-under-six-months.ts';
import type { OrderRule, ReportRule } from './rule.ts';

/** Every rule, alphabetically. */
export const rules: readonly (OrderRule | ReportRule)[] = [
  contrastMriUnderSixMonths,
  contrastOptionAfterDiscSurgery,
  mriBeforeLumbarPuncture,
  possibleCaudaEquinaRoutineOrder,
  rootEnhancementUnderSixMonths,
] as const;
