import { htmlToText } from './html-text.ts';

/** Longest text that is read; a dictated spine report is a few thousand characters. */
export const MAX_TEXT = 200_000;

/** The readable text of a report, or why there is none. */
export type ReportText =
  | { readonly status: 'text'; readonly text: string }
  | { readonly status: 'none' }
  | { readonly status: 'unreadable' };

/**
 * Puts together what of a report can be read: attached `text/plain` and `text/html`, then the
 * conclusion. An attachment of another kind (PDF, RTF, an image) is not readable, which is never the
 * same as a report that says nothing; unless the same report is attached in a readable form too.
 */
export function reportText(conclusion: unknown, presentedForm: unknown): ReportText {
  const parts: string[] = [];
  let hasUnreadable = false;
  for (const form of Array.isArray(presentedForm) ? (presentedForm as readonly unknown[]) : []) {
    const text = attachedText(form);
    if (text === undefined) hasUnreadable = true;
    else parts.push(text);
  }
  if (typeof conclusion === 'string') parts.push(`Impression:\n${conclusion}`);
  const text = parts.join('\n\n').slice(0, MAX_TEXT);
  if (text.trim() !== '' && !hasUnreadable) return { status: 'text', text };
  return { status: hasUnreadable ? 'unreadable' : 'none' };
}

/** Text as it was written, markup removed. */
export const plainTextOf = (text: string, contentType: string | undefined): string =>
  /^text\/html\b/i.test(contentType ?? '') ? htmlToText(text.slice(0, MAX_TEXT * 2)) : text;

function attachedText(form: unknown): string | undefined {
  if (typeof form !== 'object' || form === null) return undefined;
  const { contentType, data } = form as { contentType?: unknown; data?: unknown };
  if (typeof data !== 'string' || typeof contentType !== 'string') return undefined;
  if (!/^text\/(?:plain|html)\b/i.test(contentType)) return undefined;
  const bytes = Buffer.from(data.slice(0, MAX_TEXT * 2), 'base64');
  const charset = /charset=["']?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return plainTextOf(new TextDecoder(charset, { fatal: true }).decode(bytes), contentType);
  } catch {
    // Not the charset it says, or one we do not know: not readable, rather than misread.
    return undefined;
  }
}
