import { plainIds } from '../src/clinical-text/reading/plain-ids.ts';
import { topicIds } from '../src/clinical-text/reading/topic-ids.ts';
import type { WordFiles } from '../src/clinical-text/phrases/word-files.ts';
import { phraseLists } from '../src/report/lexicon/list-ids.ts';
import type { Rule } from '../src/rules/rule.ts';
import type { ValueSetFile } from '../src/terminology/value-set-file.ts';
import { GRAMMAR, reportList, valueSetList, wordList } from '../src/versions/word-lists.ts';
import { reachedCode } from './reached-code.ts';

/** What services read of every order before its rule is asked. */
const OF_ORDERS = ['src/facts/orders/orders.ts'];
/** What every rule asks its facts of. */
const PICTURE = 'src/facts/lumbar-picture.ts';
/** Who reaches this reads reports, with all their words. */
const REPORT_WORDS = 'src/report/lexicon/report-words.ts';
const reportFiles = [...Object.keys(phraseLists), 'headings', 'spelling', 'language'];
const GRAMMAR_CODE = 'src/clinical-text/';
/** Names every topic, for the compiler alone. */
const TOPIC_NAMES = 'src/clinical-text/reading/topic-ids.ts';

/**
 * The value sets and word lists that a card rests on: every id of a list that stands as a text in the code
 * that its rule reaches. It errs by too many: an id that is a value set and a topic is both, a table of
 * several lists is taken whole, who reads any words rests on the grammar around them, and who reads reports on
 * all words of reports.
 *
 * @param valueSetIds All value sets of the project.
 */
export function listsOfRule(rule: Rule, valueSetIds: ReadonlySet<string>): readonly string[] {
  const { texts, files } = codeOf(rule);
  const topics = new Set<string>([...topicIds, ...plainIds]);
  return [
    ...(files.has(REPORT_WORDS) ? reportFiles.map(reportList) : []),
    ...([...files].some((path) => path.startsWith(GRAMMAR_CODE)) ? [GRAMMAR] : []),
    ...[...texts].filter((id) => valueSetIds.has(id)).map(valueSetList),
    ...[...texts].filter((id) => topics.has(id)).map(wordList),
  ].sort();
}

/**
 * The lists of every card. Word lists that the code of no rule names are read by way of others: they count
 * for all cards that rest on words.
 */
export function listsOfCards(
  rules: readonly Rule[],
  valueSets: readonly ValueSetFile[],
  words: WordFiles,
): ReadonlyMap<string, readonly string[]> {
  const ids = new Set(valueSets.map(({ id }) => id));
  const own = new Map(rules.map((rule) => [rule.id, listsOfRule(rule, ids)]));
  const named = new Set([...own.values()].flat());
  const ofAll = words.topics.map(({ topic }) => wordList(topic)).filter((name) => !named.has(name));
  return new Map(
    Array.from(own, ([id, lists]) => [
      id,
      lists.includes(GRAMMAR) ? [...lists, ...ofAll].sort() : lists,
    ]),
  );
}

/** The code is the same as long as the program runs. */
const known = new Map<string, ReturnType<typeof reachedCode>>();

function codeOf({ id, about }: Rule): ReturnType<typeof reachedCode> {
  const starts = [PICTURE, `src/rules/${about}/${id}.ts`, ...(about === 'orders' ? OF_ORDERS : [])];
  const code = known.get(id) ?? reachedCode(starts, TOPIC_NAMES);
  known.set(id, code);
  return code;
}
