import { tellsFinding } from './document/run-on.ts';
import { answered } from './notation/forms.ts';
import { isIn } from './lexicon/denial-words.ts';
import { aggregate } from './decision/aggregate.ts';
import { contrastOf } from './decision/contrast.ts';
import type { Mention } from './statements/mentions.ts';
import type { Memory } from './statements/memory.ts';
import { mentionsIn, type Parses } from './statements/read-sentence.ts';
import type { ReportFindings, Section } from './findings/report-findings.ts';
import { sentencesOf, type PlacedSentence } from './document/sentences.ts';
import { operatedDiscs } from './statements/surgery.ts';
import { tokenAt, tokensOf, type Token } from './notation/tokens.ts';
import { earlierExaminations, otherParts } from './document/examinations.ts';
import { corrected, exchangesIn } from './notation/errata.ts';
import {
  isComplaint,
  isHistoryLike,
  isRecommendation,
  isTeaching,
  startOfImages,
  tellsOfEarlier,
  startsExamination,
  startsFindings,
} from './document/asides.ts';

export type { ReportFindings } from './findings/report-findings.ts';

/** Longest text that is read; a dictated spine report is a few thousand characters. */
export const MAX_TEXT = 200_000;

/** Sections in which the report speaks of what it sees now. */
const speaks = (section: Section) =>
  section === 'findings' || section === 'impression' || section === 'addendum';

/** Words, numbers and marks that are read: a report of MAX_TEXT characters in prose has two thirds of them. */
const MAX_TOKENS = 50_000;

/**
 * The sentences that are read, with the tokens of each. Templates repeat their sentences: the words of
 * each are read once, and `parses` names those that return.
 */
function wordsIn(all: readonly PlacedSentence[]): {
  readonly placed: readonly PlacedSentence[];
  readonly tokensOfAll: readonly (readonly Token[])[];
  readonly parses: Parses;
  /** Sentences were left out, because there are too many. */
  readonly isCut: boolean;
} {
  const read = new Map<string, readonly Token[]>();
  const seen = new Map<string, readonly Token[]>();
  const parses: Parses = new Map();
  const tokensOfAll: (readonly Token[])[] = [];
  let left = MAX_TOKENS;
  for (const { text } of all) {
    if (left <= 0) break;
    let tokens = read.get(text);
    if (tokens === undefined) {
      tokens = answered(tokensOf(text, 0, text.length, seen, left), text);
      read.set(text, tokens);
    } else parses.set(tokens, undefined);
    left -= tokens.length;
    tokensOfAll.push(tokens);
  }
  const isCut = left <= 0;
  return { placed: all.slice(0, tokensOfAll.length), tokensOfAll, parses, isCut };
}

/**
 * What the text of a lumbar MRI report asserts, with the sentences that say so. Rules decide, no model:
 * sections, sentences, clauses; each word of a finding is bound to what it belongs to, then to the
 * words that affirm, deny or hedge it. Never throws; time grows with the length of the text.
 *
 * @param whole Plain text, markup removed ({@link plainTextOf}); what is longer than MAX_TEXT is cut.
 */
export function readReport(whole: string): ReportFindings {
  const text = whole.slice(0, MAX_TEXT);
  const { placed, tokensOfAll, parses, isCut } = wordsIn(sentencesOf(text));
  const earlier = earlierExaminations(placed);
  const elsewhere = otherParts(placed);
  const lastFindings = placed.findLastIndex(({ section }) => section === 'findings');
  let ended: Section | undefined;
  let hasSeen = false;
  let defined: number | undefined;
  /** "This report uses the following definitions. …": all that stands in its paragraph. */
  const definesWords = ({ block }: PlacedSentence, tokens: readonly Token[]): boolean => {
    if (tokens.some(({ word }) => /^(?:definitions|glossary)$/.test(word))) defined = block;
    return defined === block;
  };
  const dictated = placed.map((sentence, i) => {
    const tokens = tokensOfAll[i] ?? [];
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
      /^(?:today|now|currently)$/.test(tokens[0]?.word ?? '')
    )
      ended = 'findings';
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
      : isRecommendation(tokens) || isTeaching(tokens) || definesWords(sentence, tokens)
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
  const read = withoutFirstReader(text, dictated);
  const exchanges = read
    .filter(({ section }) => section === 'addendum')
    .flatMap(({ tokens }) => exchangesIn(tokens));
  const sentences =
    exchanges.length === 0
      ? read
      : read.map((sentence) =>
          sentence.section === 'addendum'
            ? sentence
            : { ...sentence, tokens: corrected(sentence.tokens, exchanges) },
        );
  const operated = new Set<string>();
  for (const { tokens } of sentences)
    for (const disc of operatedDiscs(tokens, undefined)) operated.add(disc);
  const memory: Memory = { operated };
  const mentions: Mention[] = [];
  /** What is stated and was not taken back. */
  let open: Mention[] = [];
  const replaced = new Set<Mention>();
  let block = -1;
  let section: Section | undefined;
  const uptake = new Set<object>();
  const shown = new Set<object>();
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
    // What was then is remembered for "it still does", not stated.
    if (section === 'comparison') {
      const then = mentionsIn(sentence, sentence.tokens, memory, parses);
      memory.lastFound = then.map((mention) => ({
        ...mention,
        said: { as: 'past', resolved: false, by: 'comparison' },
      }));
    }
    if (!speaks(section)) {
      // "Limitations: enhancement of the roots cannot be judged."
      if (section === 'technique') mentions.push(...unassessed(sentence, memory));
      continue;
    }
    const found = [
      ...readingsOf(text, sentence).flatMap((tokens) =>
        mentionsIn(sentence, tokens, memory, parses),
      ),
    ];
    if (isRetraction(sentence, sentence.tokens)) {
      for (const mention of open)
        if (!replaced.has(mention)) found.push(retracted(sentence, mention));
      open = [];
    }
    for (const mention of found) {
      mentions.push(mention);
      if (mention.replaces) replaced.add(mention.replaces);
      if (mention.said.as === 'present') open.push(mention);
    }
    if (found.some(({ by, said }) => by.startsWith('enhance') && said.as === 'present'))
      shown.add(sentence);
    if (
      found.some(
        ({ by, said }) => by.startsWith('enhance') && said.as !== 'void' && said.as !== 'past',
      )
    )
      uptake.add(sentence);
    else if (
      sentence.tokens.some(({ word }) => word.includes('enhanc')) &&
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
      words: sentence.text,
      section: sentence.section,
      speaksOfUptake: uptake.has(sentence),
      showsUptake: shown.has(sentence),
    })),
  );
  const last = sentences.at(-1);
  // What was not read may say anything: no denial stands beside it.
  if (last && (isCut || whole.length > text.length)) mentions.push(unreadRest(last));
  return aggregate(text, sentences, contrast, mentions);
}

interface Dictated extends PlacedSentence {
  readonly tokens: readonly Token[];
}

const isBy = (reader: 'firstReader' | 'lastReader', { tokens }: Dictated) =>
  isIn(reader, tokens[0]?.word) && tokens.slice(1, 5).some(({ word }) => word === ':');

/** Characters before a sentence in which its label is looked for. */
const LABEL = 24;
/** The last reader's label may have been read as a heading. */
const isByLast = (text: string, sentence: Dictated) => {
  const label = /(?<![a-z])([a-z]+) ?:\s*$/.exec(
    text.slice(Math.max(0, sentence.start - LABEL), sentence.start).toLowerCase(),
  )?.[1];
  return isIn('lastReader', label) || isBy('lastReader', sentence);
};

/** "Resident: enhancing S1 root. Attending: I disagree, …": what the last reader does not share is not said. */
function withoutFirstReader(text: string, sentences: readonly Dictated[]): readonly Dictated[] {
  const last = sentences.findIndex((sentence) => isByLast(text, sentence));
  if (last === -1) return sentences;
  const words = sentences
    .slice(last, last + 4)
    .flatMap(({ tokens }) => tokens.map(({ word }) => word));
  const at = words.findIndex((word) => isIn('agrees', word));
  const disagrees =
    words.some((word) => isIn('disagrees', word)) ||
    (at !== -1 && words.slice(Math.max(0, at - 3), at).includes('not'));
  if (!disagrees) return sentences;
  const first = sentences.findIndex((sentence) => isBy('firstReader', sentence));
  return sentences.map((sentence, i) =>
    first !== -1 && i >= first && i < last ? { ...sentence, section: 'comparison' } : sentence,
  );
}

const unreadRest = (sentence: PlacedSentence): Mention => ({
  finding: 'unexplained',
  said: { as: 'uncertain', resolved: false, by: 'unexplained:not-read' },
  sentence,
  by: 'gate',
});

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
  text
    .slice(Math.max(0, start - 32), start)
    .trimEnd()
    .endsWith(':') &&
  /\b(?:contrast|gadolinium)\b[^.\n:]{0,16}:\s*$/i.test(text.slice(Math.max(0, start - 32), start));
const contrastLabel: readonly Token[] = ['contrast', ':'].map((word) => tokenAt(0, 0, word));

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
          return last ? [...tokens, tokenAt(last.end, last.end, ':')] : [];
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
const isRetraction = (sentence: PlacedSentence, tokens: readonly Token[]): boolean =>
  sentence.section === 'addendum' &&
  tokens.some(({ word }) => word === 'above' || word === 'statement' || word === 'report') &&
  tokens.some(({ word }) =>
    /^(?:wrong|error|erroneous|incorrect|disregard|retracted|withdrawn)$/.test(word),
  );

const retracted = (sentence: PlacedSentence, mention: Mention): Mention => ({
  ...mention,
  sentence,
  said: { as: 'uncertain', resolved: false, by: 'addendum:retracted' },
  replaces: mention,
});

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
