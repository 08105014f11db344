/**
 * A measured value as it is shown: cut, not rounded, so that no card shows a value on the other side
 * of a limit than the one that was measured (29.6 is shown as 29, never as 30).
 *
 * @param decimals That are kept.
 */
export function cut(value: number, decimals: number): number {
  const scale = 10 ** decimals;
  // 1.1 × 10 is a little more than 11 in binary fractions, 4.35 × 100 a little less than 435.
  return Math.trunc(value * scale + Math.sign(value) * 1e-6) / scale;
}
