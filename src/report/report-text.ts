import { isEnglish } from './english.ts';
import { htmlToText } from '../clinical-text/text/html-text.ts';
import { MAX_TEXT } from './read-report.ts';
import { partsOf } from './document/sections.ts';

/** The readable text of a report, or why there is none. */
export type ReportText =
  | {
      readonly status: 'text';
      readonly text: string;
      /** False when a part of the report was not read: what the text does not say, that part may. */
      readonly isWhole: boolean;
    }
  | { readonly status: 'none' }
  | { readonly status: 'unreadable' };

/** Text of an observation that a report names as its result. */
export interface Narrative {
  /** Heading of the section that it is; empty when it is the report as a whole, or not said. */
  readonly heading: string;
  readonly text: string;
  /** It is the text of the study, not one section of it. */
  readonly isWhole: boolean;
}

/** What the results of a report hold in words. */
export interface ResultTexts {
  readonly narratives: readonly Narrative[];
  /** A result was named, but could not be had or read. */
  readonly hasUnread: boolean;
}

const noResults: ResultTexts = { narratives: [], hasUnread: false };

/**
 * Puts together what of a report can be read: attached plain text and HTML, else the texts of its
 * results; then the conclusion. Attached forms are semantically equivalent (FHIR R4), so one that can
 * be read suffices; when there are forms and none can be read (PDF, RTF, an image, another language,
 * encoded twice), the report is not readable, whatever its conclusion says: that may leave out what
 * the form holds. Only the text of the study among its results stands in for the form.
 */
export function reportText(
  conclusion: unknown,
  presentedForm: unknown,
  results: ResultTexts = noResults,
): ReportText {
  const forms = Array.isArray(presentedForm) ? (presentedForm as readonly unknown[]) : [];
  const attached = forms.flatMap((form) => attachedText(form) ?? []);
  const concluded = typeof conclusion === 'string' ? plainTextOf(conclusion, undefined) : '';
  if (concluded === undefined) return { status: 'unreadable' };
  const impression = concluded.trim() === '' ? [] : [`Impression:\n${concluded}`];
  if (attached.some((text) => text.trim() !== '')) {
    return textOf([...attached, ...impression], true);
  }
  const narratives = results.narratives.filter(({ text }) => text.trim() !== '');
  const english = narratives.filter(({ text }) => isEnglish(text));
  const hasStudyText = english.some(({ isWhole, text }) => isWhole || hasFindings(text));
  if (forms.length > 0 && attached.length === 0 && !hasStudyText) return { status: 'unreadable' };
  const parts = english.map(({ heading, text }) =>
    heading === '' ? text : `${heading}:\n${text}`,
  );
  const isConclusionRead = isEnglish(concluded);
  if (isConclusionRead) parts.push(...impression);
  const hasUnread =
    results.hasUnread ||
    english.length < narratives.length ||
    (impression.length > 0 && !isConclusionRead);
  if (parts.length === 0) return { status: hasUnread ? 'unreadable' : 'none' };
  return textOf(parts, !hasUnread || hasStudyText || (isConclusionRead && hasFindings(concluded)));
}

function textOf(parts: readonly string[], isWhole: boolean): ReportText {
  const text = parts.join('\n\n').slice(0, MAX_TEXT);
  return text.trim() === '' ? { status: 'none' } : { status: 'text', text, isWhole };
}

/** True for a text with a part headed as findings: a whole report, not its conclusion alone. */
const hasFindings = (text: string): boolean =>
  partsOf(text.slice(0, MAX_TEXT)).some(({ section, headed }) => section === 'findings' && headed);

const markup = /^(?:text\/(?:html|xhtml)|application\/xhtml\+xml)\b/i;
const beginsAsMarkup =
  /^\s*(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype html|html|body|div|p|pre|table)\b/i;

/**
 * Text as it was written, markup removed; a whole page called plain text is markup all the same.
 *
 * @returns undefined for markup that cannot be read.
 */
export function plainTextOf(text: string, contentType: string | undefined): string | undefined {
  if (!markup.test(contentType ?? '') && !beginsAsMarkup.test(text)) return text;
  try {
    return htmlToText(text.slice(0, MAX_TEXT * 2));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** @returns The text, possibly empty; undefined when the attachment cannot be read. */
function attachedText(form: unknown): string | undefined {
  if (typeof form !== 'object' || form === null) return undefined;
  const { contentType, data } = form as { contentType?: unknown; data?: unknown };
  if (typeof data !== 'string' || typeof contentType !== 'string') return undefined;
  if (!/^text\/plain\b/i.test(contentType) && !markup.test(contentType)) return undefined;
  const bytes = Buffer.from(data.slice(0, MAX_TEXT * 2), 'base64');
  const charset = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    const decoded = new TextDecoder(charset, { fatal: true }).decode(bytes);
    if (isOtherFormat(decoded) || isEncodedAgain(decoded)) return undefined;
    const text = plainTextOf(decoded, contentType);
    return text === undefined || text.trim() === '' || isEnglish(text) ? text : undefined;
  } catch {
    // Not the charset it says, or one we do not know: not readable, rather than misread.
    return undefined;
  }
}

/**
 * A file under a false name: PDF, RTF, a zip, or UTF-16 read as bytes. Read as
 * it stands, what is struck through or laid out would pass for a sentence.
 */
const isOtherFormat = (text: string): boolean =>
  text.includes('\u0000') || /^\s*(?:%PDF-|\{\\rtf|PK\u0003\u0004)/.test(text);

/** Base64 once more: no report is one long word. */
const isEncodedAgain = (text: string): boolean =>
  /^[A-Za-z0-9+/_-]{16,}={0,2}$/.test(text.replace(/[\r\n]+/g, '').trim());
