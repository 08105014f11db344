import { saidOf } from './assertion.ts';
import { ClauseReader } from './clause-reader.ts';
import { clausesOf } from './clauses.ts';
import { is, itemsOf, type Item } from './items.ts';
import { readLabel } from './labels-of-lines.ts';
import type { Memory } from './memory.ts';
import type { Mention } from './mentions.ts';
import type { PlacedSentence } from './sentences.ts';
import type { Token } from './tokens.ts';

/** No clause takes back more findings than this. */
const MOST_TAKEN_BACK = 8;

/** Every mention in a sentence of findings or impression. */
export function mentionsIn(
  sentence: PlacedSentence,
  tokens: readonly Token[],
  memory: Memory,
): readonly Mention[] {
  const items = itemsOf(tokens);
  readLabel(items, memory);
  memory.isAfterContrast =
    memory.isAfterContrast === true ||
    speaksOfContrast(items) ||
    items.some((item) => is(item, 'enhance', 'noun', 'verb'));
  const mentions: Mention[] = [];
  for (const clause of clausesOf(items)) {
    const found = new ClauseReader(clause, sentence, memory).read();
    mentions.push(...found);
    if (found.length > 0) continue;
    const before =
      mentions.length > 0 ? mentions.slice(-MOST_TAKEN_BACK) : (memory.lastFound ?? []);
    mentions.push(...takenBack(clause.items, sentence, before));
  }
  if (mentions.length > 0) memory.lastFound = mentions.slice(-MOST_TAKEN_BACK);
  return mentions;
}

const speaksOfContrast = (items: readonly Item[]) =>
  items.some(({ words }) =>
    /\b(?:post|postcontrast|gadolinium|gad|gd|contrast|precontrast|fs)\b/.test(words),
  ) && !items.some(({ words }) => /\b(?:t2|stir)\b/.test(words));

const whole = { kind: 'word', name: 'what was said', word: 'it', words: 'it' } as const;

/**
 * "This has resolved.", "…, which is likely artefact", "I do not see it": a clause that only speaks of
 * what was said before takes its place.
 */
function takenBack(
  items: readonly Item[],
  sentence: PlacedSentence,
  before: readonly Mention[],
): readonly Mention[] {
  const start = items
    .slice(0, 3)
    .map((item) => item.words)
    .join(' ');
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
      before.at(-1)?.sentence.block === sentence.block &&
      !items.some((item) => item.level !== undefined || is(item, 'mark', ':')) &&
      items.some((item) => item.backward === 'absent'));
  // "…, from which S1 is exempt" has a subject of its own.
  const [opening, second] = items;
  const hasOwn =
    is(opening, 'grammar', 'which') && (second?.kind === 'head' || second?.level !== undefined);
  if (!refers || hasOwn) return [];
  const asWhole = [{ ...whole, start: sentence.start, end: sentence.start }, ...items];
  const said = saidOf(asWhole, 0);
  const alternatives = items.some(({ words }) =>
    /\b(?:vein|veins|vascular|artifact|volume|flow|variant|variation|distinction)\b/.test(words),
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
