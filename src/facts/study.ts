import type { Terminology } from '../terminology/terminology.ts';
import { asList, valueSetsOf, wordsOf, codingsOf, type Opaque } from './fields.ts';

/** Intravenous contrast. `unspecified` is not "without". */
export type Contrast = 'without' | 'with' | 'without-and-with' | 'unspecified';

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
    if (coded) return coded;
    if (sets.has('mri-cervical-spine') || sets.has('mri-thoracic-spine')) {
      return {
        kind: 'mri',
        region: 'cervical-or-thoracic',
        contrast: labelledContrast(resource, terminology),
      };
    }
    if (sets.has('imaging-modality-mr')) return siteStudy(resource, terminology);
  }
  const isCoded = codingsOf(resource['code']).some(({ system }) =>
    terminology.isStandardSystem(system),
  );
  return isCoded ? undefined : studyInWords(wordsOf(resource['code'], terminology).join(' · '));
}

function codedStudy(sets: ReadonlySet<string>): Study | undefined {
  if (sets.has('mri-lumbar-intrathecal-contrast')) return undefined;
  const matches = mriSets.filter(([id]) => sets.has(id));
  const region = (['lumbar', 'whole-spine', 'brain'] as const).find((r) =>
    matches.some(([, m]) => m === r),
  );
  if (region) {
    const contrasts = matches.filter(([, m]) => m === region).map(([, , contrast]) => contrast);
    return { kind: 'mri', region, contrast: agreed(contrasts) };
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
  return agreed(labels.map((label) => contrastInWords(label)));
}

/** What several codings say of contrast together. SNOMED's "with" includes "without and with". */
function agreed(contrasts: readonly Contrast[]): Contrast {
  const said = new Set(contrasts.filter((contrast) => contrast !== 'unspecified'));
  if (said.has('without') && said.size > 1) return 'unspecified';
  if (said.has('without-and-with')) return 'without-and-with';
  return [...said][0] ?? 'unspecified';
}

function siteStudy(resource: Opaque, terminology: Terminology): Study | undefined {
  const words = wordsOf(resource['code'], terminology).join(' · ');
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

function studyInWords(words: string): Study | undefined {
  if (notTheStudy.test(words)) return undefined;
  if (/\blumbar puncture\b|\bspinal tap\b/i.test(words)) {
    const isTherapeutic = /\btherapeutic\b|\bdrain\w*|\bintrathecal\b|\bmyelogra\w*/i.test(words);
    return { kind: 'lumbar-puncture', purpose: isTherapeutic ? 'therapeutic' : 'diagnostic' };
  }
  if (!/\bMRI?\b|\bmagnetic resonance\b/i.test(words) || /\bintrathecal\b|\bangio/i.test(words)) {
    return undefined;
  }
  const contrast = contrastInWords(words);
  if (/\bwhole[- ]spine\b|\b(?:complete|total|entire) spine\b/i.test(words)) {
    return { kind: 'mri', region: 'whole-spine', contrast };
  }
  if (lumbarWords.test(words)) return { kind: 'mri', region: 'lumbar', contrast };
  return /\b(?:brain|head)\b/i.test(words) ? { kind: 'mri', region: 'brain', contrast } : undefined;
}

/** What words say of intravenous contrast; two statements that differ leave it unspecified. */
export function contrastInWords(words: string): Contrast {
  const both =
    /\bunenhanced and enhanced\b|\bwith(?:out)?\s*(?:and|&|\/|then)\s*with(?:out)?\b|\bw\s?(?:and|&|\/|\+)\s?wo\b|\bw\/?o?\s*(?:and|&|\+)\s*w\/?o?\b|\bw\s?\/?\s?wo\b|\bpre[- ]?(?:and|&|\/|\+)[- ]?post\b/i;
  if (both.test(words)) return 'without-and-with';
  const without =
    /\bwithout\b|\bw\/o\b|\bwo\b|\bnon-?\s?contrast\b|\bunenhanced\b|\bplain\b|\bno contrast\b/i.test(
      words,
    );
  const withContrast =
    /\bwith\s+(?:iv\s+|intravenous\s+)?(?:contrast|gad\w*)|\bw\s+(?:iv\s+)?contrast\b|\bpost[- ]?(?:contrast|gad\w*)|\bcontrast[- ]enhanced\b/i.test(
      words,
    );
  if (without === withContrast) return 'unspecified';
  return without ? 'without' : 'with';
}

/** True for an MRI whose field holds the lumbar spine. */
export const showsLumbarSpine = (study: Study): boolean =>
  study.kind === 'mri' && (study.region === 'lumbar' || study.region === 'whole-spine');

/** True when intravenous contrast is part of the study. */
export const hasContrast = (study: Study): boolean =>
  study.kind === 'mri' && (study.contrast === 'with' || study.contrast === 'without-and-with');
