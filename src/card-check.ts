import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CardFileLines } from './cards/file/card-file-lines.ts';
import { FileFaults, type CardFault, type FileFault } from './cards/text/card-fault.ts';
import type { CardFile } from './cards/file/card-file.ts';
import { cardNotes, type CardNote } from './card-notes.ts';
import { inUnixLines } from './cards/file/card-text.ts';
import { thresholdsOf } from './cards/thresholds.ts';
import { exampleFaults } from './clinical-text/reading/example-faults.ts';
import { faultsOf } from './config/faults.ts';
import { readKnowledgeFiles, type KnowledgeFiles } from './knowledge.ts';
import { reportExampleFaults } from './report/example-faults.ts';
import { rules } from './rules/index.ts';

/** What there is to say of the files that clinicians edit, beside a start of the service. */
export interface CardCheck {
  readonly faults: readonly FileFault[];
  /** What to think of; it stops nobody. None while something is wrong. */
  readonly notes: readonly CardNote[];
  /** Undefined when something stops a start. */
  readonly knowledge: KnowledgeFiles | undefined;
}

/**
 * Reads a folder of cards as a start does, and then what a start does not look at: the thresholds of each
 * card at both ends of what a site may choose, and every example of the word files.
 */
export function checkCards(folder: string): CardCheck {
  let knowledge: KnowledgeFiles;
  try {
    knowledge = readKnowledgeFiles(folder);
  } catch (error) {
    if (error instanceof FileFaults)
      return { faults: error.faults, notes: [], knowledge: undefined };
    throw error;
  }
  const { files, lexicon } = knowledge;
  const faults = [
    ...[...files.values()].flatMap((card) => thresholdFaults(card, folder)),
    ...rules
      .filter(({ id }) => !files.has(id) && !knowledge.drafts.some((draft) => draft.id === id))
      .map(({ id }) => ({
        file: `${id}.md`,
        place: '',
        says: 'the rule of this name has no card file; write one, or take the rule out',
      })),
    ...[...exampleFaults(lexicon), ...reportExampleFaults()].map(({ place, says }): FileFault => {
      const [file = place, line] = place.split(':');
      return { file: `words/${file}`, place: '', says, ...(line && { line: Number(line) }) };
    }),
  ];
  return { faults, notes: faults.length > 0 ? [] : cardNotes(knowledge, folder), knowledge };
}

/** What zod says of a bound, as people say it. */
const boundInWords = (says: string): string =>
  says
    .replace(/^Too big: expected \w+ to be <=?(.+)$/, '$1 is the most that its rule allows')
    .replace(/^Too small: expected \w+ to be >=?(.+)$/, '$1 is the least that its rule allows');

function thresholdFaults(card: CardFile, folder: string): readonly FileFault[] {
  const file = `${card.id}.md`;
  const lines = new CardFileLines(inUnixLines(readFileSync(join(folder, file), 'utf8')));
  const own = (fault: CardFault): FileFault => {
    const line = lines.of(fault);
    return { ...fault, file, ...(line !== undefined && { line }) };
  };
  const rule = rules.find(({ id }) => id === card.id);
  if (!rule) {
    const says = 'no rule of this name is listed in src/rules/index.ts; write "draft" until one is';
    return [own({ place: 'status', says })];
  }
  const parsed = rule.settings.safeParse(card.settings);
  if (!parsed.success) {
    return faultsOf(parsed.error, rule.settings, card.settings).map(({ at, says }) =>
      own({ place: ['settings', ...at.map(String)].join('.'), says: boundInWords(says) }),
    );
  }
  const { settings } = card;
  const site = { rule, file: card, settings, mode: card.status, awaitsApproval: false };
  return thresholdsOf(site).flatMap(({ name, minimum, maximum }) =>
    [minimum, maximum]
      .filter((bound) => bound !== undefined)
      .flatMap((bound) => {
        try {
          card.withSettings({ ...settings, [name]: bound });
          return [];
        } catch (error) {
          const cause = error instanceof Error ? error.message : 'its words cannot be written';
          return [own({ place: `settings.${name}`, says: `a site may choose ${bound}: ${cause}` })];
        }
      }),
  );
}
