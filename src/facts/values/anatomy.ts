/** A lumbar disc level, e.g. `L4-L5`, `L5-S1`. */
export type DiscLevel = `L${string}`;
export type Side = 'left' | 'right' | 'bilateral';

/**
 * The lumbar disc levels that a text names (`L4-5`, `L4/L5`, `L5 S1`, `L4 to L5`), each once. A span
 * (`L3-L5`, `L4-S1`) is every disc within it.
 */
export function discLevelsIn(text: string): readonly DiscLevel[] {
  const found = new Set<DiscLevel>();
  for (const [, upper, lower] of text.matchAll(
    /\bL\s?([1-5])(?:\s?(?:[-–/]|to)\s?(?=[LS\d])|\s?(?=[LS]))((?:L?\s?[2-5])|(?:S\s?1))\b/gi,
  )) {
    const last = /s/i.test(lower ?? '') ? 6 : Number(lower?.replace(/\D/g, ''));
    for (let level = Number(upper); level < last; level += 1) {
      found.add(level === 5 ? 'L5-S1' : `L${level}-L${level + 1}`);
    }
  }
  return [...found];
}

/** The side a text names; undefined when none, `bilateral` when both. */
export function sideIn(text: string): Side | undefined {
  const left = /\bleft\b/i.test(text);
  const right = /\bright\b/i.test(text);
  if ((left && right) || /\bbilateral(?:ly)?\b/i.test(text)) return 'bilateral';
  if (left) return 'left';
  return right ? 'right' : undefined;
}

/** True when a text speaks of the lumbar spine by name or by a lumbar level. */
export const namesLumbarSpine = (text: string): boolean =>
  /\b(?:lumbar|lumbosacral|l[- ]?spine)\b/i.test(text) ||
  /\bL\s?[1-5](?:\b|(?=\s?[-–/]?\s?[LS]?\d))/i.test(text);

/** True when a text speaks of the cervical or thoracic spine. */
export const namesOtherSpine = (text: string): boolean =>
  /\b(?:cervical|thoracic|dorsal spine|acdf|neck)\b/i.test(text) ||
  /\bC\s?[2-7](?:\s?[-–/]\s?(?:C?\s?[3-7]|T\s?1)|\s?C\s?[3-7])\b/i.test(text) ||
  /\bT\s?(?:[1-9]|1[0-2])\s?[-–/]\s?T?\s?(?:[1-9]|1[0-2])\b/i.test(text);
