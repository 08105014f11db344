import type { ClinicalText, Mention } from '../reading/clinical-text.ts';
import { isJoinedWithin } from './joined.ts';
import { isShortFormAlone } from './short-form.ts';
import { standingOf, type Standing } from './standing.ts';

/** An injection at a lumbar root or into the lumbar epidural space, as a title names it. */
export interface InjectionTitle {
  readonly kind: 'nerve-root-block' | 'epidural-injection';
  /** Only `stated` is an injection; a short form that stands alone ('ESI') is `asked`. */
  readonly standing: Standing;
  readonly words: string;
}

/**
 * Reads the title of a spinal injection. Words that are not known (guidance, side, drug, place) change
 * nothing. What may be of the neck or the chest, of a joint, of another nerve, in labour, or about a
 * finding of the same words is none, unless it is joined to the injection ("SNRB and facet injection").
 *
 * @returns undefined when the title is of something else.
 */
export function readInjectionTitle(text: ClinicalText): InjectionTitle | undefined {
  const [block] = text.of('nerve-root-block');
  const act = block ?? text.of('epidural-injection')[0];
  if (!act || text.of('upper-spine-region').length > 0) return undefined;
  if (text.of('injection-look-alike').some((other) => isOther(other, act, text))) return undefined;
  return {
    kind: block ? 'nerve-root-block' : 'epidural-injection',
    standing: isShortFormAlone(act, text) ? 'asked' : standingOf(act),
    words: act.words,
  };
}

/** Something else that is not merely joined to the injection, with a level or a side before it maybe. */
function isOther(
  { tokens: [start, end] }: Mention,
  { tokens: [from, to] }: Mention,
  text: ClinicalText,
): boolean {
  if (start >= to) return !isJoinedWithin(text, to, start);
  return end > from || !isJoinedWithin(text, end, from);
}
