import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { authorization } from '../support/cauda.ts';
import {
  allKeys,
  changed,
  LOINC,
  patient,
  withResource,
  type Patient,
} from '../support/patients.ts';
import { cardIds, notChecked, stage } from '../support/story.ts';

/**
 * Symptom: the text of a report stood where nobody looked (a result, an address, base64 twice, another
 * language), and the report passed for one that says nothing.
 */
const lucia = patient('lucia-report-enhancement-3-months');
const on = stage([lucia]);
const speaks = 'root-enhancement-under-six-months';
const text =
  'FINDINGS: Right laminotomy at L4-L5. After intravenous gadolinium there is linear enhancement of the right L5 nerve root.\nIMPRESSION: Enhancement of the right L5 nerve root.';
const german =
  'BEFUND: Zustand nach Mikrodiskektomie L4/5 rechts. Nach Kontrastmittel lineare Anreicherung der Nervenwurzel L5 rechts. BEURTEILUNG: Anreicherung der Wurzel L5.';
const base64 = (value: string) => Buffer.from(value).toString('base64');
const form = (data: string, contentType = 'text/plain') => ({ contentType, data: base64(data) });

/** Lucia with nothing in her report but what is given. */
const reported = (members: object, ...more: readonly object[]): Patient =>
  withResource(
    changed(lucia, 'DiagnosticReport', ({ id }) =>
      id === 'lucia-mri-2026-11'
        ? { conclusion: undefined, presentedForm: undefined, ...members }
        : {},
    ),
    ...more,
  );
const observation = (code: object, members: object, id = 'ob') => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code,
  ...members,
});
const impression = { coding: [{ system: LOINC, code: '19005-8', display: 'Radiology Imaging study [Impression] (narrative)' }] }; // prettier-ignore
const study = { coding: [{ system: LOINC, code: '18782-3' }] };
const result = (reference: string) => ({ result: [{ reference }] });

describe('Text that is read', () => {
  const whole = (code: object) => observation(code, { valueString: text });
  test.each([
    ['a result in the chart', reported(result('Observation/ob'), whole(impression))],
    ['called a narrative', reported(result('Observation/ob'), whole(study))],
    ['without a code', reported(result('Observation/ob'), whole({ text: 'Report' }))],
    ['by a local code', reported(result('Observation/ob'), whole({ coding: [{ system: 'urn:example:r', code: '9', display: 'Narrative' }] }))],
    ['by an absolute reference', reported(result('https://ehr.example.org/fhir/Observation/ob'), whole(impression))],
    ['by a versioned reference', reported(result('Observation/ob/_history/3'), whole(impression))],
    ['contained', reported({ ...result('#t'), contained: [{ ...whole(study), id: 't' }] })],
    ['in two sections', reported(
      { result: [{ reference: '#f' }, { reference: '#i' }], contained: [
        observation({ text: 'Findings' }, { valueString: 'Right laminotomy at L4-L5. After gadolinium the right L5 nerve root enhances.' }, 'f'),
        observation(impression, { valueString: 'Enhancement of the right L5 nerve root.' }, 'i'),
      ] })],
    ['in a component', reported({ ...result('#p'), contained: [observation({ text: 'Report' }, { component: [{ code: study, valueString: text }] }, 'p')] })],
    ['in a member of a panel', reported(
      { result: [{ reference: '#p' }], contained: [
        observation({ text: 'Radiology report' }, { hasMember: [{ reference: '#m' }] }, 'p'),
        observation(study, { valueString: text }, 'm'),
      ] })],
    ['in a result beside a PDF', reported({ ...result('Observation/ob'), presentedForm: [form('%PDF-1.7', 'application/pdf')] }, whole(study))],
    ['XHTML', reported({ presentedForm: [form(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body><p>${text}</p></body></html>`, 'application/xhtml+xml')] })],
    ['HTML in a result', reported(result('Observation/ob'), observation(study, { valueString: `<div><p>${text}</p></div>` }))],
    ['a conclusion with the findings, beside a result that was not sent', reported({ conclusion: text, ...result('Observation/gone') })],
    ['a conclusion that names the root, beside a result that was not sent', reported({ conclusion: 'After gadolinium the right L5 nerve root enhances.', ...result('Observation/gone') })],
    ['text beside a PDF', reported({ presentedForm: [form('%PDF-1.7', 'application/pdf'), form(text)] })],
  ])('%s', async (_where, p) => {
    const answer = await on.cauda.view(p);
    expect([cardIds(answer), notChecked(answer)]).toEqual([[speaks], {}]);
  }); // prettier-ignore
});

describe('Text that is not read is said to be unread', () => {
  test.each([
    ['a result that was not sent', reported(result('Observation/gone'))],
    ['a contained result that is missing', reported(result('#gone'))],
    ['a result without a reference', reported({ result: [{ display: 'Report' }] })],
    ['a conclusion that names no root, beside a result that was not sent', reported({ conclusion: 'Degenerative changes of the lower lumbar discs.', ...result('Observation/gone') })],
    ['a result that is not final yet', reported(result('Observation/ob'), { ...observation(study, { valueString: text }), status: 'preliminary' })],
    ['a masked result', reported(result('Observation/ob'), observation(study, { dataAbsentReason: { coding: [{ code: 'masked' }] } }))],
    ['base64 twice', reported({ presentedForm: [form(base64(text))] })],
    ['base64 three times', reported({ presentedForm: [form(base64(base64(text)))] })],
    ['base64 twice with line breaks', reported({ presentedForm: [form(base64(text).replace(/(.{60})/g, '$1\r\n'))] })],
    ['base64 in the conclusion', reported({ conclusion: base64(text) })],
    ['German', reported({ presentedForm: [form(german)] })],
    ['German in the conclusion', reported({ conclusion: german })],
    ['German under English headings', reported({ presentedForm: [form(german.replace('BEFUND', 'FINDINGS').replace('BEURTEILUNG', 'IMPRESSION'))] })],
    ['German in a result', reported(result('Observation/ob'), observation(study, { valueString: german }))],
    ['Spanish', reported({ conclusion: 'Tras la administración de contraste se observa realce lineal de la raíz L5 derecha. No hay recidiva herniaria.' })],
    ['French', reported({ conclusion: 'Après injection de gadolinium, rehaussement linéaire de la racine L5 droite. Pas de récidive herniaire.' })],
    ['Italian', reported({ conclusion: 'Dopo contrasto si osserva impregnazione lineare della radice L5 destra. Non recidiva erniaria.' })],
    ['Dutch', reported({ conclusion: 'Na contrast lineaire aankleuring van de wortel L5 rechts. Geen recidief hernia.' })],
    ['Danish', reported({ conclusion: 'Efter kontrast ses lineær opladning af L5 roden på højre side. Ingen recidivprolaps.' })],
    ['Polish', reported({ conclusion: 'Po podaniu kontrastu widoczne wzmocnienie korzenia L5 po prawej stronie. Bez nawrotu przepukliny.' })],
    ['Turkish', reported({ conclusion: 'Kontrast sonrası sağ L5 kökünde lineer kontrastlanma izlendi. Nüks disk hernisi yok.' })],
    ['Russian', reported({ conclusion: 'После контрастирования линейное накопление корешком L5 справа.' })],
    ['Greek', reported({ conclusion: 'Μετά τη χορήγηση σκιαγραφικού, γραμμική ενίσχυση της ρίζας L5 δεξιά.' })],
    ['Japanese', reported({ conclusion: '造影後、右L5神経根に線状の増強効果を認める。' })],
    ['Arabic', reported({ conclusion: 'بعد حقن الصبغة يظهر تعزيز خطي لجذر L5 الأيمن' })],
    ['a PDF', reported({ presentedForm: [form('%PDF-1.7', 'application/pdf')] })],
    ['a PDF beside a conclusion', reported({ conclusion: 'No change.', presentedForm: [form('%PDF-1.7', 'application/pdf')] })],
    ['RTF', reported({ presentedForm: [form('{\\rtf1 text}', 'text/rtf')] })],
    ['an image', reported({ presentedForm: [form('x', 'image/tiff')] })],
    ['an address and no server', reported({ presentedForm: [{ contentType: 'text/plain', url: 'Binary/t' }] })],
    ['nothing', reported({})],
    ['an empty form', reported({ presentedForm: [form('')] })],
    ['blanks', reported({ presentedForm: [form(' \n ')] })],
    ['an empty conclusion', reported({ conclusion: '' })],
    ['a mark', reported({ conclusion: '-' })],
  ])('%s', async (_where, p) => {
    const answer = await on.cauda.view(p);
    expect([answer.status, cardIds(answer)]).toEqual([200, []]);
    expect(notChecked(answer)[speaks]).toEqual(['report text']);
  }); // prettier-ignore
});

describe('Text on the FHIR server', () => {
  let server: Server;
  let base = '';
  let asked: { path: string; accept?: string | undefined; authorization?: string | undefined }[] =
    [];
  const answers: Record<string, { status?: number; type: string; body: string | Buffer }> = {};
  const json = (resource: object) => ({
    type: 'application/fhir+json',
    body: JSON.stringify(resource),
  });
  const page = `<html><head><title>x</title></head><body><p>${text}</p></body></html>`;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { accept, authorization: token } = request.headers;
      asked.push({ path: request.url ?? '', accept, authorization: token });
      const answer = answers[request.url ?? ''];
      response.writeHead(answer?.status ?? (answer ? 200 : 404), {
        'content-type': answer?.type ?? 'text/plain',
      });
      response.end(answer?.body ?? '');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/fhir`;
    Object.assign(answers, {
      '/fhir/Binary/json': json({
        resourceType: 'Binary',
        contentType: 'text/plain',
        data: base64(text),
      }),
      '/fhir/Binary/html': json({
        resourceType: 'Binary',
        contentType: 'text/html',
        data: base64(page),
      }),
      '/fhir/Binary/dstu2': json({
        resourceType: 'Binary',
        contentType: 'text/plain',
        content: base64(text),
      }),
      '/fhir/Binary/raw': { type: 'text/plain; charset=utf-8', body: text },
      '/fhir/Binary/page': { type: 'text/html', body: page },
      '/fhir/Binary/xhtml': { type: 'application/xhtml+xml', body: page },
      '/fhir/Binary/bytes': { type: 'application/octet-stream', body: text },
      '/fhir/Binary/latin': {
        type: 'text/plain; charset=iso-8859-1',
        body: Buffer.from(`${text} ½`, 'latin1'),
      },
      '/fhir/Binary/pdf': json({
        resourceType: 'Binary',
        contentType: 'application/pdf',
        data: base64('%PDF'),
      }),
      '/fhir/Binary/german': { type: 'text/plain', body: german },
      '/fhir/Binary/twice': json({
        resourceType: 'Binary',
        contentType: 'text/plain',
        data: base64(base64(text)),
      }),
      '/fhir/Binary/huge': {
        type: 'text/plain',
        body: `${text}\n${'normal disc. '.repeat(100_000)}`,
      },
      '/fhir/Binary/empty': json({ resourceType: 'Binary', contentType: 'text/plain' }),
      '/fhir/Binary/outcome': {
        status: 403,
        ...json({ resourceType: 'OperationOutcome', issue: [] }),
      },
      '/fhir/Binary/patient': json({ resourceType: 'Patient', id: 'x' }),
      '/fhir/Binary/moved': { status: 302, type: 'text/plain', body: '' },
      '/other/Binary/json': { type: 'text/plain', body: text },
      '/fhir/DocumentReference/d': { type: 'text/plain', body: text },
      '/fhir/Observation/ob': json(
        observation(study, { valueString: text, subject: { reference: `Patient/${lucia.id}` } }),
      ),
      '/fhir/Observation/theirs': json(
        observation(
          study,
          { valueString: text, subject: { reference: 'Patient/other' } },
          'theirs',
        ),
      ),
    });
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => {
    asked = [];
  });

  const at = (url: string, contentType = 'text/plain') =>
    reported({ presentedForm: [{ contentType, url }] });
  const view = (p: Patient) =>
    on.cauda.view(p, { fhirServer: base, keys: allKeys.filter((key) => key !== 'allergies') });

  test.each([
    ['a Binary of plain text', () => at('Binary/json')],
    ['of HTML', () => at('Binary/html', 'text/html')],
    ['of DSTU2', () => at('Binary/dstu2')],
    ['its content as it is', () => at('Binary/raw')],
    ['a page', () => at('Binary/page', 'text/html')],
    ['XHTML', () => at('Binary/xhtml', 'application/xhtml+xml')],
    ['bytes that the report calls text', () => at('Binary/bytes')],
    ['another charset', () => at('Binary/latin')],
    [
      'a form that does not say its type',
      () => reported({ presentedForm: [{ url: 'Binary/json' }] }),
    ],
    ['by its whole address', () => at(`${base}/Binary/raw`)],
    [
      'beside a PDF',
      () =>
        reported({
          presentedForm: [
            { contentType: 'application/pdf', url: 'Binary/pdf' },
            { contentType: 'text/plain', url: 'Binary/raw' },
          ],
        }),
    ],
    ['a result', () => reported(result('Observation/ob'))],
  ])('is read: %s', async (_what, p) => {
    const answer = await view(p());
    expect([cardIds(answer), notChecked(answer)]).toEqual([[speaks], {}]);
    expect(asked.map(({ path }) => path).filter((path) => path.includes('pdf'))).toEqual([]);
    for (const one of asked) expect(one.authorization).toBe(`Bearer ${authorization.access_token}`);
  });

  test.each([
    ['a PDF behind the name of a text', () => at('Binary/pdf')],
    ['another language', () => at('Binary/german')],
    ['base64 twice', () => at('Binary/twice')],
    ['larger than is read', () => at('Binary/huge')],
    ['without data', () => at('Binary/empty')],
    ['refused', () => at('Binary/outcome')],
    ['another resource', () => at('Binary/patient')],
    ['a redirect', () => at('Binary/moved')],
    ['not there', () => at('Binary/none')],
    ['a result of another patient', () => reported(result('Observation/theirs'))],
    ['a result that is not there', () => reported(result('Observation/none'))],
  ])('is said to be unread: %s', async (_what, p) => {
    const answer = await view(p());
    expect(cardIds(answer)).toEqual([]);
    expect(notChecked(answer)[speaks]).toEqual(['report text']);
    expect(asked.length).toBeGreaterThan(0);
  });

  test.each([
    ['another host', () => at('http://127.0.0.2:9/fhir/Binary/raw')],
    ['another host with our path', () => at('https://reports.example.org/fhir/Binary/raw')],
    ['another path of the host', () => at(base.replace('/fhir', '/other/Binary/json'))],
    ['up and away', () => at('../other/Binary/json')],
    ['hidden dots', () => at('Binary/%2e%2e/%2e%2e/other/Binary/json')],
    ['another kind of resource', () => at('DocumentReference/d')],
    ['a PDF, as the report says', () => at('Binary/pdf', 'application/pdf')],
    ['a file', () => at('file:///etc/Binary/passwd')],
  ])('is not asked for: %s', async (_what, p) => {
    const answer = await view(p());
    expect([cardIds(answer), asked]).toEqual([[], []]);
    expect(notChecked(answer)[speaks]).toEqual(['report text']);
  });

  test('is not asked for where the text was sent, or the report is old', async () => {
    const both = reported({
      presentedForm: [{ contentType: 'text/html', url: 'Binary/html' }, form(text)],
    });
    expect(cardIds(await view(both))).toEqual([speaks]);
    await view(
      reported({
        effectiveDateTime: '2025-01-05',
        issued: '2025-01-05T10:00:00Z',
        presentedForm: [{ contentType: 'text/plain', url: 'Binary/raw' }],
      }),
    );
    expect(asked).toEqual([]);
  });

  test('a report of a hundred results asks for a few of them', async () => {
    const many = reported({
      result: Array.from({ length: 100 }, (_, i) => ({ reference: `Observation/n${i}` })),
    });
    await view(many);
    expect(asked.length).toBeLessThanOrEqual(12);
  });
});
