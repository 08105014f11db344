import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { safeError } from '../../src/http/observed/request-log.ts';
import { authorization, Cauda, type Answer } from '../support/cauda.ts';
import {
  hang,
  json,
  startFaultyFhirServer,
  startLoopback,
  type Loopback,
} from '../support/raw-http.ts';
import { bearer, signingClient, type SigningClient } from '../support/tokens.ts';
import type { Patient } from '../support/patients.ts';
import { amara, contrastMri } from './corpus.ts';

const sign = 'lumbar-mri-order-sign';
/** Whoever reads one of these outside of a card has found a leak. */
const secret = 'zz-leak-zz';
const accessToken = `${secret}-access-token`;

/** Amara under a marked id, with marks in every place of her chart that holds text. */
const marked: Patient = {
  id: `${secret}-patient`,
  resources: amara.resources.map((resource) => ({
    ...JSON.parse(JSON.stringify(resource).replaceAll(amara.id, `${secret}-patient`)),
    text: { status: 'generated', div: `<div>${secret}</div>` },
    note: [{ text: secret }],
  })),
};
const order = { ...contrastMri, id: `${secret}-order`, note: [{ text: secret }] };

let fhir: Loopback;
/** One that answers nothing. */
let silent: Loopback;
let ehr: SigningClient;
let cauda: Cauda;
/** The same with no time. */
let hurried: Cauda;
let cards: readonly any[];
const refusals: Answer[] = [];
const headers: Headers[] = [];
const tokens: string[] = [];
beforeAll(async () => {
  fhir = await startFaultyFhirServer(marked, {
    Observation: json({ resourceType: 'OperationOutcome', issue: [{ diagnostics: secret }] }, 500),
    DiagnosticReport: (_request, response) => response.end(`<html>${secret}`),
  });
  silent = await startLoopback(hang);
  ehr = await signingClient('ES384', {
    fhirServers: [`${fhir.url}/fhir`, `${silent.url}/fhir`],
  });
  cauda = await Cauda.start({ clients: [ehr.entry] });
  hurried = await Cauda.start({ clients: [ehr.entry], env: { HOOK_BUDGET_MS: '300' } });

  const call = async (
    path: string,
    body: unknown,
    change: Record<string, unknown> = {},
    to = cauda,
  ) => {
    const token = await ehr.token(`${to.url}/cds-services/${path}`, change);
    tokens.push(token);
    const answer = await to.post(path, body, bearer(token));
    headers.push(answer.headers);
    if (answer.status !== 200) refusals.push(answer);
    return answer;
  };
  const good: any = cauda.signBody(marked, order);
  const served = {
    ...cauda.signBody(marked, order, { keys: [] }),
    fhirServer: `${fhir.url}/fhir`,
    fhirAuthorization: {
      ...authorization,
      access_token: accessToken,
      subject: secret,
      scope: secret,
    },
  };
  ({ cards } = await call(sign, good));
  await call(sign, served);
  await call(sign, { ...served, fhirServer: `${silent.url}/fhir` }, {}, hurried);
  await call(sign, { ...served, fhirServer: `https://${secret}.example.org/fhir` });
  await call(sign, { ...good, hook: secret });
  await call(sign, { ...good, hookInstance: secret });
  await call(sign, {
    ...good,
    fhirServer: secret,
    fhirAuthorization: { access_token: accessToken },
  });
  await call(sign, {
    ...good,
    context: { ...good.context, userId: secret, patientId: `${secret}/x` },
  });
  await call(sign, { ...good, context: { ...good.context, patientId: `${secret}-another` } });
  await call(sign, {
    ...good,
    prefetch: { procedures: secret, conditions: { resourceType: secret } },
  });
  await call(sign, `{"patient": "${secret}", `);
  await call(sign, `{"patient": "${secret}"} ${secret}`);
  await call(sign, `{"patient": ${secret}}`);
  await call(sign, secret);
  await call(secret, good);
  await call(sign, good, { aud: secret, jti: secret });
  await call(sign, good, { iss: secret });
  const report = {
    card: cards[0].uuid,
    outcome: 'overridden',
    outcomeTimestamp: '2026-11-20T12:00:00Z',
  };
  await call(`${sign}/feedback`, {
    feedback: [{ ...report, overrideReason: { userComment: secret } }],
  });
  await call(`${sign}/feedback`, { feedback: [{ ...report, outcome: secret, [secret]: secret }] });
  await fetch(`${cauda.url}/cards/${secret}?patient=${secret}`, {
    headers: { 'user-agent': secret },
  });
  await fetch(`${cauda.url}/${secret}`, { method: 'PUT' });
  await cauda.store.close();
  await call(sign, good);
  await call(`${sign}/feedback`, { feedback: [report] });
});
afterAll(() => Promise.all([cauda.close(), hurried.close(), fhir.close(), silent.close()]));

describe('FHIR-08 FHIR-09 SEC-22 FB-09 PF-13 patient, token and comment', () => {
  test('the calls did what they are here for', () => {
    expect(cards).toHaveLength(1);
    expect(new Set(refusals.map(({ status }) => status))).toEqual(
      new Set([400, 401, 404, 412, 503]),
    );
    expect(fhir.asked.every(({ authorization: sent }) => sent === `Bearer ${accessToken}`)).toBe(
      true,
    );
    expect(fhir.asked.length).toBeGreaterThan(5);
  });

  test('stand in no log line', () => {
    const logged = [...cauda.logged, ...hurried.logged];
    const log = logged.join('');
    expect(logged.length).toBeGreaterThanOrEqual(refusals.length + 3);
    expect(log).not.toContain(secret);
    expect(log).not.toContain('Practitioner/');
    for (const token of tokens) expect(log).not.toContain(token.split('.')[2]);
  });

  test('stand in no log line of an error that speaks of them', () => {
    const error = new Error(secret, { cause: new TypeError(secret) });
    expect(safeError(error)).toMatchObject({ name: 'Error', cause: { name: 'TypeError' } });
    expect(JSON.stringify(safeError(error))).not.toContain(secret);
  });

  test('stand in no metric', async () => {
    const metrics = await (await fetch(`${cauda.url}/metrics`)).text();
    expect(metrics).toContain('cds_requests_total');
    expect(metrics).not.toContain(secret);
    expect(metrics).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
  });

  test('REQ-13 stand in no refusal, and in no header of any answer', () => {
    for (const { body } of refusals) expect(JSON.stringify(body)).not.toContain(secret);
    for (const sent of headers) expect(JSON.stringify([...sent])).not.toContain(secret);
  });
});
