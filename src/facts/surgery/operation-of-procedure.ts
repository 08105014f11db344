import type { Terminology } from '../../terminology/terminology.ts';
import {
  discLevelsIn,
  namesLumbarSpine,
  namesOtherSpine,
  sideIn,
  type DiscLevel,
  type Side,
} from '../values/anatomy.ts';
import type { When } from '../values/calendar.ts';
import type { Evidence } from '../values/fact.ts';
import {
  asList,
  asObject,
  asText,
  codingsOf,
  nameOf,
  referenceTo,
  wordsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { readOperationTitle, saysImplant } from '../../clinical-text/topics/operation-titles.ts';
import type { ClinicalText } from '../../clinical-text/reading/clinical-text.ts';
import type { Meanings } from '../reading/meanings.ts';
import { operationInWords, type OperationInWords, type SurgeryKind } from './operation-in-words.ts';
import { performedWhen } from '../reading/fields/performed.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** One operation on the lumbar spine. */
export interface LumbarSurgery {
  readonly kind: SurgeryKind;
  /** As the chart calls it; our label of the code where it has no words. */
  readonly name: string;
  /** `status`: a condition says that there was surgery, not when. */
  readonly readFrom: 'code' | 'text' | 'status';
  /** When it ended; undefined when no date is recorded. */
  readonly when: When | undefined;
  readonly levels: readonly DiscLevel[];
  readonly side: Side | undefined;
  /** The chart does not say whether it was finished: it is past, so it is taken to be. */
  readonly isStatusUnknown?: true;
  readonly evidence: Evidence;
}

const discSets: readonly ValueSetId[] = [
  'lumbar-discectomy',
  'percutaneous-endoscopic-discectomy',
  'spine-revision-reexploration-lumbar',
];
/** Treated through a needle: such a code has the weight of words. */
const weakSet = 'disc-decompression-by-needle';
/** A disc taken out in the course of a fusion, in one code. */
const excisionWithFusion = /\bexcision\b[^.;]{0,80}\b(?:fusion|instrumentation)\b/i;
/** These codes name no level: they count when the chart's words name the lumbar spine. */
const revisionSet = 'spine-revision-reexploration';

/**
 * The lumbar operation that a procedure names, whatever its status. By code, unless the words beside
 * the code speak of another part of the spine; by text and local codes in a conservative reading.
 */
export function operationOf(
  procedure: Opaque,
  meanings: Meanings,
  timeZone: string,
): LumbarSurgery | undefined {
  const { terminology, texts } = meanings;
  const words = wordsOf(procedure['code'], terminology);
  const sites = asList(procedure['bodySite']).flatMap((site) => siteWords(site));
  const allWords = [...words, ...sites].join(' · ');
  const coded = codedKind(procedure, meanings, allWords);
  const isRead = coded || words.length === 0 || isCodedOtherwise(procedure, terminology);
  const said = isRead ? undefined : operationInWords(texts.read(allWords));
  const kind = coded?.kind ?? said?.kind;
  if (!kind) return undefined;
  const performed = performedWhen(procedure, timeZone);
  const when = performed && !isOfOtherDay(allWords, performed, said) ? performed : undefined;
  const name = coded
    ? (nameOf(procedure['code'], terminology) ?? coded.name)
    : (words.find((text) => namesOperation(texts.read(text))) ?? words.join(' · '));
  const reference = referenceTo(procedure);
  return {
    kind,
    name,
    readFrom: coded && !coded.isWeak ? 'code' : 'text',
    when,
    levels: discLevelsIn(allWords),
    side: sideIn(allWords),
    evidence: {
      ...(reference && { reference }),
      says: when ? `${name}, ${when.text}` : name,
    },
  };
}

/**
 * True when a code says that this is something else: a CPT code outside our sets, or a code of another
 * set. SNOMED CT has more codes for these operations than could be verified, so there words are read.
 */
function isCodedOtherwise(procedure: Opaque, terminology: Terminology): boolean {
  return codingsOf(procedure['code']).some(
    ({ system, code }) =>
      terminology.isClosedSystem(system) || terminology.valueSetsOf(system, code).length > 0,
  );
}

const namesOperation = (text: ClinicalText): boolean => readOperationTitle(text) !== undefined;

/**
 * True when the words name a year and it is not the year of the date beside them, or when they put the
 * operation in the past without one: the date is then of something else.
 */
function isOfOtherDay(
  words: string,
  { first, last, text }: When,
  said: OperationInWords | undefined,
): boolean {
  const years = [...words.matchAll(/\b(19|20)\d\d\b/g)].map(([year]) => year);
  if (years.length === 0) return said?.isPast === true;
  return first <= last && !years.some((year) => text.startsWith(year));
}

interface CodedOperation {
  readonly kind: SurgeryKind;
  readonly name: string;
  readonly isWeak: boolean;
}

function codedKind(
  procedure: Opaque,
  { terminology, texts }: Meanings,
  words: string,
): CodedOperation | undefined {
  let best: CodedOperation | undefined;
  for (const { system, code } of codingsOf(procedure['code'])) {
    const sets = terminology.valueSetsOf(system, code);
    if (sets.length === 0) continue;
    const label = terminology.labelOf(system, code);
    const named = kindOf(sets, words);
    const kind = named === 'disc' && excisionWithFusion.test(label ?? '') ? 'fusion' : named;
    if (kind && (!best || weight[kind] > weight[best.kind])) {
      best = { kind, name: label ?? words, isWeak: sets.includes(weakSet) };
    }
  }
  if (!best) return undefined;
  // Words decide against a code only when they name another part of the spine and not this one.
  if (namesOtherSpine(words)) return namesLumbarSpine(words) ? best : undefined;
  return saysImplant(texts.read(words)) ? { ...best, kind: 'fusion' } : best;
}

/** A decompression with a discectomy included the disc; a fusion with one is no operation of the disc alone. */
const weight: Readonly<Record<SurgeryKind, number>> = { decompression: 0, disc: 1, fusion: 2 };

function kindOf(sets: readonly ValueSetId[], words: string): SurgeryKind | undefined {
  if (sets.includes('surgery-region-unsaid') && !namesLumbarSpine(words)) return undefined;
  if (discSets.some((id) => sets.includes(id))) return 'disc';
  if (sets.includes(revisionSet) && namesLumbarSpine(words)) return 'disc';
  if (sets.includes('lumbar-decompression')) return 'decompression';
  return sets.includes('lumbar-fusion') ? 'fusion' : undefined;
}

const siteWords = (site: unknown): readonly string[] => {
  const text = asText(asObject(site)?.['text']);
  const displays = asList(asObject(site)?.['coding']).flatMap((item) => {
    const display = asText(asObject(item)?.['display']);
    return display ? [display] : [];
  });
  return text ? [text, ...displays] : displays;
};
