/** Normal deviate of a two-sided 95% interval. */
export const Z = 1.959963984540054;

/** A proportion in percent, rounded to one decimal as cards and pages print it. */
export interface Proportion {
  readonly percent: number;
  /** Ends of the Wilson 95% interval. */
  readonly low: number;
  readonly high: number;
}

/**
 * Percent and Wilson 95% interval of `k` out of `n` (0 ≤ k ≤ n, n ≥ 1).
 * Wilson, J Am Stat Assoc 1927;22:209-12.
 */
export function proportionOf(k: number, n: number): Proportion {
  const p = k / n;
  const scale = 1 + Z ** 2 / n;
  const centre = (p + Z ** 2 / (2 * n)) / scale;
  const half = (Z / scale) * Math.sqrt((p * (1 - p)) / n + Z ** 2 / (4 * n ** 2));
  return { percent: tenths(p), low: tenths(centre - half), high: tenths(centre + half) };
}

/** `+ 0` turns -0 (0 of n) into 0. */
const tenths = (share: number) => Math.round(share * 1000) / 10 + 0;
