import type { Insights } from './insight-types.ts';

const columns = [
  'week',
  'card',
  'version',
  'client',
  'service',
  'hook',
  'outcome',
  'detail',
  'n',
] as const;

/**
 * Everything that was counted, a line a counter and week (RFC 4180). The answers to cards stand among
 * the outcomes: accepted, overridden with its reason, unanswered.
 */
export function insightsCsv({ rows, isSimulated }: Insights): string {
  const names = [...columns, ...(isSimulated ? ['simulated'] : [])];
  const lines = rows.map((row) => [
    ...columns.map((name) => cell(row[name])),
    ...(isSimulated ? ['simulated'] : []),
  ]);
  return [names, ...lines].map((cells) => `${cells.join(',')}\r\n`).join('');
}

/** A cell that begins like a formula would be one in a spreadsheet. */
function cell(value: string | number): string {
  const words =
    typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
}
