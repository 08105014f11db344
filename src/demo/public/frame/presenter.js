import { html } from 'lit-html';
import { accept, openPatient, sign, signAnyway } from '../actions.js';
import { byId, goTo } from '../dom.js';
import { cardsOf, draw, page } from '../page.js';

/**
 * A step of the script: it begins with a patient, or goes on from the step before.
 * @typedef {{ title: string, say: string, patient?: string, go?: () => unknown }} Step
 */

/** Takes an offer of the first card that has any; the last of them brings the changes of both cards. */
const take = (at) => () => {
  const card = cardsOf('order-sign').find(({ suggestions }) => suggestions?.length);
  return card && accept(page.advice.get('order-sign'), card, card.suggestions.at(at));
};
const showReport = () => {
  const row = document.querySelector('.part .is-read');
  row?.querySelector('details')?.setAttribute('open', '');
  goTo(row, 'center');
};

/** docs/demo-script.md says the same at more length; a test holds the two together. @type {Step[]} */
export const steps = [
  {
    title: 'What you see',
    say: 'On the left a chart, beside it what the doctor does. The shaded half year follows the operation. Everybody here is invented.',
    patient: 'maria-discectomy-2024',
  },
  {
    title: 'An order is signed',
    say: 'Disc surgery two years ago, leg pain again, a lumbar MRI without contrast. The alert names the operation and where it was read.',
    go: sign,
  },
  {
    title: 'The advice is taken',
    say: 'The draft really changed; this is the difference. The service was told that its suggestion was taken.',
    go: take(0),
  },
  {
    title: 'Signed as changed',
    say: 'The card folds, its suggestions are off, and the order can be read back from the FHIR server.',
    go: signAnyway,
  },
  {
    title: 'Silent when it should be',
    say: 'A disc operation too, but in the neck. It looked, and says why it is silent. Most orders end like this.',
    patient: 'george-unoperated',
    go: sign,
  },
  {
    title: 'Not known is not none',
    say: 'Only the year of his operation is known. It does not guess, and it does not pretend that it looked.',
    patient: 'piotr-surgery-year-only',
    go: sign,
  },
  {
    title: 'A report is read',
    say: 'Opening the chart is a moment of its own. The card quotes the sentence that it read, and the chart marks it.',
    patient: 'lucia-report-enhancement-3-months',
    go: showReport,
  },
  {
    title: 'Two cards, one order',
    say: 'Low eGFR and an earlier reaction: both cards would change this order. One offers the changes of both.',
    patient: 'klara-low-egfr-and-gadobutrol',
    go: sign,
  },
  {
    title: 'Nothing is lost',
    say: 'The study and the notes of both cards stand in the one order.',
    go: take(-1),
  },
  {
    title: 'A critical card',
    say: 'New bladder and saddle signs on a routine order. It cannot be signed past without a reason, and the reason is sent.',
    patient: 'anneke-cauda-equina-signs',
    go: sign,
  },
];

/** Goes to a step: from the step before when that was the last, else from where its part begins. */
async function goToStep(wanted) {
  const begin = steps.findLastIndex(({ patient }, index) => patient && index <= wanted);
  const isNext = page.step === wanted - 1 && begin !== wanted;
  for (let at = isNext ? wanted : begin; at <= wanted; at += 1) {
    const { patient, go } = steps[at];
    if (patient) await openPatient(patient);
    await go?.();
  }
  page.step = wanted;
  draw();
  byId('presenter')?.querySelector('[aria-current]')?.scrollIntoView({ block: 'nearest' });
}

/** The steps of the script as buttons, and what to say. */
export const strip = () => html`
  <nav class="strip" aria-label="Steps of the script">
    <ol>
      ${steps.map(
        ({ title }, index) => html`
          <li>
            <button
              type="button"
              class="chip"
              aria-label="${index + 1} ${title}"
              aria-current=${index === page.step ? 'step' : 'false'}
              @click=${() => void goToStep(index)}
            >
              ${index + 1} <span>${title}</span>
            </button>
          </li>
        `,
      )}
    </ol>
    <p>${steps[page.step]?.say ?? 'Choose a step, or press the first.'}</p>
  </nav>
`;
