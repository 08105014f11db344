import type { ReportFindings } from '../../report/findings/report-findings.ts';
import { discLevelsIn, type DiscLevel } from '../values/anatomy.ts';
import { withoutDenied, type SaidInReport } from './report-words.ts';

/** What a report tells of operations on the spine, in any part of it. */

/** Words of an operation on the spine, in any part of the report, planned and denied ones included. */
export const saysSpineSurgery = (findings: ReportFindings): SaidInReport =>
  findings.sentences.find(({ text }) => operated.test(withoutNoSurgery(text)));
const operated =
  /\bpost-?\s?op(?:erat\w*)?\b|\bpost-?\s?surg\w*|\bsurg(?:ery|ical(?:ly)?)\b|\boperat(?:ed|ion)s?\b|\bre-?operat\w*|\bs\/p\b|\bstatus post\b|\blamin(?:ec|o)tom\w*|\bhemilamin\w*|\bdis[ck]ectom\w*|\bmicrodis[ck]\w*|\bsequestrectom\w*|\bnucle(?:ot|ect)om\w*|\bforaminotom\w*|\bfus(?:ion|ed)\b|\bdecompression\b|\binstrumentation\b|\bpedicle screws?\b|\bhardware\b|\bcages?\b|\bscar\w*|\bfibrosis\b|\bgranulation\b|\brecurrent\b[^.;]{0,120}\b(?:dis[ck]|herniat\w*|protrus\w*|extrus\w*)|\bresidual dis[ck]\b/i;
const withoutNoSurgery = (text: string) =>
  text.replace(
    /\b(?:no|without|denies)(?: any)?(?: (?:history of|evidence of|signs of|prior|previous|earlier|known))* (?:(?:lumbar|spinal|spine|back) )*(?:surger(?:y|ies)|operations?)\b/gi,
    ' ',
  );

/** Implants or a fusion in the lumbar spine: another operation than that on a disc. */
export const saysFusion = (findings: ReportFindings): SaidInReport =>
  findings.sentences.find(
    ({ section, text }) => section !== 'comparison' && fusion.test(withoutDenied(text)),
  );
const fusion =
  /\bpedicle screws?\b|\binterbody\b|\bcages?\b|\binstrument(?:ed|ation)\b|\b(?:spinal |lumbar |posterolateral |solid |bony ){0,4}fusion\b|\bfused\b|\bhardware\b|\barthrodesis\b|\b(?:dis[ck]) (?:prosthesis|arthroplasty|replacement)\b|\binterspinous (?:device|spacer)\b/i;

/** The disc levels at which the report says that there was an operation; empty when it names none. */
export function operatedLevelsSaid({ sentences }: ReportFindings): readonly DiscLevel[] {
  return [
    ...new Set(
      sentences.flatMap(({ text }) =>
        operationDone.test(text) && !notDone.test(text) ? discLevelsIn(text) : [],
      ),
    ),
  ];
}
const operationDone =
  /\blamin(?:ec|o)tom\w*|\bhemilamin\w*|\bdis[ck]ectom\w*|\bmicrodis[ck]\w*|\bsequestrectom\w*|\boperated\b|\bstatus post\b|\bs\/p\b|\bpost-?\s?op(?:erat\w*)?\b/i;
const notDone =
  /\b(?:no|without|never|denies|planned|awaiting|considered|candidate|if|unoperated|non-?operated)\b|\?/i;

/**
 * The report tells of an operation later than the one that the chart knows: it names a later year, or
 * says that less than `months` months have passed.
 *
 * @param year Of the latest operation of the chart.
 */
export const saysLaterOperation = (
  { sentences }: ReportFindings,
  months: number,
  year: number,
): SaidInReport =>
  sentences.find(({ section, text }) => {
    if (section === 'comparison' || !anyOperation.test(text) || notDone.test(text)) return false;
    const years = [...text.matchAll(/\b(?:19|20)\d\d\b/g)].map(([said]) => Number(said));
    return years.some((said) => said > year) || recently.test(text) || isWithin(text, months);
  });
const anyOperation = new RegExp(
  String.raw`${operationDone.source}|\b(?:surgery|operation|decompression)\b`,
  'i',
);
const recently =
  /\brecent(?:ly)?\b[^.;]{0,40}\b(?:surg\w*|operat\w*|dis[ck]ectom\w*|microdis[ck]\w*|laminectom\w*|decompress\w*)|\binterval (?:surg\w*|dis[ck]ectom\w*|laminectom\w*|decompress\w*)|\bPOD\b|\bpost-?\s?op(?:erative)? (?:day|week)\b/i;

/** "Three months ago", "6 weeks post", "postoperative month 2": less than `months` months. */
function isWithin(text: string, months: number): boolean {
  return [...text.matchAll(elapsed)].some(([, count = '', unit = '', ordinal]) => {
    const number =
      ordinal === undefined ? (numbers[count.toLowerCase()] ?? Number(count)) : Number(ordinal);
    const perMonth = /^d/i.test(unit) ? 30 : /^w/i.test(unit) ? 4 : 1;
    return number / perMonth < months;
  });
}
const elapsed =
  /\b(\d{1,3}|a|one|two|three|four|five|six|few|several)[ -](d|w|m)(?:ays?|eeks?|onths?|ks?|os?)?\b[ -]?(?:ago|post|after|since|prior|previously|earlier|out|status|s\/p)|\bmonth (\d{1,2})\b/gi;
const numbers: Readonly<Record<string, number>> = {
  a: 1,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  few: 3,
  several: 5,
};
