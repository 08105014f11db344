/** Longest piece of chart text that a card shows. */
const MAX_LENGTH = 300;

/**
 * Text of a chart on one line: control characters, line breaks and the characters that turn writing
 * direction or hide are gone, and it is cut when it is long. For order notes, which are plain text.
 */
export function plainChartText(text: string): string {
  if (text.length <= MAX_LENGTH && isPlain.test(text)) return text;
  const oneLine = text
    .replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ')
    .replace(
      /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu,
      '',
    )
    .replace(/\s+/g, ' ')
    .trim();
  const characters = [...oneLine];
  return characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH).join('')}…` : oneLine;
}

/** Signs and single blanks between them: there is nothing to take out of it. */
const isPlain = /^[!-~·–—‘’“”]+(?: [!-~·–—‘’“”]+)*$/;

/**
 * Text of a chart inside GitHub Flavored Markdown: nothing in it can become emphasis, a link, an
 * image, an HTML tag, an entity or an automatic link.
 */
export function markdownChartText(text: string): string {
  return plainChartText(text)
    .replace(/[\\`*_{}[\]<>()#|~&!@$^]/g, '\\$&')
    .replace(/:(?=\S)/g, '\\:')
    .replace(/www\./gi, (match) => `${match.slice(0, -1)}\\.`);
}
