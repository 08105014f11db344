import { z } from 'zod';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { codedReason, isRoutine, type Order } from '../../facts/orders/orders.ts';
import { anyOf } from '../../facts/values/fact.ts';
import { words } from '../../facts/reading/order-words.ts';
import {
  disorderFindings,
  doseFindings,
  findingKinds,
  findingsInFull,
  medicineFindings,
  resultFindings,
  shortly,
  statusFindings,
  type BleedingFinding,
  type BleedingLimits,
} from '../parts/orders/bleeding-findings.ts';
import { defineOrderRule } from '../rule.ts';
import { missingIn, silent, undecided, type Phrase, type Verdict } from '../verdict.ts';

const hours = (most: number) => z.int().min(1).max(most);

const settings = z.strictObject({
  platelets: z
    .number()
    .min(20)
    .max(100)
    .describe('×10⁹/L of platelets below which the card speaks before a puncture'),
  plateletsForInjection: z
    .number()
    .min(20)
    .max(100)
    .describe('×10⁹/L of platelets below which the card speaks before a spinal injection'),
  warningPlatelets: z
    .number()
    .min(10)
    // Above it the warning would not be below every guideline.
    .max(20)
    .describe('×10⁹/L of platelets below which the card is a warning'),
  inr: z.number().min(1.1).max(3).describe('INR above which the card speaks'),
  // Below it the warning would not be above every guideline.
  warningInr: z.number().min(3).max(5).describe('INR above which the card is a warning'),
  apttRatio: z
    .number()
    .min(1.1)
    .max(3)
    .describe(
      'aPTT ratio above which the card speaks; seconds are taken as a ratio to the upper end of their own range',
    ),
  antiXa: z.number().min(0.05).max(1).describe('IU/mL of anti-Xa above which the card speaks'),
  resultDays: z.int().min(1).max(90).describe('days in which a result counts'),
  recentInrDays: z
    .int()
    .min(1)
    .max(30)
    .describe('days in which an INR tells how a vitamin K antagonist works now'),
  antiXaDays: z.int().min(1).max(7).describe('days in which an anti-Xa level counts'),
  doseDays: z.int().min(1).max(14).describe('days in which a dose that was given is shown'),
  hoursSinceWarfarin: hours(240).describe('hours after a dose of a vitamin K antagonist'),
  hoursSinceFactorXaInhibitor: hours(120).describe(
    'hours after a dose of apixaban, edoxaban or rivaroxaban',
  ),
  hoursSinceDabigatran: hours(144).describe('hours after a dose of dabigatran'),
  hoursSinceLowMolecularWeightHeparin: hours(72).describe(
    'hours after a dose of low-molecular-weight heparin',
  ),
  hoursSinceHeparin: hours(24).describe('hours after heparin'),
  hoursSinceFondaparinux: hours(144).describe('hours after a dose of fondaparinux'),
});

const HOURS_A_DAY = 24;

const isPuncture = ({ study }: Order) => study.kind === 'lumbar-puncture';
const concerns = (order: Order) =>
  isPuncture(order) ||
  order.study.kind === 'nerve-root-block' ||
  order.study.kind === 'epidural-injection';

/**
 * A lumbar puncture or a spinal injection is ordered for a patient with a result, a medicine or a
 * disorder that bears on bleeding. It tells the value and whose threshold, and points to the site's
 * policy; it never says what is to be done with a medicine.
 */
export const coagulationBeforeLumbarPuncture = defineOrderRule({
  id: 'coagulation-before-lumbar-puncture',
  hooks: ['order-select', 'order-sign'],
  reads: () => ['medications', 'administrations', 'statements'],
  settings,
  concerns,

  evaluate(picture, { selected }, s): Verdict {
    const orders = selected.filter(concerns);
    const [first] = orders;
    if (!first) return silent('not-ordered');
    const isInjection = !orders.some(isPuncture);
    const limits = isInjection ? { ...s, platelets: s.plateletsForInjection } : s;
    const findings = found(picture, limits);
    const told = findings.filter((finding) => !isTold(finding, orders, picture));
    if (told.length === 0) {
      if (findings.length > 0) return silent('order-says-so');
      return nothingFound(picture, limits);
    }
    const shown = findingsInFull(told);
    // What has no line of its own is named all the same: who reads of a value forgets the medicine.
    const others = told.filter((one) => !shown.includes(one));
    return {
      outcome: 'advise',
      wording: wordingFor(shown, isInjection),
      slots: { trigger: triggerOf(shown) },
      why: [
        ...shown.map(({ phrase }) => phrase),
        ...(others.length > 0
          ? [{ name: 'also', slots: { others: others.map(shortly).join('; ') } }]
          : []),
        ...emergency(picture, orders),
      ],
      about: orders,
      suggestions: [],
      evidence: told.flatMap(({ evidence }) => evidence),
    };
  },
});

/** The gravest first. */
function found(picture: LumbarPicture, s: BleedingLimits): readonly BleedingFinding[] {
  const { coagulation, today } = picture;
  const { doses } = coagulation.doses(s.doseDays * HOURS_A_DAY);
  const listed = coagulation.medicines.status === 'known' ? coagulation.medicines.value : [];
  const given = doseFindings(doses, s, today);
  const medicines = medicineFindings(listed, doses, coagulation, s, today).filter(
    // A dose that is told needs no second line.
    (one) => !given.some((dose) => [...dose.medicines].some((kind) => one.medicines.has(kind))),
  );
  // Beside a medicine of which a current INR is asked for, an old INR stands in its own line.
  const isInrOld = medicines.some(({ phrase }) => phrase.name === 'medicine-last-inr');
  const all = [
    ...resultFindings(coagulation, s, today).filter(({ kind }) => !isInrOld || kind !== 'inr'),
    ...given,
    ...medicines,
    ...(medicines.length + given.length > 0 ? [] : statusFindings(coagulation)),
    ...disorderFindings(coagulation, s),
  ];
  return all.sort((a, b) => findingKinds.indexOf(a.kind) - findingKinds.indexOf(b.kind));
}

/** A medicine that the order names needs no card; a value and a dose just given do. */
function isTold(
  { kind, medicines }: BleedingFinding,
  orders: readonly Order[],
  { coagulation }: LumbarPicture,
): boolean {
  if (kind === 'dose-given' || medicines.size === 0) return false;
  return orders.some(({ reason }) => {
    const named = coagulation.namedIn(reason.words);
    return [...medicines].every((one) => named.has(one));
  });
}

/** Nothing bears on bleeding, or something that would say so could not be had or read. */
function nothingFound({ coagulation }: LumbarPicture, s: BleedingLimits): Verdict {
  // "<10" as an INR tells no more than words do: it may lie on either side of the limit.
  const unread = (['platelets', 'inr'] as const).filter((test) =>
    coagulation
      .newest(test, s.resultDays)
      .some((result) =>
        test === 'inr'
          ? result?.isAbove(s.inr) === undefined
          : result?.isBelow(s.platelets) === undefined,
      ),
  );
  const missing = [
    ...missingIn(coagulation.resultsOtherwise),
    ...unread.map((test) => (test === 'inr' ? 'INR' : test)),
    ...missingIn(coagulation.medicines),
    ...missingIn(coagulation.doses(s.doseDays * HOURS_A_DAY).otherwise),
    ...missingIn(coagulation.bleedingDisorder),
  ];
  if (missing.length > 0) return undecided(...missing);
  return silent('trigger-not-recorded');
}

/** The gravest finding in a few words, for the summary. */
function triggerOf([first]: readonly BleedingFinding[]): Phrase {
  const { name, slots = {} } = first?.phrase ?? { name: '' };
  const { name: medicine = '', value = '', elapsed = '' } = slots;
  if (first?.kind === 'dose-given') {
    return name === 'dose-running'
      ? { name: 'trigger-dose-running', slots: { name: medicine } }
      : { name: 'trigger-dose', slots: { name: medicine, elapsed } };
  }
  if (medicine !== '') return { name: 'trigger-recorded', slots: { name: medicine } };
  return { name: `trigger-${name.replace(/-undated$/, '')}`, slots: { value } };
}

const warnings: ReadonlySet<string> = new Set([
  'platelets-very-low',
  'inr-very-high',
  'dose-given',
]);

function wordingFor([first]: readonly BleedingFinding[], isInjection: boolean): string {
  const kind = first?.kind ?? 'bleeding-disorder';
  if (!isInjection) return kind;
  return warnings.has(kind) ? 'injection-warning' : 'injection';
}

/** Beside an emergency the card says that it is no reason to wait. */
function emergency({ dangers }: LumbarPicture, orders: readonly Order[]): readonly Phrase[] {
  const inQuestion = anyOf(
    ...orders.map((order) => codedReason(order, 'meningitis-infectious', 'encephalitis', 'sepsis')),
    dangers.punctureMustNotWait,
  );
  const isSaid = orders.some(
    (order) => !isRoutine(order) || words.punctureMustNotWait.test(order.reason.words),
  );
  return isSaid || inQuestion.status === 'known' ? [{ name: 'emergency' }] : [];
}
