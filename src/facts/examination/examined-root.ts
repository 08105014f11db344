import type { LumbarRoot, Mimic, SignKind } from '../../clinical-text/examination/sign.ts';
import type { Day, When } from '../values/calendar.ts';
import type { Evidence, Fact } from '../values/fact.ts';
import { countedSigns, signKey, type CountedSign } from './counted-signs.ts';
import type { Examination } from './examination.ts';

/** What one examination makes of root and side. */
export interface ExaminedRoot {
  /** Candidates: one root, or several that all its signs fit. */
  readonly roots: readonly LumbarRoot[];
  readonly side: 'left' | 'right';
  /** `named`: by a clinician or a report of electrodiagnosis; `concordant`: signs of two kinds or more. */
  readonly strength: 'named' | 'concordant';
  readonly kinds: readonly (SignKind | 'named')[];
  readonly by: Examination['by'];
  readonly when: When;
  readonly toScan: 'before' | 'after';
  /** The chart's own words. */
  readonly words: string;
}

/** A sign, or a root that is named, that counts: with where it stands. */
export interface CountedWords {
  readonly roots: readonly LumbarRoot[];
  readonly side: 'left' | 'right';
  readonly words: string;
  readonly by: Examination['by'];
  readonly when: When | undefined;
  readonly evidence: readonly Evidence[];
}

/** What the examinations around a scan say together. */
export interface ExaminedEvidence {
  /** Narrow: a card may speak on it. `unreadable` where an examination of the time says nothing that could be read. */
  readonly root: Fact<ExaminedRoot>;
  /** Wide: everything that counts, for silence and to be shown. */
  readonly counted: readonly CountedWords[];
  /** Two statements that name different roots or sides: neither is chosen. */
  readonly conflict: readonly [CountedWords, CountedWords] | undefined;
}

/** Which examinations belong to a scan. */
export interface ExaminedWindow {
  /** Last day on which the operation may have been. */
  readonly operation: Day;
  /** First day on which it may have been. */
  readonly operationFirst: Day;
  readonly scan: When;
  readonly today: Day;
  readonly daysBefore: number;
  readonly daysAfter: number;
}

export interface ExaminedPatient {
  readonly age: Fact<{ readonly max: number }>;
  readonly mimics: ReadonlySet<Mimic>;
  /** What it means that there is no examination: not recorded, or not had. */
  readonly otherwise: Fact<never>;
}

interface Statement {
  readonly root: ExaminedRoot | undefined;
  readonly counted: readonly CountedWords[];
  readonly isSplit: boolean;
  readonly evidence: readonly Evidence[];
}

/**
 * Takes the examinations between operation and scan together. Each gives a statement of its own; where two
 * of them, or the signs of one, leave no root in common, there is a conflict and no root.
 */
export function examinedEvidence(
  examinations: readonly Examination[],
  window: ExaminedWindow,
  patient: ExaminedPatient,
): ExaminedEvidence {
  const before = signsBefore(examinations, window.operationFirst);
  const inTime = examinations.filter(({ when }) => isInTime(when, window) !== 'no');
  const statements = inTime.map((examination) => statementOf(examination, window, patient, before));
  const counted = statements.flatMap((statement) => statement.counted);
  const conflict = conflictIn(counted) ?? splitIn(statements);
  const speaking = statements.filter(({ root }) => root !== undefined);
  // The one nearest before the scan: who has seen the pictures is not independent of them.
  const [best] = speaking.toSorted((a, b) => rank(b, window) - rank(a, window));
  if (best?.root && !conflict) {
    return {
      root: { status: 'known', value: best.root, evidence: best.evidence },
      counted,
      conflict,
    };
  }
  const isUnread = inTime.some(({ hasUnread }) => hasUnread);
  const root: Fact<ExaminedRoot> =
    isUnread && counted.length === 0
      ? { status: 'unreadable', what: 'examination' }
      : counted.length > 0
        ? { status: 'not-recorded' }
        : patient.otherwise;
  return { root, counted, conflict };
}

const rank = ({ root }: Statement, { scan }: ExaminedWindow): number => {
  if (!root) return Number.NEGATIVE_INFINITY;
  const isNamed = root.strength === 'named' ? 0.5 : 0;
  return (root.toScan === 'before' ? 10_000 : 0) - Math.abs(root.when.first - scan.first) + isNamed;
};

function isInTime(
  when: When | undefined,
  { operation, operationFirst, scan, today, daysBefore, daysAfter }: ExaminedWindow,
): 'yes' | 'no' | 'maybe' {
  if (!when) return 'maybe';
  if (when.last <= operationFirst || when.first > today) return 'no';
  if (when.last < scan.first - daysBefore || when.first > scan.last + daysAfter) return 'no';
  const isSure =
    when.first > operation &&
    when.first >= scan.last - daysBefore &&
    when.last <= scan.first + daysAfter;
  return isSure ? 'yes' : 'maybe';
}

function statementOf(
  examination: Examination,
  window: ExaminedWindow,
  patient: ExaminedPatient,
  before: ReadonlySet<string>,
): Statement {
  const { by, when, references, named } = examination;
  const signs = countedSigns(examination, patient.mimics, patient.age, before);
  const mimics = new Set([...examination.mimics, ...patient.mimics]);
  const affirmed = named.flatMap(({ roots, side, is, course, words }) => {
    const isMeant = is === 'affirmed' && course !== 'old' && (side === 'left' || side === 'right');
    // Signs that a disease elsewhere gives too led the clinician as well; a needle in the muscle knows better.
    const isFree = by === 'electrodiagnosis' ? !mimics.has('central') : mimics.size === 0;
    return isMeant && isFree ? [{ roots, side, words }] : [];
  });
  const evidenceOf = (words: string): readonly Evidence[] => {
    const [reference] = references;
    return [{ ...(reference !== undefined && { reference }), says: words }];
  };
  const counted: CountedWords[] = [
    ...affirmed.map(({ roots, side, words }) => ({
      roots,
      side,
      words,
      by,
      when,
      evidence: evidenceOf(words),
    })),
    ...signs.map(({ roots, side, words }) => ({
      roots,
      side,
      words,
      by,
      when,
      evidence: evidenceOf(words),
    })),
  ];
  const isSplit = disagree(counted) || affirmed.some(({ roots }) => roots.length > 1);
  const all = wordsOf(affirmed, signs);
  const evidence = references.map((reference) => ({ reference, says: all }));
  const common = commonRoots(counted);
  const kinds = [...new Set(signs.map(({ kind }) => kind))];
  const isNamed = affirmed.length > 0;
  const [first] = counted;
  const isAfter = when !== undefined && when.last >= window.scan.first;
  // Who writes of the pictures has seen them: that may hold a card back, not raise one.
  const isIndependent = !isAfter || !examination.knowsPictures;
  const isSure = isInTime(when, window) === 'yes' && when !== undefined && isIndependent;
  if (isSplit || !first || !isSure || common.length === 0 || (!isNamed && kinds.length < 2)) {
    return { root: undefined, counted, isSplit, evidence };
  }
  return {
    root: {
      roots: common,
      side: first.side,
      strength: isNamed ? 'named' : 'concordant',
      kinds: isNamed ? ['named', ...kinds] : kinds,
      by,
      when,
      toScan: isAfter ? 'after' : 'before',
      words: all,
    },
    counted,
    isSplit,
    evidence: evidence.length > 0 ? evidence : evidenceOf(all),
  };
}

/** What a card quotes: who names the root, else one sign of each kind. */
function wordsOf(
  named: readonly { readonly words: string }[],
  signs: readonly CountedSign[],
): string {
  const [first] = named;
  if (first) return first.words;
  const kinds = new Map<SignKind, string>();
  for (const { kind, words } of signs) if (!kinds.has(kind)) kinds.set(kind, words);
  return [...new Set(kinds.values())].join(' … ');
}

/** The roots that all of them fit; signs of one kind and of several alike. */
function commonRoots(counted: readonly CountedWords[]): readonly LumbarRoot[] {
  const [first, ...others] = counted;
  if (!first || counted.some(({ side }) => side !== first.side)) return [];
  return first.roots.filter((root) => others.every(({ roots }) => roots.includes(root)));
}

const disagree = (counted: readonly CountedWords[]): boolean =>
  counted.length > 1 && commonRoots(counted).length === 0;

/** The first two of all that counts that leave no root in common. */
function conflictIn(
  counted: readonly CountedWords[],
): readonly [CountedWords, CountedWords] | undefined {
  if (!disagree(counted)) return undefined;
  for (const one of counted) {
    const other = counted.find((another) => disagree([one, another]));
    if (other) return [one, other];
  }
  const [one, other] = counted;
  return one && other ? [one, other] : undefined;
}

/** One statement that names several roots in one breath. */
function splitIn(
  statements: readonly Statement[],
): readonly [CountedWords, CountedWords] | undefined {
  const [one] = statements.filter(({ isSplit }) => isSplit).flatMap(({ counted }) => counted);
  return one && [one, one];
}

/** What examinations before the operation had: found again it is no news. */
function signsBefore(examinations: readonly Examination[], operation: Day): ReadonlySet<string> {
  return new Set(
    examinations
      .filter(({ when }) => when !== undefined && when.last <= operation)
      .flatMap(({ signs }) => signs.filter(({ is }) => is === 'abnormal').map(signKey)),
  );
}
