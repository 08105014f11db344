import { speaksAlone } from './cards/file/priority.ts';
import { faultsOf, orWhat, type Fault } from './config/faults.ts';
import type { CheckSite, SiteChoices } from './config/site.ts';
import type { KnowledgeFiles } from './knowledge.ts';
import { rules } from './rules/index.ts';

/**
 * What a site names that does not exist, or sets beyond its bounds: cards, thresholds, value sets and
 * the roles of contacts.
 */
export function checkSite({ files, drafts, valueSets }: KnowledgeFiles): CheckSite {
  const cardIds = [...files.keys()].sort();
  const noCard = (id: string) =>
    drafts.some((draft) => draft.id === id)
      ? 'this card is a draft, which runs nowhere; take it out of the site file'
      : `there is no card of this id${orWhat(id, cardIds)}`;
  const valueSetIds = valueSets.map(({ id }) => id);
  const roles = [...new Set([...files.values()].flatMap(({ contacts }) => contacts))].sort();
  return ({ cards = {}, codeMap = [], contacts = {}, approvals = {} }) => [
    ...Object.entries(cards).flatMap(([id, choice]) =>
      cardIds.includes(id)
        ? thresholdFaults(id, choice, files)
        : [{ at: ['cards', id], says: noCard(id) }],
    ),
    ...(cards[speaksAlone]?.audience?.length
      ? [
          {
            at: ['cards', speaksAlone, 'audience'],
            says: 'this card is for every clinician: what it warns of must not wait for a role',
          },
        ]
      : []),
    ...Object.entries(approvals).flatMap(([id, { version }]) =>
      approvalFaults(id, version, files, noCard),
    ),
    ...codeMap.flatMap(({ valueSet }, index) =>
      valueSetIds.includes(valueSet)
        ? []
        : [
            {
              at: ['codeMap', index, 'valueSet'],
              says: `there is no such value set${orWhat(valueSet, valueSetIds)}`,
            },
          ],
    ),
    ...Object.keys(contacts).flatMap((role) =>
      roles.includes(role)
        ? []
        : [{ at: ['contacts', role], says: `no card names this role${orWhat(role, roles)}` }],
    ),
  ];
}

/** An approval names a card that there is, and a version that it has or had. */
function approvalFaults(
  id: string,
  version: number,
  files: KnowledgeFiles['files'],
  noCard: (id: string) => string,
): readonly Fault[] {
  const file = files.get(id);
  if (!file) return [{ at: ['approvals', id], says: noCard(id) }];
  if (version <= file.version) return [];
  return [
    {
      at: ['approvals', id, 'version'],
      says: `the card is at version ${file.version}; approve that one when it has been read`,
    },
  ];
}

/** Thresholds of one card, against the bounds of its rule and the words that print them. */
function thresholdFaults(
  id: string,
  { settings }: NonNullable<SiteChoices['cards']>[string],
  files: KnowledgeFiles['files'],
): readonly Fault[] {
  const rule = rules.find((each) => each.id === id);
  const file = files.get(id);
  // A rule without its file stops the start by itself.
  if (!rule || !file || settings === undefined) return [];
  const at = ['cards', id, 'settings'];
  const given = { ...file.settings, ...settings };
  const parsed = rule.settings.safeParse(given);
  if (!parsed.success) {
    return faultsOf(parsed.error, rule.settings, given).map((fault) => ({
      ...fault,
      at: [...at, ...fault.at],
    }));
  }
  try {
    file.withSettings(parsed.data as Readonly<Record<string, unknown>>);
    return [];
  } catch (error) {
    return [{ at, says: error instanceof Error ? error.message : 'its words cannot be written' }];
  }
}
