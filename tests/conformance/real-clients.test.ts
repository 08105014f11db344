import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { Cauda } from '../support/cauda.ts';
import { startFhirServer, type FhirServer } from '../support/fhir-server.ts';
import { keysOfMri, prefetchOf, type Patient } from '../support/patients.ts';
import { amara, lucia, maria, unhurried } from './corpus.ts';

const folder = new URL('../../fhir-fixtures/hooks/', import.meta.url);
const serviceOf: Record<string, string> = {
  'order-select': 'lumbar-mri-order-select',
  'order-sign': 'lumbar-mri-order-sign',
  'patient-view': 'lumbar-mri-patient-view',
};

const PAMA_RATING = 'http://fhir.org/argonaut/Extension/pama-rating';

let cauda: Cauda;
let fhir: FhirServer;
beforeAll(async () => {
  fhir = await startFhirServer(amara, maria, lucia);
  cauda = await Cauda.start({ env: unhurried });
});
afterEach(() => {
  fhir.asked.length = 0;
});
afterAll(() => Promise.all([cauda.close(), fhir.close()]));

/** A captured body as it came, but for the FHIR server and, if given, the patient. */
function captured(name: string, p?: Patient): any {
  const text = readFileSync(new URL(`${name}.json`, folder), 'utf8');
  const body = JSON.parse(p ? text.replaceAll('pat-1', p.id) : text);
  return { ...body, fhirServer: fhir.url };
}
const send = (body: any) => cauda.post(serviceOf[body.hook]!, body);
const queries = () => fhir.asked.map(({ query }) => query.split('?')[0]);

test('every captured body is sent by one of these tests', () => {
  const names = readdirSync(folder).filter((file) => /^(sandbox|davinci)-/.test(file));
  expect(names.map((file) => file.replace('.json', '')).sort()).toEqual([
    'davinci-order-sign',
    'sandbox-order-select-blank',
    'sandbox-order-select-study',
    'sandbox-order-select-study-and-reason',
    'sandbox-order-sign',
    'sandbox-patient-view',
    'sandbox-rx-select',
    'sandbox-rx-sign',
    'sandbox-with-token',
  ]);
});

describe('The public sandbox, not launched by SMART: no call goes out', () => {
  test.each([
    'sandbox-order-select-blank',
    'sandbox-order-sign',
    'sandbox-rx-select',
    'sandbox-rx-sign',
    'davinci-order-sign',
  ])('HTTP-02 %s is not about us: exactly {"cards":[]}', async (name) => {
    const { status, body } = await send(captured(name));
    expect({ status, body }).toEqual({ status: 200, body: { cards: [] } });
    expect(queries()).toEqual([]);
  });

  test.each([
    ['sandbox-order-select-study', ['procedures', 'conditions']],
    ['sandbox-order-select-study-and-reason', ['procedures', 'conditions']],
    ['sandbox-patient-view', ['reports']],
  ])('FHIR-01 PF-21 %s: 412 naming %j', async (name, keys) => {
    const answer = await send(captured(name));
    expect(answer.status).toBe(412);
    expect(answer.body.issue[0].expression).toEqual(keys.map((key) => `prefetch.${key}`));
    expect(queries()).toEqual([]);
  });

  test.each(['sandbox-order-select-study', 'sandbox-order-select-study-and-reason'])(
    'PF-24 %s with what our templates bring: the card and its suggestions',
    async (name) => {
      const answer = await send({ ...captured(name, maria), prefetch: prefetchOf(maria) });
      expect(answer.cards).toMatchObject([
        { source: { topic: { code: 'contrast-option-after-disc-surgery' } } },
      ]);
      const actions = answer.cards[0].suggestions.flatMap((s: any) => s.actions);
      for (const { resource } of actions) {
        expect(resource).toMatchObject({
          id: 'example-request-id',
          intent: 'plan',
          status: 'draft',
        });
        // It reads the list of reasons of every order that it takes over, and always sends one.
        expect(Array.isArray(resource.reasonCode)).toBe(true);
        expect(resource.extension).toMatchObject([{ url: PAMA_RATING }]);
      }
      expect(queries()).toEqual([]);
    },
  );

  test('sandbox-patient-view with what our templates bring', async () => {
    const body = captured('sandbox-patient-view', lucia);
    const answer = await send({ ...body, prefetch: { ...body.prefetch, ...prefetchOf(lucia) } });
    expect(answer.cards).toMatchObject([
      { source: { topic: { code: 'root-enhancement-under-six-months' } } },
    ]);
    expect(queries()).toEqual([]);
  });

  test('REQ-03 order-select services are also called at signing: 400 naming the hook', async () => {
    const answer = await cauda.post('lumbar-mri-order-select', captured('sandbox-order-sign'));
    expect(answer).toMatchObject({ status: 400, body: { issue: [{ expression: ['hook'] }] } });
  });

  test('CTX-06 a tab is clicked again: the context has no draftOrders, 400', async () => {
    const { context, ...rest } = captured('sandbox-rx-select');
    const answer = await send({ ...rest, context: { ...context, draftOrders: undefined } });
    expect(answer.body.issue[0].expression).toEqual(['context.draftOrders']);
  });
});

describe('The steps to the first card, in docs/demo.md and at the foot of the demo', () => {
  const readme = readFileSync('docs/demo.md', 'utf8');
  const steps = readFileSync('src/demo/public/frame/sandbox-steps.js', 'utf8');
  const [launch = ''] = /https:\/\/sandbox\.cds-hooks\.org\/\?[^>\s]+/.exec(readme) ?? [];
  const linked = new URL(launch).searchParams;
  /** What the sandbox does for a key: a POSTed search of the demo's FHIR server, one page. */
  async function prefetchFor(service: string, id: string): Promise<object> {
    const discovery: any = await (await fetch(`${cauda.url}/cds-services`)).json();
    const { prefetch } = discovery.services.find((each: any) => each.id === service);
    const filled = await Promise.all(
      Object.entries<string>(prefetch).map(async ([key, template]) => {
        const query = template.replaceAll('{{context.patientId}}', id);
        const [type, parameters] = query.split('?');
        const response = await fetch(
          `${cauda.url}/demo/fhir/${type}${parameters === undefined ? '' : '/_search'}`,
          parameters === undefined
            ? {}
            : {
                method: 'POST',
                headers: { 'content-type': 'application/x-www-form-urlencoded' },
                body: parameters,
              },
        );
        return [key, response.ok ? await response.json() : undefined];
      }),
    );
    return Object.fromEntries(filled);
  }

  test('the launch link names this service, its FHIR server and a patient', () => {
    expect(Object.fromEntries(linked)).toEqual({
      fhirServiceUrl: 'http://localhost:3000/demo/fhir',
      serviceDiscoveryURL: 'http://localhost:3000/cds-services',
      patientId: lucia.id,
    });
    expect(steps).toContain(`'${lucia.id}'`);
    expect(steps).toContain(`'${maria.id}'`);
    expect(readme).toContain(maria.resources[0]?.['name'][0].text);
  });

  test('her card shows on Patient View', async () => {
    const body = captured('sandbox-patient-view', lucia);
    const prefetch = await prefetchFor('lumbar-mri-patient-view', lucia.id);
    expect((await send({ ...body, prefetch })).cards).toHaveLength(1);
  });

  test('choosing the study under PAMA Imaging brings a card whose buttons change the study', async () => {
    const body = captured('sandbox-order-select-study', maria);
    expect(JSON.stringify(body.context.draftOrders)).toContain('"72148"');
    const prefetch = await prefetchFor('lumbar-mri-order-select', maria.id);
    const { cards } = await send({ ...body, prefetch });
    const studies = cards[0].suggestions.map(({ actions }: any) => {
      // What the sandbox does with a suggestion.
      const { resource } = actions[0];
      const rating = resource.extension.find(({ url }: any) => url === PAMA_RATING);
      expect(rating.valueCodeableConcept.coding[0].code).toBe('no-criteria-apply');
      expect(resource.reasonCode.map((each: any) => each.coding[0])).toEqual([]);
      return resource.code.coding[0].code;
    });
    expect(studies).toContain('72158');
  });
});

describe('The public sandbox, launched by SMART', () => {
  test('PF-15 only what is missing is fetched, with the token', async () => {
    const answer = await send(captured('sandbox-with-token', lucia));
    expect(answer.status).toBe(200);
    expect(queries().sort()).toEqual([
      'GET DiagnosticReport',
      // Results, and examinations of the legs.
      'GET Observation',
      'GET Observation',
      'GET Procedure',
      'GET ServiceRequest',
    ]);
    for (const { authorization } of fhir.asked) expect(authorization).toBe('Bearer secret');
  });

  test('PF-24 everything is fetched when nothing was sent', async () => {
    const answer = await send({ ...captured('sandbox-with-token', lucia), prefetch: undefined });
    expect(answer.cards).toMatchObject([
      { source: { topic: { code: 'root-enhancement-under-six-months' } } },
    ]);
    expect(queries()).toHaveLength(7);
  });
});

describe('The Da Vinci request generator', () => {
  /** The captured body with a lumbar MRI in the place of its head CT. */
  const withLumbarMri = () => {
    const body = captured('davinci-order-sign', amara);
    const coding = { system: 'http://www.ama-assn.org/go/cpt', code: '72158' };
    body.context.draftOrders.entry[0].resource.code = {
      coding: [coding],
      text: 'MRI lumbar spine',
    };
    return body;
  };

  test('FHIR-02 PF-13 falls back to the FHIR server without an Authorization header', async () => {
    const answer = await send(withLumbarMri());
    expect(answer.cards).toMatchObject([
      {
        source: { topic: { code: 'contrast-mri-under-six-months' } },
        extension: { 'cauda.about': ['ServiceRequest/sr-1'] },
      },
    ]);
    // Beside a contrast MRI a puncture may be planned: what that card reads is asked for too.
    expect(fhir.asked.length).toBeGreaterThanOrEqual(keysOfMri.length);
    for (const { authorization } of fhir.asked) expect(authorization).toBeUndefined();
    expect(queries()).not.toContain('GET ServiceRequest/sr-1');
  });

  test('ACT-08 CTX-11 the update keeps the stored order whole, with its meta', async () => {
    const body = withLumbarMri();
    const { cards } = await send(body);
    const { note, extension, ...rest } = cards[0].suggestions[0].actions[0].resource;
    expect(extension).toMatchObject([{ url: PAMA_RATING }]);
    expect(rest).toEqual(body.context.draftOrders.entry[0].resource);
    expect(note).toHaveLength(1);
  });

  test('REQ-05 the same hookInstance in every call: each is answered for itself', async () => {
    const [first, second] = [await send(withLumbarMri()), await send(withLumbarMri())];
    expect(first.cards[0].uuid).not.toBe(second.cards[0].uuid);
  });
});
