import { isOlderThan, readWhen, withinHours, type Day, type When } from '../values/calendar.ts';
import { anyOf, known, notRecorded, unreadable, type Signal } from '../values/fact.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  referenceTo,
  codesOf,
  type Opaque,
} from './fields/fields.ts';
import type { Listed } from './fields/listed.ts';
import { cut } from './shown-value.ts';
import { isWithoutValue } from './without-value.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** Results that stand; preliminary ones may still change, but a preliminary fever is a fever. */
const standing: ReadonlySet<string> = new Set(['final', 'amended', 'corrected']);
export const standingOrPreliminary: ReadonlySet<string> = new Set([...standing, 'preliminary']);

export interface Measured {
  readonly resource: Opaque;
  /** Undefined when no time is recorded, or not as a date. */
  readonly when: When | undefined;
}

/** Standing observations of a value set, with their times. */
function measured(
  observations: Listed,
  timeZone: string,
  valueSet: ValueSetId,
  statuses = standing,
): readonly Measured[] {
  return observations.in(valueSet).flatMap((resource) => {
    if (!statuses.has(asText(resource['status']) ?? '')) return [];
    const period = asObject(resource['effectivePeriod']);
    const when =
      readWhen(resource['effectiveDateTime'], timeZone) ??
      readWhen(resource['effectiveInstant'], timeZone) ??
      readWhen(period?.['end'], timeZone) ??
      readWhen(period?.['start'], timeZone) ??
      readWhen(resource['issued'], timeZone);
    return [{ resource, when }];
  });
}

/**
 * Those of which none is known to be older than another: of two on one day, or of one that is known
 * to the year only, either may be the newest.
 */
function possiblyNewest(items: readonly Measured[]): readonly Measured[] {
  // Clock times are compared among those that have one; else days.
  let latestMs = Number.NEGATIVE_INFINITY;
  let latestDay = Number.NEGATIVE_INFINITY;
  let latestDayWithoutTime = Number.NEGATIVE_INFINITY;
  for (const { when } of items) {
    if (!when) continue;
    latestDay = Math.max(latestDay, when.first);
    if (when.atMs === undefined) latestDayWithoutTime = Math.max(latestDayWithoutTime, when.first);
    else latestMs = Math.max(latestMs, when.atMs);
  }
  return items.filter(({ when }) => {
    if (!when) return true;
    if (when.atMs === undefined) return latestDay <= when.last;
    return latestMs <= when.atMs && latestDayWithoutTime <= when.last;
  });
}

/** A present signal of an observation without a time may be an old one: it leaves the matter open. */
const ifDated = ({ when }: Measured, what: string, present: Signal): Signal =>
  when || present.status !== 'known' ? present : unreadable(what);

const dateText = ({ when }: Measured) => when?.text ?? 'no date';

const evidenceOf = (resource: Opaque, says: string) => {
  const reference = referenceTo(resource);
  return { ...(reference && { reference }), says };
};

/** A number with its unit and what the comparator makes of it. */
export interface Quantity {
  readonly value: number;
  readonly comparator: '<' | '<=' | '>=' | '>' | undefined;
  readonly unit: string | undefined;
}

/** The number of an observation, be it a Quantity or written ("<20 cells/uL"); undefined when neither. */
export function quantityOf(observation: Opaque): Quantity | undefined {
  const quantity = asObject(observation['valueQuantity']);
  const comparator = asText(quantity?.['comparator']);
  const value = quantity?.['value'];
  if (quantity && typeof value === 'number' && Number.isFinite(value)) {
    return {
      value,
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

/** ` 64 mg/L`, with what stands before the number; nothing when no number is recorded. */
const amountText = (quantity: Quantity | undefined) =>
  quantity
    ? ` ${quantity.comparator ?? ''}${shown(quantity)} ${quantity.unit ?? ''}`.trimEnd()
    : '';

/** Whole in mg/L and mm/h; mg/dL, which is ten times as much, with one decimal. */
const shown = ({ value, unit }: Quantity) => cut(value, /\/\s*dL/i.test(unit ?? '') ? 1 : 0);

const isComparator = (text: string | undefined): text is '<' | '<=' | '>=' | '>' =>
  text === '<' || text === '<=' || text === '>=' || text === '>';

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
  const temperatures = 'obs-body-temperature';
  const recent = withValue(
    measured(observations, timeZone, temperatures, standingOrPreliminary).filter(
      ({ when }) => !when || withinHours(when, hours, nowMs, today) !== 'no',
    ),
    temperatures,
  );
  const signals = recent.map((item): Signal => {
    const quantity = quantityOf(item.resource);
    const degrees = quantity && celsius(quantity.value, quantity.unit);
    if (degrees === undefined) return unreadable('body temperature');
    if (degrees < limitCelsius) return notRecorded;
    const says = `temperature ${cut(degrees, 1)} °C, ${dateText(item)}`;
    return ifDated(
      item,
      'body temperature',
      known(true as const, [evidenceOf(item.resource, says)]),
    );
  });
  return anyOf(...signals, observations.otherwise);
}

/** How the markers of inflammation are written, and what of a unit makes the value comparable. */
const markers = {
  crp: {
    valueSet: 'obs-crp',
    name: 'C-reactive protein',
    shortName: 'CRP',
    factors: [
      [/^mg\/l$/i, 1],
      [/^mg\/dl$/i, 10],
    ],
  },
  esr: {
    valueSet: 'obs-esr',
    name: 'sedimentation rate',
    shortName: 'ESR',
    factors: [[/^mm(?:\/\[?1?h|$)/i, 1]],
  },
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
  const { valueSet, name, shortName, factors } = markers[marker];
  const inTime = measured(observations, timeZone, valueSet).filter(
    ({ when }) => !when || !isOlderThan(when, days, today),
  );
  // A flag of the laboratory tells even where the value is left out.
  const flagged = inTime.filter(({ resource }) => isFlaggedHigh(resource));
  const recent = [...new Set([...flagged, ...withValue(inTime, valueSet)])];
  const signals = recent.map((item): Signal => {
    const quantity = quantityOf(item.resource);
    const says = `raised ${shortName}${amountText(quantity)}, ${dateText(item)}`;
    const raised = known(true as const, [evidenceOf(item.resource, says)]);
    if (isFlaggedHigh(item.resource)) return ifDated(item, name, raised);
    const unit = quantity?.unit?.replace(/\s+/g, '');
    const factor = factors.find(([pattern]) => unit !== undefined && pattern.test(unit))?.[1];
    if (!quantity || factor === undefined) return unreadable(name);
    const value = quantity.value * factor;
    const isAtMost = quantity.comparator === '<' || quantity.comparator === '<=';
    const isAtLeast = quantity.comparator === '>' || quantity.comparator === '>=';
    if (isAtMost) return value <= limit ? notRecorded : unreadable(name);
    if (value > limit || (isAtLeast && value === limit)) return ifDated(item, name, raised);
    return isAtLeast ? unreadable(name) : notRecorded;
  });
  return anyOf(...signals, observations.otherwise);
}

function isFlaggedHigh(observation: Opaque): boolean {
  return asList(observation['interpretation']).some(
    (item) =>
      codesOf(item).some((code) => code === 'H' || code === 'HH' || code === 'HU') ||
      /\b(?:high|raised|elevated)\b/i.test(allWordsOf(item).join(' ')),
  );
}

/** Results of measurements; the other sets name findings, whose code alone says that they are there. */
const isOfResults = (valueSet: ValueSetId) => valueSet.startsWith('obs-');

/**
 * Those that give a value; all of them when none does. A newest result without a value ("haemolysed",
 * "not done") does not hide the one before.
 */
function withValue(items: readonly Measured[], valueSet: ValueSetId): readonly Measured[] {
  const isResult = isOfResults(valueSet);
  const telling = items.filter(({ resource }) => !isWithoutValue(resource, isResult));
  return telling.length > 0 ? telling : items;
}

/**
 * The standing observations of a value set within `days` that may be the newest: of those that give a
 * value, if any does.
 */
export function newestWithin(
  observations: Listed,
  valueSet: ValueSetId,
  days: number,
  today: Day,
  timeZone: string,
  statuses = standing,
  isResult: (observation: Opaque) => boolean = () => true,
): readonly Measured[] {
  const inTime = measured(observations, timeZone, valueSet, statuses).filter(
    ({ resource, when }) => (!when || !isOlderThan(when, days, today)) && isResult(resource),
  );
  return possiblyNewest(withValue(inTime, valueSet));
}

/** Every standing observation of a value set that is not known to be older than `days`. */
export const everyWithin = (
  observations: Listed,
  valueSet: ValueSetId,
  days: number,
  today: Day,
  timeZone: string,
): readonly Measured[] =>
  measured(observations, timeZone, valueSet).filter(
    ({ when }) => !when || !isOlderThan(when, days, today),
  );
