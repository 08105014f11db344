import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Card } from '../../cds-hooks/response.ts';
import type { CardBasis } from './card-basis.ts';
import { askedWordsFaults } from './asked-words-faults.ts';
import { CardFileLines } from './card-file-lines.ts';
import {
  CardFaults,
  faultsIn,
  FileFaults,
  type CardFault,
  type FileFault,
} from '../text/card-fault.ts';
import { cardLengthFaults } from './card-length.ts';
import { cardTextFaults } from './card-text-faults.ts';
import {
  inUnixLines,
  isDraft,
  pageSections,
  readCardText,
  shownTexts,
  type CardText,
  type FrontMatter,
} from './card-text.ts';
import { sourceUrl, type EvidenceBase, type Source } from '../figures/evidence.ts';
import { speaksAlone } from './priority.ts';
import { UNSAFE } from './unsafe.ts';
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
  'status' | 'wordings' | 'phrases' | 'suggestions' | 'source' | 'furtherSources'
> {
  readonly status: 'on' | 'off';
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
  /** As it stands in the file, before anything is filled in. */
  readonly text: CardText;
  /** What its cards are made of, at a site; undefined before the site is known. */
  readonly basis?: CardBasis | undefined;
  /**
   * The same words with the thresholds in force at a site in their slots. `settings` stay those of
   * the file, as defaults.
   * @throws {Error} when a text no longer fits.
   */
  withSettings(inForce: Readonly<Record<string, unknown>>): CardFile;
}

/** The card files of a folder. */
export interface CardFolder {
  readonly cards: ReadonlyMap<string, CardFile>;
  /** Cards that are still being written: they run nowhere, and nothing that is wrong with one stops anybody. */
  readonly drafts: readonly DraftCard[];
  readonly faults: readonly FileFault[];
}

export interface DraftCard {
  readonly id: string;
  /** What is left to do before it can be switched on. */
  readonly faults: readonly FileFault[];
}

/** Reads every card file of a folder, and collects what is wrong; nothing is thrown. */
export function readCardFolder(folder: string, evidence: EvidenceBase): CardFolder {
  const names = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
  const cards = new Map<string, CardFile>();
  const drafts: DraftCard[] = [];
  const faults: FileFault[] = [];
  for (const name of names.sort()) {
    const text = inUnixLines(readFileSync(join(folder, name), 'utf8'));
    const id = name.slice(0, -'.md'.length);
    const own = (fault: CardFault): FileFault => {
      const line = new CardFileLines(text).of(fault);
      return { ...fault, file: name, ...(line !== undefined && { line }) };
    };
    const { card, faults: found } = tryCard(text, id, evidence);
    if (isDraft(text)) drafts.push({ id, faults: found.map(own) });
    else {
      if (card) cards.set(card.id, card);
      faults.push(...found.map(own));
    }
  }
  return { cards, drafts, faults };
}

function tryCard(
  text: string,
  id: string,
  evidence: EvidenceBase,
): { readonly card?: CardFile; readonly faults: readonly CardFault[] } {
  // What the rule of another card asks for would say nothing of this one.
  const [, written = id] = /^id: *["']?([^"'\s#]+)/m.exec(text) ?? [];
  if (written !== id) {
    return { faults: [{ place: 'id', says: `it differs from the file name; write ${id}` }] };
  }
  try {
    return { card: parseCard(text, evidence), faults: [] };
  } catch (error) {
    return { faults: faultsIn(error) };
  }
}

/**
 * Reads every card file of a folder but drafts.
 * @throws {FileFaults} at start, naming every file, place, line and cause in one message, a line each.
 */
export function readCards(folder: string, evidence: EvidenceBase): ReadonlyMap<string, CardFile> {
  const { cards, faults } = readCardFolder(folder, evidence);
  if (faults.length > 0) throw new FileFaults(faults);
  return cards;
}

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
function secondCritical({ id, indicator, wordings }: FrontMatter): readonly CardFault[] {
  if (id === speaksAlone) return [];
  const says = `only ${speaksAlone} may be critical; write warning or info`;
  return [
    ...(indicator === 'critical' ? [{ place: 'indicator', says }] : []),
    ...Object.entries(wordings)
      .filter(([, wording]) => wording.indicator === 'critical')
      .map(([name]) => ({ place: `wordings.${name}.indicator`, says })),
  ];
}

function compileCard(
  text: CardText,
  evidence: EvidenceBase,
  settings: Readonly<Record<string, unknown>>,
): { readonly card: CardFile; readonly faults: readonly CardFault[] } {
  const { wordings, phrases, suggestions = {}, source, furtherSources, ...rest } = text.front;
  const faults: CardFault[] = [];
  /** What a part comes to; a part that is wrong is told with its place, and the others are read on. */
  const at = <T>(place: string, read: () => T, instead: T): T => {
    try {
      return read();
    } catch (error) {
      faults.push(...faultsIn(error).map((fault) => ({ ...fault, place })));
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
  const card: CardFile = {
    ...rest,
    status: rest.status === 'on' ? 'on' : 'off',
    text,
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
        faults.push({
          place: `wordings.${name}`,
          says: `no section "# ${name}" with its detail; write one below, or take the wording out`,
        });
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
    overrideCodings: [
      ...rest.overrideReasons.map((display) => ({
        system: 'urn:cauda:override-reason',
        code: kebabCase(display),
        display,
      })),
      UNSAFE,
    ],
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
    throw new Error(
      `a slot for the chart stands where only figures and settings may: ${slot}; take it out`,
    );
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
