import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { discoveryOf } from '../../src/cds-hooks/discovery.ts';
import { Cauda } from '../support/cauda.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';
import { emptyPaths } from './corpus.ts';

let cauda: Cauda;
let guarded: Cauda;
let ehr: SigningClient;
let body: any;
beforeAll(async () => {
  ehr = await signingClient('ES384');
  cauda = await Cauda.start();
  guarded = await Cauda.start({ clients: [ehr.entry] });
  body = await (await fetch(`${cauda.url}/cds-services`)).json();
});
afterAll(async () => {
  await cauda.close();
  await guarded.close();
});

const templates = (): readonly string[] =>
  body.services.flatMap((service: any) => Object.values(service.prefetch ?? {}));
const tokens = () =>
  templates().flatMap((t) => Array.from(t.matchAll(/\{\{(.*?)\}\}/g), (m) => m[1]));

describe('Discovery', () => {
  test('DISC-01 answers GET at /cds-services', async () => {
    const response = await fetch(`${cauda.url}/cds-services`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  });

  test('DISC-02 body is an object holding a services array', () => {
    expect(Object.keys(body)).toEqual(['services']);
    expect(Array.isArray(body.services)).toBe(true);
  });

  test('DISC-03 no services is an empty array', () => {
    expect(discoveryOf([])).toEqual({ services: [] });
  });

  test('DISC-04 DISC-07 the three services, each under its hook and id', () => {
    expect(body.services.map(({ id, hook }: any) => `${hook} ${id}`)).toEqual([
      'order-select lumbar-mri-order-select',
      'order-sign lumbar-mri-order-sign',
      'patient-view lumbar-mri-patient-view',
    ]);
  });

  test('DISC-05 DISC-06 DISC-09 each entry has a title, a description and its requirements in words', () => {
    for (const { title, description, usageRequirements } of body.services) {
      for (const text of [title, description, usageRequirements]) {
        expect(text).toEqual(expect.stringMatching(/\S/));
      }
    }
  });

  test('DISC-07 every id is the path of a service', async () => {
    for (const { id } of body.services) {
      expect(id).toMatch(/^[A-Za-z0-9._~-]+$/);
      expect((await cauda.post(id, {})).status).toBe(400);
    }
  });

  test('DISC-08 prefetch is an object of non-empty queries', () => {
    for (const { prefetch } of body.services) {
      expect(Object.keys(prefetch).length).toBeGreaterThan(0);
      for (const query of Object.values(prefetch)) expect(query).toMatch(/\S/);
    }
  });

  test('DISC-10 DISC-11 version is a semver, hookVersion the published one', () => {
    for (const service of body.services) {
      expect(service).toMatchObject({ version: '2.0.1', hookVersion: '1.0' });
    }
  });

  test('DISC-12 no two entries share hook and id', () => {
    const names = body.services.map(({ hook, id }: any) => `${hook} ${id}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test('DISC-16 two answers are equal', async () => {
    expect(await (await fetch(`${cauda.url}/cds-services`)).json()).toEqual(body);
  });

  test('DISC-17 is open without a token, and verifies one that is shown', async () => {
    const url = `${guarded.url}/cds-services`;
    const status = async (headers: Record<string, string>) =>
      (await fetch(url, { headers })).status;
    expect(await status({})).toBe(200);
    expect(await status(bearer(await ehr.token(url)))).toBe(200);
    expect(await status(bearer(await ehr.token(`${url}/lumbar-mri-order-sign`)))).toBe(401);
    expect(await status({ authorization: 'Basic eDp5' })).toBe(401);
  });

  test('GEN-03 GEN-04 nothing in it is null or empty', () => {
    expect(emptyPaths(body)).toEqual([]);
  });

  test('GEN-10 GEN-11 the start page names the services; the FHIR version is said in discovery', async () => {
    const page = await fetch(`${cauda.url}/`, { headers: { accept: 'text/html' } });
    expect(await page.text()).toContain('lumbar-mri-order-sign');
    for (const { usageRequirements } of body.services) {
      expect(usageRequirements).toContain('FHIR R4');
    }
  });

  test('CTX-17 deprecated hooks are not offered', () => {
    expect(JSON.stringify(body)).not.toMatch(/medication-prescribe|order-review/);
  });
});

describe('DISC-15 prefetch templates', () => {
  test('PF-01 each is a read or a type search relative to the FHIR base', () => {
    for (const t of templates()) expect(t).toMatch(/^[A-Z][A-Za-z]+(\/[^?]+|\?.+)$/);
  });

  test('PF-02 PF-03 PF-04 PF-05 PF-07 tokens are the primitive context fields of 2.0', () => {
    for (const token of tokens()) {
      expect(token).toMatch(
        /^(context\.(userId|patientId)|user(Practitioner|PractitionerRole|Patient|RelatedPerson)Id)$/,
      );
    }
    for (const t of templates()) expect(t.replaceAll(/\{\{[\w.]+\}\}/g, '')).not.toMatch(/[{}]/);
  });

  test('PF-06 no template depends on another key, and no key looks like a number', () => {
    for (const { prefetch } of body.services) {
      for (const key of Object.keys(prefetch)) expect(key).toMatch(/^[a-z][A-Za-z]*$/);
    }
    for (const t of templates()) expect(t).not.toMatch(/\{\{[^}]*%/);
  });

  test('PF-08 PF-09 only the query subset; no parameter twice', () => {
    for (const t of templates().filter((query) => query.includes('?'))) {
      const names = t
        .split('?')[1]!
        .split('&')
        .map((pair) => pair.split('=')[0]!);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) expect(name).toMatch(/^(_count|_sort|[a-z][a-z-]*(:in)?)$/);
      expect(t).not.toMatch(/=(ne|sa|eb)\d/);
    }
  });

  test('PF-11 no template depends on an encounter', () => {
    expect(tokens()).not.toContain('context.encounterId');
  });
});
