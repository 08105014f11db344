import type { EnhancingRoots } from '../../../facts/imaging/enhancing-roots.ts';
import type { LumbarReport } from '../../../facts/imaging/reports.ts';
import { dateInWords } from '../../../facts/values/date-in-words.ts';
import type { Evidence } from '../../../facts/values/fact.ts';
import type { Advice, Phrase } from '../../verdict.ts';

const regionNames = {
  lumbar: 'lumbar',
  'whole-spine': 'spine',
  brain: 'brain',
  'cervical-or-thoracic': 'upper spine',
} as const;

/** A report as a card names it. */
export function aboutReport({ study, scan, dated, reference }: LumbarReport): Advice['about'] {
  const region = study.kind === 'mri' ? regionNames[study.region] : 'spine';
  const of = scan ? ` of ${dateInWords(scan.text)}` : `, issued ${dateInWords(dated.text)}`;
  return [{ name: `${region} MRI${of}`, reference }];
}

/** The sentence that a card quotes; the card cuts it to what matters. */
export const quotePhrase = (
  quotes: readonly { readonly text: string }[],
  more: Readonly<Record<string, string>> = {},
): Phrase => ({ name: 'quote', slots: { quote: quotes[0]?.text ?? '', ...more } });

/** The roots that enhance, as a summary names them: "left S1 root", "left L5 and S1 roots". */
export function rootsInWords({ names, side, discs }: EnhancingRoots): string {
  const where = side === 'left' || side === 'right' ? `${side} ` : '';
  if (names.length > 0) return `${where}${names.join(' and ')} root${names.length > 1 ? 's' : ''}`;
  return `${where}root${discs.length > 0 ? ` at ${discs.join(', ')}` : ''}`;
}

/** The report with the sentence that it rests on, for the resources that a card read. */
export const reportRead = (
  { reference }: LumbarReport,
  quotes: readonly { readonly text: string }[],
): readonly Evidence[] =>
  reference === undefined ? [] : [{ reference, says: quotes[0]?.text ?? 'report' }];
