import type { RequestListener } from 'node:http';
import type { Answer, Cauda } from '../support/cauda.ts';
import type { Patient } from '../support/patients.ts';
import { startFaultyFhirServer, type Loopback } from '../support/raw-http.ts';
import { amara, contrastMri } from './corpus.ts';

/** Signs a contrast MRI against a FHIR server that fails for some types. */
export async function signAgainst(
  cauda: Cauda,
  faults: Readonly<Record<string, RequestListener>>,
  p: Patient = amara,
): Promise<Answer & { readonly server: Loopback }> {
  const server = await startFaultyFhirServer(p, faults);
  const answer = await cauda.sign(p, contrastMri, { fhirServer: `${server.url}/fhir` });
  await server.close();
  return { ...answer, server };
}
