import { CdsError } from '../errors.ts';
import type { Service } from './define-service.ts';
import type { HookName } from './request/hooks.ts';
import { templateFaults } from './prefetch.ts';

/** A service of any hook and keys: what the transport needs to know of it. */
export type AnyService = { [H in HookName]: Service<H> }[HookName];

/** The services on offer, by id. Made once at start. */
export class ServiceRegistry implements Iterable<AnyService> {
  readonly #services: ReadonlyMap<string, AnyService>;

  /** @throws {Error} at start when two services share an id or a template is not 2.0-safe. */
  constructor(services: readonly AnyService[]) {
    const byId = new Map<string, AnyService>();
    for (const service of services) {
      if (byId.has(service.id)) throw new Error(`Two services are called ${service.id}.`);
      if (!/^[A-Za-z0-9._~-]+$/.test(service.id)) throw new Error(`Bad service id ${service.id}.`);
      for (const [key, template] of Object.entries(service.prefetch)) {
        const faults = templateFaults(template);
        if (faults.length > 0) {
          throw new Error(`Prefetch ${key} of ${service.id}: ${faults.join(', ')}.`);
        }
      }
      byId.set(service.id, service);
    }
    this.#services = byId;
  }

  /** @throws {CdsError} `not-found` (404). */
  get(id: string): AnyService {
    const service = this.#services.get(id);
    if (!service) throw new CdsError('not-found', 'There is no CDS service of this id.');
    return service;
  }

  [Symbol.iterator](): Iterator<AnyService> {
    return this.#services.values();
  }
}
