import { readClients, type ClientEntry } from './config/clients.ts';
import { readSettings, type Settings } from './config/settings.ts';
import { readSite, siteFor, type Site } from './config/site.ts';
import { readKnowledge, readKnowledgeFiles, type KnowledgeFiles } from './knowledge.ts';
import { checkSite } from './site-faults.ts';

type Paths = Pick<Settings, 'clientsFile' | 'siteFile' | 'isProduction'>;

/** The two files of the site, which may be read anew while the service runs. */
export interface SiteFiles {
  readonly clients: readonly ClientEntry[];
  readonly site: Site;
}

export interface Configuration extends SiteFiles {
  readonly settings: Settings;
  readonly knowledge: KnowledgeFiles;
}

/**
 * Everything that a start needs beside its store and its port: settings, what clinicians edit, clients
 * and the choices of the site.
 *
 * @throws {Error} naming all that is wrong, a line each: what one part needs of another is looked at
 *   when that one is whole.
 */
export function readConfiguration(
  env: Readonly<Record<string, string | undefined>>,
): Configuration {
  const faults = new Faults();
  const settings = faults.of(() => readSettings(env));
  const knowledge = faults.of(readKnowledgeFiles);
  const files = faults.of(() =>
    readSiteFiles(
      settings ?? {
        clientsFile: env['CLIENTS_FILE'] || undefined,
        siteFile: env['SITE_FILE'] || undefined,
        isProduction: env['NODE_ENV'] === 'production',
      },
      knowledge,
    ),
  );
  if (settings && knowledge && files && faults.none) return { settings, knowledge, ...files };
  throw faults.error();
}

/**
 * CLIENTS_FILE and SITE_FILE as they are now.
 *
 * @param knowledge What they are held to; undefined when it could not be read itself.
 * @throws {Error} naming all that is wrong in both, a line each.
 */
export function readSiteFiles(
  { clientsFile, siteFile, isProduction }: Paths,
  knowledge: KnowledgeFiles | undefined,
): SiteFiles {
  const faults = new Faults();
  const check = knowledge && checkSite(knowledge);
  const clients = faults.of(() =>
    clientsFile === undefined ? [] : readClients(clientsFile, isProduction, check),
  );
  const site = faults.of(() => readSite(siteFile, check));
  if (clients && site && knowledge) {
    faults.of(() => readKnowledge(site, knowledge));
    // What each says may be right, and together out of bounds.
    for (const { name, site: own } of clients) {
      if (own) faults.of(() => readKnowledge(siteFor(site, own), knowledge), `${name}: `);
    }
  }
  if (clients && site && faults.none) return { clients, site };
  throw faults.error();
}

/** Collects what several readings throw. */
class Faults {
  readonly #lines: string[] = [];
  #first: unknown;

  get none(): boolean {
    return this.#lines.length === 0;
  }

  /**
   * What the reading gives; undefined when it throws.
   *
   * @param whose Stands before what it says.
   */
  of<T>(read: () => T, whose = ''): T | undefined {
    try {
      return read();
    } catch (error) {
      this.#first ??= error;
      const says = error instanceof Error ? error.message : 'something could not be read.';
      this.#lines.push(`${whose}${says}`);
      return undefined;
    }
  }

  error(): Error {
    return new Error(this.#lines.join('\n'), { cause: this.#first });
  }
}
