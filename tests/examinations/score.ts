import { readFileSync } from 'node:fs';
import type { LumbarChart } from '../../src/chart/lumbar-chart.ts';
import { LumbarPicture } from '../../src/facts/lumbar-picture.ts';
import type { ExaminedEvidence } from '../../src/facts/examination/examined-root.ts';
import { readWhen, type When } from '../../src/facts/values/calendar.ts';
import { meaningsAt } from '../../src/facts/reading/meanings.ts';
import { lexicon } from '../support/lexicon.ts';
import { terminology } from '../unit/charts.ts';

/** What an examination, or several, should be read as. */
export interface Expected {
  readonly root: string | null;
  readonly candidates?: readonly string[];
  readonly side?: string | null;
  readonly strength?: string | null;
  /** Begins with `speak`, `silence` or `nothing`; `side only` is nothing. */
  readonly may: string;
}

export interface ExaminationCase {
  readonly id: string;
  readonly input: unknown;
  readonly context?: {
    readonly patientAge?: number;
    readonly surgeryDate?: string;
    readonly scanDate?: string;
  };
  readonly expected: Expected;
}

/** What was made of it: whether a card may speak on it, whether it only silences, root and side. */
export interface Read {
  readonly may: 'speak' | 'silence' | 'nothing';
  readonly roots: readonly string[];
  readonly side: string | undefined;
}

const ZONE = 'UTC';
const DAYS = 86_400_000;
const subject = { reference: 'Patient/one' };

/** The cases of a file under fhir-fixtures. */
export const casesOf = (path: string): readonly ExaminationCase[] =>
  JSON.parse(readFileSync(new URL(`../../fhir-fixtures/${path}`, import.meta.url), 'utf8'));

/** Reads a case as a call would: the resources in their lists, the operation before, the scan after. */
export function readCase({ input, context = {} }: ExaminationCase): Read {
  const resources = (Array.isArray(input) ? input : [input]).map((resource, i) => ({
    id: `r${i}`,
    subject,
    ...resource,
  }));
  const dates = resources.flatMap(
    ({ effectiveDateTime, issued }) => effectiveDateTime ?? issued ?? [],
  );
  const examined = (dates.sort()[0] as string | undefined) ?? '2026-10-12';
  const scan = day(context.scanDate ?? shifted(examined, 10));
  const operation = day(context.surgeryDate ?? shifted(examined, -500));
  const now = new Date(Date.parse(scan.text) + 60 * DAYS);
  const born = now.getUTCFullYear() - (context.patientAge ?? 50) - 1;
  const listed = (type: string) => ({
    status: 'listed' as const,
    resources: resources.filter((resource) => resource.resourceType === type),
    complete: true,
    via: 'prefetch' as const,
  });
  const chart: LumbarChart = {
    patient: {
      ...listed('none'),
      resources: [{ resourceType: 'Patient', id: 'one', birthDate: `${born}-12-31` }],
    },
    conditions: listed('Condition'),
    procedures: listed('Procedure'),
    observations: listed('none'),
    examinations: listed('Observation'),
    reports: listed('DiagnosticReport'),
  };
  const picture = new LumbarPicture(chart, now, meaningsAt(now, ZONE, { terminology, lexicon }), {
    timeZone: ZONE,
    includeDecompression: false,
    gadoliniumFormulary: 'unknown',
  });
  return said(
    picture.examinations.around({
      operation: operation.last,
      operationFirst: operation.first,
      scan,
      daysBefore: 90,
      daysAfter: 30,
    }),
  );
}

function said({ root, counted, conflict }: ExaminedEvidence): Read {
  if (root.status === 'known' && !conflict) {
    const { roots, side } = root.value;
    return { may: 'speak', roots, side };
  }
  const [first] = counted;
  if (!first) return { may: 'nothing', roots: [], side: undefined };
  const common = first.roots.filter((one) => counted.every(({ roots }) => roots.includes(one)));
  const all = [...new Set(counted.flatMap(({ roots }) => roots))];
  const sides = new Set(counted.map(({ side }) => side));
  return {
    may: 'silence',
    roots: common.length > 0 ? common : all,
    side: sides.size === 1 ? first.side : undefined,
  };
}

/** Whether root, side and what it may do are as expected. */
export function isRight(read: Read, { root, candidates, side, strength, may }: Expected): boolean {
  const isOld = strength === 'old';
  const wanted =
    isOld || !/^(?:speak|silence)/.test(may)
      ? 'nothing'
      : may.startsWith('speak')
        ? 'speak'
        : 'silence';
  if (read.may !== wanted) return false;
  if (wanted === 'nothing') return true;
  const roots = root === null ? candidates : [root];
  const isRoot = roots === undefined || [...roots].sort().join() === [...read.roots].sort().join();
  return isRoot && (side === undefined || side === null || read.side === side);
}

const day = (text: string): When => readWhen(text.slice(0, 10), ZONE) as When;
const shifted = (text: string, days: number): string =>
  new Date(Date.parse(text.slice(0, 10)) + days * DAYS).toISOString().slice(0, 10);
