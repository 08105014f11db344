import type { ClinicalText, Mention } from '../reading/clinical-text.ts';
import { isJoinedBefore, isJoinedWithin } from './joined.ts';
import { standingOf, type Standing } from './standing.ts';
import type { TopicId } from '../reading/topic-ids.ts';

/** `other`: an operation on the spine of another kind, or of a kind that is not said. */
export type OperationKind = 'disc' | 'decompression' | 'fusion' | 'implant' | 'other';

/** An operation on the spine, as a title names it. */
export interface OperationTitle {
  readonly kind: OperationKind;
  /** `above`: cervical or thoracic. `unsaid`: the words name no part of the spine. */
  readonly region: 'lumbar' | 'above' | 'both' | 'unsaid';
  /** Only `stated` says that it was done; `around`: the title is of something before or after it. */
  readonly standing: Standing;
  /** The words put it in the past ("s/p", a year): the date beside them may be of something else. */
  readonly isPast: boolean;
  /** The words of the operation, as they stand. */
  readonly words: string;
}

/** An operation that took out the disc too is one on the disc. */
const kinds: readonly (readonly [OperationKind, TopicId])[] = [
  ['disc', 'disc-operation'],
  ['decompression', 'spine-decompression'],
  ['fusion', 'spine-fusion'],
  ['implant', 'spine-implant'],
  ['other', 'other-spine-operation'],
];
const topicsOfKinds = kinds.map(([, topic]) => topic);

/**
 * Reads the title of a procedure, with the words of its site if it has any. Words that are not known
 * (an approach, an instrument, a hospital) change nothing.
 *
 * @returns undefined when the title names no operation on the spine. The kind of the first operation
 *   that was done, the disc before the rest; else the first that is named.
 */
export function readOperationTitle(text: ClinicalText): OperationTitle | undefined {
  if (!text.speaksOf(topicsOfKinds)) return undefined;
  const region = regionIn(text);
  if (region === 'unsaid' && text.of('other-body-part').length > 0) return undefined;
  const found = kinds.flatMap(([kind, topic]) =>
    text.of(topic).map((mention): OperationTitle => {
      const standing = standingInTitle(mention, text);
      const isPast = mention.time.said === 'past' || mention.assertion === 'past';
      return { kind, region, standing, isPast, words: mention.words };
    }),
  );
  return found.find(({ standing }) => standing === 'stated') ?? found[0];
}

/**
 * True when words beside an operation on the spine, or beside its code, name a fusion or an implant and do
 * not deny it. Such an operation is none of the disc alone, whatever else it was.
 */
export const saysImplant = (text: ClinicalText): boolean =>
  text
    .of('spine-fusion', 'implant-in-spine')
    .some(({ assertion }) => assertion === 'affirmed' || assertion === 'past');

/** A title is short: a word of planning or refusing anywhere in it is of its operation. */
function standingInTitle(mention: Mention, text: ClinicalText): Standing {
  if (isAround(mention, text)) return 'around';
  const standing = standingOf(mention);
  const isOpen = standing === 'stated' && text.of('not-done-in-title').length > 0;
  return isOpen ? 'planned' : standing;
}

function regionIn(text: ClinicalText): OperationTitle['region'] {
  const isLumbar = text.of('lumbar-region').length > 0;
  const isAbove = text.of('upper-spine-region').length > 0;
  if (isLumbar && isAbove) return 'both';
  if (isLumbar) return 'lumbar';
  return isAbove ? 'above' : 'unsaid';
}

/**
 * True when the title is of something else that names the operation: "MRI after discectomy",
 * "discectomy, wound check". What was done together with it is joined to it ("with", "and", "+").
 */
function isAround(operation: Mention, text: ClinicalText): boolean {
  const [from, to] = operation.tokens;
  return text.of('around-an-operation').some(({ tokens: [start, end] }) => {
    if (end > from && start < to) return false;
    if (start >= to) return !isJoinedBefore(text, start);
    return operation.assertion === 'past' || !isJoinedWithin(text, end, from);
  });
}
