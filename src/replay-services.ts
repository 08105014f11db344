import { readSite } from './config/site.ts';
import { meaningsAt } from './facts/reading/meanings.ts';
import { readKnowledge, readKnowledgeFiles, type KnowledgeFiles } from './knowledge.ts';
import { ReplayedServices, type ReplayOptions } from './replay/replay-patient.ts';
import { createServices } from './services/index.ts';
import { checkSite } from './site-faults.ts';

/**
 * The services as a site runs them, for a replay; with those of another site file beside them.
 *
 * @throws {Error} naming what is wrong with a site file.
 */
export function replayServices(
  siteFile: string | undefined,
  against: string | undefined,
  knowledge = readKnowledgeFiles(),
): Pick<ReplayOptions, 'services' | 'against' | 'meaningsAt'> {
  const one = servicesOf(siteFile, knowledge);
  return {
    services: one.services,
    against: against === undefined ? undefined : servicesOf(against, knowledge).services,
    meaningsAt: one.meanings,
  };
}

function servicesOf(siteFile: string | undefined, knowledge: KnowledgeFiles) {
  const site = readSite(siteFile, checkSite(knowledge));
  const known = readKnowledge(site, knowledge);
  const services = createServices({
    ...known,
    site,
    publicUrl: 'https://replay.invalid',
    observe: () => undefined,
  });
  return {
    services: new ReplayedServices(services),
    meanings: (now: Date) => meaningsAt(now, site.timeZone, known),
  };
}
