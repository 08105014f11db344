import { entriesOf } from '../../cds-hooks/request/json.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  asWords,
  codingsOf,
  isCutShort,
  nameOf,
  valueSetsOf,
  wordsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { followedReasons, type FindReason, type FollowedReason } from './reason-targets.ts';

/** Why something was ordered. */
export interface Reason {
  /** Value sets that a coded reason stands in, each with what to call that reason. */
  readonly valueSets: ReadonlyMap<string, string>;
  /** Those among them that only a condition of the chart says, to which the order refers. */
  readonly fromChart: ReadonlySet<string>;
  /** Everything the order says in words. */
  readonly words: string;
  /** The pieces of it that ask the question: not the title of a coded study, nor advice to the patient. */
  readonly question: readonly string[];
  /** False when there is more than is read: then what is not among the words proves nothing. */
  readonly isWhole: boolean;
  /** `Condition/<id>`: what of the chart the order gives as its reason. */
  readonly references: readonly string[];
}

/** What stands behind this many characters of one order's words, or of all, is not read. */
const MAX_WORDS = 20_000;
const MAX_SESSION_WORDS = 100_000;
/** Reasons, notes and references of one order that are read, of each; real orders have a handful. */
const MAX_PIECES = 1000;

/**
 * Reasons, with the order's own words: its title, its note and its details often hold the question
 * ("MRI L-spine ?discitis"). What a reference leads to is read as {@link followedReasons} says; a
 * condition that is over adds its name to the words, as history.
 *
 * @param find Looks up references; those to what the order contains need no look-up.
 */
export function reasonOf(order: Opaque, terminology: Terminology, find?: FindReason): Reason {
  const followed = followedReasons(order, pieces(order['reasonReference']), terminology, find);
  const asked = [...pieces(order['reasonCode']), ...conceptsOf(followed, 'carried')];
  const recorded = conceptsOf(followed, 'chart');
  const title = wordsOf(order['code'], terminology);
  const isTitleCoded = codingsOf(order['code']).length > 0;
  const question = [
    ...(isTitleCoded ? [] : title),
    ...[...asked, ...pieces(order['orderDetail'])].flatMap((concept) => allWordsOf(concept)),
    ...followed.flatMap(({ state, display }) => (state === 'present' ? (display ?? []) : [])),
    ...pieces(order['note']).flatMap((note) => freeText(asObject(note)?.['text'])),
  ];
  const beside = [
    ...(isTitleCoded ? title : []),
    ...recorded.flatMap((concept) => namesOf(concept, terminology)),
    ...historyIn(followed, terminology),
    ...freeText(order['patientInstruction']),
  ];
  const read = withinBudget([...question, ...beside]);
  return {
    ...codedReasons(asked, recorded, terminology),
    words: read.texts.join(' · '),
    question: read.texts.slice(0, question.length),
    isWhole: read.isWhole && !isCrowded(order) && !asked.some(isCutShort),
    references: pieces(order['reasonReference']).flatMap((reference) =>
      conditionReference(asText(asObject(reference)?.['reference'])),
    ),
  };
}

/** The words of every draft order of a session, of whatever kind: for silencing the puncture card. */
export function draftWords(
  bundle: unknown,
  terminology: Terminology,
): { readonly words: string; readonly isWhole: boolean } {
  const reasons = entriesOf(bundle).map(({ resource }) => reasonOf(resource, terminology));
  const words = reasons.map((reason) => reason.words).join(' · ');
  return {
    words: words.slice(0, MAX_SESSION_WORDS),
    isWhole: words.length <= MAX_SESSION_WORDS && reasons.every(({ isWhole }) => isWhole),
  };
}

const listed = ['reasonCode', 'reasonReference', 'orderDetail', 'note'] as const;
const pieces = (value: unknown) => asList(value).slice(0, MAX_PIECES);
const isCrowded = (order: Opaque) => listed.some((key) => asList(order[key]).length > MAX_PIECES);

/** One character more than is read tells that there was more. */
function freeText(value: unknown): readonly string[] {
  const words = asWords(value, MAX_WORDS + 1);
  return words === undefined ? [] : [words];
}

function withinBudget(all: readonly string[]) {
  const texts: string[] = [];
  let left = MAX_WORDS;
  for (const text of all) {
    if (text.length > left) {
      texts.push(text.slice(0, left));
      return { texts, isWhole: false };
    }
    texts.push(text);
    left -= text.length;
  }
  return { texts, isWhole: true };
}

function codedReasons(
  asked: readonly unknown[],
  recorded: readonly unknown[],
  terminology: Terminology,
) {
  const valueSets = new Map<string, string>();
  const add = (concept: unknown) => {
    const name = nameOf(concept, terminology) ?? 'coded reason';
    const added = [...valueSetsOf(concept, terminology)].filter((id) => !valueSets.has(id));
    for (const id of added) valueSets.set(id, name);
    return added;
  };
  asked.forEach(add);
  return { valueSets, fromChart: new Set(recorded.flatMap(add)) };
}

const conceptsOf = (followed: readonly FollowedReason[], standsIn: FollowedReason['standsIn']) =>
  followed
    .filter((one) => one.state === 'present' && one.standsIn === standsIn)
    .flatMap(({ concepts }) => concepts);

/** The words of a concept, else our label of its code. */
function namesOf(concept: unknown, terminology: Terminology): readonly string[] {
  const words = allWordsOf(concept);
  const label = words.length > 0 ? undefined : nameOf(concept, terminology);
  return label === undefined ? words : [label];
}

const historyIn = (followed: readonly FollowedReason[], terminology: Terminology) =>
  followed
    .filter(({ state }) => state === 'past')
    .flatMap(({ concepts, display }) => [
      ...concepts.flatMap((concept) => namesOf(concept, terminology)),
      ...(display === undefined ? [] : [display]),
    ])
    .map((words) => `history of ${words}`);

/** `Condition/<id>` of a relative or an absolute reference, with or without a version. */
function conditionReference(reference: string | undefined): readonly string[] {
  const [, id] =
    /(?:^|\/)Condition\/([A-Za-z0-9\-.]{1,64})(?:\/_history\/[^/]+)?$/.exec(reference ?? '') ?? [];
  return id === undefined ? [] : [`Condition/${id}`];
}
