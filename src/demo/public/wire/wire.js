import { html, nothing } from 'lit-html';
import { guard } from 'lit-html/directives/guard.js';
import { repeat } from 'lit-html/directives/repeat.js';
import { plural } from '../dom.js';
import { page } from '../page.js';
import { breakage } from './breakage.js';
import { jsonView } from './json-view.js';
import { meaning } from './meaning.js';

/** All that went over the wire, newest first; the calls before it fold. */
export const wire = () => html`
  <p class="hint">
    At each of these moments the EHR posts what happens, and as much of the chart as was asked for;
    Cauda answers with cards.
  </p>
  ${breakage()}
  <div id="wire-body">
    ${repeat(
      page.wire,
      (exchange) => exchange,
      (exchange, index) => guard([index === 0], () => entry(exchange, index === 0)),
    )}
  </div>
`;

function entry(exchange, isNewest) {
  const { title, method, endpoint, answer } = exchange;
  const count = answer.body?.cards?.length;
  return html`
    <details class="exchange" ?open=${isNewest}>
      <summary>
        <span class="status status-${Math.floor(answer.status / 100)}">${answer.status}</span>
        <span class="hook">${title}</span>
        <span class="mute">
          ${[count !== undefined && plural(count, 'card'), `${answer.ms} ms`]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </summary>
      <p class="address"><code>${method} ${endpoint}</code></p>
      <p class="meaning">${meaning(exchange)}</p>
      ${evaluation(answer.body)} ${sources(exchange)} ${messages(exchange)}
    </details>
  `;
}

/** More silent rules than this fold. */
const MAX_SILENT = 4;

/** Which rules spoke, were silent, or could not tell. */
function evaluation(body) {
  const said = body?.extension?.['cauda.evaluation'];
  const spoken = [
    ...(body?.cards ?? []).map((card) => ['advises', card.source.topic.code, card.summary]),
    ...(said?.notChecked ?? []).map(({ card, missing }) => [
      'not checked',
      card,
      `missing: ${missing.join(', ')}`,
    ]),
  ];
  const silent = (said?.silent ?? []).map(({ card, because }) => [
    'silent',
    card,
    said.silenceReasons?.[card]?.[because] ?? because,
  ]);
  if (!said || spoken.length + silent.length === 0) return nothing;
  const isShort = silent.length <= MAX_SILENT;
  return html`
    <section class="block">
      <h3>Evaluation</h3>
      ${verdicts(isShort ? [...spoken, ...silent] : spoken)}
      ${
        isShort
          ? nothing
          : html`<details>
              <summary>${plural(silent.length, 'rule')} silent, and why</summary>
              ${verdicts(silent)}
            </details>`
      }
    </section>
  `;
}

const verdicts = (rows) => html`
  <ul class="verdicts">
    ${rows.map(
      ([verdict, card, why]) => html`
        <li>
          <span class="verdict verdict-${verdict.replace(' ', '-')}">${verdict}</span>
          <a href="/cards/${card}" target="_blank">${card}</a>
          <span class="why">${why}</span>
        </li>
      `,
    )}
  </ul>
`;

const ways = { prefetch: 'prefetch', fhir: 'FHIR server', unavailable: 'could not be had' };

/** Which data went along, what Cauda asked for itself, and how long it took. */
function sources({ answer, request, gathered }) {
  if (!request?.hook) return nothing;
  const said = answer.body?.extension?.['cauda.evaluation'];
  const sent = Object.keys(request.prefetch ?? {});
  const keys = [...new Set([...sent, ...Object.keys(said?.prefetch ?? {})])];
  const asked = said?.fhirRequests ?? [];
  const timing = answer.headers.get('server-timing');
  const used = (key) =>
    ways[said?.prefetch?.[key]] ?? said?.prefetch?.[key] ?? (said ? 'not needed' : 'not said');
  return html`
    <details class="block" ?open=${asked.length > 0}>
      <summary>
        Data: ${plural(sent.length, 'prefetch key')} sent, ${plural(asked.length, 'FHIR request')}
        by Cauda
      </summary>
      ${
        keys.length > 0
          ? html`<table>
              <thead>
                <tr>
                  ${['key', 'sent', 'used from'].map((text) => html`<th scope="col">${text}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${keys.map(
                  (key) => html`
                    <tr>
                      <th scope="row">${key}</th>
                      <td>${sentAs(request.prefetch, key)}</td>
                      <td>${used(key)}</td>
                    </tr>
                  `,
                )}
              </tbody>
            </table>`
          : nothing
      }
      ${list('Asked of the FHIR server by Cauda', asked, ({ query, outcome, ms }) => [
        query,
        `${outcome === 'ok' ? 'ok' : `failed (${outcome})`} · ${ms} ms`,
      ])}
      ${list('Asked by this EHR, to fill the prefetch', gathered, ({ query, entries, ms }) => [
        query,
        `${entries} · ${ms} ms`,
      ])}
      ${timing ? html`<p class="mute small">Server-Timing: <code>${timing}</code></p>` : nothing}
    </details>
  `;
}

function sentAs(prefetch, key) {
  if (!prefetch || !(key in prefetch)) return 'no';
  const value = prefetch[key];
  if (value === null) return 'null';
  if (value.resourceType !== 'Bundle') return value.resourceType;
  const more = value.link?.some(({ relation }) => relation === 'next') ? ', more pages' : '';
  return plural(value.entry?.length ?? 0, 'entry', 'entries') + more;
}

const list = (title, items, text) =>
  items.length === 0
    ? nothing
    : html`
        <h4>${title}</h4>
        <ul class="queries">
          ${items.map((item) => {
            const [query, result] = text(item);
            return html`<li><code>GET ${query}</code><span class="mute">${result}</span></li>`;
          })}
        </ul>
      `;

function messages({ request, requestHeaders, answer, endpoint }) {
  const { Authorization } = requestHeaders;
  const shown = {
    ...requestHeaders,
    ...(Authorization && { Authorization: `${Authorization.slice(0, 32)}…` }),
  };
  return html`
    <div class="messages">
      <details class="block">
        <summary>Request</summary>
        ${headers(shown)} ${request ? jsonView(request) : nothing}
      </details>
      <details class="block">
        <summary>Response</summary>
        ${headers(Object.fromEntries(answer.headers))}
        ${
          answer.body === undefined
            ? html`<pre tabindex="0">${answer.text || '(empty body)'}</pre>`
            : jsonView(answer.body)
        }
      </details>
      <p class="copy">
        <button
          type="button"
          class="quiet"
          @click=${({ target }) => copy(target, curlFor(endpoint, requestHeaders, request))}
        >
          Copy as curl
        </button>
        <span class="mute" role="status"></span>
      </p>
    </div>
  `;
}

/** Where the clipboard is closed to a page, the text stands there to be marked. */
async function copy(button, curl) {
  const place = button.nextElementSibling;
  place.textContent = await navigator.clipboard.writeText(curl).then(
    () => 'Copied.',
    () => curl,
  );
}

const headers = (all) =>
  html`<pre class="headers" tabindex="0">
${Object.entries(all)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n')}</pre>`;

/** A token is good once, so the copied call is unsigned; demo mode takes it. */
function curlFor(endpoint, requestHeaders, request) {
  const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;
  return [
    `curl -s ${quoted(location.origin + endpoint)}`,
    ...Object.entries(requestHeaders)
      .filter(([name]) => name !== 'Authorization')
      .map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(request ? [`-d ${quoted(JSON.stringify(request))}`] : []),
  ].join(' \\\n  ');
}
