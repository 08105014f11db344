import { CdsError } from '../errors.ts';
import type { Unavailable } from './gather.ts';
import { neededKeys, type Purpose } from './chart-keys.ts';
import type { LumbarChart } from './lumbar-chart.ts';

const reasons: Record<Unavailable | 'incomplete' | 'beyond', string> = {
  'not-sent-and-no-server': 'not sent, and no FHIR server with an authorization came along',
  'server-not-agreed': 'not sent, and the FHIR server is not among those agreed for this client',
  'server-busy': 'not sent, and more calls ask the FHIR server than are answered in time',
  'ehr-error': 'the EHR or its FHIR server answered with an error',
  'too-late': 'the FHIR server did not answer in time',
  'out-of-scope': 'not sent, and the scopes of the access token do not cover it',
  'token-expired': 'not sent, and the access token had expired',
  'no-query': 'not sent, and the context does not hold what its query needs',
  incomplete: 'a page of the list could not be had',
  beyond: 'there is more of it than is read',
};

/**
 * Refuses to answer when a list could not be had that the services on a purpose cannot do without.
 *
 * @throws {CdsError} `data-unavailable` (412), naming the prefetch keys and why each is missing.
 * @see CDS Hooks 2.0 "HTTP Status Codes"; checklist PF-21, HTTP-04
 */
export function requireLists(chart: LumbarChart, purpose: Purpose): void {
  const missing = neededKeys[purpose].flatMap((key) => {
    const list = chart[key];
    if (!list) return [];
    if (list.status === 'unavailable') return [`${key}: ${reasons[list.why]}`];
    if (list.complete) return [];
    const why =
      list.beyond === undefined ? reasons.incomplete : `${reasons.beyond} (${list.beyond})`;
    return [`${key}: ${why}`];
  });
  if (missing.length === 0) return;
  throw new CdsError(
    'data-unavailable',
    `Data that this service cannot do without could not be had. ${missing.join('; ')}.`,
    { at: missing.map((text) => `prefetch.${text.split(':')[0] ?? ''}`) },
  );
}

/** Calls that are being answered are done long before. */
const RETRY_AFTER_SECONDS = 1;

/**
 * Refuses a call at once when a list that its services cannot do without was not asked for because too
 * many calls ask: nothing is worked out that would end in a 412, and the others are answered in time.
 *
 * @throws {CdsError} `too-many-requests` (429).
 */
export function refuseWhenBusy(chart: LumbarChart, purpose: Purpose): void {
  const isBusy = neededKeys[purpose].some((key) => {
    const list = chart[key];
    return list?.status === 'unavailable' && list.why === 'server-busy';
  });
  if (!isBusy) return;
  const message = 'More calls ask the FHIR server than are answered in time.';
  throw new CdsError('too-many-requests', message, { retryAfterSeconds: RETRY_AFTER_SECONDS });
}
