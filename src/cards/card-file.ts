import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Card } from '../cds-hooks/response.ts';
import { cardTextFaults } from './card-text-faults.ts';
import { readCardText, shownTexts, type CardText, type FrontMatter } from './card-text.ts';
import { sourceUrl, type EvidenceBase, type Source } from './evidence.ts';
import { compileTemplate, type Template } from './template.ts';

export interface Wording {
  readonly summary: string;
  readonly indicator: Card['indicator'];
  readonly detail: Template;
}

export interface SuggestionWords {
  readonly label: string;
  readonly description: Template;
  readonly note: Template | undefined;
}

/** A card's words, compiled. What a clinician edits is the file; nothing of it is computed. */
export interface CardFile extends Omit<
  FrontMatter,
  'wordings' | 'phrases' | 'suggestions' | 'source' | 'furtherSources'
> {
  readonly source: Source;
  readonly furtherSources: readonly Source[];
  readonly wordings: Readonly<Record<string, Wording>>;
  readonly phrases: Readonly<Record<string, Template>>;
  readonly suggestions: Readonly<Record<string, SuggestionWords>>;
  /** Figures printed anywhere on the card, by id. */
  readonly figures: readonly string[];
  /** `source` and `overrideReasons` as every card of this file carries them. */
  readonly cardSource: Card['source'];
  readonly overrideCodings: NonNullable<Card['overrideReasons']>;
  /** Settings printed anywhere on the card or its page, by name. */
  readonly printedSettings: readonly string[];
  /**
   * The same words with the thresholds in force at a site in their slots. `settings` stay those of
   * the file, as defaults.
   * @throws {Error} when a text no longer fits.
   */
  withSettings(inForce: Readonly<Record<string, unknown>>): CardFile;
}

/**
 * Reads every card file of a folder.
 * @throws {Error} at start, naming the file and what is wrong with it.
 */
export function readCards(folder: string, evidence: EvidenceBase): ReadonlyMap<string, CardFile> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
  return new Map(
    names.sort().map((name) => {
      try {
        const card = parseCard(readFileSync(join(folder, name), 'utf8'), evidence);
        if (`${card.id}.md` !== name) throw new Error('the id differs from the file name');
        return [card.id, card];
      } catch (error) {
        throw new Error(`${name}: ${error instanceof Error ? error.message : 'unreadable'}`, {
          cause: error,
        });
      }
    }),
  );
}

/** @throws {Error} when the text is not a card file, or says what a card may not say. */
export function parseCard(fileText: string, evidence: EvidenceBase): CardFile {
  const text = readCardText(fileText);
  const faults = cardTextFaults(shownTexts(text));
  if (faults.length > 0) throw new Error(faults.join('; '));
  return compileCard(text, evidence, text.front.settings);
}

function compileCard(
  text: CardText,
  evidence: EvidenceBase,
  settings: Readonly<Record<string, unknown>>,
): CardFile {
  const { wordings, phrases, suggestions = {}, source, furtherSources, ...rest } = text.front;
  const primary = evidence.source(source);
  const compile = (template: string) => compileTemplate(template, { evidence, settings });
  const plain = (template: string) => withoutSlots(compile(template));
  const title = plain(rest.title);

  return {
    ...rest,
    title,
    fires: rest.fires.map(plain),
    silent: rest.silent.map(plain),
    disputed: plain(rest.disputed),
    source: primary,
    furtherSources: furtherSources.map((further) => evidence.source(further)),
    wordings: mapValues(wordings, ({ summary, indicator: own = rest.indicator }, name) => {
      const detail = text.details.get(name);
      if (detail === undefined) throw new Error(`no section "# ${name}" with its detail`);
      return { summary: summaryText(plain(summary)), indicator: own, detail: compile(detail) };
    }),
    phrases: mapValues(phrases, compile),
    suggestions: mapValues(suggestions, ({ label, description, note }) => ({
      label: plain(label),
      description: compile(description),
      note: note === undefined ? undefined : compile(note),
    })),
    figures: text.figures,
    printedSettings: text.printedSettings,
    cardSource: {
      label: primary.label,
      ...urlOf(primary),
      topic: { system: 'urn:cauda:card', code: rest.id, display: title },
    },
    overrideCodings: rest.overrideReasons.map((display) => ({
      system: 'urn:cauda:override-reason',
      code: kebabCase(display),
      display,
    })),
    withSettings: (inForce) => compileCard(text, evidence, inForce),
  };
}

function urlOf(source: Source): { url?: string } {
  const url = sourceUrl(source);
  return url === undefined ? {} : { url };
}

/** A text that nothing of the chart goes into. */
function withoutSlots(template: Template): string {
  const [slot] = template.slots;
  if (slot !== undefined) {
    throw new Error(`a slot for the chart stands where only figures and settings may: ${slot}`);
  }
  return template.fill({});
}

/** A summary is plain text of at most 139 characters. */
function summaryText(summary: string): string {
  if ([...summary].length >= 140) throw new Error('a summary has 140 characters or more');
  return summary;
}

function mapValues<A, B>(
  record: Readonly<Record<string, A>>,
  change: (value: A, name: string) => B,
): Readonly<Record<string, B>> {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [name, change(value, name)]),
  );
}

/** Override-reason codes are the display in kebab-case. */
export const kebabCase = (display: string): string =>
  display
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
