import { readFile } from 'node:fs/promises';
import { Router } from 'express';
import helmet from 'helmet';
import { z } from 'zod';
import { CdsError } from '../errors.ts';
import { methodNotAllowed } from '../http/answer/error-handler.ts';
import { readJsonBody } from '../http/body/json-body.ts';
import { sendJson, sendText } from '../http/answer/send.ts';
import type { DemoCharts } from './demo-charts.ts';
import { tokenFaults, type DemoClient } from './demo-client.ts';
import { fhirFaults } from './faults.ts';
import { fhirRouter } from './fhir-router.ts';
import { MAX_OWN_BYTES, readOwnPatient } from './own-patients.ts';
import { demoPage, importMapHash, pageFiles } from './page-files.ts';
import { MAX_ORDER_BYTES, readSignedOrder } from './signed-orders.ts';

/**
 * Scripts and style from here only, nothing inline but the map of the libraries, nothing from
 * elsewhere, in nobody's frame.
 */
const protect = helmet({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", importMapHash],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      connectSrc: ["'self'"],
      baseUri: ["'none'"],
      formAction: ["'none'"],
      frameAncestors: ["'none'"],
    },
  },
  strictTransportSecurity: false,
});

const tokenRequest = z.strictObject({
  endpoint: z.string().regex(/^\/cds-services(?:\/[\w-]{1,100}(?:\/feedback)?)?$/),
  fault: z.enum(tokenFaults),
});

export interface DemoOptions {
  readonly charts: DemoCharts;
  readonly client: DemoClient;
  readonly publicUrl: string;
  readonly now: () => Date;
}

/** The demo EHR: its page, its data, its tokens, and the FHIR server behind it. Demo mode only. */
export function demoRouter({ charts, client, publicUrl, now }: DemoOptions): Router {
  const router = Router();
  const files = pageFiles();

  router.get('/', protect, (_request, response) => {
    sendText(response, 200, 'text/html; charset=utf-8', demoPage);
  });
  router.get(['/public/*path', '/modules/*path'], protect, async (request, response) => {
    const found = files.get(request.path.slice(1));
    if (!found) throw new CdsError('not-found', 'There is nothing at this address.');
    response.setHeader('Cache-Control', 'no-cache');
    sendText(response, 200, found.type, await readFile(found.file, 'utf8'));
  });

  router.get('/api/setup', async (_request, response) => {
    sendJson(response, 200, {
      publicUrl,
      today: charts.today,
      movedDays: charts.movedDays(),
      fhir: {
        isInstalled: await charts.isFhirInstalled(),
        base: `${publicUrl}/demo/fhir`,
        faults: Object.fromEntries(
          fhirFaults.map((fault) => [fault, `${publicUrl}/demo/fhir-faults/${fault}`]),
        ),
      },
      patients: charts.list(),
    });
  });
  router.get('/api/patients/:id', (request, response) => {
    const resources = charts.chart(request.params.id);
    if (!resources) throw new CdsError('not-found', 'There is no such patient.');
    sendJson(response, 200, { resources });
  });
  router.post('/api/patients', async (request, response) => {
    const faultsOf = await charts.validator();
    const read = readOwnPatient(await readJsonBody(request, MAX_OWN_BYTES), faultsOf);
    const faults = 'faults' in read ? read.faults : clashes(read.resources, charts);
    if ('faults' in read || faults.length > 0) {
      sendJson(response, 422, { faults });
      return;
    }
    charts.own.keep(read);
    sendJson(response, 201, { id: read.id, isValidated: faultsOf !== undefined });
  });
  router.delete('/api/patients/:id', (request, response) => {
    if (!charts.own.remove(request.params.id)) {
      throw new CdsError('not-found', 'There is no such patient of your own.');
    }
    response.statusCode = 204;
    response.end();
  });
  router.put('/api/patients/:id/orders/:order', async (request, response) => {
    const { id, order } = request.params;
    if (!charts.chart(id)) throw new CdsError('not-found', 'There is no such patient.');
    const body = await readJsonBody(request, MAX_ORDER_BYTES);
    const read = readSignedOrder(body, id, order, await charts.validator());
    if ('faults' in read) {
      sendJson(response, 422, { faults: read.faults });
      return;
    }
    await charts.sign(id, read.order);
    sendJson(response, 200, { reference: `ServiceRequest/${order}` });
  });
  router.delete('/api/patients/:id/orders', async (request, response) => {
    await charts.unsign(request.params.id);
    response.statusCode = 204;
    response.end();
  });
  router.post('/api/token', async (request, response) => {
    const asked = tokenRequest.safeParse(await readJsonBody(request, 4096));
    if (!asked.success) throw new CdsError('request-invalid', 'Expected endpoint and fault.');
    const { endpoint, fault } = asked.data;
    sendJson(response, 200, { token: await client.mint(endpoint, fault, now()) });
  });
  router.all(['/', '/public/*path', '/modules/*path', '/api/setup'], methodNotAllowed('GET'));
  router.all(['/api/token', '/api/patients'], methodNotAllowed('POST'));

  router.use(fhirRouter(charts, publicUrl));
  return router;
}

/** A patient of one's own cannot take an address that another chart has. */
function clashes(
  resources: readonly { resourceType: string; id: string }[],
  charts: DemoCharts,
): readonly string[] {
  const patient = resources.find(({ resourceType }) => resourceType === 'Patient');
  const taken = new Set(
    charts
      .list()
      .filter(({ id, isOwn }) => !(isOwn && id === patient?.id))
      .flatMap(({ id }) => charts.chart(id) ?? [])
      .map(({ resourceType, id }) => `${resourceType}/${id}`),
  );
  return resources
    .map(({ resourceType, id }) => `${resourceType}/${id}`)
    .filter((address) => taken.has(address))
    .map((address) => `${address}: another patient of the demo has a resource of this id.`);
}
