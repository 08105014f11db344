import { tellsFinding } from './run-on.ts';
import { answered } from './forms.ts';
import { aggregate } from './aggregate.ts';
import { contrastOf } from './contrast.ts';
import type { Mention } from './mentions.ts';
import type { Memory } from './memory.ts';
import { mentionsIn } from './read-sentence.ts';
import type { ReportFindings, Section } from './report-findings.ts';
import { sentencesOf, type PlacedSentence } from './sentences.ts';
import { operatedDiscs } from './surgery.ts';
import { tokensOf, type Token } from './tokens.ts';
import { earlierExaminations, otherParts } from './examinations.ts';
import { corrected, exchangesIn } from './errata.ts';
import {
  isComplaint,
  isHistoryLike,
  isRecommendation,
  startOfImages,
  tellsOfEarlier,
  startsExamination,
  startsFindings,
} from './asides.ts';

export type { ReportFindings } from './report-findings.ts';

/** Longest text that is read; a dictated spine report is a few thousand characters. */
export const MAX_TEXT = 200_000;

/** Sections in which the report speaks of what it sees now. */
const speaks = (section: Section) =>
  section === 'findings' || section === 'impression' || section === 'addendum';

/**
 * What the text of a lumbar MRI report asserts, with the sentences that say so. Rules decide, no model:
 * sections, sentences, clauses; each word of a finding is bound to what it belongs to, then to the
 * words that affirm, deny or hedge it. Never throws; time grows with the length of the text.
 *
 * @param whole Plain text, markup removed ({@link plainTextOf}); what is longer than MAX_TEXT is cut.
 */
export function readReport(whole: string): ReportFindings {
  const text = whole.slice(0, MAX_TEXT);
  const placed = sentencesOf(text);
  const earlier = earlierExaminations(placed);
  const elsewhere = otherParts(placed);
  const lastFindings = placed.findLastIndex(({ section }) => section === 'findings');
  let ended: Section | undefined;
  let hasSeen = false;
  const dictated = placed.map((sentence, i) => {
    const tokens = answered(tokensOf(text, sentence.start, sentence.end), text);
    // A history without a findings heading below ends where the examination is described.
    const opensLine = placed[i - 1]?.block !== sentence.block;
    const isBefore = ['history', 'technique', 'comparison'].includes(sentence.section);
    if (!isBefore) ended = undefined;
    else if (
      sentence.section === 'history' &&
      startsExamination(tokens) &&
      (opensLine || i > lastFindings)
    )
      ended = 'findings';
    // Without a heading of its own what is seen begins where something is told of a structure.
    else if (
      i > lastFindings &&
      sentence.section !== 'comparison' &&
      placed[i - 1]?.section === sentence.section &&
      tellsFinding(sentence.text) &&
      !isOfTechnique(tokens)
    )
      ended = 'findings';
    else if (i < lastFindings) ended ??= undefined;
    else if (
      sentence.section === 'comparison' &&
      placed[i - 1]?.section === 'comparison' &&
      !tokens.some(({ word }) =>
        /^(?:prior|previous|previously|earlier|then|that|was|were|showed|had)$/.test(word),
      )
    )
      ended = 'findings';
    else if (
      ended === undefined &&
      i > 0 &&
      sentence.section === 'technique' &&
      startsFindings(tokens)
    )
      ended = 'findings';
    // "Gadolinium: no abnormal uptake" stands under a heading of the technique.
    const isRead =
      sentence.section === 'technique' &&
      (deniesUptake(tokens) || (i > lastFindings && tellsUptake(tokens)));
    const section = !speaks(sentence.section)
      ? (ended ?? (isRead ? 'findings' : sentence.section))
      : isRecommendation(tokens)
        ? 'recommendation'
        : sentence.section === 'findings' && isHistoryLike(tokens)
          ? 'history'
          : sentence.section === 'findings' && isComplaint(tokens) && !hasSeen
            ? 'history'
            : earlier.has(i) || tellsOfEarlier(tokens)
              ? 'comparison'
              : sentence.section;
    if (section === 'findings' && i > 0) hasSeen ||= !isComplaint(tokens) && tokens.length > 6;
    // "Patient had surgery, images show …": dictated in one breath.
    const begins = section === 'history' && speaks(sentence.section) ? startOfImages(tokens) : -1;
    if (begins > 0) return { ...sentence, section: sentence.section, tokens: tokens.slice(begins) };
    return { ...sentence, section, tokens };
  });
  const exchanges = dictated
    .filter(({ section }) => section === 'addendum')
    .flatMap(({ tokens }) => exchangesIn(tokens));
  const sentences =
    exchanges.length === 0
      ? dictated
      : dictated.map((sentence) =>
          sentence.section === 'addendum'
            ? sentence
            : { ...sentence, tokens: corrected(sentence.tokens, exchanges) },
        );
  const operated = new Set<string>();
  for (const { tokens } of sentences)
    for (const disc of operatedDiscs(tokens, undefined)) operated.add(disc);
  const memory: Memory = { operated };
  const mentions: Mention[] = [];
  let block = -1;
  let section: Section | undefined;
  const uptake = new Set<object>();
  for (const sentence of sentences) {
    if (sentence.section !== section) {
      memory.disc = undefined;
      if (sentence.section === 'impression') memory.spokenDisc = undefined;
    }
    const named = sentence.tokens.findLast(({ level }) => level?.kind === 'disc')?.level;
    if (named) memory.spokenDisc = named;
    if (sentence.block !== block) {
      memory.topic = undefined;
      memory.isAfterContrast = false;
      memory.isElsewhere = false;
    }
    ({ block, section } = sentence);
    if (!speaks(section)) {
      // "Limitations: enhancement of the roots cannot be judged."
      if (section === 'technique') mentions.push(...unassessed(sentence, memory));
      continue;
    }
    const found = [
      ...readingsOf(text, sentence).flatMap((tokens) => mentionsIn(sentence, tokens, memory)),
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
      !sentence.tokens.some(({ word }) => word === 'image' || word === 'signal') &&
      sentence.tokens.some(
        ({ word }, i) =>
          /^(?:hyper|non|un)?enhanc/.test(word) &&
          !/^(?:mri?|ct|imaging|study|scan|lumbar|spine|examination|sequences|images)$/.test(
            sentence.tokens[i + 1]?.word ?? '',
          ),
      ) &&
      !isVoidOnly(found)
    )
      uptake.add(sentence);
  }
  const contrast = contrastOf(
    sentences.map((sentence, i) => ({
      isElsewhere: elsewhere.has(i),
      tokens: underContrast(text, sentence.start)
        ? [...contrastLabel, ...sentence.tokens]
        : sentence.tokens,
      words: text.slice(sentence.start, sentence.end),
      section: sentence.section,
      speaksOfUptake: uptake.has(sentence),
    })),
  );
  return aggregate(text, sentences, contrast, mentions);
}

/** What a sentence about the technique says could not be judged. */
const unassessed = (
  sentence: PlacedSentence & { readonly tokens: readonly Token[] },
  memory: Memory,
): readonly Mention[] =>
  mentionsIn(sentence, sentence.tokens, memory).filter(
    ({ finding, said }) => finding === 'rootEnhancement' && said.as === 'notAssessed',
  );

/** The heading "Contrast:" stands before: "None" is an answer to it. */
const underContrast = (text: string, start: number) =>
  /\b(?:contrast|gadolinium)\b[^.\n:]{0,16}:\s*$/i.test(text.slice(Math.max(0, start - 32), start));
const contrastLabel: readonly Token[] = ['contrast', ':'].map((word) => ({
  start: 0,
  end: 0,
  word,
}));

/** A sentence as it stands; of a table row every cell, behind what labels it. */
function readingsOf(
  text: string,
  sentence: PlacedSentence & { readonly tokens: readonly Token[] },
): readonly (readonly Token[])[] {
  if (!sentence.cells) return [sentence.tokens];
  // A row without a word (a grid of letters and signs) names nothing.
  const isNamed = sentence.cells.some(({ labels, cell }) =>
    [...labels, cell].some((part) => /\p{L}{3}/u.test(text.slice(...part))),
  );
  if (!isNamed) return [];
  return sentence.cells.map(({ labels, cell }) =>
    answered(
      [
        ...labels.flatMap((label) => {
          const tokens = tokensOf(text, ...label);
          const last = tokens.at(-1);
          return last ? [...tokens, { start: last.end, end: last.end, word: ':' }] : [];
        }),
        ...tokensOf(text, ...cell),
      ],
      text,
    ),
  );
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
  const replaced = new Set(before.map(({ replaces }) => replaces));
  return before
    .filter((mention) => mention.said.as === 'present' && !replaced.has(mention))
    .map((mention) => ({
      ...mention,
      sentence,
      said: { as: 'uncertain', resolved: false, by: 'addendum:retracted' },
      replaces: mention,
    }));
}

/** "Sagittal images of the cord are obtained": how it was done. */
const isOfTechnique = (tokens: readonly Token[]) =>
  tokens.some(({ word }) =>
    /^(?:obtained|acquired|performed|sequences?|images|imaging|administered|injected|protocol|weighted|stir|coil|tesla|scanner|slices?|planes?)$/.test(
      word,
    ),
  );

/** "Gadolinium: a thin enhancing film covers the conus." */
const tellsUptake = (tokens: readonly Token[]) =>
  tokens.some(({ word }) => /^(?:enhances|enhancing|uptake|enhancement)$/.test(word)) &&
  tokens.some(
    ({ word, level }) => level !== undefined || /^(?:roots?|conus|cauda|scar|rootlets)$/.test(word),
  ) &&
  !isOfTechnique(tokens);

const deniesUptake = (tokens: readonly Token[]) =>
  tokens.some(({ word }) => word === 'uptake' || word === 'enhancement') &&
  tokens.some(({ word }) => word === 'no' || word === 'nil') &&
  tokens.some(({ word }) =>
    /^(?:abnormal|pathologic|pathological|significant|root|roots)$/.test(word),
  );

const isVoidOnly = (found: readonly Mention[]) =>
  found.some(({ by }) => by.startsWith('enhance')) &&
  found.every(({ said }) => said.as === 'void' || said.as === 'past');
