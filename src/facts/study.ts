import type { Terminology } from '../terminology/terminology.ts';
import { contrastInWords, contrastTogether, type Contrast } from './contrast-in-words.ts';
import { namesLumbarSpine, namesOtherSpine } from './anatomy.ts';
import { allWordsOf, asList, valueSetsOf, wordsOf, codingsOf, type Opaque } from './fields.ts';

export { contrastInWords, type Contrast } from './contrast-in-words.ts';

/** `whole-spine`: several regions with the lumbar spine among them, or a region that is not said. */
export type Region = 'lumbar' | 'whole-spine' | 'brain' | 'cervical-or-thoracic';

/** What an order or a report is about, as far as these cards are concerned. */
export type Study =
  | { readonly kind: 'mri'; readonly region: Region; readonly contrast: Contrast }
  | {
      readonly kind: 'lumbar-puncture';
      readonly purpose: 'diagnostic' | 'therapeutic' | 'unspecified';
    }
  | { readonly kind: 'nerve-root-block' };

const mriSets: readonly (readonly [string, Region, Contrast])[] = [
  ['mri-lumbar-without-contrast', 'lumbar', 'without'],
  ['mri-lumbar-with-contrast', 'lumbar', 'with'],
  ['mri-lumbar-without-and-with-contrast', 'lumbar', 'without-and-with'],
  ['mri-lumbar-contrast-unspecified', 'lumbar', 'unspecified'],
  ['mri-spine-multiregion-without-contrast', 'whole-spine', 'without'],
  ['mri-spine-multiregion-with-contrast', 'whole-spine', 'with'],
  ['mri-spine-multiregion-without-and-with-contrast', 'whole-spine', 'without-and-with'],
  ['mri-spine-unspecified', 'whole-spine', 'unspecified'],
  ['mri-brain-without-contrast', 'brain', 'without'],
  ['mri-brain-with-contrast', 'brain', 'with'],
  ['mri-brain-without-and-with-contrast', 'brain', 'without-and-with'],
  ['mri-brain-unspecified', 'brain', 'unspecified'],
];

/**
 * The study that a ServiceRequest or a DiagnosticReport names: by any of its codings, else, for a
 * generic MRI code, by its body site, else by its words when no coding is of a standard system.
 *
 * @returns undefined when it is none of ours.
 */
export function studyOf(resource: Opaque, terminology: Terminology): Study | undefined {
  const sets = valueSetsOf(resource['code'], terminology);
  if (sets.size > 0) {
    const coded = codedStudy(sets);
    if (coded) return isElsewhere(resource, coded, terminology) ? above(coded) : coded;
    if (sets.has('mri-cervical-spine') || sets.has('mri-thoracic-spine')) {
      return {
        kind: 'mri',
        region: 'cervical-or-thoracic',
        contrast: labelledContrast(resource, terminology),
      };
    }
    if (sets.has('imaging-modality-mr')) return siteStudy(resource, terminology);
  }
  const isCoded = codingsOf(resource['code']).some(
    ({ system, code }) =>
      terminology.isStandardSystem(system) &&
      // "Diagnostic imaging study" and its like say nothing of the study.
      !terminology.valueSetsOf(system, code).includes('diagnostic-report-radiology'),
  );
  return isCoded ? undefined : studyInWords(wordsOf(resource['code'], terminology).join(' · '));
}

/** A spine study whose region the code leaves open, and the words put above the lumbar spine. */
function isElsewhere(resource: Opaque, study: Study, terminology: Terminology): boolean {
  if (study.kind !== 'mri' || study.region !== 'whole-spine') return false;
  const sites = asList(resource['bodySite']).flatMap((site) => allWordsOf(site));
  const words = [...sites, ...wordsOf(resource['code'], terminology)].join(' · ');
  return (
    namesOtherSpine(words) && !namesLumbarSpine(words) && !/\bwhole|\bcomplete|\btotal/i.test(words)
  );
}

/** The same study, of the spine above the lumbar one. */
const above = (study: Study): Study =>
  study.kind === 'mri' ? { ...study, region: 'cervical-or-thoracic' } : study;

function codedStudy(sets: ReadonlySet<string>): Study | undefined {
  if (sets.has('mri-lumbar-intrathecal-contrast')) return undefined;
  const matches = mriSets.filter(([id]) => sets.has(id));
  const region = (['lumbar', 'whole-spine', 'brain'] as const).find((r) =>
    matches.some(([, m]) => m === r),
  );
  if (region) {
    const contrasts = matches.filter(([, m]) => m === region).map(([, , contrast]) => contrast);
    return { kind: 'mri', region, contrast: contrastTogether(contrasts) };
  }
  if (sets.has('diagnostic-lumbar-puncture'))
    return { kind: 'lumbar-puncture', purpose: 'diagnostic' };
  if (sets.has('therapeutic-lumbar-puncture')) {
    return { kind: 'lumbar-puncture', purpose: 'therapeutic' };
  }
  if (sets.has('lumbar-puncture')) return { kind: 'lumbar-puncture', purpose: 'unspecified' };
  return sets.has('transforaminal-epidural-snrb') ? { kind: 'nerve-root-block' } : undefined;
}

/** These value sets are not split by contrast, but our own labels of their codes say it. */
function labelledContrast(resource: Opaque, terminology: Terminology): Contrast {
  const labels = codingsOf(resource['code']).flatMap(
    ({ system, code }) => terminology.labelOf(system, code) ?? [],
  );
  return contrastTogether(labels.map((label) => contrastInWords(label)));
}

function siteStudy(resource: Opaque, terminology: Terminology): Study | undefined {
  const words = wordsOf(resource['code'], terminology).join(' · ');
  if (namesOtherSpine(words) && !namesLumbarSpine(words)) return undefined;
  const atLumbarSite = asList(resource['bodySite']).some(
    (site) =>
      valueSetsOf(site, terminology).has('body-site-lumbar') ||
      wordsOf(site, terminology).some((text) => lumbarWords.test(text)),
  );
  if (atLumbarSite || lumbarWords.test(words)) {
    return { kind: 'mri', region: 'lumbar', contrast: contrastInWords(words) };
  }
  return undefined;
}

const lumbarWords = /\b(?:lumbar|lumbosacral|l[- ]?spine)\b/i;

/** Another study, or words about one that was or will be done by somebody else. */
const notTheStudy =
  /\bCT\b|\bcomputed tomograph\w*|\bx-?ray\b|\bradiograph\w*|\bultrasound\b|\bplexus\b|\bpelvi[cs]\b|\bcontraindicat\w*|\bconsult\w*|\breview\b|\breferral\b|\bclinic\b|\bspecimen\b|\bcell count\b|\bprotein\b|\bculture\b|\bPCR\b|\bheadache\b|\bpost[- ](?:lumbar|LP|spinal)\b|\bafter (?:lumbar|LP)\b/i;

/** What may stand in the title of a puncture order beside the puncture itself. */
const besideThePuncture =
  /\b(?:diagnostic|procedure|order|bedside|adult|fluoro\w*|image|images|imaging|ultrasound|CT|x-?ray|guided|guidance|under|with|opening|pressure|for|CSF|LP)\b/gi;

function punctureInWords(words: string): Study | undefined {
  if (/\btherapeutic\b|\bdrain\w*|\bintrathecal\b/i.test(words) && !/\bMRI?\b/i.test(words)) {
    return { kind: 'lumbar-puncture', purpose: 'therapeutic' };
  }
  const rest = words
    .replace(/\blumbar puncture\b|\bspinal tap\b/gi, '')
    .replace(besideThePuncture, '');
  return /[a-z0-9?]/i.test(rest) ? undefined : { kind: 'lumbar-puncture', purpose: 'diagnostic' };
}

function studyInWords(words: string): Study | undefined {
  if (/\blumbar puncture\b|\bspinal tap\b/i.test(words)) {
    const puncture = punctureInWords(words);
    if (puncture) return puncture;
  }
  if (notTheStudy.test(words)) return undefined;
  if (!/\bMRI?\b|\bmagnetic resonance\b/i.test(words) || /\bintrathecal\b|\bangio/i.test(words)) {
    return undefined;
  }
  const contrast = contrastInWords(words);
  if (/\bwhole[- ]spine\b|\b(?:complete|total|entire) spine\b/i.test(words)) {
    return { kind: 'mri', region: 'whole-spine', contrast };
  }
  if (lumbarWords.test(words)) return { kind: 'mri', region: 'lumbar', contrast };
  if (/\b(?:brain|head)\b/i.test(words)) return { kind: 'mri', region: 'brain', contrast };
  return /\b(?:cervical|thoracic|[CT][- ]?spine)\b/i.test(words)
    ? { kind: 'mri', region: 'cervical-or-thoracic', contrast }
    : undefined;
}

/** True for an MRI whose field holds the lumbar spine. */
export const showsLumbarSpine = (study: Study): boolean =>
  study.kind === 'mri' && (study.region === 'lumbar' || study.region === 'whole-spine');

/** True when intravenous contrast is part of the study. */
export const hasContrast = (study: Study): boolean =>
  study.kind === 'mri' && (study.contrast === 'with' || study.contrast === 'without-and-with');
