import type { Terminology } from '../terminology/terminology.ts';
import {
  discLevelsIn,
  namesLumbarSpine,
  namesOtherSpine,
  sideIn,
  type DiscLevel,
  type Side,
} from './anatomy.ts';
import { readWhen, type Day, type When } from './calendar.ts';
import { known, type Evidence, type Fact } from './fact.ts';
import {
  asList,
  asObject,
  asText,
  allWordsOf,
  codingsOf,
  referenceTo,
  wordsOf,
  type Opaque,
} from './fields.ts';
import type { Listed } from './listed.ts';

/** Only disc surgery is what the cohort behind the enhancement figures had. */
export type SurgeryKind = 'disc' | 'decompression' | 'fusion';

/** One operation on the lumbar spine. */
export interface LumbarSurgery {
  readonly kind: SurgeryKind;
  /** Our label of the code, or the words of the chart when it was read from text. */
  readonly name: string;
  /** `status`: a condition says that there was surgery, not when. */
  readonly readFrom: 'code' | 'text' | 'status';
  /** When it ended; undefined when no date is recorded. */
  readonly when: When | undefined;
  readonly levels: readonly DiscLevel[];
  readonly side: Side | undefined;
  readonly evidence: Evidence;
}

const discSets = [
  'lumbar-discectomy',
  'percutaneous-endoscopic-discectomy',
  'spine-revision-reexploration-lumbar',
];
/** These codes name no level: they count when the chart's words name the lumbar spine. */
const revisionSet = 'spine-revision-reexploration';

/**
 * The completed lumbar operations of the chart, in no order.
 *
 * Coded ones by value set, unless the words beside the code speak of another part of the spine.
 * Text and local codes by a conservative reading: a lumbar level or the word lumbar together with
 * the operation, and nothing that speaks of another region, a plan or a refusal. A code for
 * postlaminectomy syndrome stands for disc surgery of unknown date when none is recorded.
 *
 * @param today Operations that end after it have not happened yet and are left out.
 * @returns `not-recorded` when the chart could be had and holds none.
 */
export function lumbarSurgeries(
  procedures: Listed,
  conditions: Listed,
  isActive: (condition: Opaque) => boolean,
  terminology: Terminology,
  timeZone: string,
  today: Day,
): Fact<RecordedSurgeries> {
  const found = procedures.resources.flatMap((procedure) => {
    if (procedure['status'] !== 'completed') return [];
    const surgery = surgeryOf(procedure, terminology, timeZone);
    if (!surgery || (surgery.when && surgery.when.first > today)) return [];
    // A completed operation was over by today, whatever month or year is written.
    const { when } = surgery;
    return [when ? { ...surgery, when: { ...when, last: Math.min(when.last, today) } } : surgery];
  });
  if (
    !found.some(({ kind }) => kind === 'disc') &&
    procedures.otherwise.status === 'not-recorded'
  ) {
    for (const condition of conditions.in('postlaminectomy-syndrome')) {
      if (isActive(condition) && !namesOtherSpine(allWordsOf(condition['code']).join(' · '))) {
        found.push(surgeryStatus(condition));
      }
    }
  }
  if (found.length > 0) {
    const complete = procedures.otherwise.status === 'not-recorded';
    return known(
      { surgeries: found, complete },
      found.map(({ evidence }) => evidence),
    );
  }
  return procedures.otherwise;
}

function surgeryOf(
  procedure: Opaque,
  terminology: Terminology,
  timeZone: string,
): LumbarSurgery | undefined {
  const words = wordsOf(procedure['code'], terminology);
  const sites = asList(procedure['bodySite']).flatMap((site) => siteWords(site));
  const allWords = [...words, ...sites].join(' · ');
  const coded = codedKind(procedure, terminology, allWords);
  const kind =
    coded?.kind ??
    (isCodedOtherwise(procedure, terminology)
      ? undefined
      : kindInText(words.join(' · '), allWords));
  if (!kind) return undefined;
  const performed = performedWhen(procedure, timeZone);
  const when = performed && contradicts(allWords, performed) ? undefined : performed;
  const name = coded?.name ?? words.find((text) => kindInText(text, allWords)) ?? words.join(' · ');
  const reference = referenceTo(procedure);
  return {
    kind,
    name,
    readFrom: coded ? 'code' : 'text',
    when,
    levels: discLevelsIn(allWords),
    side: sideIn(allWords),
    evidence: {
      ...(reference && { reference }),
      says: `${name}, ${when?.text ?? 'date not recorded'}`,
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

/** True when the words name a year and it is not the year of the date beside them. */
function contradicts(words: string, { first, last, text }: When): boolean {
  const years = [...words.matchAll(/\b(19|20)\d\d\b/g)].map(([year]) => year);
  return years.length > 0 && first <= last && !years.some((year) => text.startsWith(year));
}

function codedKind(
  procedure: Opaque,
  terminology: Terminology,
  words: string,
): { kind: SurgeryKind; name: string } | undefined {
  let best: { kind: SurgeryKind; name: string } | undefined;
  for (const { system, code } of codingsOf(procedure['code'])) {
    const sets = terminology.valueSetsOf(system, code);
    if (sets.length === 0) continue;
    const kind = kindOf(sets, words);
    // An operation coded both as disc surgery and as something else included the disc.
    if (kind && (!best || kind === 'disc')) {
      best = { kind, name: terminology.labelOf(system, code) ?? words };
    }
  }
  // Words decide against a code only when they name another part of the spine and not this one.
  return best && namesOtherSpine(words) && !namesLumbarSpine(words) ? undefined : best;
}

function kindOf(sets: readonly string[], words: string): SurgeryKind | undefined {
  if (sets.includes('surgery-region-unsaid') && !namesLumbarSpine(words)) return undefined;
  if (discSets.some((id) => sets.includes(id))) return 'disc';
  if (sets.includes(revisionSet) && namesLumbarSpine(words)) return 'disc';
  if (sets.includes('lumbar-decompression')) return 'decompression';
  return sets.includes('lumbar-fusion') ? 'fusion' : undefined;
}

/**
 * What may stand beside an operation in its own title. Any other word (planned, declined, after,
 * physiotherapy, wound, mother …) makes it something that only mentions an operation.
 */
const besideTheOperation = new Set(
  `left right bilateral both sided side lumbar lumbosacral sacral spine spinal l-spine level levels
  segment segments single one two three multilevel and with of at the for via under by open mini
  minimally invasive mis microscopic microsurgical micro endoscopic percutaneous tubular uniportal
  biportal revision redo re-do repeat recurrent primary emergency urgent elective uncomplicated
  completed surgery operation operative procedure disc disk discs prolapse prolapsed herniation
  herniated hernia extrusion extruded protrusion sequestrated sequestered fragment fragments
  removal excision partial total complete limited wide medial facetectomy foraminotomy
  decompression decompressive laminectomy hemilaminectomy laminotomy hemilaminotomy discectomy
  diskectomy microdiscectomy microdiskectomy sequestrectomy nucleotomy fusion arthrodesis plif tlif
  alif llif olif posterior anterior lateral interbody posterolateral instrumented instrumentation
  pedicle screw screws cage graft nerve root roots stenosis sciatica radiculopathy central
  paracentral foraminal far general anaesthesia anesthesia ga dural tear repair without no
  performed year`.split(/\s+/),
);
const isBeside = (word: string) =>
  besideTheOperation.has(word) || /^(?:[ls]?\d{1,4}(?:st|nd|rd|th)?|l\d[ls]?\d)$/.test(word);
const isItsOwnTitle = (operation: string): boolean =>
  !operation.includes('?') &&
  operation
    .toLowerCase()
    .split(/[^a-z0-9-]+/)
    .flatMap((word) => (besideTheOperation.has(word) ? [] : word.split('-')))
    .filter((word) => word !== '')
    .every(isBeside);
const notDone = /\bnot\b|\bno (?!dis|micro)/i;
const withoutDisc = /\b(?:without|no)\s+(?:\w+\s+)?(?:micro)?dis[ck]ectomy\b/i;
const discWords = /\b(?:micro-?)?dis[ck]ectom(?:y|ies)\b|\bsequestrectomy\b|\bnucleotomy\b/i;
const decompressionWords =
  /\b(?:hemi)?lamin(?:ec|o)tom(?:y|ies)\b|\bdecompression\b|\bforaminotomy\b/i;
const fusionWords = /\bfusion\b|\barthrodesis\b|\b[PTA]?LIF\b/i;

/** The operation that a text names, if it is a lumbar one and is said to have been done. */
export function kindInText(operation: string, allWords: string): SurgeryKind | undefined {
  if (!namesLumbarSpine(allWords) || namesOtherSpine(allWords)) return undefined;
  if (!isItsOwnTitle(operation) || notDone.test(operation)) return undefined;
  if (discWords.test(operation) && !withoutDisc.test(operation)) return 'disc';
  if (decompressionWords.test(operation)) return 'decompression';
  return fusionWords.test(operation) ? 'fusion' : undefined;
}

const siteWords = (site: unknown): readonly string[] => {
  const text = asText(asObject(site)?.['text']);
  const displays = asList(asObject(site)?.['coding']).flatMap((item) => {
    const display = asText(asObject(item)?.['display']);
    return display ? [display] : [];
  });
  return text ? [text, ...displays] : displays;
};

/**
 * When a procedure ended. A period without an end began on its start and may have ended any day
 * since; words ("about five years ago"), an age or a range give no date.
 */
function performedWhen(procedure: Opaque, timeZone: string): When | undefined {
  const at = readWhen(procedure['performedDateTime'] ?? procedure['performedString'], timeZone);
  if (at) return at;
  const period = asObject(procedure['performedPeriod']);
  const end = readWhen(period?.['end'], timeZone);
  if (end) return end;
  const start = readWhen(period?.['start'], timeZone);
  if (!start) return undefined;
  return { first: start.first, last: Number.POSITIVE_INFINITY, text: `${start.text} or later` };
}

function surgeryStatus(condition: Opaque): LumbarSurgery {
  const reference = referenceTo(condition);
  const name = 'Postlaminectomy syndrome';
  return {
    kind: 'disc',
    name,
    readFrom: 'status',
    when: undefined,
    levels: [],
    side: undefined,
    evidence: { ...(reference && { reference }), says: `${name}, date of surgery not recorded` },
  };
}

/** The operations that the chart shows. */
export interface RecordedSurgeries {
  readonly surgeries: readonly LumbarSurgery[];
  /** False when a page of the list is missing, so that there may be a later one. */
  readonly complete: boolean;
}

/** The latest of several operations, as far as the dates tell. */
export interface LatestSurgery {
  readonly surgery: LumbarSurgery;
  /** The latest operation ended on one of these days. */
  readonly first: Day;
  readonly last: Day;
}

/**
 * The latest operation before a moment. With partial or missing dates the result is the range of days
 * on which it may have ended: no earlier than any operation that was certainly over by then, and as
 * late as any that may have been. A list with a missing page may hide a later one.
 *
 * @param over An operation that ended by this day is certainly over.
 * @param possible One that ended by this day may be over. For orders both are today, for a scan the
 *   day before it and the day itself.
 * @returns undefined when every operation is later.
 */
export function latestSurgery(
  { surgeries, complete }: RecordedSurgeries,
  over: Day,
  possible: Day = over,
): LatestSurgery | undefined {
  let latest: LatestSurgery | undefined;
  for (const surgery of surgeries) {
    const { first, last } = surgery.when ?? { first: Number.NEGATIVE_INFINITY, last: possible };
    if (first > possible) continue;
    const isOver = surgery.when !== undefined && last <= over;
    const least = isOver ? first : Number.NEGATIVE_INFINITY;
    const most = Math.min(last, possible);
    if (!latest) latest = { surgery, first: least, last: most };
    else {
      const isLater = first > (latest.surgery.when?.first ?? Number.NEGATIVE_INFINITY);
      latest = {
        surgery: isLater ? surgery : latest.surgery,
        first: Math.max(least, latest.first),
        last: Math.max(most, latest.last),
      };
    }
  }
  return latest && !complete ? { ...latest, last: possible } : latest;
}
