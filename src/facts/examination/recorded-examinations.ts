import { readExamination } from '../../clinical-text/examination/read-examination.ts';
import type { Mimic, NamedRoot, Sign } from '../../clinical-text/examination/sign.ts';
import { plainTextOf } from '../../report/report-text.ts';
import type { ChartReading } from '../reading/chart-reading.ts';
import {
  asList,
  asObject,
  asText,
  asWords,
  codesOf,
  referenceTo,
  valueSetsOf,
  type Opaque,
} from '../reading/fields/fields.ts';
import { readWhen, type When } from '../values/calendar.ts';
import type { Examination } from './examination.ts';
import { textsOf, type ExaminationText } from './examination-texts.ts';
import { examinationIn } from './examination-in-note.ts';

/** Observations that are looked at, and notes. */
const MAX_OBSERVATIONS = 400;
const MAX_NOTES = 20;
const MAX_NOTE = 20_000;

const standing: ReadonlySet<unknown> = new Set(['final', 'amended', 'corrected', undefined]);
const standingNote: ReadonlySet<unknown> = new Set(['final', 'amended', 'corrected', 'appended']);

/** Categories under which an examination may stand; an observation of another one is none. */
const categories: ReadonlySet<string> = new Set(['exam', 'therapy', 'procedure']);

/**
 * The examinations of the legs in the chart: observations of one day or one encounter taken together, and
 * the part of a note that a heading calls the examination. Withdrawn and preliminary ones are none.
 */
export function recordedExaminations(reading: ChartReading): readonly Examination[] {
  const own = reading.list('examinations').resources;
  const others = reading.observations.resources.filter((observation) =>
    isExamination(observation, reading),
  );
  const seen = new Set<string>();
  const observations = [...own.filter((one) => isOfAllowedCategory(one)), ...others]
    // A panel is read with its parts; its parts alone would be read twice.
    .filter((one) => !('component' in one && one['component'] === undefined))
    .filter((one) => {
      const reference = referenceTo(one);
      if (reference === undefined) return true;
      const isKnown = seen.has(reference);
      seen.add(reference);
      return !isKnown;
    })
    .slice(0, MAX_OBSERVATIONS);
  const groups = new Map<string, Opaque[]>();
  for (const [index, observation] of observations.entries()) {
    if (!standing.has(observation['status']) || isScreening(observation, reading)) continue;
    const key = visitOf(observation, reading.timeZone) ?? `alone ${index}`;
    groups.set(key, [...(groups.get(key) ?? []), observation]);
  }
  return [
    ...[...groups.values()].map((group) => examinationOf(group, reading)),
    ...notesOf(reading),
  ].filter(
    ({ signs, named, hasUnread, mimics }) =>
      signs.length + named.length + mimics.size > 0 || hasUnread,
  );
}

function examinationOf(group: readonly Opaque[], reading: ChartReading): Examination {
  const texts = group.flatMap((observation) => textsOf(observation, reading));
  const when = group
    .flatMap((observation) => observedWhen(observation, reading.timeZone) ?? [])
    .reduce<When | undefined>(
      (earliest, one) => (earliest && earliest.first <= one.first ? earliest : one),
      undefined,
    );
  return {
    by: 'examination',
    when,
    references: group.flatMap((observation) => referenceTo(observation) ?? []),
    ...readAll(texts, reading),
  };
}

function readAll(texts: readonly ExaminationText[], reading: ChartReading) {
  const signs: Sign[] = [];
  const named: NamedRoot[] = [];
  const mimics = new Set<Mimic>();
  let hasUnread = false;
  let knowsPictures = false;
  for (const { text, context, hasSplitSides } of texts) {
    if (hasSplitSides) {
      hasUnread = true;
      continue;
    }
    const words = reading.texts.findings(text);
    const read = readExamination(words, context);
    signs.push(...read.signs);
    named.push(...read.named);
    for (const mimic of read.mimics) mimics.add(mimic);
    knowsPictures ||= read.knowsPictures;
    hasUnread ||= read.isUnreadable || words.isCut || isOfArmOnly(words.found, read.signs.length);
  }
  return { signs, named, mimics, knowsPictures, hasUnread };
}

/** An examination of an arm says nothing of a leg. */
const isOfArmOnly = (found: readonly { readonly topic: string }[], signs: number): boolean =>
  signs === 0 && found.some(({ topic }) => topic === 'elsewhere-arm');

function isExamination(observation: Opaque, { terminology }: ChartReading): boolean {
  const isSection = valueSetsOf(observation['code'], terminology).has('examination-section');
  return isSection || categoriesOf(observation).includes('exam');
}

const categoriesOf = (observation: Opaque): readonly string[] =>
  asList(observation['category']).flatMap((category) => [
    ...codesOf(category),
    ...[asText(category), asText(asObject(category)?.['text'])].flatMap(
      (text) => text?.toLowerCase() ?? [],
    ),
  ]);

/** What a server lists under the category is taken at its word, unless it says another one itself. */
function isOfAllowedCategory(observation: Opaque): boolean {
  const own = categoriesOf(observation);
  return own.length === 0 || own.some((category) => categories.has(category));
}

const isScreening = (observation: Opaque, { terminology }: ChartReading): boolean =>
  valueSetsOf(observation['code'], terminology).has('foot-screening');

/** One encounter, else one day; undefined where neither is said. */
function visitOf(observation: Opaque, timeZone: string): string | undefined {
  const when = observedWhen(observation, timeZone);
  if (when && when.first === when.last) return `day ${when.first}`;
  const encounter = asText(asObject(observation['encounter'])?.['reference']);
  return encounter === undefined ? undefined : `encounter ${encounter}`;
}

function observedWhen(observation: Opaque, timeZone: string): When | undefined {
  const period = asObject(observation['effectivePeriod']);
  return (
    readWhen(observation['effectiveDateTime'], timeZone) ??
    readWhen(observation['effectiveInstant'], timeZone) ??
    readWhen(period?.['end'], timeZone) ??
    readWhen(period?.['start'], timeZone) ??
    readWhen(observation['issued'], timeZone)
  );
}

/** Reports that are an examination, or a note with one in it. */
function notesOf(reading: ChartReading): readonly Examination[] {
  return reading
    .list('reports')
    .resources.filter((report) => standingNote.has(report['status']))
    .flatMap((report) => {
      const sets = valueSetsOf(report['code'], reading.terminology);
      const isSection = sets.has('examination-section');
      return isSection || sets.has('examination-note') ? [{ report, isSection }] : [];
    })
    .slice(0, MAX_NOTES)
    .map(({ report, isSection }): Examination => {
      const text = textOfReport(report);
      const part =
        text === undefined || isSection ? text : examinationIn(reading.texts.findings(text));
      const reference = referenceTo(report);
      const read = readAll(
        part === undefined ? [] : [{ text: part, context: {}, hasSplitSides: false }],
        reading,
      );
      return {
        by: 'examination',
        when: observedWhen(report, reading.timeZone),
        references: reference === undefined ? [] : [reference],
        ...read,
        hasUnread: read.hasUnread || (isSection && text === undefined),
      };
    });
}

/** The text of a report: its conclusion and its forms, markup removed. */
export function textOfReport(report: Opaque): string | undefined {
  const conclusion = asWords(report['conclusion'], MAX_NOTE);
  const forms = asList(report['presentedForm']).flatMap((item) => {
    const form = asObject(item);
    const [data, type] = [asText(form?.['data']), asText(form?.['contentType'])];
    if (data === undefined || !/^(?:text\/|application\/xhtml)/i.test(type ?? '')) return [];
    const bytes = Buffer.from(data.slice(0, 4 * MAX_NOTE), 'base64').toString('utf8');
    return plainTextOf(bytes, type)?.slice(0, MAX_NOTE) ?? [];
  });
  const all = [...forms, ...(conclusion === undefined ? [] : [conclusion])];
  return all.length === 0 ? undefined : all.join('\n\n').slice(0, MAX_NOTE);
}
