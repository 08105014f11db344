import { releasedInWords, type ReleasedCard } from '../versions/released-cards.ts';
import {
  crumbs,
  foot,
  linkOut,
  list,
  markdownToHtml,
  markdownToInlineHtml,
  tag,
  withSlots,
} from './card-words.ts';
import { escapeHtml, htmlPage } from './html.ts';
import type { Page } from './send-page.ts';

/** Settings that were in force at this site with a version of a card. */
export interface SettingsInForce {
  readonly hash: string;
  /** As {@link InForce}. */
  readonly settings: unknown;
  /** ISO 8601 in UTC: when they were first in force. */
  readonly since: string;
}

/** What is known of the settings of a version; `not-available` when it could not be looked up. */
export type KnownSettings = readonly SettingsInForce[] | 'not-available';

type ReleasedPage = ReleasedCard['page'];

/**
 * An earlier version of a card as it was: its words, figures and defaults, and what was in force here.
 * The words print the defaults of the thresholds.
 *
 * @param current The version that runs now.
 */
export function releasedCardPage(
  card: ReleasedCard,
  current: number,
  inForce: KnownSettings,
): Page {
  const { page, released } = card;
  const { id, title, version, indicator } = page;
  const on = releasedInWords(card);
  const body = [
    crumbs,
    `<h1>${escapeHtml(title)}</h1>`,
    `<aside class="box" role="note"><p><strong>This is not the current version.</strong> Version ${version}${on === undefined ? '' : ` of ${escapeHtml(on)}`}, as it was. <a href="/cards/${escapeHtml(id)}">The current version is ${current}.</a></p></aside>`,
    `<p class="tags">${tag(indicator, indicator)} <span>${escapeHtml(page.hooks.join(', '))}</span> <span>version ${version}</span> <code>${escapeHtml(id)}</code></p>`,
    '<h2>What made it speak</h2>',
    list(page.fires),
    thresholds(page),
    settingsHere(inForce),
    '<h2>What it said</h2>',
    ...page.wordings.map(wording),
    sentences(page),
    ...page.explained.map(
      ({ heading, text }) => `<h3>${escapeHtml(heading)}</h3>\n${markdownToHtml(text)}`,
    ),
    suggestions(page),
    '<h3>Reasons to set it aside</h3>',
    list(page.overrideReasons),
    '<h2>The figures</h2>',
    figures(page),
    '<h2>What was disputed</h2>',
    `<p>${escapeHtml(page.disputed)}</p>`,
    '<h2>When it was silent</h2>',
    list(page.silent.map((each) => (typeof each === 'string' ? each : each.says))),
    '<h2>Sources</h2>',
    `<ul>\n${page.sources.map((source) => `<li>${[escapeHtml(source.citation), ...source.links.map(linkOut), ...(source.note === undefined ? [] : [escapeHtml(source.note)])].join(' · ')}</li>`).join('\n')}\n</ul>`,
    foot,
  ].filter((part) => part !== '');
  return {
    html: htmlPage(`${title}, version ${version}`, body.join('\n')),
    json: {
      ...page,
      isCurrent: false,
      currentVersion: current,
      released,
      settingsInForce: inForce === 'not-available' ? null : inForce,
    },
  };
}

function wording({ name, indicator, summary, detail }: ReleasedPage['wordings'][number]): string {
  return `<p class="wording">Wording: ${escapeHtml(name.replaceAll('-', ' '))}</p>
<article class="preview ${escapeHtml(indicator)}">
<p class="preview-kind">${escapeHtml(indicator)}</p>
<h3>${withSlots(escapeHtml(summary))}</h3>
${markdownToHtml(detail)}
</article>`;
}

const sentences = ({ phrases }: ReleasedPage) =>
  phrases.length === 0
    ? ''
    : `<h3>The sentences about the patient</h3>\n<ul>\n${phrases.map(({ text }) => `<li>${markdownToInlineHtml(text)}</li>`).join('\n')}\n</ul>`;

const suggestions = ({ suggestions: offered }: ReleasedPage) =>
  offered.length === 0
    ? ''
    : `<h3>What it could change</h3>\n<ul>\n${offered
        .map(
          ({ label, description, note }) =>
            `<li>${escapeHtml(label)}: ${markdownToInlineHtml(description)}.${note === undefined ? '' : ` Note in the order: “${markdownToInlineHtml(note)}”`}</li>`,
        )
        .join('\n')}\n</ul>`;

function thresholds({ thresholds: all }: ReleasedPage): string {
  if (all.length === 0) return '<p>It had no thresholds.</p>';
  return `<table class="settings stacked"><thead><tr><th>threshold</th><th>default then</th><th>allowed</th></tr></thead><tbody>
${all
  .map(
    (each) =>
      `<tr><th scope="row">${escapeHtml(each.meaning)}<br><code>${escapeHtml(each.name)}</code></th><td data-column="default then">${value(each.default)}</td><td data-column="allowed">${escapeHtml(each.allowed)}</td></tr>`,
  )
  .join('\n')}
</tbody></table>
<p class="note">The words below print these defaults.</p>`;
}

/** What was in force here, by what cards of that time carry as their settings hash. */
function settingsHere(inForce: KnownSettings): string {
  if (inForce === 'not-available') {
    return '<p class="note">What was in force at this site could not be looked up.</p>';
  }
  if (inForce.length === 0)
    return '<p class="note">This version is not known to have run at this site.</p>';
  return `<h3>In force at this site</h3>
<ul>
${inForce
  .map(
    ({ hash, settings, since }) =>
      `<li>since ${escapeHtml(since.slice(0, 16).replace('T', ' '))} UTC, settings hash <code>${escapeHtml(hash)}</code>: <code>${escapeHtml(JSON.stringify(settings))}</code></li>`,
  )
  .join('\n')}
</ul>`;
}

function figures({ figures: all, interval }: ReleasedPage): string {
  if (all.length === 0) return '<p>It printed no figure.</p>';
  return `<table class="figures stacked"><thead><tr><th>figure</th><th>value</th><th>source</th></tr></thead><tbody>
${all
  .map(
    (figure) =>
      `<tr><td>${escapeHtml(figure.label)}<span class="caveat">${escapeHtml(`${figure.population}. ${figure.caveat}`)}</span></td><td data-column="value">${escapeHtml(figure.printed)}</td><td data-column="source">${[escapeHtml(figure.source), ...figure.sourceLinks.map(linkOut)].join(' · ')}</td></tr>`,
  )
  .join('\n')}
</tbody></table>
<p class="note">Intervals: ${escapeHtml(interval)}.</p>`;
}

/** A value of a setting in words. */
const value = (of: unknown) =>
  of === null || of === undefined
    ? 'none'
    : typeof of === 'boolean'
      ? of
        ? 'yes'
        : 'no'
      : escapeHtml(typeof of === 'string' ? of : JSON.stringify(of));
