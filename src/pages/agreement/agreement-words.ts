import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { FileFaults, faultsIn, shapeFaults, type CardFault } from '../../cards/text/card-fault.ts';
import { cardTextFaults } from '../../cards/file/card-text-faults.ts';
import type { EvidenceBase } from '../../cards/figures/evidence.ts';
import { compileTemplate } from '../../cards/file/template.ts';
import { findings } from './asked.ts';
import { yamlValue } from '../../yaml/yaml-text.ts';
import { lossReasons, rowNotes } from './study-row.ts';

const text = z.string().min(1);
const ratioReasons = ['by-time', 'by-association', 'base'] as const;
export type NoRatioReason = (typeof ratioReasons)[number];

const agreementFile = z.strictObject({
  title: text,
  lead: text,
  notAProbability: text,
  /** With the slots `row` and `base`, fractions as cards print them. */
  sentences: z.strictObject({
    symptomatic: text,
    notSymptomatic: text,
    baseOnly: text,
    nothingTold: text,
    includesBase: text,
  }),
  findings: z.record(z.enum(findings), z.strictObject({ label: text, hint: text })),
  lost: z.record(z.enum(lossReasons), text),
  notes: z.record(z.enum(rowNotes), text),
  /** With the slot `ratio`. */
  ratio: z.strictObject({ presence: text, absence: text }),
  noRatio: z.record(z.enum(ratioReasons), text),
  symptomaticLevel: z.strictObject({ title: text, says: z.array(text).min(1) }),
  notStudied: z.array(text).min(1),
});

/** What goes in for each question; everything else is filled in at the start. */
const openSlots = { row: '{{row}}', base: '{{base}}', ratio: '{{ratio}}' };

/** What the page of agreement says, its figures filled in. */
export type AgreementWords = z.infer<typeof agreementFile>;

/**
 * Reads the words of the page.
 * @throws {FileFaults} at start, naming every place that is wrong: an unknown figure, a number that is typed.
 */
export function readAgreementWords(path: string, evidence: EvidenceBase): AgreementWords {
  const faults: CardFault[] = [];
  const fill = (value: unknown, place: string): unknown => {
    if (Array.isArray(value)) return value.map((each, i) => fill(each, `${place}[${i}]`));
    if (typeof value === 'object' && value !== null) {
      const within = (name: string) => (place === '' ? name : `${place}.${name}`);
      return Object.fromEntries(
        Object.entries(value).map(([name, each]) => [name, fill(each, within(name))]),
      );
    }
    if (typeof value !== 'string') return value;
    faults.push(...cardTextFaults([{ place, text: value, onCard: false }]));
    try {
      const template = compileTemplate(value, { evidence, settings: {} });
      return template.fill(openSlots);
    } catch (error) {
      faults.push(...faultsIn(error).map((fault) => ({ ...fault, place })));
      return value;
    }
  };
  const filled = fill(yamlValue(readFileSync(path, 'utf8'), 'pages/agreement.yaml'), '');
  const result = agreementFile.safeParse(filled);
  if (!result.success) faults.push(...shapeFaults(result.error));
  if (faults.length > 0 || !result.success) {
    throw new FileFaults(faults.map((fault) => ({ ...fault, file: 'pages/agreement.yaml' })));
  }
  return result.data;
}
