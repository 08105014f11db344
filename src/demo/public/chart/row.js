import { html, nothing } from 'lit-html';

/** Of problems and operations it matters whether they are coded. */
const isCoded = ({ resourceType, code }) =>
  !['Condition', 'Procedure'].includes(resourceType) || code?.coding?.length > 0;

const isVoid = (flag) => /error|not done|refuted|cancelled/.test(flag);
const looks = {
  preliminary: 'unsure',
  corrected: 'unsure',
  amended: 'unsure',
  registered: 'unsure',
};

/**
 * A line of the chart.
 * @param {{ resource: any, text: string, date?: string, flags?: string[], more?: unknown }} line
 * @param {ReadonlyMap<string, string[]>} read What the cards read: reference → what each says of it.
 */
export function row({ resource, text, date = '', flags = [], more = nothing }, read) {
  const reference = `${resource.resourceType}/${resource.id}`;
  const says = read.get(reference);
  return html`
    <li
      id="chart-${resource.resourceType}-${resource.id}"
      tabindex="-1"
      class="${flags.some(isVoid) ? 'void' : ''} ${says ? 'is-read' : ''}"
    >
      <span class="what">
        <span class="name">${text}</span>
        ${flags.map((flag) => html`<span class="flag ${looks[flag] ?? ''}">${flag}</span>`)}
        ${
          isCoded(resource)
            ? nothing
            : html`<span class="flag plain" title="Entered as text, without a code"
                >text only</span
              >`
        }
        ${says ? html`<span class="flag read" title=${says.join('; ')}>read by a card</span>` : nothing}
      </span>
      ${date ? html`<span class="when">${date}</span>` : nothing} ${more}
    </li>
  `;
}
