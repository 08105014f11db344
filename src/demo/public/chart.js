import { ago, show } from './dates.js';
import { h } from './dom.js';
import { timeline } from './timeline.js';

const textOf = (concept) =>
  concept?.text ?? concept?.coding?.[0]?.display ?? concept?.coding?.[0]?.code;
const codeOf = (concept) => concept?.coding?.[0]?.code;

/** The chart as a clinician would see it. @param {any[]} resources */
export function drawChart(into, resources, today) {
  const of = (type) => resources.filter((resource) => resource.resourceType === type);
  into.replaceChildren(
    part(
      'Problems',
      of('Condition').map((each) => condition(each)),
    ),
    part(
      'Operations and procedures',
      of('Procedure').map((each) => procedure(each, today)),
    ),
    part(
      'Reports',
      newestFirst(of('DiagnosticReport'), 'effectiveDateTime').map((each) => report(each, today)),
    ),
    part(
      'Results',
      newestFirst(of('Observation'), 'effectiveDateTime').map((each) => result(each, today)),
    ),
    part('Allergies', of('AllergyIntolerance').map(allergy)),
    part(
      'Open orders',
      of('ServiceRequest')
        .filter(({ status }) => status === 'active')
        .map((each) => order(each, today)),
    ),
    part('Medication', [
      ...newestFirst(of('MedicationRequest'), 'authoredOn').map((each) => medicine(each, today)),
      ...newestFirst(of('MedicationAdministration'), 'effectiveDateTime').map((each) =>
        row(`Given: ${medicineName(each)}`, dated(each.effectiveDateTime, today), [], each),
      ),
    ]),
    part(
      'Devices',
      of('Device').map((each) =>
        row(textOf(each.type) ?? 'Device', '', each.status === 'active' ? [] : [each.status], each),
      ),
    ),
  );
}

/** The timeline, as wide as its place and redrawn when that changes. */
export function drawTimeline(into, resources, today) {
  const time = h('div', { class: 'timeline-box' });
  into.replaceChildren(time, legend());
  const draw = () => {
    const width = Math.max(Math.floor(time.clientWidth), 280);
    time.replaceChildren(timeline(resources, today, width));
  };
  draw();
  let drawnAt = time.clientWidth;
  new ResizeObserver(() => {
    if (!time.isConnected || time.clientWidth === drawnAt) return;
    drawnAt = time.clientWidth;
    draw();
  }).observe(time);
}

const legend = () =>
  h(
    'p',
    { class: 'legend', 'aria-hidden': 'true' },
    h('span', { class: 'key key-operation' }, 'operation'),
    h('span', { class: 'key key-scan' }, 'scan'),
    h('span', { class: 'key key-injection' }, 'injection'),
    h('span', { class: 'key key-problem' }, 'problem began'),
    h('span', { class: 'key key-order' }, 'open order'),
    h('span', { class: 'key key-band' }, 'under 6 months'),
  );

const newestFirst = (list, member) =>
  [...list].sort((a, b) => String(b[member] ?? '').localeCompare(String(a[member] ?? '')));

const part = (title, rows) =>
  h(
    'section',
    { class: 'part' },
    h('h3', null, title),
    rows.length > 0 ? h('ul', null, rows) : h('p', { class: 'mute' }, 'none recorded'),
  );

function row(text, date, flags, resource, ...more) {
  const isVoid = flags.some((flag) => /error|not done|refuted/.test(flag));
  return h(
    'li',
    {
      id: `chart-${resource.resourceType}-${resource.id}`,
      tabindex: '-1',
      class: isVoid && 'void',
    },
    h(
      'span',
      { class: 'what' },
      h('span', { class: 'name' }, text),
      flags.map((flag) => h('span', { class: 'flag' }, flag)),
      !isCoded(resource) &&
        h('span', { class: 'flag plain', title: 'Entered as text, without a code' }, 'text only'),
    ),
    date && h('span', { class: 'when' }, date),
    more,
  );
}

/** Of problems and operations it matters whether they are coded. */
const isCoded = ({ resourceType, code }) =>
  !['Condition', 'Procedure'].includes(resourceType) || code?.coding?.length > 0;

const medicineName = (m) => textOf(m.medicationCodeableConcept) ?? 'Medication';

const medicine = (m, today) =>
  row(
    medicineName(m),
    m.authoredOn ? dated(m.authoredOn, today) : '',
    m.status === 'active' ? [] : [String(m.status).replaceAll('-', ' ')],
    m,
  );

const dated = (date, today) => [show(date), ago(date, today)].filter(Boolean).join(' · ');

function condition(c) {
  const flags = [codeOf(c.clinicalStatus), codeOf(c.verificationStatus)].filter(
    (status) => status && status !== 'active' && status !== 'confirmed',
  );
  return row(
    textOf(c.code) ?? 'Condition',
    `since ${show(c.onsetDateTime ?? c.recordedDate)}`,
    flags,
    c,
  );
}

function procedure(p, today) {
  const flags = p.status === 'completed' ? [] : [String(p.status).replaceAll('-', ' ')];
  const date = p.performedDateTime ?? p.performedPeriod?.start;
  const site = p.bodySite?.[0]?.text;
  const name = textOf(p.code) ?? 'Procedure';
  return row(
    site && !name.includes(site) ? `${name}, ${site}` : name,
    date ? dated(date, today) : (p.performedString ?? 'no date'),
    flags,
    p,
  );
}

function report(r, today) {
  const attachment = r.presentedForm?.find(
    ({ contentType, data }) => data && /^text\/plain/.test(contentType ?? ''),
  );
  const full = attachment && fromBase64(attachment.data);
  return row(
    textOf(r.code) ?? 'Report',
    dated(r.effectiveDateTime, today),
    r.status === 'final' ? [] : [r.status],
    r,
    r.conclusion && h('p', { class: 'conclusion' }, r.conclusion),
    full &&
      h(
        'details',
        null,
        h('summary', null, 'Full report'),
        h('pre', { class: 'report', tabindex: '0' }, full),
      ),
  );
}

function fromBase64(data) {
  try {
    return new TextDecoder().decode(Uint8Array.from(atob(data), (c) => c.charCodeAt(0)));
  } catch {
    return '(the report could not be read)';
  }
}

function result(o, today) {
  const { value, unit } = o.valueQuantity ?? {};
  const shown =
    value === undefined
      ? (textOf(o.valueCodeableConcept) ?? o.valueString ?? '')
      : `${value} ${unit ?? ''}`;
  const mark = codeOf(o.interpretation?.[0]);
  const flags = mark && mark !== 'N' ? [{ H: 'high', L: 'low' }[mark] ?? mark] : [];
  return row(
    `${textOf(o.code) ?? 'Result'}: ${shown}`,
    dated(o.effectiveDateTime, today),
    flags,
    o,
  );
}

const allergy = (a) =>
  row(
    [textOf(a.code) ?? 'Substance', textOf(a.reaction?.[0]?.manifestation?.[0])]
      .filter(Boolean)
      .join(': '),
    '',
    [a.criticality === 'high' && 'high criticality'].filter(Boolean),
    a,
  );

const order = (o, today) =>
  row(textOf(o.code) ?? 'Order', dated(o.authoredOn, today), [o.priority].filter(Boolean), o);
