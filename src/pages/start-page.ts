import type { CardEvidence } from '../cards/evidence-page.ts';
import { intendedUse } from './card-words.ts';
import { escapeHtml, htmlPage } from './html.ts';
import type { Page } from './send-page.ts';

export interface StartPageContent {
  readonly cards: readonly CardEvidence[];
  readonly services: readonly {
    readonly id: string;
    readonly hook: string;
    readonly title: string;
  }[];
  readonly isDemo: boolean;
}

/** What this is, and where everything is. In demo mode it leads to the demo first. */
export function startPage({ cards, services, isDemo }: StartPageContent): Page {
  const links = {
    discovery: '/cds-services',
    cards: '/cards',
    guide: '/guide',
    agreement: '/agreement',
    ...(isDemo && { demo: '/demo', demoFhir: '/demo/fhir/metadata' }),
    live: '/health/live',
    ready: '/health/ready',
    metrics: '/metrics',
    insights: '/insights',
  };
  const body = [
    '<h1>Cauda</h1>',
    '<p>A CDS Hooks service. An EHR calls it when a clinician opens a chart or selects or signs an order; it reads the patient’s lumbar surgery, conditions, results and MRI reports through FHIR R4, and answers with one or two advisory cards about lumbar spine MRI, or, mostly, with none.</p>',
    isDemo ? demoNotice : '',
    '<h2>To read</h2>',
    `<ul class="cards">
<li><h3><a href="/guide">The guide</a></h3><p>From an enhancing root to the patient in four steps: time since surgery, distribution, companions, systemic picture. Two sheets to print.</p></li>
<li><h3><a href="/agreement">From findings to agreement</a></h3><p>Tick what a report says; see the row of the study, its interval, and what it leaves out.</p></li>
<li><h3><a href="/cards">All cards</a></h3><p>What each says, when it speaks and when it does not, its figures and sources.</p></li>
</ul>`,
    '<h2>Services</h2>',
    table(
      ['when', 'what', 'id'],
      services.map(({ id, hook, title }) => [
        escapeHtml(moments[hook] ?? hook),
        escapeHtml(title),
        `<code>${escapeHtml(id)}</code>`,
      ]),
    ),
    '<p>An EHR finds them by discovery: <a href="/cds-services">/cds-services</a></p>',
    '<h2>Cards and their evidence</h2>',
    table(
      ['card', 'indicator', 'mode'],
      cards.map(({ id, title, indicator, mode }) => [
        `<a href="/cards/${id}">${escapeHtml(title)}</a>`,
        indicator,
        mode,
      ]),
    ),
    '<h2>Operation</h2>',
    '<p><a href="/health/live">live</a> · <a href="/health/ready">ready</a> · <a href="/metrics">metrics</a> · <a href="/insights">insights</a> (what the cards did here). How to connect an EHR: <code>docs/onboarding.md</code>; everything else: <code>README.md</code>.</p>',
    `<p class="note">${escapeHtml(intendedUse)}</p>`,
  ];
  return {
    html: htmlPage('Cauda', body.filter((part) => part !== '').join('\n')),
    json: { name: 'Cauda', intendedUse, demoMode: isDemo, services, links },
  };
}

const moments: Readonly<Record<string, string>> = {
  'patient-view': 'a chart is opened',
  'order-select': 'an order is selected',
  'order-sign': 'an order is signed',
};

const demoNotice = `<h2>See it</h2>
<p><a class="open-demo" href="/demo">Open the demo EHR</a></p>
<p>Invented patients, an order to sign, the advice as a clinician sees it, and all that goes over the wire beside it.</p>
<p class="note"><strong>Demo mode:</strong> unsigned calls are accepted. Not for patient data. A FHIR server with the same patients stands at <a href="/demo/fhir/metadata">/demo/fhir</a>.</p>`;

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  `<div class="scroll"><table><thead><tr>${head.map((text) => `<th>${text}</th>`).join('')}</tr></thead><tbody>\n${rows
    .map((cells) => `<tr>${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('\n')}\n</tbody></table></div>`;
