import { isObject, type FhirResource } from '../cds-hooks/request/json.ts';
import type { Meanings } from '../facts/reading/meanings.ts';
import { studyOf } from '../facts/studies/study.ts';
import type { Entered, PatientRecord } from './record.ts';

/** A moment at which an EHR would have called. */
export interface Moment {
  readonly hook: 'order-sign' | 'patient-view';
  /** Milliseconds: what came into the chart later is hidden. */
  readonly at: number;
  /** Orders that are signed; none when a chart is opened. */
  readonly orders: readonly FhirResource[];
  /** True for an order that nobody wrote, at the chart's last day. */
  readonly isAssumed: boolean;
}

const NOON_MS = 43_200_000;
/** Orders that were never signed, or should not have been. */
const neverSigned = new Set(['draft', 'entered-in-error']);

/**
 * The moments of a patient, in time: every order of whatever kind, those written at the same instant
 * as one session; every report of a lumbar or whole-spine MRI, when it was issued; and the assumed
 * orders at the last day. A moment known to the day is noon (UTC).
 *
 * @returns Undated orders and reports have no moment: `undated` says how many there are. `inexact` are those
 *   whose date has no day: its first one is taken.
 */
export function momentsOf(
  { id, byType }: PatientRecord,
  meanings: Meanings,
  assumed: readonly AssumedOrder[],
): { readonly moments: readonly Moment[]; readonly undated: number; readonly inexact: number } {
  const sessions = new Map<string, { at: number; orders: FhirResource[] }>();
  let undated = 0;
  let inexact = 0;
  for (const { resource, at } of byType.get('ServiceRequest') ?? []) {
    if (neverSigned.has(String(resource['status']))) continue;
    if (at === undefined) {
      undated += 1;
      continue;
    }
    const written = String(resource['authoredOn'] ?? resource['occurrenceDateTime']);
    if (!hasDay(written)) inexact += 1;
    const session = sessions.get(written) ?? { at: momentAt(written, at), orders: [] };
    session.orders.push(resource);
    sessions.set(written, session);
  }
  const reports = (byType.get('DiagnosticReport') ?? []).filter(({ resource }) =>
    isLumbarMri(resource, meanings),
  );
  undated += reports.filter(({ at }) => at === undefined).length;
  inexact += reports.filter(
    ({ resource, at }) => at !== undefined && !hasDay(issuedOf(resource)),
  ).length;
  const moments = [
    ...[...sessions.values()].map(({ at, orders }): Moment => ({
      hook: 'order-sign',
      at,
      orders,
      isAssumed: false,
    })),
    ...reports.flatMap(({ resource, at }): readonly Moment[] =>
      at === undefined
        ? []
        : [
            {
              hook: 'patient-view',
              at: momentAt(issuedOf(resource), at),
              orders: [],
              isAssumed: false,
            },
          ],
    ),
  ];
  const last = lastInstant(byType);
  if (last !== undefined) {
    moments.push(
      ...assumed.map((order): Moment => ({
        hook: 'order-sign',
        at: last,
        orders: [assumedOrder(order, id)],
        isAssumed: true,
      })),
    );
  }
  return { moments: moments.sort((a, b) => a.at - b.at), undated, inexact };
}

const hasDay = (written: string) => /^\d{4}-\d\d-\d\d/.test(written);
const issuedOf = (report: FhirResource) =>
  String(report['issued'] ?? report['effectiveDateTime'] ?? startOf(report['effectivePeriod']));
const startOf = (period: unknown) => (isObject(period) ? period['start'] : undefined);

/** A code by which an order is assumed. */
export interface AssumedOrder {
  readonly system: string;
  readonly code: string;
}

const CPT = 'http://www.ama-assn.org/go/cpt';

/** Reads `72158,62270` or `system|code,…`; a code alone is of CPT. */
export const assumedOrders = (codes: string): readonly AssumedOrder[] =>
  codes
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .map((each) => {
      const bar = each.lastIndexOf('|');
      return bar < 0
        ? { system: CPT, code: each }
        : { system: each.slice(0, bar), code: each.slice(bar + 1) };
    });

const assumedOrder = ({ system, code }: AssumedOrder, patientId: string): FhirResource => ({
  resourceType: 'ServiceRequest',
  id: `assumed-${code}`,
  status: 'draft',
  intent: 'order',
  code: { coding: [{ system, code }] },
  subject: { reference: `Patient/${patientId}` },
});

function isLumbarMri(report: FhirResource, meanings: Meanings): boolean {
  const study = studyOf(report, meanings);
  return study?.kind === 'mri' && (study.region === 'lumbar' || study.region === 'whole-spine');
}

/** A day is taken at noon; an instant as it is. */
const momentAt = (written: string, firstMs: number): number =>
  written.includes('T') ? firstMs : firstMs + NOON_MS;

function lastInstant(byType: ReadonlyMap<string, readonly Entered[]>): number | undefined {
  let last: number | undefined;
  for (const list of byType.values()) {
    for (const { at } of list) if (at !== undefined && at > (last ?? -Infinity)) last = at;
  }
  return last === undefined ? undefined : last + NOON_MS;
}
