import type { Terminology } from '../terminology/terminology.ts';
import { readWhen } from './calendar.ts';
import { isActive } from './conditions.ts';
import { found, signal, type Evidence, type Fact, type Signal } from './fact.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  nameOf,
  referenceTo,
  statusCodes,
  valueSetsOf,
  type Opaque,
} from './fields.ts';
import type { Listed } from './listed.ts';

/** Sets of which every code names a gadolinium agent or the class. */
const namesAgent = [
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
  /\biodin\w*|\biod(?:o|ix|ip|ic)\w*|\bio(?:h?ex|pam|prom|vers|mep)\w*|\bx-?ray\b|\bradiograph\w*|\bCT (?:contrast|dye)\b|\bbarium\b|\b(?:oral|ultrasound) contrast\b/i;

/** A gadolinium agent that was borne, or left out, is no reaction to it. */
const borne =
  /\b(?:not|no|non|never|tolerat\w*|except|excluding|other than)\s+(?:to\s+|with\s+|a reaction to\s+)*(?:gado\w*|MRI? contrast)|\b(?:gado\w*|MRI? contrast)\s+(?:is |was )?(?:ok|okay|fine|tolerat\w*|well tolerat\w*|no (?:problem|reaction|issue)s?|without (?:problem|reaction|issue)s?)\b/gi;

/** An entry of the allergy list about a contrast agent that is, or may have been, gadolinium. */
export interface RecordedReaction {
  /** As the chart or our label of the code names it. */
  readonly agent: string;
  /** False when the kind of contrast is not said. */
  readonly isGadolinium: boolean;
  /** What happened, as recorded: "hives; dyspnoea". */
  readonly manifestation: string | undefined;
  /** FHIR `reaction.severity`, the worst of several. */
  readonly severity: Severity | undefined;
  /** When it happened, else when it was recorded; as precise as it stands there. */
  readonly on: string | undefined;
  /** Of the entry: `confirmed`, `unconfirmed`, …; undefined when it is not said. */
  readonly verification: string | undefined;
  /** Severe by its severity, or anaphylaxis in words. */
  readonly isSevere: boolean;
  readonly evidence: Evidence;
}

const severities = ['mild', 'moderate', 'severe'] as const;
type Severity = (typeof severities)[number];

/** Standing entries of the allergy list, those that name gadolinium first, then the severe ones. */
export function recordedReactions(
  allergies: Listed,
  terminology: Terminology,
  timeZone: string,
): Fact<readonly RecordedReaction[]> {
  const reactions = allergies.resources
    .filter(isStanding)
    .flatMap((allergy) => readReaction(allergy, terminology, timeZone) ?? []);
  const rank = (r: RecordedReaction) => (r.isGadolinium ? 0 : 2) + (r.isSevere ? 0 : 1);
  return found(
    reactions.toSorted((a, b) => rank(a) - rank(b)),
    allergies.otherwise,
  );
}

/**
 * A recorded reaction to a gadolinium agent, or to contrast media of a kind that is not said; on the
 * allergy list, or as a condition. One that is said to be iodinated is another matter, and so is a
 * statement that there is no allergy. For silencing.
 */
export function gadoliniumReaction(
  allergies: Listed,
  conditions: Listed,
  terminology: Terminology,
): Signal {
  const inConditions = conditions
    .in('gadolinium-contrast-allergy')
    .filter((condition) => isActive(condition) && contrastKind(condition, terminology));
  const onTheList = allergies.resources.filter(
    (allergy) => isStanding(allergy) && contrastKind(allergy, terminology),
  );
  return signal(
    [...onTheList, ...inConditions].map((allergy) => {
      const reference = referenceTo(allergy);
      return { ...(reference && { reference }), says: 'recorded reaction to contrast' };
    }),
    allergies.otherwise,
  );
}

function readReaction(
  allergy: Opaque,
  terminology: Terminology,
  timeZone: string,
): RecordedReaction | undefined {
  const kind = contrastKind(allergy, terminology);
  if (!kind) return undefined;
  const events = reactionsOf(allergy);
  const manifestations = events.flatMap((event): readonly string[] => {
    const named = asList(event['manifestation']).flatMap((what) => nameOf(what, terminology) ?? []);
    const told = asText(event['description']);
    return named.length === 0 && told !== undefined ? [told] : named;
  });
  const severity = severities.findLast((s) => events.some((event) => event['severity'] === s));
  const when =
    events.map((event) => readWhen(event['onset'], timeZone)).find((onset) => onset) ??
    readWhen(allergy['lastOccurrence'], timeZone) ??
    readWhen(allergy['onsetDateTime'], timeZone) ??
    readWhen(allergy['recordedDate'], timeZone);
  const agent = agentOf(allergy, terminology) ?? 'contrast medium';
  const reference = referenceTo(allergy);
  return {
    agent,
    isGadolinium: kind === 'gadolinium',
    manifestation: manifestations.length > 0 ? [...new Set(manifestations)].join('; ') : undefined,
    severity,
    on: when?.text,
    verification: statusCodes(allergy['verificationStatus'])[0],
    isSevere: severity === 'severe' || /\banaphyla/i.test([agent, ...manifestations].join(' ')),
    evidence: { ...(reference && { reference }), says: agent },
  };
}

/** The concept that names the contrast agent: of the entry, or of one of its reactions. */
function agentOf(allergy: Opaque, terminology: Terminology): string | undefined {
  const concepts = conceptsOf(allergy);
  const naming = concepts.find((concept) => kindOf(concept, terminology)) ?? concepts[0];
  return nameOf(naming, terminology);
}

const reactionsOf = (allergy: Opaque): readonly Opaque[] =>
  asList(allergy['reaction'])
    .map((reaction) => asObject(reaction))
    .filter((reaction) => reaction !== undefined);

const conceptsOf = (allergy: Opaque): readonly unknown[] => [
  allergy['code'],
  ...reactionsOf(allergy).map((reaction) => reaction['substance']),
];

function isStanding(allergy: Opaque): boolean {
  const verification = statusCodes(allergy['verificationStatus']);
  const clinical = statusCodes(allergy['clinicalStatus']);
  return (
    !verification.some((code) => code === 'refuted' || code === 'entered-in-error') &&
    !clinical.some((code) => code === 'inactive' || code === 'resolved')
  );
}

type ContrastKind = 'gadolinium' | 'unsaid';

/**
 * Whether an entry is about gadolinium, or about contrast of a kind that is not said. Where the code
 * leaves it open, the notes often tell ("CT contrast 2012; gadolinium since then without problems").
 */
function contrastKind(allergy: Opaque, terminology: Terminology): ContrastKind | undefined {
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
  if (/^(?:no|not|nil|denies|negative)\b/i.test(text)) return undefined;
  if (gadoliniumWords.test(text) || namesAgent.some((id) => sets.has(id))) return 'gadolinium';
  if (sets.has('iodinated-contrast-allergy-not-gadolinium') || iodinatedWords.test(text)) {
    return undefined;
  }
  if (/\bMRI? (?:contrast|dye)\b/i.test(text)) return 'gadolinium';
  return sets.has('gadolinium-contrast-allergy') || contrastWords.test(text) ? 'unsaid' : undefined;
}
