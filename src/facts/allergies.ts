import type { Terminology } from '../terminology/terminology.ts';
import { signal, type Signal } from './fact.ts';
import { isActive } from './conditions.ts';
import {
  allWordsOf,
  asList,
  asObject,
  referenceTo,
  statusCodes,
  valueSetsOf,
  type Opaque,
} from './fields.ts';
import type { Listed } from './listed.ts';

const gadoliniumSets = [
  'gadolinium-contrast-allergy',
  'gbca-any',
  'gbca-acr-group-1',
  'gbca-acr-group-2',
  'gbca-acr-group-3-historic',
];
const gadoliniumWords =
  /\bgado\w*|\bgadavist\b|\bgd[- ]|\bdotarem\b|\bmagnevist\b|\bomniscan\b|\bprohance\b|\bmultihance\b|\bclariscan\b|\bprimovist\b|\beovist\b|\bablavar\b|\bgbcas?\b|\bvueway\b|\belucirem\b/i;
/** Contrast of a kind that is not said: it may have been gadolinium. */
const contrastWords = /\bcontrast\b|\b(?:MRI?|IV) dye\b/i;
const iodinatedWords =
  /\biodin\w*|\biod(?:o|ix|ip|ic)\w*|\bioh?exol\b|\bx-?ray\b|\bradiograph\w*|\bCT (?:contrast|dye)\b/i;

/**
 * A recorded reaction to a gadolinium agent, or to contrast media of a kind that is not said. One
 * that is said to be iodinated is another matter, and so is a statement that there is no allergy.
 */
export function gadoliniumReaction(
  allergies: Listed,
  conditions: Listed,
  terminology: Terminology,
): Signal {
  const inConditions = conditions
    .in('gadolinium-contrast-allergy')
    .filter((condition) => isActive(condition) && isGadolinium(condition, terminology));
  const found = allergies.resources.filter(
    (allergy) => isStanding(allergy) && isGadolinium(allergy, terminology),
  );
  return signal(
    [...found, ...inConditions].map((allergy) => {
      const reference = referenceTo(allergy);
      return { ...(reference && { reference }), says: 'recorded reaction to contrast' };
    }),
    allergies.otherwise,
  );
}

function isStanding(allergy: Opaque): boolean {
  const verification = statusCodes(allergy['verificationStatus']);
  const clinical = statusCodes(allergy['clinicalStatus']);
  return (
    !verification.some((code) => code === 'refuted' || code === 'entered-in-error') &&
    !clinical.some((code) => code === 'inactive' || code === 'resolved')
  );
}

function isGadolinium(allergy: Opaque, terminology: Terminology): boolean {
  const concepts = [
    allergy['code'],
    ...asList(allergy['reaction']).map((reaction) => asObject(reaction)?.['substance']),
  ];
  return concepts.some((concept) => {
    const sets = valueSetsOf(concept, terminology);
    const text = allWordsOf(concept).join(' · ');
    if (/^no\b/i.test(text)) return false;
    if (gadoliniumWords.test(text)) return true;
    if (sets.has('iodinated-contrast-allergy-not-gadolinium') || iodinatedWords.test(text)) {
      return false;
    }
    return gadoliniumSets.some((id) => sets.has(id)) || contrastWords.test(text);
  });
}
