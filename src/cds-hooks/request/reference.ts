/** What a FHIR reference says of its target, as far as it can be read without following it. */
export interface ReferenceTarget {
  /** Absent for `urn:` references. */
  readonly type?: string;
  readonly id: string;
}

/**
 * Reads the target of a literal reference: relative (`Patient/1`), absolute
 * (`https://ehr.example/fhir/Patient/1`), versioned (`…/_history/2`) or `urn:uuid:…`.
 *
 * @returns undefined when no id can be read (a contained `#x`, an identifier, another shape).
 * @see FHIR R4, References §2.3.0.1
 */
export function readReference(reference: unknown): ReferenceTarget | undefined {
  if (typeof reference !== 'string') return undefined;
  const urn = /^urn:(?:uuid|oid):([^\s]+)$/i.exec(reference);
  if (urn?.[1] !== undefined) return { id: urn[1] };
  const literal = /(?:^|\/)([A-Z][A-Za-z]+)\/([^/\s#?]+)(?:\/_history\/[^/\s]+)?$/.exec(reference);
  if (literal?.[1] === undefined || literal[2] === undefined) return undefined;
  return { type: literal[1], id: literal[2] };
}
