import { z } from 'zod';
import { rootsSharingDisc, type EnhancingRoots } from '../../../facts/imaging/enhancing-roots.ts';
import type { LumbarReport } from '../../../facts/imaging/reports.ts';
import type {
  CountedWords,
  ExaminedEvidence,
  ExaminedRoot,
} from '../../../facts/examination/examined-root.ts';
import type { LumbarPicture } from '../../../facts/lumbar-picture.ts';
import type { DiscLevel } from '../../../facts/values/anatomy.ts';
import type { Fact } from '../../../facts/values/fact.ts';
import type { Phrase } from '../../verdict.ts';
import type { Operation } from './operation-before-scan.ts';
import { areDifferent } from './painful-and-enhancing-root.ts';

/** How far from the scan an examination still belongs to it. Choices without a source. */
export const examinationSettings = {
  examBeforeDays: z
    .int()
    .min(1)
    .max(365)
    .describe('days before the scan in which an examination counts'),
  examAfterDays: z
    .int()
    .min(0)
    .max(90)
    .describe('days after the scan in which an examination counts'),
} as const;
export type ExaminationSettings = z.infer<z.ZodObject<typeof examinationSettings>>;

/** What was examined between the operation and the time of the scan; undefined without either. */
export function examinedAround(
  picture: LumbarPicture,
  { scan }: LumbarReport,
  operation: Fact<Operation>,
  { examBeforeDays, examAfterDays }: ExaminationSettings,
): ExaminedEvidence | undefined {
  if (!scan || operation.status !== 'known') return undefined;
  const { first, last } = operation.value.latest;
  return picture.examinations.around({
    operation: last,
    operationFirst: first,
    scan,
    daysBefore: examBeforeDays,
    daysAfter: examAfterDays,
  });
}

/** Whether all roots that the examination leaves are on the other side, or away from the operated discs. */
export const isExaminedElsewhere = (
  { roots, side }: Pick<ExaminedRoot, 'roots' | 'side'>,
  enhancing: EnhancingRoots,
  operated: readonly DiscLevel[],
): boolean => roots.every((root) => areDifferent({ root, side }, enhancing, operated));

/** Whether one sign that counts fits an enhancing root, or its fellow at the operated disc, on its side. */
export function fitsEnhancing(
  { roots, side }: CountedWords,
  enhancing: EnhancingRoots,
  operated: readonly DiscLevel[],
): boolean {
  if (enhancing.side !== undefined && enhancing.side !== side) return false;
  return enhancing.names.some((name) =>
    rootsSharingDisc(name, operated).some((root) => roots.includes(root)),
  );
}

/** "left S1", "left L4/L5". */
export const rootInWords = ({ roots, side }: Pick<ExaminedRoot, 'roots' | 'side'>): string =>
  `${side} ${roots.join('/')}`;

/** The examination in the words of the chart: when, before or after the scan, and what was said. */
export function examinedPhrase(examined: ExaminedRoot): Phrase {
  const { by, strength, when, toScan, words } = examined;
  const slots = { examDate: when.text, examTime: toScan, examWords: words };
  if (by === 'electrodiagnosis') return { name: 'electrodiagnosis', slots };
  if (strength === 'named') return { name: 'examined-named', slots };
  return { name: 'examined', slots: { ...slots, examined: rootInWords(examined) } };
}
