import { html, nothing } from 'lit-html';
import { comparedRoots } from './compared-roots.js';
import { legs } from './legs.js';

import { dated, isExamination, newestFirst, textOf, valueOf } from './words.js';

export const examination = {
  title: 'Examination',
  types: ['Observation'],
  isOwn: isExamination,
  sorted: (list) => newestFirst(list, 'effectiveDateTime'),
  line: (resource, today) => ({
    resource,
    text: [textOf(resource.code) ?? 'Examination', valueOf(resource)].filter(Boolean).join(': '),
    date: dated(resource.effectiveDateTime, today),
    flags: resource.status === 'final' ? [] : [String(resource.status).replaceAll('-', ' ')],
    more: resource.component?.length
      ? html`<p class="conclusion">
          ${resource.component
            .map((part) => [textOf(part.code), valueOf(part)].filter(Boolean).join(': '))
            .join(' · ')}
        </p>`
      : nothing,
  }),
  /** Roots of the report, the problem list and the examination side by side, as the first card that compares them has them. */
  picture(cards) {
    const sources = cards.map(comparedRoots).find((named) => named.length > 0);
    if (!sources) return nothing;
    return html`
      <figure class="legs">
        <div>${sources.map(legs)}</div>
        <figcaption class="mute">
          As the card has them. Schematic: areas overlap, and differ from person to person.
        </figcaption>
      </figure>
    `;
  },
};
