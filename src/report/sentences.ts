/** A sentence of a report and the section it stands in. */
export interface Sentence {
  readonly text: string;
  readonly section: Section;
}

export type Section = 'findings' | 'technique' | 'aside';

/** Sections whose sentences say nothing of this examination's findings. */
const asideHeading =
  /^(?:clinical|history|indication|reason|question|referral|comparison|prior|previous|recommendation|advice|suggest)/i;
const techniqueHeading =
  /^(?:technique|protocol|procedure|sequences?|contrast|examination|exam|study)/i;
const findingsHeading =
  /^(?:findings?|impression|conclusion|opinion|summary|comment|addendum|report|result)/i;

/**
 * Splits a report into sentences. A heading (`FINDINGS:`) sets the section of what follows; a decimal
 * or a level (`L4-5.`) does not end a sentence by itself.
 */
export function sentencesOf(report: string): readonly Sentence[] {
  let section: Section = 'findings';
  const sentences: Sentence[] = [];
  for (const line of report.split(/\r?\n/)) {
    let rest = line.trim();
    const heading = /^([A-Za-z][A-Za-z /]{2,40}):\s*/.exec(rest);
    if (heading?.[1] !== undefined) {
      const next = sectionOf(heading[1]);
      if (next) {
        section = next;
        rest = rest.slice(heading[0].length);
      }
    }
    for (const text of rest.split(/(?<=[.;!?])\s+(?=\S)/)) {
      if (text !== '') sentences.push({ text, section });
    }
  }
  return sentences;
}

function sectionOf(heading: string): Section | undefined {
  if (asideHeading.test(heading)) return 'aside';
  if (techniqueHeading.test(heading)) return 'technique';
  return findingsHeading.test(heading) ? 'findings' : undefined;
}
