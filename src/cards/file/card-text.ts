import { z } from 'zod';
import { silenceReasons } from '../../rules/silence-reasons.ts';
import { faultsOf } from '../../config/faults.ts';
import { CardFaults } from '../text/card-fault.ts';
import type { PlacedText } from './card-text-faults.ts';
import { figuresIn, settingsIn } from './template.ts';
import { YamlText } from '../../yaml/yaml-text.ts';
import { unfilledIn } from '../text/unfilled.ts';

const text = z.string().min(1);
const id = text.regex(/^[a-z0-9-]+$/);

const date = z.iso.date({ error: 'expected a date, as 2026-12-31' });

const indicator = z.enum(['info', 'warning', 'critical']);

const frontMatter = z.strictObject({
  id,
  version: z.int().min(1),
  /** `off`: shipped and tested, shown only where a site turns it on. `draft`: not run anywhere. */
  status: z.enum(['on', 'off', 'draft']),
  title: text,
  indicator,
  /** Ids of evidence.json. */
  source: id,
  furtherSources: z.array(id),
  /** A wording may be more or less serious than its card. */
  wordings: z.record(id, z.strictObject({ summary: text, indicator: indicator.optional() })),
  phrases: z.record(id, text),
  suggestions: z
    .record(id, z.strictObject({ label: text, description: text, note: text.optional() }))
    .optional(),
  /** Whom to turn to: roles that a site fills with an address (`SITE_FILE`, `contacts`). */
  contacts: z.array(id).default([]),
  /** Roles or specialties that it is shown to; all clinicians unless some are named. */
  audience: z
    .array(z.strictObject({ system: text.optional(), code: text, display: text.optional() }))
    .default([]),
  settings: z.record(z.string(), z.unknown()),
  overrideReasons: z.array(text).min(1),
  fires: z.array(text).min(1),
  /** In a sentence each, by the id of the reason that the rule gives. */
  silent: z.partialRecord(z.enum(silenceReasons), text),
  disputed: text,
  /** What changed for the clinician with each version, the newest last. */
  history: z
    .array(z.strictObject({ version: z.int().min(1), on: text, changed: text }))
    .default([]),
  /** Nobody outside has reviewed a card until a name and a date stand here. */
  reviewed: z.union([z.literal('none'), z.strictObject({ by: text, on: date, due: date })]),
});

export type FrontMatter = z.infer<typeof frontMatter>;

/** A card file in its parts, before anything is filled in. */
export interface CardText {
  readonly front: FrontMatter;
  readonly details: ReadonlyMap<string, string>;
  readonly figures: readonly string[];
  readonly printedSettings: readonly string[];
}

/** @throws {Error} when the text is not a card file. */
export function readCardText(written: string): CardText {
  const fileText = inUnixLines(written);
  const unfilled = unfilledIn(fileText);
  if (unfilled.length > 0) {
    const line = fileText.split('\n').findIndex((text) => unfilledIn(text).length > 0) + 1;
    throw refused('', `not filled in yet: ${unfilled.join(', ')}`, line);
  }
  const [, yaml, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(fileText) ?? [];
  if (yaml === undefined || body === undefined) {
    throw refused('', 'no front matter: names and values stand between two lines of "---"', 1);
  }
  const front = frontOf(yaml);
  const newest = front.history.at(-1)?.version;
  if (newest !== undefined && newest !== front.version) {
    throw refused(
      'history',
      `it ends with version ${newest}, the card is at ${front.version}; write a line for version ${front.version}`,
    );
  }
  return {
    front,
    details: sections(body),
    figures: figuresIn(fileText),
    printedSettings: settingsIn(fileText),
  };
}

/** As editors on Windows write it: a mark at the start, two characters at the end of a line. */
export const inUnixLines = (written: string): string =>
  written.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');

/**
 * Whether a card is still being written. Read from the text alone: what else stands in a draft may be
 * wrong.
 */
export function isDraft(written: string): boolean {
  const [front = ''] = inUnixLines(written).split(/^---$/m).slice(1);
  return /^status: *["']?draft\b/m.test(front);
}

const refused = (place: string, says: string, line?: number): CardFaults =>
  new CardFaults([{ place, says, ...(line !== undefined && { line }) }]);

/** @throws {CardFaults} for every slip in the notation, or else every member that is wrong. */
function frontOf(yaml: string): FrontMatter {
  const { faults, value: content } = new YamlText(yaml);
  if (faults.length > 0) {
    throw new CardFaults(
      faults.map(({ says, line }) => ({
        place: '',
        says: `${says}. A text that holds ": " or "#" belongs in double quotes; the blanks at the start of a line count`,
        // The mark above the front matter is a line of its own.
        line: line + 1,
      })),
    );
  }
  const result = frontMatter.safeParse(content);
  if (result.success) return result.data;
  throw new CardFaults(
    faultsOf(result.error, frontMatter, content).map(({ at, says }) => ({
      place: at.map(String).join('.'),
      says,
    })),
  );
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

/** The parts of a body that are no wording: they stand on the page of the card. */
export const pageSections = ({
  front,
  details,
}: Pick<CardText, 'front' | 'details'>): readonly {
  readonly heading: string;
  readonly text: string;
}[] =>
  Array.from(details, ([heading, text]) => ({ heading, text })).filter(
    ({ heading }) => !Object.hasOwn(front.wordings, heading),
  );

/** Every text that is shown, on the card or on its page. */
export function shownTexts({ front, details }: CardText): readonly PlacedText[] {
  const { wordings, phrases, suggestions = {}, title, fires, silent, disputed } = front;
  const onCard = (place: string, text: string | undefined): readonly PlacedText[] =>
    text === undefined ? [] : [{ place, text, onCard: true }];
  const onPage = (place: string, text: string): PlacedText => ({ place, text, onCard: false });
  return [
    ...onCard('title', title),
    ...Object.entries(wordings).flatMap(([name, { summary }]) => [
      ...onCard(`wordings.${name}.summary`, summary),
      ...onCard(`# ${name}`, details.get(name)),
    ]),
    ...Object.entries(phrases).flatMap(([name, phrase]) => onCard(`phrases.${name}`, phrase)),
    ...Object.entries(suggestions).flatMap(([name, { label, description, note }]) => [
      ...onCard(`suggestions.${name}.label`, label),
      ...onCard(`suggestions.${name}.description`, description),
      ...onCard(`suggestions.${name}.note`, note),
    ]),
    ...front.overrideReasons.flatMap((reason, i) => onCard(`overrideReasons[${i}]`, reason)),
    ...pageSections({ front, details }).map(({ heading, text }) => onPage(`# ${heading}`, text)),
    ...fires.map((text, i) => onPage(`fires[${i}]`, text)),
    ...Object.entries(silent).map(([reason, text]) => onPage(`silent.${reason}`, text)),
    onPage('disputed', disputed),
    ...front.history.map(({ changed }, i) => onPage(`history[${i}].changed`, changed)),
  ];
}
