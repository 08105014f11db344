import type { Card } from '../cds-hooks/response.ts';
import { dateInWords } from '../facts/values/date-in-words.ts';
import type { CardFile } from './file/card-file.ts';
import {
  figureText,
  sourceLinks,
  sourceUrl,
  type EvidenceBase,
  type Figure,
  type Source,
} from './figures/evidence.ts';
import type { SiteCard } from './site-card.ts';
import type { Template } from './file/template.ts';
import { thresholdsOf } from './thresholds.ts';
import { proportionOf, type Proportion } from './figures/wilson.ts';

/**
 * Everything a card says and rests on, as data. The page is made of it.
 * @throws {Error} at start when a percent or interval of evidence.json is not that of its counts.
 */
export function evidenceOf(card: SiteCard, evidence: EvidenceBase) {
  const { rule, file, mode, awaitsApproval, awaitsContact, recalled } = card;
  return {
    id: file.id,
    title: file.title,
    version: file.version,
    mode,
    awaitsApproval,
    ...(awaitsContact && { awaitsContact }),
    ...(recalled && { recalled }),
    about: rule.about,
    hooks: rule.about === 'orders' ? rule.hooks : (['patient-view'] as const),
    indicator: file.indicator,
    reviewed: file.reviewed,
    history: file.history.map((version) => ({ ...version, on: dateInWords(version.on) })),
    wordings: Object.entries(file.wordings).map(([name, wording]) => ({
      name,
      indicator: indicatorOf(file, wording),
      summary: withSlotsNamed(wording.summary),
      detail: withSlotsNamed(wording.detail, {
        about: '‹order›',
        scan: '‹report›',
        why: '‹what was read in this patient›',
      }),
    })),
    phrases: Object.entries(file.phrases).map(([name, phrase]) => ({
      name,
      text: withSlotsNamed(phrase),
    })),
    explained: file.pageSections,
    fires: file.fires,
    silent: Object.entries(file.silent).map(([because, says]) => ({ because, says })),
    disputed: file.disputed,
    figures: figuresOf(file, evidence),
    interval: evidence.interval,
    thresholds: thresholdsOf(card),
    suggestions: Object.entries(file.suggestions).map(([name, { label, description, note }]) => ({
      name,
      label,
      description: withSlotsNamed(description),
      ...(note !== undefined && { note: withSlotsNamed(note) }),
    })),
    sources: [file.source, ...file.furtherSources].map((source) => citation(source)),
    overrideReasons: file.overrideCodings.map(({ display }) => display),
  };
}

export type CardEvidence = ReturnType<typeof evidenceOf>;
export type FigureEvidence = ReturnType<typeof figureEvidence>;

/** A wording may be more or less serious than its card. */
const indicatorOf = (
  file: CardFile,
  wording: { readonly indicator?: Card['indicator'] | undefined },
) => wording.indicator ?? file.indicator;

/** A text of the card with its slots shown as what goes into them: `surgeryDate` → ‹surgery date›. */
function withSlotsNamed(template: Template, known: Readonly<Record<string, string>> = {}): string {
  const named = Array.from(template.slots, (slot) => [slot, `‹${inWords(slot)}›`] as const);
  return template.fill({ ...Object.fromEntries(named), ...known });
}

/** `surgeryDate` → surgery date. */
const inWords = (name: string) =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).trim();

/** The figures a card prints, and after them those that they are compared with. */
function figuresOf(file: CardFile, evidence: EvidenceBase) {
  const printed = file.figures.map((id) => evidence.figure(id));
  const others = printed.flatMap((f) =>
    f.kind === 'fraction' && f.comparedWith !== undefined ? [evidence.figure(f.comparedWith)] : [],
  );
  return [...new Set([...printed, ...others])].map((figure) => figureEvidence(figure, evidence));
}

/**
 * A figure as every page prints it: percent and interval computed from its counts, and its source.
 * @throws {Error} at start when evidence.json prints something else than its counts give.
 */
export function figureEvidence(figure: Figure, evidence: EvidenceBase) {
  const source = evidence.source(figure.source);
  const url = sourceUrl(source);
  return {
    ...figure,
    ...recomputed(figure),
    printed: figureText(figure),
    sourceId: figure.source,
    source: source.label,
    ...(url !== undefined && { sourceUrl: url }),
    sourceLinks: sourceLinks(source),
  };
}

/** Percent and interval from the counts, which must be those that cards print. */
function recomputed(figure: Figure): Proportion | undefined {
  if (figure.kind !== 'fraction') return undefined;
  const { id, k, n, percent, low, high } = figure;
  const computed = proportionOf(k, n);
  if (percent !== computed.percent || low !== computed.low || high !== computed.high) {
    throw new Error(
      `evidence.json: ${id} is ${k}/${n}, that is ${computed.percent}% ` +
        `(${computed.low}–${computed.high}), not ${percent}% (${low}–${high}).`,
    );
  }
  return computed;
}

function citation(source: Source) {
  const url = sourceUrl(source);
  return {
    label: source.label,
    citation: source.citation,
    ...(url !== undefined && { url }),
    links: sourceLinks(source),
    ...(source.note !== undefined && { note: source.note }),
  };
}
