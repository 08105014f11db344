import type { Figure } from './grades.ts';
import type { ExaminedSide, LumbarRoot } from './sign.ts';
import type { FindingId } from '../reading/finding-ids.ts';
import type { Span } from '../text/sentences.ts';

/** A piece of a sentence of an examination, in the order of the text. */
export type Item = Span &
  (
    | { readonly is: 'words'; readonly topics: ReadonlySet<FindingId> }
    | { readonly is: 'side'; readonly side: ExaminedSide }
    | { readonly is: 'figure'; readonly figure: Figure }
    | { readonly is: 'level'; readonly roots: readonly LumbarRoot[] }
    /** A level of the neck or the chest. */
    | { readonly is: 'upper-level' }
    | { readonly is: 'comma' }
    | { readonly is: 'colon' }
    | { readonly is: 'or' }
  );
