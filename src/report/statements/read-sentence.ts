import { saidOf } from '../clauses/assertion.ts';
import { ClauseReader } from './clause-reader.ts';
import { clausesOf, type Clause } from '../clauses/clauses.ts';
import { unsureDenialIn } from './denials.ts';
import { isIn } from '../lexicon/denial-words.ts';
import { contradictedIn } from './gate.ts';
import { is, itemsOf, type Item } from '../notation/items.ts';
import { readLabel } from './labels-of-lines.ts';
import type { Memory } from './memory.ts';
import type { Mention } from './mentions.ts';
import type { PlacedSentence } from '../document/sentences.ts';
import type { Side } from '../findings/report-findings.ts';
import { placesOf, type Place } from '../clauses/places.ts';
import { placeListOf } from '../clauses/place-lists.ts';
import { tagsOfRoot, traitsOf, wordsOf } from './root-words.ts';
import { thingListOf } from '../clauses/thing-lists.ts';
import { withoutSetAside } from '../clauses/set-aside.ts';
import type { Token } from '../notation/tokens.ts';
import { strangerIn } from './understood.ts';

const reported =
  /^(?:(?:although|though|while|in|by|the|an?|our|your|his|her|their|earlier|initial|original|first) ){0,3}(?:resident|registrar|trainee|preliminary|prelim|provisional|overnight|outside|accompanying|external|referring|referrer|referral|requisition|requester|letter|teleradiology|wet|junior|reporting|first|original|initial|earlier|report|reporter|radiologist|colleague)(?: [a-z#,]+){0,7}? (?:described|describes|describing|speaks|spoke|mentions|mentioned|claims|claimed|stated|states|reported|reports|raised|raises|suggested|suggests|queried|queries|quotes|quoted|diagnosed|diagnoses|called|lists|listed|thought|considered|asked|asks|wondered|interpreted|said|says|suspected|suspects|wonders|questions|questioned)\b/;

/** How such a clause begins. */
const opensReported =
  /^(?:a|an|the|in|by|our|your|his|her|their|al?though|while|earlier|initial|original|first|report|reporting|reporter|resident|registrar|trainee|prelim|preliminary|provisional|overnight|outside|accompanying|external|refer\w+|requisition|requester|letter|teleradiology|wet|junior|radiologist|colleague|though)$/;
const explains = (item: Item) =>
  is(item, 'head', 'vein') || /\b(?:vein|vascular|artifact)/.test(item.words);
/** "The resident is confirmed": what was told is so. */
const isConfirmed = (tokens: readonly Token[]) =>
  tokens.some(({ word }) =>
    /^(?:confirm|confirms|confirmed|concur|concurs|agree|agreed|correct|correctly)$/.test(word),
  ) && !tokens.some(({ word }) => /^(?:not|no|cannot|nor)$/.test(word));

/** No clause takes back more findings than this. */
const MOST_TAKEN_BACK = 8;

/** The phrases of a sentence, the places that it lists with their answers, and its clauses. */
interface Parsed {
  readonly items: readonly Item[];
  readonly list: ReturnType<typeof placeListOf>;
  readonly clauses: readonly Clause[];
}

/** Of words that return in this report; sentences of a template share them. */
export type Parses = Map<readonly Token[], Parsed | undefined>;

function parsed(tokens: readonly Token[], parses: Parses | undefined): Parsed {
  const known = parses?.get(tokens);
  if (known !== undefined) return known;
  const items = withoutSetAside(itemsOf(withoutAnnulled(tokens)));
  const parse = { items, list: placeListOf(items), clauses: clausesOf(items) };
  if (parses?.has(tokens) === true) parses.set(tokens, parse);
  return parse;
}

/** 'The sentence "nerve roots enhance" came in by error': what is quoted there is not meant. */
function withoutAnnulled(tokens: readonly Token[]): readonly Token[] {
  const isQuote = ({ word }: Token) => word === '"' || word === '“' || word === '”';
  const open = tokens.findIndex(isQuote);
  const close = tokens.findIndex((token, i) => i > open && isQuote(token));
  if (open === -1 || close === -1 || !tokens.some(({ word }) => isIn('annuls', word)))
    return tokens;
  return [...tokens.slice(0, open), ...tokens.slice(close + 1)];
}

/**
 * "The root on that side", "the contralateral one": the side that was last named, in the sentence or
 * before it, and its opposite. Without one before, the word stays what it is.
 */
function withSidesNamed(parse: Parsed, memory: Memory): Parsed {
  let last = memory.spokenSide;
  const items = parse.items.map((item) => {
    if (is(item, 'place', 'left', 'right')) last = item.name === 'left' ? 'left' : 'right';
    else if (is(item, 'place', 'bilateral')) last = undefined;
    if (last === undefined || !is(item, 'place', 'sameSide', 'opposite')) return item;
    const other = last === 'left' ? 'right' : 'left';
    const name = item.name === 'sameSide' ? last : other;
    return { ...item, name, word: name };
  });
  memory.spokenSide = last;
  if (items.every((item, i) => item === parse.items[i])) return parse;
  return { items, list: placeListOf(items), clauses: clausesOf(items) };
}

/** Every mention in a sentence of findings or impression. */
export function mentionsIn(
  sentence: PlacedSentence,
  tokens: readonly Token[],
  memory: Memory,
  parses?: Parses,
): readonly Mention[] {
  const { items, list: placed, clauses: parts } = withSidesNamed(parsed(tokens, parses), memory);
  memory.spokeOfUptake = memory.speaksOfUptake === true;
  memory.speaksOfUptake = false;
  readLabel(items, memory);
  memory.isAfterContrast =
    memory.isAfterContrast === true ||
    speaksOfContrast(items) ||
    items.some((item) => is(item, 'enhance', 'noun', 'verb'));
  const mentions: Mention[] = [];
  const list =
    memory.isElsewhere === true ? undefined : (placed ?? thingListOf(items, memory.spokeOfUptake));
  for (const { places, said } of list ?? [])
    mentions.push({
      finding: 'rootEnhancement',
      said,
      sentence,
      by: 'enhance:list',
      places,
      tags: tagsOfRoot(items, false),
      traits: traitsOf(items),
    });
  const clauses = list ? [] : parts;
  // A list of things may name scar, discs and masses beside roots.
  if (list && !placed)
    for (const clause of parts)
      for (const mention of new ClauseReader(clause, sentence, memory).read())
        if (mention.finding !== 'rootEnhancement' && mention.finding !== 'unexplained')
          mentions.push(mention);
  const now = clauses.findIndex(({ items: own }) => isOfNow.test(own[0]?.word ?? ''));
  let stranger: string | undefined;
  memory.soFar = mentions;
  for (const [i, clause] of clauses.entries()) {
    const read = new ClauseReader(clause, sentence, memory).read();
    const isThen = i < now && isOfThen.test(wordsOf(clause.items.slice(0, 6)));
    const isTold = (isReported(clause.items) && !isConfirmed(tokens)) || isThen;
    const found = isTold ? read.map(asReported) : [...read];
    if (isDoubtOfBefore(clause.items, found)) {
      const stated = mentions.length > 0 ? mentions : (memory.lastFound ?? []);
      for (const mention of stated.slice(-MOST_TAKEN_BACK))
        if (mention.finding === 'rootEnhancement' && mention.said.as === 'present')
          found.push(doubted(mention, sentence));
    }
    const before =
      mentions.length > 0 ? mentions.slice(-MOST_TAKEN_BACK) : (memory.lastFound ?? []);
    const own = found.length > 0 ? found : takenBack(clause.items, sentence, before);
    for (const mention of own) mentions.push(mention);
    stranger ??= strangerIn(clause.items, own);
  }
  if (list && list.length > 0) memory.speaksOfUptake = true;
  if (isQuestion(sentence.text, items[0]))
    mentions.forEach((mention, i) => (mentions[i] = asked(mention)));
  giveSide(mentions, items);
  mentions.push(...sideAlone(items, sentence, memory), ...placeAlone(items, sentence, memory));
  withdrawExcepted(mentions);
  quoteWhatIsShared(mentions, items, memory.lastFound);
  const open = contradictedIn(items, mentions);
  if (open !== undefined) mentions.push(leftOpen(sentence, open));
  // "An enhancing structure at L5, followed up as a vein and considered vascular": explained after all.
  if (mentions.some(({ finding }) => finding === 'unexplained') && items.some(explains))
    removeUnexplained(mentions);
  const unsure =
    unsureDenialIn(items, mentions) ??
    (stranger !== undefined && !mentions.some(affirmsRoot) ? `word:${stranger}` : undefined);
  if (unsure !== undefined) mentions.push(leftOpen(sentence, unsure));
  if (mentions.length > 0) memory.lastFound = mentions.slice(-MOST_TAKEN_BACK);
  return mentions;
}

/** "Is the right S1 root enhancing, or is it surrounded by scar?" leaves it open. */
const isQuestion = (text: string, first: Item | undefined) =>
  text.endsWith('?') && is(first, 'grammar', 'be', 'show', 'verb');
const asked = (mention: Mention): Mention =>
  mention.said.as === 'present' || mention.said.as === 'absent'
    ? { ...mention, said: { as: 'uncertain', resolved: false, by: 'asked' } }
    : mention;

const affirmsRoot = ({ finding, said }: Mention) =>
  finding === 'rootEnhancement' && (said.as === 'present' || said.as === 'uncertain');

const leftOpen = (sentence: PlacedSentence, why: string): Mention => ({
  finding: 'unexplained',
  said: { as: 'uncertain', resolved: false, by: `unexplained:${why}` },
  sentence,
  by: 'gate',
});

/** "L5 roots enhance. Both.": a side alone is of the root before. */
function sideAlone(
  items: readonly Item[],
  sentence: PlacedSentence,
  memory: Memory,
): readonly Mention[] {
  const [side, ...more] = items.filter((item) => is(item, 'place', 'left', 'right', 'bilateral'));
  const isAlone = items.every(
    (item) =>
      is(item, 'place', 'left', 'right', 'bilateral') ||
      is(item, 'mark') ||
      /^(?:on|the|of|them|side|sides|only|both|one|in|fact)$/.test(item.words),
  );
  if (!side || more.length > 0 || !isAlone) return [];
  return (memory.lastFound ?? []).flatMap((mention): readonly Mention[] => {
    const { finding, places, said } = mention;
    const isOpen =
      finding === 'rootEnhancement' &&
      (said.as === 'present' || said.as === 'uncertain') &&
      places?.length === 1 &&
      places[0]?.side === 'unspecified';
    if (!isOpen) return [];
    const named = places.map((place) => ({ ...place, side: side.name as Side }));
    return [{ ...mention, places: named, sentence, replaces: mention }];
  });
}

/** "Enhancing roots: yes. Which: S1. Side: right": lines of a form that ask where. */
function placeAlone(
  items: readonly Item[],
  sentence: PlacedSentence,
  memory: Memory,
): readonly Mention[] {
  const isPlaceItem = (item: Item) =>
    is(item, 'place', 'left', 'right', 'bilateral') ||
    item.level?.kind === 'root' ||
    item.level?.kind === 'range';
  const named = items.filter(isPlaceItem);
  const isLabelled = items.some((item) => is(item, 'mark', ':', '=', '|'));
  const isAlone = items.every(
    (item) => isPlaceItem(item) || is(item, 'mark') || isIn('labelsPlace', item.words),
  );
  if (named.length === 0 || !isLabelled || !isAlone) return [];
  const last = memory.lastFound?.findLast(({ finding }) => finding === 'rootEnhancement');
  if (!last || (last.said.as !== 'present' && last.said.as !== 'uncertain')) return [];
  const places = last.places ?? [];
  const own = placesOf(items, -1, -1, undefined);
  const exact = own.filter(({ isVague }) => !isVague);
  const side = own[0]?.side ?? 'unspecified';
  const isOpen = places.every(({ isVague, level }) => isVague || level === 'cauda-equina');
  const hasNoSide = places.every((place) => place.side === 'unspecified');
  const known = places[0]?.side ?? 'unspecified';
  const filled =
    exact.length > 0 && isOpen
      ? exact.map((p) => (p.side === 'unspecified' ? { ...p, side: known } : p))
      : exact.length === 0 && hasNoSide && side !== 'unspecified'
        ? places.map((p) => ({ ...p, side }))
        : undefined;
  return filled ? [{ ...last, places: filled, sentence, replaces: last }] : [];
}

/** A root that is named without a word of uptake is quoted with the sentence that has it. */
function quoteWhatIsShared(
  mentions: Mention[],
  items: readonly Item[],
  before: Memory['lastFound'],
): void {
  if (mentions.length === 0 || items.some(({ kind }) => kind === 'enhance')) return;
  const shared = before?.findLast(({ finding }) => finding === 'rootEnhancement');
  if (shared === undefined) return;
  const goesOnFrom = shared.goesOnFrom ?? shared.sentence;
  mentions.forEach((mention, i) => {
    const isOfRoot = mention.finding === 'rootEnhancement' && mention.said.as !== 'absent';
    if (isOfRoot) mentions[i] = { ...mention, goesOnFrom };
  });
}

/** "All roots from L2 to S1 enhance except L5": of a range, what is excepted is taken out. */
function withdrawExcepted(mentions: Mention[]): void {
  const excepted = mentions.filter(
    ({ by, said }) => by === 'enhance:exception' && said.as === 'absent',
  );
  if (excepted.length === 0) return;
  const isExcepted = ({ level, isVague }: Place) =>
    !isVague &&
    excepted.some(({ places }) => places?.some((other) => !other.isVague && other.level === level));
  mentions.forEach((mention, i) => {
    if (mention.said.as !== 'present' || mention.finding !== 'rootEnhancement') return;
    const kept = mention.places?.filter((place) => !isExcepted(place)) ?? [];
    if (kept.length > 0) mentions[i] = { ...mention, places: kept };
  });
}

/**
 * "Right far lateral disc; the exiting root enhances": the one side that a sentence names is its root's,
 * unless it is only the side of the operation.
 */
function giveSide(mentions: Mention[], items: readonly Item[]): void {
  if (!mentions.some(({ finding }) => finding === 'rootEnhancement')) return;
  giveLevel(mentions, items);
  const named = items.flatMap((item, i) =>
    is(item, 'place', 'left', 'right', 'bilateral') ? [i] : [],
  );
  const [first] = named;
  if (first === undefined) return;
  const side = items[first]?.name;
  if (named.some((i) => items[i]?.name !== side) || (side !== 'left' && side !== 'right')) return;
  const isOfOperation = (at: number) =>
    items
      .slice(at + 1, at + 4)
      .some(({ words }) =>
        /(?:ectomy|otomy|surgery|decompression|approach|fusion|bed|scar)/.test(words),
      ) ||
    items
      .slice(Math.max(0, at - 4), at)
      .some(({ words }) => /(?:ectomy|otomy|surgery|decompression|kidney|renal)/.test(words));
  if (named.some(isOfOperation)) return;
  mentions.forEach((mention, i) => {
    const places = mention.places ?? [];
    // "On the left, two roots enhance, namely L5 and S1": a side that leads is of all.
    const leads = items.slice(0, first).every(({ words }) => /^(?:on|at|the|in|,)$/.test(words));
    const isOpen =
      (places.length === 1 || leads) &&
      places.every((p) => p.side === 'unspecified' && p.level !== 'cauda-equina');
    if (mention.finding !== 'rootEnhancement' || !isOpen) return;
    mentions[i] = { ...mention, places: places.map((p) => ({ ...p, side })) };
  });
}

/** "Left S1 radiculitis with root enhancement": the inflamed root is the enhancing one. */
function giveLevel(mentions: Mention[], items: readonly Item[]): void {
  const inflamed = items.filter(
    (item, i) =>
      item.level?.kind === 'root' &&
      items
        .slice(i + 1, i + 3)
        .some(({ words }) => /^(?:radiculitis|neuritis|radiculopathy)$/.test(words)),
  );
  const [level] = inflamed.flatMap((item) =>
    item.level?.kind === 'root' ? [item.level.name] : [],
  );
  if (level === undefined || inflamed.length > 1) return;
  mentions.forEach((mention, i) => {
    const [place, ...more] = mention.places ?? [];
    const isOpen = place?.level === 'unspecified' && more.length === 0;
    if (mention.finding !== 'rootEnhancement' || !isOpen) return;
    mentions[i] = { ...mention, places: [{ ...place, level, isVague: false }] };
  });
}

function removeUnexplained(mentions: Mention[]): void {
  const kept = mentions.filter(({ finding }) => finding !== 'unexplained');
  mentions.splice(0, mentions.length, ...kept);
}

/** "At 6 weeks the root enhanced; at 6 months still faintly; now, at 14 months, it does not." */
const isOfNow = /^(?:now|today|currently)$/;
const isOfThen =
  /^(?:at|after|by|in) (?:#number|two|three|four|six|twelve) (?:weeks?|months?|years?|days?)\b|^(?:initially|originally|at first)\b/;

const speaksOfContrast = (items: readonly Item[]) =>
  items.some(mayBeOfContrast) &&
  items.some(({ words }) =>
    /\b(?:post|postcontrast|gadolinium|gad|gd|contrast|precontrast|fs|before and after|pre and post)\b/.test(
      words,
    ),
  ) &&
  !items.some(({ words }) => /\b(?:t2|stir)\b/.test(words));

/** Nothing else holds one of the words of contrast. */
const mayBeOfContrast = ({ words }: Item) =>
  words.includes('post') ||
  words.includes('contrast') ||
  words.includes('ga') ||
  words.includes('gd') ||
  words.includes('fs') ||
  words.includes('before and after') ||
  words.includes('pre and post');

/** "The resident described …": what another reader said is not said here. */
const isReported = (items: readonly Item[]): boolean =>
  opensReported.test(items[0]?.word ?? '') && reported.test(wordsOf(items.slice(0, 16)));

const asReported = (mention: Mention): Mention => ({
  ...mention,
  said: { as: 'past', resolved: false, by: 'reported' },
});

/** "Whether this is true enhancement I cannot say": doubts what was stated just before. */
const isDoubtOfBefore = (items: readonly Item[], found: readonly Mention[]) =>
  items[0]?.word === 'whether' &&
  items
    .slice(1, 3)
    .some((item) => is(item, 'grammar', 'pronoun') && /^(?:this|it|that)$/.test(item.word)) &&
  (found.length === 0 || found.some(({ said }) => said.as === 'uncertain'));

const doubted = (mention: Mention, sentence: PlacedSentence): Mention => ({
  ...mention,
  said: { as: 'uncertain', resolved: false, by: 'doubted' },
  sentence,
  replaces: mention,
});

const whole = {
  kind: 'word',
  name: 'what was said',
  word: 'it',
  words: 'it',
  level: undefined,
  forward: undefined,
  backward: undefined,
} as const;

/**
 * "This has resolved.", "…, which is likely artefact", "I do not see it": a clause that only speaks of
 * what was said before takes its place.
 */
function takenBack(
  items: readonly Item[],
  sentence: PlacedSentence,
  before: readonly Mention[],
): readonly Mention[] {
  const start = wordsOf(items.slice(0, 3));
  const refers =
    /^(?:and |but )?(?:this|it|these|they|that|which|both|the (?:above|finding|findings|appearance|appearances|former|latter|swelling))\b/.test(
      start,
    ) ||
    items.some(
      (item, i) =>
        is(item, 'grammar', 'pronoun') &&
        /^(?:it|this|them)$/.test(item.word) &&
        (items[i + 1] === undefined || is(items[i + 1], 'mark') || is(items[i + 1], 'grammar')),
    ) ||
    (items.length <= 3 &&
      !items.some(({ word }) =>
        /^(?:elsewhere|other|others|otherwise|else|remaining)$/.test(word),
      ) &&
      before.at(-1)?.sentence.block === sentence.block &&
      !items.some(
        (item) => item.kind === 'head' || item.level !== undefined || is(item, 'mark', ':'),
      ) &&
      items.some((item) => item.backward === 'absent'));
  // "…, from which S1 is exempt" has a subject of its own.
  const [opening, second] = items;
  // "That of L5 has cleared" too.
  const hasOwn =
    (is(opening, 'grammar', 'which') && (second?.kind === 'head' || second?.level !== undefined)) ||
    (/^(?:that|this|those)$/.test(opening?.word ?? '') && second?.word === 'of') ||
    /^(?:that|those) of\b/.test(opening?.words ?? '');
  if (!refers || hasOwn) return [];
  const asWhole = [{ ...whole, start: 0, end: 0 }, ...items];
  const said = saidOf(asWhole, 0);
  const alternatives = items.some(({ words }) =>
    /\b(?:vein|veins|vascular|artifact|artifactual|saturation|suppression|coil|motion|noise|pulsation|susceptibility|volume|flow|variant|variation|distinction)\b/.test(
      words,
    ),
  );
  const doubted = items.some(({ words }) => /\b(?:convinced|sure|certain|persuaded)\b/.test(words));
  const hedged = items.some(({ forward }) => forward === 'uncertain') && (alternatives || doubted);
  const as = hedged ? 'uncertain' : said.as;
  if (as !== 'absent' && as !== 'uncertain') return [];
  const replaced = new Set(before.map(({ replaces }) => replaces));
  return before
    .filter(
      (mention) =>
        ['present', 'uncertain', 'past'].includes(mention.said.as) && !replaced.has(mention),
    )
    .slice(-MOST_TAKEN_BACK)
    .map((mention) => ({ ...mention, said: { ...said, as }, sentence, replaces: mention }));
}
