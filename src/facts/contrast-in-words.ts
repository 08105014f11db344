/** Intravenous contrast. `unspecified` is not "without". */
export type Contrast = 'without' | 'with' | 'without-and-with' | 'unspecified';

/** A choice, a condition or a question leaves it open. */
const leftOpen =
  /\bor\b|\bif\b|\bdecide\w*|\bdiscretion\b|\bper (?:radiolog\w*|protocol)|\bprn\b|\bas needed\b|\bpossibl\w*|\bTBD\b|\?/i;
const agent = String.raw`(?:iv |i\.v\. |intravenous |any )*(?:contrast|gad\w*)`;
const joint = String.raw`\s*(?:,\s*)?(?:and|&|\/|\+|then|followed by)?\s*(?:then\s*)?`;

/**
 * What the words of an order or a report say of intravenous contrast.
 *
 * Reads the usual short forms (`w/o`, `wo`, `w/wo`, `W & W/O`). "Without" alone decides nothing: it
 * may be sedation. Two statements that do not make a pair, and anything left open, are `unspecified`.
 */
export function contrastInWords(words: string): Contrast {
  const text = ` ${words
    .replace(/\bw\s?\/\s?o\b/gi, ' without ')
    .replace(/\bwo\b/gi, ' without ')
    .replace(/\bw\s?\/(?=\s*(?:iv|contrast|gad|without))/gi, ' with ')
    .replace(/\bw\b(?=\s*(?:and|&|\/|\+|iv|contrast|gad|without))/gi, ' with ')
    .replace(/(?<=(?:and|&|\/|\+|without)\s*)\bw\b/gi, ' with ')
    .replace(/\s+/g, ' ')} `;
  const both = new RegExp(
    String.raw`\bwithout(?: ${agent})?${joint}with\b(?!out)|\bwith(?: ${agent})?${joint}without\b|\bpre[- ]?(?:and|&|\/|\+)[- ]?post\b|\bpre and post\b|\bunenhanced${joint}enhanced\b|\b(?:plain|unenhanced)${joint}(?:post[- ]?)?(?:contrast|gad\w*|enhanced)`,
    'i',
  );
  if (leftOpen.test(text)) return 'unspecified';
  if (both.test(text)) return 'without-and-with';
  const without = new RegExp(
    String.raw`\bwithout ${agent}|\bno ${agent}|\bnon-?\s?contrast\b|\bunenhanced\b|\bplain\b`,
    'i',
  ).test(text);
  const withContrast = new RegExp(
    String.raw`\bwith ${agent}|\bpost[- ]?(?:contrast|gad\w*)|\bcontrast[- ]enhanced\b`,
    'i',
  ).test(text);
  if (without === withContrast) return 'unspecified';
  return without ? 'without' : 'with';
}
