import { html, nothing } from 'lit-html';
import { nothingBroken } from '../call.js';
import { choice } from '../dom.js';
import { draw, page } from '../page.js';

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

/** Ready-made mishaps, each with what it sets. */
const mishaps = {
  'Nothing broken': {},
  'No prefetch': { prefetch: 'none' },
  'Half the prefetch': { prefetch: 'some' },
  'Prefetch says null': { prefetch: 'null' },
  'Paged lists': { prefetch: 'paged', fhir: 'paged' },
  'FHIR hangs': { prefetch: 'none', fhir: 'hung' },
  'FHIR answers 500': { prefetch: 'none', fhir: 'error' },
  'FHIR sends HTML': { prefetch: 'none', fhir: 'html' },
  'Expired token': { token: 'expired' },
  'Replayed token': { token: 'replayed' },
  'Forged token': { token: 'forged' },
};

const isSame = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** The panel in which a call is broken on purpose. */
export function breakage() {
  const now = page.breakage;
  const isBroken = !isSame(now, nothingBroken());
  const set = (chosen) => {
    page.breakage = { ...page.breakage, ...chosen };
    draw();
  };
  const field = (name, label) =>
    choice(
      `broken-${name}`,
      label,
      choices[name].map(([value, text]) => ({ value, text })),
      now[name],
      (value) => set({ [name]: value }),
    );
  return html`
    <details class="breakage ${isBroken ? 'is-broken' : ''}">
      <summary>
        Break it on purpose
        ${isBroken ? html`<span class="flag">something is broken</span>` : nothing}
      </summary>
      <div class="chips" role="group" aria-label="Ready-made mishaps">
        ${Object.entries(mishaps).map(([name, changes]) => {
          const chosen = { ...nothingBroken(), ...changes };
          return html`
            <button
              type="button"
              class="chip"
              aria-pressed=${isSame(chosen, now)}
              @click=${() => {
                set(chosen);
                page.again();
              }}
            >
              ${name}
            </button>
          `;
        })}
      </div>
      <div class="fields">
        ${field('prefetch', 'Prefetch sent')} ${field('fhir', 'The FHIR server')}
        ${field('token', 'The token')}
      </div>
      ${
        now.prefetch === 'all' && now.fhir !== 'works'
          ? html`<p class="hint">
              All the data goes along, so Cauda will not ask this server. Choose less prefetch to
              see it matter.
            </p>`
          : nothing
      }
      <button type="button" @click=${() => page.again()}>Send the last call again</button>
    </details>
  `;
}
