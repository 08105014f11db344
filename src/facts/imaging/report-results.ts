import { readReference } from '../../cds-hooks/request/reference.ts';
import { plainTextOf, type Narrative, type ResultTexts } from '../../report/report-text.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import {
  allWordsOf,
  asList,
  asObject,
  asText,
  nameOf,
  referenceTo,
  valueSetsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { statusCodes } from '../reading/fields/status.ts';
import { isGeneralName } from '../studies/study-in-words.ts';

/** Observations of one report that are read; a report with more is generated noise. */
const MAX_RESULTS = 100;
const standing: ReadonlySet<unknown> = new Set(['final', 'amended', 'corrected', undefined]);
const withdrawn: ReadonlySet<unknown> = new Set(['entered-in-error', 'cancelled']);

/** What became of the observations that a report names as its results. */
export interface ReportResults {
  /** Those that stand and could be had. */
  readonly observations: readonly Opaque[];
  /** `Observation/<id>` of those that were not sent and may be asked for. */
  readonly missing: readonly string[];
  /** One was named that was not sent, or that does not stand yet. */
  readonly hasUnread: boolean;
}

/**
 * The observations that a report names, contained in it or listed in the chart; members of a panel
 * too. A result that was withdrawn is none.
 */
export function resultsOf(report: Opaque, observations: readonly Opaque[]): ReportResults {
  const found: Opaque[] = [];
  const missing: string[] = [];
  let hasUnread = false;
  const look = (item: unknown, depth: number) => {
    const observation = resultNamed(asObject(item)?.['reference'], report, observations);
    if (!observation) {
      hasUnread = true;
      const target = readReference(asObject(item)?.['reference']);
      if (target?.type === 'Observation') missing.push(`Observation/${target.id}`);
      return;
    }
    const [status] = statusCodes(observation['status']);
    if (withdrawn.has(status)) return;
    if (!standing.has(status)) {
      hasUnread = true;
      return;
    }
    found.push(observation);
    if (depth === 0) for (const member of membersOf(observation)) look(member, 1);
  };
  for (const item of asList(report['result']).slice(0, MAX_RESULTS)) look(item, 0);
  return { observations: found, missing, hasUnread };
}

const membersOf = (observation: Opaque) => asList(observation['hasMember']).slice(0, MAX_RESULTS);

function resultNamed(
  reference: unknown,
  report: Opaque,
  observations: readonly Opaque[],
): Opaque | undefined {
  const contained = asList(report['contained']).flatMap((item) => {
    const one = asObject(item);
    return one?.['resourceType'] === 'Observation' ? [one] : [];
  });
  const text = asText(reference);
  if (text?.startsWith('#') === true) return contained.find((one) => one['id'] === text.slice(1));
  const target = readReference(text);
  if (!target || (target.type !== undefined && target.type !== 'Observation')) return undefined;
  const named = `Observation/${target.id}`;
  return (
    byReference(observations).get(named) ?? contained.find((one) => referenceTo(one) === named)
  );
}

/** Every report of a chart asks the same list. */
const indexes = new WeakMap<readonly Opaque[], ReadonlyMap<string, Opaque>>();

function byReference(observations: readonly Opaque[]): ReadonlyMap<string, Opaque> {
  const known = indexes.get(observations);
  if (known) return known;
  const index = new Map<string, Opaque>();
  for (const observation of observations) {
    const reference = referenceTo(observation);
    // A panel stands before its parts, under one id.
    if (reference !== undefined && !index.has(reference)) index.set(reference, observation);
  }
  indexes.set(observations, index);
  return index;
}

/** Section of a report that the name of an observation says, by a word in it. */
const headings: readonly (readonly [word: RegExp, heading: string])[] = [
  [/\b(?:impression|conclusion|opinion|summary)\b/i, 'Impression'],
  [/\brecommend/i, 'Recommendation'],
  [/\b(?:technique|protocol)\b/i, 'Technique'],
  [/\b(?:history|indication|clinical|reason)\b/i, 'History'],
  [/\bcomparison\b/i, 'Comparison'],
  [/\baddend/i, 'Addendum'],
  [/\bfindings?\b/i, 'Findings'],
];
/** From so many words on a value is a text and not one finding. */
const MIN_WORDS = 12;

/** True for an observation whose value is text of the report, not one finding of it. */
export function isNarrative(observation: Opaque, terminology: Terminology): boolean {
  const text = asText(observation['valueString']);
  if (text === undefined) return false;
  if (text.includes('\n') || text.split(/\s+/, MIN_WORDS).length >= MIN_WORDS) return true;
  const sets = valueSetsOf(observation['code'], terminology);
  const names = allWordsOf(observation['code']);
  return (
    sets.has('diagnostic-report-radiology') ||
    (names.length > 0 && names.every((name) => isGeneralName(name)))
  );
}

/** The texts of the report among its results, each with the section that it is. */
export function resultTexts(
  { observations, hasUnread }: ReportResults,
  terminology: Terminology,
): ResultTexts {
  const parts = observations.flatMap((observation): readonly Opaque[] => [
    observation,
    ...asList(observation['component'])
      .slice(0, MAX_RESULTS)
      .flatMap((part): readonly Opaque[] => {
        const component = asObject(part);
        return component ? [component] : [];
      }),
  ]);
  const told = parts.filter((part) => isNarrative(part, terminology));
  const narratives = told.flatMap((part) => narrativeOf(part, terminology) ?? []);
  return {
    narratives,
    hasUnread: hasUnread || narratives.length < told.length || parts.some(isMasked),
  };
}

/** @returns undefined when its text is markup that cannot be read. */
function narrativeOf(observation: Opaque, terminology: Terminology): Narrative | undefined {
  const text = plainTextOf(asText(observation['valueString']) ?? '', undefined);
  if (text === undefined) return undefined;
  const [said] = allWordsOf(observation['code']);
  const name = said ?? nameOf(observation['code'], terminology) ?? '';
  const heading = headings.find(([word]) => word.test(name))?.[1] ?? '';
  return {
    heading,
    text,
    isWhole: heading === '' || heading === 'Findings',
  };
}

/** The value exists and is not shown. */
const isMasked = (observation: Opaque): boolean =>
  asList(asObject(observation['dataAbsentReason'])?.['coding']).some((item) =>
    ['masked', 'unsupported', 'not-permitted', 'error'].includes(
      asText(asObject(item)?.['code']) ?? '',
    ),
  );
