import type { FhirResource } from '../../cds-hooks/request/json.ts';
import type { Coding } from '../../terminology/terminology.ts';

/** What a suggestion changes in an order. Everything else stays as it came. */
export interface DraftChange {
  /** Appended to the notes of the order, in this sequence; plain text. */
  readonly notes?: readonly string[] | undefined;
  /** Codings that replace those of the order. */
  readonly codings?: readonly Coding[] | undefined;
  /** FHIR request priority that replaces that of the order. */
  readonly priority?: string | undefined;
}

/**
 * A whole copy of a draft order with a change made: an `update` action carries the whole resource.
 * Nulls and empty members that clients send are left out, since the result must be valid R4.
 *
 * @see CDS Hooks 2.0 "Action"; checklist ACT-04, ACT-08, ACT-09
 */
export function updatedDraft(
  draft: FhirResource,
  { notes = [], codings, priority }: DraftChange,
): { resourceType: string; [member: string]: unknown } {
  const pruned = withoutEmpties(draft) as Record<string, unknown> | undefined;
  const copy = { ...pruned, resourceType: draft.resourceType } as {
    resourceType: string;
    [member: string]: unknown;
  };
  if (codings && codings.length > 0) {
    const code = isRecord(copy['code']) ? copy['code'] : {};
    const { text } = code;
    const label = codings[0]?.display;
    copy['code'] = {
      ...code,
      coding: codings.map((coding) => ({ ...coding })),
      // The old text names the old study and would contradict the new code.
      ...(text !== undefined && label !== undefined && { text: label }),
    };
  }
  if (priority !== undefined) copy['priority'] = priority;
  if (notes.length > 0) {
    copy['note'] = [...listOf(copy['note']), ...notes.map((text) => ({ text }))];
  }
  return copy;
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? (value as readonly unknown[]) : value === undefined ? [] : [value];

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A copy without nulls, empty strings, arrays and objects. A null in a list that has a `_` sibling
 * holds the place of an extension and stays (FHIR R4 JSON §2.6.2.3).
 */
export function withoutEmpties(value: unknown): unknown {
  if (Array.isArray(value)) return pruneList(value, false);
  if (!isRecord(value)) return value === null || value === '' ? undefined : value;
  const kept: Record<string, unknown> = {};
  const keep = (name: string, member: unknown) => {
    // `__proto__` is no member of FHIR, and a trap for whoever reads the answer.
    if (member === undefined || name === '__proto__') return;
    kept[name] = member;
  };
  for (const name of Object.keys(value)) {
    if (name.startsWith('_') && isPaired(value, name.slice(1))) continue;
    if (!isPaired(value, name)) keep(name, withoutEmpties(value[name]));
    else for (const [own, pruned] of prunedPair(value, name)) keep(own, pruned);
  }
  return Object.keys(kept).length === 0 ? undefined : kept;
}

const isPaired = (parent: Record<string, unknown>, name: string) =>
  Array.isArray(parent[name]) && Array.isArray(parent[`_${name}`]);

/** A list of primitives and its `_` sibling: places are kept only while the sibling says something. */
function prunedPair(parent: Record<string, unknown>, name: string): [string, unknown][] {
  const extensions = pruneList(parent[`_${name}`], true);
  return [
    [name, pruneList(parent[name], extensions !== undefined)],
    [`_${name}`, extensions],
  ];
}

function pruneList(list: unknown, keepPlaces: boolean): readonly unknown[] | undefined {
  const pruned = (list as readonly unknown[]).map((item) => withoutEmpties(item));
  const kept = keepPlaces
    ? pruned.map((item) => item ?? null)
    : pruned.filter((item) => item !== undefined);
  return kept.some((item) => item !== null) ? kept : undefined;
}
