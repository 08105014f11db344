import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { faultsOf, orWhat, type Fault } from '../../config/faults.ts';
import { lineOfSyntaxError, Places } from '../../config/json-places.ts';
import { FileFaults, type FileFault } from '../text/card-fault.ts';
import { proportionOf } from './wilson.ts';

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

/** @throws {FileFaults} at start, for everything in the file that is not as expected. */
export function readEvidence(path: string): EvidenceBase {
  const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  const content = parsed(text);
  const places = new Places(text);
  const refuse = (faults: readonly Fault[]) =>
    new FileFaults(faults.map((fault) => fileFault(fault, content, places)));
  const result = evidenceFile.safeParse(content);
  if (!result.success) throw refuse(faultsOf(result.error, evidenceFile, content));
  const { cohortCaveat, interval, figures, notes, sources } = result.data;
  const faults = evidenceFaults(result.data);
  if (faults.length > 0) throw refuse(faults);
  const figureById = new Map(figures.map((f) => [f.id, f]));
  const sourceById = new Map(sources.map((s) => [s.id, s]));
  const noteById = new Map(notes.map((note) => [note.id, note.text]));
  return {
    cohortCaveat,
    interval,
    figures,
    figure: (id) => found(figureById, 'figure', id),
    source: (id) => found(sourceById, 'source', id),
    note: (id) => found(noteById, 'note', id),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const line = lineOfSyntaxError(text);
    throw new FileFaults([
      {
        file: FILE,
        place: '',
        says: 'it is not JSON from here on; compare commas, quotes and brackets with the entries above',
        ...(line !== undefined && { line }),
      },
    ]);
  }
}

const FILE = 'evidence.json';

/** Says of an entry which one it is: a number in a list tells nobody anything. */
function fileFault({ at, says, line }: Fault, content: unknown, places: Places): FileFault {
  const [list = '', index, ...members] = at.map(String);
  const entry: unknown =
    index === undefined ? undefined : (content as Record<string, unknown[] | undefined>)[list]?.[Number(index)]; // prettier-ignore
  const id = (entry as { id?: unknown } | undefined)?.id;
  const name = typeof id === 'string' ? id : index;
  const where = line ?? places.lineOf(at);
  return {
    file: FILE,
    place: [list, ...(name === undefined ? [] : [name]), ...members].join('.'),
    says,
    ...(where !== undefined && { line: where }),
  };
}

type EvidenceFile = z.infer<typeof evidenceFile>;

/** What the schema cannot know: what is named exists, once, and what is computed is right. */
function evidenceFaults({ figures, notes, sources }: EvidenceFile): readonly Fault[] {
  const sourceIds = sources.map(({ id }) => id);
  const sourceFault = (list: string, index: number, source: string): readonly Fault[] =>
    sourceIds.includes(source)
      ? []
      : [
          {
            at: [list, index, 'source'],
            says: `there is no source ${source}${orWhat(source, sourceIds)}`,
          },
        ];
  return [
    ...twice('sources', sources),
    ...twice('figures', figures),
    ...twice('notes', notes),
    ...notes.flatMap(({ source }, index) => sourceFault('notes', index, source)),
    ...figures.flatMap((figure, index) => [
      ...sourceFault('figures', index, figure.source),
      ...figureFaults(figure, figures).map(({ at, says }) => ({
        at: ['figures', index, ...at],
        says,
      })),
    ]),
  ];
}

const twice = (list: string, entries: readonly { readonly id: string }[]): readonly Fault[] =>
  entries.flatMap(({ id }, index) =>
    entries.findIndex((each) => each.id === id) < index
      ? [{ at: [list, index, 'id'], says: 'this id stands there already; choose another' }]
      : [],
  );

function figureFaults(figure: Figure, figures: readonly Figure[]): readonly Fault[] {
  if (figure.kind === 'percent-only') return [];
  if (figure.kind === 'statement') {
    const told = new Set(numbersIn(figure.text));
    const other = numbersIn(figure.short ?? '').find((number) => !told.has(number));
    if (other === undefined) return [];
    return [{ at: ['short'], says: `${other} is not in the text; take it from there` }];
  }
  const { k, n, comparedWith } = figure;
  if (k > n) return [{ at: ['k'], says: `${k} of ${n} is more than all; check both` }];
  const other = figures.find(({ id }) => id === comparedWith);
  const computed = proportionOf(k, n);
  return [
    ...(comparedWith === undefined || other?.kind === 'fraction'
      ? []
      : [
          {
            at: ['comparedWith'],
            says: other
              ? `${comparedWith} has no counts; name a figure that has`
              : `there is no figure ${comparedWith}${orWhat(
                  comparedWith,
                  figures.map(({ id }) => id),
                )}`,
          },
        ]),
    ...(['percent', 'low', 'high'] as const)
      .filter((name) => figure[name] !== computed[name])
      .map((name) => ({
        at: [name],
        says: `${figure[name]} is written, ${k} of ${n} gives ${computed[name]}; write that, or correct the counts`,
      })),
  ];
}

const numbersIn = (words: string) => words.match(/\d+(?:\.\d+)?/g) ?? [];

function found<T>(all: ReadonlyMap<string, T>, what: string, id: string): T {
  const value = all.get(id);
  if (value !== undefined) return value;
  const [first, second] = orWhat(id, [...all.keys()]).split('did you mean ');
  const hint = second === undefined || first === undefined ? '' : ` Did you mean ${second}`;
  throw new Error(`evidence.json holds no ${what} ${id}.${hint}`);
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
