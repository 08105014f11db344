import { HOOK_VERSION } from './request/hooks.ts';
import type { AnyService } from './service-registry.ts';

/** Version of the specification that every entry follows (semver, as 3.0 asks; 2.0 ignores it). */
export const CDS_HOOKS_VERSION = '2.0.1';

/** The body of the discovery endpoint. Deterministic, so that clients can cache it. */
export function discoveryOf(services: Iterable<AnyService>) {
  return {
    services: Array.from(services, (service) => ({
      hook: service.hook,
      title: service.title,
      description: service.description,
      id: service.id,
      version: CDS_HOOKS_VERSION,
      hookVersion: HOOK_VERSION,
      ...(service.usageRequirements && { usageRequirements: service.usageRequirements }),
      ...(Object.keys(service.prefetch).length > 0 && { prefetch: service.prefetch }),
    })),
  };
}
