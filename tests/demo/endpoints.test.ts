import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { decodeJwt, SignJWT, generateKeyPair } from 'jose';
import { createDemo } from '../../src/demo/index.ts';
import { draftsOf } from '../../src/demo/stories.ts';
import { errorHandler } from '../../src/http/answer/error-handler.ts';
import { Cauda, NOW } from '../support/cauda.ts';
import { lumbarMri } from '../support/orders.ts';
import { patient } from '../support/patients.ts';
import { sendRaw } from '../support/raw-http.ts';
import { bearer, signingClient } from '../support/tokens.ts';
import { cardIds } from '../support/story.ts';

// A script of the browser's, which has no types of its own.
const listOfOrders: string = '../../src/demo/public/order-list.js';
const { orderList } = await import(listOfOrders);

const maria = patient('maria-discectomy-2024');
const sign = '/cds-services/lumbar-mri-order-sign';

/** Modules of the page, below its folder. */
const pageScripts = () =>
  readdirSync('src/demo/public', { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.js'),
  );

let cauda: Cauda;
beforeAll(async () => {
  cauda = await Cauda.start();
});
afterAll(() => cauda.close());

const send = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(cauda.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const json = async (path: string): Promise<any> => (await fetch(cauda.url + path)).json();

describe('Outside demo mode', () => {
  test('nothing of the demo is there, and the start page does not speak of it', async () => {
    const { entry } = await signingClient('ES384');
    const real = await Cauda.start({ clients: [entry] });
    for (const path of [
      '/demo',
      '/demo/public/main.js',
      '/demo/api/setup',
      '/demo/fhir/metadata',
      '/demo/fhir-faults/slow/metadata',
    ]) {
      expect([path, (await fetch(real.url + path)).status]).toEqual([path, 404]);
    }
    const token = await fetch(`${real.url}/demo/api/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ endpoint: sign, fault: 'none' }),
    });
    expect(token.status).toBe(404);
    const start = await fetch(real.url, { headers: { accept: 'text/html' } });
    expect(await start.text()).not.toMatch(/demo/i);
    // Its issuer is nobody there.
    const { privateKey } = await generateKeyPair('ES384');
    const forged = await new SignJWT({ iss: `${real.url}/demo`, aud: real.url + sign })
      .setProtectedHeader({ alg: 'ES384', typ: 'JWT', kid: 'demo' })
      .sign(privateKey);
    const { status } = await real.sign(maria, lumbarMri('without'), { headers: bearer(forged) });
    expect(status).toBe(401);
    await real.close();
  });
});

describe('The page', () => {
  test('is what the start page leads to, in HTML and as data', async () => {
    const get = (accept: string) => fetch(cauda.url, { headers: { accept } });
    expect(await (await get('text/html')).text()).toContain('href="/demo"');
    expect(await (await get('application/json')).json()).toMatchObject({
      demoMode: true,
      links: { demo: '/demo', discovery: '/cds-services', cards: '/cards' },
    });
  });

  test('has a policy without inline code and without other hosts, and keeps to it', async () => {
    const response = await fetch(`${cauda.url}/demo`);
    const html = await response.text();
    expect(response.headers.get('content-security-policy')).toMatch(
      /^default-src 'none';script-src 'self' 'sha256-[\w+/]{43}=';style-src 'self'/,
    );
    // The map of the libraries is data; its hash is the only one that is allowed.
    const [, map = ''] = /<script type="importmap">([^]*?)<\/script>/.exec(html) ?? [];
    const hash = createHash('sha256').update(map).digest('base64');
    expect(response.headers.get('content-security-policy')).toContain(`'sha256-${hash}'`);
    for (const path of Object.values<string>(JSON.parse(map).imports)) {
      const { status } = await fetch(cauda.url + path);
      expect([path, status]).toEqual([path, path.endsWith('/') ? 404 : 200]);
    }
    const rest = html.replace(map, '');
    expect(rest).not.toMatch(/<script(?![^>]* (?:src=|type="importmap"))|<style|\sstyle=|\son\w+=/);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  test('every file of it is served with its type, the libraries too; nothing else is', async () => {
    const names = pageScripts()
      .concat('demo.css')
      .map((name) => `public/${name}`);
    for (const name of [...names, 'modules/lit-html/directives/repeat.js']) {
      const response = await fetch(`${cauda.url}/demo/${name}`);
      expect([name, response.status]).toEqual([name, 200]);
      expect(response.headers.get('content-type')).toMatch(/javascript|css/);
    }
    for (const name of [
      'public/tsconfig.json',
      'public/index.html',
      'public/chart',
      'public/..%2Findex.ts',
      'public/..%2f..%2fpackage.json',
      'public/constructor',
      'modules/lit-html/package.json',
      'modules/express/index.js',
      'modules/lit-html/..%2f..%2fpackage.json',
    ]) {
      const response = await fetch(`${cauda.url}/demo/${name}`);
      expect([name, response.status]).toEqual([name, 404]);
    }
  });

  test('its modules import each other and the libraries of the map only', () => {
    for (const name of pageScripts()) {
      const source = readFileSync(`src/demo/public/${name}`, 'utf8');
      const imports = Array.from(
        source.matchAll(/^(?:import|export|\}) .*'([^']+)';$/gm),
        ([, from]) => from,
      );
      const own = /^\.\.?\/[\w/.-]+\.js$/;
      const libraries = /^(?:lit-html(?:\/directives\/[\w-]+\.js)?|marked|dompurify)$/;
      const others = imports.filter((from) => !own.test(from!) && !libraries.test(from!));
      expect([name, others]).toEqual([name, []]);
      const code = source.replace(/\/\*[^]*?\*\//g, '');
      expect([name, /\bimport\(|\brequire\(/.test(code)]).toEqual([name, false]);
    }
  });

  test('the codes of its orders stand in the value sets of the cards', () => {
    const known = new Set(
      readdirSync('cards/value-sets').flatMap((file) =>
        JSON.parse(readFileSync(`cards/value-sets/${file}`, 'utf8')).compose.include.flatMap(
          ({ system, concept = [] }: any) => concept.map(({ code }: any) => `${system}|${code}`),
        ),
      ),
    );
    const codes = orderList.flatMap(({ code }: any) => code.coding ?? []);
    expect(codes.length).toBeGreaterThan(5);
    expect(codes.filter(({ system, code }: any) => !known.has(`${system}|${code}`))).toEqual([]);
  });

  test('every story that is about an order has it drafted, by code and in words', async () => {
    const { patients } = await json('/demo/api/setup');
    for (const { id, story, drafts } of patients) {
      const says = story.join(' ');
      if (/about to (?:be )?sign/.test(says)) expect([id, drafts.length]).not.toEqual([id, 0]);
      // What is not about an order is about opening the chart, which the page does by itself.
      else
        expect([id, drafts.length > 0 || /opens the chart|chart is opened/.test(says)]).toEqual([
          id,
          true,
        ]);
      for (const { system, code, text } of drafts) {
        expect([system, code, text]).toEqual([
          expect.stringMatching(/^http/),
          expect.stringMatching(/^[\d-]+$/),
          expect.stringMatching(/^[A-Z].*(?:MRI|puncture|block|injection)/),
        ]);
      }
    }
  });

  test.each([
    [
      'Today a routine lumbar MRI without and with contrast (LOINC 24967-2) is about to be signed (order-sign).',
      [['http://loinc.org', '24967-2', 'Lumbar MRI without and with contrast', 'routine']],
    ],
    [
      'A diagnostic lumbar puncture (CPT 62270) and an urgent brain MRI (CPT 70553) are both drafted.',
      [
        ['http://www.ama-assn.org/go/cpt', '62270', 'Diagnostic lumbar puncture', 'urgent'],
        ['http://www.ama-assn.org/go/cpt', '70553', 'Brain MRI', 'urgent'],
      ],
    ],
    ['On Monday she had a diagnostic lumbar puncture (CPT 62270).', []],
    ['The suggestion exchanges the study (CPT 72158) and notes why.', []],
    ['Today her doctor opens the chart.', []],
  ])('%s', (line, expected) => {
    const drafts = draftsOf({ lines: [line] });
    expect(drafts.map((d) => [d.system, d.code, d.text, d.priority])).toEqual(expected);
  });
});

describe('A signed order', () => {
  const order = {
    resourceType: 'ServiceRequest',
    id: 'signed-1',
    status: 'active',
    intent: 'order',
    code: { text: 'MRI lumbar spine without contrast' },
    subject: { reference: `Patient/${maria.id}` },
  };
  const orders = `/demo/api/patients/${maria.id}/orders`;
  const put = async (resource: object, path = `${orders}/signed-1`) => {
    const response = await fetch(cauda.url + path, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(resource),
    });
    return { status: response.status, text: await response.text() };
  };
  const read = async () => (await fetch(`${cauda.url}/demo/fhir/ServiceRequest/signed-1`)).status;

  test('is read back and searched by FHIR, replaced under its id, and taken back', async () => {
    expect((await put(order)).status).toBe(200);
    expect((await put({ ...order, note: [{ text: 'Again.' }] })).status).toBe(200);
    expect(await json('/demo/fhir/ServiceRequest/signed-1')).toMatchObject({
      status: 'active',
      note: [{ text: 'Again.' }],
    });
    const found = await json(`/demo/fhir/ServiceRequest?patient=${maria.id}&status=active`);
    expect(found.entry.map(({ resource }: any) => resource.id)).toEqual(['signed-1']);
    await fetch(cauda.url + orders, { method: 'DELETE' });
    expect(await read()).toBe(404);
    expect(await json(`/demo/fhir/ServiceRequest?patient=${maria.id}`)).toMatchObject({ total: 0 });
  });

  test.each([
    ['a draft', { ...order, status: 'draft' }],
    ['another patient’s', { ...order, subject: { reference: 'Patient/somebody-else' } }],
    ['of another id', { ...order, id: 'signed-2' }],
    ['of another type', { ...order, resourceType: 'Procedure' }],
    ['not valid R4', { ...order, authoredOn: 17 }],
  ])('%s is refused, with the place and without a value', async (_name, resource) => {
    const { status, text } = await put(resource);
    expect([status, JSON.parse(text).faults.length > 0]).toEqual([422, true]);
    expect(text).not.toContain('somebody-else');
    expect(await read()).toBe(404);
  });

  test('of nobody is refused', async () => {
    expect((await put(order, '/demo/api/patients/nobody/orders/signed-1')).status).toBe(404);
  });
});

describe('A page whose name was made to lead to this machine', () => {
  const get = (path: string, host: string, on = cauda) =>
    sendRaw(on.url + path, { headers: { host, origin: `http://${host}` } });
  const paths = [
    '/',
    '/cds-services',
    '/cards',
    '/cards/contrast-mri-under-six-months',
    '/health/live',
    '/health/ready',
    '/metrics',
    '/demo',
    '/demo/api/setup',
    '/demo/fhir/Patient',
    '/nowhere',
  ];

  test.each(paths)('reads nothing at %s', async (path) => {
    for (const host of ['elsewhere.example.org', 'localhost.evil.example:3000', '10.0.0.7:3000']) {
      const { status, text, headers } = await get(path, host);
      expect([host, status, headers['access-control-allow-origin']]).toEqual([
        host,
        403,
        undefined,
      ]);
      expect(JSON.parse(text).issue[0].details.text).toContain('PUBLIC_URL');
    }
  });

  test('cannot call a service, send feedback or ask by a preflight', async () => {
    const headers = { host: 'elsewhere.example.org', 'content-type': 'application/json' };
    for (const path of [sign, `${sign}/feedback`]) {
      const posted = await sendRaw(cauda.url + path, { method: 'POST', headers, body: '{}' });
      expect([path, posted.status]).toEqual([path, 403]);
    }
    const preflight = await sendRaw(cauda.url + sign, {
      method: 'OPTIONS',
      headers: { ...headers, origin: 'http://localhost', 'access-control-request-method': 'POST' },
    });
    expect(preflight.status).toBe(403);
  });

  test.each([
    'localhost',
    'localhost:8080',
    'LOCALHOST:3000',
    '127.0.0.1',
    '127.4.5.6:1',
    '[::1]:3000',
  ])('%s is this machine', async (host) => {
    expect((await get('/cds-services', host)).status).toBe(200);
  });

  test('where another address is listened on too; the host of PUBLIC_URL is let in', async () => {
    const open = await Cauda.start({
      env: { DEMO: '1', HOST: '0.0.0.0' },
      publicUrl: 'https://demo.example.org/cauda',
    });
    for (const [host, status] of [
      ['demo.example.org', 200],
      ['Demo.Example.org:443', 200],
      ['demo.example.org:8080', 200],
      ['demo.example.org.evil.example', 403],
      ['10.0.0.7', 403],
    ] as const) {
      expect([host, (await get('/cds-services', host, open)).status]).toEqual([host, status]);
    }
    await open.close();
  });

  test('outside demo mode the proxy decides: any host is answered', async () => {
    const { entry } = await signingClient('ES384');
    const real = await Cauda.start({ clients: [entry] });
    expect((await get('/cds-services', 'cds.example.org', real)).status).toBe(200);
    await real.close();
  });
});

describe('The tokens of the built-in client', () => {
  const mint = async (fault: string, endpoint = sign): Promise<string> => {
    const answer: any = await (await send('/demo/api/token', { endpoint, fault })).json();
    return answer.token;
  };
  const call = async (token: string) =>
    cauda.sign(maria, lumbarMri('without'), { headers: bearer(token) });

  test('a good one is verified: the client has its features', async () => {
    const answer = await call(await mint('none'));
    expect(answer.status).toBe(200);
    expect(answer.body.extension['cauda.evaluation']).toHaveProperty('fhirRequests');
  });

  test('used a second time it is refused', async () => {
    const token = await mint('none');
    expect((await call(token)).status).toBe(200);
    expect((await call(token)).status).toBe(401);
  });

  test.each(['expired', 'wrong-audience', 'forged'])('%s: refused', async (fault) => {
    expect((await call(await mint(fault))).status).toBe(401);
  });

  test('for another endpoint: refused', async () => {
    expect((await call(await mint('none', '/cds-services/lumbar-mri-order-select'))).status).toBe(
      401,
    );
  });

  test('of an unknown issuer: passed over, as if nothing had been sent', async () => {
    const answer = await call(await mint('unknown-issuer'));
    expect(answer.status).toBe(200);
    expect(cauda.logged.at(-1)).toContain('"client":"demo"');
    const [action] = answer.cards[0].suggestions[0].actions;
    expect(action.resource.extension[0].url).toMatch(/pama-rating$/);
  });

  test('say nothing of the key but its signature, and last five minutes', async () => {
    const claims = decodeJwt(await mint('none'));
    expect(claims).toEqual({
      iss: `${cauda.url}/demo`,
      aud: cauda.url + sign,
      iat: NOW.getTime() / 1000,
      exp: NOW.getTime() / 1000 + 300,
      jti: expect.any(String),
    });
  });

  test.each([
    [{ endpoint: 'https://elsewhere.example.org/x', fault: 'none' }],
    [{ endpoint: '/metrics', fault: 'none' }],
    [{ endpoint: sign, fault: 'unheard-of' }],
    [{ endpoint: sign, fault: 'none', aud: 'https://elsewhere.example.org' }],
    [[]],
  ])('%j: no token', async (body) => {
    const response = await send('/demo/api/token', body);
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('eyJ');
  });

  test('are not for another site’s page: a form cannot ask, its script is not let in', async () => {
    const body = JSON.stringify({ endpoint: sign, fault: 'none' });
    const form = await send('/demo/api/token', body, { 'content-type': 'text/plain' });
    expect(form.status).toBe(415);
    const script = await send('/demo/api/token', body, { origin: 'https://elsewhere.example.org' });
    expect(script.headers.get('access-control-allow-origin')).toBeNull();
  });

  test('are not for a page whose name was made to lead to this machine', async () => {
    const ask = (host: string) =>
      sendRaw(`${cauda.url}/demo/api/token`, {
        method: 'POST',
        headers: { host, 'content-type': 'application/json' },
        body: JSON.stringify({ endpoint: sign, fault: 'none' }),
      });
    for (const host of [
      'elsewhere.example.org',
      'elsewhere.example.org:3000',
      'localhost.evil.example',
    ]) {
      const { status, text } = await ask(host);
      expect([host, status, text.includes('eyJ')]).toEqual([host, 403, false]);
    }
    for (const host of ['localhost:8080', '127.0.0.1', '[::1]:3000', new URL(cauda.url).host]) {
      expect([host, (await ask(host)).status]).toEqual([host, 200]);
    }
  });

  test('send Cauda to the demo’s own FHIR server only', async () => {
    const other = await cauda.sign(maria, lumbarMri('without'), {
      fhirServer: `${cauda.url}/elsewhere`,
      headers: bearer(await mint('none')),
    });
    expect(other.status).toBe(412);
    expect(other.body.issue[0].details.text).toContain('not among those agreed');
  });
});

describe('The FHIR server', () => {
  const base = '/demo/fhir';

  test('a capability statement', async () => {
    const response = await fetch(`${cauda.url}${base}/metadata`);
    expect(response.headers.get('content-type')).toMatch(/^application\/fhir\+json/);
    expect(await response.json()).toMatchObject({
      resourceType: 'CapabilityStatement',
      fhirVersion: '4.0.1',
      rest: [{ mode: 'server', security: { cors: true } }],
    });
  });

  test('reads, searches by GET and by POST; the practitioner of the public sandbox is there', async () => {
    expect(await json(`${base}/Patient/${maria.id}`)).toMatchObject({ id: maria.id });
    expect(await json(`${base}/Practitioner/COREPRACTITIONER1`)).toMatchObject({
      resourceType: 'Practitioner',
    });
    const conditions = maria.resources
      .filter((r) => r.resourceType === 'Condition')
      .map((r) => r.id);
    const got = await json(`${base}/Condition?patient=${maria.id}&_count=200`);
    const posted: any = await (
      await fetch(`${cauda.url}${base}/Condition/_search`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: `_count=200&patient=${maria.id}`,
      })
    ).json();
    for (const bundle of [got, posted]) {
      expect(bundle).toMatchObject({ resourceType: 'Bundle', type: 'searchset' });
      expect(bundle.entry.map((e: any) => e.resource.id).sort()).toEqual([...conditions].sort());
      expect(bundle.entry[0].fullUrl).toBe(
        `${cauda.url}${base}/Condition/${bundle.entry[0].resource.id}`,
      );
    }
  });

  test('what is not there is 404; an empty result has no entry', async () => {
    expect((await fetch(`${cauda.url}${base}/Patient/nobody`)).status).toBe(404);
    expect(await json(`${base}/Condition?patient=nobody`)).not.toHaveProperty('entry');
  });

  test.each([
    ['Patient?_sort=zzz', 200],
    ['Patient?_count=-1', 200],
    ['Patient?_count=x&_page=abc', 200],
    ['Condition?onset-date=notadate', 400],
    ['Immunisation?patient=x', 404],
    ['Element?_id=x', 404],
    ['constructor?_id=x', 404],
    ['Coverage/x', 404],
    ['Patient?_page=1e9', 200],
    ['Patient/$csv', 404],
    ['Patient/x/_history/1', 404],
    ['Patient/%E0%A4%A', 400],
  ])('%s: %i, not a fault', async (query, status) => {
    expect((await fetch(`${cauda.url}${base}/${query}`)).status).toBe(status);
  });

  test.each(['Coverage', 'Medication', 'MedicationStatement', 'Basic', 'CarePlan', 'Flag'])(
    '%s, which no story has: nothing is found, and nothing is wrong',
    async (type) => {
      const found = await json(`${base}/${type}?patient=${maria.id}&_count=10`);
      expect(found).toMatchObject({ resourceType: 'Bundle', type: 'searchset', total: 0 });
      expect(found).not.toHaveProperty('entry');
    },
  );

  test('a type that no story has is searched by what R4 has for it', async () => {
    const { link } = await json(`${base}/Coverage?beneficiary=Patient/${maria.id}&colour=red`);
    expect(decodeURIComponent(link[0].url)).toContain(`Coverage?beneficiary=Patient/${maria.id}`);
    expect(link[0].url).not.toContain('colour');
  });

  test.each([1, 2, 3, 4, 50])('_count=%i: pages of that size, and next leads on', async (count) => {
    const all = maria.resources.filter((r) => r.resourceType === 'Condition').map((r) => r.id);
    const ids: string[] = [];
    let next: string | undefined =
      `${cauda.url}${base}/Condition?patient=${maria.id}&_count=${count}`;
    for (let pages = 0; next !== undefined; pages += 1) {
      expect(pages).toBeLessThanOrEqual(all.length / count);
      const page: any = await (await fetch(next)).json();
      expect(page.total).toBe(all.length);
      expect(page.entry.length).toBeLessThanOrEqual(count);
      ids.push(...page.entry.map((entry: any) => entry.resource.id));
      next = page.link.find(({ relation }: any) => relation === 'next')?.url;
    }
    expect(ids.sort()).toEqual([...all].sort());
  });

  test('a POSTed search pages too; its next link is asked with GET', async () => {
    const response = await fetch(`${cauda.url}${base}/Condition/_search`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `_count=1&patient=${maria.id}`,
    });
    const first: any = await response.json();
    const second = await (await fetch(first.link[1].url)).json();
    expect(first.link[1].relation).toBe('next');
    expect((second as any).entry[0].resource.id).not.toBe(first.entry[0].resource.id);
  });

  test('_count=0 gives the number alone', async () => {
    const found = await json(`${base}/Condition?patient=${maria.id}&_count=0`);
    expect(found.total).toBeGreaterThan(1);
    expect([found.entry, found.link.length]).toEqual([undefined, 1]);
  });

  test('a parameter that it does not know is left out, and the self link says so', async () => {
    const found = await json(`${base}/Condition?patient=${maria.id}&_filter=x&colour=red`);
    expect(found.entry.length).toBeGreaterThan(0);
    expect(found.entry[0].search).toEqual({ mode: 'match' });
    expect(found.link[0].url).not.toMatch(/filter|colour/);
  });

  test('is read only', async () => {
    for (const method of ['PUT', 'POST', 'DELETE', 'PATCH']) {
      const response = await fetch(`${cauda.url}${base}/Patient/${maria.id}`, { method });
      expect([method, response.status]).toEqual([method, 405]);
    }
    expect(await json(`${base}/Patient/${maria.id}`)).toMatchObject({ id: maria.id });
  });

  test.each(['http://127.0.0.1:8080', 'https://sandbox.cds-hooks.org'])(
    'lets a page of %s in, preflight and answer',
    async (origin) => {
      const url = `${cauda.url}${base}/Condition/_search`;
      const preflight = await fetch(url, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
      expect(preflight.status).toBe(204);
      for (const response of [
        preflight,
        await fetch(`${cauda.url}${base}/metadata`, { headers: { origin } }),
      ]) {
        expect(response.headers.get('access-control-allow-origin')).toBe(origin);
      }
    },
  );

  test('a form that is too large is refused', async () => {
    const { status } = await sendRaw(`${cauda.url}${base}/Condition/_search`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: `patient=${'x'.repeat(70_000)}`,
    });
    expect(status).toBe(413);
  });

  test('serves Cauda itself: a call without prefetch brings the same card', async () => {
    const answer = await cauda.sign(maria, lumbarMri('without'), {
      fhirServer: `${cauda.url}${base}`,
    });
    expect(cardIds(answer)).toEqual(['contrast-option-after-disc-surgery']);
  });
});

describe('The FHIR server broken on purpose', () => {
  const faulty = (fault: string) => `${cauda.url}/demo/fhir-faults/${fault}`;

  test('paged: one entry a page, and the links lead through all of them', async () => {
    const ids: string[] = [];
    let next: string | undefined = `${faulty('paged')}/Condition?patient=${maria.id}&_count=200`;
    while (next !== undefined) {
      const page: any = await (await fetch(next)).json();
      expect(page.entry).toHaveLength(1);
      ids.push(page.entry[0].resource.id);
      next = page.link.find(({ relation }: any) => relation === 'next')?.url;
    }
    const all = maria.resources.filter((r) => r.resourceType === 'Condition').map((r) => r.id);
    expect(ids.sort()).toEqual([...all].sort());
    const answer = await cauda.sign(maria, lumbarMri('without'), { fhirServer: faulty('paged') });
    expect(cardIds(answer)).toEqual(['contrast-option-after-disc-surgery']);
  });

  test('error and html: 412, never an empty list', async () => {
    const error = await fetch(`${faulty('error')}/Patient/${maria.id}`);
    expect(error.status).toBe(500);
    const html = await fetch(`${faulty('html')}/Patient/${maria.id}`);
    expect([html.status, html.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=utf-8',
    ]);
    for (const fault of ['error', 'html']) {
      const answer = await cauda.sign(maria, lumbarMri('without'), { fhirServer: faulty(fault) });
      expect([fault, answer.status]).toEqual([fault, 412]);
    }
  });

  test('slow and hung: within the budget of a call there is no answer, so 412', async () => {
    const quick = await Cauda.start({ env: { HOOK_BUDGET_MS: '100' } });
    for (const fault of ['slow', 'hung']) {
      const fhirServer = `${quick.url}/demo/fhir-faults/${fault}`;
      const answer = await quick.sign(maria, lumbarMri('without'), { fhirServer });
      expect([fault, answer.status]).toEqual([fault, 412]);
      expect(answer.body.issue[0].details.text).toContain('did not answer in time');
    }
    await quick.close();
  });

  test('another fault is not there', async () => {
    expect((await fetch(`${faulty('constructor')}/metadata`)).status).toBe(404);
  });
});

describe('A patient of one’s own', () => {
  const own = (id: string, more: readonly object[] = []) => ({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      { resource: { resourceType: 'Patient', id } },
      ...more.map((resource) => ({ resource })),
    ],
  });
  const add = async (bundle: unknown) => {
    const response = await send('/demo/api/patients', bundle);
    return { status: response.status, body: (await response.json()) as any };
  };

  test('is listed, served as FHIR, and gone when it is removed', async () => {
    const procedure = {
      resourceType: 'Procedure',
      status: 'completed',
      code: { text: 'Lumbar discectomy' },
      subject: { reference: 'urn:uuid:5f0f1d9c-7f0e-4d5e-9d3c-0a1b2c3d4e5f' },
    };
    const bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        {
          fullUrl: 'urn:uuid:5f0f1d9c-7f0e-4d5e-9d3c-0a1b2c3d4e5f',
          resource: { resourceType: 'Patient', name: [{ given: ['Otto'], family: 'Own' }] },
        },
        { resource: procedure },
      ],
    };
    const { status, body } = await add(bundle);
    expect([status, body]).toEqual([
      201,
      { id: '5f0f1d9c-7f0e-4d5e-9d3c-0a1b2c3d4e5f', isValidated: true },
    ]);
    const { patients } = await json('/demo/api/setup');
    expect(patients.at(-1)).toMatchObject({ id: body.id, name: 'Otto Own', isOwn: true });
    const found = await json(`/demo/fhir/Procedure?patient=${body.id}`);
    expect(found.entry).toHaveLength(1);
    const remove = () => fetch(`${cauda.url}/demo/api/patients/${body.id}`, { method: 'DELETE' });
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 404]);
    expect(await json(`/demo/fhir/Procedure?patient=${body.id}`)).not.toHaveProperty('entry');
  });

  test('a story cannot be removed or replaced', async () => {
    const remove = await fetch(`${cauda.url}/demo/api/patients/${maria.id}`, { method: 'DELETE' });
    expect(remove.status).toBe(404);
    const { status, body } = await add(own(maria.id));
    expect([status, body.faults]).toEqual([
      422,
      [`Patient/${maria.id}: another patient of the demo has a resource of this id.`],
    ]);
  });

  test.each([
    ['no Bundle', { resourceType: 'Patient' }, 'This is not a FHIR Bundle'],
    ['nothing in it', { resourceType: 'Bundle', entry: [] }, 'no entries'],
    ['two patients', own('a', [{ resourceType: 'Patient', id: 'b' }]), 'holds 2 Patients'],
    [
      'no patient',
      { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'Device', id: 'a' } }] },
      'holds 0 Patients',
    ],
    [
      'somebody else’s condition',
      own('a', [{ resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/other' } }]),
      'Condition/c: belongs to Patient/other',
    ],
    [
      'a missing member',
      own('a', [{ resourceType: 'Condition', id: 'c', code: { text: 'x' } }]),
      'Condition/c: Condition.subject: Missing required property',
    ],
    [
      'a member that R4 does not have',
      own('a', [
        { resourceType: 'Condition', id: 'c', subject: { reference: 'Patient/a' }, colour: 'red' },
      ]),
      'Condition.colour',
    ],
    [
      'the same resource twice',
      own('a', [
        { resourceType: 'Device', id: 'd' },
        { resourceType: 'Device', id: 'd' },
      ]),
      'Device/d: stands in the Bundle twice',
    ],
    ['an id that is none', own('a/../b'), 'the id of a resource'],
    [
      'nested without end',
      own('a', [
        JSON.parse(`${'{"resourceType":"Device","extension":['.repeat(150)}${']}'.repeat(150)}`),
      ]),
      'nested deeper than 100 levels',
    ],
    [
      'too many',
      own(
        'a',
        Array.from({ length: 2001 }, () => ({ resourceType: 'Device' })),
      ),
      'More than 2000',
    ],
  ])('%s: refused, with the place in words', async (_name, bundle, says) => {
    const { status, body } = await add(bundle);
    expect(status).toBe(422);
    expect(body.faults.join('\n')).toContain(says);
    const { patients } = await json('/demo/api/setup');
    expect(patients.filter(({ isOwn }: any) => isOwn)).toEqual([]);
  });

  test('what is no JSON is 400, what is too large 413', async () => {
    expect((await send('/demo/api/patients', '{')).status).toBe(400);
    // On a connection of its own, which this answer closes.
    const large = await sendRaw(`${cauda.url}/demo/api/patients`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `"${'x'.repeat(2_200_000)}"`,
    });
    expect(large.status).toBe(413);
  });

  test('the oldest gives way to the eleventh', async () => {
    for (let count = 1; count <= 11; count += 1)
      expect((await add(own(`own-${count}`))).status).toBe(201);
    const { patients } = await json('/demo/api/setup');
    const ids = patients.filter(({ isOwn }: any) => isOwn).map(({ id }: any) => id);
    expect(ids).toEqual(Array.from({ length: 10 }, (_, index) => `own-${index + 2}`));
    for (const id of ids) await fetch(`${cauda.url}/demo/api/patients/${id}`, { method: 'DELETE' });
  });
});

test('without the FHIR packages the rest works, and the server says what is missing', async () => {
  const demo = createDemo({
    publicUrl: 'http://localhost:3000',
    timeZone: 'UTC',
    now: () => NOW,
    loadEngine: () => Promise.reject(new Error('Cannot find package')),
  });
  const server = createServer(express().use('/demo', demo.router).use(errorHandler));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/demo`;
  const setup: any = await (await fetch(`${url}/api/setup`)).json();
  expect(setup.fhir.isInstalled).toBe(false);
  expect(setup.patients.length).toBeGreaterThanOrEqual(12);
  const search = await fetch(`${url}/fhir/Patient?_id=x`);
  expect(search.status).toBe(503);
  expect(await search.text()).toContain('not installed');
  const added = await fetch(`${url}/api/patients`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      resourceType: 'Bundle',
      entry: [{ resource: { resourceType: 'Patient', id: 'own' } }],
    }),
  });
  expect([added.status, await added.json()]).toEqual([201, { id: 'own', isValidated: false }]);
  await new Promise((resolve) => server.close(resolve));
});

test('nothing of an own patient or a token is in the log', () => {
  expect(cauda.logged.join('')).not.toMatch(/Otto|own-1|eyJ/);
});
