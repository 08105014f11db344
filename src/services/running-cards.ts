import type { RunningCard } from '../cards/advise.ts';
import type { CardFile } from '../cards/file/card-file.ts';
import { speaksAlone } from '../cards/file/priority.ts';
import type { SiteCard } from '../cards/site-card.ts';
import type { Rule } from '../rules/rule.ts';
import { isApproved, type Approval } from './approval.ts';

/** What a site says of one card. */
export interface CardChoice {
  readonly mode?: 'on' | 'silent' | 'off' | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
  readonly audience?: SiteCard['audience'] | undefined;
}

/**
 * Joins rules, card files and the site's choices. Thresholds of the site
 * replace those of the card file and are checked against the bounds of the rule. Where approval is
 * needed, a card that would be on runs silent until its version is approved.
 *
 * @throws {Error} at start, for all faults at once: when a rule has no card file or the reverse, when the site names an
 *   unknown card, or when a threshold is out of bounds.
 */
export function siteCards(
  rules: readonly Rule[],
  files: ReadonlyMap<string, CardFile>,
  choices: Readonly<Record<string, CardChoice>>,
  approvals: Readonly<Record<string, Approval>> | 'not-needed' = 'not-needed',
): readonly SiteCard[] {
  const ids = new Set(rules.map(({ id }) => id));
  const faults = [
    ...[...files.keys()].filter((id) => !ids.has(id)).map((id) => `The card ${id} has no rule.`),
    ...Object.keys(choices)
      .filter((id) => !ids.has(id))
      .map((id) => `SITE_FILE names an unknown card: ${id}.`),
  ];
  const cards = rules.flatMap((rule): SiteCard[] => {
    const file = files.get(rule.id);
    if (!file) {
      faults.push(`The rule ${rule.id} has no card file.`);
      return [];
    }
    const choice = choices[rule.id];
    const parsed = rule.settings.safeParse({ ...file.settings, ...choice?.settings });
    if (!parsed.success) {
      const causes = parsed.error.issues.map(
        (issue) => `${issue.path.join('.')}: ${issue.message}`,
      );
      faults.push(`Settings of the card ${rule.id}: ${causes.join('; ')}`);
      return [];
    }
    const chosen = choice?.mode ?? file.status;
    const awaitsApproval =
      chosen === 'on' && approvals !== 'not-needed' && !isApproved(file, approvals[rule.id]);
    try {
      const inForce = parsed.data as Readonly<Record<string, unknown>>;
      return [
        {
          rule,
          file: file.withSettings(inForce),
          mode: awaitsApproval ? 'silent' : chosen,
          awaitsApproval,
          settings: parsed.data,
          audience: rule.id === speaksAlone ? [] : (choice?.audience ?? file.audience),
        },
      ];
    } catch (error) {
      const cause = error instanceof Error ? error.message : 'unreadable';
      faults.push(`${file.id}.md with the settings of this site: ${cause}`);
      return [];
    }
  });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return cards;
}

/**
 * In production a card that may be critical or a warning speaks only where the site names whom to turn to: one of
 * the roles that the card names has to stand in its `contacts`. Else it runs silent, as one without approval.
 */
export const withoutContact = (
  cards: readonly SiteCard[],
  contacts: Readonly<Record<string, unknown>>,
): readonly SiteCard[] =>
  cards.map((card) =>
    card.mode === 'on' && needsContact(card) && !hasContact(card, contacts)
      ? { ...card, mode: 'silent', awaitsContact: true }
      : card,
  );

const needsContact = ({ file }: SiteCard) =>
  Object.values(file.wordings).some(({ indicator }) => indicator !== 'info');

const hasContact = ({ file }: SiteCard, contacts: Readonly<Record<string, unknown>>) =>
  file.contacts.some((role) => Object.hasOwn(contacts, role));

/** Cards whose content is not that of their version run silent: nobody approved what they say now. */
export const withoutChanged = (
  cards: readonly SiteCard[],
  changed: readonly string[],
): readonly SiteCard[] =>
  cards.map((card) =>
    card.mode === 'on' && changed.includes(card.file.id)
      ? { ...card, mode: 'silent', awaitsApproval: true }
      : card,
  );

/** What was stopped: by card id, `*` for all. */
export type Recalls = ReadonlyMap<string, { readonly why: string; readonly at: string }>;

/** A card that was recalled is evaluated and counted, and never shown. One that is off stays off. */
export const withRecalls = (cards: readonly SiteCard[], recalls: Recalls): readonly SiteCard[] =>
  cards.map((card) => {
    const recalled = recalls.get(card.file.id) ?? recalls.get('*');
    return recalled ? { ...card, recalled, mode: card.mode === 'off' ? 'off' : 'silent' } : card;
  });

/** The cards that are not off. */
export const runningCards = (cards: readonly SiteCard[]): readonly RunningCard[] =>
  cards.flatMap(({ rule, file, settings, mode, audience = [] }) =>
    mode === 'off' ? [] : [{ rule, file, settings, mode, audience }],
  );
