import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { FileFaults, faultsIn, shapeFaults, type CardFault } from '../../cards/text/card-fault.ts';
import { CardFileLines } from '../../cards/file/card-file-lines.ts';
import { cardTextFaults } from '../../cards/file/card-text-faults.ts';
import { type EvidenceBase } from '../../cards/figures/evidence.ts';
import { compileTemplate, figuresIn } from '../../cards/file/template.ts';
import { YamlText } from '../../yaml/yaml-text.ts';

const text = z.string().min(1);
const id = text.regex(/^[a-z0-9-]+$/);
const frontMatter = z.strictObject({
  title: text,
  lead: text,
  caveat: text,
  steps: z
    .array(
      z.strictObject({
        id,
        title: text,
        asks: text,
        /** Markdown. */
        pitfalls: z.array(text).min(1),
        cards: z.array(id).min(1),
      }),
    )
    .min(1),
});

export interface GuideStep {
  readonly id: string;
  readonly title: string;
  readonly asks: string;
  /** Markdown, its figures filled in. */
  readonly text: string;
  readonly pitfalls: readonly string[];
  /** Ids of cards. */
  readonly cards: readonly string[];
  /** Ids of the figures that the step prints, in its order. */
  readonly figures: readonly string[];
}

/** The guide as it stands in its file, its figures filled in. */
export interface GuideFile {
  readonly title: string;
  readonly lead: string;
  readonly caveat: string;
  readonly steps: readonly GuideStep[];
}

/**
 * Reads the guide.
 * @param cards Ids of all cards: a step may name no other.
 * @throws {FileFaults} at start, naming every place that is wrong in one message, a line each.
 */
export function readGuide(
  path: string,
  evidence: EvidenceBase,
  cards: ReadonlySet<string>,
): GuideFile {
  const written = readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n');
  const [, yaml, body] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(written) ?? [];
  if (yaml === undefined || body === undefined) {
    throw inFile(written, [{ place: '', says: 'no front matter' }]);
  }
  const { faults: slips, value } = new YamlText(yaml);
  if (slips.length > 0) {
    // The mark above the front matter is a line of its own.
    throw inFile(
      written,
      slips.map(({ says, line }) => ({ place: '', says, line: line + 1 })),
    );
  }
  const result = frontMatter.safeParse(value);
  if (!result.success) throw inFile(written, shapeFaults(result.error));
  const faults: CardFault[] = [];
  const filled = (place: string, template: string): string => {
    faults.push(...cardTextFaults([{ place, text: template, onCard: false }]));
    try {
      return compileTemplate(template, { evidence, settings: {} }).fill({});
    } catch (error) {
      faults.push(...faultsIn(error).map((fault) => ({ ...fault, place })));
      return '';
    }
  };
  const parts = partsOf(body);
  const { title, lead, caveat, steps } = result.data;
  const guide = {
    title: filled('title', title),
    lead: filled('lead', lead),
    caveat: filled('caveat', caveat),
    steps: steps.map((step, i): GuideStep => {
      const part = parts.get(step.id);
      if (part === undefined) {
        faults.push({ place: `steps[${i}]`, says: `no part "# ${step.id}"` });
      }
      const unknown = step.cards.filter((card) => !cards.has(card));
      if (unknown.length > 0) {
        faults.push({ place: `steps[${i}].cards`, says: `there is no ${unknown.join(', ')}` });
      }
      return {
        ...step,
        title: filled(`steps[${i}].title`, step.title),
        asks: filled(`steps[${i}].asks`, step.asks),
        text: filled(`# ${step.id}`, part ?? ''),
        pitfalls: step.pitfalls.map((each, n) => filled(`steps[${i}].pitfalls[${n}]`, each)),
        figures: figuresIn([part, ...step.pitfalls].join('\n')),
      };
    }),
  };
  if (faults.length > 0) throw inFile(written, faults);
  return guide;
}

/** The faults with their lines. */
function inFile(written: string, faults: readonly CardFault[]): FileFaults {
  const lines = new CardFileLines(written);
  return new FileFaults(
    faults.map((fault) => {
      const line = lines.of(fault);
      return { ...fault, file: 'pages/guide.md', ...(line !== undefined && { line }) };
    }),
  );
}

/** The parts of the body under `# id`, by id. */
const partsOf = (body: string): ReadonlyMap<string, string> =>
  new Map(
    body
      .split(/^# /m)
      .slice(1)
      .map((part) => {
        const end = part.indexOf('\n');
        return [part.slice(0, end).trim(), part.slice(end + 1).trim()];
      }),
  );
