import { span, type Level } from '../notation/levels.ts';
import type { Token } from '../notation/tokens.ts';

const operation =
  /^(?:micro)?(?:dis[ck]ectomy|dis[ck]ectomies|lumbar)?$|^(?:hemi)?laminectom(?:y|ies)$|^(?:hemi)?laminotom(?:y|ies)$|^(?:micro)?dis[ck]ectom(?:y|ies)$|^(?:micro)?decompression$|^foraminotomy$|^nucleotomy$|^nucleectomy$|^hemilaminotomy$|^hemilaminectomies$|^microdecompression$|^interlaminotomy$|^fenestration$|^sequestrectomy$|^(?:operated|surgery|postoperative|postsurgical|postop|postdiscectomy|postlaminectomy|microsurgery|operation|mld|tlif|plif)$/;

export const isOperationWord = (word: string) =>
  word !== 'lumbar' && mayBeOperation.test(word) && operation.test(word);

/** Cheaper than the whole: how these words end or begin. */
const mayBeOperation =
  /(?:tom(?:y|ies)|compression|tion|ive|op|ted|urgical|rgery|mld|lif|micro|lumbar)$/;

/** Discs by their two vertebrae, "L4-L5"; a range of vertebrae is every disc in it. */
export function discsOf(level: Level | undefined): readonly string[] {
  if (level?.kind === 'disc') return level.upper ? [`${level.upper}-${level.lower}`] : [];
  if (level?.kind !== 'range') return [];
  const [from, to] = [level.names[0], level.names.at(-1)];
  if (!from || !to) return [];
  const names = span(from, to);
  return names.slice(1).map((lower, i) => `${names[i] ?? ''}-${lower}`);
}

/** The discs that a sentence says were operated on. */
export function operatedDiscs(
  tokens: readonly Token[],
  label: Level | undefined,
): readonly string[] {
  const at = tokens.findIndex(
    ({ word }, i) =>
      isOperationWord(word) ||
      (/^(?:operative|surgical|discectomy)$/.test(word) && tokens[i - 1]?.word === 'post'),
  );
  if (at === -1) return [];
  if (
    tokens
      .slice(Math.max(0, at - 3), at)
      .some(({ word }) => /^(?:no|not|without|never|nor|denies|above|below|adjacent)$/.test(word))
  )
    return [];
  const own = tokens.flatMap(({ level }) => discsOf(level));
  return own.length > 0 ? own : discsOf(label);
}
