/**
 * What a chart says again and again (every session of dialysis, every antenatal visit) is told once, by
 * its newest entry, in the place of the first.
 *
 * @param name What makes two entries the same.
 * @param date FHIR date as recorded; undefined counts as the oldest.
 */
export function newestOfEach<T>(
  items: readonly T[],
  name: (item: T) => string,
  date: (item: T) => string | undefined,
): readonly T[] {
  const newest = new Map<string, T>();
  for (const item of items) {
    const held = newest.get(name(item));
    if (held === undefined || (date(item) ?? '') > (date(held) ?? '')) newest.set(name(item), item);
  }
  return [...newest.values()];
}
