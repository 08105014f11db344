import type { FindingWords } from '../../clinical-text/reading/lexicon.ts';

/**
 * The part of a note that a heading calls the examination, up to the next heading.
 *
 * @returns undefined when no heading opens one: what a history tells is no examination.
 */
export function examinationIn({
  text,
  tokens,
  sentences,
  found,
}: FindingWords): string | undefined {
  const starts = new Set(sentences.map(({ from }) => from));
  const isHeading = ({ from, to }: { readonly from: number; readonly to: number }) => {
    const next = tokens[to];
    const isMarked = next === undefined || next.word === ':' || next.opensLine;
    return starts.has(from) && isMarked;
  };
  const headings = found.filter((one) => one.topic.startsWith('heading-') && isHeading(one));
  const opening = headings.find(({ topic }) => topic === 'heading-examination');
  if (!opening) return undefined;
  const next = headings.find(
    ({ from, topic }) => from > opening.from && topic !== 'heading-examination',
  );
  const start = tokens[opening.to]?.start ?? text.length;
  const end = next ? (tokens[next.from]?.start ?? text.length) : text.length;
  return text.slice(start, end);
}
