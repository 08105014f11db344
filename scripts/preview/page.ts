import { createHash } from 'node:crypto';
import { Marked } from 'marked';
import { escapeHtml } from '../../src/pages/html.ts';
import type { Change, Compared } from './compare.ts';
import type { Outcome, ShownCard } from './service.ts';
import { wordDiff } from './word-diff.ts';

/** What was compared, beside the occasions. */
export interface PreviewRun {
  readonly id: string;
  readonly title: string;
  /** "version 3 at HEAD (1a2b3c4)" */
  readonly before: string;
  readonly after: string;
  readonly who: string;
  readonly notes: readonly string[];
  /** The card file then and now; undefined where there was none. */
  readonly files: readonly [before: string | undefined, after: string];
}

const headings: Readonly<Record<Change, string>> = {
  gains: 'Who gets the card now and did not before',
  loses: 'Who got the card and does not any more',
  reworded: 'Who keeps it, with other words',
  same: 'Who keeps it as it was',
  neither: 'Who is told nothing, before and after',
};

/** Who gains, loses and keeps a card: a page that stands alone and fetches nothing. */
export function previewPage(run: PreviewRun, compared: readonly Compared[]): string {
  const of = (change: Change) => compared.filter((each) => each.change === change);
  const body = [
    `<h1>${escapeHtml(run.title)}</h1>`,
    `<p><code>${escapeHtml(run.id)}</code>: ${escapeHtml(run.before)} (before), ${escapeHtml(run.after)} (after). ${escapeHtml(run.who)}, ${compared.length} occasions: a chart is opened or an order signed.</p>`,
    ...run.notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`),
    counts(of),
    ...(['gains', 'loses', 'reworded'] as const).map((change) => section(change, of(change))),
    same(of('same')),
    neither(of('neither')),
    fileDiff(run.files),
    '<p class="note">Made from the example patients or Bundles named above. What an EHR gives by FHIR alone, such as the encounter, was not there. Treat the page like the charts it was made of.</p>',
  ].join('\n');
  return documentOf(run.id, body);
}

/** A page that stands alone and fetches nothing. */
export function documentOf(title: string, body: string): string {
  const hash = createHash('sha256').update(style).digest('base64');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Preview: ${escapeHtml(title)}</title><style>${style}</style></head>
<body><main>
${body}
</main></body></html>
`;
}

function counts(of: (change: Change) => readonly Compared[]): string {
  const cells = (
    [
      ['gains', 'gain it'],
      ['loses', 'lose it'],
      ['reworded', 'keep it, other words'],
      ['same', 'keep it as it was'],
      ['neither', 'told nothing'],
    ] as const
  ).map(([change, words]) => {
    const list = of(change);
    const people = new Set(list.map(({ occasion }) => occasion.patient)).size;
    return `<li class="${change}"><b>${list.length}</b> ${words}<br><small>${people} ${people === 1 ? 'patient' : 'patients'}</small></li>`;
  });
  return `<ul class="counts">${cells.join('')}</ul>`;
}

function section(change: Change, list: readonly Compared[]): string {
  if (list.length === 0) return '';
  return `<section class="${change}"><h2>${headings[change]} (${list.length})</h2>\n${list.map(oneCase).join('\n')}</section>`;
}

function oneCase({ occasion, before, after }: Compared): string {
  return `<article><h3>${escapeHtml(occasion.patient)} <small>${escapeHtml(occasion.occasion)}</small></h3>
${changedWords(before, after)}<div class="sides"><div><p class="side">Before</p>${outcome(before)}</div><div><p class="side">After</p>${outcome(after)}</div></div></article>`;
}

/** The words that were taken out and put in, of everything that is on the card. */
function changedWords(before: Outcome, after: Outcome): string {
  if (before.kind !== 'shown' || after.kind !== 'shown') return '';
  const runs = wordDiff(allWords(before.card), allWords(after.card)).map(({ in: where, words }) => {
    const text = escapeHtml(words);
    if (where === 'both') return text;
    return where === 'before' ? `<del>${text}</del>` : `<ins>${text}</ins>`;
  });
  return `<p class="diff">${runs.join(' ')}</p>\n`;
}

const allWords = ({
  indicator,
  summary,
  detail,
  source,
  suggestions,
  overrideReasons,
}: ShownCard) =>
  [
    `${indicator}:`,
    summary,
    detail.replace(/\\(?=[^\w\s])/g, ''),
    `Source: ${source}`,
    ...suggestions,
    ...overrideReasons,
  ].join('\n');

function outcome(of: Outcome): string {
  switch (of.kind) {
    case 'shown':
      return cardHtml(of.card);
    case 'withheld':
      return `<p class="none">It would speak, but: ${escapeHtml(of.because)}.</p>`;
    case 'silent':
      return `<p class="none">Silent: ${escapeHtml(reason(of.because))}.</p>`;
    case 'undecided':
      return `<p class="none">Could not be checked for want of: ${escapeHtml(of.missing.join(', '))}.</p>`;
    case 'refused':
      return `<p class="none">No answer: ${escapeHtml(of.because)}</p>`;
    case 'not asked':
      return '<p class="none">No such card then, or none of its business.</p>';
  }
}

const list = (items: readonly string[]) =>
  `<ul>${items.map((item) => `<li>${escapeHtml(item).replaceAll('\n', '<br>')}</li>`).join('')}</ul>`;

/** A card as an EHR would show it, folded out. */
export const cardHtml = ({
  indicator,
  summary,
  detail,
  source,
  suggestions,
  overrideReasons,
}: ShownCard) =>
  `<div class="card ${indicator === 'critical' || indicator === 'warning' ? indicator : 'info'}"><p class="kind">${escapeHtml(indicator)}</p>
<p><b>${escapeHtml(summary)}</b></p>
${markdown.parse(detail, { async: false })}
<p class="note">Source: ${escapeHtml(source)}</p>
${suggestions.length > 0 ? `<p class="side">Suggestions</p>${list(suggestions)}` : ''}<p class="side">Reasons to set it aside</p>${list(overrideReasons)}</div>`;

/** Markdown of a card with words of charts in it: what is HTML there is shown, never obeyed. */
const markdown = new Marked({
  renderer: {
    html: ({ text }) => escapeHtml(text),
    image: ({ text }) => escapeHtml(text),
    link({ href, tokens }) {
      const text = this.parser.parseInline(tokens);
      return /^https?:/i.test(href) ? `${text} (${escapeHtml(href)})` : text;
    },
  },
});

function same(compared: readonly Compared[]): string {
  if (compared.length === 0) return '';
  const rows = compared.map(
    ({ occasion, after }) =>
      `<tr><td>${escapeHtml(occasion.patient)}</td><td>${escapeHtml(occasion.occasion)}</td><td>${after.kind === 'shown' ? escapeHtml(after.card.summary) : ''}</td></tr>`,
  );
  return `<section class="same"><h2>${headings.same} (${compared.length})</h2>
<details><summary>Show them</summary><table><thead><tr><th>patient</th><th>occasion</th><th>summary</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></details></section>`;
}

/** Why the card is silent is worth a look where the reason changed. */
function neither(compared: readonly Compared[]): string {
  if (compared.length === 0) return '';
  const asked = compared.filter(
    ({ before, after }) => before.kind !== 'not asked' || after.kind !== 'not asked',
  );
  const rows = asked.map(({ occasion, before, after }) => {
    const [one, other] = [inShort(before), inShort(after)];
    return `<tr${one === other ? '' : ' class="other"'}><td>${escapeHtml(occasion.patient)}</td><td>${escapeHtml(occasion.occasion)}</td><td>${escapeHtml(one)}</td><td>${escapeHtml(other)}</td></tr>`;
  });
  return `<section class="neither"><h2>${headings.neither} (${compared.length})</h2>
<p>${compared.length - asked.length} of them are none of this card's business.</p>
<details><summary>Why it is silent for the other ${asked.length}</summary><table><thead><tr><th>patient</th><th>occasion</th><th>before</th><th>after</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></details></section>`;
}

/** The id of a reason, as words. */
export const reason = (id: string) => id.replaceAll('-', ' ');

function inShort(of: Outcome): string {
  switch (of.kind) {
    case 'shown':
      return 'shown';
    case 'undecided':
      return `not checked: ${of.missing.join(', ')}`;
    case 'not asked':
      return '–';
    default:
      return `${of.kind}: ${reason(of.because)}`;
  }
}

function fileDiff([before, after]: PreviewRun['files']): string {
  if (before === undefined) return '<h2>The card file</h2><p>It is new.</p>';
  if (before === after) return '<h2>The card file</h2><p>It was not changed.</p>';
  const [one, other] = [before.split('\n'), after.split('\n')];
  const gone = one.filter((line) => !other.includes(line));
  const come = other.filter((line) => !one.includes(line));
  return `<h2>The card file</h2><pre>${[
    ...gone.map((line) => `<del>− ${escapeHtml(line)}</del>`),
    ...come.map((line) => `<ins>+ ${escapeHtml(line)}</ins>`),
  ].join('\n')}</pre>`;
}

const style = `
:root { color-scheme: light dark; --line: #8885; --soft: #8881; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 72rem; margin: 0 auto; padding: 1rem 1rem 4rem; }
h1 { margin: 1rem 0 0; } h2 { margin-top: 2.5rem; } h3 { margin: 0 0 .5rem; } small, .note { opacity: .75; font-weight: 400; }
.counts { display: flex; flex-wrap: wrap; gap: .75rem; padding: 0; list-style: none; }
.counts li { flex: 1 1 9rem; border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .75rem; }
.counts b { font-size: 1.5rem; }
article { border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1rem; } @media (max-width: 44rem) { .sides { grid-template-columns: 1fr; } }
.side { margin: .5rem 0 .25rem; font-size: .8rem; text-transform: uppercase; letter-spacing: .05em; opacity: .75; }
.card { border: 1px solid var(--line); border-left: .35rem solid #3b7dd8; border-radius: .35rem; padding: .25rem .9rem; overflow-wrap: anywhere; }
.card.warning { border-left-color: #b8860b; } .card.critical { border-left-color: #c22; }
.kind { font-size: .8rem; opacity: .75; margin: .5rem 0 0; }
.none { background: var(--soft); border-radius: .35rem; padding: .75rem; margin: 0; }
.diff { background: var(--soft); border-radius: .35rem; padding: .75rem; }
del { background: #d333; text-decoration: line-through; } ins { background: #2a83; text-decoration: underline; }
table { border-collapse: collapse; width: 100%; } td, th { border-bottom: 1px solid var(--line); text-align: left; padding: .35rem; vertical-align: top; }
tr.other { background: #b8860b22; } pre { white-space: pre-wrap; background: var(--soft); padding: .75rem; border-radius: .35rem; }
@media print { article { break-inside: avoid; } }
`;
