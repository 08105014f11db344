import type { Meanings } from '../reading/meanings.ts';
import {
  asList,
  codesOf,
  codingsOf,
  valueSetsOf,
  wordsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { titlesOfReport } from './report-title.ts';
import { isGeneralName } from './study-in-words.ts';

/** HL7's category of electromyography, and of the electroencephalogram: it needs words beside it. */
const ELECTRO_NEURO = 'EN';

/**
 * Whether a report is of electromyography or nerve conduction: by its code, else by its title, whatever its
 * text speaks of. One whose code or title names another study is none.
 */
export function isElectrodiagnosis(report: Opaque, meanings: Meanings): boolean {
  const { terminology, texts } = meanings;
  const sets = valueSetsOf(report['code'], terminology);
  if (sets.has('electrodiagnosis-elsewhere')) return false;
  if (sets.has('electrodiagnosis')) return true;
  // A code of another study says what was done.
  const isOther = codingsOf(report['code']).some(({ system }) =>
    terminology.isClosedSystem(system),
  );
  if (isOther || [...sets].some((id) => id.startsWith('mri-'))) return false;
  const isNeuro = asList(report['category']).some((category) =>
    codesOf(category).includes(ELECTRO_NEURO),
  );
  const titles = titlesIn(report, meanings);
  const isNamed = titles.some((title) => namesElectrodiagnosis(title, meanings));
  const isImaging = titles.some(
    (title) => speaksOfImaging(title, texts) && !namesElectrodiagnosis(title, meanings),
  );
  return (isNamed || isNeuro) && !isImaging;
}

/**
 * True when a title speaks of electromyography or nerve conduction: it then names no MRI. Where it speaks of
 * both, what stands first was done ("MRI lumbar spine, correlate with EMG").
 */
export function namesElectrodiagnosis(title: string, { texts }: Meanings): boolean {
  const first = texts
    .findings(title)
    .found.filter(({ topic }) => topic === 'emg-title' || topic === 'said-imaging')
    .toSorted((a, b) => a.from - b.from)[0];
  return first?.topic === 'emg-title';
}

const speaksOfImaging = (title: string, texts: Meanings['texts']): boolean =>
  texts.findings(title).found.some(({ topic }) => topic === 'said-imaging');

/** The titles of its code; where they say no more than "report", those under which it calls itself. */
function titlesIn(report: Opaque, { terminology }: Meanings): readonly string[] {
  const titles = wordsOf(report['code'], terminology).map((title) => title.slice(0, MAX_TITLE));
  if (!titles.every(isGeneralName)) return titles;
  return [...titles, ...titlesOfReport(report)];
}
const MAX_TITLE = 2_000;
