import { namesAddress } from './auth/agreed-servers.ts';
import { KEYS_TIMEOUT_MS, TrustedClients, type UseTokenId } from './auth/trusted-clients.ts';
import type { ObserveRule } from './cards/advise.ts';
import { evidenceOf } from './cards/evidence-page.ts';
import type { SiteCard } from './cards/site-card.ts';
import type { ServiceRegistry } from './cds-hooks/service-registry.ts';
import type { ClientEntry } from './config/clients.ts';
import { siteFor, type Site } from './config/site.ts';
import type { SiteFiles } from './configuration.ts';
import { countedCards } from './insights/counted-cards.ts';
import type { CountedCard } from './insights/insight-types.ts';
import type { AgreementBase } from './pages/agreement/agreement-answer.ts';
import { guidePage } from './pages/guide/guide-page.ts';
import { makePages, once } from './pages/pages.ts';
import type { SettingsOf } from './pages/card-versions.ts';
import type { Pages } from './pages/pages-router.ts';
import { readKnowledge, type KnowledgeFiles } from './knowledge.ts';
import { createServices } from './services/index.ts';
import type { Recalls } from './services/running-cards.ts';
import { inForceOf, type InForce } from './versions/basis.ts';
import { hashOf } from './versions/canonical.ts';

/** What is made of CLIENTS_FILE and SITE_FILE, whole: replaced at once when they are read anew. */
export interface Offer {
  readonly trusted: TrustedClients;
  /** The services as discovery lists them. */
  readonly services: ServiceRegistry;
  /** The services with the choices that win for one client. */
  servicesOf(client: string): ServiceRegistry;
  readonly pages: Pages;
  /** What the page of agreement is made of. */
  readonly agreement: AgreementBase;
  /** All cards, for the insights. */
  readonly counted: readonly CountedCard[];
  isAgreedOrigin(origin: string): boolean;
  /** Studies of `orderCodes` that no card orders. */
  readonly unknownStudies: readonly string[];
  /** What decides about each card, for the site and for the clients with choices of their own. */
  readonly inForce: readonly CardInForce[];
  /** Cards that run silent because nobody approved their version. */
  readonly awaitingApproval: readonly string[];
  /** Cards that run silent because the site names nobody to turn to, with the roles they name. */
  readonly awaitingContact: readonly { readonly card: string; readonly roles: readonly string[] }[];
  /** Cards that run silent because their content is not that of their version. */
  readonly changedContent: readonly string[];
}

/** A card as it runs, and what decides about it. */
export interface CardInForce {
  readonly card: string;
  readonly version: number;
  readonly hash: string;
  readonly settings: InForce;
}

export interface OfferDependencies {
  readonly knowledge: KnowledgeFiles;
  readonly publicUrl: string;
  readonly isDemo: boolean;
  readonly hookBudgetMs: number;
  /** In production outside demo mode. */
  readonly isApprovalNeeded: boolean;
  /** Cards that were stopped. */
  readonly recalls: Recalls;
  /** The built-in client of demo mode. */
  readonly demoClient: ClientEntry | undefined;
  readonly useTokenId: UseTokenId;
  readonly observe: ObserveRule;
  /** What was in force with earlier versions of cards. */
  readonly settingsOf: SettingsOf;
}

/** `pamaRating` is for the public sandbox: outside demo mode it does nothing. */
const allowedFeatures = ({ features }: ClientEntry, isDemo: boolean) =>
  features.filter((feature) => isDemo || feature !== 'pamaRating');

/** @throws {Error} when a site names what does not exist. */
export function makeOffer({ clients, site }: SiteFiles, deps: OfferDependencies): Offer {
  const { knowledge, publicUrl, isDemo, isApprovalNeeded, recalls, demoClient, observe } = deps;
  const servicesFor = (each: Site) => {
    const known = readKnowledge(each, knowledge, { isApprovalNeeded, recalls });
    const services = createServices({ ...known, site: each, publicUrl, observe });
    return { services, known, inForce: inForceAt(each, known.siteCards) };
  };
  const { services, known, inForce } = servicesFor(site);
  const cards = known.siteCards.map((card) => evidenceOf(card, known.evidence));
  const own = new Map(
    clients.flatMap(({ name, site: choices }) =>
      choices ? [[name, servicesFor(siteFor(site, choices))]] : [],
    ),
  );
  const origins = new Set(clients.flatMap((client) => client.origins ?? []));
  return {
    trusted: new TrustedClients(
      [...clients, ...(demoClient ? [demoClient] : [])].map((client) => ({
        ...client,
        features: allowedFeatures(client, isDemo),
      })),
      deps.useTokenId,
      async (client, url) => {
        const { anyNetwork, publicNetwork } = await import('./chart/fhir/network.ts');
        return client.privateNetwork || namesAddress(url) ? anyNetwork : publicNetwork;
      },
      Math.max(KEYS_TIMEOUT_MS, deps.hookBudgetMs),
    ),
    services,
    servicesOf: (client) => own.get(client)?.services ?? services,
    agreement: {
      words: knowledge.agreementWords,
      evidence: known.evidence,
      titles: new Map(cards.map(({ id, title }) => [id, title])),
    },
    pages: {
      ...makePages(
        {
          cards,
          services: Array.from(services, ({ id, hook, title }) => ({ id, hook, title })),
          isDemo,
        },
        knowledge.guide.steps,
        deps.settingsOf,
      ),
      guide: once(() => guidePage(knowledge.guide, known.evidence, cards)),
    },
    counted: countedCards(known.siteCards),
    isAgreedOrigin: (origin) => origins.has(origin),
    unknownStudies: known.unknownStudies,
    awaitingApproval: known.awaitingApproval,
    awaitingContact: known.awaitingContact,
    changedContent: known.changedContent,
    inForce: [...inForce, ...Array.from(own.values(), (each) => each.inForce).flat()],
  };
}

const inForceAt = (site: Site, cards: readonly SiteCard[]): readonly CardInForce[] =>
  cards.map(({ file, settings }) => {
    const all = inForceOf(settings, site);
    return { card: file.id, version: file.version, hash: hashOf(all), settings: all };
  });
