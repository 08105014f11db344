import { proportionOf } from '../cards/figures/wilson.ts';
import { escapeHtml, styleSheet } from '../pages/html.ts';
import type { CardTally, Tally } from './tally.ts';

/** What was replayed, beside the counts. */
export interface ReplayRun {
  readonly titles: Readonly<Record<string, string>>;
  /** By card, its sentences for the ids of its reasons for silence. */
  readonly silences: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What was asked for, in words: site file, assumed orders, share. */
  readonly asked: readonly string[];
  readonly isCompared: boolean;
}

/** How often each card would have fired, as a page that stands alone. */
export function replayPage(tally: Tally, run: ReplayRun): string {
  const parts = [
    '<h1>How often would it have fired?</h1>',
    `<p>${n(tally.patients)} patients, ${n(tally.orders)} moments of orders and ${n(tally.reports)} of reports that concern a card. ${escapeHtml(run.asked.join(' '))}</p>`,
    '<p class="note">Each patient was walked through time; what came into the chart after a moment was hidden. The status of an order or a problem is the last one on file, but for problems that ended later. A population that was cut by date or by diagnosis fires otherwise than a clinic.</p>',
    '<h2>Cards</h2>',
    cardTable(tally, tally.cards, run),
    ...(run.isCompared
      ? [
          '<h2>Under the other configuration</h2>',
          cardTable(tally, tally.against, run),
          '<h2>Who gains, who loses</h2>',
          '<p>A card is gained where the other configuration shows it and this one does not, at the same moment of the same patient; what is said is why this one does not. Lost is the reverse.</p>',
          changeTable(tally, run),
        ]
      : []),
    '<h2>Why not</h2>',
    ...Object.entries(tally.cards)
      .sort()
      .map(([key, card]) => reasons(key, card, run)),
    '<h2>What could not be read</h2>',
    tally.faultCount === 0
      ? '<p>Everything was read.</p>'
      : `<p>${n(tally.faultCount)} in all${tally.faultCount > tally.faults.length ? `; the first ${n(tally.faults.length)} of each part` : ''}. They are listed in <code>faults.txt</code>.</p>`,
    tally.undated === 0
      ? ''
      : `<p>${n(tally.undated)} orders or reports have no date, and so no moment.</p>`,
    '<h2>A sample to label</h2>',
    '<p><code>sample.csv</code> holds moments that fired, were silent and could not be decided, chosen at random. Two readers write right, needless, wrong or missed, each in a column of their own; <code>npm run replay -- --agreement sample.csv</code> says how far they agree.</p>',
  ];
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Replay</title><style>${styleSheet}
main { max-width: 72rem; } td { font-variant-numeric: tabular-nums; }
/* A table is as wide as the sheet: what does not fit into a column would be cut off. */
@media print { main { columns: 1; } .scroll { overflow: visible; } tr { break-inside: avoid; } }</style></head>
<body><main>
${parts.filter((part) => part !== '').join('\n')}
</main></body></html>
`;
}

const n = (count: number) => count.toLocaleString('en-US');
const titleOf = (key: string, { titles }: ReplayRun) => {
  const [id = '', version = ''] = key.split('@');
  return `${titles[id] ?? id}${version === '' ? '' : ` (version ${version})`}`;
};
const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((all, each) => all + each, 0);

function cardTable(
  { patients }: Tally,
  cards: Readonly<Record<string, CardTally>>,
  run: ReplayRun,
): string {
  return table(
    [
      'card',
      'concerned',
      'fired',
      'of 100 concerned',
      'a 1,000 patients',
      'withheld: two cards',
      'withheld: otherwise',
      'undecided',
      'failed',
    ],
    Object.entries(cards)
      .sort()
      .map(([key, card]) => {
        const capped = card.withheld['two cards already'] ?? 0;
        return [
          escapeHtml(titleOf(key, run)),
          n(card.concerned),
          n(card.shown),
          rate(card.shown, card.concerned),
          patients === 0 ? '–' : ((1000 * card.shown) / patients).toFixed(1),
          n(capped),
          n(sum(card.withheld) - capped),
          n(card.undecided),
          n(card.failed),
        ];
      }),
  );
}

function rate(k: number, of: number): string {
  if (of === 0 || k > of) return '–';
  const { percent, low, high } = proportionOf(k, of);
  return `${percent} (${low}–${high})`;
}

function changeTable({ changes, examples }: Tally, run: ReplayRun): string {
  const rows = Object.entries(changes)
    .sort()
    .map(([id, change]) => [
      escapeHtml(titleOf(id, run)),
      n(change.gains),
      n(change.loses),
      n(change.keeps),
    ]);
  const lists = Object.entries(examples)
    .sort()
    .map(
      ([what, moments]) =>
        `<h3>${escapeHtml(what)}</h3><ul>${moments.map((m) => `<li>case ${m.case}, ${m.month}, ${m.hook}: ${escapeHtml(m.detail)}</li>`).join('')}</ul>`,
    );
  return table(['card', 'gains', 'loses', 'keeps'], rows) + lists.join('\n');
}

function reasons(key: string, { silent, missing, withheld }: CardTally, run: ReplayRun): string {
  const says = run.silences[key.split('@')[0] ?? ''] ?? {};
  const inWords = (what: string) =>
    says[what] === undefined
      ? escapeHtml(what)
      : `${escapeHtml(says[what])} <code>${escapeHtml(what)}</code>`;
  const rows = (kind: string, counts: Readonly<Record<string, number>>) =>
    Object.entries(counts)
      .sort(([, a], [, b]) => b - a)
      .map(([what, times]) => [kind, inWords(what), n(times)]);
  const all = [
    ...rows('silent', silent),
    ...rows('undecided for want of', missing),
    ...rows('withheld', withheld),
  ];
  return all.length === 0
    ? ''
    : `<h3>${escapeHtml(titleOf(key, run))}</h3>${table(['', 'reason', 'times'], all)}`;
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="scroll"><table><thead><tr>${head.map((each) => `<th scope="col">${each}</th>`).join('')}</tr></thead><tbody>
${rows.map((cells) => `<tr>${cells.map((each) => `<td>${each}</td>`).join('')}</tr>`).join('\n')}
</tbody></table></div>`;

/** A line a card, with the counts of both configurations where two were compared. */
export function replayCsv({ cards, against, patients }: Tally): string {
  const lines = [
    ...Object.entries(cards).map(([key, card]) => ['replayed', key, card] as const),
    ...Object.entries(against).map(([key, card]) => ['against', key, card] as const),
  ].map(([configuration, key, card]) => [
    configuration,
    ...key.split('@'),
    patients,
    card.concerned,
    card.shown,
    card.withheld['two cards already'] ?? 0,
    sum(card.withheld),
    sum(card.silent),
    card.undecided,
    card.failed,
  ]);
  const head =
    'configuration,card,version,patients,concerned,fired,two_cards_cap,withheld,silent,undecided,failed';
  return `${[head, ...lines.map((line) => line.join(','))].join('\r\n')}\r\n`;
}

/** The sample, for two readers to label. */
export function sampleCsv({ sample }: Tally): string {
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const rows = [...sample.shown, ...sample.silent, ...sample.undecided].map((moment) =>
    [
      moment.case,
      moment.month,
      moment.hook,
      moment.card,
      moment.outcome,
      cell(moment.detail),
      '',
      '',
    ].join(','),
  );
  const head = 'case,month,hook,card,outcome,detail,reader1,reader2';
  return `${[head, ...rows].join('\r\n')}\r\n`;
}
