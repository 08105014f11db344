import { readWhen, type When } from '../values/calendar.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import {
  asList,
  asObject,
  asText,
  referenceTo,
  valueSetsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { namedMedicine } from './medicine-named.ts';

/** A dose that was given into the cerebrospinal fluid. */
export interface IntrathecalDose {
  readonly name: string;
  /** Undefined when no date is recorded. */
  readonly when: When | undefined;
  readonly reference: string | undefined;
}

/**
 * Doses that were given and are over, whose route is intrathecal by its code or by its text, in no
 * order. One that still runs comes from a pump, not from a needle of these days.
 */
export function intrathecalDoses(reading: ChartReading): readonly IntrathecalDose[] {
  return reading
    .list('administrations')
    .resources.filter((one) => one['status'] === 'completed' && isIntrathecal(one, reading))
    .flatMap((one) => {
      const when = whenOver(one, reading.timeZone);
      if (when && when.first > reading.today) return [];
      const name = namedMedicine(one, reading).name ?? 'a medicine';
      return [{ name: `Intrathecal ${name}`, when, reference: referenceTo(one) }];
    });
}

/** True for an order or a dose whose route is intrathecal. */
export const isIntrathecal = (resource: Opaque, { terminology }: ChartReading): boolean =>
  [...asList(resource['dosage']), ...asList(resource['dosageInstruction'])].some((item) => {
    const route = asObject(item)?.['route'];
    return (
      valueSetsOf(route, terminology).has('intrathecal-route') ||
      /^intrathecal\b/i.test(asText(asObject(route)?.['text']) ?? '')
    );
  });

/** @see FHIR R4 MedicationAdministration.effective[x] */
function whenOver(resource: Opaque, timeZone: string): When | undefined {
  const period = asObject(resource['effectivePeriod'] ?? resource['occurencePeriod']);
  return (
    readWhen(resource['effectiveDateTime'] ?? resource['occurenceDateTime'], timeZone) ??
    readWhen(period?.['end'] ?? period?.['start'], timeZone)
  );
}
