import { html, nothing } from 'lit-html';
import { legs } from './legs.js';
import { rootsOfCard } from './root-words.js';
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
  /** Roots of the report and of the examination side by side, as the first card that names both has them. */
  picture(cards) {
    const named = cards.map(rootsOfCard).find(({ report }) => report.length > 0);
    if (!named) return nothing;
    return html`
      <figure class="legs">
        <div>${legs('Report', named.report)} ${legs('Examination', named.examined)}</div>
        <figcaption class="mute">
          As the card has them. Schematic: areas overlap, and differ from person to person.
        </figcaption>
      </figure>
    `;
  },
};
