import { plainTextOf } from '../../report/report-text.ts';
import { asList, asObject, asText, type Opaque } from '../reading/fields/fields.ts';

/** What of a report is looked through for its title: a heading stands above everything else. */
const MAX_CHARACTERS = 600;
const MAX_LINES = 8;
const MAX_FORMS = 5;

const heading =
  /^(?:exam|examination|exam type|exam description|study|study type|study description|procedure|test|title|type of exam|examination performed|procedure performed|investigation)\s*[:=–-]\s*(\S.{0,200})$/i;

/**
 * The titles under which a report calls its study itself: those of its attachments, what stands behind
 * "EXAM:" at its beginning, and its first line. For reports whose code says no more than that.
 *
 * @returns Possibly empty; what cannot be decoded has no title here.
 */
export function titlesOfReport(report: Opaque): readonly string[] {
  if (report['resourceType'] !== 'DiagnosticReport') return [];
  const forms = asList(report['presentedForm']).slice(0, MAX_FORMS).map(asObject);
  const texts = [
    ...forms.map((form) => beginningOf(form)),
    asText(report['conclusion'])?.slice(0, MAX_CHARACTERS),
  ];
  return [
    ...forms.flatMap((form) => asText(form?.['title']) ?? []),
    ...texts.flatMap((text) => (text === undefined ? [] : titlesIn(text))),
  ];
}

function beginningOf(form: Opaque | undefined): string | undefined {
  const contentType = asText(form?.['contentType']);
  const data = asText(form?.['data']);
  if (
    data === undefined ||
    !/^(?:text\/(?:plain|html)|application\/xhtml\+xml)\b/i.test(contentType ?? '')
  ) {
    return undefined;
  }
  const isMarkup = /html/i.test(contentType ?? '');
  const bytes = Buffer.from(data.slice(0, MAX_CHARACTERS * (isMarkup ? 8 : 2)), 'base64');
  return plainTextOf(bytes.toString('utf8'), contentType)?.slice(0, MAX_CHARACTERS);
}

function titlesIn(text: string): readonly string[] {
  const lines = text
    .split('\n', MAX_LINES)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const headed = lines.flatMap((line) => heading.exec(line)?.[1] ?? []);
  const [first] = lines;
  // A sentence is no title.
  const isTitle = first !== undefined && first.length <= 120 && !/[.!?]\s*$/.test(first);
  return isTitle ? [...headed, first] : headed;
}
