import type { HookContext, HookName } from './request/hooks.ts';
import { readReference } from './request/reference.ts';

/** Tokens that identify the user by type (CDS Hooks 2.0, "Prefetch tokens identifying the user"). */
const userTokens = {
  userPractitionerId: 'Practitioner',
  userPractitionerRoleId: 'PractitionerRole',
  userPatientId: 'Patient',
  userRelatedPersonId: 'RelatedPerson',
} as const;

/**
 * Fills the tokens of a prefetch template from the context of a call. Values are percent-encoded,
 * since an id may hold any character.
 *
 * @returns undefined when a token has no value in this call (no encounter, another user type): the
 *   query cannot be made then.
 */
export function fillTemplate(template: string, context: HookContext<HookName>): string | undefined {
  const parts = template.split(/\{\{([^}]*)\}\}/).map((part, index) => {
    if (index % 2 === 0) return part;
    const value = tokenValue(part, context);
    return value === undefined ? undefined : encodeURIComponent(value);
  });
  return parts.includes(undefined) ? undefined : parts.join('');
}

function tokenValue(token: string, context: HookContext<HookName>): string | undefined {
  if (Object.hasOwn(userTokens, token)) {
    const user = readReference(context.userId);
    return user?.type === userTokens[token as keyof typeof userTokens] ? user.id : undefined;
  }
  const field = /^context\.(\w+)$/.exec(token)?.[1];
  const value = field !== undefined && Object.hasOwn(context, field) ? context[field] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/**
 * What is wrong with a prefetch template for a client that knows CDS Hooks 2.0 only; empty if nothing.
 * The public sandbox joins repeated parameters with a comma, so a repeat is a fault too.
 *
 * @see checklist PF-01…PF-09
 */
export function templateFaults(template: string): readonly string[] {
  const faults: string[] = [];
  if (!/^[A-Z][A-Za-z]+(\/[^?]+|\?.+)$/.test(template)) faults.push('not a read or a type search');
  for (const [, token] of template.matchAll(/\{\{([^}]*)\}\}/g)) {
    const is20 =
      /^(context\.(userId|patientId|encounterId)|user(Practitioner|PractitionerRole|Patient|RelatedPerson)Id)$/;
    if (token === undefined || !is20.test(token)) faults.push('a token outside CDS Hooks 2.0');
    if (token === 'context.encounterId') faults.push('depends on an encounter');
  }
  const names = (template.split('?')[1] ?? '').split('&').map((pair) => pair.split('=')[0] ?? '');
  if (new Set(names).size !== names.length) faults.push('repeats a parameter');
  if (names.some((name) => /:(?!in$)|^_(include|revinclude|has|maxresults)|^_has:|\./.test(name))) {
    faults.push('a parameter outside the subset');
  }
  if (/[?&](?:date|_lastUpdated)=(?:ne|sa|eb|ap)/.test(template))
    faults.push('a date prefix outside the subset');
  return faults;
}
