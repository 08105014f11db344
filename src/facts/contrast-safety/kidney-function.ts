import { withinDays, type When } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { begunWhen, conditionEvidence, isActive, recordedWhen } from '../reading/conditions.ts';
import { everyEgfr, newestEgfr, type Egfr } from './egfr.ts';
import {
  found,
  foundIn,
  notRecorded,
  unreadable,
  type Evidence,
  type Fact,
} from '../values/fact.ts';
import { allWordsOf, asText, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import { performedWhen } from '../reading/fields/performed.ts';
import { isSaidOfNow } from '../reading/said-of-now.ts';

/** Something recorded of the kidneys that calls for care with gadolinium. */
export type KidneyFinding =
  | { readonly kind: 'low-egfr'; readonly egfr: Egfr; readonly evidence: Evidence }
  | {
      readonly kind: 'acute-kidney-injury' | 'chronic-kidney-disease' | 'dialysis';
      /**
       * `pressing`: an injury of the last days, or dialysis. `receding`: an older injury beside a
       * later eGFR that is not low.
       */
      readonly course: 'pressing' | 'standing' | 'receding';
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
  /** An injury coded within these days speaks whatever an eGFR says. */
  readonly freshInjuryDays: number;
  /** mL/min/1.73 m² of a later eGFR from which an older injury is over. */
  readonly recoveredEgfr: number;
  /** mL/min/1.73 m² of the newest eGFR from which a coded stage 4 or 5 no longer holds. */
  readonly clearedEgfr: number;
  /** Days between two values that are not low, after which it no longer holds either. */
  readonly steadyDays: number;
  /** A session of dialysis before is no statement about today. */
  readonly dialysisDays: number;
}

/** mL/min/1.73 m² below which kidney disease is of stage 4 (KDIGO). */
const STAGE_4_BELOW = 30;
/** How far back a value is looked for that the newest is compared with. */
const COURSE_DAYS = 730;

/** Everything recorded of the kidneys that calls for care, acute injury first. */
export function kidneyFindings(
  reading: ChartReading,
  limits: KidneyLimits,
): Fact<readonly KidneyFinding[]> {
  return foundIn<KidneyFinding>(
    acuteKidneyInjury(reading, limits),
    lowEgfrs(reading, limits),
    dialysis(reading, limits),
    chronicKidneyDisease(reading, limits),
  );
}

/** The newest readable eGFR within `days`, low or not: to be shown beside what is coded. */
export function latestEgfr(reading: ChartReading, days: number): Egfr | undefined {
  return newestEgfr(reading.observations, days, reading).find((egfr) => egfr?.isInTime === true);
}

/**
 * Coded, active and begun within the days that count as acute; without a date, its being active
 * decides. One that is not fresh is over once a later eGFR has recovered, unless no eGFR can tell.
 */
export function acuteKidneyInjury(
  reading: ChartReading,
  limits: KidneyLimits,
): Fact<readonly KidneyFinding[]> {
  const { conditions, today, timeZone } = reading;
  const canTell = () => !isWithoutOwnKidney(reading, limits);
  return foundIn<KidneyFinding>(
    ...conditions
      .in('acute-kidney-injury')
      .filter((condition) => isActive(condition) && isSaidOfNow(condition))
      .map((condition): Fact<readonly KidneyFinding[]> => {
        const when = begunWhen(condition, timeZone) ?? recordedWhen(condition, timeZone);
        // A date after today is a clock that runs ahead.
        const isWithin =
          !when || when.first > today
            ? 'yes'
            : withinDays(when, limits.acuteKidneyInjuryDays, today);
        if (isWithin === 'no') return notRecorded;
        const course = courseOfInjury(condition, reading, limits, canTell);
        if (isWithin === 'maybe' && course !== 'pressing') {
          return unreadable('date of the acute kidney injury');
        }
        if (course === 'over') return notRecorded;
        return found([coded('acute-kidney-injury', condition, when, course, reading)], notRecorded);
      }),
    conditions.otherwise,
  );
}

function courseOfInjury(
  condition: Opaque,
  reading: ChartReading,
  { freshInjuryDays, recoveredEgfr, egfrDays }: KidneyLimits,
  canTell: () => boolean,
): 'pressing' | 'standing' | 'receding' | 'over' {
  const { today, timeZone } = reading;
  const dates = [begunWhen(condition, timeZone), recordedWhen(condition, timeZone)].filter(
    (when) => when !== undefined,
  );
  const isFresh = dates.some(({ first }) => first >= today - freshInjuryDays);
  if (isFresh || dates.length === 0) return 'pressing';
  const since = Math.max(...dates.map(({ last }) => last));
  const newest = newestEgfr(reading.observations, egfrDays, reading);
  const isLater = newest.every((egfr) => egfr?.when !== undefined && egfr.when.first > since);
  if (newest.length === 0 || !isLater || !canTell()) return 'standing';
  const isAtLeast = (limit: number) => newest.every((egfr) => egfr?.isBelow(limit) === false);
  if (isAtLeast(recoveredEgfr)) return 'over';
  return isAtLeast(STAGE_4_BELOW) ? 'receding' : 'standing';
}

/** On dialysis, or with another's kidney: no eGFR then takes back what is coded. */
function isWithoutOwnKidney(reading: ChartReading, limits: KidneyLimits): boolean {
  const { conditions, procedures } = reading;
  const isTransplanted =
    conditions.in('kidney-transplant').some(isActive) ||
    procedures.in('kidney-transplant').some((p) => asText(p['status']) === 'completed') ||
    conditions.resources.some((c) => isActive(c) && transplantWords.test(wordsOfCode(c)));
  return isTransplanted || dialysis(reading, limits).status === 'known';
}

const wordsOfCode = (condition: Opaque) => allWordsOf(condition['code']).join(' · ');
const transplantWords =
  /\b(?:renal|kidney) (?:allo)?(?:transplant\w*|graft)\b|\btransplant(?:ed|ation of)?,? (?:the )?kidney\b/i;

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

/** Dependence that is coded and active, whenever it was entered, and sessions within the days. */
function dialysis(
  reading: ChartReading,
  { dialysisDays: days }: Pick<KidneyLimits, 'dialysisDays'>,
): Fact<readonly KidneyFinding[]> {
  const { conditions, procedures, today, timeZone } = reading;
  const past = new Set<Opaque>(conditions.in('history-of-dialysis'));
  const dependence = conditions
    .in('dialysis')
    .filter((c) => !past.has(c) && isActive(c) && isSaidOfNow(c))
    .map((c) => coded('dialysis', c, recordedWhen(c, timeZone), 'pressing', reading));
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
          course: 'pressing' as const,
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

/** A coded stage 4 or 5, unless the course of the eGFR takes it back. */
function chronicKidneyDisease(
  reading: ChartReading,
  limits: KidneyLimits,
): Fact<readonly KidneyFinding[]> {
  const { conditions, timeZone } = reading;
  // "End stage renal failure on dialysis" stands in both sets: it is told once.
  const onDialysis = new Set<Opaque>(conditions.in('dialysis'));
  const disease = conditions
    .in('ckd-4-5')
    .filter((c) => !onDialysis.has(c) && isActive(c) && isSaidOfNow(c));
  if (disease.length > 0 && !isWithoutOwnKidney(reading, limits) && isCleared(reading, limits)) {
    return conditions.otherwise;
  }
  return found(
    disease.map((c) =>
      coded('chronic-kidney-disease', c, recordedWhen(c, timeZone), 'standing', reading),
    ),
    conditions.otherwise,
  );
}

/**
 * The newest eGFR is high enough by itself; or it is not low, and neither was one of `steadyDays`
 * before it nor any in between.
 */
function isCleared(
  reading: ChartReading,
  { egfrDays, clearedEgfr, steadyDays }: KidneyLimits,
): boolean {
  const newest = newestEgfr(reading.observations, egfrDays, reading);
  const [first] = newest;
  const isAtLeast = (limit: number) =>
    newest.length > 0 &&
    newest.every((egfr) => egfr?.isInTime === true && egfr.isBelow(limit) === false);
  if (isAtLeast(clearedEgfr)) return true;
  if (!isAtLeast(STAGE_4_BELOW) || !first?.when) return false;
  const day = first.when.first;
  const earlier = everyEgfr(reading.observations, COURSE_DAYS, reading).filter(
    ({ when }) => when && when.last < day,
  );
  const isLow = (egfr: Egfr) => egfr.isBelow(STAGE_4_BELOW) !== false;
  const lastLow = Math.max(...earlier.filter(isLow).map(({ when }) => when?.last ?? day));
  return earlier.some(
    (egfr) =>
      !isLow(egfr) && egfr.when && egfr.when.last <= day - steadyDays && egfr.when.first > lastLow,
  );
}

function coded(
  kind: Exclude<KidneyFinding['kind'], 'low-egfr'>,
  condition: Opaque,
  when: When | undefined,
  course: 'pressing' | 'standing' | 'receding',
  { conditions }: ChartReading,
): KidneyFinding {
  const evidence = conditionEvidence(condition, conditions);
  return { kind, course, name: evidence.says, on: when?.text, evidence };
}
