import { withinDays, type Day } from '../values/calendar.ts';
import type { Listed } from '../reading/fields/listed.ts';
import { newestWithin, quantityOf } from '../reading/observations.ts';
import { cut } from '../reading/shown-value.ts';

/** A count of HIV in the blood, as a card names it. */
export interface ViralLoad {
  /** With its comparator: `120000 copies/mL`, `<20 copies/mL`. */
  readonly text: string;
  readonly dateText: string;
}

/** Copies a millilitre under their spellings; a logarithm is another number and is not read. */
const copies = /^\{?(?:copies|cp|c)\}?\/ml$/i;

/**
 * The newest HIV viral load of the last `days`, to be shown beside a CD4 count; no rule decides by it.
 *
 * @returns undefined when there is none, or it is in another unit or has no date.
 */
export function newestViralLoad(
  observations: Listed,
  days: number,
  today: Day,
  timeZone: string,
): ViralLoad | undefined {
  return newestWithin(observations, 'obs-hiv-viral-load', days, today, timeZone).flatMap(
    ({ resource, when }) => {
      const quantity = quantityOf(resource);
      if (!quantity || !when || withinDays(when, days, today) !== 'yes') return [];
      if (quantity.value < 0 || !copies.test(quantity.unit?.replace(/\s/g, '') ?? '')) return [];
      const text = `${quantity.comparator ?? ''}${cut(quantity.value, 0)} copies/mL`;
      return [{ text, dateText: when.text }];
    },
  )[0];
}
