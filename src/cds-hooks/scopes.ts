/** A scope that speaks of resources: of which, and what may be done with them. */
export interface Grant {
  readonly type: string;
  readonly access: string;
}

/** The scopes of a token that speak of resources; empty when none does. */
export const grantsIn = (scope: string): readonly Grant[] =>
  [
    ...scope.matchAll(
      /(?:^|\s)(?:patient|user|system)\/(\*|[A-Za-z]+)\.([a-z*]+)(?:\?\S*)?(?=\s|$)/g,
    ),
  ].map(([, type = '', access = '']) => ({ type, access }));

/**
 * Whether SMART scopes let a resource type be searched or read: version 1 (`user/Patient.read`,
 * `patient/*.*`) and version 2 (`user/Observation.rs?category=laboratory`). A scope limited by a query
 * counts: what it leaves out is the server's to say.
 *
 * @returns true when no word of the scope speaks of resources at all: then nothing is known.
 * @see SMART App Launch 1.0 and 2.0, "Scopes"; checklist FHIR-05, FHIR-16
 */
export function mayRead(grants: readonly Grant[], resourceType: string): boolean {
  if (grants.length === 0) return true;
  return grants.some(({ type, access }) => {
    const isRead = access === 'read' || access === '*' || /^c?r|^s$/.test(access);
    return isRead && (type === '*' || type === resourceType);
  });
}
