import type { RootName } from '../findings/report-findings.ts';

/** Lumbar and sacral segments from above; the order in which ranges are counted. */
export const segments: readonly RootName[] = [
  'L1', 'L2', 'L3', 'L4', 'L5', 'S1', 'S2', 'S3', 'S4', 'S5',
]; // prettier-ignore

/** What a written level means. */
export type Level =
  | { readonly kind: 'root'; readonly name: RootName }
  /** A disc, by its vertebrae: at L4-L5 the L4 root exits and the L5 root traverses. */
  | { readonly kind: 'disc'; readonly upper: RootName | undefined; readonly lower: RootName }
  /** "L3 to S1", "L4/L5/S1". */
  | { readonly kind: 'range'; readonly names: readonly RootName[] }
  /** Cervical, thoracic, or a segment with another name. */
  | { readonly kind: 'elsewhere' };

export function segmentOf(word: string): RootName | undefined {
  const match = /^([ls])-?([1-5il])$/.exec(word);
  if (!match) return undefined;
  const digit = match[2] === 'i' || match[2] === 'l' ? '1' : (match[2] ?? '');
  // "si" and "sl" stand for S1 only beside another level; the caller decides.
  return `${match[1] === 'l' ? 'L' : 'S'}${digit}` as RootName;
}

/** Every segment from one to another, in either order. */
export function span(from: RootName, to: RootName): readonly RootName[] {
  const [a, b] = [segments.indexOf(from), segments.indexOf(to)];
  return segments.slice(Math.min(a, b), Math.max(a, b) + 1);
}

/** Two neighbours are a disc; others are a range. */
export function between(from: RootName, to: RootName): Level {
  const distance = segments.indexOf(to) - segments.indexOf(from);
  if (distance === 0) return { kind: 'root', name: from };
  return distance === 1
    ? { kind: 'disc', upper: from, lower: to }
    : { kind: 'range', names: span(from, to) };
}
