import { render } from 'lit-html';
import { addToWire, openPatient } from './actions.js';
import { readSetup } from './api.js';
import { discover } from './call.js';
import { byId } from './dom.js';
import { frame } from './frame/frame.js';
import { draw, drawWith, page } from './page.js';

/** A story to begin with: it has a draft, a card, and suggestions that change the draft. */
const FIRST = 'maria-discectomy-2024';

/** Draws the page, and opens or closes the alert over it. */
drawWith(() => {
  render(frame(), byId('page'));
  const dialog = byId('signing');
  if (!dialog || dialog.open === page.isDialogOpen) return;
  if (page.isDialogOpen) dialog.showModal();
  else dialog.close();
});

/** The timeline is as wide as its place. */
function watchWidth() {
  const measure = () => {
    const width = byId('timeline')?.querySelector('.timeline-box')?.clientWidth ?? 0;
    if (width === 0 || width === page.width) return;
    page.width = width;
    draw();
  };
  new ResizeObserver(measure).observe(byId('page'));
}

async function start() {
  const asked = new URLSearchParams(location.search);
  page.isPresented = asked.has('present');
  document.documentElement.classList.toggle('presented', page.isPresented);
  // One after the other: the first setup loads the FHIR server, and nothing else should wait for it.
  const discovery = await discover();
  const setup = await readSetup();
  Object.assign(page, { setup, services: discovery.answer.body.services });
  addToWire(discovery);
  watchWidth();
  const known = (id) => setup.patients.find((each) => each.id === id);
  const first = known(asked.get('patient')) ?? known(FIRST) ?? setup.patients[0];
  if (first) await openPatient(first.id);
  else page.notice = 'No patients are installed. Add your own.';
  draw();
}

start().catch((error) => {
  console.error(error);
  page.notice = 'The demo could not begin: the service did not answer.';
  draw();
});
