import {
  figureShare,
  figureText,
  shortFigure,
  type EvidenceBase,
  type Figure,
} from '../figures/evidence.ts';
import { settingText } from '../text/setting-text.ts';

/** Text with named slots, split once at start. Figures and thresholds are filled in then; the rest per card. */
export interface Template {
  readonly slots: ReadonlySet<string>;
  /** A value that was cut ends in "…", and no full stop follows it. */
  fill(values: Readonly<Record<string, string>>): string;
}

/** What a template takes from beside its text: figures of studies, thresholds in force. */
export interface TemplateSources {
  readonly evidence: EvidenceBase;
  /** Settings of the card as they are in force, by name. */
  readonly settings: Readonly<Record<string, unknown>>;
}

const SOURCED = /\{\{(?:(figure|setting|note):([A-Za-z0-9-]+)(?::([a-z]+))?|(cohortCaveat))\}\}/g;

/**
 * Compiles `{{slot}}`, `{{figure:id}}` (fraction, percent, interval) and its parts (see
 * {@link figurePart}), `{{setting:name}}` and its forms (see {@link settingText}), `{{note:id}}`, and
 * `{{cohortCaveat}}`. There is no logic in a template.
 *
 * @throws {Error} at start for an unknown figure, setting, note, part or form.
 */
export function compileTemplate(text: string, { evidence, settings }: TemplateSources): Template {
  const filled = text.replace(
    SOURCED,
    (_whole, kind?: string, name?: string, form?: string): string => {
      if (kind === undefined || name === undefined) return evidence.cohortCaveat;
      if (kind === 'note') return evidence.note(name);
      return kind === 'figure'
        ? figurePart(evidence.figure(name), form)
        : settingText(name, settings[name], form);
    },
  );
  const rest = filled.replace(/\{\{\w+\}\}/g, '');
  if (rest.includes('{{') || rest.includes('}}')) throw new Error('a slot is not well written');
  const parts = filled.split(/\{\{(\w+)\}\}/);
  const slots = new Set(parts.filter((_part, index) => index % 2 === 1));
  return {
    slots,
    fill(values) {
      return parts
        .map((part, index) => {
          if (index % 2 === 0) return part;
          const value = values[part];
          if (value === undefined) throw new Error(`No value for the slot ${part}.`);
          return value;
        })
        .join('')
        .replaceAll('….', '…');
    },
  };
}

/**
 * A figure in full, or one part of it: `short` (as cards print it), `of` ("k of n"), `n`, `at` (the
 * condition under which it holds) or `caveat`.
 */
function figurePart(figure: Figure, part: string | undefined): string {
  switch (part) {
    case undefined:
      return figureText(figure);
    case 'short':
      return shortFigure(figure);
    case 'of':
      return figureShare(figure);
    case 'n':
      if (figure.kind !== 'fraction') break;
      return String(figure.n);
    case 'at':
      if (figure.at === undefined) break;
      return figure.at;
    case 'caveat':
      return figure.caveat;
  }
  throw new Error(`Figure ${figure.id} has no ${part}.`);
}

/** The figures that a text prints, by id. */
export const figuresIn = (text: string): readonly string[] => namesIn(text, 'figure');

/** The settings that a text prints, by name. */
export const settingsIn = (text: string): readonly string[] => namesIn(text, 'setting');

function namesIn(text: string, wanted: 'figure' | 'setting'): readonly string[] {
  const found = Array.from(text.matchAll(SOURCED), ({ 1: kind, 2: name }) =>
    kind === wanted ? name : undefined,
  );
  return [...new Set(found.filter((name) => name !== undefined))];
}
