import { aggregate } from './aggregate.ts';
import { contrastOf } from './contrast.ts';
import type { Mention } from './mentions.ts';
import { mentionsIn, type Memory } from './read-sentence.ts';
import type { ReportFindings, Section } from './report-findings.ts';
import { sentencesOf, type PlacedSentence } from './sentences.ts';
import { operatedDiscs } from './surgery.ts';
import { tokensOf, type Token } from './tokens.ts';
import { isHistoryLike, isRecommendation } from './asides.ts';

export type { ReportFindings } from './report-findings.ts';

/** Sections in which the report speaks of what it sees now. */
const speaks = (section: Section) =>
  section === 'findings' || section === 'impression' || section === 'addendum';

/**
 * What the text of a lumbar MRI report asserts, with the sentences that say so. Rules decide, no model:
 * sections, sentences, clauses; each word of a finding is bound to what it belongs to, then to the
 * words that affirm, deny or hedge it. Never throws; time grows with the length of the text.
 *
 * @param text Plain text, markup removed ({@link plainTextOf}).
 */
export function readReport(text: string): ReportFindings {
  const sentences = sentencesOf(text).map((sentence) => {
    const tokens = tokensOf(text, sentence.start, sentence.end);
    const section = !speaks(sentence.section)
      ? sentence.section
      : isRecommendation(tokens)
        ? 'recommendation'
        : sentence.section === 'findings' && isHistoryLike(tokens)
          ? 'history'
          : sentence.section;
    return { ...sentence, section, tokens };
  });
  const operated = new Set<string>();
  for (const { tokens } of sentences)
    for (const disc of operatedDiscs(tokens, undefined)) operated.add(disc);
  const memory: Memory = { operated };
  const mentions: Mention[] = [];
  let block = -1;
  let section: Section | undefined;
  const uptake = new Set<object>();
  for (const sentence of sentences) {
    if (sentence.section !== section) memory.disc = undefined;
    if (sentence.block !== block) memory.topic = undefined;
    ({ block, section } = sentence);
    if (!speaks(section)) continue;
    const found = [
      ...mentionsIn(sentence, sentence.tokens, memory),
      ...retracted(sentence, sentence.tokens, mentions),
    ];
    mentions.push(...found);
    if (
      found.some(
        ({ by, said }) => by.startsWith('enhance') && said.as !== 'void' && said.as !== 'past',
      )
    )
      uptake.add(sentence);
    else if (
      sentence.tokens.some(({ word }) => /^(?:hyper|non|un)?enhanc/.test(word)) &&
      !isVoidOnly(found)
    )
      uptake.add(sentence);
  }
  const contrast = contrastOf(
    sentences.map((sentence) => ({
      tokens: sentence.tokens,
      section: sentence.section,
      speaksOfUptake: uptake.has(sentence),
    })),
  );
  return aggregate(text, sentences, contrast, mentions);
}

/**
 * An addendum that calls the report wrong without saying what is right leaves open what was stated.
 */
function retracted(
  sentence: PlacedSentence,
  tokens: readonly Token[],
  before: readonly Mention[],
): readonly Mention[] {
  const isRetraction =
    sentence.section === 'addendum' &&
    tokens.some(({ word }) => word === 'above' || word === 'statement' || word === 'report') &&
    tokens.some(({ word }) =>
      /^(?:wrong|error|erroneous|incorrect|disregard|retracted|withdrawn)$/.test(word),
    );
  if (!isRetraction) return [];
  return before
    .filter(({ said }) => said.as === 'present')
    .map((mention) => ({
      ...mention,
      sentence,
      said: { as: 'uncertain', resolved: false, by: 'addendum:retracted' },
      replaces: mention,
    }));
}

const isVoidOnly = (found: readonly Mention[]) =>
  found.some(({ by }) => by.startsWith('enhance')) &&
  found.every(({ said }) => said.as === 'void' || said.as === 'past');
