import { escapeHtml } from '../../src/pages/html.ts';
import { cardHtml, documentOf, reason } from './page.ts';
import type { Answered } from './service.ts';
import {
  cardsHeldBack,
  cardsThatMeet,
  isMeeting,
  ordersOfTwo,
  type Count,
  type Together,
} from './together.ts';

/** What was asked, beside the occasions. */
export interface TogetherRun {
  readonly who: string;
  /** "HEAD (1a2b3c4)"; undefined when nothing was changed since. */
  readonly before: string | undefined;
  readonly after: string;
  readonly notes: readonly string[];
}

/** How the cards of one call stand beside each other: what is shown, what is held back, what changes one order. */
export function togetherPage(run: TogetherRun, all: readonly Together[]): string {
  const changed = all.filter(({ isChanged }) => isChanged);
  const meetings = all.filter((each) => isMeeting(each) && !each.isChanged);
  const single = all.filter(
    (each) => !isMeeting(each) && !each.isChanged && each.after.cards.length === 1,
  );
  const silent = all.filter((each) => !each.isChanged && each.after.cards.length === 0);
  const isAfter = run.before === undefined ? '' : `, ${run.before} (before)`;
  return documentOf(
    'how cards meet',
    [
      '<h1>How cards meet</h1>',
      `<p>${escapeHtml(run.after)}${escapeHtml(isAfter)}. ${escapeHtml(run.who)}, ${all.length} occasions: a chart is opened or orders are signed, and all cards are asked.</p>`,
      ...run.notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`),
      numbers(all, changed),
      table('Cards in one answer', ['together'], cardsThatMeet(all), ({ what }) => [
        what.join(' and '),
      ]),
      table(
        'Cards that were held back',
        ['card', 'why', 'shown instead'],
        cardsHeldBack(all),
        ({ what }) => what,
      ),
      section('What changed', changed, bothSides),
      section('Where several cards have something to say', meetings, oneAnswer),
      folded('Where one card speaks', single),
      `<h2>Where none speaks (${silent.length})</h2><p>${silent.filter(({ after }) => after.undecided.length > 0).length} of them with a card that could not be checked, ${silent.filter(({ after }) => after.refused !== undefined).length} without an answer.</p>`,
      '<p class="note">Treat the page like the charts it was made of. What an EHR gives by FHIR alone, such as the encounter, was not there.</p>',
    ].join('\n'),
  );
}

function numbers(all: readonly Together[], changed: readonly Together[]): string {
  const cells: readonly (readonly [string, number])[] = [
    ['two cards', all.filter(({ after }) => after.cards.length === 2).length],
    ['one card', all.filter(({ after }) => after.cards.length === 1).length],
    ['no card', all.filter(({ after }) => after.cards.length === 0).length],
    ['a card held back', all.filter(({ after }) => after.withheld.length > 0).length],
    ['two cards on one order', all.filter((each) => ordersOfTwo(each).length > 0).length],
    ['changed', changed.length],
  ];
  return `<ul class="counts">${cells.map(([words, number]) => `<li><b>${number}</b> ${words}</li>`).join('')}</ul>`;
}

function table(
  title: string,
  heads: readonly string[],
  counts: readonly Count[],
  cells: (count: Count) => readonly string[],
): string {
  if (counts.length === 0) return `<h2>${title}</h2><p>None.</p>`;
  const rows = counts.map(
    (each) =>
      `<tr>${[...cells(each), String(each.occasions), String(each.patients)].map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`,
  );
  return `<h2>${title}</h2><table><thead><tr>${[...heads, 'occasions', 'patients'].map((head) => `<th>${head}</th>`).join('')}</tr></thead><tbody>${rows.join('\n')}</tbody></table>`;
}

const section = (
  title: string,
  list: readonly Together[],
  inner: (each: Together) => string,
): string =>
  list.length === 0
    ? ''
    : `<section><h2>${title} (${list.length})</h2>\n${list.map((each) => article(each, inner(each))).join('\n')}</section>`;

const article = ({ occasion }: Together, inner: string) =>
  `<article><h3>${escapeHtml(occasion.patient)} <small>${escapeHtml(occasion.occasion)}</small></h3>
${inner}</article>`;

const bothSides = (each: Together) =>
  `<div class="sides"><div><p class="side">Before</p>${each.before ? answer(each.before) : ''}</div><div><p class="side">After</p>${answer(each.after)}</div></div>${orders(each)}`;

const oneAnswer = (each: Together) =>
  `<div class="sides">${each.after.cards.map((card) => `<div>${named(card.id)}${cardHtml(card)}</div>`).join('')}</div>${heldBack(each.after)}${orders(each)}`;

const named = (id: string) => `<p class="side">${escapeHtml(id)}</p>`;

const answer = (of: Answered): string =>
  `${of.cards.map((card) => named(card.id) + cardHtml(card)).join('\n')}${of.cards.length === 0 ? `<p class="none">No card${of.refused === undefined ? '' : `: ${escapeHtml(of.refused)}`}.</p>` : ''}${heldBack(of)}`;

const heldBack = ({ withheld }: Answered): string =>
  withheld.length === 0
    ? ''
    : `<p class="none">Held back: ${withheld.map(({ card, because }) => `${escapeHtml(card)} (${escapeHtml(because)})`).join(', ')}.</p>`;

/** Of each order: which cards are about it, and which one offers to change it. */
function orders({ occasion, after: { cards } }: Together): string {
  const rows = [...occasion.orders].flatMap(([reference, name]) => {
    const about = cards.filter((card) => card.about.includes(reference)).map(({ id }) => id);
    const by = cards.filter(({ changes }) => changes.includes(reference)).map(({ id }) => id);
    if (about.length === 0) return [];
    const cells = [name, about.join(', '), by.join(', ') || 'none'];
    return `<tr${by.length > 1 ? ' class="other"' : ''}>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  return rows.length === 0
    ? ''
    : `<table><thead><tr><th>order</th><th>cards about it</th><th>changes are offered by</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function folded(title: string, list: readonly Together[]): string {
  if (list.length === 0) return '';
  const rows = list.map(({ occasion, after }) => {
    const [card] = after.cards;
    const cells = [occasion.patient, occasion.occasion, card?.id ?? '', card?.summary ?? ''];
    return `<tr>${cells.map((cell) => `<td>${escapeHtml(cell)}</td>`).join('')}</tr>`;
  });
  return `<section><h2>${title} (${list.length})</h2><details><summary>Show them</summary><table><thead><tr><th>patient</th><th>occasion</th><th>card</th><th>summary</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></details></section>`;
}

/** What is printed beside the page. @param isInvented Whether the names of patients may be printed. */
export function togetherSummary(
  run: TogetherRun,
  all: readonly Together[],
  { isInvented, out }: { readonly isInvented: boolean; readonly out: string },
): string {
  const times = ({ occasions, patients }: Count) =>
    `  ${String(occasions).padStart(4)} (${patients} ${patients === 1 ? 'patient' : 'patients'})`;
  const meetings = all.filter(isMeeting);
  return [
    `${run.after}${run.before === undefined ? '; nothing was changed' : `; before: ${run.before}`}.`,
    `${run.who}, ${all.length} occasions, ${meetings.length} with several cards, ${all.filter(({ isChanged }) => isChanged).length} changed:`,
    ...cardsThatMeet(all).map((each) => `${times(each)} ${each.what.join(' and ')}`),
    ...cardsHeldBack(all).map(
      (each) =>
        `${times(each)} held back: ${each.what[0] ?? ''} (${reason(each.what[1] ?? '')}) beside ${each.what[2] ?? ''}`,
    ),
    ...(isInvented
      ? all
          .filter(({ isChanged }) => isChanged)
          .slice(0, 40)
          .map(({ occasion }) => `  changed   ${occasion.patient}: ${occasion.occasion}`)
      : []),
    ...run.notes.map((note) => `note  ${note}`),
    `Page: ${out}`,
  ].join('\n');
}
