import type { Terminology } from '../../terminology/terminology.ts';
import type { Meanings } from '../reading/meanings.ts';
import { contrastInWords, contrastTogether, type Contrast } from './contrast-in-words.ts';
import { namesLumbarSpine, namesOtherSpine } from '../values/anatomy.ts';
import {
  isGeneralName,
  namesLumbarStudy,
  studyInWords,
  type Region,
  type Study,
} from './study-in-words.ts';
import { namesElectrodiagnosis } from './electrodiagnosis.ts';
import { titlesOfReport } from './report-title.ts';
import {
  allWordsOf,
  asList,
  valueSetsOf,
  wordsOf,
  codingsOf,
  type Opaque,
  type ReadCoding,
} from '../reading/fields/fields.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

export { contrastInWords, type Contrast } from './contrast-in-words.ts';
export type { Region, Study } from './study-in-words.ts';

const mriSets: readonly (readonly [ValueSetId, Region, Contrast])[] = [
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
export function studyOf(resource: Opaque, meanings: Meanings): Study | undefined {
  const { terminology } = meanings;
  const sets = valueSetsOf(resource['code'], terminology);
  if (sets.size > 0) {
    const coded = codedStudy(sets);
    if (coded) {
      const study = withContrastInWords(coded, resource, meanings);
      return isElsewhere(resource, study, terminology) ? above(study) : study;
    }
    if (sets.has('mri-cervical-spine') || sets.has('mri-thoracic-spine')) {
      return {
        kind: 'mri',
        region: 'cervical-or-thoracic',
        contrast: labelledContrast(resource, meanings),
      };
    }
    if (sets.has('imaging-modality-mr')) return siteStudy(resource, meanings);
  }
  if (codingsOf(resource['code']).some((coding) => namesAStudy(coding, terminology)))
    return undefined;
  const titles = wordsOf(resource['code'], terminology);
  const isReport = resource['resourceType'] === 'DiagnosticReport';
  const isOfNerves = (title: string) => isReport && namesElectrodiagnosis(title, meanings);
  if (titles.some(isOfNerves)) return undefined;
  const named = studyInWords(titles.join(' · '), meanings.texts);
  if (named || !titles.every(isGeneralName)) return named;
  const own = titlesOfReport(resource);
  if (own.some(isOfNerves)) return undefined;
  return own
    .map((title) => studyInWords(title, meanings.texts))
    .find((study) => study !== undefined);
}

/**
 * True for a code of a standard system, which then is what was ordered or reported. "Diagnostic imaging
 * study" and its like say nothing of the study, be it by their code or by their own name.
 */
const namesAStudy = ({ system, code, display }: ReadCoding, terminology: Terminology): boolean =>
  terminology.isStandardSystem(system) &&
  !terminology.valueSetsOf(system, code).includes('diagnostic-report-radiology') &&
  (terminology.isClosedSystem(system) || display === undefined || !isGeneralName(display));

/** Where the code leaves contrast open, the words beside it may say it; never against a code. */
function withContrastInWords(study: Study, resource: Opaque, { terminology }: Meanings): Study {
  if (study.kind !== 'mri' || study.contrast !== 'unspecified') return study;
  const sets = valueSetsOf(resource['code'], terminology);
  // Codes that contradict each other are not settled by words.
  if (mriSets.some(([id, , contrast]) => sets.has(id) && contrast !== 'unspecified')) return study;
  return {
    ...study,
    contrast: contrastInWords(wordsOf(resource['code'], terminology).join(' · ')),
  };
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
  if (sets.has('transforaminal-epidural-snrb')) return { kind: 'nerve-root-block' };
  return sets.has('interlaminar-caudal-epidural') ? { kind: 'epidural-injection' } : undefined;
}

/** These value sets are not split by contrast, but our own labels of their codes say it. */
function labelledContrast(resource: Opaque, { terminology }: Meanings): Contrast {
  const labels = codingsOf(resource['code']).flatMap(
    ({ system, code }) => terminology.labelOf(system, code) ?? [],
  );
  return contrastTogether(labels.map((label) => contrastInWords(label)));
}

function siteStudy(resource: Opaque, { terminology }: Meanings): Study | undefined {
  const words = wordsOf(resource['code'], terminology).join(' · ');
  if (namesOtherSpine(words) && !namesLumbarSpine(words)) return undefined;
  const atLumbarSite = asList(resource['bodySite']).some(
    (site) =>
      valueSetsOf(site, terminology).has('body-site-lumbar') ||
      wordsOf(site, terminology).some((text) => namesLumbarStudy(text)),
  );
  if (atLumbarSite || namesLumbarStudy(words)) {
    return { kind: 'mri', region: 'lumbar', contrast: contrastInWords(words) };
  }
  return undefined;
}

/** True for an MRI whose field holds the lumbar spine. */
export const showsLumbarSpine = (study: Study): boolean =>
  study.kind === 'mri' && (study.region === 'lumbar' || study.region === 'whole-spine');

/** True when intravenous contrast is part of the study. */
export const hasContrast = (study: Study): boolean =>
  study.kind === 'mri' && (study.contrast === 'with' || study.contrast === 'without-and-with');

/** True for an MRI that does not say whether contrast is given. */
export const leavesContrastOpen = (study: Study): boolean =>
  study.kind === 'mri' && study.contrast === 'unspecified';
