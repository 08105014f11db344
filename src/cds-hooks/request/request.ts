import type { z } from 'zod';
import { CdsError } from '../../errors.ts';
import { checkDraftBounds } from './draft-bounds.ts';
import { hookContexts, type HookContext, type HookName } from './hooks.ts';
import type { JsonObject } from './json.ts';
import { isPlainContext, isPlainEnvelope } from './plain-request.ts';
import { envelope, type FhirAuthorization } from './request-schema.ts';

export type { FhirAuthorization };

/** A call as the client sent it: shape checked, patient data untouched. */
export interface CdsRequest<H extends HookName = HookName> {
  readonly hook: H;
  readonly hookInstance: string;
  readonly fhirServer?: string;
  readonly fhirAuthorization?: FhirAuthorization;
  readonly context: HookContext<H>;
  readonly prefetch: JsonObject;
}

/**
 * Checks the body of a service call: envelope, hook, context and the invariants of the request.
 *
 * @throws {CdsError} `request-invalid` (400) naming the paths at fault, never a value.
 * @see CDS Hooks 2.0 "HTTP Request"; invariants cds-r-1, ord-1; checklist REQ-02…REQ-13
 */
export function parseRequest<H extends HookName>(hook: H, body: unknown): CdsRequest<H> {
  const request = isPlainEnvelope(body) ? body : parseOrThrow(envelope, body);
  if (request.hook !== hook) {
    throw new CdsError('request-invalid', `This service answers the hook ${hook}.`, {
      at: ['hook'],
    });
  }
  const context = isPlainContext(hook, request.context)
    ? request.context
    : (parseOrThrow(hookContexts[hook], request.context, 'context') as HookContext<H>);
  if (request.fhirAuthorization && !request.fhirServer) {
    throw new CdsError(
      'request-invalid',
      'cds-r-1: fhirAuthorization is of no use without fhirServer.',
      { at: ['fhirServer'] },
    );
  }
  if ('draftOrders' in context) checkDraftBounds(context.draftOrders);
  return {
    hook,
    hookInstance: request.hookInstance,
    ...(request.fhirServer && { fhirServer: request.fhirServer }),
    ...(request.fhirAuthorization && { fhirAuthorization: request.fhirAuthorization }),
    context,
    prefetch: request.prefetch ?? {},
  };
}

/**
 * Parses with a zod schema.
 * @throws {CdsError} `request-invalid` with the paths of all faults; zod's messages name types only.
 */
export function parseOrThrow<S extends z.ZodType>(
  schema: S,
  value: unknown,
  under = '',
): z.infer<S> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const faults = result.error.issues.slice(0, 10).map(({ path, message }) => ({
    at: pathExpression(under, path),
    message,
  }));
  const text = faults.map(({ at, message }) => `${at || 'body'}: ${message}`).join('; ');
  throw new CdsError('request-invalid', text, { at: faults.map(({ at }) => at || 'body') });
}

function pathExpression(under: string, path: readonly PropertyKey[]): string {
  return path.reduce<string>((at, step) => {
    if (typeof step === 'number') return `${at}[${step}]`;
    return at === '' ? String(step) : `${at}.${String(step)}`;
  }, under);
}
