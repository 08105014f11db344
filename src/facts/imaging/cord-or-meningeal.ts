import type { Quote, ReportFindings, ReportTag } from '../../report/findings/report-findings.ts';

/** A pattern of the cord or the meninges, by the name of its phrase on the card. */
export interface CordOrMeningealPattern {
  readonly name: 'trident' | 'skull-base' | 'miliary' | 'ependymal';
  readonly quotes: readonly { readonly text: string }[];
}

/**
 * The plainly described patterns of the cord or the meninges: a trident sign or its parts, skull-base
 * or basal leptomeningeal enhancement, punctate or miliary enhancement of brain, cord or meninges, and
 * ependymal enhancement together with disease elsewhere. What is denied, only possible or of an
 * earlier study is none.
 *
 * The reader of lumbar reports is asked first. Reports of the brain say it in more ways than that
 * reader is made for, so that plain sentences are read by their phrases too.
 */
export function cordOrMeningealPatterns(
  findings: ReportFindings,
): readonly CordOrMeningealPattern[] {
  const { tridentSign, leptomeningealEnhancement, rootEnhancement } = findings;
  const tagged = (wanted: ReportTag) =>
    findings.tags.filter(({ tag }) => tag === wanted).map(({ quote }) => quote);
  const trident = tridentSign.assertion === 'present' ? tridentSign.quotes : [];
  const others = [
    ...pattern('trident', trident, plainly(findings, isTridentInParts)),
    ...pattern('skull-base', tagged('skull-base-leptomeningeal'), plainly(findings, isSkullBase)),
    ...pattern(
      'miliary',
      tagged('punctate-miliary').filter(({ text }) => isMiliary(text)),
      plainly(findings, isMiliary),
    ),
  ];
  const ependymal = pattern(
    'ependymal',
    tagged('ependymal-enhancement'),
    plainly(findings, isEpendymal),
  );
  const isElsewhereToo =
    others.length > 0 ||
    leptomeningealEnhancement.assertion === 'present' ||
    rootEnhancement.assertion === 'present' ||
    tagged('cord-enhancement').length > 0 ||
    ependymal.some(({ quotes }) => quotes.some(({ text }) => inSeveralPlaces.test(text)));
  return isElsewhereToo ? [...others, ...ependymal] : others;
}

function pattern(
  name: CordOrMeningealPattern['name'],
  ...found: readonly (readonly Quote[])[]
): readonly CordOrMeningealPattern[] {
  const quotes = found.flat();
  return quotes.length > 0 ? [{ name, quotes }] : [];
}

/** Sentences of the report's own findings that say so and nothing that could take it back. */
function plainly({ sentences }: ReportFindings, says: (text: string) => boolean): readonly Quote[] {
  return sentences.filter(
    ({ section, text }) =>
      (section === 'findings' || section === 'impression' || section === 'addendum') &&
      says(text) &&
      !takenBack.test(text),
  );
}

const takenBack =
  /\b(?:no|not|none|nor|neither|never|without|absent|absence|negative|free|unlikely|excluded|resolved|cleared|longer|previous\w*|prior|earlier|history|possibl[ey]|may|might|could|can|cannot|would|if|suspect\w*|suspicious|suggest\w*|concerning|question\w*|query|equivocal|doubtful|versus|vs|or|exclude|indeterminate|apparent|artefact\w*|artifact\w*|recommend\w*|consider)\b|\?|n't\b/i;

/** The trident's prongs by their places: dorsal subpial, and the central canal. */
const isTridentInParts = (text: string) =>
  /\bsub-?pial\b/i.test(text) && /\bcentral canal\b/i.test(text) && enhances(text);

const isSkullBase = (text: string) =>
  enhances(text) &&
  /\bskull[- ]base\b|\bbas(?:al|ilar) (?:cisterns?|mening\w*|leptomening\w*)|\bbasal (?:and \w+ )?leptomening\w*|\bsuprasellar cisterns?\b|\bprepontine cisterns?\b/i.test(
    text,
  ) &&
  /\bleptomening\w*|\bpial\b|\bmening\w*|\bcisterns?\b/i.test(text) &&
  !/\bpachymening\w*|\bdural\b|\bmeningioma\w*/i.test(text);

const isMiliary = (text: string) =>
  enhances(text) &&
  /\bmiliary\b|\bpunctate\b/i.test(text) &&
  ofNervousSystem.test(text) &&
  !explained.test(text);
/** Dots that the sentence itself explains: they are no miliary picture. */
const explained =
  /\binfarct\w*|\bisch\w+|\btelangiect\w*|\bvenous\b|\bvessels?\b|\bvascular\b|\bmetasta\w*|\bplaques?\b|\bdemyelinat\w*|\bcontusion\w*|\baxonal\b|\bgranuloma\w*/i;

const isEpendymal = (text: string) =>
  enhances(text) && /\b(?:sub)?ependym\w*/i.test(text) && !/\bependymoma\w*/i.test(text);

const enhances = (text: string) => /\benhanc\w*/i.test(text);

const inSeveralPlaces = /\bmulti\w*|\bseveral\b|\bdiffuse\b|\bextensive\b/i;

/** Punctate enhancement of a facet or a vertebra is another matter. */
const ofNervousSystem =
  /\bmiliary\b|\bbrain\w*|\bcord\b|\bconus\b|\bmening\w*|\bleptomening\w*|\bpial\b|\bpons\b|\bpontine\b|\bcerebell\w*|\bcerebr\w*|\bparenchym\w*|\bwhite matter\b|\bmedulla\b|\bmidbrain\b|\bbasal ganglia\b|\bhemispher\w*|\bperivascular\b|\bsub-?cortical\b|\bcortical\b|\bintracranial\b|\bposterior fossa\b|\bcauda equina\b|\broots?\b/i;
