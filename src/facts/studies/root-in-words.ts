/** A lumbar nerve root by its name. */
export type NerveRoot = 'L4' | 'L5';

/**
 * The roots L4 and L5 that an order of a nerve root block names, each once. A disc level (`L4-5`,
 * `L5/S1`) names none: blocks are described by root or by foramen, and the two differ. When another
 * root is named as well, it is not clear which one is meant, and there are none.
 */
export function rootsIn(text: string): readonly NerveRoot[] {
  const withoutLevels = text.replace(
    /\bL\s?[1-5]\s?(?:[-–/]|to)\s?(?:L\s?)?[1-5]\b|\bL\s?5\s?(?:[-–/]|to)?\s?S\s?1\b|\bL\s?[1-5]\s?L\s?[1-5]\b/gi,
    ' ',
  );
  if (/\bL\s?[1-3]\b|\bS\s?[1-5]\b/i.test(withoutLevels)) return [];
  const found = new Set<NerveRoot>();
  for (const [, level] of withoutLevels.matchAll(/\bL\s?([45])\b/gi)) {
    found.add(level === '4' ? 'L4' : 'L5');
  }
  return [...found].sort();
}
