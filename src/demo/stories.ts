import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { z } from 'zod';
import { moveDatesInText, type Shift } from './story-dates.ts';

export interface Resource {
  readonly resourceType: string;
  readonly id: string;
  readonly [member: string]: unknown;
}

/** An order that a story is about, as far as its words say it. */
export interface DraftHint {
  readonly system: string;
  readonly code: string;
  /** What the story calls it. */
  readonly text: string;
  readonly priority: 'routine' | 'urgent' | 'asap' | 'stat';
}

/** An invented patient: a folder with story.md and bundle.json. */
export interface Story {
  readonly id: string;
  readonly name: string;
  /** Day on which the story is told, YYYY-MM-DD. */
  readonly today: string;
  readonly lines: readonly string[];
  readonly resources: readonly Resource[];
}

const frontMatter = z.looseObject({ name: z.string(), today: z.string() });
const bundle = z.looseObject({
  entry: z.array(
    z.looseObject({ resource: z.looseObject({ resourceType: z.string(), id: z.string() }) }),
  ),
});

/** Reads every story below a folder, by name; none where the folder is not there. */
export function readStories(folder: string): readonly Story[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, 'story.md')))
    .map((entry) => entry.name)
    .sort()
    .map((id) => readStory(join(folder, id), id));
}

function readStory(folder: string, id: string): Story {
  const [, head = '', ...body] = readFileSync(join(folder, 'story.md'), 'utf8').split(/^---$/m);
  const { name, today } = frontMatter.parse(load(head));
  const chart = bundle.parse(JSON.parse(readFileSync(join(folder, 'bundle.json'), 'utf8')));
  return {
    id,
    name,
    today,
    lines: body
      .join('---')
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    resources: chart.entry.map(({ resource }) => resource),
  };
}

const systems: Readonly<Record<string, string>> = {
  CPT: 'http://www.ama-assn.org/go/cpt',
  LOINC: 'http://loinc.org',
  'SNOMED CT': 'http://snomed.info/sct',
};
const priorities = /\b(?:routine|urgent|asap|stat)\b/i;
const codedOrder = /([^():;,.]{0,200})\((CPT|LOINC|SNOMED CT) ([\d-]{1,20})\)/g;

/**
 * The orders that are about to be signed in a story: "a routine lumbar MRI without contrast (CPT 72148)"
 * in the line that says so.
 */
export function draftsOf({ lines }: Pick<Story, 'lines'>): readonly DraftHint[] {
  return lines
    .filter((line) => /\babout to\b.{0,200}\bsign|\bdraft(?:ed)?\b|^Today\b/i.test(line))
    .flatMap((line) => {
      const [priority = 'routine'] = priorities.exec(line) ?? [];
      return Array.from(line.matchAll(codedOrder), ([, words = '', system = '', code = '']) => ({
        system: systems[system] ?? '',
        code,
        text: nameIn(words),
        priority: priority.toLowerCase() as DraftHint['priority'],
      }));
    });
}

/** "Today a routine lumbar MRI " → "Lumbar MRI". */
function nameIn(words: string): string {
  const last = words.split(/\b(?:a|an|the)\s/i).at(-1) ?? words;
  const name = last.replace(priorities, '').replace(/\s+/g, ' ').trim();
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** The words of a story with its dates moved. */
export const linesOf = ({ lines }: Story, shift: Shift): readonly string[] =>
  lines.map((line) => moveDatesInText(line, shift));
