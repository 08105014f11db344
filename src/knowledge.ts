import { fileURLToPath } from 'node:url';
import { readCards, type CardFile } from './cards/card-file.ts';
import { readEvidence, type EvidenceBase } from './cards/evidence.ts';
import { readSharedWords, type SharedWords } from './cards/shared-words.ts';
import { readLexicon, type Lexicon } from './clinical-text/reading/lexicon.ts';
import type { Site } from './config/site.ts';
import { rules } from './rules/index.ts';
import { runningCards, siteCards, withRecalls, type Recalls } from './services/running-cards.ts';
import { basisOf, inForceOf } from './versions/basis.ts';
import { Terminology } from './terminology/terminology.ts';
import {
  readConceptMaps,
  readValueSets,
  type ConceptMapFile,
  type ValueSetFile,
} from './terminology/value-set-file.ts';

const folder = (name: string) => fileURLToPath(new URL(`../cards/${name}`, import.meta.url));

/** What clinicians edit: cards, words, figures, value sets. The same for every site. */
export interface KnowledgeFiles {
  readonly evidence: EvidenceBase;
  readonly sharedWords: SharedWords;
  readonly lexicon: Lexicon;
  readonly files: ReadonlyMap<string, CardFile>;
  readonly valueSets: readonly ValueSetFile[];
  readonly conceptMaps: readonly ConceptMapFile[];
}

/** @throws {Error} at start for any fault. */
export function readKnowledgeFiles(): KnowledgeFiles {
  const evidence = readEvidence(folder('evidence.json'));
  return {
    evidence,
    sharedWords: readSharedWords(folder('shared-words.yaml')),
    lexicon: readLexicon(folder('words')),
    files: readCards(folder(''), evidence),
    valueSets: readValueSets(folder('value-sets')),
    conceptMaps: readConceptMaps(folder('concept-maps')),
  };
}

const none: Recalls = new Map();

/**
 * The knowledge as a site uses it.
 *
 * @param options.isApprovalNeeded In production a card speaks only in a version that was approved.
 * @param options.recalls Cards that were stopped, of all sites on this store.
 * @throws {Error} when the site names what does not exist.
 */
export function readKnowledge(
  site: Site,
  from: KnowledgeFiles = readKnowledgeFiles(),
  {
    isApprovalNeeded = false,
    recalls = none,
  }: { isApprovalNeeded?: boolean; recalls?: Recalls } = {},
) {
  const { files, valueSets, conceptMaps } = from;
  const terminology = new Terminology(valueSets, conceptMaps, site.codeMap);
  const chosen = siteCards(
    rules,
    files,
    site.cards,
    isApprovalNeeded ? site.approvals : 'not-needed',
  );
  const all = withRecalls(chosen, recalls).map((card) => ({
    ...card,
    file: { ...card.file, basis: basisOf(card.rule, card.file, inForceOf(card.settings, site)) },
  }));
  // Not a fault: a site may list more of its codes than the cards of this version order.
  const unknownStudies = Object.keys(site.orderCodes).filter(
    (study) => !valueSets.some(({ id }) => id === study),
  );
  return {
    evidence: from.evidence,
    sharedWords: from.sharedWords,
    lexicon: from.lexicon,
    files,
    terminology,
    siteCards: all,
    cards: runningCards(all),
    awaitingApproval: all.filter((card) => card.awaitsApproval).map(({ file }) => file.id),
    unknownStudies,
  };
}
