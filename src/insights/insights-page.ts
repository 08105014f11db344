import { readFileSync } from 'node:fs';
import { escapeHtml, styleSheet } from '../pages/html.ts';
import { controlChart } from './control-chart.ts';
import type {
  CardInsight,
  CardWeek,
  GroupInsight,
  Insights,
  Rate,
  Share,
  ShownComment,
} from './insight-types.ts';

/** Beside the style of all pages. */
export const insightsStyle = readFileSync(new URL('./insights.css', import.meta.url), 'utf8');

/** How the links of a page go on. */
export interface InsightsLinks {
  /** Further parameters, e.g. `weeks=12`. */
  readonly query: string;
  /** True for a file that stands alone: style inside, no links to a server. */
  readonly isFile: boolean;
}

/**
 * What was counted, for people: the list of all cards, or one card with everything of it.
 *
 * @param comments What clinicians wrote to the card, where the reader may see it.
 */
export function insightsPage(
  insights: Insights,
  only: string | undefined,
  links: InsightsLinks,
  comments?: readonly ShownComment[],
): string {
  const title = only === undefined ? 'Insights' : `Insights: ${titleOf(insights, only)}`;
  const body = [
    links.isFile ? '' : nav(only, links),
    `<h1>${escapeHtml(title)}</h1>`,
    insights.isSimulated
      ? '<p class="simulated" role="note"><strong>Simulated.</strong> These weeks are invented, to show what this page looks like. No clinician saw these cards.</p>'
      : '',
    `<p class="note">${insights.weeks} weeks, ${insights.from} to ${insights.to} (UTC). ${number(insights.calls)} calls about lumbar orders and reports.</p>`,
    ...heldBack(insights, links),
    ...looks(insights, only, links),
    ...(insights.cards.length === 0 ? [nothingYet(only)] : counted(insights, only, links)),
    ...(comments === undefined ? [] : [commentTable(comments)]),
    ...changes(insights),
    '<p class="note foot">Counts of cards, never of patients. Shown: of 100 calls that concerned the card. Answers: of the cards shown whose record was kept. Intervals are Wilson 95%. Charts: weekly share, mean, and three-sigma limits; a point outside them is more than chance. A flag is a question to the committee, not an answer.</p>',
  ];
  return document(title, body.filter((part) => part !== '').join('\n'), links.isFile);
}

/** A page of these, with its style linked or inside. */
export function document(title: string, body: string, isFile: boolean): string {
  const style = isFile
    ? `<style>${styleSheet}\n${insightsStyle}</style>`
    : '<link rel="icon" href="/icon.svg" type="image/svg+xml">\n<link rel="stylesheet" href="/style.css">\n<link rel="stylesheet" href="/insights/style.css">';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
${style}
</head>
<body>
<main class="insights">
${body}
</main>
</body>
</html>
`;
}

const titleOf = ({ cards }: Insights, id: string) =>
  cards.find(({ card }) => card === id)?.title ?? id;

function nav(only: string | undefined, { query }: InsightsLinks): string {
  const all = `<a href="/insights?${escapeHtml(query)}">All insights</a>`;
  const page =
    only === undefined
      ? ''
      : ` · ${all} · <a href="/cards/${escapeHtml(only)}">Evidence of this card</a>`;
  return `<nav class="crumbs"><a href="/">Cauda</a>${page}</nav>`;
}

const nothingYet = (only: string | undefined) =>
  `<h2>Nothing was counted yet</h2>
<p>${only === undefined ? 'No call about a lumbar order or report came in these weeks.' : 'This card did nothing in these weeks.'}</p>
<ul>
<li>Is an EHR connected? <code>docs/onboarding.md</code> says how; <code>/metrics</code> counts every request.</li>
<li>Ask for more weeks: <code>?weeks=26</code>.</li>
<li>Run cards in <code>silent</code> mode (<code>SITE_FILE</code>) to count before anybody sees them: <code>docs/governance.md</code>.</li>
<li>How often would it have fired? <code>npm run replay</code> reads a population of charts.</li>
<li>In demo mode, <a href="/insights?simulated=yes">twelve simulated weeks</a> show what this page looks like.</li>
</ul>`;

/** What needs a look; a review may be overdue where nothing was counted. */
function looks(
  { needsALook, cards }: Insights,
  only: string | undefined,
  links: InsightsLinks,
): readonly string[] {
  const shown = needsALook.filter(({ card }) => only === undefined || card === only);
  if (shown.length === 0 && cards.length === 0) return [];
  return [
    '<h2>Needs a look</h2>',
    shown.length === 0
      ? '<p>Nothing stands out.</p>'
      : `<ul class="looks">${shown.map(({ card, title, why }) => `<li>${cardLink(card, title, links)}: ${escapeHtml(why)}</li>`).join('\n')}</ul>`,
  ];
}

function counted(
  insights: Insights,
  only: string | undefined,
  links: InsightsLinks,
): readonly string[] {
  const { cards, weekly } = insights;
  return [
    '<h2>Cards</h2>',
    overview(cards, links),
    '<h2>Week by week</h2>',
    `<div class="charts">${Object.entries(weekly)
      .map(([id, weeks]) => charts(id, titleOf(insights, id), weeks, only !== undefined))
      .join('\n')}</div>`,
    ...(only === undefined ? [] : cards.map(details)),
    ...(only === undefined ? [] : [weekTable(weekly[only] ?? [])]),
    ...(only === undefined ? cards.filter(hasReasons).map(briefDetails) : []),
    '<h2>By client</h2>',
    groupTable(insights.clients),
    '<h2>By service</h2>',
    groupTable(insights.services),
  ];
}

/** Cards that nobody sees until somebody does something. */
const heldBack = ({ heldBack: held }: Insights, links: InsightsLinks): readonly string[] =>
  held.length === 0
    ? []
    : [
        '<h2>Not shown</h2>',
        `<ul class="looks">${held.map(({ card, title, why }) => `<li>${cardLink(card, title, links)}: ${escapeHtml(why)}</li>`).join('\n')}</ul>`,
      ];

/** When which configuration came into force; the hashes stand on cards and in records too. */
const changes = ({ changes: log }: Insights): readonly string[] =>
  log.length === 0
    ? []
    : [
        '<h2>Changes of the configuration</h2>',
        table(
          ['when (UTC)', 'what', 'parts', 'hash before', 'hash after', 'service'],
          log.map(({ at, kind, what, before, after, service }) => [
            `<time>${escapeHtml(at.slice(0, 16).replace('T', ' '))}</time>`,
            ...[kind, what, before ?? '–', after, service].map(escapeHtml),
          ]),
        ),
      ];

const cardLink = (id: string, title: string, { query, isFile }: InsightsLinks) =>
  isFile
    ? escapeHtml(title)
    : `<a href="/insights?${escapeHtml(query)}&amp;card=${escapeHtml(id)}">${escapeHtml(title)}</a>`;

const hasReasons = ({ reasons, missing }: CardInsight) => reasons.length + missing.length > 0;

function overview(cards: readonly CardInsight[], links: InsightsLinks): string {
  return table(
    [
      'card',
      'version',
      'calls',
      'shown',
      'withheld',
      'accepted',
      'overridden',
      'unanswered',
      'undecided',
      'median time',
    ],
    cards.map((c) => [
      cardLink(c.card, c.title, links),
      String(c.version),
      number(c.concerned),
      c.shownRate ? rate(c.shownRate) : number(c.shown),
      number(c.withheld.reduce((sum, { n }) => sum + n, 0)),
      rate(c.accepted),
      rate(c.overridden),
      rate(c.unanswered),
      rate(c.undecided),
      duration(c.medianSeconds),
    ]),
  );
}

/** `12 (4.1%; 2.3–7.0)`. */
function rate(of: Rate | undefined): string {
  if (of === undefined) return '–';
  return `${number(of.k)} <span class="interval">${of.percent}% (${of.low}–${of.high})</span>`;
}

function charts(id: string, title: string, weeks: readonly CardWeek[], isOne: boolean): string {
  const answered = ({ accepted, overridden }: CardWeek) => accepted + overridden;
  const parts = [
    `<figure><figcaption>${escapeHtml(isOne ? 'Shown, of the calls concerned' : `${title}: shown`)}</figcaption>${controlChart(`${title}: shown of the calls concerned`, weeks, (week) => [week.shown, week.concerned])}</figure>`,
  ];
  if (isOne) {
    parts.push(
      `<figure><figcaption>Overridden, of the cards answered</figcaption>${controlChart(`${title}: overridden of those answered`, weeks, (week) => [week.overridden, answered(week)])}</figure>`,
      `<figure><figcaption>Undecided, of the calls concerned</figcaption>${controlChart(`${title}: undecided of the calls concerned`, weeks, (week) => [week.undecided, week.concerned])}</figure>`,
    );
  }
  return `<div class="card-charts" id="${escapeHtml(id)}">${parts.join('\n')}</div>`;
}

function details(c: CardInsight): string {
  return `<h2>Version ${c.version}</h2>
${shareList('Withheld', c.withheld)}
${shareList('Reasons given for an override', c.reasons)}
${shareList('Silent because', c.silent)}
${shareList('Undecided for want of', c.missing)}`;
}

const briefDetails = (c: CardInsight): string =>
  `<h3>${escapeHtml(c.title)}, version ${c.version}</h3>
${shareList('Reasons given for an override', c.reasons)}
${shareList('Undecided for want of', c.missing)}`;

function shareList(heading: string, shares: readonly Share[]): string {
  if (shares.length === 0) return '';
  const rows = shares.map(({ what, says, n, percent }) => [
    says === undefined ? escapeHtml(what) : `${escapeHtml(says)} <code>${escapeHtml(what)}</code>`,
    number(n),
    `${percent}%`,
  ]);
  return table([heading, 'times', 'share'], rows);
}

const weekTable = (weeks: readonly CardWeek[]) =>
  `<h2>The weeks in numbers</h2>${table(
    ['week from', 'versions', 'calls', 'shown', 'undecided', 'accepted', 'overridden'],
    weeks.map((week) => [
      `<time>${week.from}</time>`,
      week.versions.join(', '),
      ...[week.concerned, week.shown, week.undecided, week.accepted, week.overridden].map(number),
    ]),
  )}`;

const commentTable = (comments: readonly ShownComment[]) =>
  `<h2>What clinicians wrote</h2>
<p class="note">The newest first, 50 at most. It may name patients: not for minutes or slides.</p>
${
  comments.length === 0
    ? '<p>Nothing in these weeks.</p>'
    : table(
        ['day', 'version', 'client', 'answer', 'comment'],
        comments.map(({ day, version, client, outcome, reason, comment }) => [
          `<time>${day}</time>`,
          String(version),
          escapeHtml(client),
          escapeHtml(reason === '' ? outcome : `${outcome}: ${reason}`),
          escapeHtml(comment),
        ]),
      )
}`;

const groupTable = (of: readonly GroupInsight[]) =>
  table(
    ['name', 'calls', 'cards shown', 'accepted', 'overridden'],
    of.map(({ name, ...n }) => [
      escapeHtml(name),
      ...[n.calls, n.shown, n.accepted, n.overridden].map(number),
    ]),
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="scroll" tabindex="0"><table><thead><tr>${head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr></thead><tbody>
${rows.map((cells) => `<tr>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`).join('\n')}
</tbody></table></div>`;

const number = (n: number) => n.toLocaleString('en-US');

function duration(seconds: number | undefined): string {
  if (seconds === undefined) return '–';
  if (seconds < 90) return `${Math.round(seconds)} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}
