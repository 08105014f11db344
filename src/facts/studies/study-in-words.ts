import {
  PhraseTable,
  wordsAndSigns,
  type Piece,
} from '../../clinical-text/phrases/phrase-table.ts';
import type { ClinicalText } from '../../clinical-text/reading/clinical-text.ts';
import type { Texts } from '../../clinical-text/reading/texts.ts';
import { readInjectionTitle } from '../../clinical-text/topics/injection-titles.ts';
import { readPunctureTitle } from '../../clinical-text/topics/puncture-titles.ts';
import { namesLumbarSpine } from '../values/anatomy.ts';
import { contrastInWords, type Contrast } from './contrast-in-words.ts';
import { generalReportWords, studyWords } from './study-words.ts';

/** `whole-spine`: several regions with the lumbar spine among them, or a region that is not said. */
export type Region = 'lumbar' | 'whole-spine' | 'brain' | 'cervical-or-thoracic';

/** What an order or a report is about, as far as these cards are concerned. */
export type Study =
  | { readonly kind: 'mri'; readonly region: Region; readonly contrast: Contrast }
  | {
      readonly kind: 'lumbar-puncture';
      readonly purpose: 'diagnostic' | 'therapeutic' | 'unspecified';
    }
  | { readonly kind: 'nerve-root-block' }
  | { readonly kind: 'epidural-injection' };

type Kind = keyof typeof studyWords;

const table = new PhraseTable<Kind>(studyWords);
/** No title of a study is so long; what stands behind is not read. */
const MAX_CHARACTERS = 2000;

/**
 * The study that the title of an order or a report names: a lumbar puncture; an injection at a lumbar
 * root or into the epidural space; an MRI of the spine or of
 * the brain, where the title names no other study beside it.
 */
export function studyInWords(title: string, texts: Texts): Study | undefined {
  const words = title.slice(0, MAX_CHARACTERS).replaceAll('_', ' ');
  const kinds = kindsIn(wordsAndSigns(words));
  const has = (...wanted: readonly Kind[]) =>
    kinds.some((found) => wanted.some((kind) => found.has(kind)));
  const text = texts.read(words);
  if (!has('mri') || text.of('image-guidance').length > 0) {
    return punctureIn(text) ?? injectionIn(text);
  }
  if (has('notTheStudy')) return undefined;
  const region = regionOf(words, has);
  return region && { kind: 'mri', region, contrast: contrastInWords(words) };
}

/** A puncture to look at the fluid, or one to drain it or to give something. */
function punctureIn(text: ClinicalText): Study | undefined {
  const title = readPunctureTitle(text);
  return title?.standing === 'stated'
    ? { kind: 'lumbar-puncture', purpose: title.purpose }
    : undefined;
}

/** An injection at a lumbar root or into the epidural space. */
function injectionIn(text: ClinicalText): Study | undefined {
  const title = readInjectionTitle(text);
  return title?.standing === 'stated' ? { kind: title.kind } : undefined;
}

/** What the words at each place are; a place between two signs or words is looked at once. */
function kindsIn(pieces: readonly Piece[]): readonly ReadonlySet<Kind>[] {
  const found: ReadonlySet<Kind>[] = [];
  for (let i = 0; i < pieces.length;) {
    const match = table.longestAt(pieces, i);
    found.push(match?.kinds ?? NONE);
    i += match?.length ?? 1;
  }
  return found;
}
const NONE: ReadonlySet<Kind> = new Set();

function regionOf(words: string, has: (...kinds: readonly Kind[]) => boolean): Region | undefined {
  if (has('wholeSpine')) return 'whole-spine';
  if (has('lumbar') || namesLumbarSpine(words)) return 'lumbar';
  if (has('brain')) return has('spine') && !has('otherSpine') ? 'whole-spine' : 'brain';
  if (has('sacral')) return undefined;
  if (has('otherSpine')) return 'cervical-or-thoracic';
  return has('spine') ? 'whole-spine' : undefined;
}

/** True for a name that says no more than that something is a report or an imaging study. */
export function isGeneralName(name: string): boolean {
  const words = wordsAndSigns(name.slice(0, 200)).filter(({ text }) => /\p{L}/u.test(text));
  return words.length > 0 && words.every(({ text }) => generalReportWords.has(text));
}

/** True for words that name the lumbar spine, also in the short forms of titles. */
export const namesLumbarStudy = (words: string): boolean =>
  kindsIn(wordsAndSigns(words.slice(0, MAX_CHARACTERS).replaceAll('_', ' '))).some((found) =>
    found.has('lumbar'),
  );
