import type { TopicId } from '../../clinical-text/reading/topic-ids.ts';
import type { Meanings } from '../reading/meanings.ts';
import type { ValueSetId } from '../../generated/value-set-ids.ts';

/** How a kind of medicine is known: by the codes of value sets, or by the words of a topic. */
interface Recognised {
  readonly valueSets: readonly ValueSetId[];
  readonly topic: TopicId;
}

/** The kinds of medicines on which a fact rests. */
export const medicineKinds = {
  'vitamin-k-antagonist': {
    valueSets: ['anticoagulants-vka'],
    topic: 'vitamin-k-antagonist',
  },
  'factor-xa-inhibitor': {
    valueSets: ['anticoagulants-doac-xa'],
    topic: 'factor-xa-inhibitor',
  },
  dabigatran: { valueSets: ['anticoagulants-dabigatran'], topic: 'dabigatran' },
  'low-molecular-weight-heparin': {
    valueSets: ['anticoagulants-lmwh'],
    topic: 'low-molecular-weight-heparin',
  },
  'unfractionated-heparin': {
    valueSets: ['anticoagulants-ufh'],
    topic: 'unfractionated-heparin',
  },
  fondaparinux: { valueSets: ['anticoagulants-fondaparinux'], topic: 'fondaparinux' },
  'thrombin-inhibitor': {
    valueSets: ['anticoagulants-parenteral-thrombin'],
    topic: 'thrombin-inhibitor',
  },
  anticoagulant: { valueSets: ['anticoagulant-not-named'], topic: 'anticoagulant' },
  'p2y12-inhibitor': { valueSets: ['antiplatelets-p2y12'], topic: 'p2y12-inhibitor' },
  'glycoprotein-inhibitor': {
    valueSets: ['antiplatelets-gpiib-iiia'],
    topic: 'glycoprotein-inhibitor',
  },
  immunosuppressant: { valueSets: ['immunosuppressants'], topic: 'immunosuppressant' },
  'cmv-antiviral': { valueSets: ['antivirals-cmv'], topic: 'cmv-antiviral' },
  immunoglobulin: { valueSets: ['ivig'], topic: 'immunoglobulin' },
  corticosteroid: { valueSets: [], topic: 'corticosteroid' },
} as const satisfies Readonly<Record<string, Recognised>>;

export type MedicineKind = keyof typeof medicineKinds;
export const allKinds = Object.keys(medicineKinds) as readonly MedicineKind[];

/** What keeps blood from clotting, aspirin apart. */
export const againstClotting = [
  'vitamin-k-antagonist',
  'factor-xa-inhibitor',
  'dabigatran',
  'low-molecular-weight-heparin',
  'unfractionated-heparin',
  'fondaparinux',
  'thrombin-inhibitor',
  'anticoagulant',
  'p2y12-inhibitor',
  'glycoprotein-inhibitor',
] as const satisfies readonly MedicineKind[];

/** Kinds that words name as taken now or before, or ask about; what they deny is not among them. */
export function kindsNamed(
  words: string,
  { texts }: Pick<Meanings, 'texts'>,
): ReadonlySet<MedicineKind> {
  const named = new Set(
    texts
      .read(words)
      .mentions.filter(({ assertion }) => assertion !== 'denied' && assertion !== 'other-person')
      .map(({ topic }) => topic),
  );
  return new Set(allKinds.filter((kind) => named.has(medicineKinds[kind].topic)));
}
