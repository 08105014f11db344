import { entriesOf } from './json.ts';
import { readReference } from './reference.ts';

/**
 * Positions of the draft orders that an order-select call selects, among the entries of the Bundle that
 * hold a resource.
 *
 * The hook page has `Type/id`; clients also send the bare id, the entry's fullUrl (absolute or `urn:`)
 * and versioned forms of these. Another type of the same id is another order.
 *
 * @see HK:order-select, ord-1; checklist CTX-08
 */
export function selectedPositions(
  draftOrders: unknown,
  selections: readonly string[],
): ReadonlySet<number> {
  const selected = new Set(selections.flatMap((selection) => [selection, ...namesIn(selection)]));
  const positions = new Set<number>();
  entriesOf(draftOrders).forEach(({ fullUrl, resource }, position) => {
    const { resourceType, id } = resource;
    const names = [
      ...(typeof id === 'string' ? [id, `${resourceType}/${id}`] : []),
      ...(fullUrl === undefined ? [] : [fullUrl, ...namesIn(fullUrl), ...bareIdIn(fullUrl)]),
    ];
    if (names.some((name) => selected.has(name))) positions.add(position);
  });
  return positions;
}

/** `Type/id` of a reference in any form; the id alone where it says no type (`urn:`). */
function namesIn(reference: string): readonly string[] {
  const target = readReference(reference);
  if (!target) return [];
  return [target.type === undefined ? target.id : `${target.type}/${target.id}`];
}

function bareIdIn(reference: string): readonly string[] {
  const target = readReference(reference);
  return target ? [target.id] : [];
}
