import { readCards, type CardFile } from '../../src/cards/file/card-file.ts';
import { readEvidence } from '../../src/cards/figures/evidence.ts';
import type { Template } from '../../src/cards/file/template.ts';

let files: ReadonlyMap<string, CardFile> | undefined;

/** Stands for what the chart fills in, while a text is made into a pattern. */
const FILLED = '\u0000';

/** A text of a card file as a pattern of what is rendered from it; slots may be anything. */
function patternOf(template: Template): RegExp {
  const text = template.fill(
    Object.fromEntries(Array.from(template.slots, (slot) => [slot, FILLED])),
  );
  const parts = text
    .trim()
    .split(FILLED)
    .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(parts.join('[^]*?'));
}

/**
 * What a card says now, by its places: a story names the place, so that who edits the words of a card need
 * not edit a story.
 */
export function cardWords(id: string) {
  files ??= readCards('cards', readEvidence('cards/evidence.json'));
  const file = files.get(id);
  if (!file) throw new Error(`There is no card ${id}.`);
  const found = <T>(all: Readonly<Record<string, T>>, name: string): T => {
    const value = all[name];
    if (value === undefined) throw new Error(`${id} has no ${name}.`);
    return value;
  };
  return {
    summary: (wording: string) => patternOf(found(file.wordings, wording).summary),
    detail: (wording: string) => patternOf(found(file.wordings, wording).detail),
    phrase: (name: string) => patternOf(found(file.phrases, name)),
    /** Of a suggestion; no slot stands in it. */
    label: (name: string) => found(file.suggestions, name).label,
  };
}
