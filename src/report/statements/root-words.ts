import type { Item } from '../notation/items.ts';
import type { Mention } from './mentions.ts';
import type { ReportTag } from '../findings/report-findings.ts';

/** Pattern of root enhancement that the words of its clause give. */
export function traitsOf(clause: readonly Item[]): NonNullable<Mention['traits']> {
  const words = wordsOf(clause);
  const traits = new Set<'nodular' | 'diffuse' | 'single'>();
  const nodular = clause.findIndex((item) =>
    /^(?:nodular|bead|lumpy|studded|studding|stud$|studs)/.test(item.words),
  );
  const isDenied = /^(?:no|non|not|without)$/.test(clause[nodular - 1]?.word ?? '');
  if (nodular !== -1 && !isDenied && !/\bnodularity/.test(clause[nodular]?.words ?? ''))
    traits.add('nodular');
  if (/\bdiffuse/.test(words)) traits.add('diffuse');
  if (/\bsingle\b|\bisolated\b|\bfocal\b|\bsolitary\b|\bone root\b/.test(words))
    traits.add('single');
  return traits;
}

/** Details of root enhancement that the words of its clause give. */
export function tagsOfRoot(clause: readonly Item[], isResolved: boolean): readonly ReportTag[] {
  const words = wordsOf(clause);
  const tags: ReportTag[] = [];
  if (/\bsymmetric|\bsymmetry|\bsymmetrical/.test(words)) tags.push('symmetric-nre');
  if (/\bsmooth/.test(words)) tags.push('smooth-nre');
  if (/\bventral|\banterior root|\banterior nerve|\bpredominantly anterior/.test(words))
    tags.push('ventral-nre');
  if (
    /\bintradural|\bintrathecal|\bwithin the (?:thecal |dural )?sac|\bin the thecal sac/.test(words)
  )
    tags.push('intradural-nre');
  if (/\bextradural|\bextrathecal|\bforamin|\bforamen|\bextraforamin|\bfar lateral/.test(words))
    tags.push('extradural-nre');
  if (isResolved) tags.push('nre-resolved');
  return tags;
}

/** All words of some items, with a blank between them. */
export function wordsOf(items: readonly Item[]): string {
  let words = '';
  for (const item of items) words = words === '' ? item.words : `${words} ${item.words}`;
  return words;
}
