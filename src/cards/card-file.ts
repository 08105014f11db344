import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Card } from '../cds-hooks/response.ts';
import { sourceUrl, type EvidenceBase, type Source } from './evidence.ts';
import { compileTemplate, figuresIn, type Template } from './template.ts';
import { unfilledIn } from './unfilled.ts';

const text = z.string().min(1);
const id = text.regex(/^[a-z0-9-]+$/);

const frontMatter = z.strictObject({
  id,
  version: z.int().min(1),
  /** `off`: shipped and tested, shown only where a site turns it on. */
  status: z.enum(['on', 'off']),
  title: text,
  indicator: z.enum(['info', 'warning', 'critical']),
  /** Ids of evidence.json. */
  source: id,
  furtherSources: z.array(id),
  wordings: z.record(id, z.strictObject({ summary: text })),
  phrases: z.record(id, text),
  suggestions: z
    .record(id, z.strictObject({ label: text, description: text, note: text.optional() }))
    .optional(),
  settings: z.record(z.string(), z.unknown()),
  overrideReasons: z.array(text).min(1),
  fires: z.array(text).min(1),
  silent: z.array(text).min(1),
  disputed: text,
  /** Nobody outside has reviewed a card until a name and a date stand here. */
  reviewed: z.union([z.literal('none'), z.strictObject({ by: text, on: text, due: text })]),
});

type FrontMatter = z.infer<typeof frontMatter>;

export interface Wording {
  readonly summary: string;
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

/** @throws {Error} when the text is not a card file. */
export function parseCard(fileText: string, evidence: EvidenceBase): CardFile {
  const unfilled = unfilledIn(fileText);
  if (unfilled.length > 0) throw new Error(`not filled in yet: ${unfilled.join(', ')}`);
  const [, yaml, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(fileText) ?? [];
  if (yaml === undefined || body === undefined) throw new Error('no front matter');
  const result = frontMatter.safeParse(parseYaml(yaml));
  if (!result.success) throw new Error(z.prettifyError(result.error));
  const { wordings, phrases, suggestions = {}, source, furtherSources, ...rest } = result.data;
  const details = sections(body);
  const primary = evidence.source(source);
  const compile = (template: string) => compileTemplate(template, evidence);

  return {
    ...rest,
    source: primary,
    furtherSources: furtherSources.map((further) => evidence.source(further)),
    wordings: mapValues(wordings, ({ summary }, name) => {
      const detail = details.get(name);
      if (detail === undefined) throw new Error(`no section "# ${name}" with its detail`);
      return { summary: summaryText(compile(summary)), detail: compile(detail) };
    }),
    phrases: mapValues(phrases, compile),
    suggestions: mapValues(suggestions, ({ label, description, note }) => ({
      label,
      description: compile(description),
      note: note === undefined ? undefined : compile(note),
    })),
    figures: figuresIn(fileText),
    cardSource: {
      label: primary.label,
      url: urlOf(primary),
      topic: { system: 'urn:cauda:card', code: rest.id, display: rest.title },
    },
    overrideCodings: rest.overrideReasons.map((display) => ({
      system: 'urn:cauda:override-reason',
      code: kebabCase(display),
      display,
    })),
  };
}

function urlOf(source: Source): string {
  const url = sourceUrl(source);
  if (url === undefined) throw new Error(`the source ${source.id} has no address`);
  return url;
}

/** A summary is plain text of at most 139 characters, without a slot for anything of the chart. */
function summaryText(template: Template): string {
  if (template.slots.size > 0) throw new Error('a summary has no slots but figures');
  const summary = template.fill({});
  if ([...summary].length >= 140) throw new Error('a summary has 140 characters or more');
  return summary;
}

/** The parts of a body under `# name`, by name. */
function sections(body: string): ReadonlyMap<string, string> {
  return new Map(
    body
      .split(/^# /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end).trim(), part.slice(end + 1).trim()];
      }),
  );
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
