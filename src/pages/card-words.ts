import { marked } from 'marked';
import type { CardEvidence } from '../cards/evidence-page.ts';
import type { SourceLink } from '../cards/figures/evidence.ts';
import { escapeHtml } from './html.ts';

/** What the service is and is not, at the foot of its pages. */
export const intendedUse =
  'Advice to clinicians from published evidence. It does not decide, and it is not a medical device claim.';

/** What a mode means at this site. */
export const modeMeaning: Readonly<Record<CardEvidence['mode'], string>> = {
  on: 'shown at this site',
  silent: 'evaluated and counted at this site, not shown',
  off: 'off at this site',
};

/** Whether a card is shown at this site, and if not, why. */
export function meaningHere({
  mode,
  awaitsApproval,
  awaitsContact,
  recalled,
}: Pick<CardEvidence, 'mode' | 'awaitsApproval'> & {
  readonly awaitsContact?: boolean | undefined;
  readonly recalled: CardEvidence['recalled'] | undefined;
}): string {
  if (recalled) return `recalled on ${recalled.at.slice(0, 10)}, not shown: ${recalled.why}`;
  if (awaitsContact) return `awaits a contact of this site: ${modeMeaning.silent}`;
  return awaitsApproval ? `awaits approval: ${modeMeaning.silent}` : modeMeaning[mode];
}

/** Markdown of a card file as HTML, its slots marked as such. Card files are trusted. */
export const markdownToHtml = (markdown: string): string =>
  withSlots(marked.parse(markdown, { async: false }));

/** The same for a phrase within a line. */
export const markdownToInlineHtml = (markdown: string): string =>
  withSlots(marked.parseInline(markdown, { async: false }));

/** Names of slots, written ‹so›, marked as such. */
export const withSlots = (html: string) =>
  html.replace(/‹([^‹›]*)›/g, '<span class="slot">$1</span>');

/** A list of plain sentences. */
export const list = (items: readonly string[]): string =>
  `<ul>\n${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`;

export const tag = (name: string, words: string): string =>
  `<span class="tag ${name}">${escapeHtml(words)}</span>`;

/** The way to the other pages, on top of each. */
export const crumbs =
  '<nav class="crumbs" aria-label="Pages"><a href="/">Cauda</a> · <a href="/cards">All cards</a> · <a href="/guide">Guide</a> · <a href="/agreement">Agreement</a></nav>';

export const foot = `<p class="note foot">${escapeHtml(intendedUse)}</p>`;

/** A link to somebody else's page, which is not told where the reader came from. */
export const linkOut = ({ label, url }: SourceLink): string =>
  `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(label)}</a>`;
