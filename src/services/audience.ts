import type { RunningCard } from '../cards/advise.ts';
import { entriesOf, isObject } from '../cds-hooks/request/json.ts';
import type { FhirSource } from '../cds-hooks/fhir-source.ts';

/** A role or a specialty; without a system the code counts in any. */
export interface AudienceCode {
  readonly system?: string | undefined;
  readonly code: string;
}

/** More roles of one clinician, or codings of a role, are not looked at. */
const MAX_CODINGS = 200;
const MAX_ROLES = 50;

/**
 * The cards of a call with those that are not for its user set aside: they are evaluated and counted, and not
 * shown. Roles are asked of the FHIR server, and only where a card is for some roles alone. Who the user is
 * cannot always be had: then every clinician sees every card. Never rejects.
 *
 * @param userId As the hook's context has it: `Practitioner/…` or `PractitionerRole/…`.
 */
export async function forAudience<Card extends RunningCard>(
  cards: readonly Card[],
  source: FhirSource,
  userId: string,
): Promise<readonly Card[]> {
  if (cards.every(({ audience = [] }) => audience.length === 0)) return cards;
  const roles = await rolesOf(source, userId).catch(() => undefined);
  if (roles === undefined) return cards;
  const isFor = ({ audience = [] }: Card) =>
    audience.length === 0 ||
    audience.some(({ system, code }) =>
      roles.some((role) => role.code === code && (system === undefined || role.system === system)),
    );
  return cards.map((card) => (isFor(card) ? card : { ...card, isForOthers: true }));
}

/** Codes of the roles and specialties of a clinician; undefined when they could not be had. */
async function rolesOf(
  { reader }: FhirSource,
  userId: string,
): Promise<readonly AudienceCode[] | undefined> {
  const [, type, id] =
    /^(Practitioner|PractitionerRole)\/([A-Za-z0-9.-]{1,64})$/.exec(userId) ?? [];
  if (id === undefined || typeof reader === 'string') return undefined;
  if (!reader.mayRead('PractitionerRole')) return undefined;
  const answer = await reader.read(
    type === 'PractitionerRole'
      ? `PractitionerRole/${id}`
      : `PractitionerRole?practitioner=Practitioner/${id}`,
  );
  const resources =
    answer['resourceType'] === 'Bundle'
      ? entriesOf(answer).map(({ resource }) => resource)
      : [answer];
  const codes = resources
    .filter((each) => each['resourceType'] === 'PractitionerRole' && each['active'] !== false)
    .slice(0, MAX_ROLES)
    .flatMap((each) => [...codesIn(each['code']), ...codesIn(each['specialty'])])
    .slice(0, MAX_CODINGS);
  // A clinician of whom no role is coded may have any.
  return codes.length === 0 ? undefined : codes;
}

/** The codings of a list of concepts, leniently. */
function codesIn(concepts: unknown): readonly AudienceCode[] {
  return listOf(concepts).flatMap((concept) =>
    listOf(isObject(concept) ? concept['coding'] : undefined).flatMap((coding) => {
      if (!isObject(coding) || typeof coding['code'] !== 'string') return [];
      const { system, code } = coding;
      return [{ code, ...(typeof system === 'string' && { system }) }];
    }),
  );
}

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, MAX_CODINGS) : value === undefined ? [] : [value];
