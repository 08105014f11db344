import { withinDays, type When } from './calendar.ts';
import type { ChartReading } from './chart-reading.ts';
import { begunWhen, conditionEvidence, isActive, recordedWhen } from './conditions.ts';
import { newestEgfr, type Egfr } from './egfr.ts';
import { found, foundIn, notRecorded, unreadable, type Evidence, type Fact } from './fact.ts';
import { asText, referenceTo, type Opaque } from './fields.ts';
import { performedWhen } from './performed.ts';
import { isSaidOfNow } from './said-of-now.ts';

/** Something recorded of the kidneys that calls for care with gadolinium. */
export type KidneyFinding =
  | { readonly kind: 'low-egfr'; readonly egfr: Egfr; readonly evidence: Evidence }
  | {
      readonly kind: 'acute-kidney-injury' | 'chronic-kidney-disease' | 'dialysis';
      /** As the chart or our label of the code names it. */
      readonly name: string;
      /** When it was recorded or done, as precise as it stands there. */
      readonly on: string | undefined;
      readonly evidence: Evidence;
    };

export interface KidneyLimits {
  /** mL/min/1.73 m²; exactly this much is not low. */
  readonly minimumEgfr: number;
  readonly egfrDays: number;
  /** An injury known to have begun before is not acute any more. */
  readonly acuteKidneyInjuryDays: number;
  /** A session of dialysis before is no statement about today. */
  readonly dialysisDays: number;
}

/** Everything recorded of the kidneys that calls for care, acute injury first. */
export function kidneyFindings(
  reading: ChartReading,
  limits: KidneyLimits,
): Fact<readonly KidneyFinding[]> {
  return foundIn<KidneyFinding>(
    acuteKidneyInjury(reading, limits.acuteKidneyInjuryDays),
    lowEgfrs(reading, limits),
    dialysis(reading, limits),
    chronicKidneyDisease(reading),
  );
}

/** The newest readable eGFR within `days`, low or not: to be shown beside what is coded. */
export function latestEgfr(reading: ChartReading, days: number): Egfr | undefined {
  return newestEgfr(reading.observations, days, reading).find((egfr) => egfr?.isInTime === true);
}

/** Coded, active and begun within `days`; without a date, its being active decides. */
export function acuteKidneyInjury(
  reading: ChartReading,
  days: number,
): Fact<readonly KidneyFinding[]> {
  const { conditions, today, timeZone } = reading;
  return foundIn<KidneyFinding>(
    ...conditions
      .in('acute-kidney-injury')
      .filter((condition) => isActive(condition) && isSaidOfNow(condition))
      .map((condition): Fact<readonly KidneyFinding[]> => {
        const when = begunWhen(condition, timeZone) ?? recordedWhen(condition, timeZone);
        // A date after today is a clock that runs ahead.
        const isWithin = !when || when.first > today ? 'yes' : withinDays(when, days, today);
        if (isWithin === 'no') return notRecorded;
        if (isWithin === 'maybe') return unreadable('date of the acute kidney injury');
        return found([coded('acute-kidney-injury', condition, when, reading)], notRecorded);
      }),
    conditions.otherwise,
  );
}

function lowEgfrs(
  reading: ChartReading,
  { minimumEgfr, egfrDays }: KidneyLimits,
): Fact<readonly KidneyFinding[]> {
  return foundIn<KidneyFinding>(
    ...newestEgfr(reading.observations, egfrDays, reading).map(
      (egfr): Fact<readonly KidneyFinding[]> => {
        const isLow = egfr?.isBelow(minimumEgfr);
        if (egfr === undefined || isLow === undefined) return unreadable('eGFR');
        if (!isLow) return notRecorded;
        if (!egfr.isInTime) return unreadable('eGFR');
        return found([{ kind: 'low-egfr' as const, egfr, evidence: egfr.evidence }], notRecorded);
      },
    ),
    reading.observations.otherwise,
  );
}

/**
 * Dependence that was entered more than `days` ago is contradicted by an eGFR of today that is not low:
 * charts keep it after a transplant.
 */
function dialysis(
  reading: ChartReading,
  { dialysisDays: days, minimumEgfr, egfrDays }: KidneyLimits,
): Fact<readonly KidneyFinding[]> {
  const { conditions, procedures, today, timeZone } = reading;
  const past = new Set<Opaque>(conditions.in('history-of-dialysis'));
  const isFiltering = latestEgfr(reading, egfrDays)?.isBelow(minimumEgfr) === false;
  const isOld = (c: Opaque) => {
    const when = recordedWhen(c, timeZone);
    return when !== undefined && withinDays(when, days, today) === 'no';
  };
  const dependence = conditions
    .in('dialysis')
    .filter((c) => !past.has(c) && isActive(c) && isSaidOfNow(c) && !(isFiltering && isOld(c)))
    .map((c) => coded('dialysis', c, recordedWhen(c, timeZone), reading));
  const sessions = procedures.in('dialysis').map((procedure): Fact<readonly KidneyFinding[]> => {
    const status = asText(procedure['status']);
    if (status !== 'completed' && status !== 'in-progress') return notRecorded;
    const when = performedWhen(procedure, timeZone);
    const isWithin =
      status === 'in-progress' ? 'yes' : when ? withinDays(when, days, today) : 'maybe';
    if (isWithin === 'no') return notRecorded;
    if (isWithin === 'maybe') return unreadable('date of a dialysis');
    const reference = referenceTo(procedure);
    const name = procedures.nameOf(procedure) ?? 'dialysis';
    return found(
      [
        {
          kind: 'dialysis' as const,
          name,
          on: when?.text,
          evidence: { ...(reference && { reference }), says: name },
        },
      ],
      notRecorded,
    );
  });
  return foundIn<KidneyFinding>(
    found(dependence, conditions.otherwise),
    ...sessions,
    procedures.otherwise,
  );
}

function chronicKidneyDisease(reading: ChartReading): Fact<readonly KidneyFinding[]> {
  const { conditions, timeZone } = reading;
  // "End stage renal failure on dialysis" stands in both sets: it is told once.
  const onDialysis = new Set<Opaque>(conditions.in('dialysis'));
  const disease = conditions
    .in('ckd-4-5')
    .filter((c) => !onDialysis.has(c) && isActive(c) && isSaidOfNow(c));
  return found(
    disease.map((c) => coded('chronic-kidney-disease', c, recordedWhen(c, timeZone), reading)),
    conditions.otherwise,
  );
}

function coded(
  kind: Exclude<KidneyFinding['kind'], 'low-egfr'>,
  condition: Opaque,
  when: When | undefined,
  { conditions }: ChartReading,
): KidneyFinding {
  const evidence = conditionEvidence(condition, conditions);
  return { kind, name: evidence.says, on: when?.text, evidence };
}
