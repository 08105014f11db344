import { readWhen, withinHours, type When } from '../values/calendar.ts';
import { notRecorded, type Evidence, type Fact } from '../values/fact.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { asObject, asText, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import type { MedicineKind } from './medicine-kinds.ts';
import { namedMedicine } from './medicine-named.ts';

/** A dose that was given, or is being given. */
export interface Dose {
  readonly name: string;
  readonly kinds: ReadonlySet<MedicineKind>;
  /** Its end, or now while it runs. */
  readonly when: When;
  /** Still being given; its date is then that of its start. */
  readonly isRunning: boolean;
  /** Whole hours since then; undefined when its clock time is not known. */
  readonly hoursAgo: number | undefined;
  /** True when it is known to lie within the last hours. */
  isWithin(hours: number): boolean;
  readonly evidence: Evidence;
}

const HOUR_MS = 3_600_000;
const HOURS_A_DAY = 24;

const given: ReadonlySet<string> = new Set(['completed', 'in-progress']);

/**
 * Doses of some kinds of medicines within the last `hours`, the newest first, and what it means when a
 * dose is not among them. One whose time is known too roughly to tell is among them: `isWithin` tells.
 *
 * A completed order counts as given when it was written, where it was written within the hours.
 */
export function dosesWithin(
  reading: ChartReading,
  hours: number,
  ...kinds: readonly MedicineKind[]
): { readonly doses: readonly Dose[]; readonly otherwise: Fact<never> } {
  const administrations = reading.list('administrations');
  const doses = [
    ...administrations.resources.filter(({ status }) => given.has(asText(status) ?? '')),
    ...reading.list('medications').resources.filter(({ status }) => status === 'completed'),
  ].flatMap((resource): readonly Dose[] => {
    const when = whenGiven(resource, reading);
    if (!when || withinHours(when, hours, reading.nowMs, reading.today) === 'no') return [];
    const { name, kinds: own } = namedMedicine(resource, reading);
    if (!kinds.some((kind) => own.has(kind))) return [];
    const to = referenceTo(resource);
    const says = `${name ?? 'medicine'}, given ${when.text}`;
    return [
      {
        name: name ?? 'medicine',
        kinds: own,
        when,
        isRunning: resource['status'] === 'in-progress',
        hoursAgo:
          when.atMs === undefined
            ? undefined
            : Math.max(0, Math.floor((reading.nowMs - when.atMs) / HOUR_MS)),
        // A bare date does not tell of less than a day.
        isWithin: (limit) =>
          (when.atMs !== undefined || limit >= HOURS_A_DAY) &&
          withinHours(when, limit, reading.nowMs, reading.today) === 'yes',
        evidence: { ...(to !== undefined && { reference: to }), says },
      },
    ];
  });
  doses.sort((a, b) => (b.when.atMs ?? b.when.last) - (a.when.atMs ?? a.when.last));
  return { doses, otherwise: isReadBack(administrations, hours, reading) };
}

/**
 * A list that was cut after the newest is whole for the last hours, where it comes newest first and
 * reaches back beyond them.
 */
function isReadBack(
  { resources, otherwise }: Listed,
  hours: number,
  reading: ChartReading,
): Fact<never> {
  if (otherwise.status === 'not-recorded' || resources.length === 0) return otherwise;
  const times = resources.map((one) => whenGiven(one, reading));
  const isNewestFirst = times.every((when, i) => {
    const before = times[i - 1];
    return when !== undefined && (before === undefined || when.first <= before.last);
  });
  const oldest = times.at(-1);
  const reaches =
    oldest !== undefined && withinHours(oldest, hours, reading.nowMs, reading.today) === 'no';
  return isNewestFirst && reaches ? notRecorded : otherwise;
}

/** @see FHIR R4 MedicationAdministration.effective[x]; R5 `occurence[x]` */
function whenGiven(resource: Opaque, { nowMs, today, timeZone }: ReadingAt): When | undefined {
  const period = asObject(resource['effectivePeriod'] ?? resource['occurencePeriod']);
  const end =
    readWhen(resource['effectiveDateTime'], timeZone) ??
    readWhen(resource['occurenceDateTime'], timeZone) ??
    readWhen(period?.['end'], timeZone);
  if (end) return end;
  const start = readWhen(period?.['start'] ?? resource['authoredOn'], timeZone);
  if (!start || resource['status'] !== 'in-progress') return start;
  return { first: today, last: today, atMs: nowMs, text: start.text };
}

type ReadingAt = Pick<ChartReading, 'nowMs' | 'today' | 'timeZone'>;
