import { isEnglish } from '../../report/english.ts';
import { MAX_TEXT, readReport, type ReportFindings } from '../../report/read-report.ts';
import { withStructured } from '../../report/findings/structured.ts';
import { reportText } from '../../report/report-text.ts';
import type { Terminology } from '../../terminology/terminology.ts';
import type { Meanings } from '../reading/meanings.ts';
import { DAY_MS, readWhen, withinDays, type Day, type When } from '../values/calendar.ts';
import { notAvailable, unreadable, known, type Fact } from '../values/fact.ts';
import {
  asList,
  asObject,
  asText,
  codingsOf,
  referenceTo,
  type Opaque,
} from '../reading/fields/fields.ts';
import { scanWhen } from '../studies/done-studies.ts';
import type { Listed } from '../reading/fields/listed.ts';
import { narrativeText } from '../reading/fields/narrative.ts';
import { isNarrative, resultsOf, resultTexts } from './report-results.ts';
import { structuredStatements } from './structured-report.ts';
import { studyOf, type Study } from '../studies/study.ts';

/** What rules may know of the reader: the shape of what it found. */
export type {
  Assertion,
  Finding,
  ReportFindings,
  RootEnhancement,
  RootLocation,
  RootName,
} from '../../report/findings/report-findings.ts';

/** A lumbar MRI report that stands, with what its text asserts. */
export interface LumbarReport {
  readonly reference: string | undefined;
  readonly study: Study;
  /** When the images were made; undefined when that is not recorded. */
  readonly scan: When | undefined;
  /**
   * The scan, or the issue of the report where the scan has no date: what its age counts from. Any day
   * where neither has one: the report may be of today, and nothing may be said of it.
   */
  readonly dated: When;
  /** `unreadable` for a PDF or an image; `not-recorded` when there is no text at all. */
  readonly findings: Fact<ReportFindings>;
}

/** MRI reports that are looked at, the newest ones: nobody has so many in the weeks that count. */
const MAX_REPORTS = 200;

const standing = new Set(['final', 'amended', 'corrected', 'appended']);

/** True for a report that is final, or was changed since. */
export const isStanding = (report: Opaque): boolean => standing.has(asText(report['status']) ?? '');

/** Which reports are meant, and how they are read. */
export interface ReportWindow {
  readonly maxAgeDays: number;
  readonly today: Day;
  readonly timeZone: string;
  readonly meanings: Meanings;
  /** Which studies are looked at. */
  readonly isMeant: (study: Study) => boolean;
  readonly read: (report: Opaque) => Fact<ReportFindings>;
}

/** A report that stands, before anybody asked how old it is. */
export interface StandingReport extends Pick<LumbarReport, 'study' | 'scan' | 'dated'> {
  readonly report: Opaque;
}

/** The reports of the meant studies that stand, newest version of each only. */
export function standingReports(
  reports: Listed,
  { timeZone, meanings, isMeant }: Pick<ReportWindow, 'timeZone' | 'meanings' | 'isMeant'>,
): readonly StandingReport[] {
  const candidates = reports.resources.flatMap((report) => {
    const study = studyOf(report, meanings);
    return study && isMeant(study) ? [{ report, study }] : [];
  });
  return newestVersions(candidates, timeZone).flatMap(({ report, study }) => {
    if (!isStanding(report)) return [];
    const scan = scanWhen(report, timeZone);
    const dated = scan ?? readWhen(report['issued'], timeZone) ?? ANY_DAY;
    return [{ report, study, scan, dated }];
  });
}

/**
 * The MRI reports of the last `maxAgeDays` that stand, newest version of each only. Age counts from
 * the scan, or from the day of issue when the scan has no date. One without any date may be recent.
 *
 * @param known The reports that stand, for a caller who asks for several windows.
 * @returns Possibly empty; never throws. Missing pages are the caller's concern.
 */
export function recentMriReports(
  reports: Listed,
  window: ReportWindow,
  known = standingReports(reports, window),
): readonly LumbarReport[] {
  const { maxAgeDays, today, read } = window;
  const recent = known.filter(({ dated }) => withinDays(dated, maxAgeDays, today) !== 'no');
  const meant =
    recent.length > MAX_REPORTS
      ? [...recent].sort((a, b) => byDate(b, a)).slice(0, MAX_REPORTS)
      : recent;
  return meant.map(({ report, ...of }) => ({
    reference: referenceTo(report),
    ...of,
    findings: read(report),
  }));
}

const ANY_DAY: When = { first: -Infinity, last: Infinity, text: 'day not read' };

const byDate = (a: { readonly dated: When }, b: { readonly dated: When }): number =>
  a.dated.last === b.dated.last ? 0 : a.dated.last - b.dated.last;

interface Candidate {
  readonly report: Opaque;
  readonly study: Study;
}

/**
 * Versions of one report share an identifier, or their code and study time; the one issued last
 * counts, whatever its status: a report that was withdrawn does not come back to life.
 */
function newestVersions(candidates: readonly Candidate[], timeZone: string): readonly Candidate[] {
  interface Group {
    keys: string[];
    members: { readonly candidate: Candidate; readonly issued: number }[];
  }
  const groups = new Set<Group>();
  const byKey = new Map<string, Group>();
  for (const candidate of candidates) {
    const keys = versionKeys(candidate.report);
    const same = [...new Set(keys.flatMap((key) => byKey.get(key) ?? []))];
    // The largest takes the others in: a long chain of versions is not copied at every link.
    const [group = { keys: [], members: [] }, ...others] = same.sort(
      (one, other) => other.members.length - one.members.length,
    );
    groups.add(group);
    for (const other of others) {
      groups.delete(other);
      for (const key of other.keys) byKey.set(key, group);
      group.keys.push(...other.keys);
      group.members.push(...other.members);
    }
    for (const key of keys) {
      if (byKey.get(key) !== group) group.keys.push(key);
      byKey.set(key, group);
    }
    group.members.push({ candidate, issued: issued(candidate.report, timeZone) });
  }
  return [...groups].flatMap(({ members }) => {
    const last = members.reduce((latest, member) => Math.max(latest, member.issued), -Infinity);
    return members
      .filter((member) => member.issued === last)
      .slice(-1)
      .map(({ candidate }) => candidate);
  });
}

function versionKeys(report: Opaque): readonly string[] {
  const identifiers = asList(report['identifier']).flatMap((item) => {
    const value = asText(asObject(item)?.['value']);
    return value ? [`identifier ${asText(asObject(item)?.['system']) ?? ''}|${value}`] : [];
  });
  const at = asText(report['effectiveDateTime']);
  const codes = codingsOf(report['code']).map(
    ({ system, code }) => `study ${at ?? ''} ${system}|${code}`,
  );
  return at ? [...identifiers, ...codes] : identifiers;
}

function issued(report: Opaque, timeZone: string): number {
  const when = readWhen(report['issued'], timeZone);
  return when?.atMs ?? (when ? when.last * DAY_MS : 0);
}

/** What of all reports together may still be read in a call. */
export interface ReportBudget {
  /** Characters of text, markup removed. */
  characters: number;
  /** Characters as they were sent: base64 and markup take their time before they are text. */
  sources: number;
}

/** Characters of a report's conclusion and forms, as they were sent. */
export const sourceLength = (report: Opaque): number =>
  asList(report['presentedForm']).reduce<number>(
    (sum, form) => sum + lengthOf(asObject(form)?.['data']),
    lengthOf(report['conclusion']),
  );
const lengthOf = (value: unknown) => (typeof value === 'string' ? value.length : 0);

/**
 * What a report says: text first, coded data beside it. `unreadable` never becomes a negative,
 * whatever the codes say; `not-available` when there is neither text nor coded finding. Of a report that
 * was read in part counts what that part says of the roots.
 *
 * @param observations Of the chart; those that the report names as its results are read with it.
 * @param budget What may still be read in this call; what is read is taken from it. A report that does
 *   not fit in what is left is `unreadable`.
 */
export function readFindings(
  report: Opaque,
  observations: readonly Opaque[],
  terminology: Terminology,
  budget: ReportBudget = { characters: Infinity, sources: Infinity },
): Fact<ReportFindings> {
  budget.sources -= sourceLength(report);
  if (budget.sources < 0) return unreadable('report text');
  const results = resultsOf(report, observations);
  const texts = resultTexts(results, terminology);
  const text = reportText(report['conclusion'], report['presentedForm'], texts);
  if (text.status === 'unreadable') return unreadable('report text');
  if (text.status === 'text') {
    if (text.text.length > budget.characters) return unreadable('report text');
    budget.characters -= text.text.length;
  }
  const statements = structuredStatements(
    report,
    results.observations.filter((observation) => !isNarrative(observation, terminology)),
    terminology,
  );
  if (text.status === 'none' && statements.length === 0) return readNarrative(report, budget);
  const reference = referenceTo(report);
  const findings = withStructured(readReport(text.status === 'text' ? text.text : ''), statements);
  // What a part of a report does not say, the part that was not read may.
  if (text.status === 'text' && !text.isWhole && !speaksOfRoots(findings)) {
    return unreadable('report text');
  }
  const [quote] = findings.rootEnhancement.quotes;
  return known(findings, [{ ...(reference && { reference }), says: quote?.text ?? 'report' }]);
}

/**
 * A report with nothing but its narrative (`text.div`). It may be the report, or a line that a server
 * made of its members: it counts only where it speaks of the roots.
 */
function readNarrative(report: Opaque, budget: ReportBudget): Fact<ReportFindings> {
  const left = { markup: Math.min(budget.sources, budget.characters) };
  const text = narrativeText(report, left, MAX_TEXT);
  if (text === undefined || !isEnglish(text)) return notAvailable('report text');
  budget.sources -= text.length;
  budget.characters -= text.length;
  const findings = readReport(text);
  if (!speaksOfRoots(findings)) return notAvailable('report text');
  const reference = referenceTo(report);
  const [quote] = findings.rootEnhancement.quotes;
  return known(findings, [{ ...(reference && { reference }), says: quote?.text ?? 'report' }]);
}

const speaksOfRoots = (findings: ReportFindings): boolean =>
  findings.rootEnhancement.assertion !== 'not-mentioned' ||
  findings.leptomeningealEnhancement.assertion === 'present';
