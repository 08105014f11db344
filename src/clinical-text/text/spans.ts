import type { Span } from './sentences.ts';

/** The index of the first span that begins at a token or behind it. */
export function firstFrom(spans: readonly Span[], at: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.from ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the last span that ends at a token or before it; spans do not overlap. */
export function lastBefore(spans: readonly Span[], at: number): number {
  let index = firstFrom(spans, at) - 1;
  if ((spans[index]?.to ?? 0) > at) index -= 1;
  return index;
}
