import { contrastMriUnderSixMonths } from './contrast-mri-under-six-months.ts';
import { contrastOnlyWithoutBaseline } from './contrast-only-without-baseline.ts';
import { contrastOptionAfterDiscSurgery } from './contrast-option-after-disc-surgery.ts';
import { gadoliniumAndKidneyFunction } from './gadolinium-and-kidney-function.ts';
import { gadoliniumInPregnancy } from './gadolinium-in-pregnancy.ts';
import { mriBeforeLumbarPuncture } from './mri-before-lumbar-puncture.ts';
import { priorGadoliniumReaction } from './prior-gadolinium-reaction.ts';
import { rootEnhancementUnderSixMonths } from './root-enhancement-under-six-months.ts';
import type { OrderRule, ReportRule } from './rule.ts';

/** Every rule, alphabetically. */
export const rules: readonly (OrderRule | ReportRule)[] = [
  contrastMriUnderSixMonths,
  contrastOnlyWithoutBaseline,
  contrastOptionAfterDiscSurgery,
  gadoliniumAndKidneyFunction,
  gadoliniumInPregnancy,
  mriBeforeLumbarPuncture,
  priorGadoliniumReaction,
  rootEnhancementUnderSixMonths,
] as const;
