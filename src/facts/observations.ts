import { readWhen, withinDays, withinHours, type Day, type When } from './calendar.ts';
import { anyOf, known, notRecorded, unreadable, type Fact, type Signal } from './fact.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  referenceTo,
  statusCodes,
  type Opaque,
} from './fields.ts';
import type { Listed } from './listed.ts';

/** Results that stand; preliminary ones may still change, but a preliminary fever is a fever. */
const standing: ReadonlySet<string> = new Set(['final', 'amended', 'corrected']);
const standingOrPreliminary: ReadonlySet<string> = new Set([...standing, 'preliminary']);

export interface Measured {
  readonly resource: Opaque;
  readonly when: When;
}

/** Standing observations of the value sets that carry a readable time. */
function measured(
  observations: Listed,
  timeZone: string,
  valueSet: string,
  statuses = standing,
): readonly Measured[] {
  return observations.in(valueSet).flatMap((resource) => {
    if (!statuses.has(asText(resource['status']) ?? '')) return [];
    const period = asObject(resource['effectivePeriod']);
    const when =
      readWhen(resource['effectiveDateTime'], timeZone) ??
      readWhen(resource['effectiveInstant'], timeZone) ??
      readWhen(period?.['end'] ?? period?.['start'], timeZone) ??
      readWhen(resource['issued'], timeZone);
    return when ? [{ resource, when }] : [];
  });
}

/** The newest by time where both have one, else by day; ties go to the one listed first. */
function newest(items: readonly Measured[]): Measured | undefined {
  let best: Measured | undefined;
  for (const item of items) {
    if (!best || isLater(item.when, best.when)) best = item;
  }
  return best;
}

const isLater = (a: When, b: When) =>
  a.atMs !== undefined && b.atMs !== undefined ? a.atMs > b.atMs : a.last > b.last;

const evidenceOf = (resource: Opaque, says: string) => {
  const reference = referenceTo(resource);
  return { ...(reference && { reference }), says };
};

/** A number with its unit and what the comparator makes of it. */
interface Quantity {
  readonly value: number;
  readonly comparator: '<' | '<=' | '>=' | '>' | undefined;
  readonly unit: string | undefined;
}

function quantityOf(observation: Opaque): Quantity | undefined {
  const quantity = asObject(observation['valueQuantity']);
  const comparator = asText(quantity?.['comparator']);
  if (typeof quantity?.['value'] === 'number' && Number.isFinite(quantity['value'])) {
    return {
      value: quantity['value'],
      comparator: isComparator(comparator) ? comparator : undefined,
      unit: asText(quantity['code']) ?? asText(quantity['unit']),
    };
  }
  const written = /^([<>]=?)?\s*(\d+(?:\.\d+)?)\s*(.*)$/.exec(
    asText(observation['valueString']) ?? '',
  );
  if (!written) return undefined;
  const [, sign, number, unit] = written;
  return {
    value: Number(number),
    comparator: isComparator(sign) ? sign : undefined,
    unit: asText(unit),
  };
}

const isComparator = (text: string | undefined): text is '<' | '<=' | '>=' | '>' =>
  text === '<' || text === '<=' || text === '>=' || text === '>';

/** `mL/min/{1.73_m2}` in the ways it is written; a result in mL/s is another number. */
const isEgfrUnit = (unit: string | undefined) =>
  unit !== undefined && /^ml\/min(?:\/|$|\s|\*|\.)/i.test(unit.replace(/\s+/g, ''));

/**
 * Whether the newest eGFR of the last `maxAgeDays` is below `limit` mL/min/1.73 m².
 *
 * A comparator is read as a bound: `>60` is not below 30, `<15` is, `<60` cannot be told.
 * @returns `not-recorded` when there is none in time, or it is not below; `unreadable` when the unit
 *   is another or the bound leaves it open.
 */
export function lowEgfr(
  observations: Listed,
  limit: number,
  maxAgeDays: number,
  today: Day,
  timeZone: string,
): Signal {
  const latest = newest(
    measured(observations, timeZone, 'obs-egfr').filter(
      ({ when }) => withinDays(when, maxAgeDays, today) !== 'no',
    ),
  );
  if (!latest) return observations.otherwise;
  const quantity = quantityOf(latest.resource);
  if (!quantity || !isEgfrUnit(quantity.unit)) return unreadable('eGFR');
  const { value, comparator } = quantity;
  const says = `eGFR ${comparator ?? ''}${value} mL/min/1.73 m², ${latest.when.text}`;
  const isBelow = comparator === '<' ? value <= limit : comparator === '>' ? false : value < limit;
  if (isBelow) return known(true, [evidenceOf(latest.resource, says)]);
  if ((comparator === '<' || comparator === '<=') && value >= limit) return unreadable('eGFR');
  if ((comparator === '>' || comparator === '>=') && value < limit) return unreadable('eGFR');
  return observations.otherwise;
}

/** Degrees Celsius of a temperature; undefined when the unit is not said. */
export function celsius(value: number, unit: string | undefined): number | undefined {
  if (unit === undefined) return undefined;
  if (/^(?:cel|celsius|°\s?c|deg\s?c|c)$/i.test(unit)) return value;
  if (/^(?:\[degf\]|fahrenheit|°\s?f|deg\s?f|f)$/i.test(unit)) {
    return Math.round((((value - 32) * 5) / 9) * 100) / 100;
  }
  return undefined;
}

/**
 * A temperature of at least `limitCelsius` within the last `hours`. One whose time is known too
 * roughly counts; one without a unit cannot be read.
 */
export function highTemperature(
  observations: Listed,
  limitCelsius: number,
  hours: number,
  nowMs: number,
  today: Day,
  timeZone: string,
): Signal {
  const recent = measured(
    observations,
    timeZone,
    'obs-body-temperature',
    standingOrPreliminary,
  ).filter(({ when }) => withinHours(when, hours, nowMs, today) !== 'no');
  const signals = recent.map(({ resource, when }): Signal => {
    const quantity = quantityOf(resource);
    const degrees = quantity && celsius(quantity.value, quantity.unit);
    if (degrees === undefined) return unreadable('body temperature');
    if (degrees < limitCelsius) return notRecorded;
    return known(true, [evidenceOf(resource, `temperature ${degrees} °C, ${when.text}`)]);
  });
  return anyOf(...signals, observations.otherwise);
}

/** How the markers of inflammation are written, and what of a unit makes the value comparable. */
const markers = {
  crp: {
    valueSet: 'obs-crp',
    name: 'C-reactive protein',
    factors: [
      [/^mg\/l$/i, 1],
      [/^mg\/dl$/i, 10],
    ],
  },
  esr: { valueSet: 'obs-esr', name: 'sedimentation rate', factors: [[/^mm(?:\/\[?1?h|$)/i, 1]] },
} as const;

/**
 * A raised marker of inflammation within the last `days`: flagged high by the laboratory, or above
 * `limit` (mg/L for CRP, mm/h for ESR). A value whose unit is not said, and that is not flagged,
 * cannot be read.
 */
export function raisedMarker(
  observations: Listed,
  marker: keyof typeof markers,
  limit: number,
  days: number,
  today: Day,
  timeZone: string,
): Signal {
  const { valueSet, name, factors } = markers[marker];
  const recent = measured(observations, timeZone, valueSet).filter(
    ({ when }) => withinDays(when, days, today) !== 'no',
  );
  const signals = recent.map(({ resource, when }): Signal => {
    const raised = known(true as const, [evidenceOf(resource, `raised ${name}, ${when.text}`)]);
    if (isFlaggedHigh(resource)) return raised;
    const quantity = quantityOf(resource);
    const unit = quantity?.unit?.replace(/\s+/g, '');
    const factor = factors.find(([pattern]) => unit !== undefined && pattern.test(unit))?.[1];
    if (!quantity || factor === undefined) return unreadable(name);
    if (quantity.comparator === '<' || quantity.comparator === '<=') return notRecorded;
    return quantity.value * factor > limit ? raised : notRecorded;
  });
  return anyOf(...signals, observations.otherwise);
}

function isFlaggedHigh(observation: Opaque): boolean {
  return asList(observation['interpretation']).some(
    (item) =>
      statusCodes(item).some((code) => code === 'H' || code === 'HH' || code === 'HU') ||
      /\b(?:high|raised|elevated)\b/i.test(allWordsOf(item).join(' ')),
  );
}

/** The newest standing observation of a value set within `days`, with its time. */
export function newestWithin(
  observations: Listed,
  valueSet: string,
  days: number,
  today: Day,
  timeZone: string,
): Measured | undefined {
  return newest(
    measured(observations, timeZone, valueSet).filter(
      ({ when }) => withinDays(when, days, today) !== 'no',
    ),
  );
}

/** Age in whole years, as a range when the birth date is partial. */
export function ageYears(
  patient: Opaque | undefined,
  today: Day,
  timeZone: string,
): Fact<{ min: number; max: number }> {
  const born = readWhen(patient?.['birthDate'], timeZone);
  if (!born) return patient?.['birthDate'] === undefined ? notRecorded : unreadable('birth date');
  const years = (from: Day) => {
    const [a, b] = [new Date(from * 86_400_000), new Date(today * 86_400_000)];
    const before =
      b.getUTCMonth() < a.getUTCMonth() ||
      (b.getUTCMonth() === a.getUTCMonth() && b.getUTCDate() < a.getUTCDate());
    return b.getUTCFullYear() - a.getUTCFullYear() - (before ? 1 : 0);
  };
  const value = { min: years(born.last), max: years(born.first) };
  return known(value, [{ says: `born ${born.text}` }]);
}
