import {
  MAX_DRAFT_ORDERS,
  MAX_REFERENCE,
  MAX_SELECTIONS,
  patterns,
  type HookContext,
  type HookName,
} from './hooks.ts';
import { MAX_MEMBERS } from './bounded-object.ts';
import { isObject, type JsonObject } from './json.ts';
import { limits, type Envelope } from './request-schema.ts';

/**
 * A guard before the schemas, for the calls that are as they should be: a schema copies every member and
 * costs a small call more than its rules. What it lets pass the schema lets pass with the same data, which
 * a property test holds; whatever else comes is for the schema to judge, and to name what is wrong.
 */

/** True for the envelope of a call that {@link envelope} takes as it is. */
export function isPlainEnvelope(body: unknown): body is Envelope {
  return (
    isPlainObject(body) &&
    typeof body['hook'] === 'string' &&
    isText(body['hookInstance'], 36, GUID) &&
    isAbsentOr(body['fhirServer'], isHttpUrl) &&
    isAbsentOr(body['fhirAuthorization'], isPlainAuthorization) &&
    isPlainObject(body['context']) &&
    isAbsentOr(body['prefetch'], isPlainObject)
  );
}

/** True for a context that the schema of its hook takes as it is. */
export function isPlainContext<H extends HookName>(
  hook: H,
  context: JsonObject,
): context is HookContext<H> & JsonObject {
  return (
    isPlainObject(context) &&
    isText(context['userId'], MAX_REFERENCE, patterns.typedReference) &&
    isBareId(context['patientId']) &&
    isAbsentOr(context['encounterId'], isBareId) &&
    (hook === 'patient-view' || isPlainBundle(context['draftOrders'])) &&
    (hook !== 'order-select' || isListOfSelections(context['selections']))
  );
}

const GUID = /^[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}$/;
const HTTP_URL = /^https?:\/\/\S+$/;

/** An own `__proto__` is a member that the schemas leave out. */
function isPlainObject(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  return names.length <= MAX_MEMBERS && !names.includes('__proto__');
}

const isAbsentOr = (value: unknown, isPlain: (value: unknown) => boolean) =>
  value === undefined || value === null || isPlain(value);

const isText = (value: unknown, max: number, pattern?: RegExp) =>
  typeof value === 'string' &&
  value.length <= max &&
  (pattern === undefined || pattern.test(value));

const isHttpUrl = (value: unknown) =>
  isText(value, limits.url, HTTP_URL) && URL.canParse(value as string);

const isBareId = (value: unknown) =>
  isText(value, limits.id, patterns.bareId) && (value as string).isWellFormed();

function isPlainAuthorization(value: unknown): boolean {
  return (
    isPlainObject(value) &&
    isText(value['access_token'], limits.token) &&
    isText(value['token_type'], 6, patterns.bearer) &&
    isAbsentOr(value['expires_in'], Number.isSafeInteger) &&
    isText(value['scope'], limits.token) &&
    isAbsentOr(value['subject'], (subject) => isText(subject, limits.subject)) &&
    isAbsentOr(value['patient'], (patient) => isText(patient, limits.url))
  );
}

const isPlainBundle = (value: unknown) =>
  isPlainObject(value) &&
  value['resourceType'] === 'Bundle' &&
  isAbsentOr(value['entry'], (entry) => Array.isArray(entry) && entry.length <= MAX_DRAFT_ORDERS);

const isListOfSelections = (value: unknown) =>
  Array.isArray(value) &&
  value.length > 0 &&
  value.length <= MAX_SELECTIONS &&
  value.every((each) => each !== '' && isText(each, limits.url));
