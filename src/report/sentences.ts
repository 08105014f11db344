/** A sentence of a report and the section it stands in. */
export interface Sentence {
  readonly text: string;
  readonly section: Section;
}

export type Section = 'findings' | 'technique' | 'aside';

const techniqueHeading =
  /^(?:technique|protocol|procedure|sequences?|contrast|examination|exam|study)\b/i;
const findingsHeading =
  /^(?:findings?|impression|conclusion|opinion|summary|comments?|report|result|addendum)\b/i;
/** Headings inside the findings: a level, a structure, the series after contrast. */
const partHeading =
  /^(?:[LST]\d|cord|conus|discs?|disks?|vertebra\w*|alignment|marrow|nerve roots?|cauda equina|canal|soft tissues|paraspinal|post|enhancement)/i;
const headingWords =
  /^(?:clinical|history|indications?|reason|question|referral|comparison|priors?|previous|background|recommendations?|advice)\b[\w ]{0,40}$/i;

/**
 * Splits a report into sentences. A heading sets the section of what follows: one that is not known
 * to head findings or technique is an aside (history, comparison, another examination). A line that
 * does not end its sentence goes on in the next one. A decimal, a level (`L4-5.`) or "i.e." does not
 * end a sentence.
 */
export function sentencesOf(report: string): readonly Sentence[] {
  let section: Section = 'findings';
  const sentences: Sentence[] = [];
  let open = '';
  const close = () => {
    for (const text of open.split(/(?<=[.;!?])(?<!\b(?:i\.e|e\.g|vs|approx|cf)\.)\s+(?=\S)/i)) {
      if (text !== '') sentences.push({ text, section });
    }
    open = '';
  };
  for (const line of report.split(/\r?\n/)) {
    const { heading, rest } = splitHeading(line.trim());
    if (heading !== undefined || rest === '' || /^[-*•\d]+[.)]?\s/.test(rest)) close();
    if (heading !== undefined) section = sectionOf(heading, section);
    open = open === '' ? rest : `${open} ${rest}`;
    if (/[.;!?]$/.test(rest)) close();
  }
  close();
  return sentences;
}

function splitHeading(line: string): { heading?: string; rest: string } {
  const withColon = /^([A-Za-z][A-Za-z0-9 /()-]{1,40}):\s*(.*)$/.exec(line);
  if (withColon?.[1] !== undefined) return { heading: withColon[1], rest: withColon[2] ?? '' };
  if (headingWords.test(line) || (/^[A-Z][A-Z ]{3,40}$/.test(line) && isKnownHeading(line))) {
    return { heading: line, rest: '' };
  }
  return { rest: line };
}

const isKnownHeading = (line: string) => techniqueHeading.test(line) || findingsHeading.test(line);

function sectionOf(heading: string, current: Section): Section {
  if (findingsHeading.test(heading)) return 'findings';
  if (techniqueHeading.test(heading)) return 'technique';
  return partHeading.test(heading) ? current : 'aside';
}
