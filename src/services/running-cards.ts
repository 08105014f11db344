import type { RunningCard } from '../cards/advise.ts';
import type { CardFile } from '../cards/card-file.ts';
import type { SiteCard } from '../cards/site-card.ts';
import type { Rule } from '../rules/rule.ts';

/** What a site says of one card. */
export interface CardChoice {
  readonly mode?: 'on' | 'silent' | 'off' | undefined;
  readonly settings?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Joins rules, card files and the site's choices. Thresholds of the site
 * replace those of the card file and are checked against the bounds of the rule.
 *
 * @throws {Error} at start when a rule has no card file or the reverse, when the site names an
 *   unknown card, or when a threshold is out of bounds.
 */
export function siteCards(
  rules: readonly Rule[],
  files: ReadonlyMap<string, CardFile>,
  choices: Readonly<Record<string, CardChoice>>,
): readonly SiteCard[] {
  const ids = new Set(rules.map(({ id }) => id));
  for (const id of files.keys()) if (!ids.has(id)) throw new Error(`The card ${id} has no rule.`);
  for (const id of Object.keys(choices)) {
    if (!ids.has(id)) throw new Error(`SITE_FILE names an unknown card: ${id}.`);
  }
  return rules.map((rule) => {
    const file = files.get(rule.id);
    if (!file) throw new Error(`The rule ${rule.id} has no card file.`);
    const choice = choices[rule.id];
    const parsed = rule.settings.safeParse({ ...file.settings, ...choice?.settings });
    if (!parsed.success) {
      const faults = parsed.error.issues.map(
        (issue) => `${issue.path.join('.')}: ${issue.message}`,
      );
      throw new Error(`Settings of the card ${rule.id}: ${faults.join('; ')}`);
    }
    return {
      rule,
      file: withSettings(file, parsed.data),
      mode: choice?.mode ?? file.status,
      settings: parsed.data,
    };
  });
}

function withSettings(file: CardFile, inForce: unknown): CardFile {
  try {
    return file.withSettings(inForce as Readonly<Record<string, unknown>>);
  } catch (error) {
    throw new Error(
      `${file.id}.md with the settings of this site: ${error instanceof Error ? error.message : 'unreadable'}`,
      { cause: error },
    );
  }
}

/** The cards that are not off. */
export const runningCards = (cards: readonly SiteCard[]): readonly RunningCard[] =>
  cards.flatMap(({ mode, ...card }) => (mode === 'off' ? [] : [{ ...card, mode }]));
