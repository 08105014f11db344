import type { ReportFindings, ReportSentence } from '../../report/findings/report-findings.ts';
import { withoutDenied } from './report-words.ts';

/** A plainly stated enhancing mass on a nerve root, in a foramen or within the dura. */
export interface EnhancingMass {
  readonly isMultiple: boolean;
  /** Called a nodule or a deposit: the shape in which tumour spreads along roots. */
  readonly isNodular: boolean;
  readonly quotes: readonly { readonly text: string }[];
}

/**
 * Reads whether the mass of a report enhances and where it lies, from the sentences that state it and
 * those that go on about it ("It enhances avidly.").
 *
 * @returns undefined when there is no plain mass, when it does not plainly enhance, or when it lies
 *   elsewhere (epidural, in the cord, in bone, beside the spine).
 */
export function enhancingMass(findings: ReportFindings): EnhancingMass | undefined {
  const { mass, sentences } = findings;
  if (mass.assertion !== 'present') return undefined;
  const statements = mass.quotes.filter(({ text }) => /\w/.test(withoutDenied(text)));
  const said = statements
    .flatMap((quote) => [quote.text, ...continued(sentences, quote.start)])
    .map((text) => withoutDenied(text));
  const all = said.join(' · ');
  if (!said.some((text) => enhances(text)) || notEnhancing.test(all)) return undefined;
  if (!said.some((text) => onRoot.test(text)) || elsewhere.test(all)) return undefined;
  return {
    isMultiple: multiple.test(all),
    isNodular: /\bnodul\w*|\bdeposits?\b|\bstudd\w*/i.test(all),
    quotes: statements,
  };
}

/** Up to two sentences after the one that states the mass, as long as they speak of it. */
function continued(sentences: readonly ReportSentence[], start: number): readonly string[] {
  const at = sentences.findIndex((sentence) => sentence.start <= start && start < sentence.end);
  if (at < 0) return [];
  const next = sentences.slice(at + 1, at + 3).map(({ text }) => text);
  const end = next.findIndex(
    (text) =>
      !/^(?:it|this|they|these|there is (?:avid|homogeneous|heterogeneous|intense)|the (?:mass|lesion|nodules?|tumou?r|largest))\b/i.test(
        text,
      ),
  );
  return end < 0 ? next : next.slice(0, end);
}

const enhances = (text: string) => /\benhanc\w*|\bavid(?:ly)? uptake\b/i.test(text);
const notEnhancing =
  /\bnon-?\s?enhanc\w*|\b(?:does|do|did) not (?:\w+ )?enhance\b|\bwithout (?:\w+ )?enhancement\b|\bno (?:\w+ )?enhancement\b/i;
const onRoot =
  /\broots?\b|\brootlets?\b|\broot sleeves?\b|\bforam\w*|\bintra-?dural\b|\bintra-?thecal\b|\bthecal sac\b|\bextra-?medullary\b|\bcauda equina\b|\bnerve sheath\b|\bfilum\b|\bdumb-?bell\b/i;
const elsewhere =
  /\bintra-?medullary\b|\bpsoas\b|\bparaspinal\b|\bvertebral bod(?:y|ies)\b|\bsacr(?:al|um) (?:bone|ala)\b|\brenal\b|\bkidney\b|\badrenal\b|\bovar\w*|\buter\w*|\bha?emangioma\b|\bmeningioma\w*|\bdural tail\b/i;
const multiple =
  /\bmultiple\b|\bseveral\b|\bnumerous\b|\bmany\b|\bnodules\b|\bmasses\b|\blesions\b|\btumou?rs\b|\bdeposits\b|\bneurofibromas\b|\bschwannomas\b|\bstudd\w*|\bbilateral\b|\b(?:two|three|four|five|[2-9])(?! ?(?:mm|cm|x|×)\b) (?:\w+ ){0,3}(?:nodul|mass|lesion|tumou?r)/i;
