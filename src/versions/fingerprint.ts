import type { CardFile } from '../cards/file/card-file.ts';
import type { EvidenceBase } from '../cards/figures/evidence.ts';
import type { SharedWords } from '../cards/rendering/shared-words.ts';
import type { Rule } from '../rules/rule.ts';
import { hashOf, without } from './canonical.ts';
import type { ListHashes } from './word-lists.ts';

/** The content of a version of a card, a hash a part. */
export interface Fingerprint {
  /** Everything that is written for clinicians, on the card and on its page. */
  readonly words: string;
  /** Defaults of the thresholds, their bounds, and whether it is on. */
  readonly settings: string;
  /** The figures and sources that are printed. */
  readonly figures: string;
  /** The value sets and word lists that it rests on. */
  readonly lists: string;
}
export const PARTS = ['words', 'settings', 'figures', 'lists'] as const;

/** What fingerprints are made of, beside the card. */
export interface FingerprintSources {
  readonly evidence: EvidenceBase;
  readonly sharedWords: SharedWords;
  readonly lists: ListHashes;
}

const NOTE = /\{\{note:([A-Za-z0-9-]+)\}\}/g;

/**
 * The fingerprint of a card as it stands in its file, whatever a site sets. Its version, its history and
 * its review are no content: they speak of it.
 *
 * @param restsOn Names of the lists that the card rests on.
 */
export function fingerprintOf(
  file: CardFile,
  rule: Rule,
  restsOn: readonly string[],
  { evidence, sharedWords, lists }: FingerprintSources,
): Fingerprint {
  const { front, details } = file.text;
  const { settings, status } = front;
  const written = without(front, 'version', 'history', 'reviewed', 'settings', 'status');
  // What a file leaves out is no content, whatever stands in its place.
  const words = Object.fromEntries(
    Object.entries(written).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  );
  const sections = Array.from(details);
  const notes = Array.from(JSON.stringify([words, sections]).matchAll(NOTE), ([, id = '']) => id);
  return {
    words: hashOf([words, sections, Object.keys(file.suggestions).length > 0 ? sharedWords : null]),
    settings: hashOf([settings, status, rule.settings.toJSONSchema()]),
    figures: hashOf([
      file.figures.map((id) => evidence.figure(id)),
      [file.source, ...file.furtherSources],
      notes.map((id) => evidence.note(id)),
      evidence.cohortCaveat,
      evidence.interval,
    ]),
    lists: hashOf(listsNow(restsOn, lists)),
  };
}

/** The hash of each list that is rested on; null for one that is gone. */
export const listsNow = (
  restsOn: readonly string[],
  lists: ListHashes,
): Readonly<Record<string, string | null>> =>
  Object.fromEntries(restsOn.map((name) => [name, lists.of(name) ?? null]));
