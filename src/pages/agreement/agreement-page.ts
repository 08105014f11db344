import { crumbs, foot, list } from '../card-words.ts';
import { figureRowOfPlot, figureTable } from '../figure-section.ts';
import { forestPlot, type ForestRow } from '../forest-plot.ts';
import { escapeHtml, htmlPage } from '../html.ts';
import {
  askedInWords,
  type AgreementAnswer,
  type AgreementBase,
  type RowEvidence,
} from './agreement-answer.ts';
import { findings, type Asked, type AskedFault, type Finding } from './asked.ts';

const parts = {
  styles: ['/agreement/style.css'],
  scripts: ['/agreement/live.js'],
  isWide: true,
};

/** The page with its form filled in as asked, and what the study has for it. */
export const agreementPage = (answer: AgreementAnswer, base: AgreementBase): string =>
  page(answer.asked, base, answerParts(answer, base));

/** The page for parameters that cannot be used: the form stays, and says which. */
export const faultyAgreementPage = (
  asked: Asked,
  faults: readonly AskedFault[],
  base: AgreementBase,
): string =>
  page(asked, base, [
    `<div class="faulty" role="alert"><h2>This cannot be looked up</h2>`,
    `<ul>${faults.map(({ parameter, says }) => `<li><strong>${escapeHtml(parameter)}</strong> ${escapeHtml(says)}.</li>`).join('')}</ul></div>`,
  ]);

function page(asked: Asked, base: AgreementBase, answer: readonly string[]): string {
  const { title, lead } = base.words;
  const body = [
    crumbs,
    `<h1>${escapeHtml(title)}</h1>`,
    `<p class="lead">${escapeHtml(lead)}</p>`,
    '<div class="lookup">',
    `<div class="ask">${form(asked, base)}
<p id="said" role="status"></p></div>`,
    '<section id="answer" aria-label="What the study has">',
    ...answer,
    '</section>',
    '</div>',
    foot,
  ].join('\n');
  return htmlPage(title, body, parts);
}

function form(asked: Asked, { words }: AgreementBase): string {
  const { months } = asked;
  return `<form id="findings" action="/agreement" method="get">
<div class="field months"><label for="months">Months from disc surgery to the scan</label>
<input id="months" name="months" type="number" min="0" max="1200" step="any" inputmode="decimal" autocomplete="off"${months === undefined ? '' : ` value="${months}"`}></div>
${findings.map((finding) => choice(finding, asked, words.findings[finding])).join('\n')}
<p class="buttons"><button type="submit">Look up</button> <a href="/agreement">Clear</a></p>
</form>`;
}

function choice(
  finding: Finding,
  asked: Asked,
  { label, hint }: { readonly label: string; readonly hint: string },
): string {
  const options = [
    ['present', 'present'],
    ['absent', 'absent'],
    ['', 'not told'],
  ] as const;
  const radios = options.map(
    ([value, words]) =>
      `<label><input type="radio" name="${finding}" value="${value}"${(asked[finding] ?? '') === value ? ' checked' : ''}><span>${words}</span></label>`,
  );
  return `<fieldset class="field"><legend>${escapeHtml(label)}</legend>
<div class="choices">${radios.join('')}</div>
<p class="hint">${escapeHtml(hint)}</p></fieldset>`;
}

function answerParts(answer: AgreementAnswer, base: AgreementBase): readonly string[] {
  const { row, lost, notes, cards } = answer;
  return [
    verdict(answer, base),
    plot(answer),
    ratio(row),
    ...(lost.length === 0 ? [] : [lostParts(answer, base)]),
    ...(notes.length === 0 ? [] : [list(notes)]),
    `<p class="statement"><strong>Not for one patient.</strong> ${escapeHtml(answer.statement)}</p>`,
    `<h3>${escapeHtml(answer.symptomaticLevel.title)}</h3>`,
    list(answer.symptomaticLevel.says),
    '<h3>What was not studied</h3>',
    list(answer.notStudied),
    '<h3>Cards about this</h3>',
    `<ul>${cards.map(({ title, url }) => `<li><a href="${escapeHtml(url)}">${escapeHtml(title)}</a></li>`).join('')}<li><a href="/guide">The guide, step by step</a></li></ul>`,
    `<details><summary>All rows of the study</summary>\n${figureTable({ figures: answer.rows })}\n<p class="note">Intervals: ${escapeHtml(answer.interval)}.</p></details>`,
  ];
}

function verdict({ asked, match, row, sentence, ...more }: AgreementAnswer, base: AgreementBase) {
  const told = askedInWords(asked, base.words);
  const remark = 'remark' in more ? ` ${more.remark}` : '';
  const dagger = row.dagger === undefined ? '' : `<p class="note">† ${escapeHtml(row.dagger)}.</p>`;
  const fits = told === '' ? 'Nothing told yet' : match === 'exact' ? 'A row fits' : 'Nearest row';
  return `<div class="verdict ${match}">
<p class="fit"><span class="tag">${fits}</span> ${escapeHtml(told)}</p>
<h2>${escapeHtml(row.label)}</h2>
<p class="big"><span class="fraction">${row.k} of ${row.n}</span> <span class="share">${row.percent.toFixed(1)}%${row.dagger === undefined ? '' : '†'}</span> <span class="interval">95% interval ${row.low.toFixed(1)}–${row.high.toFixed(1)}</span></p>
<p id="sentence">${escapeHtml(sentence)}${escapeHtml(remark)}</p>
<p class="note">${escapeHtml(row.caveat)}</p>
${dagger}</div>`;
}

/** The row, and below it those that are less specific; the share over all scans as a line. */
function plot({ row, beside }: AgreementAnswer): string {
  const rows = [forestRow(row, true), ...beside.map((each) => forestRow(each, false))];
  return forestPlot('row', 'The row and those beside it', [{ title: row.source, rows }]);
}

const forestRow = (row: RowEvidence, isAsked: boolean): ForestRow => ({
  ...figureRowOfPlot(row, row.base.id === row.id ? undefined : row.base),
  isAsked,
});

function ratio({ likelihoodRatioSays }: RowEvidence): string {
  return `<p class="ratio">${escapeHtml(likelihoodRatioSays)}</p>`;
}

function lostParts({ lost }: AgreementAnswer, { words }: AgreementBase): string {
  const items = lost.map(({ parameter, value, why }) => {
    const told =
      parameter === 'months' ? 'Time since surgery' : `${words.findings[parameter].label} ${value}`;
    return `<dt>${escapeHtml(told)}</dt><dd>${escapeHtml(why)}</dd>`;
  });
  return `<h3>What the nearest row leaves out</h3>\n<dl class="lost">${items.join('')}</dl>`;
}
