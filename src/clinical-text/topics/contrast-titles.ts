import type { ClinicalText, Mention } from '../reading/clinical-text.ts';
import type { TopicId } from '../reading/topic-ids.ts';

/** Intravenous contrast. `unspecified` is not "without". */
export type ContrastWords = 'without' | 'with' | 'without-and-with' | 'unspecified';

const topics = ['contrast-both', 'contrast-without', 'contrast-with'] as const satisfies TopicId[];

/**
 * What the words of an order or a report say of intravenous contrast. A choice, a condition, a question,
 * another examination, or two statements that do not agree leave it unspecified: nothing of the kind
 * is ever read as "without".
 */
export function readContrast(text: ClinicalText): ContrastWords {
  const said = spokenOf(text);
  const isOpen = text
    .of('contrast-left-open')
    .some(
      (open) => !said.some((mention) => mention.topic === 'contrast-both' && covers(mention, open)),
    );
  if (isOpen || said.length === 0) return 'unspecified';
  const meant = new Set(said.map(meaning));
  if (meant.has('unspecified')) return 'unspecified';
  if (meant.has('without-and-with')) return 'without-and-with';
  const [only] = meant;
  return meant.size === 1 && only ? only : 'unspecified';
}

/** The mentions of contrast, none that stands inside a longer one. */
function spokenOf(text: ClinicalText): readonly Mention[] {
  const said: Mention[] = [];
  for (const topic of topics) {
    for (const mention of text.of(topic)) {
      if (!said.some((longer) => overlaps(longer, mention))) said.push(mention);
    }
  }
  return said;
}

function meaning({ topic, assertion }: Mention): ContrastWords {
  if (assertion === 'denied') return topic === 'contrast-with' ? 'without' : 'unspecified';
  if (assertion !== 'affirmed') return 'unspecified';
  if (topic === 'contrast-both') return 'without-and-with';
  return topic === 'contrast-with' ? 'with' : 'without';
}

const overlaps = (a: Mention, b: Mention) => a.start < b.end && b.start < a.end;
const covers = (a: Mention, b: Mention) => a.start <= b.start && a.end >= b.end;
