import { html, nothing } from 'lit-html';
import { page } from '../page.js';
import { patientFacts } from '../patient-facts.js';

export const allergiesOf = (names) =>
  names.length > 0 ? html`<b class="alert-word">${names.join(', ')}</b>` : 'none recorded';

/** Who the patient is; stays in sight. */
export function banner() {
  const facts = patientFacts(page.resources, page.setup.today);
  const { kidneys } = facts;
  return html`
    <section id="banner" class="banner" aria-label="Patient">
      <h1>${page.patient.name}</h1>
      <p class="facts">${[facts.years, facts.gender, facts.born].filter(Boolean).join(' · ')}</p>
      <p><span class="mute">Allergies</span> ${allergiesOf(facts.allergies)}</p>
      <p>
        <span class="mute">eGFR</span> <b>${kidneys.value}</b>
        <span class="mute">${kidneys.on}</span>
      </p>
    </section>
  `;
}

/** What the patient is here for, in the words of the story. */
export function story() {
  const [first = '', ...rest] = page.patient.story;
  return html`
    <div class="story">
      <p>${first}</p>
      ${
        rest.length > 0
          ? html`<details>
              <summary>The story</summary>
              ${rest.map((line) => html`<p>${coded(line)}</p>`)}
            </details>`
          : nothing
      }
    </div>
  `;
}

/** `words between backticks` as code. */
const coded = (line) =>
  line.split('`').map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part));
