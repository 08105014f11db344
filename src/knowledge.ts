import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FileFaults, type FileFault } from './cards/text/card-fault.ts';
import { readCardFolder, type CardFile, type DraftCard } from './cards/file/card-file.ts';
import { readEvidence, type EvidenceBase } from './cards/figures/evidence.ts';
import { readSharedWords, type SharedWords } from './cards/rendering/shared-words.ts';
import { readLexicon, type Lexicon } from './clinical-text/reading/lexicon.ts';
import type { Site } from './config/site.ts';
import { readReportWords, type ReportWords } from './report/lexicon/report-words.ts';
import { readAgreementWords, type AgreementWords } from './pages/agreement/agreement-words.ts';
import { readGuide, type GuideFile } from './pages/guide/guide-file.ts';
import { rules } from './rules/index.ts';
import {
  runningCards,
  siteCards,
  withoutChanged,
  withoutContact,
  withRecalls,
  type Recalls,
} from './services/running-cards.ts';
import { changedContent, readCardLock } from './versions/card-lock.ts';
import { ListHashes } from './versions/word-lists.ts';
import { basisOf, inForceOf } from './versions/basis.ts';
import { Terminology } from './terminology/terminology.ts';
import {
  readConceptMaps,
  readValueSets,
  type ConceptMapFile,
  type ValueSetFile,
} from './terminology/value-set-file.ts';

/** Where the cards of this service stand. */
export const CARDS_FOLDER = fileURLToPath(new URL('../cards', import.meta.url));

/** What clinicians edit: cards, words, figures, value sets. The same for every site. */
export interface KnowledgeFiles {
  readonly evidence: EvidenceBase;
  readonly sharedWords: SharedWords;
  readonly lexicon: Lexicon;
  /** Words of reports, as they stand in the folder; the reader has those of the service. */
  readonly reportWords: ReportWords;
  readonly files: ReadonlyMap<string, CardFile>;
  /** Cards that are still being written: they run nowhere and stop nobody. */
  readonly drafts: readonly DraftCard[];
  readonly guide: GuideFile;
  /** Words of the page of agreement. */
  readonly agreementWords: AgreementWords;
  readonly valueSets: readonly ValueSetFile[];
  readonly conceptMaps: readonly ConceptMapFile[];
  /** Cards whose content is not that of their version, by what changed; worked out when it is asked. */
  readonly changedContent: () => ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads everything that clinicians edit.
 *
 * @param folder That of the service unless given.
 * @throws {FileFaults} at start, naming all that is wrong in all files, a line each.
 */
export function readKnowledgeFiles(folder = CARDS_FOLDER): KnowledgeFiles {
  const faults: FileFault[] = [];
  const of = <T>(file: string, read: (path: string) => T): T | undefined => {
    try {
      return read(join(folder, file));
    } catch (error) {
      faults.push(...asFileFaults(error, file));
      return undefined;
    }
  };
  const evidence = of('evidence.json', readEvidence);
  const sharedWords = of('shared-words.yaml', readSharedWords);
  const lexicon = of('words', readLexicon);
  const reportWords = of('words', readReportWords);
  const valueSets = of('value-sets', readValueSets);
  const conceptMaps = of('concept-maps', readConceptMaps);
  // Cards are held against the figures: without them every card would be wrong.
  const cards = evidence && of('.', (path) => readCardFolder(path, evidence));
  faults.push(...(cards?.faults ?? []));
  const agreementWords =
    evidence && of('pages/agreement.yaml', (path) => readAgreementWords(path, evidence));
  // A card that is not well written is told itself, not for the guide that names it.
  const guide =
    evidence &&
    cards?.faults.length === 0 &&
    of('pages/guide.md', (path) => readGuide(path, evidence, new Set(cards.cards.keys())));
  if (evidence && sharedWords && lexicon && reportWords && valueSets && conceptMaps && cards) {
    if (faults.length === 0 && guide && agreementWords) {
      const { cards: files, drafts } = cards;
      let changed: ReadonlyMap<string, readonly string[]> | undefined;
      return {
        evidence,
        sharedWords,
        lexicon,
        reportWords,
        files,
        drafts,
        guide,
        agreementWords,
        valueSets,
        conceptMaps,
        changedContent: () =>
          (changed ??= changedContent(
            files,
            rules,
            {
              evidence,
              sharedWords,
              lists: new ListHashes({ valueSets, words: lexicon.files, reportWords }),
            },
            readCardLock(join(folder, 'versions')),
          )),
      };
    }
  }
  throw new FileFaults(faults);
}

/** What a reader says of a folder names file and line itself: `en/fever.yaml:12: …`, a line each. */
function asFileFaults(error: unknown, part: string): readonly FileFault[] {
  if (error instanceof FileFaults) return error.faults;
  const says = error instanceof Error ? error.message : 'it cannot be read';
  return says
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && line !== 'cards/words:')
    .map((line) => {
      const [, name, at, rest] = /^([\w./-]+\.(?:json|yaml|md))(?::(\d+))?: (.*)$/.exec(line) ?? [];
      return {
        file: name === undefined || name === part ? part : `${part}/${name}`,
        place: '',
        says: rest ?? line,
        ...(at !== undefined && { line: Number(at) }),
      };
    });
}

const none: Recalls = new Map();

/** The choices of a site, with its audience for each card that has none of its own. */
const withAudience = ({ cards, audience }: Site): Site['cards'] =>
  audience === undefined
    ? cards
    : Object.fromEntries(
        rules.map(({ id }) => [id, { ...cards[id], audience: cards[id]?.audience ?? audience }]),
      );

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
  const { files, drafts, valueSets, conceptMaps } = from;
  const terminology = new Terminology(valueSets, conceptMaps, site.codeMap);
  const isDraft = (id: string) => drafts.some((draft) => draft.id === id);
  const chosen = siteCards(
    rules.filter(({ id }) => !isDraft(id)),
    files,
    withAudience(site),
    isApprovalNeeded ? site.approvals : 'not-needed',
  );
  // A version speaks with the content that was approved under its number, and with no other.
  const changed = isApprovalNeeded ? [...from.changedContent().keys()] : [];
  const approved = withoutChanged(chosen, changed);
  const speaking = isApprovalNeeded ? withoutContact(approved, site.contacts) : approved;
  const all = withRecalls(speaking, recalls).map((card) => ({
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
    changedContent: changed,
    awaitingContact: all
      .filter((card) => card.awaitsContact)
      .map(({ file }) => ({ card: file.id, roles: file.contacts })),
    unknownStudies,
  };
}
