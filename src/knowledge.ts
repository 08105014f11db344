import { fileURLToPath } from 'node:url';
import { readCards, type CardFile } from './cards/card-file.ts';
import { readEvidence, type EvidenceBase } from './cards/evidence.ts';
import { readSharedWords } from './cards/shared-words.ts';
import type { Site } from './config/site.ts';
import { rules } from './rules/index.ts';
import { runningCards, siteCards } from './services/running-cards.ts';
import { Terminology } from './terminology/terminology.ts';
import { readConceptMaps, readValueSets } from './terminology/value-set-file.ts';

const folder = (name: string) => fileURLToPath(new URL(`../cards/${name}`, import.meta.url));

/** Reads what clinicians edit: cards, figures, value sets. @throws {Error} at start for any fault. */
export function readKnowledge(site: Site) {
  const evidence: EvidenceBase = readEvidence(folder('evidence.json'));
  const files: ReadonlyMap<string, CardFile> = readCards(folder(''), evidence);
  const valueSets = readValueSets(folder('value-sets'));
  const terminology = new Terminology(
    valueSets,
    readConceptMaps(folder('concept-maps')),
    site.codeMap,
  );
  const all = siteCards(rules, files, site.cards);
  // Not a fault: a site may list more of its codes than the cards of this version order.
  const unknownStudies = Object.keys(site.orderCodes).filter(
    (study) => !valueSets.some(({ id }) => id === study),
  );
  return {
    evidence,
    sharedWords: readSharedWords(folder('shared-words.yaml')),
    files,
    terminology,
    siteCards: all,
    cards: runningCards(all),
    unknownStudies,
  };
}
