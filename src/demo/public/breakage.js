import { choice, h } from './dom.js';

/** What is sent in place of a good call. @typedef {{ prefetch: string, fhir: string, token: string }} Breakage */

/** @returns {Breakage} */
export const nothingBroken = () => ({ prefetch: 'all', fhir: 'works', token: 'none' });

const choices = {
  prefetch: [
    ['all', 'all of it'],
    ['some', 'half: surgery, problems, reports left out'],
    ['none', 'none'],
    ['null', 'null for every key'],
    ['outcome', 'OperationOutcome for every list'],
    ['paged', 'first page only, with a link to the next'],
  ],
  fhir: [
    ['works', 'works'],
    ['unnamed', 'is not named in the call'],
    ['elsewhere', 'is one that was never agreed'],
    ['paged', 'sends one entry a page'],
    ['slow', 'takes 1.5 s for each answer'],
    ['hung', 'never answers'],
    ['error', 'answers 500'],
    ['html', 'answers a web page'],
  ],
  token: [
    ['none', 'valid'],
    ['unsigned', 'missing'],
    ['expired', 'expired'],
    ['wrong-audience', 'meant for another endpoint'],
    ['replayed', 'used a second time'],
    ['forged', 'signed with another key'],
    ['unknown-issuer', 'of an unknown issuer'],
  ],
};

/** Ready-made mishaps, each with the choices it sets. @type {[string, Breakage][]} */
const mishaps = [
  ['Nothing broken', nothingBroken()],
  ['No prefetch', { prefetch: 'none', fhir: 'works', token: 'none' }],
  ['Half the prefetch', { prefetch: 'some', fhir: 'works', token: 'none' }],
  ['Prefetch says null', { prefetch: 'null', fhir: 'works', token: 'none' }],
  ['Paged lists', { prefetch: 'paged', fhir: 'paged', token: 'none' }],
  ['FHIR hangs', { prefetch: 'none', fhir: 'hung', token: 'none' }],
  ['FHIR answers 500', { prefetch: 'none', fhir: 'error', token: 'none' }],
  ['FHIR sends HTML', { prefetch: 'none', fhir: 'html', token: 'none' }],
  ['Expired token', { prefetch: 'all', fhir: 'works', token: 'expired' }],
  ['Replayed token', { prefetch: 'all', fhir: 'works', token: 'replayed' }],
  ['Forged token', { prefetch: 'all', fhir: 'works', token: 'forged' }],
];

/**
 * The panel in which a call is broken on purpose.
 *
 * @param {Breakage} now What is chosen; changed in place.
 * @param {() => void} again Sends the last call again.
 */
export function drawBreakage(into, now, again) {
  const isBroken = JSON.stringify(now) !== JSON.stringify(nothingBroken());
  const wasOpen = into.querySelector('details')?.open ?? false;
  const redraw = () => drawBreakage(into, now, again);
  const set = (chosen) => {
    Object.assign(now, chosen);
    redraw();
  };
  into.replaceChildren(
    h(
      'details',
      { class: `breakage${isBroken ? ' is-broken' : ''}`, open: wasOpen || isBroken },
      h(
        'summary',
        null,
        'Break it on purpose',
        isBroken && h('span', { class: 'flag' }, 'something is broken'),
      ),
      h(
        'div',
        { class: 'chips', role: 'group', 'aria-label': 'Ready-made mishaps' },
        mishaps.map(([name, chosen]) =>
          h(
            'button',
            {
              type: 'button',
              class: 'chip',
              'aria-pressed': String(JSON.stringify(chosen) === JSON.stringify(now)),
              onclick: () => {
                set(chosen);
                again();
                into.querySelector(`[aria-pressed="true"]`)?.focus();
              },
            },
            name,
          ),
        ),
      ),
      h(
        'div',
        { class: 'fields' },
        choice('Prefetch sent', options('prefetch'), now.prefetch, (prefetch) => set({ prefetch })),
        choice('The FHIR server', options('fhir'), now.fhir, (fhir) => set({ fhir })),
        choice('The token', options('token'), now.token, (token) => set({ token })),
      ),
      now.prefetch === 'all' &&
        now.fhir !== 'works' &&
        h(
          'p',
          { class: 'hint' },
          'All the data goes along, so Cauda will not ask this server. Choose less prefetch to see it matter.',
        ),
      h('button', { type: 'button', onclick: again }, 'Send the last call again'),
    ),
  );
}

const options = (name) => choices[name].map(([value, text]) => ({ value, text }));

const tokenSays = {
  expired: 'The token had expired',
  'wrong-audience': 'The token was meant for another endpoint',
  replayed: 'The same token came a second time',
  forged: 'The signature does not fit the key of this issuer',
};

/**
 * What an answer means, in one sentence.
 * @param {import('./call.js').Exchange} exchange
 */
export function explain({ answer, breakage }) {
  const { status, body } = answer;
  const said = body?.issue?.[0]?.details?.text ?? '';
  if (status === 401) {
    return `${tokenSays[breakage.token] ?? 'The token was refused'}: refused. The answer gives no reason on purpose; the log of the service does.`;
  }
  if (status === 412)
    return `Cauda could not look, and says so instead of answering an empty list. ${said}`;
  if (status !== 200) return said || `The answer was ${status}.`;
  const evaluation = body?.extension?.['cauda.evaluation'];
  const [count, unchecked] = [body?.cards?.length ?? 0, evaluation?.notChecked?.length ?? 0];
  const via = sourceOf(evaluation);
  const first =
    count > 0
      ? `${count === 1 ? 'One card' : `${count} cards`}.${via}`
      : evaluation?.silent || unchecked > 0
        ? `No card: nothing to say.${via}`
        : 'No card: either nothing here is Cauda’s business, or every rule was silent.';
  const token =
    breakage.token === 'unsigned'
      ? ' Demo mode accepts unsigned calls; anywhere else this is a 401. An unsigned caller does not get the evaluation.'
      : breakage.token === 'unknown-issuer'
        ? ' A token of an unknown issuer proves nothing: demo mode passes over it, anywhere else this is a 401.'
        : '';
  const nothing =
    breakage.prefetch === 'null' ? ' null means “there is none”, so Cauda believes it.' : '';
  const rest = unchecked > 0 ? ' It says what it could not check; see below.' : '';
  return first + nothing + rest + token;
}

function sourceOf(evaluation) {
  const ways = new Set(Object.values(evaluation?.prefetch ?? {}));
  if (ways.has('prefetch') && ways.has('fhir'))
    return ' The data came from prefetch and the FHIR server.';
  if (ways.has('fhir')) return ' The data came from the FHIR server, which Cauda asked itself.';
  return ways.has('prefetch') ? ' The data came from prefetch alone.' : '';
}
