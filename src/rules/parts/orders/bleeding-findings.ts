import type { Coagulation } from '../../../facts/coagulation/coagulation.ts';
import type { LaboratoryTest } from '../../../facts/coagulation/laboratory-tests.ts';
import type { LaboratoryResult } from '../../../facts/coagulation/result.ts';
import type { Dose } from '../../../facts/medicines/doses.ts';
import type { MedicineKind } from '../../../facts/medicines/medicine-kinds.ts';
import type { ListedMedicine } from '../../../facts/medicines/medicines.ts';
import type { Evidence, Signal } from '../../../facts/values/fact.ts';
import type { Day } from '../../../facts/values/calendar.ts';
import type { Phrase } from '../../verdict.ts';
import { daysAgo, hoursAgo } from '../days-ago.ts';

/** Thresholds of a site, and how far back a value or a dose counts. */
export interface BleedingLimits {
  readonly platelets: number;
  readonly warningPlatelets: number;
  readonly inr: number;
  readonly warningInr: number;
  readonly apttRatio: number;
  readonly antiXa: number;
  readonly resultDays: number;
  readonly recentInrDays: number;
  readonly antiXaDays: number;
  readonly doseDays: number;
  readonly hoursSinceWarfarin: number;
  readonly hoursSinceFactorXaInhibitor: number;
  readonly hoursSinceDabigatran: number;
  readonly hoursSinceLowMolecularWeightHeparin: number;
  readonly hoursSinceHeparin: number;
  readonly hoursSinceFondaparinux: number;
}

/** What was found, the gravest first: which of the wordings it asks for, and how it is said. */
export const findingKinds = [
  'platelets-very-low',
  'inr-very-high',
  'dose-given',
  'platelets',
  'inr',
  'direct-oral',
  'inr-to-ask-for',
  'anticoagulant',
  'clotting-test',
  'antiplatelet',
  'bleeding-disorder',
] as const;
export type FindingKind = (typeof findingKinds)[number];

export interface BleedingFinding {
  readonly kind: FindingKind;
  readonly phrase: Phrase;
  readonly evidence: readonly Evidence[];
  /** Kinds of medicines that it is about. */
  readonly medicines: ReadonlySet<MedicineKind>;
}

const NO_MEDICINE: ReadonlySet<MedicineKind> = new Set();
const directOral: readonly MedicineKind[] = ['factor-xa-inhibitor', 'dabigatran'];
const antiplatelets: readonly MedicineKind[] = ['p2y12-inhibitor', 'glycoprotein-inhibitor'];

/** The results that lie beyond a limit. */
export function resultFindings(
  coagulation: Coagulation,
  s: BleedingLimits,
  today: Day,
): readonly BleedingFinding[] {
  const newest = (test: LaboratoryTest, days: number) =>
    coagulation.newest(test, days).filter((result) => result !== undefined);
  const of = (kind: FindingKind, results: readonly LaboratoryResult[]) =>
    results.slice(0, 1).map((result): BleedingFinding => ({
      kind,
      phrase: resultPhrase(result, today),
      evidence: [result.evidence],
      medicines: NO_MEDICINE,
    }));
  const platelets = newest('platelets', s.resultDays);
  const inr = newest('inr', s.resultDays);
  const veryLow = platelets.filter((result) => result.isBelow(s.warningPlatelets));
  // An old value tells of its day, not of the warning that is due now.
  const recentInr = newest('inr', s.recentInrDays);
  const veryHigh = recentInr.filter((result) => result.isAbove(s.warningInr));
  return [
    ...of('platelets-very-low', veryLow),
    ...of('inr-very-high', veryHigh),
    ...(veryLow.length > 0
      ? []
      : of(
          'platelets',
          platelets.filter((result) => result.isBelow(s.platelets)),
        )),
    ...(veryHigh.length > 0
      ? []
      : of(
          'inr',
          inr.filter((result) => result.isAbove(s.inr)),
        )),
    ...of('clotting-test', [
      ...newest('anti-xa', s.antiXaDays).filter((result) => result.isAbove(s.antiXa)),
      ...newest('aptt-ratio', s.resultDays).filter((result) => result.isAbove(s.apttRatio)),
      // Seconds are compared with the laboratory's own range alone, and far beyond it.
      ...newest('aptt', s.resultDays).filter(
        (result) =>
          result.upperReference !== undefined &&
          result.isAbove(result.upperReference * s.apttRatio),
      ),
    ]),
  ];
}

/** Doses inside the interval of their kind, the newest of each kind. */
export function doseFindings(
  doses: readonly Dose[],
  s: BleedingLimits,
  today: Day,
): readonly BleedingFinding[] {
  const hours: Readonly<Partial<Record<MedicineKind, number>>> = {
    'vitamin-k-antagonist': s.hoursSinceWarfarin,
    'factor-xa-inhibitor': s.hoursSinceFactorXaInhibitor,
    dabigatran: s.hoursSinceDabigatran,
    'low-molecular-weight-heparin': s.hoursSinceLowMolecularWeightHeparin,
    'unfractionated-heparin': s.hoursSinceHeparin,
    fondaparinux: s.hoursSinceFondaparinux,
  };
  const inside = doses.filter((dose) =>
    [...dose.kinds].some((kind) => {
      const limit = hours[kind];
      return limit !== undefined && dose.isWithin(limit);
    }),
  );
  return inside.slice(0, 1).map((dose) => ({
    kind: 'dose-given',
    phrase: dose.isRunning
      ? { name: 'dose-running', slots: { name: dose.name, date: dose.when.text } }
      : {
          // Of what was swallowed a normal INR tells nothing, least of all an hour later.
          name: kindOf(dose.kinds) === 'direct-oral' ? 'direct-oral-dose' : 'dose',
          slots: { name: dose.name, elapsed: sinceDose(dose, today), date: dose.when.text },
        },
    evidence: [dose.evidence],
    medicines: dose.kinds,
  }));
}

/**
 * Medicines against clotting, one of each kind; with the last recorded dose where there is one. A
 * vitamin K antagonist is silent beside a recent INR that is not above the limit.
 */
export function medicineFindings(
  listed: readonly ListedMedicine[],
  doses: readonly Dose[],
  coagulation: Coagulation,
  s: BleedingLimits,
  today: Day,
): readonly BleedingFinding[] {
  const taken: readonly ListedMedicine[] = [
    ...listed,
    // What was given lately and is no longer ordered.
    ...doses.filter((dose) => !listed.some((one) => sharesKind(one.kinds, dose.kinds))),
  ];
  const seen = new Set<string>();
  return taken.flatMap((medicine): readonly BleedingFinding[] => {
    const group = [...medicine.kinds].sort().join();
    if (seen.has(group)) return [];
    seen.add(group);
    const dose = doses.find(({ kinds }) => sharesKind(kinds, medicine.kinds));
    const kind = kindOf(medicine.kinds);
    if (medicine.kinds.has('vitamin-k-antagonist')) {
      if (isSteady(coagulation, s)) return [];
      return [vitaminK(medicine, coagulation, s, today)];
    }
    const name = kind === 'direct-oral' ? 'direct-oral' : 'medicine';
    return [
      {
        kind,
        phrase: dose
          ? {
              name: `${name}-given`,
              slots: {
                name: medicine.name,
                elapsed: sinceDose(dose, today),
                date: dose.when.text,
              },
            }
          : { name, slots: { name: medicine.name, source: placeOf(medicine.evidence) } },
        evidence: [medicine.evidence, ...(dose ? [dose.evidence] : [])],
        medicines: medicine.kinds,
      },
    ];
  });
}

/** Every INR that may be the newest of the last days is read, and none is above the limit. */
function isSteady(coagulation: Coagulation, s: BleedingLimits): boolean {
  const recent = coagulation.newest('inr', s.recentInrDays);
  return (
    recent.length > 0 &&
    recent.every((result) => result?.when !== undefined && result.isAbove(s.inr) === false)
  );
}

function vitaminK(
  medicine: ListedMedicine,
  coagulation: Coagulation,
  s: BleedingLimits,
  today: Day,
): BleedingFinding {
  const slots = { name: medicine.name, source: placeOf(medicine.evidence) };
  const last = coagulation.newest('inr', s.resultDays).find((result) => result?.when !== undefined);
  const isRecent = coagulation.newest('inr', s.recentInrDays).some((result) => result);
  const common = { kind: 'inr-to-ask-for', medicines: medicine.kinds } as const;
  // A recent one above the limit is said by its own finding.
  if (!last || isRecent) {
    return { ...common, phrase: { name: 'medicine', slots }, evidence: [medicine.evidence] };
  }
  return {
    ...common,
    phrase: {
      name: 'medicine-last-inr',
      slots: { ...slots, value: last.value, elapsed: daysAgo(last.when, today) },
    },
    evidence: [medicine.evidence, last.evidence],
  };
}

/** A bleeding disorder, coded; a coded low count only where no count tells how it is now. */
export function disorderFindings(
  coagulation: Coagulation,
  s: BleedingLimits,
): readonly BleedingFinding[] {
  const counts = coagulation.newest('platelets', s.resultDays);
  const isCounted = counts.length > 0 && counts.every((count) => count !== undefined);
  const signals: readonly Signal[] = [
    coagulation.bleedingDisorder,
    ...(isCounted ? [] : [coagulation.thrombocytopenia]),
  ];
  return signals.flatMap((signal) => {
    const [first] = signal.status === 'known' ? signal.evidence : [];
    if (!first) return [];
    const slots = { name: first.says, source: placeOf(first) };
    return [
      {
        kind: 'bleeding-disorder' as const,
        phrase: { name: 'disorder', slots },
        evidence: [first],
        medicines: NO_MEDICINE,
      },
    ];
  });
}

/** Being on an anticoagulant as a status alone: it names no medicine. */
export function statusFindings(coagulation: Coagulation): readonly BleedingFinding[] {
  const { anticoagulated } = coagulation;
  const [first] = anticoagulated.status === 'known' ? anticoagulated.evidence : [];
  if (!first) return [];
  return [
    {
      kind: 'anticoagulant',
      phrase: { name: 'medicine', slots: { name: first.says, source: placeOf(first) } },
      evidence: [first],
      medicines: new Set<MedicineKind>(['anticoagulant']),
    },
  ];
}

function kindOf(kinds: ReadonlySet<MedicineKind>): FindingKind {
  if (directOral.some((kind) => kinds.has(kind))) return 'direct-oral';
  return antiplatelets.some((kind) => kinds.has(kind)) ? 'antiplatelet' : 'anticoagulant';
}

/** In hours where the clock time of the dose is known, else in days. */
const sinceDose = ({ hoursAgo: hours, when }: Dose, today: Day): string =>
  hours === undefined ? daysAgo(when, today) : hoursAgo(hours);

/**
 * Those that find room on a card: the gravest, and beside it one of another nature (a result, a
 * medicine, a disorder) where there is one, since a second result tells less than a first medicine.
 */
export function findingsInFull(findings: readonly BleedingFinding[]): readonly BleedingFinding[] {
  const [first, ...rest] = findings;
  if (!first) return [];
  const second = rest.find((one) => natureOf(one) !== natureOf(first)) ?? rest[0];
  return second ? [first, second] : [first];
}

const natureOf = ({ kind, medicines }: BleedingFinding) => {
  if (medicines.size > 0) return 'medicine';
  return kind === 'bleeding-disorder' ? 'disorder' : 'result';
};

/** A finding in a few words, as it stands in a row of others. */
export const shortly = ({ phrase: { name, slots = {} }, evidence }: BleedingFinding): string =>
  slots['name'] ?? evidence[0]?.says.replace(/, \d{4}[\d-]{0,6}\S{0,20}$/, '') ?? name;

const sharesKind = (a: ReadonlySet<MedicineKind>, b: ReadonlySet<MedicineKind>) =>
  [...a].some((kind) => b.has(kind));

const placeOf = ({ reference }: Evidence): string => reference ?? 'the chart';

/** `platelets`, or its words without a date. */
function resultPhrase({ test, value, when }: LaboratoryResult, today: Day): Phrase {
  return when
    ? { name: test, slots: { value, date: when.text, elapsed: daysAgo(when, today) } }
    : { name: `${test}-undated`, slots: { value } };
}
