/** A JSON object whose members are not known. Resources stay this opaque until a fact reads them. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A resource, a Bundle entry's content: anything with a resource type. */
export interface FhirResource extends JsonObject {
  readonly resourceType: string;
}

export function isResource(value: unknown): value is FhirResource {
  return isObject(value) && typeof value['resourceType'] === 'string';
}

/** The resources in a Bundle-like value, in order; entries without a resource are passed over. */
export function entriesOf(
  bundle: unknown,
): readonly { fullUrl?: string; resource: FhirResource }[] {
  if (!isObject(bundle) || !Array.isArray(bundle['entry'])) return [];
  const found: { fullUrl?: string; resource: FhirResource }[] = [];
  for (const entry of bundle['entry'] as readonly unknown[]) {
    if (!isObject(entry) || !isResource(entry['resource'])) continue;
    const { fullUrl, resource } = entry;
    found.push(typeof fullUrl === 'string' ? { fullUrl, resource } : { resource });
  }
  return found;
}

/** True when objects and arrays nest deeper than `limit`. Iterative: the input may be hostile. */
export function isDeeperThan(value: unknown, limit: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > limit) return true;
    const next: unknown[] = [];
    for (const item of level) {
      if (typeof item !== 'object' || item === null) continue;
      for (const member of Object.values(item)) {
        if (typeof member === 'object' && member !== null) next.push(member);
      }
    }
    level = next;
  }
  return false;
}
