import type { LumbarReport } from '../../../facts/imaging/reports.ts';
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
  const of = scan ? ` of ${scan.text}` : `, issued on ${dated.text}`;
  return [{ name: `report of the ${region} MRI${of}`, reference }];
}

/** The sentence that a card quotes, with where and when it was read. */
export function quotePhrase(
  { scan, dated, reference }: LumbarReport,
  quotes: readonly { readonly text: string }[],
  more: Readonly<Record<string, string>> = {},
): Phrase {
  return {
    name: 'quote',
    slots: {
      quote: quotes[0]?.text ?? '',
      reportDate: scan ? `scan of ${scan.text}` : `issued on ${dated.text}`,
      reportSource: reference ?? 'the chart',
      ...more,
    },
  };
}
