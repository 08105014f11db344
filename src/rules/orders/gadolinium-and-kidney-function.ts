import { z } from 'zod';
import { anyOf, foundIn, notRecorded, type Fact, type Signal } from '../../facts/values/fact.ts';
import type { KidneyFinding } from '../../facts/contrast-safety/kidney-function.ts';
import type { LumbarPicture } from '../../facts/lumbar-picture.ts';
import { presentReason, type Order } from '../../facts/orders/orders.ts';
import { words } from '../../facts/reading/order-words.ts';
import {
  egfrPhrase,
  kidneyNote,
  kidneyPhrase,
  kidneyTrigger,
} from '../parts/orders/kidney-phrases.ts';
import { newestOfEach } from '../parts/newest-of-each.ts';
import {
  contrastOrders,
  mayGiveContrast,
  removeContrast,
} from '../parts/orders/ordered-contrast.ts';
import { defineOrderRule } from '../rule.ts';
import { missingIn, silent, undecided, type Phrase } from '../verdict.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

// Bounds: the offer of contrast after disc surgery starts where these end, so that no site can make
// one card offer what the other warns of.
const settings = z.strictObject({
  minimumEgfr: z.number().min(15).max(30).describe('mL/min/1.73 m² below which the card speaks'),
  egfrDays: z.int().min(7).max(90).describe('days in which an eGFR counts'),
  inpatientEgfrDays: z
    .int()
    .min(1)
    .max(30)
    .describe('days in which an eGFR counts for a patient in hospital'),
  acuteKidneyInjuryDays: z
    .int()
    .min(7)
    .max(180)
    .describe('days after which a kidney injury on the list is not acute any more'),
  freshInjuryDays: z
    .int()
    .min(7)
    .max(30)
    .describe('days in which a coded kidney injury speaks whatever an eGFR says'),
  recoveredEgfr: z
    .number()
    .min(60)
    .max(90)
    .describe('mL/min/1.73 m² of a later eGFR from which an older kidney injury is over'),
  clearedEgfr: z
    .number()
    .min(45)
    .max(60)
    .describe('mL/min/1.73 m² of the newest eGFR from which a coded stage 4 or 5 no longer holds'),
  steadyDays: z
    .int()
    .min(90)
    .max(365)
    .describe(
      'days between two values that are not low, after which a coded stage no longer holds',
    ),
  dialysisDays: z
    .int()
    .min(7)
    .max(180)
    .describe('days in which a session of dialysis stands for being on dialysis'),
});
type Settings = z.infer<typeof settings>;

/** More findings than these are not read in thirty seconds. */
const MAX_SHOWN = 2;

/** For orders that do not say whether contrast is given. */
const askingWordings = {
  unknown: 'contrast-unsaid',
  mixed: 'contrast-unsaid',
  groupIIOnly: 'group-ii-only-contrast-unsaid',
} as const;

/**
 * A lumbar MRI with contrast is signed for a patient with a low eGFR, acute kidney injury, severe
 * chronic kidney disease or dialysis. Never asks for an eGFR: none on record is silence. Where the order
 * leaves contrast open, the card speaks of the case that it is given, as information.
 */
export const gadoliniumAndKidneyFunction = defineOrderRule({
  id: 'gadolinium-and-kidney-function',
  hooks: ['order-sign'],
  settings,
  // In hospital a kidney changes in days.
  reads: () => ['encounter'],
  concerns: mayGiveContrast,

  evaluate(picture, { selected }, settingsOfSite) {
    const s = inThisPlace(picture, settingsOfSite);
    const { orders: ordered, isAsking } = contrastOrders(selected);
    if (ordered.length === 0) return silent('not-ordered');
    const orders = ordered.filter((order) => !asksForGroupTwo(order));
    if (orders.length === 0) return silent('order-says-so');

    const { contrast } = picture;
    const isGroupTwoOnly = contrast.formulary === 'groupIIOnly';
    const stated = anyOf(
      ...orders.map((order) =>
        presentReason(
          order,
          isGroupTwoOnly ? ['acute-kidney-injury'] : ['acute-kidney-injury', 'ckd-4-5', 'dialysis'],
          ['history-of-dialysis'],
        ),
      ),
    );
    const recorded = recordedFindings(picture, isGroupTwoOnly, s);
    if (stated.status !== 'known' && recorded.status !== 'known') {
      const missing = missingIn(recorded);
      if (missing.length > 0) return undecided(...missing);
      return silent(isGroupTwoOnly ? 'only-group-two-agents' : 'trigger-not-recorded');
    }

    const findings = newestOfEach(
      recorded.status === 'known' ? recorded.value : [],
      (finding) =>
        finding.kind === 'low-egfr' ? finding.evidence.says : `${finding.kind} ${finding.name}`,
      (finding) => (finding.kind === 'low-egfr' ? undefined : finding.on),
    );
    const phrases = { kidneyNote: noteOf(findings, stated) };
    return {
      outcome: 'advise',
      wording: isAsking
        ? askingWordings[contrast.formulary]
        : wordingFor(contrast.formulary, findings, orders),
      slots: { trigger: triggerOf(findings, stated) },
      why: [
        ...findings.map(kidneyPhrase),
        ...statedPhrases(stated),
        ...latestEgfr(picture, findings, s),
      ].slice(0, MAX_SHOWN),
      about: orders,
      suggestions: isAsking
        ? [{ name: 'add-note-if-given', phrases, orders }]
        : [{ name: 'add-note', phrases, orders }, removeContrast(orders, { phrases })],
      evidence: [...findings.map(({ evidence }) => evidence), ...evidenceIn(stated)],
    };
  },
});

/** In hospital an eGFR counts for fewer days. */
function inThisPlace({ inpatientEncounter }: LumbarPicture, s: Settings): Settings {
  if (inpatientEncounter.status !== 'known') return s;
  return { ...s, egfrDays: Math.min(s.egfrDays, s.inpatientEgfrDays) };
}

/**
 * A warning where an injury is fresh or the patient on dialysis; for the rest only where the site says
 * that it stocks agents of the first group. An injury that recedes is information.
 */
function wordingFor(
  formulary: LumbarPicture['contrast']['formulary'],
  findings: readonly KidneyFinding[],
  orders: readonly Order[],
): string {
  if (formulary === 'groupIIOnly') return 'group-ii-only';
  const isPressing =
    findings.some((finding) => finding.kind !== 'low-egfr' && finding.course === 'pressing') ||
    orders.some(
      (order) => presentReason(order, pressingReasons, ['history-of-dialysis']).status === 'known',
    );
  if (formulary === 'unknown') {
    return isPressing ? 'formulary-unknown-pressing' : 'formulary-unknown';
  }
  const isReceding =
    findings.length > 0 &&
    findings.every((finding) => finding.kind !== 'low-egfr' && finding.course === 'receding');
  return isReceding && !isPressing ? 'formulary-mixed-receding' : 'formulary-mixed';
}

const pressingReasons: readonly ValueSetId[] = ['acute-kidney-injury', 'dialysis'];

/** An agent that is named as the culprit of a reaction is not asked for. */
const asksForGroupTwo = ({ reason }: Order) =>
  words.groupTwoAgent.test(reason.words) && !words.gadoliniumReaction.test(reason.words);

/** Where only group II agents are stocked, acute injury decides alone, but all of it is shown. */
function recordedFindings(
  { contrast }: LumbarPicture,
  isGroupTwoOnly: boolean,
  s: Settings,
): Fact<readonly KidneyFinding[]> {
  if (!isGroupTwoOnly) return contrast.kidneyFindings(s);
  const injury = contrast.acuteKidneyInjury(s);
  return injury.status === 'known' ? foundIn(contrast.kidneyFindings(s), notRecorded) : injury;
}

const statedPhrases = (stated: Signal): readonly Phrase[] =>
  evidenceIn(stated).map(({ says }) => ({ name: 'order-reason', slots: { name: says } }));

/** Beside a coded disease, the latest eGFR lets the reader see whether the code still holds. */
function latestEgfr(
  { contrast }: LumbarPicture,
  findings: readonly KidneyFinding[],
  { egfrDays }: Settings,
): readonly Phrase[] {
  if (findings.some(({ kind }) => kind === 'low-egfr')) return [];
  const latest = contrast.latestEgfr(egfrDays);
  return latest ? [egfrPhrase('latest-egfr', latest)] : [];
}

/** The most pressing finding, else what the order says. */
function triggerOf(findings: readonly KidneyFinding[], stated: Signal): Phrase {
  const isPressing = (finding: KidneyFinding) =>
    finding.kind !== 'low-egfr' && finding.course === 'pressing';
  const first = findings.find(isPressing) ?? findings[0];
  if (first) return kidneyTrigger(first);
  return { name: 'trigger-order-reason', slots: { reason: evidenceIn(stated)[0]?.says ?? '' } };
}

function noteOf([first]: readonly KidneyFinding[], stated: Signal): Phrase {
  if (first) return kidneyNote(first);
  return { name: 'note-order-reason', slots: { name: evidenceIn(stated)[0]?.says ?? '' } };
}

const evidenceIn = (stated: Signal) => (stated.status === 'known' ? stated.evidence : []);
