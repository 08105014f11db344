/**
 * The value below which the share `share` (0 to 1) of the values lies, between neighbours in
 * proportion. Medians and quartiles, because one round that a busy machine disturbed must not count.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (low === undefined || high === undefined) throw new Error('No values.');
  return low + (high - low) * (position % 1);
}

/** The middle value; in the unit of the values. */
export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Rows under a heading, columns set flush: the first to the left, numbers to the right. */
export function textTable(heading: readonly string[], rows: readonly (readonly string[])[]) {
  const all = [heading, ...rows];
  const widths = heading.map((_, column) =>
    Math.max(...all.map((row) => (row[column] ?? '').length)),
  );
  return all
    .map((row) =>
      widths
        .map((width, i) =>
          i === 0 ? (row[i] ?? '').padEnd(width) : (row[i] ?? '').padStart(width),
        )
        .join('  '),
    )
    .join('\n');
}
