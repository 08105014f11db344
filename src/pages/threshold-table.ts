import type { CardEvidence } from '../cards/evidence-page.ts';
import type { Threshold } from '../cards/thresholds.ts';
import { escapeHtml } from './html.ts';

/** The thresholds of a card: here, by default, and what a site may set. */
export function thresholdTable({ thresholds, mode }: CardEvidence): string {
  if (thresholds.length === 0) return '<p>This card has no thresholds.</p>';
  const off = mode === 'off' ? '<p>The card is off here. It would use:</p>\n' : '';
  return `${off}<table class="settings stacked"><thead><tr><th>threshold</th><th>here</th><th>default</th><th>allowed</th></tr></thead><tbody>
${thresholds.map(row).join('\n')}
</tbody></table>
<p class="note">A site sets its own values in <code>SITE_FILE</code>, by the name in the small type.</p>`;
}

function row({ name, meaning, value, default: usual, allowed }: Threshold): string {
  const isChanged = JSON.stringify(value) !== JSON.stringify(usual);
  const cells = [
    `<td data-column="here"${isChanged ? ' class="changed"' : ''}>${inWords(value)}</td>`,
    `<td data-column="default">${inWords(usual)}</td>`,
    `<td data-column="allowed">${escapeHtml(allowed)}</td>`,
  ];
  return `<tr><th scope="row">${escapeHtml(meaning)}<br><code>${escapeHtml(name)}</code></th>${cells.join('')}</tr>`;
}

function inWords(value: unknown): string {
  if (value === null || value === undefined) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return escapeHtml(typeof value === 'string' ? value : JSON.stringify(value));
}
