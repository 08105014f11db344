/** A nerve root of one side. @typedef {{ side: 'left' | 'right', root: string }} Root */
/** What one source says of roots. @typedef {{ title: string, roots: Root[], remark: string }} Source */

const titles = {
  report: 'Report',
  'problem-list': 'Problem list',
  examination: 'Examination',
  electrodiagnosis: 'EMG',
};

/** What a card says of several candidates, or of one sign alone. */
const remarkOf = ({ candidates, strength }) =>
  [candidates.length > 1 ? 'one of these' : '', strength === 'single' ? 'one sign' : '']
    .filter(Boolean)
    .join(', ');

/**
 * The roots that a card compares, one source after the other: the report first. They stand in
 * `cauda.basis.roots`; nothing is read from the words of the card.
 * @returns {Source[]}
 */
export function comparedRoots({ extension }) {
  /** @type {Map<string, Source>} */
  const sources = new Map();
  for (const named of extension?.['cauda.basis']?.roots ?? []) {
    const title = titles[named.from] ?? named.from;
    const source = sources.get(title) ?? { title, roots: [], remark: '' };
    source.roots.push(...named.candidates.map((root) => ({ side: named.side, root })));
    source.remark ||= remarkOf(named);
    sources.set(title, source);
  }
  return [...sources.values()];
}
