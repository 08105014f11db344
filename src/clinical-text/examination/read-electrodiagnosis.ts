import type { FindingId } from '../reading/finding-ids.ts';
import type { FindingWords } from '../reading/lexicon.ts';
import type { Item } from './item.ts';
import { itemsOf } from './items.ts';
import { namedIn } from './named-roots.ts';
import { chartOfRoots, type Mimic, type NamedRoot } from './sign.ts';

/** What the conclusion of an electromyogram or a study of nerve conduction says of roots. */
export interface ReadElectrodiagnosis {
  readonly named: readonly NamedRoot[];
  /** Lesions that it affirms and that imitate a root. */
  readonly mimics: ReadonlySet<Mimic>;
  /**
   * Muscles beside the spine are all that it rests on: after an operation these stay abnormal for years.
   */
  readonly isParaspinalOnly: boolean;
}

const mimicTopics: Readonly<Partial<Record<FindingId, Mimic>>> = {
  'mimic-polyneuropathy': 'polyneuropathy',
  'mimic-peroneal': 'peroneal',
  'mimic-plexus': 'plexus',
};

/** Reads the conclusion of a report of electrodiagnosis; all of it where no heading opens one. */
export function readElectrodiagnosis(words: FindingWords): ReadElectrodiagnosis {
  if (words.language === 'other') return { named: [], mimics: new Set(), isParaspinalOnly: false };
  const [from, to] = conclusionOf(words);
  const sentences = itemsOf(words).filter(
    (items) => (items[0]?.from ?? -1) >= from && (items[0]?.from ?? 0) < to,
  );
  const named: NamedRoot[] = [];
  const mimics = new Set<Mimic>();
  for (const items of sentences) {
    const course = courseOf(items);
    for (const { from: start, to: end, ...one } of namedIn(items, true)) {
      named.push({
        ...one,
        course,
        words: sentence(words, start, Math.max(end, items.at(-1)?.to ?? end)),
      });
    }
    for (const mimic of affirmedMimics(items)) mimics.add(mimic);
  }
  const all = sentences.flat();
  return {
    named: withCourseOfAll(named, sentences),
    mimics,
    isParaspinalOnly:
      all.some((item) => has(item, 'emg-paraspinal')) &&
      !all.some(
        (item) =>
          item.is === 'words' &&
          [...item.topics].some(
            (topic) => topic !== 'power' && chartOfRoots[topic]?.kind === 'motor',
          ),
      ) &&
      !named.some(
        ({ is, words: said }) => is === 'affirmed' && !mentionsParaspinal(said, words, sentences),
      ),
  };
}

const has = (item: Item | undefined, ...topics: readonly FindingId[]): boolean =>
  item?.is === 'words' && topics.some((topic) => item.topics.has(topic));

/** True when the sentence that names the root rests on muscles beside the spine. */
function mentionsParaspinal(
  said: string,
  words: FindingWords,
  sentences: readonly (readonly Item[])[],
): boolean {
  return sentences.some(
    (items) =>
      items.some((item) => has(item, 'emg-paraspinal')) &&
      sentence(words, items[0]?.from ?? 0, items.at(-1)?.to ?? 0) === said,
  );
}

/** Tokens of the conclusion: behind its last heading, up to the next one. */
function conclusionOf({ found, tokens, sentences }: FindingWords): readonly [number, number] {
  const opens = ({ from, to }: { from: number; to: number }) =>
    sentences.some((span) => span.from === from) &&
    (tokens[to]?.word === ':' ||
      tokens[to]?.opensLine === true ||
      tokens[to]?.word === '-' ||
      tokens[to] === undefined);
  const headings = found.filter((one) => one.topic.startsWith('heading-') && opens(one));
  const start = headings.findLast(({ topic }) => topic === 'heading-impression');
  if (!start) return [0, tokens.length];
  const next = headings.find(({ from, topic }) => from > start.from && topic === 'heading-other');
  return [start.from, next?.from ?? tokens.length];
}

/** Active beside chronic is active; chronic alone is of long ago. What is denied counts for neither. */
function courseOf(items: readonly Item[]): NamedRoot['course'] {
  let isDenied = false;
  let isActive = false;
  let isChronic = false;
  for (const [i, item] of items.entries()) {
    if (has(item, 'said-no')) isDenied = true;
    if (has(item, 'said-except')) isDenied = false;
    if (item.is === 'comma' && !items.slice(i).some(({ is }) => is === 'or')) isDenied = false;
    if (isDenied) continue;
    if (has(item, 'emg-active', 'said-new')) isActive = true;
    if (has(item, 'emg-chronic', 'said-unchanged')) isChronic = true;
  }
  return isActive ? 'new' : isChronic ? 'old' : 'unsaid';
}

/** "Left L5 radiculopathy. The findings are chronic." */
function withCourseOfAll(
  named: readonly NamedRoot[],
  sentences: readonly (readonly Item[])[],
): readonly NamedRoot[] {
  const courses = sentences.map(courseOf);
  const isChronic = courses.includes('old') && !courses.includes('new');
  return isChronic
    ? named.map((one) => (one.course === 'unsaid' ? { ...one, course: 'old' } : one))
    : named;
}

function affirmedMimics(items: readonly Item[]): readonly Mimic[] {
  const isDoubted = items.some((item) => has(item, 'said-doubt'));
  let isDenied = false;
  const found: Mimic[] = [];
  for (const [i, item] of items.entries()) {
    if (has(item, 'said-no')) isDenied = true;
    if (has(item, 'said-except')) isDenied = false;
    if (item.is === 'comma' && !items.slice(i).some(({ is }) => is === 'or')) isDenied = false;
    if (item.is !== 'words' || isDenied || isDoubted) continue;
    found.push(...[...item.topics].flatMap((topic) => mimicTopics[topic] ?? []));
  }
  return found;
}

const sentence = ({ text, tokens }: FindingWords, from: number, to: number): string =>
  text.slice(tokens[from]?.start ?? 0, tokens[to - 1]?.end ?? 0).trim();
