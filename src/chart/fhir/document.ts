import type { FhirDocument } from '../../cds-hooks/fhir-source.ts';
import { isObject } from '../../cds-hooks/request/json.ts';
import { refusal, type FhirAnswer } from './exchange.ts';
import { urlUnder } from './page-link.ts';

/** Largest document that is read: a long report is a tenth of it. */
export const MAX_DOCUMENT_BYTES = 1_000_000;

/** What is asked for: the Binary as a resource; a server that gives its content instead may do so. */
export const documentTypes =
  'application/fhir+json, text/plain;q=0.9, text/html;q=0.8, application/xhtml+xml;q=0.8';

/**
 * Where to ask for a document: a Binary under the agreed base. Other than a page link, its address has
 * to name the agreed host itself: on another server the same path is another patient's document.
 *
 * @returns undefined when it leads elsewhere.
 */
export function documentUrl(base: URL, address: string): string | undefined {
  const url = urlUnder(base, address);
  if (url === undefined || URL.parse(address, base.href)?.hostname !== base.hostname) {
    return undefined;
  }
  return url.slice(base.origin.length).startsWith(`${base.pathname}Binary/`) ? url : undefined;
}

/**
 * The document in the answer to a read of a Binary: the resource, or its content as it is.
 *
 * @throws when the answer is an error or another resource. The error carries the status as those of the
 *   FHIR library do.
 */
export function documentIn({ status, contentType, bytes }: FhirAnswer): FhirDocument {
  if (status < 200 || status > 299) throw refusal(status);
  if (!/json/i.test(contentType ?? '')) return { contentType, data: bytes.toString('base64') };
  const resource: unknown = JSON.parse(bytes.toString('utf8'));
  if (!isObject(resource) || resource['resourceType'] !== 'Binary') {
    throw new Error('The FHIR server answered with another resource.');
  }
  // DSTU2 calls the member content.
  const { data = resource['content'], contentType: type } = resource;
  if (typeof data !== 'string') throw new Error('The Binary holds no data.');
  return { contentType: typeof type === 'string' ? type : undefined, data };
}
