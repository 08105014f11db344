import type { Terminology } from '../../terminology/terminology.ts';
import { readWhen } from '../values/calendar.ts';
import { isActive } from '../reading/conditions.ts';
import { agentOf, contrastKind, reactionsOf } from './contrast-agent.ts';
import { found, signal, type Evidence, type Fact, type Signal } from '../values/fact.ts';
import { asList, asText, nameOf, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import { isTakenBack, statusCodes } from '../reading/fields/status.ts';
import type { Listed } from '../reading/fields/listed.ts';

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
    verification: [
      ...statusCodes(allergy['verificationStatus']),
      ...statusCodes(allergy['status']),
    ].find((code) => code !== 'active'),
    isSevere: severity === 'severe' || /\banaphyla/i.test([agent, ...manifestations].join(' ')),
    evidence: { ...(reference && { reference }), says: agent },
  };
}

function isStanding(allergy: Opaque): boolean {
  // One status for both stood there in DSTU2.
  const inOne = statusCodes(allergy['status']);
  const clinical = [...statusCodes(allergy['clinicalStatus']), ...inOne];
  return (
    !isTakenBack([...statusCodes(allergy['verificationStatus']), ...inOne]) &&
    !clinical.some((code) => code === 'inactive' || code === 'resolved')
  );
}
