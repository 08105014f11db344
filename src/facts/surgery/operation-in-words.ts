import type { ClinicalText } from '../../clinical-text/reading/clinical-text.ts';
import {
  readOperationTitle,
  saysImplant,
  type OperationKind,
} from '../../clinical-text/topics/operation-titles.ts';

/** Only disc surgery is what the cohort behind the enhancement figures had. */
export type SurgeryKind = 'disc' | 'decompression' | 'fusion';

/** A title is a line: what is longer tells a story, in which an operation may only be mentioned. */
const MAX_TITLE = 500;
/** No clinician types this into a title. */
const markup = /<[a-z/!]|\]\(/i;

const kinds: Readonly<Partial<Record<OperationKind, SurgeryKind>>> = {
  disc: 'disc',
  decompression: 'decompression',
  fusion: 'fusion',
};

/** An operation on the lumbar spine that a title says was done. */
export interface OperationInWords {
  readonly kind: SurgeryKind;
  /** The words put it in the past: the date beside them may be that of something else. */
  readonly isPast: boolean;
}

/**
 * The operation that a title names, if it is a lumbar one and was done. Narrow: what is planned, denied, of
 * somebody else, or only named by something done around it is none; nor is one whose kind is not said.
 *
 * @param text The words of the title and of its site.
 */
export function operationInWords(text: ClinicalText): OperationInWords | undefined {
  if (text.text.length > MAX_TITLE || markup.test(text.text)) return undefined;
  const title = readOperationTitle(text);
  if (title?.standing !== 'stated' || title.region !== 'lumbar') return undefined;
  // A fusion, or something that stays in the spine, is none of the disc alone.
  const kind = saysImplant(text) ? 'fusion' : kinds[title.kind];
  return kind && { kind, isPast: title.isPast };
}
