import { readReference } from '../../cds-hooks/request/reference.ts';
import { isActive, isAsserted } from '../reading/conditions.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import {
  asList,
  asObject,
  asText,
  asWords,
  referenceTo,
  type Opaque,
} from '../reading/fields/fields.ts';
import { presenceIn } from '../reading/sign-observations.ts';

/** Where a reason stands: in the call's drafts (or within the order), or in the chart. */
type StandsIn = 'carried' | 'chart';

/** Looks up what a reference leads to inside one call; undefined when it leads out of it. */
export type FindReason = (
  reference: string,
) => { readonly resource: Opaque; readonly standsIn: StandsIn } | undefined;

/** What one of an order's references says of its reason. */
export interface FollowedReason {
  readonly standsIn: StandsIn;
  /** That it is so now, that it was, or that it is not. */
  readonly state: 'present' | 'past' | 'not-asserted';
  readonly concepts: readonly unknown[];
  /** The words beside the reference. */
  readonly display: string | undefined;
}

interface Entry {
  readonly fullUrl?: string;
  readonly resource: Opaque;
}

/**
 * A look-up by `Type/id` (relative, absolute and versioned references), and by fullUrl or id (`urn:`
 * references), first among the drafts, then in the chart. Nothing is put in order before it is asked.
 */
export function findReasonIn(drafts: () => readonly Entry[], chart: () => readonly Entry[]) {
  const inDrafts = lookUp(drafts);
  const inChart = lookUp(chart);
  const find: FindReason = (reference) => {
    const drafted = inDrafts(reference);
    if (drafted) return { resource: drafted, standsIn: 'carried' };
    const recorded = inChart(reference);
    return recorded && { resource: recorded, standsIn: 'chart' };
  };
  return find;
}

function lookUp(entries: () => readonly Entry[]) {
  let known: Map<string, Opaque> | undefined;
  return (reference: string): Opaque | undefined => {
    known ??= byName(entries());
    const target = readReference(reference);
    const name = target?.type === undefined ? target?.id : `${target.type}/${target.id}`;
    return known.get(reference) ?? (name === undefined ? undefined : known.get(name));
  };
}

function byName(entries: readonly Entry[]): Map<string, Opaque> {
  const known = new Map<string, Opaque>();
  for (const { fullUrl, resource } of entries) {
    for (const name of [fullUrl, referenceTo(resource), asText(resource['id'])]) {
      if (name !== undefined && !known.has(name)) known.set(name, resource);
    }
  }
  return known;
}

/** Follows an order's references to its reasons; one that leads nowhere keeps the words beside it. */
export function followedReasons(
  order: Opaque,
  references: readonly unknown[],
  terminology: Terminology,
  find: FindReason = () => undefined,
): readonly FollowedReason[] {
  const inOrder = lookUp(() =>
    asList(order['contained']).flatMap((item) => {
      const resource = asObject(item);
      const id = asText(resource?.['id']);
      return resource && id !== undefined ? [{ fullUrl: `#${id}`, resource }] : [];
    }),
  );
  return references.map((item): FollowedReason => {
    const display = asWords(asObject(item)?.['display']);
    const reference = asText(asObject(item)?.['reference']) ?? '';
    const carried = reference.startsWith('#') ? inOrder(reference) : undefined;
    const target = carried
      ? ({ resource: carried, standsIn: 'carried' } as const)
      : reference === ''
        ? undefined
        : find(reference);
    if (!target) return { standsIn: 'carried', state: 'present', concepts: [], display };
    return { standsIn: target.standsIn, ...saidBy(target.resource, terminology), display };
  });
}

const withdrawn = new Set(['entered-in-error', 'cancelled']);

/**
 * What a resource says as a reason: the code of a condition, an observation that finds what its code
 * names (or names a finding as its value), the coded conclusions of a report.
 */
function saidBy(
  target: Opaque,
  terminology: Terminology,
): Pick<FollowedReason, 'state' | 'concepts'> {
  const type = target['resourceType'];
  if (type === 'Observation' || type === 'DiagnosticReport') {
    if (withdrawn.has(asText(target['status']) ?? '')) return nothing;
    if (type === 'Observation') return observed(target, terminology);
    return { state: 'present', concepts: asList(target['conclusionCode']) };
  }
  // A condition; what a client contains without a type is read as one.
  const state = isActive(target) ? 'present' : isAsserted(target) ? 'past' : 'not-asserted';
  return { state, concepts: [target['code']] };
}

const nothing = { state: 'not-asserted', concepts: [] } as const;

function observed(observation: Opaque, terminology: Terminology) {
  const { code, valueCodeableConcept } = observation;
  const presence = presenceIn(observation, [], terminology);
  if (presence === 'absent') return nothing;
  const value = valueCodeableConcept === undefined ? [] : [valueCodeableConcept];
  if (presence === 'present') return { state: 'present', concepts: [code, ...value] } as const;
  // What cannot be read for sure silences, as history does, and makes no card speak.
  return { state: value.length > 0 ? 'present' : 'past', concepts: value } as const;
}
