import { fileURLToPath } from 'node:url';
import type { ClientEntry } from '../config/clients.ts';
import type { Router } from 'express';
import { DemoCharts, type LoadEngine } from './demo-charts.ts';
import { DemoClient } from './demo-client.ts';
import { demoRouter } from './demo-router.ts';
import { readStories } from './stories.ts';

const patients = fileURLToPath(new URL('../../fhir-fixtures/patients', import.meta.url));

export interface Demo {
  /** The built-in client, for the list of trusted ones. */
  readonly client: ClientEntry;
  /** Everything below /demo. */
  readonly router: Router;
}

/** What demo mode adds: a client whose tokens the page uses, and the page with its FHIR server. */
export function createDemo(options: {
  readonly publicUrl: string;
  readonly timeZone: string;
  readonly now: () => Date;
  readonly loadEngine?: LoadEngine;
}): Demo {
  const { publicUrl, timeZone, now, loadEngine = () => import('./medplum.ts') } = options;
  // Swedish dates are ISO dates. Made when it is asked for: the formats of a language take time to load.
  let day: Intl.DateTimeFormat | undefined;
  const today = () =>
    (day ??= new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' })).format(now());
  const client = new DemoClient(publicUrl);
  const charts = new DemoCharts(() => readStories(patients), loadEngine, today);
  return { client: client.entry, router: demoRouter({ charts, client, publicUrl, now }) };
}
