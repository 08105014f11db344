import {
  otherFindings,
  type Finding,
  type ReportFindings,
  type RootEnhancement,
} from './report-findings.ts';

/** What a report says, in lines for a person at a terminal, each finding with the words it rests on. */
export function summaryOf(findings: ReportFindings): string {
  const { contrast, rootEnhancement, tags } = findings;
  const lines = [`contrast: ${contrast}`, ...findingLines('root enhancement', rootEnhancement)];
  if (rootEnhancement.locations.length > 0) {
    const where = rootEnhancement.locations.map(({ level, side }) => `${level} ${side}`).join(', ');
    lines.splice(2, 0, `    where: ${where} (${rootEnhancement.pattern ?? 'no pattern'})`);
  }
  for (const name of otherFindings) {
    if (findings[name].assertion !== 'not-mentioned')
      lines.push(...findingLines(name, findings[name]));
  }
  if (tags.length > 0) lines.push(`details: ${tags.map(({ tag }) => tag).join(', ')}`);
  return lines.join('\n');
}

const findingLines = (name: string, { assertion, quotes }: Finding | RootEnhancement) => [
  `${name}: ${assertion}`,
  ...quotes.map(({ text, start, end }) => `    “${text.replace(/\s+/g, ' ')}” (${start}–${end})`),
];
