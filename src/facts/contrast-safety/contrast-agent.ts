import type { Terminology } from '../../terminology/terminology.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  nameOf,
  valueSetsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** Sets of which every code names a gadolinium agent or the class. */
const namesAgent: readonly ValueSetId[] = [
  'gbca-any',
  'gbca-acr-group-1',
  'gbca-acr-group-2',
  'gbca-acr-group-3-historic',
];
const gadoliniumWords =
  /\bgado\w*|\bgadavist\b|\bgd[- ](?:dtpa|dota|bopta|contrast|based)\b|\bdotarem\b|\bmagnevist\b|\bomniscan\b|\bprohance\b|\bmultihance\b|\bclariscan\b|\bprimovist\b|\beovist\b|\bablavar\b|\bgbcas?\b|\bvueway\b|\belucirem\b/i;
/** Contrast of a kind that is not said: it may have been gadolinium. */
const contrastWords = /\bcontrast\b|\b(?:MRI?|IV) dye\b/i;
const iodinatedWords =
  /\biodin\w*|\biod(?:o|ix|ip|ic)\w*|\bio(?:h?ex|pam|prom|vers|mep)\w*|\b(?:omnipaque|visipaque|isovue|ultravist|optiray|gastrograf\w*)|\bx-?ray\b|\bradiograph\w*|\bCT (?:contrast|dye)\b|\bbarium\b|\b(?:oral|ultrasound) contrast\b/i;

/** A gadolinium agent that was borne, or left out, is no reaction to it. */
const borne =
  /\b(?:not|no|non|never|tolerat\w*|except|excluding|other than)\s+(?:to\s+|with\s+|a reaction to\s+)*(?:gado\w*|MRI? contrast)|\b(?:gado\w*|MRI? contrast)\s+(?:is |was )?(?:ok|okay|fine|tolerat\w*|well tolerat\w*|no (?:problem|reaction|issue)s?|without (?:problem|reaction|issue)s?)\b/gi;

type ContrastKind = 'gadolinium' | 'unsaid';

/**
 * Whether an entry is about gadolinium, or about contrast of a kind that is not said. Where the code
 * leaves it open, the notes often tell ("CT contrast 2012; gadolinium since then without problems").
 */
export function contrastKind(allergy: Opaque, terminology: Terminology): ContrastKind | undefined {
  const kinds = conceptsOf(allergy).map((concept) => kindOf(concept, terminology));
  if (kinds.includes('gadolinium')) return 'gadolinium';
  if (!kinds.includes('unsaid')) return undefined;
  const told = [
    ...asList(allergy['note']).map((note) => asText(asObject(note)?.['text'])),
    ...reactionsOf(allergy).map((reaction) => asText(reaction['description'])),
  ].join(' · ');
  const isGadolinium = gadoliniumWords.test(told.replace(borne, ' '));
  const isIodinated = iodinatedWords.test(told);
  if (isGadolinium === isIodinated) return 'unsaid';
  return isGadolinium ? 'gadolinium' : undefined;
}

function kindOf(concept: unknown, terminology: Terminology): ContrastKind | undefined {
  const sets = valueSetsOf(concept, terminology);
  const text = allWordsOf(concept).join(' · ').replace(borne, ' ');
  if (/^(?:no|not|nil|denies|negative|mother|father|sister|brother|family)\b/i.test(text))
    return undefined;
  if (gadoliniumWords.test(text) || namesAgent.some((id) => sets.has(id))) return 'gadolinium';
  if (sets.has('iodinated-contrast-allergy-not-gadolinium') || iodinatedWords.test(text)) {
    return undefined;
  }
  if (/\bMRI? (?:contrast|dye)\b/i.test(text)) return 'gadolinium';
  return sets.has('gadolinium-contrast-allergy') || contrastWords.test(text) ? 'unsaid' : undefined;
}

/** The concept that names the contrast agent: of the entry, or of one of its reactions. */
export function agentOf(allergy: Opaque, terminology: Terminology): string | undefined {
  const concepts = conceptsOf(allergy);
  const naming = concepts.find((concept) => kindOf(concept, terminology)) ?? concepts[0];
  return nameOf(naming, terminology);
}

/** The events of an allergy entry. */
export const reactionsOf = (allergy: Opaque): readonly Opaque[] =>
  asList(allergy['reaction'])
    .map((reaction) => asObject(reaction))
    .filter((reaction) => reaction !== undefined);

const conceptsOf = (allergy: Opaque): readonly unknown[] => [
  allergy['code'],
  // So DSTU2 calls it.
  allergy['substance'],
  ...reactionsOf(allergy).map((reaction) => reaction['substance']),
];
