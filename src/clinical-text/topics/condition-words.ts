import type { ClinicalText, Mention } from '../reading/clinical-text.ts';
import type { TopicId } from '../reading/topic-ids.ts';

/** Topics of conditions that silence a card, or make one speak. */
export const conditionTopics = [
  'active-cancer', 'blood-cancer', 'spinal-tumour', 'spinal-infection', 'endocarditis', 'sepsis', 'nervous-system-infection', 'other-infection', 'immune-compromise', 'new-weakness', 'fever', 'wound-problem', 'wound-infection', 'root-disease', 'arachnoiditis',
] as const satisfies readonly TopicId[]; // prettier-ignore
export type ConditionTopic = (typeof conditionTopics)[number];

/** Causes of enhancement that a problem list names: read to silence a card about a cause not yet known. */
export const causeTopics = [
  'inflammatory-neuropathy', 'meningeal-spread', 'brain-metastasis', 'meningeal-infection', 'root-tumour', 'other-meningeal-disease', 'cause-of-enhancing-roots',
] as const satisfies readonly TopicId[]; // prettier-ignore
export type CauseTopic = (typeof causeTopics)[number];

const countsAsCause: ReadonlySet<string> = new Set(['affirmed', 'planned', 'in-doubt', 'past']);

/**
 * Whether a problem names any of the causes, stated or asked about; one of the past counts, since it was
 * made known once. Denied, warned of, or of a relative it does not. Wide: for silence.
 */
export const namesCause = (text: ClinicalText, ...topics: readonly CauseTopic[]): boolean =>
  text.of(...topics).some(({ assertion }) => countsAsCause.has(assertion));

/** What the words of a condition, a reason or a note say of the patient. */
export interface ConditionReading {
  /** Stated or asked about, and not over: wide, for silence. */
  present(...topics: readonly ConditionTopic[]): Mention | undefined;
  /** Plainly stated, and not over: narrow, a card may speak on it. */
  stated(...topics: readonly ConditionTopic[]): Mention | undefined;
  /** Said to be over. */
  past(...topics: readonly ConditionTopic[]): Mention | undefined;
}

const cancers: ReadonlySet<TopicId> = new Set<ConditionTopic>([
  'active-cancer',
  'blood-cancer',
  'spinal-tumour',
]);
/** What was done or found once lasts: a transplant, an organ taken out, HIV. */
const lasting: ReadonlySet<TopicId> = new Set<ConditionTopic>([
  'immune-compromise',
  'arachnoiditis',
]);
/** Of these only the new ones matter. */
const newOnly: ReadonlySet<TopicId> = new Set<ConditionTopic>(['new-weakness', 'fever']);

/** Reads the words of conditions. A denial, a negative test, a relative, a warning say nothing here. */
export function readConditionWords(text: ClinicalText): ConditionReading {
  const of = (topics: readonly ConditionTopic[], ...standings: readonly string[]) =>
    text.of(...topics).find((mention) => standings.includes(standingOf(mention)));
  return {
    present: (...topics) => of(topics, 'stated', 'asked'),
    stated: (...topics) => of(topics, 'stated'),
    past: (...topics) => of(topics, 'past'),
  };
}

function standingOf(mention: Mention): 'stated' | 'asked' | 'past' | 'none' {
  const { topic, assertion, time, by } = mention;
  if (newOnly.has(topic) && time.said === 'long-standing') return 'past';
  if (assertion === 'affirmed' || assertion === 'planned') return 'stated';
  if (assertion === 'in-doubt') return 'asked';
  if (assertion !== 'past') return 'none';
  if (lasting.has(topic)) return 'stated';
  // The year of a cancer is the year in which it was found: it does not make it past.
  return cancers.has(topic) && by === undefined ? 'stated' : 'past';
}
