import type { ValueSetId } from '../../generated/value-set-ids.ts';
import type { When } from '../values/calendar.ts';
import { unreadable, type Evidence, type Fact } from '../values/fact.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import { begunWhen, enteredWhen, isActive } from '../reading/conditions.ts';
import {
  asList,
  asText,
  nameOf,
  referenceTo,
  valueSetsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { performedWhen } from '../reading/fields/performed.ts';
import { isSaidOfNow } from '../reading/said-of-now.ts';
import { isTakenBack, statusCodes } from '../reading/fields/status.ts';

interface Kind {
  readonly present: readonly ValueSetId[];
  /** Procedures after which nothing of it remains. */
  readonly gone?: readonly ValueSetId[];
  /** Procedures after which a part of it may remain. */
  readonly partlyGone?: readonly ValueSetId[];
}

/** What the unit that runs the magnet wants to know of beforehand. */
export const implantKinds = {
  'cardiac-device': {
    present: ['cardiac-implantable-device'],
    gone: ['cardiac-device-extracted'],
    partlyGone: ['cardiac-device-removed'],
  },
  'spinal-cord-stimulator': {
    present: ['spinal-cord-stimulator'],
    gone: ['spinal-stimulator-electrodes-removed'],
  },
  neurostimulator: {
    present: ['neurostimulator'],
    partlyGone: ['spinal-stimulator-electrodes-removed'],
  },
  'cochlear-implant': { present: ['cochlear-implant'] },
  shunt: { present: ['csf-shunt'] },
  pump: { present: ['implanted-infusion-pump'] },
  clip: { present: ['aneurysm-clip'] },
  metal: { present: ['retained-metal'] },
} as const satisfies Readonly<Record<string, Kind>>;
export type ImplantKind = keyof typeof implantKinds;

/** A device or metal that the chart holds by a code, and as current. */
export interface Implant {
  readonly kind: ImplantKind;
  /** As the chart writes it, else our label of its code. */
  readonly name: string;
  /** When it was put in, or entered; undefined when that is not said. */
  readonly when: When | undefined;
  /** When it was put in; undefined where only the day is known on which it was entered. */
  readonly begun: When | undefined;
  /** A removal since, after which a part may remain. */
  readonly removed: { readonly when: When; readonly evidence: Evidence } | undefined;
  readonly evidence: Evidence;
}

interface Entry {
  readonly name: string | undefined;
  readonly when: When | undefined;
  readonly begun: When | undefined;
  readonly evidence: Evidence;
}

/**
 * Implants by code: an active condition, an operation that put one in, an active entry of the device
 * list; one of each kind, the latest. What was taken out since is not among them. Narrow: a card speaks
 * on it; words and histories say nothing here. No type of a device tells whether it may go into a magnet.
 *
 * @returns What it means when one is not among them: `unreadable` where a removal cannot be dated.
 */
export function currentImplants(reading: ChartReading): {
  readonly implants: readonly Implant[];
  readonly otherwise: readonly Fact<never>[];
} {
  const devices = reading.list('devices');
  const otherwise: Fact<never>[] = [
    reading.conditions.otherwise,
    reading.procedures.otherwise,
    devices.otherwise,
  ];
  const implants = Object.entries<Kind>(implantKinds).flatMap(([kind, sets]) => {
    const latest = entriesOf(reading, sets.present).sort(newestFirst)[0];
    if (!latest) return [];
    const gone = since(latest, removals(reading, sets.gone ?? []));
    if (gone === 'open') {
      otherwise.push(unreadable('date of a device or of its removal'));
      return [];
    }
    if (gone) return [];
    const partly = since(latest, removals(reading, sets.partlyGone ?? []));
    const implant: Implant = {
      // The keys of the table are the kinds.
      kind: kind as ImplantKind,
      name: latest.name ?? 'implanted device',
      when: latest.when,
      begun: latest.begun,
      removed:
        partly && partly !== 'open' && partly.when
          ? { when: partly.when, evidence: partly.evidence }
          : undefined,
      evidence: latest.evidence,
    };
    return [implant];
  });
  return { implants, otherwise };
}

function entriesOf(reading: ChartReading, sets: readonly ValueSetId[]): Entry[] {
  const { conditions, procedures, terminology, timeZone } = reading;
  const entry = (
    resource: Opaque,
    concept: unknown,
    begun: When | undefined,
    when = begun,
  ): Entry => {
    const reference = referenceTo(resource);
    const name = nameOf(concept, terminology);
    return {
      name,
      when,
      begun,
      evidence: { ...(reference !== undefined && { reference }), says: name ?? 'device' },
    };
  };
  return [
    ...conditions
      .in(...sets)
      .filter((one) => isActive(one) && isSaidOfNow(one))
      .map((one) =>
        entry(
          one,
          one['code'],
          begunWhen(one, timeZone),
          begunWhen(one, timeZone) ?? enteredWhen(one, timeZone),
        ),
      ),
    ...procedures
      .in(...sets)
      .filter(({ status }) => status === 'completed')
      .map((one) => entry(one, one['code'], performedWhen(one, timeZone))),
    ...reading.list('devices').resources.flatMap((device) => {
      if (!isCurrent(device)) return [];
      const type = asList(device['type']).find((concept) => {
        const own = valueSetsOf(concept, terminology);
        return sets.some((id) => own.has(id));
      });
      return type === undefined ? [] : [entry(device, type, undefined)];
    }),
  ];
}

/** @see FHIR R4 Device.status: active, inactive, entered-in-error, unknown */
const isCurrent = (device: Opaque): boolean => {
  const codes = statusCodes(device['status']);
  return !isTakenBack(codes) && (codes.length === 0 || codes.includes('active'));
};

function removals(reading: ChartReading, sets: readonly ValueSetId[]): readonly Entry[] {
  const { procedures, terminology, timeZone } = reading;
  return procedures
    .in(...sets)
    .filter(({ status }) => asText(status) === 'completed')
    .map((one) => {
      const reference = referenceTo(one);
      const name = nameOf(one['code'], terminology);
      return {
        name,
        when: performedWhen(one, timeZone),
        begun: undefined,
        evidence: { ...(reference !== undefined && { reference }), says: name ?? 'removal' },
      };
    })
    .sort(newestFirst);
}

/** The latest removal since an entry; `open` when dates leave it open. */
function since(latest: Entry, all: readonly Entry[]): Entry | 'open' | undefined {
  if (all.length === 0) return undefined;
  const { when } = latest;
  const after = all.find(
    (removal) => when !== undefined && removal.when && removal.when.first >= when.last,
  );
  if (after) return after;
  const isBefore = all.every(
    (removal) => when !== undefined && removal.when && removal.when.last < when.first,
  );
  return isBefore ? undefined : 'open';
}

/** The undated last. */
const newestFirst = (a: Entry, b: Entry): number =>
  (b.when?.first ?? Number.NEGATIVE_INFINITY) - (a.when?.first ?? Number.NEGATIVE_INFINITY) || 0;
