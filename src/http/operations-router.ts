import { Router, type Request } from 'express';
import { CdsError } from '../errors.ts';
import { faultOf } from '../store/store-fault.ts';
import type { Store } from '../store/store.ts';
import { methodNotAllowed } from './answer/error-handler.ts';
import type { Metrics } from './observed/metrics.ts';
import { isOwnMachine, isSameSecret } from './access/own-machine.ts';
import { sendJson, sendText } from './answer/send.ts';

/** Health and metrics: for those who run the service. */
export function operationsRouter({
  store,
  metrics,
  metricsToken,
  isStopping,
}: {
  readonly store: Store;
  readonly metrics: Metrics;
  readonly metricsToken: string | undefined;
  readonly isStopping: () => boolean;
}): Router {
  const router = Router();

  router.get('/health/live', (_request, response) => {
    sendJson(response, 200, { status: 'live' });
  });
  router.get('/health/ready', async (_request, response) => {
    if (isStopping()) throw new CdsError('unavailable', 'The service is stopping.');
    await store.check().catch((cause: unknown) => {
      metrics.storeFault(faultOf(cause));
      throw new CdsError('unavailable', 'The store cannot be used.', { cause });
    });
    sendJson(response, 200, { status: 'ready' });
  });
  router.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request, metricsToken)) {
      throw new CdsError('client-forbidden', 'Metrics are for loopback, or with METRICS_TOKEN.');
    }
    sendText(response, 200, 'text/plain; version=0.0.4; charset=utf-8', await metrics.text());
  });
  router.all(['/health/live', '/health/ready', '/metrics'], methodNotAllowed('GET'));
  return router;
}

/** With METRICS_TOKEN whoever sends it; without, loopback, unless a proxy there speaks for another. */
function mayReadMetrics(request: Request, metricsToken: string | undefined): boolean {
  if (metricsToken !== undefined) return hasToken(request.headers.authorization, metricsToken);
  return isOwnMachine(request);
}

function hasToken(authorization: string | undefined, expected: string | undefined): boolean {
  if (expected === undefined || authorization === undefined) return false;
  return isSameSecret(authorization, `Bearer ${expected}`);
}
