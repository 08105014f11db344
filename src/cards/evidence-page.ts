import { marked } from 'marked';
import type { RunningCard } from './advise.ts';
import type { CardFile } from './card-file.ts';
import { figureText, sourceUrl, type EvidenceBase, type Source } from './evidence.ts';

/** Everything a card says and rests on, as data. The page is made of it. */
export function evidenceOf(
  file: CardFile,
  running: RunningCard | undefined,
  evidence: EvidenceBase,
) {
  return {
    id: file.id,
    title: file.title,
    version: file.version,
    mode: running?.mode ?? 'off',
    indicator: file.indicator,
    reviewed: file.reviewed,
    wordings: Object.entries(file.wordings).map(([name, { summary, detail }]) => ({
      name,
      summary,
      detail: detail.fill({ about: 'order or report', why: '*(why it fired for this patient)*' }),
    })),
    fires: file.fires,
    silent: file.silent,
    disputed: file.disputed,
    figures: file.figures.map((id) => {
      const figure = evidence.figure(id);
      return {
        ...figure,
        printed: figureText(figure),
        source: evidence.source(figure.source).label,
      };
    }),
    interval: evidence.interval,
    thresholds: thresholdsOf(running),
    sources: [file.source, ...file.furtherSources].map((source) => citation(source)),
    overrideReasons: file.overrideReasons,
  };
}

export type CardEvidence = ReturnType<typeof evidenceOf>;

function thresholdsOf(running: RunningCard | undefined) {
  if (!running) return [];
  const { properties = {} } = running.rule.settings.toJSONSchema() as {
    properties?: Record<string, { description?: string }>;
  };
  return Object.entries(running.settings as Record<string, unknown>).map(([name, value]) => ({
    name,
    value,
    meaning: properties[name]?.description ?? '',
  }));
}

function citation(source: Source) {
  const url = sourceUrl(source);
  return {
    citation: source.citation,
    ...(url !== undefined && { url }),
    ...(source.note !== undefined && { note: source.note }),
  };
}

/** Our own Markdown to HTML; card files are trusted, and no chart text comes here. */
export const markdownToHtml = (markdown: string): string =>
  marked.parse(markdown, { async: false });
