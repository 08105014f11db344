import type { ClinicalText, Mention } from '../reading/clinical-text.ts';
import { isJoinedBefore } from './joined.ts';
import { isShortFormAlone } from './short-form.ts';
import { standingOf, type Standing } from './standing.ts';
import type { TopicId } from '../reading/topic-ids.ts';

/** A lumbar puncture, as the title of an order, a procedure or a report names it. */
export interface PunctureTitle {
  readonly purpose: 'diagnostic' | 'therapeutic';
  /**
   * Only `stated` is a puncture; the title of an order that is to be carried out is `stated` too. A short
   * form that stands alone ('LP') may be many things: `asked`.
   */
  readonly standing: Standing;
  readonly words: string;
}

/**
 * Reads the title of a puncture. Words that are not known (guidance, needle, place) change nothing;
 * what may be about another thing (a shunt, a headache, the laboratory's work on the fluid) is none.
 *
 * @returns undefined when the title is of something else.
 */
export function readPunctureTitle(text: ClinicalText): PunctureTitle | undefined {
  const [puncture] = text.of('lumbar-puncture');
  if (!puncture || text.of('upper-spine-region').length > 0) return undefined;
  const [from, to] = puncture.tokens;
  const apart = (topic: TopicId) =>
    text.of(topic).filter(({ tokens: [start, end] }) => start >= to || end <= from);
  const isJoined = ({ tokens: [start] }: Mention) => start >= to && isJoinedBefore(text, start);
  // The laboratory's work on the fluid follows the puncture, behind a mark or a word ("LP: protein").
  const isBehind = ({ tokens: [start] }: Mention) => start > to;
  const isOther =
    apart('puncture-look-alike').some((other) => !isJoined(other)) ||
    apart('fluid-laboratory').some((work) => !isBehind(work));
  if (isOther) return undefined;
  return {
    purpose: text.of('therapeutic-puncture').length > 0 ? 'therapeutic' : 'diagnostic',
    standing: isShortFormAlone(puncture, text) ? 'asked' : standingOf(puncture),
    words: puncture.words,
  };
}
