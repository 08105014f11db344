import { html } from 'lit-html';
import { dated, newestFirst, textOf } from './words.js';

export const reports = {
  title: 'Reports',
  types: ['DiagnosticReport'],
  sorted: (list) => newestFirst(list, 'effectiveDateTime'),
  line: (resource, today) => ({
    resource,
    text: textOf(resource.code) ?? 'Report',
    date: dated(resource.effectiveDateTime, today),
    flags: resource.status === 'final' ? [] : [String(resource.status).replaceAll('-', ' ')],
    more: words(resource),
  }),
};

function words({ conclusion, presentedForm }) {
  const full = presentedForm?.find(
    ({ contentType, data }) => data && /^text\/plain/.test(contentType ?? ''),
  );
  return [
    conclusion ? html`<p class="conclusion">${conclusion}</p>` : '',
    full
      ? html`<details>
          <summary>Full report</summary>
          <pre class="report" tabindex="0">${fromBase64(full.data)}</pre>
        </details>`
      : '',
  ];
}

function fromBase64(data) {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)));
  } catch {
    return '(the report could not be read)';
  }
}
