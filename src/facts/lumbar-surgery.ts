import type { Terminology } from '../terminology/terminology.ts';
import {
  discLevelsIn,
  namesLumbarSpine,
  namesOtherSpine,
  sideIn,
  type DiscLevel,
  type Side,
} from './anatomy.ts';
import type { Day, When } from './calendar.ts';
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
import { kindInText, type SurgeryKind } from './operation-in-words.ts';
import { performedWhen } from './performed.ts';

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
    // By reference, so that the order in which a server lists them changes nothing.
    found.sort(({ evidence: a }, { evidence: b }) =>
      (a.reference ?? '').localeCompare(b.reference ?? '', 'en'),
    );
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

const siteWords = (site: unknown): readonly string[] => {
  const text = asText(asObject(site)?.['text']);
  const displays = asList(asObject(site)?.['coding']).flatMap((item) => {
    const display = asText(asObject(item)?.['display']);
    return display ? [display] : [];
  });
  return text ? [text, ...displays] : displays;
};

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
