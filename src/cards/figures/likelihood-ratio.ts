import { Z } from './wilson.ts';

/** A likelihood ratio with its 95% interval, rounded to two decimals as pages print it. */
export interface LikelihoodRatio {
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
}

interface Counted {
  readonly k: number;
  readonly n: number;
}

/**
 * How much more often something is seen where the condition is than where it is not.
 *
 * @param where Seen in `k` of `n` with the condition.
 * @param elsewhere Seen in `k` of `n` without it.
 * @returns undefined when a count is zero: the ratio or its interval has no finite value then.
 * Interval: log method, Katz et al., Biometrics 1978;34:469-74.
 */
export function likelihoodRatio(where: Counted, elsewhere: Counted): LikelihoodRatio | undefined {
  if (where.k === 0 || elsewhere.k === 0) return undefined;
  const ratio = where.k / where.n / (elsewhere.k / elsewhere.n);
  const spread = Math.exp(
    Z * Math.sqrt(1 / where.k - 1 / where.n + 1 / elsewhere.k - 1 / elsewhere.n),
  );
  return {
    ratio: hundredths(ratio),
    low: hundredths(ratio / spread),
    high: hundredths(ratio * spread),
  };
}

const hundredths = (value: number) => Math.round(value * 100) / 100;
