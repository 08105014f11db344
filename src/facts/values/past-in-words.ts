/**
 * True for words beside a code that make it something over, excluded or of another person: charts
 * keep "history of discitis" under the code of discitis.
 */
export const saysPast = (text: string): boolean =>
  /\b(?:history of|h\/o|hx|previous(?:ly)?|healed|cured|(?<!being )treated|resolved|in remission|status post|s\/p|family|mother|father|brother|sister|ruled out|excluded|no evidence of)\b/i.test(
    text,
  );
