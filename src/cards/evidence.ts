import { readFileSync } from 'node:fs';
import { z } from 'zod';

const text = z.string().min(1);
const common = {
  id: text.regex(/^[a-z0-9-]+$/),
  label: text,
  source: text,
  population: text,
  caveat: text,
  /** The condition under which it holds, as a card says it: "at 3 weeks". */
  at: text.optional(),
};

/** A figure as its source gives it: counts, a percentage without counts, or a statement. */
const figure = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('fraction'),
    k: z.int().min(0),
    n: z.int().min(1),
    /** As printed by the source or computed from the counts; a test recomputes all three. */
    percent: z.number(),
    low: z.number(),
    high: z.number(),
    p: text.optional(),
    /** What must be printed beside the figure itself. */
    dagger: text.optional(),
    /** Id of the figure to read it against: the share that chance or the prior alone would give. */
    comparedWith: text.optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('percent-only'),
    percent: z.number(),
    /** Undefined when the source does not print how many there were. */
    patients: z.int().min(1).optional(),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('statement'),
    text,
    /** The same for a card; its numbers are among those of the text. */
    short: text.optional(),
  }),
]);

const source = z
  .strictObject({
    id: text,
    label: text,
    citation: text,
    doi: text.optional(),
    pmid: text.optional(),
    pmcid: text.optional(),
    url: z.url({ protocol: /^https$/ }).optional(),
    note: text.optional(),
  })
  .readonly();

const evidenceFile = z.strictObject({
  cohortCaveat: text,
  interval: text,
  sources: z.array(source),
  figures: z.array(figure),
  /** What a study did and how, and what is said of it elsewhere: sentences for a page. */
  notes: z.array(z.strictObject({ id: text, source: text, text })).default([]),
});

export type Figure = z.infer<typeof figure>;
export type Source = z.infer<typeof source>;

/** The figures and sources that cards may print; nothing else may be printed. */
export interface EvidenceBase {
  /** Said beside every figure of the cohort. */
  readonly cohortCaveat: string;
  /** How intervals were computed. */
  readonly interval: string;
  figure(id: string): Figure;
  source(id: string): Source;
  note(id: string): string;
  readonly figures: readonly Figure[];
}

/** @throws {Error} at start when the file is not as expected or a figure names an unknown source. */
export function readEvidence(path: string): EvidenceBase {
  const result = evidenceFile.safeParse(JSON.parse(readFileSync(path, 'utf8')));
  if (!result.success) throw new Error(`evidence.json: ${z.prettifyError(result.error)}`);
  const { cohortCaveat, interval, figures, notes, sources } = result.data;
  const figureById = new Map(figures.map((f) => [f.id, f]));
  const sourceById = new Map(sources.map((s) => [s.id, s]));
  const noteById = new Map(notes.map((note) => [note.id, note.text]));
  const base: EvidenceBase = {
    cohortCaveat,
    interval,
    figures,
    figure: (id) => found(figureById.get(id), `figure ${id}`),
    source: (id) => found(sourceById.get(id), `source ${id}`),
    note: (id) => found(noteById.get(id), `note ${id}`),
  };
  for (const note of notes) base.source(note.source);
  for (const f of figures) {
    base.source(f.source);
    if (f.kind === 'statement') checkShortForm(f);
    if (f.kind !== 'fraction' || f.comparedWith === undefined) continue;
    if (base.figure(f.comparedWith).kind !== 'fraction') {
      throw new Error(`evidence.json: ${f.id} is compared with a figure that has no counts.`);
    }
  }
  return base;
}

const numbersIn = (words: string) => words.match(/\d+(?:\.\d+)?/g) ?? [];

/** The short form of a statement holds no number of its own. */
function checkShortForm({ id, text, short = '' }: Extract<Figure, { kind: 'statement' }>): void {
  const told = new Set(numbersIn(text));
  const other = numbersIn(short).find((number) => !told.has(number));
  if (other !== undefined) {
    throw new Error(`evidence.json: ${id}: ${other} of the short form is not in the text.`);
  }
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`evidence.json holds no ${what}.`);
  return value;
}

/** Address of a source: DOI, then PubMed, then PubMed Central, then the publisher's own. */
export const sourceUrl = (source: Source): string | undefined => sourceLinks(source)[0]?.url;

export interface SourceLink {
  readonly label: string;
  readonly url: string;
}

/** Every address of a source with what to call it; empty when it has none. */
export function sourceLinks({ doi, pmid, pmcid, url }: Source): readonly SourceLink[] {
  return [
    ...(doi === undefined ? [] : [{ label: `doi:${doi}`, url: `https://doi.org/${doi}` }]),
    ...(pmid === undefined
      ? []
      : [{ label: `PubMed ${pmid}`, url: `https://pubmed.ncbi.nlm.nih.gov/${pmid}/` }]),
    ...(pmcid === undefined
      ? []
      : [{ label: pmcid, url: `https://pmc.ncbi.nlm.nih.gov/articles/${pmcid}/` }]),
    ...(url === undefined ? [] : [{ label: new URL(url).hostname, url }]),
  ];
}

/** A figure in words: fraction, percent and 95% interval, or why there are none. */
export function figureText(f: Figure): string {
  switch (f.kind) {
    case 'fraction':
      return `${f.k}/${f.n} (${f.percent.toFixed(1)}%; 95% interval ${f.low.toFixed(1)}–${f.high.toFixed(1)}${f.p === undefined ? '' : `; P=${f.p}`}${f.dagger === undefined ? '' : `; ${f.dagger}`})`;
    case 'percent-only':
      if (f.patients === undefined) return `${f.percent}% (denominator not published)`;
      return isShareOf(f.percent, f.patients)
        ? `${f.percent}% of ${f.patients} patients (counts not published)`
        : `${f.percent}% in a series of ${f.patients} patients (unit not stated)`;
    case 'statement':
      return f.text;
  }
}

/** False when no number of patients gives the percentage: something else was counted. */
export function isShareOf(percent: number, patients: number): boolean {
  const decimals = String(percent).split('.')[1]?.length ?? 0;
  const patientsCounted = Math.round((percent / 100) * patients);
  return ((100 * patientsCounted) / patients).toFixed(decimals) === percent.toFixed(decimals);
}

/**
 * A figure as a card prints it: "10 of 18 (34–75%)", ends of the interval in whole percent.
 * @throws {Error} for a statement without a short form.
 */
export function shortFigure(f: Figure): string {
  if (f.kind === 'fraction')
    return `${figureShare(f)} (${Math.round(f.low)}–${Math.round(f.high)}%)`;
  if (f.kind === 'percent-only') return figureText(f);
  if (f.short === undefined) throw new Error(`Figure ${f.id} has no short form.`);
  return f.short;
}

/** `k of n`, for summaries. */
export function figureShare(f: Figure): string {
  if (f.kind !== 'fraction') throw new Error(`Figure ${f.id} has no counts.`);
  return `${f.k} of ${f.n}`;
}
