import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Card } from '../cds-hooks/response.ts';
import type { CardBasis } from './card-basis.ts';
import { askedWordsFaults } from './asked-words-faults.ts';
import { cardLengthFaults } from './card-length.ts';
import { cardTextFaults } from './card-text-faults.ts';
import {
  pageSections,
  readCardText,
  shownTexts,
  type CardText,
  type FrontMatter,
} from './card-text.ts';
import { sourceUrl, type EvidenceBase, type Source } from './evidence.ts';
import { speaksAlone } from './priority.ts';
import { compileTemplate, type Template } from './template.ts';

export interface Wording {
  readonly summary: Template;
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
  /** What stands on the page of the card and not on the card, in Markdown. */
  readonly pageSections: readonly { readonly heading: string; readonly text: string }[];
  /** Figures printed anywhere on the card, by id. */
  readonly figures: readonly string[];
  /** `source` and `overrideReasons` as every card of this file carries them. */
  readonly cardSource: Card['source'];
  readonly overrideCodings: NonNullable<Card['overrideReasons']>;
  /** Settings printed anywhere on the card or its page, by name. */
  readonly printedSettings: readonly string[];
  /** What its cards are made of, at a site; undefined before the site is known. */
  readonly basis?: CardBasis | undefined;
  /**
   * The same words with the thresholds in force at a site in their slots. `settings` stay those of
   * the file, as defaults.
   * @throws {Error} when a text no longer fits.
   */
  withSettings(inForce: Readonly<Record<string, unknown>>): CardFile;
}

/**
 * Reads every card file of a folder.
 * @throws {Error} at start, naming every file, place and cause in one message, a line each.
 */
export function readCards(folder: string, evidence: EvidenceBase): ReadonlyMap<string, CardFile> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const cards = new Map<string, CardFile>();
  const faults = names.sort().flatMap((name) => {
    try {
      const card = parseCard(readFileSync(join(folder, name), 'utf8'), evidence);
      cards.set(card.id, card);
      return `${card.id}.md` === name ? [] : [`${name}: id: it differs from the file name`];
    } catch (error) {
      return faultsOf(error).map((fault) => `${name}: ${fault}`);
    }
  });
  if (faults.length > 0) throw new Error(faults.join('\n'));
  return cards;
}

/** Every fault of a card file, in one error. */
class CardFaults extends Error {
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('; '));
    this.faults = faults;
  }
}

const faultsOf = (error: unknown): readonly string[] => {
  if (error instanceof CardFaults) return error.faults;
  return [error instanceof Error ? error.message : 'unreadable'];
};

/** @throws {Error} when the text is not a card file, or says what a card may not say. */
export function parseCard(fileText: string, evidence: EvidenceBase): CardFile {
  const text = readCardText(fileText);
  const { card, faults } = compileCard(text, evidence, text.front.settings);
  const all = [
    ...cardTextFaults(shownTexts(text)),
    ...secondCritical(text.front),
    ...faults,
    ...askedWordsFaults(card.id, card),
    ...cardLengthFaults(card.id, card),
  ];
  if (all.length > 0) throw new CardFaults(all);
  return card;
}

/** Only the card that speaks alone may be critical. */
function secondCritical({ id, indicator, wordings }: FrontMatter): readonly string[] {
  if (id === speaksAlone) return [];
  const cause = `only ${speaksAlone} may be critical`;
  return [
    ...(indicator === 'critical' ? [`indicator: ${cause}`] : []),
    ...Object.entries(wordings)
      .filter(([, wording]) => wording.indicator === 'critical')
      .map(([name]) => `wordings.${name}.indicator: ${cause}`),
  ];
}

function compileCard(
  text: CardText,
  evidence: EvidenceBase,
  settings: Readonly<Record<string, unknown>>,
): { readonly card: CardFile; readonly faults: readonly string[] } {
  const { wordings, phrases, suggestions = {}, source, furtherSources, ...rest } = text.front;
  const faults: string[] = [];
  /** What a part comes to; a part that is wrong is told with its place, and the others are read on. */
  const at = <T>(place: string, read: () => T, instead: T): T => {
    try {
      return read();
    } catch (error) {
      faults.push(...faultsOf(error).map((fault) => `${place}: ${fault}`));
      return instead;
    }
  };
  const compile = (place: string, template: string) =>
    at(place, () => compileTemplate(template, { evidence, settings }), NOTHING);
  const plain = (place: string, template: string) =>
    at(place, () => withoutSlots(compile(place, template)), '');
  const nowhere: Source = { id: source, label: '', citation: '' };
  const primary = at('source', () => evidence.source(source), nowhere);
  const title = plain('title', rest.title);
  const card = {
    ...rest,
    title,
    fires: rest.fires.map((fires, i) => plain(`fires[${i}]`, fires)),
    silent: mapValues(rest.silent, (silent, reason) => plain(`silent.${reason}`, silent)),
    disputed: plain('disputed', rest.disputed),
    source: primary,
    furtherSources: furtherSources.map((further, i) =>
      at(`furtherSources[${i}]`, () => evidence.source(further), nowhere),
    ),
    wordings: mapValues(wordings, ({ summary, indicator: own = rest.indicator }, name) => {
      const place = `wordings.${name}.summary`;
      const detail = text.details.get(name);
      if (detail === undefined)
        faults.push(`wordings.${name}: no section "# ${name}" with its detail`);
      return {
        summary: compile(place, summary),
        indicator: own,
        detail: compile(`# ${name}`, detail ?? ''),
      };
    }),
    phrases: mapValues(phrases, (phrase, name) => compile(`phrases.${name}`, phrase)),
    suggestions: mapValues(suggestions, ({ label, description, note }, name) => ({
      label: plain(`suggestions.${name}.label`, label),
      description: compile(`suggestions.${name}.description`, description),
      note: note === undefined ? undefined : compile(`suggestions.${name}.note`, note),
    })),
    pageSections: pageSections(text).map(({ heading, text: section }) => ({
      heading,
      text: plain(`# ${heading}`, section),
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
    withSettings(inForce: Readonly<Record<string, unknown>>) {
      const changed = compileCard(text, evidence, inForce);
      if (changed.faults.length > 0) throw new CardFaults(changed.faults);
      return changed.card;
    },
  };
  return { card, faults };
}

/** Stands for a text that could not be compiled, until the faults are told. */
const NOTHING: Template = { slots: new Set(), fill: () => '' };

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
