import { age, show } from './dates.js';
import { h } from './dom.js';
import { sandboxSteps } from './sandbox-steps.js';

/** Who the patient is, and the story. */
export function drawBanner(into, patient, resources, setup) {
  const resource = resources.find(({ resourceType }) => resourceType === 'Patient');
  const years = age(resource?.birthDate, setup.today);
  const facts = [
    years !== undefined && `${years} years`,
    resource?.gender,
    resource?.birthDate && `born ${show(resource.birthDate)}`,
  ].filter(Boolean);
  const [first = '', ...rest] = patient.story;
  into.replaceChildren(
    h(
      'div',
      { class: 'who' },
      h('h1', null, patient.name),
      h('p', { class: 'facts' }, facts.join(' · ')),
    ),
    h(
      'div',
      { class: 'story' },
      h('p', null, first),
      rest.length > 0 &&
        h(
          'details',
          null,
          h('summary', null, 'The story'),
          rest.map((line) => h('p', null, ...coded(line))),
        ),
    ),
  );
}

/** `words between backticks` as code. */
const coded = (line) =>
  line.split('`').map((part, index) => (index % 2 === 1 ? h('code', null, part) : part));

/** What the page is, how the dates were moved, and how another client finds all this. */
export function drawFooter(into, setup) {
  const { fhir, publicUrl, movedDays, today } = setup;
  const discovery = `${publicUrl}/cds-services`;
  into.replaceChildren(
    h(
      'div',
      null,
      h('h2', null, 'Use it from another client'),
      fhir.isInstalled
        ? h(
            'p',
            null,
            'FHIR R4 server, read only, open to any client on this machine: ',
            h('code', null, fhir.base),
            ' · ',
            h('a', { href: '/demo/fhir/metadata' }, 'capability statement'),
          )
        : h(
            'p',
            { class: 'notice' },
            'The demo’s FHIR server is not installed: its packages are development dependencies. “npm ci” brings them. Until then prefetch is taken from the chart, and own patients are not checked against R4.',
          ),
      h('p', null, 'Discovery: ', h('a', { href: '/cds-services' }, discovery)),
      fhir.isInstalled && sandboxSteps(setup),
    ),
    h(
      'div',
      null,
      h('h2', null, 'About these data'),
      h(
        'p',
        null,
        movedDays === 0
          ? `Everybody here is invented. The stories are told on ${show(today)}, which is today.`
          : `Everybody here is invented. The stories were written for one fixed day; every date in them, also within reports, is moved by ${movedDays} days, so that “ten weeks ago” is still ten weeks ago today, ${show(today)}. Partial dates stay partial, and a month named without a year in a report stays as it is.`,
      ),
      h(
        'p',
        null,
        'Advice to clinicians from published evidence. It does not decide, and it is not a medical device claim. Demo mode: unsigned calls are accepted; not for patient data.',
      ),
    ),
  );
}
