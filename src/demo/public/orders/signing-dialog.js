import { html, nothing } from 'lit-html';
import { backToOrder, signAnyway } from '../actions.js';
import { strip } from '../frame/presenter.js';
import { allergiesOf } from '../frame/banner.js';
import { cardsOf, isDraft, isHeldBack, isOpen, page, replyTo } from '../page.js';
import { patientFacts } from '../patient-facts.js';
import { failure } from './advice.js';
import { cardView } from './card.js';
import { proposal, signsAs } from './order-words.js';

/** The alert over the order, as EHRs show it when something is signed. */
export const signingDialog = () => html`
  <dialog
    id="signing"
    class=${cardsOf('order-sign').length > 1 ? 'is-wide' : ''}
    aria-labelledby="signing-title"
    @close=${backToOrder}
  >
    ${page.isDialogOpen ? content() : nothing}
  </dialog>
`;

/** A warning that offers nothing is heard when a reason is given: until then the safe way is filled. */
const warnsUnheard = (card) => {
  const { outcome, reason, comment } = replyTo(card);
  return (
    card.indicator === 'warning' && outcome === undefined && reason === undefined && !comment.trim()
  );
};

function content() {
  const advice = page.advice.get('order-sign');
  if (!advice) return nothing;
  const cards = cardsOf('order-sign');
  const orders = page.orders.filter(isDraft);
  const isHeld = isHeldBack();
  const isAnswered = cards.length > 0 && !cards.some(isOpen) && !cards.some(warnsUnheard);
  const { years, gender, allergies, kidneys } = patientFacts(page.resources, page.setup.today);
  return html`
    <header class="alert-head">
      <h2 id="signing-title">Before you sign</h2>
      ${cards.length > 1 ? html`<span class="flag">${cards.length} alerts</span>` : nothing}
      <p class="alert-patient">
        <b>${page.patient.name}</b> ${[years, gender].filter(Boolean).join(' · ')}
        <span>Allergies: ${allergiesOf(allergies)}</span> <span>eGFR ${kidneys.value}</span>
      </p>
    </header>
    <div class="alert-body">
      ${orders.map((order) => proposal(order, advice.sent))}
      ${
        page.phase === 'failed'
          ? failure(advice)
          : html`<div class="alerts">${cards.map((card) => cardView(card, advice, 'dialog'))}</div>`
      }
    </div>
    <footer class="alert-foot">
      <button type="button" class="${isAnswered ? '' : 'primary'}" autofocus @click=${backToOrder}>
        Back to the order
      </button>
      <button
        type="button"
        id="sign-anyway"
        class="${isAnswered ? 'primary' : ''}"
        ?disabled=${isHeld}
        aria-describedby=${isHeld ? 'held-back' : nothing}
        @click=${signAnyway}
      >
        ${signsAs(orders, page.phase)}
      </button>
      ${
        isHeld
          ? html`<p id="held-back" class="hint">
              The critical card asks for a reason, or take its suggestion.
            </p>`
          : nothing
      }
      ${page.isPresented ? strip() : nothing}
    </footer>
  `;
}
