import { explain } from './breakage.js';
import { h, plural } from './dom.js';
import { jsonView } from './json-view.js';

const MAX_ENTRIES = 30;

/** Puts a call on top of the wire; the ones before it fold. @param {import('./call.js').Exchange} exchange */
export function addToWire(into, exchange) {
  for (const open of into.querySelectorAll(':scope > details[open]')) open.open = false;
  into.querySelector('.empty')?.remove();
  into.prepend(entry(exchange));
  while (into.children.length > MAX_ENTRIES) into.lastElementChild.remove();
}

function entry(exchange) {
  const { title, method, endpoint, answer, gathered } = exchange;
  const count = answer.body?.cards?.length;
  return h(
    'details',
    { class: 'exchange', open: true },
    h(
      'summary',
      null,
      h('span', { class: `status status-${Math.floor(answer.status / 100)}` }, answer.status),
      h('span', { class: 'hook' }, title),
      h(
        'span',
        { class: 'mute' },
        [count !== undefined && plural(count, 'card'), `${answer.ms} ms`]
          .filter(Boolean)
          .join(' · '),
      ),
    ),
    h('p', { class: 'address' }, h('code', null, `${method} ${endpoint}`)),
    h('p', { class: 'meaning' }, meaning(exchange)),
    evaluation(answer.body?.extension?.['cauda.evaluation'], answer.body?.cards ?? []),
    sources(exchange, gathered),
    messages(exchange),
  );
}

function meaning(exchange) {
  const { title, answer } = exchange;
  if (title === 'discovery') {
    return `${plural(answer.body?.services?.length ?? 0, 'service')}, each with its hook and the data that it would like to have (prefetch).`;
  }
  return title === 'feedback' ? feedbackMeaning(answer) : explain(exchange);
}

const feedbackMeaning = ({ status }) =>
  status === 200
    ? 'Stored with the version of the card. The answer is 200 with an empty body.'
    : 'The feedback was not taken.';

/** Which rules spoke, were silent, or could not tell. */
function evaluation(said, cards) {
  if (!said) return null;
  const spoken = [
    ...cards.map((card) => ['advises', card.source.topic.code, card.summary]),
    ...(said.notChecked ?? []).map(({ card, missing }) => [
      'not checked',
      card,
      `missing: ${missing.join(', ')}`,
    ]),
  ];
  const silent = (said.silent ?? []).map(({ card, because }) => [
    'silent',
    card,
    said.silenceReasons?.[card]?.[because] ?? because,
  ]);
  if (spoken.length + silent.length === 0) return null;
  const isShort = silent.length <= MAX_SILENT;
  return h(
    'section',
    { class: 'block' },
    h('h3', null, 'Evaluation'),
    verdicts(isShort ? [...spoken, ...silent] : spoken),
    !isShort &&
      h(
        'details',
        null,
        h('summary', null, `${plural(silent.length, 'rule')} silent, and why`),
        verdicts(silent),
      ),
  );
}

/** More silent rules than this fold. */
const MAX_SILENT = 4;

const verdicts = (rows) =>
  h(
    'ul',
    { class: 'verdicts' },
    rows.map(([verdict, card, why]) =>
      h(
        'li',
        null,
        h('span', { class: `verdict verdict-${verdict.replace(' ', '-')}` }, verdict),
        h('a', { href: `/cards/${card}`, target: '_blank' }, card),
        h('span', { class: 'why' }, why),
      ),
    ),
  );

const ways = { prefetch: 'prefetch', fhir: 'FHIR server', unavailable: 'could not be had' };

/** Which data went along, what Cauda asked for itself, and how long it took. */
function sources({ answer, request }, gathered) {
  const said = answer.body?.extension?.['cauda.evaluation'];
  if (!request?.hook) return null;
  const sent = Object.keys(request.prefetch ?? {});
  const keys = [...new Set([...sent, ...Object.keys(said?.prefetch ?? {})])];
  return h(
    'details',
    { class: 'block', open: (said?.fhirRequests?.length ?? 0) > 0 },
    h(
      'summary',
      null,
      `Data: ${plural(sent.length, 'prefetch key')} sent, ${plural(said?.fhirRequests?.length ?? 0, 'FHIR request')} by Cauda`,
    ),
    keys.length > 0 &&
      h(
        'table',
        null,
        h(
          'thead',
          null,
          h(
            'tr',
            null,
            ['key', 'sent', 'used from'].map((text) => h('th', { scope: 'col' }, text)),
          ),
        ),
        h(
          'tbody',
          null,
          keys.map((key) =>
            h(
              'tr',
              null,
              h('th', { scope: 'row' }, key),
              h('td', null, sentAs(request.prefetch, key)),
              h(
                'td',
                null,
                ways[said?.prefetch?.[key]] ??
                  said?.prefetch?.[key] ??
                  (said ? 'not needed' : 'not said'),
              ),
            ),
          ),
        ),
      ),
    list('Asked of the FHIR server by Cauda', said?.fhirRequests, ({ query, outcome, ms }) => [
      `GET ${query}`,
      `${outcome === 'ok' ? 'ok' : `failed (${outcome})`} · ${ms} ms`,
    ]),
    list('Asked by this EHR, to fill the prefetch', gathered, ({ query, entries, ms }) => [
      `GET ${query}`,
      `${entries} · ${ms} ms`,
    ]),
    answer.headers.get('server-timing') &&
      h(
        'p',
        { class: 'mute small' },
        'Server-Timing: ',
        h('code', null, answer.headers.get('server-timing')),
      ),
  );
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
  items?.length > 0 &&
  h(
    'div',
    null,
    h('h4', null, title),
    h(
      'ul',
      { class: 'queries' },
      items.map((item) => {
        const [query, result] = text(item);
        return h('li', null, h('code', null, query), h('span', { class: 'mute' }, result));
      }),
    ),
  );

function messages({ request, requestHeaders, answer, endpoint }) {
  const copied = h('span', { class: 'mute', role: 'status' });
  const curl = curlFor(endpoint, requestHeaders, request);
  return h(
    'div',
    { class: 'messages' },
    h(
      'details',
      { class: 'block' },
      h('summary', null, 'Request'),
      headers({
        ...requestHeaders,
        ...(requestHeaders.Authorization && {
          Authorization: `${requestHeaders.Authorization.slice(0, 32)}…`,
        }),
      }),
      request && jsonView(request),
    ),
    h(
      'details',
      { class: 'block' },
      h('summary', null, 'Response'),
      headers(Object.fromEntries(answer.headers)),
      answer.body === undefined
        ? h('pre', { tabindex: '0' }, answer.text || '(empty body)')
        : jsonView(answer.body),
    ),
    h(
      'p',
      { class: 'copy' },
      h(
        'button',
        {
          type: 'button',
          class: 'quiet',
          onclick: async () => {
            try {
              await navigator.clipboard.writeText(curl);
              copied.textContent = 'Copied.';
            } catch {
              copied.replaceWith(h('pre', { tabindex: '0', class: 'curl' }, curl));
            }
          },
        },
        'Copy as curl',
      ),
      copied,
    ),
  );
}

const headers = (all) =>
  h(
    'pre',
    { class: 'headers', tabindex: '0' },
    Object.entries(all)
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  );

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
