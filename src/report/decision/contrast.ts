import {
  contrastInWords,
  mayNameBothSeries,
} from '../../clinical-text/contrast/contrast-in-words.ts';
import type { Section } from '../findings/report-findings.ts';
import { tokenAt, type Token } from '../notation/tokens.ts';
import { PhraseBook } from '../notation/phrases.ts';
import { reportWords } from '../lexicon/report-words.ts';

let made: PhraseBook | undefined;
const book = () => (made ??= new PhraseBook().add('contrast', reportWords().phrases.contrast));

export interface ContrastSentence {
  readonly tokens: readonly Token[];
  /** The sentence as it was written. */
  readonly words: string;
  readonly section: Section;
  /** The sentence asserts or denies enhancement of something in this examination. */
  readonly speaksOfUptake: boolean;
  /** It says that something enhances. */
  readonly showsUptake: boolean;
  /** Of the neck, the brain …: its contrast is that of another examination. */
  readonly isElsewhere: boolean;
}

/**
 * Whether intravenous contrast was given, as title, technique and findings say. A plain statement that
 * it was not beats a title and boiler-plate; an addendum beats both.
 */
export function contrastOf(
  sentences: readonly ContrastSentence[],
): 'given' | 'not-given' | 'unknown' {
  const addenda = sentences.filter(({ section }) => section === 'addendum').map(statement);
  // The last word of several addenda counts.
  const added = addenda.findLast((said) => said !== undefined);
  if (added !== undefined) return added;
  const read = sentences.filter(
    ({ section, isElsewhere }) =>
      !isElsewhere &&
      section !== 'recommendation' &&
      section !== 'comparison' &&
      section !== 'addendum',
  );
  const all = read.map(statement);
  if (all.includes('not-given')) return isGivenLater(read, all) ? 'given' : 'not-given';
  if (all.includes('given')) return 'given';
  const asserts = sentences.some(
    ({ section, speaksOfUptake }) =>
      speaksOfUptake &&
      (section === 'findings' || section === 'impression' || section === 'addendum'),
  );
  return asserts ? 'given' : 'unknown';
}

/**
 * "First cannula tissued; a second was sited and the full dose given", "1 June: no contrast. 3 June:
 * gadolinium series": what was given after all, where uptake is seen below.
 */
function isGivenLater(
  sentences: readonly ContrastSentence[],
  all: readonly ('given' | 'not-given' | undefined)[],
): boolean {
  const last = all.lastIndexOf('not-given');
  const isGiven = (at: number) => {
    const sentence = sentences[at];
    if (at > last || !sentence) return all[at] === 'given';
    const names = contrastListsIn(spokenOf(sentence.tokens)).filter((name) =>
      /[gG]iven/.test(name),
    );
    return names.at(-1) === 'given';
  };
  return (
    sentences.some((_, at) => at >= last && isGiven(at)) &&
    sentences.some(({ showsUptake }, at) => at > last && showsUptake)
  );
}

/** "contrast medium", "contrast was therefore withheld": words that change nothing. */
const carrier: ReadonlySet<string> = new Set([
  'medium', 'media', 'material', 'materials', 'agent', 'agents', 'dye', 'product', 'solution', 'based', 'chelate',
]); // prettier-ignore
const agent: ReadonlySet<string> = new Set(['contrast', 'gadolinium', 'gad', 'gd']);
const adverb: ReadonlySet<string> = new Set([
  'therefore', 'thus', 'consequently', 'hence', 'accordingly', 'ultimately', 'deliberately', 'intentionally', 'unfortunately', 'subsequently',
]); // prettier-ignore

/** "MRI (PLAIN)" */
const isBracketOfOne = (tokens: readonly Token[], at: number) =>
  (tokens[at]?.word === '(' && tokens[at + 2]?.word === ')') ||
  (tokens[at]?.word === ')' && tokens[at - 2]?.word === '(');

/** A cell of a table answers its label as what stands behind a colon does. */
function spokenOf(written: readonly Token[]): readonly Token[] {
  const spoken = written.filter(
    ({ word }, i) =>
      !isBracketOfOne(written, i) &&
      !adverb.has(word) &&
      !(carrier.has(word) && agent.has(written[i - 1]?.word ?? '')),
  );
  const tokens = spoken.map((token) =>
    token.word === '|' || token.word === '=' ? { ...token, word: ':' } : token,
  );
  tokens.push(tokenAt(0, 0, '.'));
  return tokens;
}

/** The lists of `contrast.yaml` of which a sentence holds a phrase, in their order. */
export function contrastListsIn(tokens: readonly Token[]): readonly string[] {
  const seen: string[] = [];
  for (let i = 0; i < tokens.length;) {
    const match = book().longestAt(tokens, i);
    const name = match?.found[0]?.name;
    // "Given gadolinium: no abscess": the "no" is not of the contrast.
    const colon = match && name === 'notGiven' ? openAnswer(tokens, i, match.length) : -1;
    if (colon !== -1) {
      seen.push('given');
      i = colon + 1;
      continue;
    }
    if (name) seen.push(name);
    i += match?.length ?? 1;
  }
  return seen;
}

/** Where the colon before a "no" stands that goes on with another thing; -1 where it answers its label. */
function openAnswer(tokens: readonly Token[], at: number, length: number): number {
  const last = at + length - 1;
  const isOpen =
    /^(?:no|without)$/.test(tokens[last]?.word ?? '') &&
    tokens[last - 1]?.word === ':' &&
    /\p{L}{2}/u.test(tokens[last + 1]?.word ?? '');
  return isOpen && !agent.has(tokens[last + 1]?.word ?? '') ? last - 1 : -1;
}

function statement({
  tokens: written,
  words,
  section,
}: ContrastSentence): 'given' | 'not-given' | undefined {
  const seen = contrastListsIn(spokenOf(written));
  const isDenied = seen.includes('notGiven') || seen.includes('namedWithout');
  if (seen.includes('notThisExam') && !seen.includes('thisExam')) return undefined;
  // "No contrast was used." below what was asked.
  const isPlain = seen.includes('notGiven') && /^(?:no|without)$/.test(written[0]?.word ?? '');
  if (section === 'history') return isPlain ? 'not-given' : undefined;
  if (seen.includes('advice') && section !== 'addendum' && !isDenied) return undefined;
  if (seen.includes('notGiven')) return 'not-given';
  // Both series: beats the "without" in it. Titles and techniques are read as those of orders.
  if (mayNameBothSeries(words) && contrastInWords(words) === 'without-and-with') return 'given';
  if (seen.includes('namedWithout')) return 'not-given';
  if (seen.includes('given')) return 'given';
  if (seen.includes('notGivenWeak')) return 'not-given';
  if (section !== 'technique') return undefined;
  // What is left are the short forms of titles: "MRI LUMBAR W", "NC".
  const said = contrastInWords(words);
  if (said === 'with') return 'given';
  return said === 'without' ? 'not-given' : undefined;
}
