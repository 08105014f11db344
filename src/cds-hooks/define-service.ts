import type { FhirSource } from './fhir-source.ts';
import type { HookContext, HookName } from './request/hooks.ts';
import type { CdsResponse } from './response.ts';

/** The `{{…}}` tokens of a prefetch template, as a union of string literals. */
type TokenIn<T extends string> = T extends `${string}{{${infer Token}}}${infer Rest}`
  ? Token | TokenIn<Rest>
  : never;

type UserToken = `user${'Practitioner' | 'PractitionerRole' | 'Patient' | 'RelatedPerson'}Id`;
/** First-level context fields that a 2.0 client fills (checklist PF-04). */
type ContextToken = 'context.patientId' | 'context.userId';

/** A template whose tokens any 2.0 client can fill; otherwise the compiler names the wrong token. */
type Checked<T extends string> = [Exclude<TokenIn<T>, ContextToken | UserToken>] extends [never]
  ? T
  : {
      error: 'CDS Hooks 2.0 has no such prefetch token';
      token: Exclude<TokenIn<T>, ContextToken | UserToken>;
    };

/** What one call gives to a service: context, data, and the only clock there is. */
export interface ServiceCall<H extends HookName, Key extends string> {
  readonly hook: H;
  readonly hookInstance: string;
  readonly context: HookContext<H>;
  readonly source: FhirSource<Key>;
  readonly now: Date;
  /** Named switches of the calling client; empty by default. */
  readonly features: ReadonlySet<string>;
  /**
   * The cards that were shown of this patient since `sinceMs`, for sites that show none twice; left out
   * where nobody keeps them. Never rejects: what could not be had was not shown.
   */
  readonly earlierCards?: (sinceMs: number) => Promise<readonly ShownCard[]>;
}

/** A card that was shown of the patient of a call, and what was answered. */
export interface ShownCard {
  readonly card: string;
  readonly subject: string;
  readonly facts: string;
  readonly hook: string;
  readonly isOfSameUser: boolean;
  readonly issuedAtMs: number;
  readonly answer:
    { readonly outcome: 'accepted' | 'overridden'; readonly atMs: number } | undefined;
}

export interface Service<H extends HookName = HookName, Key extends string = string> {
  /** Path segment of the service's URL. */
  readonly id: string;
  readonly hook: H;
  readonly title: string;
  readonly description: string;
  readonly usageRequirements?: string;
  readonly prefetch: Readonly<Record<Key, string>>;
  /**
   * Queries that are asked of the FHIR server alone and stand in no discovery, by key: for what a
   * template that all 2.0 clients can fill cannot ask.
   */
  readonly fhirQueries?: Readonly<Record<string, string>>;
  handler(call: ServiceCall<H, Key>): Promise<CdsResponse>;
}

/**
 * Defines a CDS service. The type of `context` follows from `hook`, the keys of `source` from
 * `prefetch`; a prefetch token that 2.0 clients cannot fill does not compile.
 *
 * @see CDS Hooks 2.0, "Discovery" and "Prefetch Template"
 */
export function defineService<const H extends HookName, const P extends Record<string, string>>(
  service: Omit<Service<H, Extract<keyof P, string>>, 'prefetch'> & {
    prefetch: P & { [K in keyof P]: Checked<P[K]> };
  },
): Service<H, Extract<keyof P, string>> {
  return Object.freeze(service);
}
