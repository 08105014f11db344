/** Which resource said so, and what it said, in words for a clinician. */
export interface Evidence {
  /** `Type/id`, or the entry's fullUrl; absent when the resource has neither. */
  readonly reference?: string;
  readonly says: string;
}

/**
 * What the chart tells about one question. Absence is a value, and has three kinds:
 * `not-recorded` (looked for, nothing there: not the same as "no"), `not-available` (could not be
 * looked for) and `unreadable` (there is something, but it does not say what it means).
 */
export type Fact<T> =
  | { readonly status: 'known'; readonly value: T; readonly evidence: readonly Evidence[] }
  | { readonly status: 'not-recorded' }
  | { readonly status: 'not-available'; readonly missing: readonly string[] }
  | { readonly status: 'unreadable'; readonly what: string };

/** A fact that is either recorded as present or not: a sign, a suspicion, a contraindication. */
export type Signal = Fact<true>;

export const known = <T>(value: T, evidence: readonly Evidence[]): Fact<T> => ({
  status: 'known',
  value,
  evidence,
});
export const notRecorded: Fact<never> = Object.freeze({ status: 'not-recorded' });
export const notAvailable = (...missing: string[]): Fact<never> => ({
  status: 'not-available',
  missing,
});
export const unreadable = (what: string): Fact<never> => ({ status: 'unreadable', what });

/** Present when there is any evidence; else as `otherwise` says. */
export const signal = (evidence: readonly Evidence[], otherwise: Fact<never>): Signal =>
  evidence.length > 0 ? known(true, evidence) : otherwise;

/**
 * Present if any of the signals is; what could not be had or read counts before "not recorded", so
 * that a gap in one place is not covered up by silence in another.
 */
export function anyOf(...signals: readonly Signal[]): Signal {
  const evidence = signals.flatMap((s) => (s.status === 'known' ? s.evidence : []));
  if (evidence.length > 0) return known(true, evidence);
  const missing = signals.flatMap((s) => (s.status === 'not-available' ? s.missing : []));
  if (missing.length > 0) return notAvailable(...new Set(missing));
  return signals.find((s) => s.status === 'unreadable') ?? notRecorded;
}

/**
 * Everything that any of the facts found. When none found anything, what could not be had or read
 * counts before "not recorded", as in {@link anyOf}.
 */
export function foundIn<T>(...facts: readonly Fact<readonly T[]>[]): Fact<readonly T[]> {
  const value = facts.flatMap((fact) => (fact.status === 'known' ? fact.value : []));
  if (value.length > 0) {
    return known(
      value,
      facts.flatMap((fact) => (fact.status === 'known' ? fact.evidence : [])),
    );
  }
  const missing = facts.flatMap((fact) => (fact.status === 'not-available' ? fact.missing : []));
  if (missing.length > 0) return notAvailable(...new Set(missing));
  return facts.find((fact) => fact.status === 'unreadable') ?? notRecorded;
}

/** What was found, or what it means that nothing was. */
export const found = <T extends { readonly evidence: Evidence }>(
  items: readonly T[],
  otherwise: Fact<never>,
): Fact<readonly T[]> =>
  items.length > 0
    ? known(
        items,
        items.map(({ evidence }) => evidence),
      )
    : otherwise;
