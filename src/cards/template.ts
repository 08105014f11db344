import { figureShare, figureText, type EvidenceBase } from './evidence.ts';

/** Text with named slots, split once at start. Figures are filled in then; the rest per card. */
export interface Template {
  readonly slots: ReadonlySet<string>;
  fill(values: Readonly<Record<string, string>>): string;
}

/**
 * Compiles `{{slot}}`, `{{figure:id}}` (fraction, percent, interval), `{{figure:id:of}}` ("k of n")
 * and `{{cohortCaveat}}`. There is no logic in a template.
 *
 * @throws {Error} at start for an unknown figure.
 */
export function compileTemplate(text: string, evidence: EvidenceBase): Template {
  const filled = text.replace(
    /\{\{(?:figure:([a-z0-9-]+)(:of)?|(cohortCaveat))\}\}/g,
    (_whole, id?: string, of?: string) => {
      if (id === undefined) return evidence.cohortCaveat;
      const figure = evidence.figure(id);
      return of === undefined ? figureText(figure) : figureShare(figure);
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
        .join('');
    },
  };
}

/** The figures that a text prints, by id. */
export function figuresIn(text: string): readonly string[] {
  return [
    ...new Set(
      [...text.matchAll(/\{\{figure:([a-z0-9-]+)(?::of)?\}\}/g)].map(([, id]) => id ?? ''),
    ),
  ];
}
