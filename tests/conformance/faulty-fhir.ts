import type { RequestListener } from 'node:http';
import type { Answer, Cauda } from '../support/cauda.ts';
import type { Patient } from '../support/patients.ts';
import { startFaultyFhirServer, type Loopback } from '../support/raw-http.ts';
import { amara, contrastMri } from './corpus.ts';

/** Signs a contrast MRI against a FHIR server that fails for some types; tells how long it took. */
export async function signAgainst(
  cauda: Cauda,
  faults: Readonly<Record<string, RequestListener>>,
  p: Patient = amara,
): Promise<Answer & { readonly server: Loopback; readonly ms: number }> {
  const server = await startFaultyFhirServer(p, faults);
  const startedAt = performance.now();
  const answer = await cauda.sign(p, contrastMri, { fhirServer: `${server.url}/fhir` });
  const ms = performance.now() - startedAt;
  await server.close();
  return { ...answer, server, ms };
}
