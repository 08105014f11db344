import type { Terminology } from '../../terminology/terminology.ts';
import {
  discLevelsIn,
  namesLumbarSpine,
  namesOtherSpine,
  type DiscLevel,
} from '../values/anatomy.ts';
import type { Day, When } from '../values/calendar.ts';
import type { Evidence } from '../values/fact.ts';
import { allWordsOf, asList, referenceTo, type Opaque } from '../reading/fields/fields.ts';
import type { Listed } from '../reading/fields/listed.ts';
import { saysImplant } from '../../clinical-text/topics/operation-titles.ts';
import type { Meanings } from '../reading/meanings.ts';
import { operationOf, type LumbarSurgery } from './operation-of-procedure.ts';
import { performedWhen, whetherDone } from '../reading/fields/performed.ts';
import { PhraseList, wordsIn } from '../values/phrase-list.ts';
import { codeTells, isAtLumbarSite, isCategoryOther, isHidden } from './procedure-code.ts';
import * as lists from './procedure-word-lists.ts';

/** A procedure that may have been an operation on the spine and could not be read. */
export interface UnreadOperation {
  /**
   * `spine`: it names the spine, a level or a disc and says no more that we understand. `hidden`: its
   * code is masked or absent. `unknown`: its code is of a system that we do not read. No words help.
   */
  readonly why: 'spine' | 'hidden' | 'unknown';
  readonly when: When | undefined;
  /** Those that its words name. */
  readonly levels: readonly DiscLevel[];
  /** It names the spine above the lumbar part, and not this one. */
  readonly isOtherSpine: boolean;
  /** It names a fusion, or something that stays in the spine. */
  readonly isImplant: boolean;
  readonly evidence: Evidence;
}

const spine = new PhraseList(lists.spine);
const perhapsSpine = new PhraseList(lists.perhapsSpine);
const inNameOnly = new PhraseList(lists.spineInNameOnly);
const elsewhere = new PhraseList(lists.elsewhere);
const noOperation = new PhraseList(lists.noOperation);
const operation = new PhraseList(lists.operation);
const aftercare = new PhraseList(lists.aftercare);
const around = new PhraseList(lists.around);

/** What stands behind this many characters of one procedure is not read. */
const MAX_WORDS = 1000;
/** A chart with more words than these on its procedures is read so far; the rest counts as unread. */
const MAX_WORDS_OF_CHART = 200_000;

/** A procedure whose date does not keep it out. */
interface Candidate {
  readonly procedure: Opaque;
  readonly when: When | undefined;
  readonly said: string;
  /** It is an operation that we read; only whether it was done is open. */
  readonly isRead: boolean;
}

/**
 * The procedures that are no operation we read and that nothing tells to be something else. Wide: they
 * only ever leave a question open. Imaging, therapy, injections, teaching and measurements that are
 * filed as procedures are told apart by category, code family or words, and words that name another
 * part of the body help. Each is looked at when somebody asks for its time.
 */
export class UnreadOperations {
  readonly #meanings: Meanings;
  readonly #candidates: readonly Candidate[];
  /** The chart has more words than are read. */
  readonly #isCut: boolean;
  readonly #known = new Map<Candidate, UnreadOperation | undefined>();

  /** @param today What is to come later has not happened. */
  constructor(
    procedures: Listed,
    meanings: Meanings,
    timeZone: string,
    today: Day,
    readOperation: (procedure: Opaque) => LumbarSurgery | undefined = (procedure) =>
      operationOf(procedure, meanings, timeZone),
  ) {
    const candidates: Candidate[] = [];
    let read = 0;
    let isCut = false;
    for (const procedure of procedures.resources) {
      const when = performedWhen(procedure, timeZone);
      const done = whetherDone(procedure, when, today);
      if (done === 'no') continue;
      isCut = read > MAX_WORDS_OF_CHART;
      if (isCut) break;
      const said = saidOf(procedure);
      read += said.length;
      const isRead = readOperation(procedure) !== undefined;
      if (!isRead || done === 'open') candidates.push({ procedure, when, said, isRead });
    }
    this.#meanings = meanings;
    this.#candidates = candidates;
    this.#isCut = isCut;
  }

  /** Those that may be of a time; one without a date may be of any. */
  of(mayBe: (when: When) => boolean): readonly UnreadOperation[] {
    const found = this.#candidates
      .filter(({ when }) => !when || mayBe(when))
      .flatMap((candidate) => this.#read(candidate) ?? []);
    return this.#isCut ? [...found, unreadRest] : found;
  }

  #read(candidate: Candidate): UnreadOperation | undefined {
    const known = this.#known.get(candidate);
    if (known !== undefined || this.#known.has(candidate)) return known;
    const { procedure, when, said, isRead } = candidate;
    const why = isRead ? 'spine' : whyUnread(procedure, said, this.#meanings.terminology);
    const unread = why && unreadOperation(procedure, why, when, said, this.#meanings);
    this.#known.set(candidate, unread);
    return unread;
  }
}

function unreadOperation(
  procedure: Opaque,
  why: UnreadOperation['why'],
  when: When | undefined,
  said: string,
  { texts }: Meanings,
): UnreadOperation {
  const reference = referenceTo(procedure);
  return {
    why,
    when,
    levels: discLevelsIn(said),
    isOtherSpine: namesOtherSpine(said) && !namesLumbarSpine(said),
    isImplant: why === 'spine' && saysImplant(texts.read(said)),
    evidence: { ...(reference && { reference }), says: 'a procedure that could not be read' },
  };
}

/** Stands for all procedures of a chart behind the bound. */
const unreadRest: UnreadOperation = {
  why: 'spine',
  when: undefined,
  levels: [],
  isOtherSpine: false,
  isImplant: false,
  evidence: { says: 'procedures that were not read' },
};

/** All words of a procedure's name and place. */
const saidOf = (procedure: Opaque): string =>
  [procedure['code'], ...asList(procedure['bodySite'])]
    .flatMap((concept) => allWordsOf(concept))
    .join(' · ')
    .slice(0, MAX_WORDS);

/** Why a procedure leaves the question open; undefined when it is told to be something else. */
function whyUnread(
  procedure: Opaque,
  said: string,
  terminology: Terminology,
): UnreadOperation['why'] | undefined {
  const byCode = codeTells(procedure, terminology);
  if (byCode === 'no-operation') return undefined;
  const all = wordsIn(said);
  const words = withoutGuidance(without(inNameOnly, all));
  const isInNameOnly = words.length < all.length && inNameOnly.isIn(all);
  const isCare = aftercare.isIn(words);
  const isOther = isInNameOnly || isCare || noOperation.isIn(words) || isCategoryOther(procedure);
  const isSpine =
    byCode === 'spine' ||
    spine.isIn(words) ||
    namesLevel(said) ||
    isAtLumbarSite(procedure, terminology);
  if (isSpine) return (isOther && !namesOperation(words)) || isCare ? undefined : 'spine';
  if (isOther || elsewhere.isIn(words)) return undefined;
  if (perhapsSpine.isIn(words)) return 'spine';
  if (byCode === 'another') return undefined;
  if (asList(procedure['reasonCode']).some(namesSpine)) return 'spine';
  return isHidden(procedure) ? 'hidden' : 'unknown';
}

const namesSpine = (concept: unknown) => {
  const said = allWordsOf(concept).join(' · ').slice(0, MAX_WORDS);
  return spine.isIn(wordsIn(said)) || namesLevel(said);
};

/** A level of the spine by its letter and figure: `L4`, `L5/S1`, `C5-C6`, `T8-9`. */
const namesLevel = (said: string): boolean => level.test(said);
const level =
  /\bL\s?[1-5](?:\b|(?=\s?[-–/]?\s?[LS]?\d))|\bC\s?[1-7]\s?[-–/]\s?[CT]?\s?[1-7]\b|\bT\s?\d{1,2}\s?[-–/]\s?[TL]?\s?\d{1,2}\b/i;

/** An operation in the words, leaving out what stands behind "after", "for" or "before". */
function namesOperation(words: readonly string[]): boolean {
  const at = words.findIndex((_, i) => i > 0 && around.lengthAt(words, i) > 0);
  if (at < 0 || !noOperation.isIn(words.slice(0, at))) return operation.isIn(words);
  // The word itself stays: "anaesthesia for" is one of an operation.
  return operation.isIn(words.slice(0, at + 1));
}

/** The words without the phrases of a list. */
function without(list: PhraseList, words: readonly string[]): readonly string[] {
  const left: string[] = [];
  for (let at = 0; at < words.length;) {
    const length = list.lengthAt(words, at);
    if (length === 0) left.push(words[at] ?? '');
    at += Math.max(1, length);
  }
  return left;
}

/** "CT guided", "image guidance": the imaging is not what was done. */
const withoutGuidance = (words: readonly string[]): readonly string[] =>
  words.filter((word, i) => !guided.test(word) && !guided.test(words[i + 1] ?? ''));
const guided = /^(?:guided|guidance|gesteuert\w*|guidee?|guiada|guidata|assisted)$/;
