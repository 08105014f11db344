import { htmlToText } from './html-text.ts';
import { MAX_TEXT } from './read-report.ts';

/** The readable text of a report, or why there is none. */
export type ReportText =
  | { readonly status: 'text'; readonly text: string }
  | { readonly status: 'none' }
  | { readonly status: 'unreadable' };

/**
 * Puts together what of a report can be read: attached `text/plain` and `text/html`, then the
 * conclusion. Attached forms are semantically equivalent (FHIR R4), so one that can be read suffices;
 * when there are forms and none can be read (PDF, RTF, an image), the report is not readable, whatever
 * its conclusion says: that may leave out what the form holds.
 */
export function reportText(conclusion: unknown, presentedForm: unknown): ReportText {
  const forms = Array.isArray(presentedForm) ? (presentedForm as readonly unknown[]) : [];
  const parts = forms.flatMap((form) => attachedText(form) ?? []);
  if (forms.length > 0 && parts.length === 0) return { status: 'unreadable' };
  if (typeof conclusion === 'string') parts.push(`Impression:\n${conclusion}`);
  const text = parts.join('\n\n').slice(0, MAX_TEXT);
  return text.trim() === '' ? { status: 'none' } : { status: 'text', text };
}

/** Text as it was written, markup removed; a whole page called plain text is markup all the same. */
export const plainTextOf = (text: string, contentType: string | undefined): string =>
  /^text\/html\b/i.test(contentType ?? '') || /^\s*<(?:!doctype html|html|body)\b/i.test(text)
    ? htmlToText(text.slice(0, MAX_TEXT * 2))
    : text;

function attachedText(form: unknown): string | undefined {
  if (typeof form !== 'object' || form === null) return undefined;
  const { contentType, data } = form as { contentType?: unknown; data?: unknown };
  if (typeof data !== 'string' || typeof contentType !== 'string') return undefined;
  if (!/^text\/(?:plain|html)\b/i.test(contentType)) return undefined;
  const bytes = Buffer.from(data.slice(0, MAX_TEXT * 2), 'base64');
  const charset = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    const text = new TextDecoder(charset, { fatal: true }).decode(bytes);
    return isOtherFormat(text) ? undefined : plainTextOf(text, contentType);
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
